"""The status of one target at its due; what holds whatever the rule says is laid on the rule's own answer here.

Order: what is decided already; no data; cannot be decided; after due reached, near, missed or awaiting; before due not
begun, on course, under way, near or behind. Accepted deviations, wishes and second readings are laid on by `result`.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from functools import partial
from typing import assert_never

from kpi.evaluate.judgement import Judgement
from kpi.evaluate.judging import Judging
from kpi.evaluate.moving import Other, against_earlier, against_group, against_other, group_statistic, place
from kpi.evaluate.references import baseline_of
from kpi.evaluate.standing import against_standing, in_band
from kpi.model.evaluation import Cause, Reason, Status
from kpi.model.period import Period
from kpi.model.reference import Constant, OfArea, OfIndicator, OfPeers, Own, Reference, SamePeriod, Steps
from kpi.model.rule import BestFraction, Between, Comparison, Threshold


def judge(judging: Judging) -> Judgement:
    judgement = _by_rule(judging)
    if judging.known.as_of < judging.target.term.starts_on:
        return _not_begun(judging, judgement)
    if judgement.status is Status.NO_DATA:
        judgement = _ahead(judging, judgement)
    if judgement.status in (Status.AWAITING, Status.BEHIND, Status.NEAR, Status.ON_COURSE, Status.NOT_STARTED):
        judgement = _ended(judging, judgement)
    if judgement.status is Status.AWAITING:
        return _overdue(judging, judgement)
    return _under_way(judging, judgement) if judgement.status is Status.BEHIND else judgement


def _by_rule(judging: Judging) -> Judgement:
    rule = judging.target.rule
    match rule:
        case Threshold():
            return _against(judging, rule.comparison, rule.reference)
        case Between():
            return in_band(judging, rule)
        case BestFraction():
            return against_group(judging, rule.peer_group, SamePeriod(), partial(place, judging, rule))
        case _:
            assert_never(rule)


def _against(judging: Judging, comparison: Comparison, reference: Reference) -> Judgement:
    target, whose = judging.target, reference.whose
    match whose:
        case Constant() | Steps():
            return against_standing(judging, comparison, reference)
        case Own():
            judge_own = against_earlier if reference.moves else against_standing
            return judge_own(judging, comparison, reference)
        case OfArea(area):
            return against_other(judging, comparison, reference, Other(target.indicator, area))
        case OfIndicator(indicator):
            return against_other(judging, comparison, reference, Other(indicator, target.area))
        case OfPeers():
            compare = partial(group_statistic, judging, comparison, reference, whose)
            return against_group(judging, whose.peer_group, reference.when, compare)
        case _:
            assert_never(whose)


def _not_begun(judging: Judging, judgement: Judgement) -> Judgement:
    """Nothing is judged before the contract's first day; what is known beforehand stays."""
    rule = judging.target.rule
    moves = not isinstance(rule, Threshold) or rule.reference.moves
    return replace(
        judgement,
        status=Status.NOT_STARTED,
        value=None,
        required=None if moves else judgement.required,
        expected=None,
        reference=None,
        standing=None,
        reasons=(Reason(Cause.NOT_BEGUN),),
        reached_early=False,
        unchanged=False,
        possible=None,
        at_once=False,
    )


def _ahead(judging: Judging, judgement: Judgement) -> Judgement:
    """No data is for what is past its day: a baseline or first figure that is not due to be published is ahead."""
    awaited = _awaited(judging, judgement)
    if awaited is None or judging.known.as_of > judging.usual_day(awaited):
        return judgement
    baseline = judgement.reasons and judgement.reasons[-1].cause is Cause.BASELINE_MISSING
    cause = Cause.BASELINE_AHEAD if baseline or _unstated_baseline(judging) else Cause.FIRST_AHEAD
    if judging.passed and cause is Cause.FIRST_AHEAD:
        return replace(
            judgement, status=Status.AWAITING, reasons=(Reason(Cause.NOT_PUBLISHED, (judging.due_through,)),)
        )
    return replace(judgement, status=Status.NOT_STARTED, reasons=(Reason(cause, (awaited,)),))


def _awaited(judging: Judging, judgement: Judgement) -> Period | None:
    """The period whose figure is the first that is needed; None: another reason than that it has not come."""
    reason = judgement.reasons[-1] if judgement.reasons else None
    if reason is None:
        return None
    if reason.cause is Cause.BASELINE_MISSING:
        return reason.periods[-1] if reason.periods else None
    baseline = _unstated_baseline(judging)
    if baseline is not None:
        return judging.stretch.through(baseline)
    first = judging.stretch.containing(judging.target.term.starts_on)
    return min(first, judging.due_through)


def _unstated_baseline(judging: Judging) -> Period | None:
    baseline = baseline_of(judging.target)
    return baseline.period if baseline is not None and baseline.stated is None else None


def _ended(judging: Judging, judgement: Judgement) -> Judgement:
    """From the day after a source's last period, a due that lies later has no answer any more."""
    ended = judging.stretch.indicator.ended
    if ended is None or ended.last_day >= judging.due_through.last_day or judging.known.as_of <= ended.last_day:
        return judgement
    return replace(
        judgement,
        status=Status.UNDECIDABLE,
        reasons=(Reason(Cause.SOURCE_ENDED, (ended,)),),
        reached_early=False,
    )


def _overdue(judging: Judging, judgement: Judgement) -> Judgement:
    """One waits until twelve months after the usual day of publication."""
    if judging.known.as_of <= _a_year_after(judging.usual_day(judging.due_through)):
        return judgement
    reason = judgement.reasons[-1]
    if reason.areas or reason.name:
        return replace(
            judgement,
            status=Status.UNDECIDABLE,
            reasons=(replace(reason, cause=Cause.REFERENCE_MISSING),),
        )
    parts = judging.stretch.parts(judging.due_through)
    came = [part for part in parts if part in judging.own_figures]
    if not came:
        return replace(judgement, status=Status.NO_DATA, reasons=(Reason(Cause.NEVER_CAME, reason.periods),))
    missing = tuple(part for part in parts if part not in judging.own_figures)
    return replace(judgement, status=Status.UNDECIDABLE, reasons=(Reason(Cause.YEAR_INCOMPLETE, missing),))


def _a_year_after(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, monthrange(day.year + 1, day.month)[1]))


def _under_way(judging: Judging, judgement: Judgement) -> Judgement:
    """No path says where one ought to be, and due lies beyond the contract's year: short of it is not behind."""
    later = judging.target.due.last_day > judging.target.term.ends_on
    if judgement.expected is not None or not later:
        return judgement
    return replace(judgement, status=Status.UNDERWAY)
