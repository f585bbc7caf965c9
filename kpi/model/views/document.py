"""Aftalen, readable as a document."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.contract import Contract
from kpi.model.views.criterion import ActionLine
from kpi.model.views.scorecard import CriterionLine
from kpi.model.views.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class GoalDocument:
    number: str
    title: str
    section: str
    origin: str
    responsible: str
    aims: tuple[str, ...]
    evaluated_in: str
    actions: tuple[ActionLine, ...]
    criteria: tuple[CriterionLine, ...]
    quotes: tuple[tuple[str, ...], ...]
    """One for each criterion, in the same order."""
    notes: tuple[str, ...]
    """Our readings, one for each criterion, in the same order; empty where nothing is open."""
    readings: tuple[tuple[str, ...], ...]
    """Each criterion's requirements in one plain sentence each («højst 749 fuldtidspersoner i dec. 2017 …»)."""
    owners: tuple[str, ...]
    """Who answers for each criterion, in the same order; empty where it is as for the whole contract."""
    shown: tuple[Trajectory, ...]


@dataclass(frozen=True, slots=True)
class ContractDocument:
    """Aftalen, readable as a document."""

    contract: Contract
    municipality: str
    owners: str
    """Who answers for what names nobody else; why none is named; empty where nothing is said."""
    goals: tuple[GoalDocument, ...]
    key_dates: tuple[str, ...]
    example: bool
