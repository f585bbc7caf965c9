"""MED-møde: what is the committee to see?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.model.contract import Contract
from kpi.model.views.changes import Changes
from kpi.model.views.criterion import CriterionView
from kpi.model.views.parts import Count


@dataclass(frozen=True, slots=True)
class Meeting:
    """MED-møde: a cover, one criterion a screen in the agenda's order, a closing screen."""

    contract: Contract
    municipality: str
    committee: str
    as_of: date
    cover_lines: tuple[str, ...]
    """What the cover says: counts in words, phase."""
    counts: tuple[Count, ...]
    changes: Changes
    follow_ups: tuple[str, ...]
    """What was agreed last time: what, which role, when."""
    criteria: tuple[CriterionView, ...]
    closing: tuple[str, ...]
    example: bool
