"""Words of the command line."""

PROGRAM = "python3 -m kpi"
ABOUT = "Effekttavlen: kommunens aftaler, mål for mål. Uden kommando åbnes tavlen i browseren."
DATA = "mappe med egne aftaler, tal og indstillinger; det, den mangler, tages fra den medfølgende"
WRONG_USE = "Kommandoen er ikke skrevet rigtigt ({message}). Se, hvordan den skrives: {program} --help"
OF_ARGPARSE = {
    "usage: ": "skriv: ",
    "positional arguments:": "det, der skal stå:",
    "options:": "det, der kan stå:",
    "show this help message and exit": "vis denne hjælp",
    "the following arguments are required: ": "der mangler: ",
    "unrecognized arguments: ": "dette kendes ikke: ",
    "invalid choice: ": "kendes ikke: ",
    "(choose from ": "(vælg mellem ",
    "not allowed with argument ": "kan ikke stå sammen med ",
    "expected one argument": "der mangler noget efter",
    "expected at least one argument": "der mangler noget efter",
    "ignored explicit argument ": "der kan intet stå efter: ",
    "ambiguous option: ": "kan læses på flere måder: ",
    " could match ": " kan være ",
    "argument ": "",
}
"""Words that argparse says by itself, and ours; the longer before those they begin with."""
NO_ACCESS = "{file} kan ikke bruges: {reason}."
THE_ANSWER = "Det sted, svaret skrives til,"
JSON = "skriv svaret som JSON"

INDICATORS = "vis de indikatorer, en aftale kan bruge: id, enhed, hvor tit de kommer, kilde, og hvad der bruger dem"
INDICATORS_WORD = "vis kun dem med ordet i id, titel eller definition; flere ord skal alle passe"
LIST_MAY_LACK = "Definitionsfilerne har {count} fejl, så noget kan mangle her. Se dem med: python3 -m kpi check"

NEW = "lav en aftale, der er til at fylde ud, eller flyt sidste års aftale et år frem"
NEW_MUNICIPALITY = "kommunens navn eller kode, for eksempel Silkeborg eller 740"
NEW_YEAR = "aftalens år, for eksempel 2027"
NEW_FOLDER = "mappen med jeres egne aftaler; findes den ikke, laves den (uden valg --data, ellers kommunens navn)"
NEW_FROM = "sidste års aftale: dens id, eller en fil, der ender på .toml"
NEW_EXAMPLES = """eksempler:
  python3 -m kpi new Silkeborg 2027 vores-aftaler
      laver mappen vores-aftaler med en aftale for 2027, der er til at fylde ud
  python3 -m kpi --data vores-aftaler
      åbner tavlen på mappen; det, den mangler, tages fra den medfølgende
  python3 -m kpi --data vores-aftaler new --from silkeborg-2027
      laver silkeborg-2028 af silkeborg-2027: perioder og dage et år frem, ordene som de står
Ingen fil, der findes, bliver ændret.
"""
NEW_EITHER = "Skriv enten kommune og år, eller --from og sidste års aftale."
NEW_NEEDS = "Skriv kommune og år, for eksempel: python3 -m kpi new Silkeborg 2027 vores-aftaler."
NEW_DONE = "Aftalen er lavet: {file}. Det, der begynder med «Udfyld:», skal I selv skrive."
MOVED = "Aftalen er flyttet et år frem: {file}. Se efter:"
OWN_ALONE = "Mappen har nu sine egne aftaler, så de medfølgende vises ikke længere på den."
NEW_THEN = "Efterprøv den med «python3 -m kpi{data} check», og åbn tavlen med «python3 -m kpi{data}»."
NOT_A_YEAR = "«{text}» er ikke et år. Skriv fire cifre, for eksempel 2027."
NOT_A_MUNICIPALITY = (
    "{area} er ikke en kommune, som findes nu. Skriv kommunens navn eller kode, for eksempel Silkeborg eller 740."
)
NO_TOML = "Filen {file} kan ikke læses som en aftale. «python3 -m kpi check» siger, hvad der er galt i den."

EXAMPLES = "foreslå eksempler til en aftales krav: hvad programmet svarer på grænsen, lige ved siden af og uden tal"
EXAMPLES_CRITERION = "kun dette succeskriterium"
EXAMPLES_ALL = "skriv alle forslag ind i aftalen uden at spørge"
UNKNOWN_CRITERION = "Aftalen har intet succeskriterium med id {criterion}. Vælg mellem: {known}."

CHECK = "læs hvert krav op ved siden af aftalens ord, spørg, hvor de siger hver sit, og sig alt, der er galt"
CHECK_FIGURES = "spørg også tallene: er et krav opfyldt på forhånd, eller er en ændring for lille til at ses"
CHECK_GOOD = "Alle definitionsfiler er i orden."
CHECK_READS = "{title} ({id}), som programmet læser den:"
CHECK_QUESTIONS = "{count} spørgsmål, som en god kollega ville stille:"
CHECK_COUNT = "{count} fejl i definitionsfilerne."

BUILD = "byg lageret af det, der er modtaget"
BUILD_IF_NEEDED = "kun hvis lageret mangler eller er forældet"
NO_STATUS = "–"
BUILD_DONE = "Lageret er bygget: {generation}."
BUILD_FRESH = "Lageret er ajour."
BUILD_STEP = "  {done} af {in_all}: {text}"

STATUS = "vis, hvordan en aftale står"
STATUS_CONTRACT = "aftalens id"
AS_OF = "den dag, man ser fra (ÅÅÅÅ-MM-DD); uden valg i dag"

IMPORT = "indlæs filer med tal"
IMPORT_FILES = "CSV-, Excel- eller OpenDocument-filer; indholdet afgør, hvad de læses som"
IMPORT_SOURCE = "kildens id i sources.toml"
IMPORT_PUBLISHED = "den dag, kilden offentliggjorde tallene (ÅÅÅÅ-MM-DD)"
IMPORT_DRY_RUN = "vis, hvad der ville ske, uden at gemme"
IMPORT_MAPPING = "læs filen med denne tilknytning (mappen local/mappings); uden valg afgør filens indhold det"
IMPORT_REASON = "hvorfor tallene er ændret; gemmes i følgesedlen"
IMPORT_OWN_MISTAKE = "filen retter vores egen fejl og er ikke kildens revision; kræver --reason"
IMPORT_ACCEPT = "gem, selv om der er advarsler; de gemmes i følgesedlen"

FETCH = "hent tal fra en kildes API og indlæs dem, som var de en fil"
FETCH_SOURCE = "kilden, for eksempel jobindsats"
FETCH_TABLE = "kun denne tabel; kan gentages"
FETCH_WHOLE = "spørg om hele serien og ikke kun det nyeste"

SERIES = "vis en indikators tal for et område"
SERIES_INDICATOR = "indikatorens id"
SERIES_AREA = "områdets kode, for eksempel 740"
CSV = "skriv svaret som CSV"
SERIES_HEADINGS = ("periode", "værdi", "kvalitet", "offentliggjort", "leverance")

SERIES_FIELDS = ("period", "value", "quality", "published_on", "delivery")
"""Of the machine form, in the order of the headings."""

WITHDRAW = "fortryd en leverance: dens tal udgår, og historikken siger hvorfor"
WITHDRAW_DELIVERY = "leverancens id, som «indlæs» og siden Datagrundlag viser det"
WITHDRAW_REASON = "hvorfor"
WITHDRAW_REASON_UNSTATED = "fortrudt fra kommandolinjen"
WITHDRAW_DONE = "Leverancen {delivery} er fortrudt."

BREAKS = "vis de databrud, kilderne melder, og svar på, om de er det"
BREAKS_INDICATOR = "kun denne indikator; skal skrives, når der svares"
BREAKS_TOLD = 'den periode, kilden melder, når den melder flere; tom (""), når kilden ikke siger hvornår'
BREAKS_FROM = "det er et databrud, og dette er den første periode, der er opgjort på den nye måde"
BREAKS_COMPARABLE = "tallene kan sammenlignes; det er intet databrud"
BREAKS_REASON = "hvad svaret bygger på"
BREAKS_WHICH = (
    "Der er {count} databrud, der kan menes. Skriv indikatorens id og, hvis kilden melder flere, --told med den "
    "periode, kilden melder. Se dem med: python3 -m kpi breaks"
)
BREAKS_DONE = "Svaret er gemt."

REPORT = "skriv aftalens stade som en side, der kan printes"
REPORT_HTML = "filen, der skrives"
REPORT_DONE = "Rapporten er skrevet: {file}"

VERIFY = "efterprøv det, der er gemt: kontrolsummer, journalens kæde, og at lageret er det, leverancerne giver"
VERIFY_GOOD = "Alt er, som det blev modtaget: leverancer, journal og lager."

BACKUP = "skriv en sikkerhedskopi af leverancer, journal, definitioner og tilknytninger, og læs den efter"
BACKUP_FILE = "filen, der skrives (.zip); den må ikke findes i forvejen"
BACKUP_DONE = "Sikkerhedskopien er skrevet og læst efter: {file}."
RESTORE = "hent en sikkerhedskopi frem i en tom mappe (--data), og byg lageret"
RESTORE_FILE = "sikkerhedskopien"
RESTORE_DONE = "Sikkerhedskopien er hentet frem i {folder}."
ARCHIVED = "{files} filer, {kilobytes} kB; lageret har {rows} rækker."

UNKNOWN_CONTRACT = "Der er ingen aftale med id {contract}. Vælg mellem: {known}."
UNKNOWN_INDICATOR = "Der er ingen indikator med id {indicator}. «python3 -m kpi indicators ORD» finder den."
UNKNOWN_AREA = (
    "Der er intet område med koden {area}. Brug en trecifret kommunekode, for eksempel 740, eller 000 for landet."
)
NO_API = "Kilden {source} har ikke et API, der kan hentes fra. Vælg mellem: {known}."
UNKNOWN_SOURCE = "Der er ingen kilde med id {source}. Vælg mellem: {known}."
NOT_A_DAY = "«{text}» er ikke en dag. Skriv ÅÅÅÅ-MM-DD, for eksempel 2017-01-25."
NO_FILE = "Filen {file} findes ikke eller kan ikke læses."
NOT_WRITTEN = "Filen {file} kan ikke skrives."
NO_SERIES = "Der er ingen tal for {indicator} i område {area} på den dag."
