"""Is a difference more than chance? The figure's own interval against a benchmark, beside the strict reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi.model.indicator import Better, Indicator
from kpi.model.observation import Observation
from kpi.model.views.comparison import Against
from kpi.statistics.delivered import Bounds, bounds_of


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


def side(better: Better, *, higher: bool) -> Against:
    """Better or worse by the declared better side, else higher or lower."""
    if better is Better.NEITHER:
        return Against.HIGHER if higher else Against.LOWER
    return Against.BETTER if higher is (better is Better.HIGHER) else Against.WORSE
