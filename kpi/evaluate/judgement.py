"""The status of a target with the exact facts it rests on, while it is being found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.comparison import Grade
from kpi.evaluate.possible import Span
from kpi.evaluate.windows import Measure
from kpi.model.evaluation import Cause, EveryPeriod, Reading, Reason, Standing, Status
from kpi.model.indicator import SeriesBreak

_NEVER_DELIVERED = (Cause.OWN_NEVER_DELIVERED, Cause.BASELINE_MISSING)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status and its facts. None: the fact is not known, or the rule has no such thing."""

    status: Status
    value: Measure | None = None
    required: Fraction | None = None
    expected: Fraction | None = None
    baseline: Measure | None = None
    reference: Reading | None = None
    standing: Standing | None = None
    reasons: tuple[Reason, ...] = ()
    reached_early: bool = False
    unchanged: bool = False
    """The change was smaller than the contract counts, and was judged as none."""
    every: EveryPeriod | None = None
    possible: Span | None = None
    """Where the value must lie, though a part of it is missing; None: it is known, or its bounds decide nothing."""
    at_once: bool = False
    """Decided by a sum that can only grow, whatever is still missing."""
    carried_over: tuple[SeriesBreak, ...] = ()
    """The breaks whose bridges changed what is required."""

    def stopped(self, *reasons: Reason, status: Status = Status.UNDECIDABLE) -> Judgement:
        return replace(self, status=status, reasons=(*self.reasons, *reasons))


def across(series_break: SeriesBreak) -> Reason:
    cause = Cause.TOLD_BREAK if series_break.told else Cause.SERIES_BREAK
    return Reason(cause, (series_break.first,), name=series_break.title)


def status_without(reason: Reason) -> Status:
    """Never delivered: no data; delivered but hidden, or with a hole: it cannot be decided."""
    return Status.NO_DATA if reason.cause in _NEVER_DELIVERED else Status.UNDECIDABLE


def final_status(outcome: Grade) -> Status:
    match outcome:
        case Grade.FULFILLED:
            return Status.MET
        case Grade.NEAR:
            return Status.NEAR
        case Grade.SHORT:
            return Status.MISSED
        case _:
            assert_never(outcome)


def course(outcome: Grade) -> Status:
    match outcome:
        case Grade.FULFILLED:
            return Status.ON_COURSE
        case Grade.NEAR:
            return Status.NEAR
        case Grade.SHORT:
            return Status.BEHIND
        case _:
            assert_never(outcome)
