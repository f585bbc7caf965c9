"""Sentences of the comparison: places, thirds, what the group is, who is missing and why."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import assert_never

from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.period import Period
from kpi.model.views.comparison import Against, AgainstMiddle, ShownThird
from kpi.texts.alphabet import listed
from kpi.texts.amounts import amount, unit_words
from kpi.texts.numbers import closed, number
from kpi.texts.periods import long, periods_counted
from kpi.texts.places import THIRDS, area_names, places
from kpi.texts.together import alone, together

HIGHEST_FIRST = "Højest er nr. 1."
LOWEST_FIRST = "Lavest er nr. 1."
NO_ORDER = "Tallet er hverken godt eller dårligt; det højeste står først."
TIES = "Ens tal deler den bedste plads."
NO_THIRDS = "Der skal mindst tre kommuner til at dele i tredjedele."
NONE_MISSING = "Ingen skjulte eller sene tal i denne periode."
NOT_PROVISIONAL = "Alle tal er endelige."


def headline_placed(own: str, place_from: int, place_to: int, tied_with: int, members: int, third: ShownThird) -> str:
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
    numbers = together(indicator, group, nation)
    parts = [] if group is None else [f"{group_label}: {numbers.amount(group)}"]
    parts += [] if nation is None else [f"hele landet: {numbers.amount(nation)}"]
    text = " · ".join(parts)
    return text[:1].upper() + text[1:]


def bars_title(
    indicator: Indicator,
    period: Period,
    own: tuple[str, Decimal | None],
    others: tuple[tuple[str, Decimal | None], ...],
) -> str:
    """«Ledighedsprocent, juli 2026: Silkeborg ligger på 1,9 pct., gruppen samlet på 2,2 pct.»; own comes first."""
    name, value = own
    known = [(other, figure) for other, figure in others if figure is not None]
    numbers = together(indicator, value, *(figure for _, figure in known))
    told = [] if value is None else [(name, numbers.amount(value))]
    told += [(other, numbers.amount(figure)) for other, figure in known]
    said = [f"{who} {'på' if place else 'ligger på'} {text}" for place, (who, text) in enumerate(told)]
    heading = f"{indicator.title}, {long(period)}"
    return closed(f"{heading}: {listed(tuple(said))}") if said else heading


_PLACES = {
    AgainstMiddle.BELOW: "under gruppens midterste halvdel",
    AgainstMiddle.INSIDE: "i gruppens midterste halvdel",
    AgainstMiddle.ABOVE: "over gruppens midterste halvdel",
}


def development_title(own: str, newest: Period, place: AgainstMiddle, times: int, compared: int) -> str:
    """«Silkeborg lå i gruppens midterste halvdel i juli 2026, som i 30 af de 37 måneder, der kan sammenlignes.»"""
    first = f"{own} lå {_PLACES[place]} i {long(newest)}"
    if compared == 1:
        return f"{first}."
    often = "alle" if times == compared else f"{times} af de"
    return f"{first}, som i {often} {periods_counted(compared, newest.kind)}, der kan sammenlignes."


GROUP_WEIGHTED = "gruppen samlet"
GROUP_MEDIAN = "gruppens midte"
NATION = "hele landet"
EXPECTED_MARK = "streg: ventet ud fra rammevilkår"
MEASURES = {
    "antal": "Antal",
    "andel": "Andel",
    "indeks": "Indeks",
    "forventet": "Afstand til det ventede",
}
THE_GROUP = "gruppen"
THE_NATION = "landet"


def group_choice(group: PeerGroup) -> str:
    """A cluster says for which benefit, a group without members that they are not known."""
    parts = [group.title]
    parts += [f"klynge for {group.benefit}"] if group.benefit else []
    parts += ["ikke oplyst"] if group.members is None else []
    return " · ".join(parts)


def no_cluster(own: str) -> str:
    return f"Ingen klynge er kendt for {own}. Indtil en er skrevet ind, kan Danmarks Statistiks grupper bruges."


def index_title(title: str) -> str:
    return f"{title}, indeks"


def index_heading(unit: str, period: str) -> str:
    """«indeks, aug. 2023 = 100»."""
    return f"{unit}, {period} = 100"


def distance_title(title: str) -> str:
    return f"{title}, målt fra det ventede"


def numerator(indicator: Indicator) -> str:
    return (indicator.numerator or "tæller").capitalize()


def denominator(indicator: Indicator) -> str:
    return (indicator.denominator or "nævner").capitalize()


def certain(
    name: str,
    value: Decimal,
    benchmark: Decimal,
    indicator: Indicator,
    against: Against,
    bounds: tuple[Decimal, Decimal],
) -> str:
    """The strict reading and the interval's, side by side."""
    numbers = together(indicator, *bounds)
    interval = f"95 pct.-interval {numbers.number(bounds[0])}-{numbers.number(bounds[1])}"
    first = f"Mod {name}: {strict(value, benchmark, indicator)}"
    match against:
        case Against.SIMILAR:
            return f"{first}, {'og' if value == benchmark else 'men'} forskellen kan være tilfældig ({interval})."
        case Against.BETTER | Against.WORSE | Against.HIGHER | Against.LOWER:
            return f"{first}, og det er mere, end et tilfælde som regel forklarer ({interval})."
        case Against.UNKNOWN:
            return f"{first}."
        case _:
            assert_never(against)


def strict(value: Decimal, benchmark: Decimal, indicator: Indicator) -> str:
    """«2,0 pct. er bedre end 2,1 pct.»; more decimals where rounding hides that they differ."""
    word = "det samme som"
    if value != benchmark:
        word = _COMPARED[indicator.better][value > benchmark]
    numbers = together(indicator, value, benchmark)
    return f"{numbers.amount(value)} er {word} {numbers.amount(benchmark)}"


_COMPARED = {
    Better.HIGHER: {True: "bedre end", False: "dårligere end"},
    Better.LOWER: {True: "dårligere end", False: "bedre end"},
    Better.NEITHER: {True: "højere end", False: "lavere end"},
}


def expected(
    own: str, value: Decimal, foreseen: Decimal, indicator: Indicator, persons: Decimal | None, count: Indicator | None
) -> str:
    """«… 0,20 procentpoint lavere, svarende til 120 fuldtidspersoner færre»."""
    numbers = together(indicator, value, foreseen)
    first = f"Ud fra rammevilkårene var der ventet {numbers.amount(foreseen)} i {own}."
    if value == foreseen:
        return f"{first} Det er også det, tallet blev."
    second = f"{numbers.amount(value)} er {numbers.change(numbers.apart(value, foreseen))} end ventet"
    if persons and count is not None:
        more = "flere" if persons > 0 else "færre"
        return f"{first} {second}, svarende til {number(abs(persons), 0)} {unit_words(count)} {more}."
    return f"{first} {second}."


def how_counted(
    indicator: Indicator, members: int, best: int, *, ranked: bool, weighting: str, own_inside: bool
) -> str:
    """Which end is best, ties, thirds, and how the group's own figure is made."""
    if not ranked:
        order = NO_ORDER if indicator.better is Better.NEITHER else "Et antal rangordnes ikke; det højeste står først."
        return f"{order} {_group(weighting)}"
    order = HIGHEST_FIRST if indicator.better is Better.HIGHER else LOWEST_FIRST
    if best == 1:
        thirds = f"Tredjedele regnes på pladser: {members} kommuner, den første er bedste tredjedel."
    elif best:
        thirds = f"Tredjedele regnes på pladser: {members} kommuner, de {best} første er bedste tredjedel."
    else:
        thirds = NO_THIRDS
    outside = "" if own_inside else " Kommunen selv hører ikke til gruppen, men er sat ind i rækken."
    return f"{order} {TIES} {thirds} {_group(weighting)}{outside}"


def _group(weighting: str) -> str:
    return {
        "delivered": "Gruppens tal er tællere lagt sammen over nævnere lagt sammen, uden kommunen selv.",
        "counted_back": (
            "Gruppens tal er antallene lagt sammen over de grundtal, som antal og andel tilsammen viser, uden kommunen "
            "selv; andelene er afrundet af kilden, så det er omtrentligt."
        ),
        "median": "Gruppens tal er den midterste kommunes, uden kommunen selv.",
    }[weighting]


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


def to_best_third_about(persons: int, count: Indicator, *, fewer: bool) -> str:
    """As many digits as rounded shares can bear: two."""
    exact = Decimal(persons)
    about = exact.quantize(Decimal(1).scaleb(max(exact.adjusted() - 1, 0)), ROUND_HALF_UP)
    word = "færre" if fewer else "flere"
    return (
        f"Omkring {number(about, 0)} {word} {unit_words(count)} ville række til bedste tredjedel, regnet ud fra "
        "kildens afrundede andele."
    )


def to_best_third_by_rate(difference: Decimal, indicator: Indicator) -> str:
    return f"{alone(indicator, difference).change(difference)} ville række til bedste tredjedel."


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
    return f"{source_line.removeprefix('Kilde: ')}. Gruppe: {group.source.rstrip('.')}."
