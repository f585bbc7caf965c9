"""How a value does against what is required of it: fulfilled, inside the agreed margin, or short of it."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

from kpi.evaluate.possible import Span
from kpi.model.rule import Between, Comparison


class Grade(IntEnum):
    """From worst to best."""

    SHORT = 0
    NEAR = 1
    FULFILLED = 2


def grade(value: Fraction, comparison: Comparison, required: Fraction, near: Decimal | None) -> Grade:
    """`near` is inclusive; None: no margin was agreed."""
    if comparison.holds(value, required):
        return Grade.FULFILLED
    return Grade.NEAR if near is not None and abs(value - required) <= Fraction(near) else Grade.SHORT


def grade_against(value: Fraction, comparison: Comparison, required: Span, near: Decimal | None) -> Grade | None:
    """Against a required value that is only known to lie inside a span; None: it could go either way."""
    easy, hard = (required.low, required.high) if comparison.wants_high else (required.high, required.low)
    best = Grade.FULFILLED if easy is None else grade(value, comparison, easy, near)
    worst = Grade.SHORT if hard is None else grade(value, comparison, hard, near)
    return best if best is worst else None


def grade_in_band(value: Fraction, low: Fraction, high: Fraction, near: Decimal | None) -> Grade:
    """Both ends are included."""
    if low <= value <= high:
        return Grade.FULFILLED
    return (
        Grade.NEAR if near is not None and abs(value - nearest_end(value, low, high)) <= Fraction(near) else Grade.SHORT
    )


def nearest_end(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """The lower end when both are as near."""
    return low if abs(value - low) <= abs(value - high) else high


def scaled_band(band: Between, share: Fraction) -> tuple[Fraction, Fraction]:
    """The band's ends for a part of the year."""
    return Fraction(band.low) * share, Fraction(band.high) * share
