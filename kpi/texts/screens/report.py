"""Words of the printable report."""

SEEN_FROM = "Set fra {day}"
OWN_ACTION = "vores egen handling"
FOOT = "Effekttavlen {version} · Aftalens kilde: {source}"
SENTENCE = "Hele sætningen"
FIGURES = "Tallene bag graferne"
MORE_CHANGES = "{count} nye eller ændrede tal"
NO_LINES = "Uden succeskriterier: {goals}."
