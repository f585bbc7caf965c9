"""Exact values as the binary numbers that statistics works with, and back again for showing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def binary(values: Iterable[Decimal]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def exact(value: float, decimals: int) -> Decimal:
    """Rounded to the decimals, so that no binary noise is shown."""
    return Decimal(repr(round(value, decimals)))
