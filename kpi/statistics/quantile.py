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
