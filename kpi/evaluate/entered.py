"""What people enter: «metodegrundlaget implementeres», «fast punkt på MED-dagsordenen», «medarbejderne har indsigt»."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kpi.evaluate.combination import tally as count_fulfilled
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.contract import (
    Amendable,
    Assessment,
    Contract,
    Followed,
    Milestone,
    Recurring,
    Tally,
    amended_on,
    last_held,
)
from kpi.model.evaluation import Cause, CriterionResult, DataState, Occasions, Reason, Status, TargetResult
from kpi.model.journal import Assessed, JournalEntry, MilestoneReached, OccasionRegistered
from kpi.model.rule import Window


def as_amended(agreed: Amendable, as_of: date, judge: Callable[[Amendable], TargetResult]) -> TargetResult:
    """What is entered, by what the contract requires on the day; one that is withdrawn is covered for good."""
    amendment = amended_on(agreed, as_of)
    answer = judge(last_held(agreed, as_of))
    if amendment is not None and amendment.revised is None:
        answer = replace(answer, status=Status.ACCEPTED, final=True, reasons=())
    return replace(answer, amended=amendment)


def evaluate_milestone(
    milestone: Milestone, contract: str, entries: Sequence[JournalEntry], as_of: date
) -> TargetResult:
    """Planned until reached, missed from the day after due; reached on the earliest day that anybody has entered."""
    reached = [
        (entry, entry.statement)
        for entry in _effective(entries, as_of)
        if isinstance(entry.statement, MilestoneReached)
        and (entry.statement.contract, entry.statement.requirement) == (contract, milestone.id)
    ]
    if reached:
        entry, statement = reached[0]
        return _entered(milestone, Status.MET, final=True, entry=entry, answer=statement.evidence)
    if as_of <= milestone.due.last_day:
        return _entered(milestone, Status.PLANNED)
    return _entered(milestone, Status.MISSED, final=True, reasons=(Reason(Cause.NOT_REGISTERED, (milestone.due,)),))


def evaluate_assessment(
    assessment: Assessment, contract: Contract, entries: Sequence[JournalEntry], as_of: date
) -> TargetResult:
    """The newest judgement that applies; of two from the same day the one recorded last.

    Until it is made: not begun before the contract is, planned until its day has passed, and then not assessed.
    """
    judged = [
        (entry, entry.statement)
        for entry in _effective(entries, as_of)
        if isinstance(entry.statement, Assessed)
        and (entry.statement.contract, entry.statement.requirement) == (contract.id, assessment.id)
    ]
    if not judged and as_of < contract.starts_on:
        ahead = _entered(assessment, Status.NOT_STARTED, reasons=(Reason(Cause.NOT_BEGUN),))
        return replace(ahead, begins_on=contract.starts_on)
    if not judged:
        return _entered(assessment, Status.UNASSESSED if as_of > assessment.due.last_day else Status.PLANNED)
    entry, statement = judged[-1]
    final = as_of > assessment.due.last_day
    return _entered(assessment, Status.ASSESSED, final=final, entry=entry, answer=statement.verdict.value)


def evaluate_recurring(
    recurring: Recurring, contract: str, entries: Sequence[JournalEntry], as_of: date
) -> TargetResult:
    """Missed from the first occasion not held; no data while a planned occasion has passed that nobody has registered.

    Two registrations for the same day are one occasion, as recorded last. An occasion is registered by any entry
    inside its period.
    """
    occasions: dict[date, tuple[JournalEntry, OccasionRegistered]] = {}
    for entry in _effective(entries, as_of):
        statement = entry.statement
        if isinstance(statement, OccasionRegistered) and (
            (statement.contract, statement.requirement) == (contract, recurring.id)
        ):
            occasions[entry.applies_on] = entry, statement
    ended = as_of > recurring.due.last_day
    return replace(_recurring(recurring, occasions, ended=ended, as_of=as_of), occasions=_counted(occasions))


def _counted(occasions: Mapping[date, tuple[JournalEntry, OccasionRegistered]]) -> Occasions | None:
    held = sum(statement.held for _, statement in occasions.values())
    return Occasions(held, len(occasions)) if occasions else None


def _recurring(
    recurring: Recurring,
    occasions: Mapping[date, tuple[JournalEntry, OccasionRegistered]],
    *,
    ended: bool,
    as_of: date,
) -> TargetResult:
    not_held = [entry for entry, statement in occasions.values() if not statement.held]
    if not_held:
        return _entered(recurring, Status.MISSED, final=ended, entry=not_held[0], answer=_evidence(not_held[0]))
    unregistered = tuple(
        planned
        for planned in recurring.occasions
        if as_of > planned.last_day and not any(planned.first_day <= day <= planned.last_day for day in occasions)
    )
    if unregistered or (ended and not occasions):
        reason = Reason(Cause.NOT_REGISTERED, unregistered or (recurring.due,), name=recurring.each)
        return _entered(recurring, Status.NO_DATA, reasons=(reason,), state=DataState.MISSING)
    if not occasions:
        return _entered(recurring, Status.PLANNED)
    latest = [entry for entry, _ in occasions.values()][-1]
    status = Status.MET if ended else Status.ON_COURSE
    return _entered(recurring, status, final=ended, entry=latest, answer=_evidence(latest))


def evaluate_tally(tally: Tally, counted: Sequence[CriterionResult], as_of: date) -> TargetResult:
    """The status of the criterion that settles it; final when no later figure can change how many are fulfilled."""
    settles, stands = count_fulfilled(counted, tally.needed)
    settled = stands.fulfilled >= tally.needed or stands.total - stands.lost < tally.needed
    passed = as_of > tally.due.last_day
    answer = _entered(tally, settles.status, final=settled and (passed or settles.final))
    return replace(answer, tallied=stands, begins_on=settles.begins_on)


def evaluate_followed(known: KnownFigures, followed: Followed) -> TargetResult:
    """The newest figure; no status is given."""
    stretch = Stretch.of(known.indicator(followed.indicator), Window.PERIOD)
    seen = known.observations(followed.indicator, followed.area)
    newest = next((period for period in reversed(seen) if seen[period].value is not None), None)
    found = None if newest is None else measure(known, stretch, followed.area, newest)
    reading = found.reading if isinstance(found, Measure) else None
    newest_is = DataState.PROVISIONAL if reading is not None and reading.provisional else DataState.FINAL
    state = DataState.MISSING if reading is None else newest_is
    shown = _entered(followed, Status.FOLLOWED, final=known.as_of > followed.due.last_day, state=state)
    return replace(shown, reading=reading)


def _effective(entries: Sequence[JournalEntry], as_of: date) -> list[JournalEntry]:
    """An entry applies from its own day, also when it was recorded later; in that order."""
    return sorted((e for e in entries if e.applies_on <= as_of), key=lambda e: (e.applies_on, e.recorded_at, e.id))


def _evidence(entry: JournalEntry) -> str:
    return entry.statement.evidence if isinstance(entry.statement, OccasionRegistered) else ""


def _entered(
    requirement: Milestone | Recurring | Assessment | Tally | Followed,
    status: Status,
    *,
    final: bool = False,
    entry: JournalEntry | None = None,
    answer: str = "",
    reasons: tuple[Reason, ...] = (),
    state: DataState = DataState.FINAL,
) -> TargetResult:
    return TargetResult(
        requirement=requirement,
        status=status,
        final=final,
        reached_early=False,
        aspiration_missed=False,
        reading=None,
        required=None,
        expected=None,
        baseline=None,
        baseline_other_policy=None,
        reference=None,
        standing=None,
        data_state=state,
        data_states=(state,),
        second_reading=None,
        reasons=reasons,
        late=False,
        answer=answer,
        answered_on=entry.applies_on if entry else None,
        recorded_later=entry is not None and entry.recorded_at.date() > entry.applies_on,
    )
