"""Sentences of the comparison: places, thirds, what the group is, who is missing and why."""

from __future__ import annotations

from decimal import Decimal

from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.period import Period
from kpi.model.views import Third
from kpi.texts.amounts import amount, change
from kpi.texts.numbers import number
from kpi.texts.periods import long
from kpi.texts.places import THIRDS, area_names, places

HIGHEST_FIRST = "Højest er nr. 1."
LOWEST_FIRST = "Lavest er nr. 1."
NO_ORDER = "Tallet er hverken godt eller dårligt; det højeste står først."
TIES = "Ens tal deler den bedste plads."
NO_THIRDS = "Der skal mindst tre kommuner til at dele i tredjedele."
NONE_MISSING = "Ingen skjulte eller sene tal i denne periode."
NOT_PROVISIONAL = "Alle tal er endelige."


def headline_placed(own: str, place_from: int, place_to: int, tied_with: int, members: int, third: Third) -> str:
    """«Silkeborg er nr. 3-5 af 16: bedste tredjedel.»; open places «mellem nr. 3 og nr. 6 af 16»."""
    where = f": {THIRDS[third]}" if THIRDS[third] else ""
    if place_from != place_to:
        return f"{own} er mellem nr. {place_from} og nr. {place_to} af {members}{where}."
    return f"{own} er nr. {places(place_from, tied_with)} af {members}{where}."


_MOST_NAMED = 2


def headline_count(indicator: Indicator, rates: tuple[str, ...]) -> str:
    """A bare count is not ranked; points to rates of the same source where there are any."""
    first = f"«{indicator.title}» er et antal, som følger kommunens størrelse, og kommunerne rangordnes derfor ikke."
    if not rates:
        return first
    if len(rates) > _MOST_NAMED:
        return f"{first} Vælg i stedet en af kildens andele."
    return f"{first} Vælg i stedet {' eller '.join(f'«{rate}»' for rate in rates)}."


def headline_context(indicator: Indicator) -> str:
    return f"«{indicator.title}» er hverken godt eller dårligt, og kommunerne rangordnes derfor ikke."


def headline_own_missing(own: str, period: Period, gap: str) -> str:
    return f"{own} har intet tal for {long(period)} ({gap}), så pladsen kan ikke siges."


def headline_unknown(group: PeerGroup) -> str:
    return f"Gruppen «{group.title}» er ikke kendt endnu, så der er ingen at sammenligne med."


def headline_empty(period: Period) -> str:
    return f"Der er ingen tal for gruppens kommuner i {long(period)}."


def detail(indicator: Indicator, group_label: str, group: Decimal | None, nation: Decimal | None) -> str:
    """«Gruppens samlede tal: 2,0 pct. · hele landet: 2,1 pct.»."""
    parts = [] if group is None else [f"{group_label}: {amount(group, indicator)}"]
    parts += [] if nation is None else [f"hele landet: {amount(nation, indicator)}"]
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


GROUP_WEIGHTED = "gruppen samlet"
GROUP_MEDIAN = "gruppens midte"
NATION = "hele landet"


def how_counted(
    indicator: Indicator, members: int, best: int, *, ranked: bool, weighted: bool, own_inside: bool
) -> str:
    """Which end is best, ties, thirds, and how the group's own figure is made."""
    if not ranked:
        order = NO_ORDER if indicator.better is Better.NEITHER else "Et antal rangordnes ikke; det højeste står først."
        return f"{order} {_group(weighted)}"
    order = HIGHEST_FIRST if indicator.better is Better.HIGHER else LOWEST_FIRST
    if best == 1:
        thirds = f"Tredjedele regnes på pladser: {members} kommuner, den første er bedste tredjedel."
    elif best:
        thirds = f"Tredjedele regnes på pladser: {members} kommuner, de {best} første er bedste tredjedel."
    else:
        thirds = NO_THIRDS
    outside = "" if own_inside else " Kommunen selv hører ikke til gruppen, men er sat ind i rækken."
    return f"{order} {TIES} {thirds} {_group(weighted)}{outside}"


def _group(weighted: bool) -> str:
    if weighted:
        return "Gruppens tal er tællere lagt sammen over nævnere lagt sammen, uden kommunen selv."
    return "Gruppens tal er den midterste kommunes, uden kommunen selv."


def missing(hidden: tuple[str, ...], late: tuple[str, ...], definitions: Definitions) -> str:
    """Who has no figure and why."""
    parts = []
    if hidden:
        parts.append(f"Skjult, fordi der er så få: {area_names(hidden, definitions)}.")
    if late:
        parts.append(f"Ikke kommet: {area_names(late, definitions)}.")
    return " ".join(parts) or NONE_MISSING


def provisional(period: Period) -> str:
    return f"{long(period).capitalize()} er foreløbig og bliver som regel rettet."


def to_best_third(persons: int, noun: str, *, fewer: bool) -> str:
    """«12 færre langtidsledige ville række til bedste tredjedel.»; one is said as one."""
    word = "færre" if fewer else "flere"
    text = f"{number(Decimal(persons), 0)} {word}"
    return f"{text} {noun} ville række til bedste tredjedel." if noun else f"{text} ville række til bedste tredjedel."


def to_best_third_by_rate(difference: Decimal, indicator: Indicator) -> str:
    return f"{change(difference, indicator)} ville række til bedste tredjedel."


def table_title(indicator: Indicator, group: PeerGroup, period: Period) -> str:
    return f"{indicator.title}, {group.title}, {long(period)}"


def member_note(gap: str, *, own: bool, provisional: bool, example: bool) -> str:
    words = ["kommunen selv"] if own else []
    words += [gap] if gap else []
    words += ["foreløbigt tal"] if provisional else []
    words += ["eksempeltal"] if example else []
    return ", ".join(words)


def point_label(name: str, value: Decimal, indicator: Indicator, period: Period) -> str:
    return f"{name}, {long(period)}: {amount(value, indicator)}"


def sources(source_line: str, group: PeerGroup) -> str:
    return f"{source_line}. Gruppe: {group.source.rstrip('.')}."
