"""What stands beside a result without deciding it: noise or not, the chance at due, how much figures are revised."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Variation(StrEnum):
    """What the newest figure says of the series itself; good or bad by the indicator's declared better side."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"
    """More than noise, but the indicator has no better side."""
    NONE = "none"
    TOO_FEW = "too_few"
    NO_SPREAD = "no_spread"
    """The figures hardly vary, so there are no limits to tell noise by."""


class Chance(StrEnum):
    """The probability of fulfilling the target at due, as it is told."""

    LOW = "low"
    """Under 40 per cent: «ventes at misse»."""
    OPEN = "open"
    """Between: «for tæt på til at sige»."""
    HIGH = "high"
    """From 60 per cent: «på vej»."""
    NONE = "none"
    """There is no forecast."""


LIKELY_MISSED, LIKELY_MET = Decimal("0.4"), Decimal("0.6")
"""Under the first a target is expected to be missed, from the second to be met."""


@dataclass(frozen=True, slots=True)
class Beside:
    """None: it is not known."""

    variation: Variation = Variation.NONE
    probability: Decimal | None = None
    revision: Decimal | None = None
    """What provisional figures are usually revised by, where the gap that decides is not larger; else None."""

    @property
    def chance(self) -> Chance:
        if self.probability is None:
            return Chance.NONE
        if self.probability < LIKELY_MISSED:
            return Chance.LOW
        return Chance.HIGH if self.probability >= LIKELY_MET else Chance.OPEN


NOTHING = Beside()
