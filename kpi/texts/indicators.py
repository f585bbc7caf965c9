"""Words of the list of indicators: what each is, how often it comes, and what uses it."""

from __future__ import annotations

from kpi.model.indicator import Better, IndicatorKind
from kpi.model.period import PeriodKind
from kpi.model.views.indicators import IndicatorEntry
from kpi.texts.periods import long

KINDS = {
    IndicatorKind.STOCK: "et niveau",
    IndicatorKind.FLOW: "et antal i perioden",
    IndicatorKind.SHARE: "en andel",
}
MADE_A_YEAR = {
    IndicatorKind.STOCK: "årets tal er gennemsnittet",
    IndicatorKind.FLOW: "årets tal er summen",
    IndicatorKind.SHARE: "årets tal er alle tællere over alle nævnere",
}
"""Of indicators that come more than once a year."""
FREQUENCIES = {
    PeriodKind.MONTH: "hver måned",
    PeriodKind.QUARTER: "hvert kvartal",
    PeriodKind.HALF_YEAR: "hvert halvår",
    PeriodKind.YEAR: "hvert år",
    PeriodKind.ROLLING_YEAR: "hver måned for de seneste 12 måneder",
    PeriodKind.ROLLING_YEAR_QUARTERLY: "hvert kvartal for de seneste fire kvartaler",
}
BETTER = {
    Better.HIGHER: "højere er bedst",
    Better.LOWER: "lavere er bedst",
    Better.NEITHER: "ingen bedste retning; til oplysning",
}
COUNT = "{count} indikatorer. Skriv et id i aftalens «indicator»; ord efter kommandoen viser kun dem, der passer."
ONE = "En indikator. Skriv dens id i aftalens «indicator»."
NONE_FOUND = (
    "Ingen indikator passer til {words}. Prøv et kortere ord, eller skriv kommandoen uden ord for at se dem alle. "
    "Findes tallet ikke, kan det erklæres i indicators.toml; data/README.md siger hvordan."
)


def told(entry: IndicatorEntry) -> str:
    """A few lines on a terminal."""
    indicator = entry.indicator
    facts = [FREQUENCIES[indicator.frequency], KINDS[indicator.kind], BETTER[indicator.better]]
    if indicator.frequency.span_months < 12:
        facts.insert(2, MADE_A_YEAR[indicator.kind])
    lines = [
        indicator.id,
        f"  {indicator.title} ({indicator.unit.id})",
        f"  {' · '.join(facts)}",
        f"  {_from(entry)}",
        f"  {_used(entry)}",
    ]
    return "\n".join(lines)


def counted(entries: tuple[IndicatorEntry, ...], words: list[str]) -> str:
    """The last line."""
    if not entries:
        return NONE_FOUND.format(words=" og ".join(f"«{word}»" for word in words))
    return ONE if len(entries) == 1 else COUNT.format(count=len(entries))


def _from(entry: IndicatorEntry) -> str:
    facts = [f"Kilde: {entry.source}"]
    if entry.indicator.made_from is not None:
        facts.append("regnes ud af andre indikatorer")
    if entry.indicator.typed:
        facts.append("tastes ind på «Indtast tal»")
    if entry.indicator.ended is not None:
        facts.append(f"ophørt efter {long(entry.indicator.ended)}")
    return " · ".join(facts)


def _used(entry: IndicatorEntry) -> str:
    contracts: dict[str, list[str]] = {}
    for use in entry.uses:
        contracts.setdefault(use.contract, []).append(use.criterion or use.goal)
    users = [f"{contract} ({', '.join(places)})" for contract, places in contracts.items()] + list(entry.parts_of)
    return f"Bruges af: {', '.join(users)}" if users else "Bruges ikke endnu"
