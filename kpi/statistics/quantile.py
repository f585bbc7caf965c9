"""Quantiles of the distributions that the intervals need, without a heavy library."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log
from statistics import NormalDist


def normal_quantile(probability: float) -> float:
    """z with P(Z <= z) = probability, for 0 < probability < 1."""
    return NormalDist().inv_cdf(probability)


def poisson_below(count: int, mean: float) -> float:
    """P(X <= count) for a Poisson variable; 0 where count < 0."""
    if mean == 0:
        return 1.0 if count >= 0 else 0.0
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


def student_quantile(probability: float, degrees: int) -> float:
    """t with P(T <= t) = probability for `degrees` >= 1 degrees of freedom."""
    if degrees < 1:
        raise ValueError("Student's t needs at least one degree of freedom")
    if probability < 0.5:
        return -student_quantile(1 - probability, degrees)
    if probability == 0.5:
        return 0.0
    high = 1.0
    while _student_below(high, degrees) < probability:
        high *= 2
    return root(lambda t: _student_below(t, degrees) - probability, 0.0, high)


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that rises from below 0 at `low` to above 0 at `high` crosses it, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _student_below(t: float, degrees: int) -> float:
    """P(T <= t) for t >= 0, by the regularised incomplete beta function."""
    return 1 - _incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised I_x(a, b) by Lentz's continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    fraction = d
    for m in range(1, 300):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / c
            c = c if abs(c) > tiny else tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * fraction
