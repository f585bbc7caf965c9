"""State of the figures judged: «databrud», «skjult», «mangler», «forsinket», «foreløbig», «revideret», «endelig»."""

from __future__ import annotations

from datetime import timedelta

from kpi.evaluate.judgement import Judgement
from kpi.evaluate.judging import Judging
from kpi.model.evaluation import Cause, DataState, Status
from kpi.model.observation import Quality

_BREAK = {Cause.SERIES_BREAK, Cause.TOLD_BREAK}
_HIDDEN = {Cause.OWN_HIDDEN, Cause.REFERENCE_HIDDEN}
_MISSING = {
    Cause.OWN_NEVER_DELIVERED,
    Cause.BASELINE_MISSING,
    Cause.OWN_MISSING,
    Cause.YEAR_INCOMPLETE,
    Cause.DENOMINATOR_MISSING,
    Cause.REFERENCE_MISSING,
}


def is_late(judging: Judging, judgement: Judgement, *, final: bool) -> bool:
    """The source's next figure (when one waits for it, the figure of due) is later than usual.

    Never once the figure of due is in, nor for an indicator that has ended.
    """
    indicator = judging.stretch.indicator
    newest = judging.known.newest_delivered(indicator.id, judging.target.area)
    if final or newest is None:
        return False
    awaited = [newest + 1]
    if judgement.status is Status.AWAITING:
        awaited.append(judging.due_through)
    return any(
        (indicator.ended is None or period <= indicator.ended)
        and period.last_day + timedelta(days=indicator.published_after_days) < judging.known.as_of
        for period in awaited
    )


def data_states(judging: Judging, judgement: Judgement, *, final: bool, late: bool) -> tuple[DataState, ...]:
    """All that apply, in the order in which the first is shown; FINAL alone where nothing else does."""
    causes = {reason.cause for reason in judgement.reasons}
    newest = judging.known.newest_delivered(judging.target.indicator, judging.target.area)
    newest_quality = judging.own_figures[newest].quality if newest is not None and not final else None
    readings = [
        judgement.value.reading if judgement.value else None,
        judgement.baseline.reading if judgement.baseline else None,
        judgement.reference,
    ]
    judged = [reading for reading in readings if reading is not None]
    skipped = judgement.status is Status.AWAITING and newest is not None and newest > judging.due_through
    applies = {
        DataState.BREAK: bool(causes & _BREAK),
        DataState.HIDDEN: bool(causes & _HIDDEN) or newest_quality is Quality.HIDDEN,
        DataState.MISSING: bool(causes & _MISSING) or newest_quality is Quality.MISSING or skipped,
        DataState.LATE: late,
        DataState.PROVISIONAL: any(reading.provisional for reading in judged),
        DataState.REVISED: any(judging.known.revised(o) for reading in judged for o in reading.made_from),
    }
    return tuple(state for state, holds in applies.items() if holds) or (DataState.FINAL,)
