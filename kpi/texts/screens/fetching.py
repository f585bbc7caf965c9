"""Words of fetching from the sources, on Indlæs tal."""

TITLE = "Hent fra kilden"
LEAD = (
    "Kilder med en API kan hentes herfra. Det hentede efterprøves og gemmes som en fil, tabel for tabel, og kan "
    "fortrydes på Datagrundlag. Går noget galt, står de gamle tal, som de stod."
)
FETCH = "Hent nu"
FETCHING = "Henter …"
ACCEPT = "Gem også tabeller med advarsler; advarslerne følger med leverancen"
HEADINGS = ("Tabel", "Sidst hentet", "Kilden opdaterede", "Næste opdatering", "Fejl ved sidste forsøg")
NEVER = "aldrig"
NOT_KNOWN = "ikke oplyst"
NO_FAULT = "ingen"
FAULT = "{when}: {fault}"
