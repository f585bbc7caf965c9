"""A contract judged on a day: one question to the store, and everything a view is built from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpi.disclosure import disclosed, with_related
from kpi.evaluate import evaluate_contract, needed_series, with_derived
from kpi.evaluate.derived import with_parts
from kpi.installation import Installation
from kpi.model.contract import Contract, Criterion, Goal, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.journal import (
    ActionUpdate,
    Assessed,
    Comment,
    FollowUp,
    JournalEntry,
    MeetingHeld,
    MilestoneReached,
    OccasionRegistered,
    Rebased,
)
from kpi.model.observation import Figures
from kpi.model.reference import OfIndicator
from kpi.model.rule import Threshold

_OfContract = (
    Assessed | MilestoneReached | OccasionRegistered | Comment | ActionUpdate | MeetingHeld | FollowUp | Rebased
)


@dataclass(frozen=True, slots=True)
class Judged:
    """`entries` are those of the contract that apply on the day, oldest first."""

    definitions: Definitions
    contract: Contract
    figures: Figures
    entries: tuple[JournalEntry, ...]
    results: tuple[CriterionResult, ...]

    @property
    def as_of(self) -> date:
        return self.figures.as_of

    def result(self, criterion: str) -> CriterionResult:
        """KeyError for an unknown id."""
        for result in self.results:
            if result.criterion.id == criterion:
                return result
        raise KeyError(criterion)

    def answered_by_example(self, result: TargetResult) -> bool:
        """True when a made-up journal entry answers the requirement."""
        return any(
            entry.example and getattr(entry.statement, "requirement", None) == result.requirement.id
            for entry in self.entries
        )

    def example(self, results: Iterable[TargetResult]) -> bool:
        """True when anything that these answers rest on is made up."""
        return any(result.example or self.answered_by_example(result) for result in results)


def judge(here: Installation, contract_id: str, as_of: date) -> Judged:
    """KeyError for an unknown contract; StoreUnavailable where there are no figures to ask."""
    definitions = here.definitions
    contract = definitions.contracts[contract_id]
    needed = with_related(needed_series(contract, definitions), definitions.indicators)
    figures = here.store.figures(needed, as_of, contract.agreed_on)
    return judge_on(definitions, contract, figures, here.entries)


def judge_on(definitions: Definitions, contract: Contract, figures: Figures, entries: Sequence[JournalEntry]) -> Judged:
    """As `judge`, on figures that have been fetched."""
    shown = disclosed(figures, definitions)
    shown = with_derived(definitions, shown, needed_series(contract, definitions))
    return Judged(
        definitions=definitions,
        contract=contract,
        figures=shown,
        entries=of_contract(entries, contract.id, shown.as_of),
        results=evaluate_contract(contract, definitions, shown, entries),
    )


def of_contract(entries: Sequence[JournalEntry], contract_id: str, as_of: date) -> tuple[JournalEntry, ...]:
    """The contract's entries that apply by the day, oldest first."""
    mine = (
        entry
        for entry in entries
        if entry.applies_on <= as_of
        and isinstance(entry.statement, _OfContract)
        and entry.statement.contract == contract_id
    )
    return tuple(sorted(mine, key=lambda entry: (entry.applies_on, entry.recorded_at)))


def own_indicators(contract: Contract) -> tuple[str, ...]:
    """Every indicator the contract judges or shows, in its own order, each once."""
    found: dict[str, None] = {}
    for goal in contract.goals:
        found |= dict.fromkeys(goal.shown)
        for criterion in goal.criteria:
            for requirement in criterion.requirements:
                if isinstance(requirement, Target):
                    found |= dict.fromkeys(version.indicator for version in requirement.versions)
            found |= dict.fromkeys(criterion.shown)
    return tuple(found)


def delivered_indicators(contract: Contract, definitions: Definitions) -> tuple[str, ...]:
    """What must be delivered for the contract's answers: its own indicators, those they are compared with, and parts.

    A composite is not among them: it is worked out from its parts.
    """
    found: dict[str, None] = {}
    for indicator in (*own_indicators(contract), *_compared_with(contract)):
        parts = sorted(part for part, _ in with_parts([(indicator, contract.municipality)], definitions))
        found |= dict.fromkeys(part for part in parts if definitions.indicators[part].made_from is None)
    return tuple(found)


def _compared_with(contract: Contract) -> tuple[str, ...]:
    return tuple(
        version.rule.reference.whose.indicator
        for _, criterion in contract.criteria()
        for requirement in criterion.requirements
        if isinstance(requirement, Target)
        for version in requirement.versions
        if isinstance(version.rule, Threshold) and isinstance(version.rule.reference.whose, OfIndicator)
    )


def responsible_unit(contract: Contract, goal: Goal, criterion: Criterion) -> str:
    return criterion.unit or goal.unit or contract.unit


def last_due(contract: Contract) -> date:
    """The last day that anything in the contract is due."""
    dues = [
        version.due.last_day
        for _, criterion in contract.criteria()
        for requirement in criterion.requirements
        for version in (requirement.versions if isinstance(requirement, Target) else (requirement,))
    ]
    return max([contract.ends_on, *dues])
