"""Pure judging: the figures known on a day, held against what the contract requires; no database and no screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from kpi.evaluate.combination import combine
from kpi.evaluate.derived import with_derived
from kpi.evaluate.entered import (
    as_amended,
    evaluate_assessment,
    evaluate_followed,
    evaluate_milestone,
    evaluate_recurring,
    evaluate_tally,
)
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.needed import needed_series
from kpi.evaluate.ranking import Ranked, Ranking, Third, rank_members
from kpi.evaluate.result import evaluate_target
from kpi.evaluate.trajectory import PathPoint, glide_path, observed_readings, required_over_time
from kpi.model.contract import (
    Assessment,
    Contract,
    Criterion,
    Followed,
    Milestone,
    Recurring,
    Requirement,
    Tally,
    Target,
)
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

    criteria = [criterion for _, criterion in contract.criteria()]
    found: dict[str, CriterionResult] = {}
    for criterion in sorted(criteria, key=_counts_others):
        parts = [_requirement(known, contract, part, said.get(part.id, ()), found) for part in criterion.requirements]
        found[criterion.id] = combine(criterion, parts, known.as_of)
    return tuple(found[criterion.id] for criterion in criteria)


def _counts_others(criterion: Criterion) -> bool:
    """Those that do are judged after what they count."""
    return any(isinstance(part, Tally) for part in criterion.requirements)


def _requirement(
    known: KnownFigures,
    contract: Contract,
    requirement: Requirement,
    entries: Sequence[JournalEntry],
    judged: Mapping[str, CriterionResult],
) -> TargetResult:
    day = known.as_of
    match requirement:
        case Target():
            return evaluate_target(known, requirement)
        case Milestone():
            return as_amended(requirement, day, lambda held: evaluate_milestone(held, contract.id, entries, day))
        case Recurring():
            return as_amended(requirement, day, lambda held: evaluate_recurring(held, contract.id, entries, day))
        case Assessment():
            return as_amended(requirement, day, lambda held: evaluate_assessment(held, contract, entries, day))
        case Followed():
            return evaluate_followed(known, requirement)
        case Tally():
            return evaluate_tally(requirement, [judged[one] for one in requirement.criteria], day)
        case _:
            assert_never(requirement)
