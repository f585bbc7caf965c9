"""The funnel of small counts, in words: where one's own share lies, and what each municipality's point says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi.analysis.funnel import Spread
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.model.views.funnel import Funnel, FunnelPoint, Where
from kpi.texts import funnel as words
from kpi.texts.amounts import unit_words
from kpi.texts.places import area_name


def funnel(
    found: Spread, indicator: Indicator, seen: Mapping[str, Observation], own: str, definitions: Definitions
) -> Funnel:
    """`seen` are the observations that the spread is made of, and may be more."""
    return Funnel(
        title=words.title(area_name(own, definitions), found.where.get(own)),
        unit=unit_words(indicator),
        base_label=words.base_label(indicator),
        points=tuple(
            _point(found, indicator, seen[area], area_name(area, definitions), own=area == own)
            for area in sorted(found.bases)
        ),
        steps=found.steps,
        pooled=found.pooled,
        pooled_label=words.pooled(found.pooled, indicator),
        decimals=indicator.decimals,
        note=words.NOTE,
        example=any(one.example for one in seen.values()),
    )


def _point(found: Spread, indicator: Indicator, seen: Observation, name: str, *, own: bool) -> FunnelPoint:
    value, base, where = seen.value or Decimal(0), found.bases[seen.area], found.where[seen.area]
    label = words.point(name, value, base, indicator, where)
    return FunnelPoint(seen.area, name, base, value, label, where is Where.OUTSIDE, own)
