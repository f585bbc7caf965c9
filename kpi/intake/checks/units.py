"""The closed grammar of units: the words that each declares."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kpi.intake.text import fold
from kpi.model.unit import Unit


def is_unit(text: str, unit: Unit) -> bool:
    """Whether a file means the unit («1.000 kr.» is another one than «kr»: nothing is scaled)."""
    return fold(text) in _written(unit)


@cache
def _written(unit: Unit) -> frozenset[str]:
    return frozenset(map(fold, (unit.id, *unit.spellings)))


def same_unit(text: str, other: str, units: Iterable[Unit]) -> bool:
    """Whether two words mean one and the same of the declared units."""
    return any(is_unit(text, unit) and is_unit(other, unit) for unit in units)
