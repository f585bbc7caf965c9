"""A contract judged on a day: one question to the store, and everything a view is built from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi.analysis.course import Course
from kpi.disclosure import disclosed
from kpi.disclosure.shown import Shown
from kpi.evaluate import evaluate_contract, needed_series, with_derived
from kpi.evaluate.known import KnownFigures
from kpi.installation import Installation
from kpi.model.beside import NOTHING, Beside
from kpi.model.contract import Contract, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.journal import (
    ActionUpdate,
    Assessed,
    Comment,
    Estimated,
    FollowUp,
    JournalEntry,
    MeetingHeld,
    MilestoneReached,
    OccasionRegistered,
    Rebased,
)
from kpi.model.observation import Figures

_Answer = Assessed | MilestoneReached | OccasionRegistered
_OfContract = _Answer | Estimated | Comment | ActionUpdate | MeetingHeld | FollowUp | Rebased


@dataclass(frozen=True)
class Judged:
    """What follows from it is worked out when it is first asked for, and kept."""

    definitions: Definitions
    contract: Contract
    figures: Figures
    """As they may be shown."""
    entries: tuple[JournalEntry, ...]
    """Those of the contract that apply on the day, oldest first."""
    results: tuple[CriterionResult, ...]

    @property
    def as_of(self) -> date:
        return self.figures.as_of

    @cached_property
    def known(self) -> KnownFigures:
        return KnownFigures(self.definitions, self.figures)

    def beside(self, result: TargetResult) -> Beside:
        """What stands beside the result; the same wherever it is said."""
        way = self.course(result)
        return NOTHING if way is None else way.beside

    def result(self, criterion: str) -> CriterionResult:
        """KeyError for an unknown id."""
        return self._results[criterion]

    @cached_property
    def _results(self) -> Mapping[str, CriterionResult]:
        return {result.criterion.id: result for result in self.results}

    def course(self, result: TargetResult) -> Course | None:
        """None: the requirement is not measured."""
        return self._courses.get(result.requirement.id)

    @cached_property
    def _courses(self) -> Mapping[str, Course]:
        rebases: dict[tuple[str, str], list[Rebased]] = {}
        for entry in self.entries:
            if isinstance(said := entry.statement, Rebased):
                rebases.setdefault((said.indicator, said.area), []).append(said)
        return {
            target.id: Course(self.known, result, target, tuple(rebases.get((target.indicator, target.area), ())))
            for criterion in self.results
            for result in criterion.results
            if isinstance(target := result.requirement, Target)
        }

    def targets(self, indicator: str) -> Sequence[Target]:
        """As agreed, in the contract's order: those that judge the indicator."""
        return self._targets.get(indicator, ())

    @cached_property
    def _targets(self) -> Mapping[str, Sequence[Target]]:
        found: dict[str, list[Target]] = {}
        for _, criterion in self.contract.criteria():
            for requirement in criterion.requirements:
                if isinstance(requirement, Target):
                    found.setdefault(requirement.indicator, []).append(requirement)
        return found

    def judging(self, indicator: str) -> Sequence[str]:
        """Ids of the criteria that judge the indicator, in the contract's order."""
        return self._judging.get(indicator, ())

    @cached_property
    def _judging(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, dict[str, None]] = {}
        for _, criterion in self.contract.criteria():
            for requirement in criterion.requirements:
                if isinstance(requirement, Target):
                    found.setdefault(requirement.indicator, {})[criterion.id] = None
        return {indicator: tuple(criteria) for indicator, criteria in found.items()}

    def comments(self, criterion: str) -> Sequence[JournalEntry]:
        """Oldest first."""
        return self._comments.get(criterion, ())

    @cached_property
    def _comments(self) -> Mapping[str, Sequence[JournalEntry]]:
        found: dict[str, list[JournalEntry]] = {}
        for entry in self.entries:
            if isinstance(entry.statement, Comment):
                found.setdefault(entry.statement.criterion, []).append(entry)
        return found

    def estimate(self, requirement: str, due: str) -> JournalEntry | None:
        """The newest of the requirement's due (as written: 2017-12); None: there is none."""
        return self._estimates.get((requirement, due))

    @cached_property
    def _estimates(self) -> Mapping[tuple[str, str], JournalEntry]:
        return {
            (said.requirement, said.due): entry
            for entry in self.entries
            if isinstance(said := entry.statement, Estimated)
        }

    def answered_by_example(self, result: TargetResult) -> bool:
        """True when a made-up journal entry answers the requirement."""
        return result.requirement.id in self._answered_by_examples

    @cached_property
    def _answered_by_examples(self) -> frozenset[str]:
        return frozenset(
            said.requirement for entry in self.entries if entry.example and isinstance(said := entry.statement, _Answer)
        )

    def example(self, results: Iterable[TargetResult]) -> bool:
        """True when anything that these answers rest on is made up."""
        return any(result.example or self.answered_by_example(result) for result in results)


def judge(here: Installation, contract_id: str, as_of: date) -> Judged:
    """KeyError for an unknown contract; StoreUnavailable where there are no figures to ask."""
    return judge_shown(Shown(here, as_of), contract_id)


def judge_shown(shown: Shown, contract_id: str) -> Judged:
    """As `judge`, where several contracts are judged on one day."""
    definitions = shown.here.definitions
    contract = definitions.contracts[contract_id]
    figures = shown.figures(needed_series(contract, definitions), contract.agreed_on)
    return _judged(definitions, contract, figures, shown.here.entries)


def judge_on(definitions: Definitions, contract: Contract, figures: Figures, entries: Sequence[JournalEntry]) -> Judged:
    """As `judge`, on figures as they were delivered."""
    return _judged(definitions, contract, disclosed(figures, definitions), entries)


def _judged(definitions: Definitions, contract: Contract, shown: Figures, entries: Sequence[JournalEntry]) -> Judged:
    figures = with_derived(definitions, shown, needed_series(contract, definitions))
    said = _of_contract(entries, contract.id, figures.as_of)
    return Judged(definitions, contract, figures, said, evaluate_contract(contract, definitions, figures, said))


def _of_contract(entries: Sequence[JournalEntry], contract_id: str, as_of: date) -> tuple[JournalEntry, ...]:
    """The contract's entries that apply by the day, oldest first."""
    mine = (
        entry
        for entry in entries
        if entry.applies_on <= as_of
        and isinstance(entry.statement, _OfContract)
        and entry.statement.contract == contract_id
    )
    return tuple(sorted(mine, key=lambda entry: (entry.applies_on, entry.recorded_at)))
