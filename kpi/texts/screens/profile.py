"""Words of Kommuneprofil."""

TITLE = "Kommuneprofil"
LEAD = "Hvor ligger kommunen i sin gruppe, på alle tal på én gang?"
NO_FIGURES = (
    "Der er ingen tal for flere kommuner endnu på den dag. Hent dem fra kilden, eller læg en fil, på «Indlæs tal»."
)
JUDGED = "Tal med en bedste retning"
CONTEXT = "Til oplysning"
COUNTS = "Antal, som følger kommunens størrelse og ikke kan sammenlignes ({count})"
COLUMN_INDICATOR = "Tal"
COLUMN_OWN = "Kommunen"
COLUMN_GROUP = "Gruppens midte"
COLUMN_NATION = "Landet"
COLUMN_PLACE = "Plads"
COLUMN_SPINE = "dårligere ← gruppens midte → bedre"
CAPTION = "{own} mod {group}"
KEY = (
    "Streg: landet. Bredt stykke: den midterste halvdel. ▲ bedre, ● i den midterste halvdel, ▼ dårligere, "
    "◆ ingen bedste retning."
)
