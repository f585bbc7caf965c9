"""Confidence intervals of shares, counts and rates (METHODS: formulas as in PHEindicatormethods)."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from kpi.statistics.quantile import normal_quantile, poisson_below, root

EXACT_BELOW = 10
"""Counts under this have an exact Poisson interval; Byar's approximation serves from here on."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper bound, in the unit of what was measured."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Both ends count as inside."""
        return self.low <= value <= self.high


def wilson(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """Interval of the share numerator/denominator as a fraction of 1 (Wilson 1927).

    ValueError unless 0 <= numerator <= denominator and denominator > 0.
    """
    if denominator <= 0 or not 0 <= numerator <= denominator:
        raise ValueError("a share needs 0 <= numerator <= denominator and a denominator above 0")
    z = _z(confidence)
    square = z * z
    middle = 2 * numerator + square
    spread = z * sqrt(square + 4 * numerator * (1 - numerator / denominator))
    below = 2 * (denominator + square)
    return Interval(max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below))


def count(events: int, confidence: float = 0.95) -> Interval:
    """Interval of a count: exact under ten, Byar's approximation from ten. ValueError for a negative count."""
    if events < 0:
        raise ValueError("a count cannot be negative")
    tail = (1 - confidence) / 2
    if events < EXACT_BELOW:
        return Interval(_exact_low(events, tail), _exact_high(events, tail))
    z = _z(confidence)
    low = events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
    more = events + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    return Interval(low, high)


def rate(events: int, base: float, confidence: float = 0.95, multiplier: float = 1.0) -> Interval:
    """Interval of events per base, times the multiplier. ValueError for base <= 0."""
    if base <= 0:
        raise ValueError("a rate needs a base above 0")
    of_count = count(events, confidence)
    return Interval(of_count.low / base * multiplier, of_count.high / base * multiplier)


def _z(confidence: float) -> float:
    return normal_quantile(1 - (1 - confidence) / 2)


def _exact_low(events: int, tail: float) -> float:
    """The mean at which seeing this many or more has probability `tail` (half the chi-square quantile with 2x df)."""
    if events == 0:
        return 0.0
    return root(lambda m: (1 - poisson_below(events - 1, m)) - tail, 0.0, float(events))


def _exact_high(events: int, tail: float) -> float:
    """The mean at which seeing this few or fewer has probability `tail` (half the chi-square quantile with 2x+2 df)."""
    return root(lambda m: tail - poisson_below(events, m), float(events), events * 10.0 + 50.0)
