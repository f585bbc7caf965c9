"""Intervals and funnel limits of delivered figures: decimals in, decimals out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log

from kpi.statistics.funnel import ALARM, WARNING, funnel_limits
from kpi.statistics.interval import Interval, rate, wilson


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper bound, both included."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Limits:
    """Of a funnel at one size: beyond inner one in twenty lies by chance alone, beyond outer two in a thousand."""

    base: Decimal
    inner: Bounds
    outer: Bounds


def share_bounds(numerator: Decimal, denominator: Decimal, scale: int) -> Bounds:
    """95 per cent, Wilson; times `scale`. ValueError unless 0 <= numerator <= denominator and denominator > 0."""
    return _bounds(wilson(float(numerator), float(denominator)), scale)


def rate_bounds(events: Decimal, base: Decimal, scale: int) -> Bounds:
    """95 per cent, the count's interval over the base; times `scale`. Counts are rounded to whole ones."""
    return _bounds(rate(round(events), float(base)), scale)


def limits_at(pooled: Decimal, base: Decimal, scale: int) -> Limits:
    """Round the pooled share, a fraction of 1; in the unit that `scale` gives."""
    found = [funnel_limits(float(pooled), float(base), confidence) for confidence in (WARNING, ALARM)]
    inner, outer = (Bounds(_decimal(one.low * scale), _decimal(one.high * scale)) for one in found)
    return Limits(base, inner, outer)


def sizes_between(bases: Sequence[Decimal], count: int) -> tuple[Decimal, ...]:
    """`count` sizes from the smallest to the largest, each as much larger than the one before as the next is."""
    low, high = log(min(bases)), log(max(bases))
    return tuple(_decimal(exp(low + (high - low) * step / (count - 1))) for step in range(count))


def _bounds(found: Interval, scale: int) -> Bounds:
    return Bounds(_decimal(found.low * scale), _decimal(found.high * scale))


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 9)))
