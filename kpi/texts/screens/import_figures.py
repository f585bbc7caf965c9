"""Words of Indlæs tal."""

TITLE = "Indlæs tal"
LEAD = (
    "Læg en fil med tal her. Først ser du, hvad den er læst som, og hvad den ville ændre. Intet er gemt, før du "
    "trykker «Gem», og det gemte kan fortrydes."
)
FILE = "Fil med tal (CSV, Excel eller OpenDocument; højst 10 MB)"
FILE_HELP = (
    "Filer fra {sources}, vores egen skabelon, og ethvert ark, som du én gang har sagt, hvordan skal læses. Filens "
    "indhold afgør, hvad den er; ikke dens navn."
)
NO_FILE = "Ingen fil er valgt endnu. Mangler du en at fylde ud, så hent skabelonen nederst på siden."
MORE_CHOICES = "Offentliggørelse, kilde og tilknytning"
PUBLISHED = "Offentliggjort den (kun for ældre tal)"
PUBLISHED_HELP = (
    "Lad feltet stå tomt for tal, der lige er kommet. Udfyld det, når filen er ældre end det, der er gemt: så gemmes "
    "tallene som en tidligere udgave."
)
GIVE_DAY = "Kendes dagen, så skriv den ovenfor under «Offentliggørelse, kilde og tilknytning»."
SOURCE = "Kilde"
SOURCE_DECLARED = "den, indikatorerne hører til"
MAPPING = "Læs filen med"
MAPPING_BY_CONTENT = "det, filens indhold viser"

READ_AS = "Læst som: {layout}."
COUNT_HEADINGS = (
    "Nye tal", "Reviderede", "Uændrede", "Tidligere udgaver", "Andet ændret", "Afviste rækker", "Advarsler",
)  # fmt: skip
COUNT_TITLE = "Hvad filen ville ændre"
REFUSED_FILE = "Filen kan ikke indlæses."
ALREADY = "Der er intet nyt i filen."
REFUSED_ROWS = "Afviste rækker: de gemmes ikke"
REFUSED_HEADINGS = ("Hvor", "Hvorfor", "Rækker")
WHOLE_FILE = "hele filen"
REFUSED_KEPT = "Resten kan gemmes; listen følger med leverancen."
REVISIONS = "Reviderede tal"
REVISION_HEADINGS = ("Indikator", "Område", "Periode", "Før", "Nu", "Ændring")
LARGE = "stor"
MOST_SHOWN = 200
MORE = "og {count} mere"
WARNINGS = "Advarsler: sæt flueben ved dem, du har set efter"
WARNINGS_TITLE = "Advarsler"
WARNINGS_HEADING = "Hvad og hvor"
ALL_SEEN = "Jeg har set de {count} advarsler efter, og tallene er rigtige"
WHY = "Hvorfor er tallene ændret?"
BY_SOURCE = "Kilden har selv rettet dem"
BY_US = "Vi retter vores egen fejl"
REASON = "Begrundelse"
REASON_HELP = "Står i historikken ved hvert ændret tal. Skriv aldrig navne eller cpr-numre."
REASON_NEEDED_LARGE = "{count} tal ændres mere end en tiendedel. Skriv hvorfor, før du gemmer."
SAVE = "Gem"
SAVE_NOTHING = "Fjern filen"
LACKING_TICKS = "Mangler: flueben ved {count} advarsler."
LACKING_TICK = "Mangler: flueben ved en advarsel."
LACKING_REASON = "Mangler: en begrundelse."
WILL_SAVE = "«Gem» gemmer {count} tal på én gang, eller slet ingen."
SAVING = "Gemmer og samler tallene …"
SAVED = "Gemt som {delivery}. Nye tal: {new}. Reviderede: {revised}. Uændrede: {unchanged}. Afviste rækker: {refused}."
UNDO = "Fortryd"
UNDO_REASON = "fortrudt lige efter indlæsningen"
UNDONE = "Fortrudt: tallene er taget ud igen. Leverancen bliver stående i historikken som fortrudt."

UNKNOWN_SHEET = "Sig én gang, hvordan arket skal læses"
UNKNOWN_LEAD = (
    "Arkets opbygning kendes ikke. Vælg rækken med overskrifter, og hvad kolonnerne er. Næste måneds fil bliver kendt "
    "på sine overskrifter og læst af sig selv."
)
SHEET = "Ark"
HEADING_ROW = "Rækken med overskrifter"
ACROSS = "Perioderne står på tværs, i overskrifterne"
FACTS = {
    "indicator": "Indikator",
    "area": "Kommune eller område",
    "area_code": "Kommunekode",
    "period": "Periode",
    "value": "Værdi",
    "unit": "Enhed",
    "numerator": "Tæller",
    "denominator": "Nævner",
    "quality": "Kvalitet",
    "published": "Offentliggjort",
    "comment": "Kommentar",
}
COLUMN = "kolonnen «{heading}»"
FIXED = "den samme for alle rækker"
NOT_THERE = "står ikke i arket"
FIXED_INDICATOR = "Hvilken indikator?"
FIXED_AREA = "Hvilket område?"
FIXED_PERIOD = "Hvilken periode? (som 2017-12)"
FIXED_UNIT = "Hvilken enhed?"
OTHER_FACTS = "Andre kolonner"
MAPPING_TITLE = "Giv tilknytningen et navn"
MAPPING_TITLE_HELP = "For eksempel «Sygefravær fra personalesystemet»."
ABOVE = "Ord, der skal stå over overskrifterne (kan undværes)"
ABOVE_HELP = "Bruges, når flere ark har de samme overskrifter, for eksempel tabellens titel."
AS_TOML = "Sådan gemmes tilknytningen"
SAVE_MAPPING = "Gem tilknytningen, og læs filen"
MAPPING_SAVED = "Tilknytningen «{title}» er gemt. Filen er læst med den."

MAPPINGS = "Tilknytninger"
NO_MAPPINGS = "Der er ingen tilknytninger endnu. En laves, når et ark med en ukendt opbygning indlæses."
MAPPING_FILE = "Filen mappings/{name}.toml i mappen local. Ret den dér, eller slet den her og lav den igen."
DELETE_MAPPING = "Slet tilknytningen «{title}»"
BROKEN_MAPPINGS = "En tilknytning kan ikke læses:"

TEMPLATE = "Skabelon med det, der mangler"
TEMPLATE_LEAD = (
    "Indikatorer, områder og perioder, som aftalen bruger, og som skulle være kommet, men ikke er her. Udfyld kolonnen "
    "værdi, og læg filen øverst på siden."
)
TEMPLATE_WHOLE = "Tag også de områder med, som aftalen sammenligner med"
TEMPLATE_COUNT = "{count} tal mangler."
TEMPLATE_NOTHING = "Intet mangler: alt, hvad aftalen bruger til og med den dag, tavlen er set fra, er her."
TEMPLATE_CSV = "Hent som CSV"
TEMPLATE_XLSX = "Hent som Excel"
TEMPLATE_FILE = "mangler-{contract}"

UPLOAD_HINT = "Træk filen hertil, eller vælg den. Højst 10 MB."
UPLOAD_BUTTON = "Vælg fil"
UPLOAD_REFUSED = "Filen er for stor (højst 10 MB) eller kunne ikke sendes. Del den i flere filer."
