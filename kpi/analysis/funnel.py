"""The funnel of small counts: each municipality's share by its size, and how far chance alone may take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.model.views.funnel import FunnelStep, Where
from kpi.statistics.delivered import LimitsAt, counted, limits_at, sizes_between

SMALL_COUNT = 100
"""Counts under this move so much by chance that places say little: then the funnel is shown."""
FEWEST = 5
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Spread:
    """Round the pooled share of the others, in the indicator's unit."""

    pooled: Decimal
    bases: Mapping[str, Decimal]
    """How many each municipality counts of."""
    where: Mapping[str, Where]
    steps: tuple[FunnelStep, ...]


def spread(indicator: Indicator, seen: Mapping[str, Observation], own: str) -> Spread | None:
    """The members' observations of one period by area. The pooled share leaves own out.

    None where fewer than five have numerator and denominator, no count is small, or the others have no case at all.
    """
    parts = {area: found for area, one in seen.items() if (found := counted(indicator, one)) is not None}
    others = [found for area, found in parts.items() if area != own]
    if indicator.unit.base is None or len(parts) < FEWEST or not others:
        return None
    if min(top for top, _ in parts.values()) >= SMALL_COUNT or any(top > base for top, base in parts.values()):
        return None
    pooled = sum((top for top, _ in others), Decimal(0)) / sum((base for _, base in others), Decimal(0))
    if not pooled:
        return None
    scale = indicator.unit.scale
    bases = {area: base for area, (_, base) in parts.items()}
    return Spread(
        pooled=pooled * scale,
        bases=bases,
        where={
            area: _where(seen[area].value or Decimal(0), limits_at(pooled, base, scale)) for area, base in bases.items()
        },
        steps=tuple(_step(limits_at(pooled, base, scale)) for base in sizes_between(list(bases.values()), _STEPS)),
    )


def _where(value: Decimal, limits: LimitsAt) -> Where:
    if limits.inner.holds(value):
        return Where.INSIDE
    return Where.BETWEEN if limits.outer.holds(value) else Where.OUTSIDE


def _step(limits: LimitsAt) -> FunnelStep:
    return FunnelStep(limits.base, limits.outer.low, limits.inner.low, limits.inner.high, limits.outer.high)
