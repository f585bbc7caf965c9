"""Possible values of a figure that is hidden or late: it is not dropped, its possible values are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.derived import hidden_limit
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.rule import Window


@dataclass(frozen=True, slots=True)
class Span:
    """From lowest to highest possible value, both included. None: no bound on that side."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def of(cls, value: Fraction) -> Span:
        return cls(value, value)

    @property
    def exact(self) -> Fraction | None:
        return self.low if self.low == self.high else None


def possible_values(known: KnownFigures, stretch: Stretch, area: str, through: Period) -> Span:
    """The value where it is known; for a hidden figure 0 to the limit minus 1 over its base; else the whole range."""
    found = measure(known, stretch, area, through)
    if isinstance(found, Measure):
        return Span.of(found.exact)
    indicator = stretch.indicator
    by_period = known.observations(indicator.id, area)
    parts = stretch.parts(through)
    rows = [by_period.get(part) for part in parts]
    if stretch.window is Window.PERIOD or indicator.kind is not IndicatorKind.SHARE:
        spans = [_one(known, indicator, row) for row in rows]
        return spans[0] if stretch.window is Window.PERIOD else _together(indicator.kind, spans)
    counted = possible_counts(indicator, rows)
    if counted is None:
        return _whole_range(indicator)
    tops, bottom = counted
    scale = indicator.unit.scale
    low, high = tops.low, tops.high
    return Span(None if low is None else scale * low / bottom, None if high is None else scale * high / bottom)


def possible_counts(indicator: Indicator, rows: Sequence[Observation | None]) -> tuple[Span, Fraction] | None:
    """Possible sum of numerators and the sum of denominators; None where a denominator or a bound is not known."""
    low, high, bottom = Fraction(0), Fraction(0), Fraction(0)
    for row in rows:
        if row is None or not row.denominator:
            return None
        bottom += Fraction(row.denominator)
        if limit := hidden_limit(indicator, row):
            high += limit - 1
        elif row.value is not None and row.numerator is not None:
            low += Fraction(row.numerator)
            high += Fraction(row.numerator)
        else:
            return None
    return Span(low, high), bottom


def _one(known: KnownFigures, indicator: Indicator, row: Observation | None) -> Span:
    if row is not None and row.value is not None:
        return Span.of(Fraction(row.value))
    limit = 0 if row is None else hidden_limit(indicator, row)
    if row is None or not limit:
        return _whole_range(indicator)
    most = Fraction(limit - 1)
    scale = indicator.unit.scale
    if scale == 1:
        return Span(Fraction(0), most)
    base = _base(known, indicator, row)
    return Span(Fraction(0), scale * most / base) if base else _whole_range(indicator)


def _base(known: KnownFigures, indicator: Indicator, row: Observation) -> Fraction | None:
    """Delivered with the row, else the base indicator's figure of the period, else its newest before it."""
    if row.denominator:
        return Fraction(row.denominator)
    if not indicator.per:
        return None
    bases = known.observations(indicator.per, row.area).values()
    until = [o.value for o in bases if o.value is not None and o.period.last_day <= row.period.last_day]
    return Fraction(until[-1]) if until else None


def _whole_range(indicator: Indicator) -> Span:
    low, high = indicator.minimum, indicator.maximum
    return Span(None if low is None else Fraction(low), None if high is None else Fraction(high))


def _together(kind: IndicatorKind, spans: Sequence[Span]) -> Span:
    match kind:
        case IndicatorKind.STOCK:
            return mean_span(spans)
        case IndicatorKind.FLOW:
            return Span(_sum([s.low for s in spans]), _sum([s.high for s in spans]))
        case IndicatorKind.SHARE:
            raise ValueError("a share over a longer stretch is made from its counts")
        case _:
            assert_never(kind)


def mean_span(spans: Sequence[Span]) -> Span:
    """Lowest and highest possible mean."""
    low, high = _sum([s.low for s in spans]), _sum([s.high for s in spans])
    return Span(None if low is None else low / len(spans), None if high is None else high / len(spans))


def _sum(ends: Sequence[Fraction | None]) -> Fraction | None:
    known_ends = [end for end in ends if end is not None]
    return sum(known_ends, Fraction(0)) if len(known_ends) == len(ends) else None
