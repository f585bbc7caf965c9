"""What has changed since last time?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model.views.parts import Badge


class ChangeKind(StrEnum):
    STATUS = "status"
    NEW = "new"
    REVISED = "revised"
    LATE = "late"
    REDEFINED = "redefined"
    """The contract itself was changed."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed since last time, in a sentence."""

    kind: ChangeKind
    text: str
    criterion: str
    """Id of the criterion it concerns; empty where several or none."""
    before: Badge | None
    """None: it is no change of status."""
    after: Badge | None
    """None: as `before`."""


@dataclass(frozen=True, slots=True)
class Changes:
    since: date
    title: str
    """«Ændret siden MED-mødet 13. december 2016»."""
    lines: tuple[ChangeLine, ...]
