"""What a target requires, read from its one rule: «mindst 25», «63 færre end i 2015-12», «bedste tredjedel»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kpi.definitions import timing, value
from kpi.definitions.place import Place
from kpi.definitions.table import Key, Table, known, read_table
from kpi.model.area import Area
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.period import Period
from kpi.model.rule import (
    Amount,
    Baseline,
    BestFraction,
    Between,
    Change,
    Comparison,
    Constant,
    FromBaseline,
    FromEarlier,
    Growth,
    Lag,
    OfArea,
    OfIndicator,
    OfPeers,
    Reference,
    RelativeChange,
    Rule,
    Statistic,
    Step,
    Steps,
    Threshold,
    Window,
    Yearly,
)

COMPARISONS: dict[Comparison, Key[Decimal | Mapping[str, object] | None]] = {
    comparison: Key(comparison.value, value.number_or_table, None) for comparison in Comparison
}
BETWEEN = Key[tuple[Decimal, Decimal] | None]("between", value.band, None)
RANK = Key[Mapping[str, object] | None]("rank", value.table, None)
PATH_FROM = Key[Period | Mapping[str, object] | None]("baseline", value.period_or_table, None)
RULES: tuple[Key[Any], ...] = (*COMPARISONS.values(), BETWEEN, RANK)

_BASELINE = Key[Period | Mapping[str, object]]("baseline", value.period_or_table)
_PLUS = Key[Decimal | None]("plus", value.positive, None)
_MINUS = Key[Decimal | None]("minus", value.positive, None)
_PLUS_PERCENT = Key[Decimal | None]("plus_percent", value.positive, None)
_MINUS_PERCENT = Key[Decimal | None]("minus_percent", value.positive, None)
_CHANGES = (_PLUS, _MINUS, _PLUS_PERCENT, _MINUS_PERCENT)
_AREA = Key[str]("area", value.text)
_PEER_GROUP = Key[str]("peer_group", value.identifier)
_STATISTIC = Key[Statistic]("statistic", value.OneOf(Statistic))
_BEST_FRACTION = Key[Fraction | None]("best_fraction", value.fraction, None)
_OUTSIDE_WORST = Key[Fraction | None]("outside_worst_fraction", value.fraction, None)
_PERIOD = Key[Period]("period", value.period)
_VALUE = Key[Decimal]("value", value.number)
_POPULATION = Key[str]("population", value.any_text, "")
_YEARLY = Key[bool]("yearly", value.flag, False)
_GROWTH = Key[Growth | None]("growth", value.OneOf(Growth), None)

FROM_BASELINE = (_BASELINE, *_CHANGES, _YEARLY, _GROWTH)
OF_AREA = (_AREA,)
OF_PEERS = (_PEER_GROUP, _STATISTIC)
BEST_FRACTION = (_PEER_GROUP, _BEST_FRACTION, _OUTSIDE_WORST)
STATED_BASELINE = (_PERIOD, _VALUE, _POPULATION)
_EARLIER = Key[Lag]("earlier", value.OneOf(Lag))
FROM_EARLIER = (_EARLIER, *_CHANGES)
_STEPS = Key[tuple[tuple[Period, Decimal], ...]]("steps", value.steps)
STEPS = (_STEPS,)
_INDICATOR = Key[str]("indicator", value.identifier)
OF_INDICATOR = (_INDICATOR,)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rule is about. None: unknown because it is itself faulty, so checks that need it are left out."""

    indicator: Indicator | None
    own_area: str | None
    due: Period | None
    window: Window | None
    areas: Mapping[str, Area] | None
    peer_groups: Mapping[str, PeerGroup | None] | None
    indicators: Mapping[str, Indicator | None] | None = None


def read_rule(target: Table, judged: Judged) -> Rule | None:
    """The target's one rule; None where it has none, several, or a faulty one."""
    given = [key.name for key in RULES if key.name in target.given]
    if len(given) != 1:
        names = ", ".join(key.name for key in RULES)
        what = "Kravet mangler." if not given else f"Der står flere krav på én gang: {', '.join(given)}."
        target.place.note(what, f"Skriv præcis ét af {names}; flere krav skrives som flere [[goal.criterion.target]].")
        return None
    rule: Rule | None = None
    if (band := target.get(BETWEEN)) is not None:
        rule = Between(*band)
    elif (ranking := target.get(RANK)) is not None:
        rule = _read_rank(ranking, judged, target.at(RANK))
    else:
        for comparison, key in COMPARISONS.items():
            required = target.get(key)
            if required is not None:
                _check_direction(comparison, judged.indicator, target.at(key))
                _check_possible(comparison, required, judged.indicator, target.at(key))
                reference = _read_required(required, target, judged, target.at(key))
                rule = Threshold(comparison, reference) if reference is not None else None
    level = isinstance(rule, Threshold) and isinstance(rule.reference, Constant)
    if "baseline" in target.given and rule is not None and not level:
        target.at(PATH_FROM).note(
            "Et udgangspunkt for sig selv hører kun til et fast tal.",
            'Skriv udgangspunktet inde i kravet, fx at_most = { baseline = "2015-12", minus = 63 }, eller fjern det.',
        )
    return rule


def _check_direction(comparison: Comparison, indicator: Indicator | None, place: Place) -> None:
    if indicator is None or indicator.better is Better.NEITHER:
        return
    if comparison.wants_high is not (indicator.better is Better.HIGHER):
        best, use = ("lavt", "at_most eller below") if comparison.wants_high else ("højt", "at_least eller above")
        place.note(
            f"Kravet trækker i den forkerte retning: «{indicator.id}» er bedst, når tallet er {best}.",
            f"Brug {use}, eller ret «better» i indicators.toml.",
        )


def _check_possible(
    comparison: Comparison, required: Decimal | Mapping[str, object], indicator: Indicator | None, place: Place
) -> None:
    """A fixed number that no figure can fulfil."""
    if indicator is None or not isinstance(required, Decimal):
        return
    furthest = indicator.maximum if comparison.wants_high else indicator.minimum
    if furthest is not None and not comparison.holds(furthest, required):
        bound = "højst" if comparison.wants_high else "mindst"
        place.note(
            f"Kravet kan aldrig opfyldes: «{indicator.id}» er altid {bound} {furthest}.",
            "Ret tallet, eller ret minimum eller maximum i indicators.toml.",
        )


def _read_required(
    required: Decimal | Mapping[str, object], target: Table, judged: Judged, place: Place
) -> Reference | None:
    if isinstance(required, Decimal):
        start = target.get(PATH_FROM)
        if start is None:
            return Constant(required, None)
        path_from = _read_baseline(start, judged, target.at(PATH_FROM))
        return Constant(required, path_from) if path_from is not None else None
    if _STEPS.name in required:
        return _read_steps(required, judged, place)
    if _EARLIER.name in required:
        return _read_earlier(required, place)
    if _INDICATOR.name in required:
        return _read_indicator(required, judged, place)
    if _AREA.name in required:
        return _read_area(required, judged, place)
    if _PEER_GROUP.name in required or _STATISTIC.name in required:
        return _read_peers(required, judged, place)
    return _read_change(required, judged, place)


def _read_change(raw: Mapping[str, object], judged: Judged, place: Place) -> FromBaseline | None:
    table = read_table(raw, FROM_BASELINE, place)
    step = _read_step(table)
    written = table.get(_BASELINE)
    baseline = _read_baseline(written, judged, table.at(_BASELINE)) if written is not None else None
    change = _read_rate(table, step, baseline, judged.due) if step is not None else None
    return FromBaseline(baseline, change) if baseline is not None and change is not None else None


def _read_step(table: Table) -> Amount | RelativeChange | None:
    """The change with its sign; nothing given is no change. None: it is given several times."""
    given = [(key, amount) for key in _CHANGES if (amount := table.get(key)) is not None]
    if len(given) > 1:
        names = ", ".join(key.name for key, _ in given)
        table.place.note(f"Ændringen er givet flere gange: {names}.", "Behold den ene.")
        return None
    for key, amount in given:
        signed = -amount if key in (_MINUS, _MINUS_PERCENT) else amount
        return Amount(signed) if key in (_PLUS, _MINUS) else RelativeChange(signed)
    return Amount(Decimal(0))


def _read_rate(
    table: Table, step: Amount | RelativeChange, baseline: Baseline | None, due: Period | None
) -> Change | None:
    """A rate per year says how it adds up, because 2 pct. om året i tre år can be two things."""
    growth = table.get(_GROWTH)
    if not table.get(_YEARLY):
        if growth is not None:
            table.at(_GROWTH).note("growth hører kun til en ændring om året.", "Skriv yearly = true, eller fjern den.")
            return None
        return step
    if isinstance(step, Amount):
        if not step.value or growth is Growth.COMPOUND:
            table.at(_YEARLY).note(
                "En ændring om året er et antal eller en procent, og kun en procent kan løbe op.",
                "Skriv fx minus_percent = 2 sammen med yearly, eller fjern growth.",
            )
            return None
        return Yearly(step, Growth.LINEAR)
    if growth is None:
        table.at(_YEARLY).note(
            "Det er ikke sagt, om procenten regnes af udgangspunktet eller af året før.",
            'Skriv growth = "linear" (af udgangspunktet) eller growth = "compound" (af året før).',
        )
        return None
    months = 0 if baseline is None or due is None else _months(baseline.period, due)
    if growth is Growth.COMPOUND and months % 12:
        table.at(_GROWTH).note(
            f"Fra udgangspunktet til fristen er der {months} måneder, og det er ikke hele år.",
            'Ret fristen, så den ligger hele år efter udgangspunktet, eller skriv growth = "linear".',
        )
        return None
    return Yearly(step, growth)


def _months(earlier: Period, later: Period) -> int:
    return (later.year - earlier.year) * 12 + later.end_month - earlier.end_month


def _read_earlier(raw: Mapping[str, object], place: Place) -> FromEarlier | None:
    table = read_table(raw, FROM_EARLIER, place)
    lag, step = table.get(_EARLIER), _read_step(table)
    return FromEarlier(lag, step) if lag is not None and step is not None else None


def _read_steps(raw: Mapping[str, object], judged: Judged, place: Place) -> Steps | None:
    table = read_table(raw, STEPS, place)
    written = table.get(_STEPS)
    if written is None or judged.due is None:
        return None
    last = written[-1][0]
    if last.last_day != judged.due.last_day:
        table.at(_STEPS).note(
            f"Det sidste trin {last} slutter ikke sammen med fristen {judged.due}.", "Ret trinnet eller fristen."
        )
        return None
    return Steps(tuple(Step(period, level) for period, level in written))


def _read_indicator(raw: Mapping[str, object], judged: Judged, place: Place) -> OfIndicator | None:
    table = read_table(raw, OF_INDICATOR, place)
    if not known(table, _INDICATOR, judged.indicators, "Indikatoren"):
        return None
    other_id = table[_INDICATOR]
    other, own = (judged.indicators or {}).get(other_id), judged.indicator
    if other is not None and own is not None:
        if other.id == own.id:
            table.at(_INDICATOR).note("Indikatoren sammenlignes med sig selv.", "Vælg en anden indikator.")
            return None
        if (other.unit, other.frequency) != (own.unit, own.frequency):
            table.at(_INDICATOR).note(
                f"«{other.id}» og «{own.id}» har ikke samme enhed og hyppighed og kan ikke sammenlignes.",
                "Vælg to indikatorer i samme enhed, der måles lige tit.",
            )
            return None
    return OfIndicator(other_id)


def _read_baseline(written: Period | Mapping[str, object], judged: Judged, place: Place) -> Baseline | None:
    period: Period | None
    stated: Decimal | None
    population = ""
    if isinstance(written, Period):
        period, stated = written, None
    else:
        table = read_table(written, STATED_BASELINE, place)
        period, stated = table.get(_PERIOD), table.get(_VALUE)
        population = table.get(_POPULATION) or ""
        place = table.at(_PERIOD)
        if period is None or stated is None:
            return None
    if judged.indicator is None or judged.window is None or judged.due is None:
        return None
    fits = timing.fitted(period, judged.window, judged.indicator.frequency)
    if fits is None:
        place.note(
            f"Udgangspunktet {period} passer ikke til fristen {judged.due} og til «{judged.indicator.id}», "
            f"der måles {timing.MEASURED[judged.indicator.frequency]}.",
            timing.spelling(judged.indicator.frequency, judged.window),
        )
        return None
    if fits.last_day >= judged.due.last_day:
        place.note(
            f"Udgangspunktet {period} ligger ikke før fristen {judged.due}.", "Ret udgangspunktet eller fristen."
        )
        return None
    return Baseline(fits, stated, population)


def _read_area(raw: Mapping[str, object], judged: Judged, place: Place) -> OfArea | None:
    table = read_table(raw, OF_AREA, place)
    found = known(table, _AREA, judged.areas, "Området")
    _check_rate(judged.indicator, "En sammenligning med et andet område", place)
    area = table.get(_AREA)
    if found and area == judged.own_area:
        table.at(_AREA).note("Kommunen sammenlignes med sig selv.", 'Skriv et andet område, fx "000" for hele landet.')
        return None
    return OfArea(area) if found and area is not None else None


def _read_peers(raw: Mapping[str, object], judged: Judged, place: Place) -> OfPeers | None:
    table = read_table(raw, OF_PEERS, place)
    found = known(table, _PEER_GROUP, judged.peer_groups, "Sammenligningsgruppen")
    _check_rate(judged.indicator, "En sammenligning med en gruppe", place)
    group, statistic = table.get(_PEER_GROUP), table.get(_STATISTIC)
    if statistic is Statistic.WEIGHTED and judged.indicator is not None and not judged.indicator.denominator:
        table.at(_STATISTIC).note(
            f"Et vægtet gennemsnit kræver tæller og nævner, og «{judged.indicator.id}» har ingen nævner.",
            'Brug statistic = "mean", eller giv indikatoren «numerator» og «denominator» i indicators.toml.',
        )
        return None
    return OfPeers(group, statistic) if found and group is not None and statistic is not None else None


def _read_rank(raw: Mapping[str, object], judged: Judged, place: Place) -> BestFraction | None:
    table = read_table(raw, BEST_FRACTION, place)
    found = known(table, _PEER_GROUP, judged.peer_groups, "Sammenligningsgruppen")
    _check_rate(judged.indicator, "En rangorden", place)
    if judged.indicator is not None and judged.indicator.better is Better.NEITHER:
        place.note(
            f"«{judged.indicator.id}» har ingen bedste side, så ingen plads er den bedste.",
            'Vælg en indikator med better = "higher" eller "lower", eller ret «better» i indicators.toml.',
        )
    named = table.given & {_BEST_FRACTION.name, _OUTSIDE_WORST.name}
    if len(named) != 1:
        place.note(
            "Det skal siges, om pladsen er blandt de bedste eller uden for de dårligste.",
            'Skriv enten best_fraction = "1/3" eller outside_worst_fraction = "1/3".',
        )
        return None
    outside_worst = _OUTSIDE_WORST.name in named
    group_id, fraction = table.get(_PEER_GROUP), table.get(_OUTSIDE_WORST if outside_worst else _BEST_FRACTION)
    if not found or group_id is None or fraction is None:
        return None
    group = (judged.peer_groups or {}).get(group_id)
    if group is not None and judged.due is not None and judged.own_area is not None:
        members = group.members_on(judged.due.last_day)
        if members is not None and judged.own_area not in members:
            table.at(_PEER_GROUP).note(
                f"Kommunen {judged.own_area} er ikke med i «{group_id}» ved fristen og kan ikke få en plads i den.",
                "Vælg en gruppe, som kommunen er med i.",
            )
            return None
    return BestFraction(group_id, fraction, outside_worst)


def _check_rate(indicator: Indicator | None, what: str, place: Place) -> None:
    if indicator is not None and indicator.is_amount:
        place.note(
            f"{what} bruger en rate, og «{indicator.id}» er et antal.",
            "Vælg en indikator i pct. eller pr. 1.000, og skriv i «note», at antallet læses som en rate; "
            'tælles det allerede pr. noget, så skriv rate_base = "elev" i indicators.toml.',
        )
