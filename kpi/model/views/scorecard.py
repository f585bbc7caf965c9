"""Overblik: how does the contract stand, and what needs a human?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.model.contract import Contract
from kpi.model.evaluation import CriterionResult, DataState
from kpi.model.views.changes import Changes
from kpi.model.views.parts import Badge, Count
from kpi.model.views.trajectory import Spark


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion on Overblik."""

    contract: str
    criterion: str
    title: str
    subtitle: str
    """«fuldtidspersoner · dec. 2015: 402 → mål 342»."""
    badge: Badge
    verdict: str
    """The whole sentence."""
    progress: str
    """«−38 af −60», «25,4 pct.»; empty where nothing is measured."""
    progress_note: str
    """«burde være −30»."""
    spark: Spark | None
    """None: nothing is measured, or nothing is delivered yet."""
    data_state: DataState | None
    """None: nothing is measured (milestone, event, assessment)."""
    data_word: str
    due: str
    unit: str
    """Responsible unit."""
    own: bool
    """The unit itself answers for it («kun vores»)."""
    example: bool


@dataclass(frozen=True, slots=True)
class GoalLines:
    number: str
    title: str
    section: str
    note: str
    """«her har Jobkompagniet ikke opgaver», «ingen succeskriterier i aftalen»; empty otherwise."""
    own: bool
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that needs a human."""

    text: str
    criterion: str
    """Empty: concerns the whole contract."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Overblik."""

    contract: Contract
    municipality: str
    """Name."""
    as_of: date
    phase: str
    """«aftalen er slut; her er resultatet», «aftalen er ikke begyndt»; empty while it runs."""
    newest: str
    """«tal til og med dec. 2016»."""
    counts: tuple[Count, ...]
    fulfilment: str
    """«Målopfyldelse: 62,5 pct.»; empty where the contract gives no weights."""
    changes: Changes
    attention: tuple[Attention, ...]
    goals: tuple[GoalLines, ...]
    example: bool
    results: tuple[CriterionResult, ...]
