"""Words of what is done to keep the figures: proving them, backing them up and bringing them back."""

# Proving

NO_SIDECAR = "Følgesedlen i {folder} mangler eller kan ikke læses."
OTHER_SIDECAR = "Mappen {folder} indeholder følgesedlen til {id}."
ORIGINALS = "Leverancen {id} har {count} modtagne filer; der skal være én."
ORIGINAL_CHANGED = "Den modtagne fil i leverancen {id} er ændret: kontrolsummen passer ikke med følgesedlen."
FIGURES_CHANGED = "Tallene i leverancen {id} er ændret: kontrolsummen passer ikke med følgesedlen."
FILE_MISSING = "En fil i leverancen {id} mangler eller kan ikke læses: {why}."
STORE_MISSING = "Lageret kan ikke bruges: {why} Det bygges igen, næste gang Effekttavlen startes."
STORE_STALE = "Lageret er ikke ajour med det, der er modtaget. Det bygges igen, næste gang Effekttavlen startes."
STORE_DIFFERS = (
    "Lageret har andre tal end dem, der er modtaget ({found} rækker mod {wanted}). Byg det igen: python3 -m kpi build."
)
STORE_DELIVERIES_DIFFER = (
    "Lagerets liste over leverancer er en anden end følgesedlernes. Byg det igen: python3 -m kpi build."
)
GET_BACK = "Hent det, der er ændret eller mangler, frem igen fra en sikkerhedskopi."

VERIFY_STEPS = ("Efterprøver leverancer", "Efterprøver journalen", "Bygger lageret i en midlertidig mappe")

# Backing up

BACKUP_EXISTS = "Filen {file} findes allerede. Vælg et nyt navn, så en ældre sikkerhedskopi ikke går tabt."
BACKUP_FAILED = "Sikkerhedskopien kunne ikke skrives til {file}: {why}. Se efter, om der er plads og adgang."
BACKUP_UNLIKE = "Sikkerhedskopien kunne ikke læses igen, som den blev skrevet: {name}. Den er fjernet; prøv igen."

# Bringing back

NOT_EMPTY = (
    "Mappen {folder} er ikke tom. En sikkerhedskopi hentes frem i en tom mappe, så intet overskrives: vælg en ny med "
    "--data."
)
NOT_READABLE = "Filen {file} kan ikke læses som en sikkerhedskopi: den er skåret over, beskadiget eller af anden slags."
OTHER_FORMAT = "Sikkerhedskopien {file} har format {found}; denne udgave læser {known}."
STRANGE_NAME = "Sikkerhedskopien {file} har en fil, som ikke hører til i en datamappe: «{name}». Intet er hentet frem."
NOT_LISTED = "Sikkerhedskopiens filer er ikke dem, som dens fortegnelse nævner: «{name}». Intet er hentet frem."
CHANGED = "Filen «{name}» i sikkerhedskopien er ændret: kontrolsummen passer ikke. Intet er hentet frem."
RESTORE_FAILED = "Sikkerhedskopien kunne ikke hentes frem i {folder}: {why}. Intet er ændret."
RESTORE_DIFFERS = (
    "Tallene fra sikkerhedskopien giver {found} rækker, og der skulle være {wanted}, hver med sit indhold. Intet er "
    "hentet frem."
)
JOURNAL_DIFFERS = "Journalen i sikkerhedskopien slutter et andet sted, end fortegnelsen siger. Intet er hentet frem."
