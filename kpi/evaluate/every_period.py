"""«I hver måned», «i 10 af 12 måneder», «i løbet af året»: the requirement is judged in each period to due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi.evaluate.due import judge
from kpi.evaluate.judgement import Judgement
from kpi.evaluate.judging import Judging
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.windows import Measure
from kpi.model.contract import Target, held_on
from kpi.model.evaluation import Cause, EveryPeriod, Reason, Status
from kpi.model.period import Period
from kpi.model.reference import Own
from kpi.model.rule import Threshold, Window

_FOR_EVERY_PERIOD = (
    Cause.GROUP_UNKNOWN, Cause.GROUP_TOO_SMALL, Cause.REFERENCE_MISSING, Cause.BASELINE_ZERO, Cause.SOURCE_ENDED,
    Cause.NOT_BEGUN, Cause.BASELINE_AHEAD, Cause.FIRST_AHEAD,
)  # fmt: skip
_ABSENT = (Cause.OWN_HIDDEN, Cause.OWN_MISSING, Cause.NOT_PUBLISHED, Cause.YEAR_INCOMPLETE, Cause.NEVER_CAME)
_FINISHED = (Status.MISSED, Status.NEAR, Status.MET)

Judged = tuple[Period, Judgement]


def judge_target(known: KnownFigures, target: Target, window: Window, agreed: Target | None = None) -> Judgement:
    """The target at due, or in the periods to due. `agreed` carries the amendments; None: it has none."""
    if target.every_from is None:
        return judge(Judging(known, target, window))
    return _in_periods(known, target, window, agreed or target)


def _in_periods(known: KnownFigures, target: Target, window: Window, agreed: Target) -> Judgement:
    """Met when it has held in enough of them, missed when it no longer can; a hidden period leaves it open.

    A period that was over before the contract was changed is judged by what held on its last day.
    """
    judged = _judged(known, target, window, agreed)
    by_status = {status: [pair for pair in judged if pair[1].status is status] for status in Status}
    failed, near, held = by_status[Status.MISSED], by_status[Status.NEAR], by_status[Status.MET]
    unknown = [pair for pair in judged if pair[1].status not in _FINISHED]
    every = EveryPeriod(*(_periods(found) for found in (held, near, failed, unknown)))
    whole = len(periods_of(target))
    needed = target.periods_needed or whole
    passed = known.as_of > target.due.last_day
    holes = _holes(unknown, known, target)
    if len(failed) > whole - needed:
        judgement = failed[whole - needed][1]
    elif needed < whole and len(held) >= needed:
        judgement = held[needed - 1][1]
    elif holes:
        judgement = _open(holes)
    elif passed and unknown:
        judgement = _with_latest(unknown[0][1], [*held, *near])
    elif near and (passed or needed == whole):
        judgement = near[-1][1]
    elif held:
        newest = held if passed else [*held, *near, *failed]
        judgement = replace(_newest(newest), status=Status.MET if passed else Status.ON_COURSE)
    elif failed or near:
        judgement = replace(_newest([*failed, *near]), status=Status.UNDERWAY)
    else:
        judgement = _none_yet(Judging(known, replace(target, due=_first_open(target, known), every_from=None), window))
    return replace(judgement, every=every, reached_early=False, expected=None)


def _judged(known: KnownFigures, target: Target, window: Window, agreed: Target) -> list[Judged]:
    """Every period that is over, by what held on its last day; one without a requirement then is left out."""
    judged = []
    for period in periods_of(target):
        held = held_on(agreed, period.last_day)
        if period.last_day >= known.as_of or held is None or held.every_from is None:
            continue
        one = replace(held, due=period, every_from=None)
        judged.append((period, judge(Judging(known, one, window))))
    return judged


def _holes(unknown: Sequence[Judged], known: KnownFigures, target: Target) -> list[Judged]:
    """Periods that cannot be judged though they, or later ones, have been delivered; the rest is still ahead."""
    newest = known.newest_delivered(target.indicator, target.area)
    return [pair for pair in unknown if newest is not None and pair[0].last_day <= newest.last_day]


def _open(holes: Sequence[Judged]) -> Judgement:
    """Names every period with a figure that is not there, where that is all that is wrong with the first of them."""
    first = holes[0][1]
    absent = [pair for pair in holes if pair[1].reasons and pair[1].reasons[-1].cause in _ABSENT]
    if holes[0] not in absent:
        return replace(first, status=Status.UNDECIDABLE)
    hidden = any(pair[1].reasons[-1].cause is Cause.OWN_HIDDEN for pair in absent)
    cause = Cause.OWN_HIDDEN if hidden else Cause.OWN_MISSING
    named = [pair for pair in absent if not hidden or pair[1].reasons[-1].cause is cause]
    return replace(first, status=Status.UNDECIDABLE, reasons=(Reason(cause, _periods(named)),))


def _with_latest(judgement: Judgement, finished: Sequence[Judged]) -> Judgement:
    """What is waited for, beside the newest figure that there is."""
    if not finished or judgement.value is not None:
        return judgement
    newest = _newest(finished)
    return replace(judgement, value=newest.value, required=newest.required, carried_over=newest.carried_over)


def _newest(judged: Sequence[Judged]) -> Judgement:
    return max(judged, key=lambda pair: pair[0])[1]


def _none_yet(judging: Judging) -> Judgement:
    """No period is known yet: what the first one will be held against, or why no period can be judged."""
    rule = judging.target.rule
    reference = rule.reference if isinstance(rule, Threshold) else None
    if reference is not None and isinstance(reference.whose, Own) and reference.moves and judging.own_figures:
        before = judging.held_to(reference, judging.due_through, judging.measured)
        start = judging.at(judging.target.area, before)
        return Judgement(Status.NOT_STARTED, baseline=start if isinstance(start, Measure) else None)
    found = judge(judging)
    if found.status is Status.NO_DATA or any(reason.cause in _FOR_EVERY_PERIOD for reason in found.reasons):
        return found
    return Judgement(Status.NOT_STARTED, baseline=found.baseline)


def periods_of(target: Target) -> tuple[Period, ...]:
    """From the first period to due; due alone where the target is not judged in every period."""
    first = target.every_from or target.due
    return tuple(first + step for step in range(target.due.steps_since(first) + 1))


def _first_open(target: Target, known: KnownFigures) -> Period:
    return next((period for period in periods_of(target) if period.last_day >= known.as_of), target.due)


def _periods(judged: Sequence[Judged]) -> tuple[Period, ...]:
    return tuple(period for period, _ in judged)
