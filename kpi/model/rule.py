"""The rule language: what a target requires of a value, as closed unions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from kpi.model.reference import Reference

Number = TypeVar("Number", Decimal, Fraction)
"""Values as delivered, or exact where they are worked out (a mean of twelve months, a third of a change)."""


class Comparison(StrEnum):
    AT_LEAST = "at_least"
    ABOVE = "above"
    """Strict: «over 80 %», «bedre end», «flere end»."""
    AT_MOST = "at_most"
    BELOW = "below"
    """Strict."""

    def holds(self, value: Number, required: Number) -> bool:
        match self:
            case Comparison.AT_LEAST:
                return value >= required
            case Comparison.ABOVE:
                return value > required
            case Comparison.AT_MOST:
                return value <= required
            case Comparison.BELOW:
                return value < required

    @property
    def wants_high(self) -> bool:
        return self in (Comparison.AT_LEAST, Comparison.ABOVE)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The value against one required value."""

    comparison: Comparison
    reference: Reference


@dataclass(frozen=True, slots=True)
class Between:
    """The value inside a band; both ends are included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class BestFraction:
    """«i den laveste tredjedel af kontanthjælpsklyngen»: places 1..floor(n x fraction), 1 is best.

    «Ikke i den dårligste tredjedel»: places 1..n - floor(n x fraction).
    """

    peer_group: str
    fraction: Fraction
    outside_worst: bool = False
    """True: the fraction is that of the worst places, and the place must be outside them."""

    def places(self, members: int) -> int:
        """How many places fulfil it, from 1."""
        part = int(members * self.fraction)
        return members - part if self.outside_worst else part


Rule = Threshold | Between | BestFraction


class Window(StrEnum):
    """What stretch of time the value covers."""

    PERIOD = "period"
    """One period as delivered."""
    QUARTER = "quarter"
    """A quarter of months."""
    HALF_YEAR = "half_year"
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"
    ROLLING_YEAR = "rolling_year"
    LATEST = "latest"
    """The last measurement before due, as delivered («seneste måling før fristen»)."""

    @property
    def grows(self) -> bool:
        """From a fixed beginning, so that it is not whole before its end."""
        return self in (Window.QUARTER, Window.HALF_YEAR, Window.YEAR, Window.YEAR_TO_DATE)


@dataclass(frozen=True, slots=True)
class OfRequired:
    """A margin in per cent of what is required: «delvist fra 80 pct.» is 20."""

    percent: Decimal


class Significant(StrEnum):
    """A change counts only where it is more than chance."""

    SIGNIFICANT = "significant"


Margin = Decimal | OfRequired
"""In the indicator's unit, or of what is required."""


class Strength(StrEnum):
    TARGET = "target"
    ASPIRATION = "aspiration"
    """«gerne»: never shown as missed in red."""


class BaselinePolicy(StrEnum):
    RESTATED = "restated"
    """The baseline as known now."""
    FROZEN = "frozen"
    """The baseline as known when the contract was agreed."""
