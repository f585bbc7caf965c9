"""The municipalities, regions and the nation that figures belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NATION = "000"
"""Danmarks Statistik's code for the whole country."""


class AreaKind(StrEnum):
    NATION = "nation"
    REGION = "region"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Area:
    """An area with Danmarks Statistik's three-digit code. `region`, `landsdel` are empty for regions and the nation."""

    code: str
    name: str
    kind: AreaKind
    region: str
    landsdel: str
    old_names: tuple[str, ...]
    """Names that older or foreign files use for the same area («Århus»)."""
    ended_on: date | None
    """Last day of an abolished area; None: it still exists."""
