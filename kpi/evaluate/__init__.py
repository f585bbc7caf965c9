"""Pure judging: the figures known on a day, held against what the contract requires; no database and no screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kpi.evaluate.combination import combine
from kpi.evaluate.derived import with_derived
from kpi.evaluate.entered import evaluate_assessment, evaluate_milestone, evaluate_recurring
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.needed import needed_series
from kpi.evaluate.ranking import Ranked, Ranking, Third, rank_members
from kpi.evaluate.result import evaluate_target
from kpi.evaluate.trajectory import PathPoint, glide_path, observed_readings, required_over_time
from kpi.model.contract import Assessment, Contract, Criterion, Milestone, Recurring, Requirement, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.journal import JournalEntry
from kpi.model.observation import Figures

__all__ = [
    "PathPoint",
    "Ranked",
    "Ranking",
    "Third",
    "evaluate_contract",
    "glide_path",
    "needed_series",
    "observed_readings",
    "rank_members",
    "required_over_time",
    "with_derived",
]


def evaluate_contract(
    contract: Contract, definitions: Definitions, figures: Figures, entries: Sequence[JournalEntry]
) -> tuple[CriterionResult, ...]:
    """Every criterion in the contract's order, as seen on `figures.as_of`; entries apply from their own day."""
    known = KnownFigures(definitions, figures)
    said: dict[str, list[JournalEntry]] = {}
    for entry in entries:
        said.setdefault(getattr(entry.statement, "requirement", ""), []).append(entry)

    def results(criterion: Criterion) -> list[TargetResult]:
        return [_requirement(known, contract, part, said.get(part.id, ())) for part in criterion.requirements]

    return tuple(combine(criterion, results(criterion), known.as_of) for _, criterion in contract.criteria())


def _requirement(
    known: KnownFigures, contract: Contract, requirement: Requirement, entries: Sequence[JournalEntry]
) -> TargetResult:
    match requirement:
        case Target():
            return evaluate_target(known, requirement)
        case Milestone():
            return evaluate_milestone(requirement, contract.id, entries, known.as_of)
        case Recurring():
            return evaluate_recurring(requirement, contract.id, entries, known.as_of)
        case Assessment():
            return evaluate_assessment(requirement, contract, entries, known.as_of)
        case _:
            assert_never(requirement)
