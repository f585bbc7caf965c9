"""What a target is compared with: its own figure at a baseline, another area's figure, or a group's mean or median."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.known import KnownFigures
from kpi.evaluate.possible import Span, mean_span, possible_counts, possible_values
from kpi.evaluate.scale import share_scale
from kpi.evaluate.windows import Measure, Stretch, as_decimal, measure, stated
from kpi.model.contract import Target
from kpi.model.evaluation import Cause, Reading, Reason
from kpi.model.period import Period
from kpi.model.rule import (
    Amount,
    Baseline,
    BaselinePolicy,
    Change,
    Constant,
    FromBaseline,
    Growth,
    RelativeChange,
    Statistic,
    Threshold,
    Yearly,
)


def baseline_of(target: Target) -> Baseline | None:
    """Where the target's change or path is counted from; None: the rule has none."""
    match target.rule:
        case Threshold(reference=FromBaseline(baseline=baseline)):
            return baseline
        case Threshold(reference=Constant(path_from=baseline)):
            return baseline
        case _:
            return None


def baseline_through(stretch: Stretch, baseline: Baseline, due_through: Period) -> Period:
    """The delivered period the baseline ends with; of a year to date the same month of the baseline's year as due's."""
    if stretch.to_date:
        return Period.ending(stretch.indicator.frequency, baseline.period.year, due_through.end_month)
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


def months_between(earlier: Period, later: Period) -> int:
    """From the end of one period to the end of another, of any two kinds."""
    return (later.year - earlier.year) * 12 + later.end_month - earlier.end_month


def required_change(change: Change, baseline: Fraction, months: int) -> Fraction | None:
    """The required value `months` after the baseline. None: a relative change from nothing."""
    match change:
        case Amount(value):
            return baseline + Fraction(value)
        case RelativeChange(percent):
            return baseline * (100 + Fraction(percent)) / 100 if baseline else None
        case Yearly(each, growth):
            return _every_year(each, growth, baseline, months)
        case _:
            assert_never(change)


def _every_year(each: Amount | RelativeChange, growth: Growth, baseline: Fraction, months: int) -> Fraction | None:
    match each:
        case Amount(value):
            return baseline + Fraction(value) * months / 12
        case RelativeChange(percent) if not baseline:
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
    match statistic:
        case Statistic.MEAN:
            span = mean_span([possible_values(known, stretch, area, through) for area in peers])
        case Statistic.MEDIAN:
            spans = [possible_values(known, stretch, area, through) for area in peers]
            span = Span(_median([s.low for s in spans], lowest=True), _median([s.high for s in spans], lowest=False))
        case Statistic.EACH:
            spans = [possible_values(known, stretch, area, through) for area in peers]
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
    scale = share_scale(stretch.indicator.unit)
    return Span(scale * low / bottom, scale * high / bottom)
