"""Exact values as the binary numbers that statistics works with, and back again for showing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray


def binary(values: Iterable[Decimal]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def exact(value: float | Fraction, decimals: int) -> Decimal:
    """Rounded to the decimals, so that no binary noise is shown."""
    return Decimal(repr(round(float(value), decimals)))


def column(values: Iterable[float]) -> NDArray[np.float64]:
    """One value a row, as paths of a single step."""
    return np.fromiter(values, dtype=float)[:, np.newaxis]


def within(values: NDArray[np.float64], least: Decimal | None, most: Decimal | None) -> NDArray[np.float64]:
    """Drawn to the nearest value that is possible. None: no bound on that side."""
    low = -np.inf if least is None else float(least)
    high = np.inf if most is None else float(most)
    return values.clip(low, high)
