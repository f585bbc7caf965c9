"""Words that stand on every screen: menu, shared choices, «Del», the foot and general errors."""

PROGRAM = "Effekttavlen"
MENU = {
    "overview": "Overblik",
    "criterion": "Succeskriterium",
    "peers": "Sammenligning",
    "profile": "Kommuneprofil",
    "groups": "Grupper",
    "present": "MED-møde",
    "contract": "Aftalen",
    "enter": "Indtast tal",
    "import_figures": "Indlæs tal",
    "data_status": "Datagrundlag",
}
ADDRESSES = {
    "contracts": "",
    "overview": "overblik",
    "criterion": "succeskriterium",
    "peers": "sammenligning",
    "profile": "kommuneprofil",
    "groups": "grupper",
    "present": "med-moede",
    "enter": "indtast",
    "import_figures": "indlaes",
    "contract": "aftalen",
    "data_status": "datagrundlag",
}
"""Page → its address."""
CONTRACT = "Aftale"
SHARE_HELP = "Adressen rummer alle dine valg. Kopiér den, og send den til en kollega."
DOWNLOAD_CSV = "Hent som CSV"
DOWNLOAD_REPORT = "Hent rapport"
EXAMPLE = "Eksempeltal"
MADE_UP = "Prøveaftale"
MADE_UP_HELP = "Aftalen er fundet på for at prøve programmet. Ingen har vedtaget den."
EMPTY_YEAR = "åååå"
SHOW_TABLE = "Vis som tabel"
BACK_TO_OVERVIEW = "Til overblikket"
ALL = "Alle"

VERSION = "Version"
NEWEST_FIGURE = "Nyeste tal"
STORE_BUILT = "Tallene er samlet"

STORE_BUILDING = "Tallene bliver samlet. Det tager et øjeblik."
UNKNOWN_PAGE = "Siden findes ikke. Her er forsiden."
UNKNOWN_CONTRACT = "Adressen nævner en aftale, som ikke findes her. Vælg en af aftalerne nedenfor."
UNKNOWN_CRITERION = "Adressen nævner et succeskriterium, som ikke findes i aftalen. Vælg et fra listen."
BROKEN_DEFINITIONS = "Aftalerne kan ikke læses, før dette er rettet:"
UNEXPECTED = "Noget gik galt, og siden kan ikke vises. Prøv igen; hjælper det ikke, står årsagen i programmets log."
BROKEN_PAGE = (
    "Siden kunne ikke vises på grund af en fejl i programmet. Ingen tal er ændret. "
    "Genindlæs siden; bliver den ved, så send loggen til den, der driver tavlen."
)
NO_SCRIPT = "Effekttavlen kræver JavaScript. Slå det til i browseren, og genindlæs siden."
CLOSED = "Findes ikke"
