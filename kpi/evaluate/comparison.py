"""How a value does against what is required of it: fulfilled, inside the agreed margin, or short of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

from kpi.evaluate.possible import Span
from kpi.model.contract import Target
from kpi.model.rule import Between, Comparison


class Grade(IntEnum):
    """From worst to best."""

    SHORT = 0
    NEAR = 1
    FULFILLED = 2


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances from the required value, both inclusive. None: none was agreed."""

    near: Decimal | None
    tolerance: Decimal | None
    """«næsten»: inside it the requirement is fulfilled."""

    @classmethod
    def of(cls, target: Target) -> Margins:
        return cls(target.near, target.tolerance)

    def grade(self, distance: Fraction) -> Grade:
        """Of a value that by itself does not fulfil."""
        if self.tolerance is not None and distance <= Fraction(self.tolerance):
            return Grade.FULFILLED
        return Grade.NEAR if self.near is not None and distance <= Fraction(self.near) else Grade.SHORT


def grade(value: Fraction, comparison: Comparison, required: Fraction, margins: Margins) -> Grade:
    return Grade.FULFILLED if comparison.holds(value, required) else margins.grade(abs(value - required))


def grade_against(value: Fraction, comparison: Comparison, required: Span, margins: Margins) -> Grade | None:
    """Against a required value that is only known to lie inside a span; None: it could go either way."""
    easy, hard = (required.low, required.high) if comparison.wants_high else (required.high, required.low)
    best = Grade.FULFILLED if easy is None else grade(value, comparison, easy, margins)
    worst = Grade.SHORT if hard is None else grade(value, comparison, hard, margins)
    return best if best is worst else None


def grade_in_band(value: Fraction, low: Fraction, high: Fraction, margins: Margins) -> Grade:
    """Both ends are included."""
    if low <= value <= high:
        return Grade.FULFILLED
    return margins.grade(abs(value - nearest_end(value, low, high)))


def nearest_end(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """The lower end when both are as near."""
    return low if abs(value - low) <= abs(value - high) else high


def scaled_band(band: Between, share: Fraction) -> tuple[Fraction, Fraction]:
    """The band's ends for a part of the year."""
    return Fraction(band.low) * share, Fraction(band.high) * share
