"""The funnel of small counts: each municipality's share by its size, and how far chance alone may take it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.model.views.funnel import Funnel, FunnelPoint, FunnelStep
from kpi.statistics.delivered import Limits, counted, limits_at, sizes_between
from kpi.texts import funnel as words
from kpi.texts.amounts import unit_words
from kpi.texts.places import area_name

SMALL_COUNT = 100
"""Counts under this move so much by chance that places say little: then the funnel is shown."""
FEWEST = 5
_STEPS = 60


def funnel(indicator: Indicator, seen: Mapping[str, Observation], own: str, definitions: Definitions) -> Funnel | None:
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
    where = {area: _where(seen[area].value or Decimal(0), limits_at(pooled, parts[area][1], scale)) for area in parts}
    sizes = sizes_between([base for _, base in parts.values()], _STEPS)
    return Funnel(
        title=words.title(area_name(own, definitions), where.get(own)),
        unit=unit_words(indicator),
        base_label=words.base_label(indicator),
        points=tuple(
            _point(indicator, seen[area], parts[area][1], where[area], area_name(area, definitions), own=area == own)
            for area in sorted(parts)
        ),
        steps=tuple(_step(limits_at(pooled, base, scale)) for base in sizes),
        pooled=pooled * scale,
        pooled_label=words.pooled(pooled * scale, indicator),
        decimals=indicator.decimals,
        note=words.NOTE,
        example=any(one.example for one in seen.values()),
    )


def _where(value: Decimal, limits: Limits) -> words.Where:
    if limits.inner.holds(value):
        return words.Where.INSIDE
    return words.Where.BETWEEN if limits.outer.holds(value) else words.Where.OUTSIDE


def _point(
    indicator: Indicator, seen: Observation, base: Decimal, where: words.Where, name: str, *, own: bool
) -> FunnelPoint:
    value = seen.value or Decimal(0)
    label = words.point(name, value, base, indicator, where)
    return FunnelPoint(seen.area, name, base, value, label, where is words.Where.OUTSIDE, own)


def _step(limits: Limits) -> FunnelStep:
    return FunnelStep(limits.base, limits.outer.low, limits.inner.low, limits.inner.high, limits.outer.high)
