"""Funnel limits for shares: how far from the pooled share chance may take one of this size (Spiegelhalter 2005)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from kpi.statistics.quantile import normal_quantile

WARNING = 0.95
ALARM = 0.998


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Observed shares (fractions of 1) whose Wilson interval just touches the pooled share."""

    base: float
    low: float
    high: float


def funnel_limits(pooled: float, base: float, confidence: float) -> FunnelLimits:
    """Limits at one size of base. ValueError unless 0 <= pooled <= 1 and base > 0.

    Setting a Wilson bound equal to p0 and solving for the observed share gives p0 -+ z sqrt(p0 (1 - p0) / n):
    Wilson's interval is the inversion of the score test.
    """
    if not 0 <= pooled <= 1 or base <= 0:
        raise ValueError("a funnel needs a pooled share from 0 to 1 and a base above 0")
    z = normal_quantile(1 - (1 - confidence) / 2)
    half = z * sqrt(pooled * (1 - pooled) / base)
    return FunnelLimits(base, max(0.0, pooled - half), min(1.0, pooled + half))
