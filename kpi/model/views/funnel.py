"""Is a share out of the ordinary for a municipality of its size?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Where(StrEnum):
    INSIDE = "inside"
    """Between the 95 per cent limits."""
    BETWEEN = "between"
    """Beyond the inner limits, not the outer."""
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One municipality of a funnel: how many it counts of, and its share of them."""

    area: str
    name: str
    base: Decimal
    value: Decimal
    label: str
    """«Varde: 1,2 pr. 1.000 af 49.900 indbyggere, uden for 99,8 %»."""
    outside: bool
    """Beyond the outer limits: named in the picture."""
    own: bool


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """Limits at one size, in the indicator's unit: outer 99.8 per cent, inner 95 per cent."""

    base: Decimal
    low_outer: Decimal
    low_inner: Decimal
    high_inner: Decimal
    high_outer: Decimal


@dataclass(frozen=True, slots=True)
class Funnel:
    """Shares by size round the group's pooled share, with the limits that chance alone seldom passes."""

    title: str
    """A sentence with the finding."""
    unit: str
    base_label: str
    points: tuple[FunnelPoint, ...]
    steps: tuple[FunnelStep, ...]
    pooled: Decimal
    pooled_label: str
    decimals: int
    note: str
    example: bool
