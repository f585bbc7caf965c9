"""How a value does against what is required of it: fulfilled, inside the agreed margin, or short of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.possible import Span
from kpi.model.rule import Comparison, Margin, OfRequired


class Grade(IntEnum):
    """From worst to best."""

    SHORT = 0
    NEAR = 1
    FULFILLED = 2


def width(margin: Margin, required: Fraction) -> Fraction:
    """In the indicator's unit."""
    match margin:
        case OfRequired(percent):
            return abs(required) * Fraction(percent) / 100
        case Decimal():
            return Fraction(margin)
        case _:
            assert_never(margin)


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances from the required value, both inclusive. None: none was agreed."""

    near: Margin | None
    tolerance: Margin | None
    """«næsten»: inside it the requirement is fulfilled."""
    share: Fraction = Fraction(1)
    """How much of an amount counts: for a part of a sum it grows through the year as the expected value does."""

    def grade(self, distance: Fraction, required: Fraction) -> Grade:
        """Of a value that by itself does not fulfil."""
        if self.tolerance is not None and distance <= self._width(self.tolerance, required):
            return Grade.FULFILLED
        inside = self.near is not None and distance <= self._width(self.near, required)
        return Grade.NEAR if inside else Grade.SHORT

    def _width(self, margin: Margin, required: Fraction) -> Fraction:
        return width(margin, required) * (1 if isinstance(margin, OfRequired) else self.share)


def grade(value: Fraction, comparison: Comparison, required: Fraction, margins: Margins) -> Grade:
    return Grade.FULFILLED if comparison.holds(value, required) else margins.grade(abs(value - required), required)


def grade_spans(value: Span, comparison: Comparison, required: Span, margins: Margins) -> Grade | None:
    """Of a value and a required value that are only known to lie inside a span; None: it could go either way."""
    high = comparison.wants_high
    best = _at_ends(value.high if high else value.low, comparison, required.low if high else required.high, margins)
    worst = _at_ends(value.low if high else value.high, comparison, required.high if high else required.low, margins)
    best_known = Grade.FULFILLED if best is None else best
    worst_known = Grade.SHORT if worst is None else worst
    return best_known if best_known is worst_known else None


def grade_against(value: Fraction, comparison: Comparison, required: Span, margins: Margins) -> Grade | None:
    return grade_spans(Span.of(value), comparison, required, margins)


def grade_span(value: Span, comparison: Comparison, required: Fraction, margins: Margins) -> Grade | None:
    return grade_spans(value, comparison, Span.of(required), margins)


def _at_ends(
    value: Fraction | None, comparison: Comparison, required: Fraction | None, margins: Margins
) -> Grade | None:
    """None: one of the two has no bound on that side."""
    return None if value is None or required is None else grade(value, comparison, required, margins)


def grade_span_in_band(value: Span, low: Fraction, high: Fraction, margins: Margins) -> Grade | None:
    """Of a value that is only known to lie inside a span; None: it could go either way."""
    grades = [Grade.SHORT if end is None else grade_in_band(end, low, high, margins) for end in (value.low, value.high)]
    above = value.low is not None and value.low > high
    below = value.high is not None and value.high < low
    best = max(grades) if above or below else Grade.FULFILLED
    return best if best is min(grades) else None


def grade_in_band(value: Fraction, low: Fraction, high: Fraction, margins: Margins) -> Grade:
    """Both ends are included."""
    if low <= value <= high:
        return Grade.FULFILLED
    end = nearest_end(value, low, high)
    return margins.grade(abs(value - end), end)


def nearest_end(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """The lower end when both are as near."""
    return low if abs(value - low) <= abs(value - high) else high
