"""Reads `disclosure.toml`: the limit under which own counts of persons are not shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.definitions import value
from kpi.definitions.place import Place
from kpi.definitions.table import Key, read_table
from kpi.model.definitions import USUAL_LIMIT

_LIMITS = (3, 5)
"""3 as jobindsats.dk; 5 where the municipality wants more."""


def _limit(given: object) -> int:
    found = value.whole(given)
    if found not in _LIMITS:
        raise value.Wrong(f"Grænsen kan ikke være {found}.", "Skriv 3 (som jobindsats.dk) eller 5.")
    return found


_UNDER = Key[int]("hidden_under", _limit)
FILE: tuple[Key[Any], ...] = (_UNDER,)


def read_limit(raw: Mapping[str, object], place: Place) -> int:
    """The usual limit where the file is faulty, which is noted."""
    return read_table(raw, FILE, place).get(_UNDER) or USUAL_LIMIT
