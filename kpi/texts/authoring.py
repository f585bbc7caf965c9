"""Words of the two ways to begin a contract: a new one to fill in, and last year's moved one year on."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.definitions.free_text import UNFILLED
from kpi.model.area import Area

MADE_FROM = (
    "Lavet af «{contract}» med «new --from»: perioder og dage er flyttet et år frem, ordene og tallene er sidste års."
)
AGREED = "agreed_on = ÅÅÅÅ-MM-DD  (skriv dagen, når den nye aftale er indgået)"
FROZEN = 'baseline_policy = "frozen"  (skriv den igen, når agreed_on er skrevet)'
AMENDED = "Udeladt: ændringen {on} («{reason}»). Skriv det krav, der nu gælder."
WITHDRAWN = "Udeladt: kravet udgik {on} («{reason}»). Slet det, hvis det ikke skal med."
ACCEPTED = "Udeladt: aftalt afvigelse {since} til {until} («{reason}»)."
EXAMPLE = "Udeladt: et eksempel på den aftalte afvigelse."

SEE_WORDS = "Citater (quote), noter og kravenes tal er sidste års: skriv den nye aftales."
SEE_LEFT_OUT = "Noget er taget ud, og en kommentar siger hvad ({lines})."
SEE_STATED = "Aftalens eget tal for udgangspunktet hører til det gamle år: skriv det nye ({lines})."
SEE_YEARS = "Ord, der nævner et årstal, er ikke ændret ({lines})."
SEE_OTHERWISE = "Eksempler, der svarer noget andet i år, er gjort til bemærkninger ({lines})."
OTHERWISE = "Svarer noget andet i år:"

NAMELESS = "aftale"
"""The id of a contract whose file has no letters in its name."""
EXISTS = "Filen {file} findes i forvejen og er ikke rørt. Flyt eller omdøb den, eller giv den nye et andet navn."
NO_EXAMPLES = (
    "Mappen er her, for at tavlen ikke skal vise de eksempeltal, der følger med programmet. "
    "Slet den for at se dem igen.\n"
)


def listed(numbers: Sequence[int]) -> str:
    """«linje 4, 7 og 12»."""
    *before, last = map(str, numbers)
    return f"linje {', '.join(before)} og {last}" if before else f"linje {last}"


def new_contract(area: Area, year: int) -> str:
    """A whole contract file; what must be filled in says so, and what may be left out stands as comments."""
    return _NEW.format(name=area.name, code=area.code, year=year, before=year - 1, unfilled=UNFILLED)


_NEW = """\
#:schema ./contract.schema.json
# Aftalen for {name} {year}. Det, der begynder med «{unfilled}», skal I selv skrive. Resten kan blive stående.
# En linje, der begynder med #, læses ikke: fjern # og mellemrummet efter for at tage den i brug.
# Se efter, om alt er rigtigt: python3 -m kpi check. Alle former, et krav kan have, står i docs/aftaler.md.
format = 1
title = "Aftale for {name} {year}"
short_title = "{name} {year}"
municipality = "{code}"
year = {year}
source = "{unfilled} hvor aftalen kan læses"
owner = "{unfilled} hvem der er ansvarlig for succeskriterierne (en stilling, ikke et navn)"
# deputy = "faglig koordinator"
# Nævner aftalen ingen ansvarlig, så slet owner, og skriv i stedet: owner_note = "aftalen nævner ingen"
# unit = "Jobcentret"
# agreed_on = {before}-12-15
# Dagen, aftalen blev indgået, står i agreed_on. Uden starts_on og ends_on gælder aftalen kalenderåret.
# starts_on = {year}-01-01
# ends_on = {year}-12-31
# mission = "Opgaven med egne ord"
# follow_up = ["Der følges op hvert kvartal."]

# En dag, som aftalen nævner.
# [[key_date]]
# day = {year}-08-15
# title = "Midtvejsmøde"

# Et mål. Kopiér alt herfra og ned for hvert mål i aftalen, og giv hvert sit id.
[[goal]]
id = "maal-1"
title = "{unfilled} målets navn"
# Målet er vores eget (egen), fælles med andre (fælles) eller fra en bevilling (bevillingsaftale).
origin = "egen"

# Det, der skal gøres for at nå målet.
# [[goal.action]]
# title = "Flere samtaler i de første uger"
# own = true

# Et succeskriterium: quote er aftalens egne ord, bogstav for bogstav, og note siger, hvordan I læser dem.
[[goal.criterion]]
id = "k1"
title = "{unfilled} succeskriteriets navn"
quote = ["{unfilled} aftalens egne ord"]
# note = "«Færre» læses som lavere end året før; det samme er ikke nok."

# Hvordan afgøres det? Behold en af de fire måder, eller brug flere.
# 1. Mennesker vurderer. basis siger, hvad de bygger på.
[[goal.criterion.assessment]]
basis = "interview"
due = "{year}"

# 2. Et tal. Find indikatoren med: python3 -m kpi indicators ORD
# [[goal.criterion.target]]
# indicator = "fuldtidspersoner_sygedagpenge"
# due = "{year}-12"
# at_most = {{ baseline = "{before}-12", minus = 10 }}

# 3. En milepæl: nået eller ej ved fristen.
# [[goal.criterion.milestone]]
# due = "{year}-06"

# 4. Noget, der skal ske hver gang.
# [[goal.criterion.recurring]]
# each = "MED-møde"
# due = "{year}"
"""
