"""«Sådan læses tavlen»: what the words and shapes mean."""

from kpi.texts.statuses import TABLE

TITLE = "Sådan læses tavlen"
STATUSES = tuple((line.badge, line.meaning) for line in TABLE)
TERMS = (
    ("Målsti", "En lige linje fra udgangspunktet til målet. Den viser, hvor tallet burde være nu."),
    ("Udgangspunkt", "Det tal, som en ændring regnes fra."),
    ("Foreløbigt tal", "Kilden kan stadig rette det. Det tegnes som en hul prik."),
    ("Revideret", "Kilden har rettet tallet, siden det først blev offentliggjort."),
    ("Skjult", "Kilden viser ikke tallet, fordi der er så få. Det regnes aldrig ud ad omveje."),
    ("Forsinket", "Kildens næste tal skulle være kommet."),
    ("Databrud", "Tallene før og efter er opgjort på hver sin måde og sammenlignes ikke."),
    ("Frist", "Den periode, målet gælder for. Svaret er endeligt, når periodens tal er kommet."),
    ("Set fra", "Tavlen viser kun det, man vidste den dag, man ser fra."),
    ("Eksempeltal", "Tal, der er fundet på for at prøve programmet. De siger intet om virkeligheden."),
)
