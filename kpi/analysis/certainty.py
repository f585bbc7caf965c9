"""Is a difference more than chance? The figure's own interval against a benchmark, beside the strict reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi.model.indicator import Better, Indicator, IndicatorKind
from kpi.model.observation import Observation
from kpi.model.views.comparison import Against
from kpi.statistics.delivered import Bounds, rate_bounds, share_bounds


@dataclass(frozen=True, slots=True)
class Certainty:
    """The figure's 95 per cent interval in its own unit, and how it stands against the benchmark."""

    bounds: Bounds
    against: Against


def certainty(indicator: Indicator, made_from: Sequence[Observation], benchmark: Decimal) -> Certainty | None:
    """A percentage by Wilson, a rate per 1,000 as its count's interval; the benchmark is taken as it stands.

    SIMILAR where the interval holds the benchmark, both ends included. None where it is no share, or its parts are not
    known.
    """
    bounds = bounds_of(indicator, made_from)
    if bounds is None:
        return None
    if bounds.holds(benchmark):
        return Certainty(bounds, Against.SIMILAR)
    return Certainty(bounds, side(indicator.better, higher=bounds.low > benchmark))


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


def side(better: Better, *, higher: bool) -> Against:
    """Better or worse by the declared better side, else higher or lower."""
    if better is Better.NEITHER:
        return Against.HIGHER if higher else Against.LOWER
    return Against.BETTER if higher is (better is Better.HIGHER) else Against.WORSE
