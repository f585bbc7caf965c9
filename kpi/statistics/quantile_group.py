"""Quantile groups of a ranked list, as in PHEindicatormethods: ties at the minimum rank."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor


def quantile_groups(values: Sequence[float], groups: int, *, highest_first: bool) -> tuple[int, ...] | None:
    """Group 1..groups of each value, 1 the first in the order; None where there are fewer values than groups.

    q = floor((k + 1) - ceil((N + 1 - rank) / (N / k))), at least 1; equal values share the smallest rank.
    """
    total = len(values)
    if total < groups:
        return None
    first: dict[float, int] = {}
    for place, value in enumerate(sorted(values, reverse=highest_first), start=1):
        first.setdefault(value, place)
    return tuple(max(1, floor((groups + 1) - ceil((total + 1 - first[value]) / (total / groups)))) for value in values)
