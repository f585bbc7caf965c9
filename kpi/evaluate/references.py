"""What a target is compared with: whose figure, of which period, and how much better it is to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.known import KnownFigures
from kpi.evaluate.possible import Span, mean_span, possible_counts, possible_values
from kpi.evaluate.windows import Measure, Stretch, as_decimal, measure, stated
from kpi.model.contract import Target
from kpi.model.evaluation import Cause, Reading, Reason
from kpi.model.period import Period
from kpi.model.reference import (
    Amount,
    AtBaseline,
    Baseline,
    Change,
    Growth,
    MeasurementBefore,
    PeriodBefore,
    RelativeChange,
    SamePeriod,
    Statistic,
    When,
    Yearly,
    YearsEarlier,
)
from kpi.model.rule import BaselinePolicy, Threshold


def baseline_of(target: Target) -> Baseline | None:
    """Where the target's change or path is counted from; None: the rule has none."""
    return target.rule.reference.baseline if isinstance(target.rule, Threshold) else None


def baseline_through(stretch: Stretch, baseline: Baseline, due_through: Period) -> Period:
    """The delivered period the baseline ends with; of a year to date as far into its year as due."""
    if stretch.to_date:
        return stretch.same_place(due_through, baseline.period)
    return stretch.through(baseline.period)


def measure_baseline(
    known: KnownFigures, target: Target, stretch: Stretch, policy: BaselinePolicy
) -> Measure | Reason | None:
    """The baseline under the policy; None: the rule has none. BASELINE_MISSING: not (all) delivered yet."""
    baseline = baseline_of(target)
    if baseline is None:
        return None
    if baseline.stated is not None:
        return stated(baseline.period, baseline.stated)
    through = baseline_through(stretch, baseline, stretch.through(target.due))
    found = measure(known, stretch, target.area, through, as_agreed=policy is BaselinePolicy.FROZEN)
    if isinstance(found, Reason) and found.cause is Cause.NOT_PUBLISHED:
        return Reason(Cause.BASELINE_MISSING, found.periods)
    return found


def period_of(when: When, stretch: Stretch, through: Period, due_through: Period, seen: Sequence[Period]) -> Period:
    """The delivered period whose figure the one ending with `through` is held to.

    A year, whole or to date, is held to the year before. `seen` are the periods that were measured, in order of time;
    where none is before `through`, the last measurement is the period before it.
    """
    step = stretch.parts_of_a_year
    match when:
        case SamePeriod():
            return through
        case AtBaseline(baseline):
            return baseline_through(stretch, baseline, due_through)
        case YearsEarlier(years):
            return through - step * years
        case PeriodBefore():
            return through - (step if stretch.to_date else 1)
        case MeasurementBefore():
            before = [period for period in seen if period < through]
            if stretch.to_date:
                return through - step
            return before[-1] if before else through - 1
        case _:
            assert_never(when)


def months_between(earlier: Period, later: Period) -> int:
    """From the end of one period to the end of another, of any two kinds."""
    return (later.year - earlier.year) * 12 + later.end_month - earlier.end_month


def required_change(change: Change, counted_from: Fraction, months: int) -> Fraction | None:
    """The required value `months` after what it is counted from. None: per cent of nothing, or of less than nothing."""
    match change:
        case Amount(value):
            return counted_from + Fraction(value)
        case RelativeChange(percent):
            return counted_from * (100 + Fraction(percent)) / 100 if counted_from > 0 else None
        case Yearly(each, growth):
            return _every_year(each, growth, counted_from, months)
        case _:
            assert_never(change)


def required_span(change: Change, counted_from: Span, months: int) -> Span | None:
    """As `required_change`, of a figure that is only known to lie inside a span. None also where it may be nothing."""
    ends = [
        None if end is None else required_change(change, end, months) for end in (counted_from.low, counted_from.high)
    ]
    low, high = ends
    if (low is None and counted_from.low is not None) or (high is None and counted_from.high is not None):
        return None
    return Span(low, high)


def _every_year(each: Amount | RelativeChange, growth: Growth, baseline: Fraction, months: int) -> Fraction | None:
    match each:
        case Amount(value):
            return baseline + Fraction(value) * months / 12
        case RelativeChange(percent) if baseline <= 0:
            return None
        case RelativeChange(percent):
            if growth is Growth.COMPOUND:
                return compounded(baseline, percent, months)
            return baseline * (100 + Fraction(percent) * months / 12) / 100
        case _:
            assert_never(each)


def compounded(baseline: Fraction, percent: Decimal, months: int) -> Fraction:
    """Rate upon rate at whole years, a straight line between them."""
    years, rest = divmod(months, 12)
    factor = (100 + Fraction(percent)) / 100
    at_year = baseline * factor**years
    return at_year + at_year * (factor - 1) * rest / 12


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A statistic of a group; when members are hidden or late it is only known to lie inside `span`."""

    span: Span
    unknown: tuple[str, ...]
    reading: Reading | None
    """None: members without a figure leave it open."""


def group_figure(
    known: KnownFigures,
    stretch: Stretch,
    peers: Sequence[str],
    statistic: Statistic,
    through: Period,
    *,
    wants_high: bool,
) -> GroupFigure | Reason:
    """The peers' statistic; a hidden or late peer is tried with its possible values. `peers` must not be empty.

    `wants_high` says which of the members is hardest to beat, where each of them is to be.
    """
    found = {area: measure(known, stretch, area, through) for area in peers}
    unknown = tuple(area for area, m in found.items() if not isinstance(m, Measure))
    spans = [
        Span.of(m.exact) if isinstance(m, Measure) else possible_values(known, stretch, area, through)
        for area, m in found.items()
    ]
    match statistic:
        case Statistic.MEAN:
            span = mean_span(spans)
        case Statistic.MEDIAN:
            span = Span(_median([s.low for s in spans], lowest=True), _median([s.high for s in spans], lowest=False))
        case Statistic.EACH:
            span = _highest(spans) if wants_high else _lowest(spans)
        case Statistic.WEIGHTED:
            weighted = _weighted(known, stretch, peers, through, unknown)
            if isinstance(weighted, Reason):
                return weighted
            span = weighted
        case _:
            assert_never(statistic)
    measured = [m.reading for m in found.values() if isinstance(m, Measure)]
    reading = None
    if span.exact is not None and measured:
        reading = Reading(
            period=stretch.period(through),
            through=through,
            value=as_decimal(span.exact),
            provisional=any(r.provisional for r in measured),
            example=any(r.example for r in measured),
            made_from=tuple(o for r in measured for o in r.made_from),
        )
    return GroupFigure(span, unknown, reading)


def _highest(spans: Sequence[Span]) -> Span:
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return Span(max(lows, default=None), max(highs) if len(highs) == len(spans) else None)


def _lowest(spans: Sequence[Span]) -> Span:
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return Span(min(lows) if len(lows) == len(spans) else None, min(highs, default=None))


def _median(ends: Sequence[Fraction | None], *, lowest: bool) -> Fraction | None:
    """None stands for minus infinity among the lowest values, for plus infinity among the highest."""
    open_ends: list[Fraction | None] = [None for end in ends if end is None]
    bounded: list[Fraction | None] = [*sorted(end for end in ends if end is not None)]
    ordered = open_ends + bounded if lowest else bounded + open_ends
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return None if low is None or high is None else (low + high) / 2


def _weighted(
    known: KnownFigures, stretch: Stretch, peers: Sequence[str], through: Period, unknown: Sequence[str]
) -> Span | Reason:
    """Sum of numerators over sum of denominators; a late peer's weight is not known, so the sum has no bounds then."""
    low, high, bottom = Fraction(0), Fraction(0), Fraction(0)
    for area in peers:
        by_period = known.observations(stretch.indicator.id, area)
        counted = possible_counts(stretch.indicator, [by_period.get(part) for part in stretch.parts(through)])
        if counted is None or counted[0].low is None or counted[0].high is None:
            if area in unknown:
                return Span(None, None)
            return Reason(Cause.DENOMINATOR_MISSING, (through,), (area,))
        low, high, bottom = low + counted[0].low, high + counted[0].high, bottom + counted[1]
    scale = stretch.indicator.unit.scale
    return Span(scale * low / bottom, scale * high / bottom)
