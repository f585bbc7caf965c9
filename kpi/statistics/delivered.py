"""Intervals and funnel limits of delivered figures: decimals in, decimals out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log

from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Observation
from kpi.statistics.funnel import ALARM, WARNING, funnel_limits
from kpi.statistics.interval import Interval, count, rate, wilson


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper bound, both included."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class LimitsAt:
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


def limits_at(pooled: Decimal, base: Decimal, scale: int) -> LimitsAt:
    """Round the pooled share, a fraction of 1; in the unit that `scale` gives."""
    found = [funnel_limits(float(pooled), float(base), confidence) for confidence in (WARNING, ALARM)]
    inner, outer = (Bounds(_decimal(one.low * scale), _decimal(one.high * scale)) for one in found)
    return LimitsAt(base, inner, outer)


def sizes_between(bases: Sequence[Decimal], sizes: int) -> tuple[Decimal, ...]:
    """So many sizes from the smallest to the largest, each as much larger than the one before as the next is."""
    low, high = log(min(bases)), log(max(bases))
    return tuple(_decimal(exp(low + (high - low) * step / (sizes - 1))) for step in range(sizes))


def _bounds(found: Interval, scale: int) -> Bounds:
    return Bounds(_decimal(found.low * scale), _decimal(found.high * scale))


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 9)))


def bounds_of(indicator: Indicator, made_from: Sequence[Observation]) -> Bounds | None:
    """In the indicator's unit, of all the observations together."""
    found = [counted(indicator, one) for one in made_from]
    known = [one for one in found if one is not None]
    if not known or len(known) != len(found):
        return None
    top, base = sum((t for t, _ in known), Decimal(0)), sum((b for _, b in known), Decimal(0))
    scale = indicator.unit.scale
    if indicator.unit.percent:
        return share_bounds(top, base, scale) if 0 <= top <= base else None
    return None if indicator.unit.base is None else rate_bounds(top, base, scale)


def counted(indicator: Indicator, one: Observation) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator of a share; a numerator that was not delivered is value times denominator (surveys).

    None where the denominator is not known, or there is no figure.
    """
    if one.value is None or not one.denominator or indicator.kind is not IndicatorKind.SHARE:
        return None
    top = one.numerator
    return (one.value * one.denominator / indicator.unit.scale if top is None else top), one.denominator


def change_bounds(indicator: Indicator, made_from: Sequence[Observation]) -> Bounds | None:
    """What the figure would vary between by chance alone: a share by its parts, a count as a count.

    None where its parts are not known, or it is neither.
    """
    share = bounds_of(indicator, made_from)
    whole = indicator.unit.counted and (len(made_from) == 1 or indicator.kind is IndicatorKind.FLOW)
    values = [one.value for one in made_from if one.value is not None]
    if share is not None or not whole or not values:
        return share
    total = sum(values, Decimal(0))
    return _bounds(count(round(total)), 1) if total >= 0 else None
