"""«I hver måned», «år for år»: the requirement is judged in each period to due, and one that fails cannot be mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi.evaluate.judgement import Judgement, Judging
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.windows import Measure
from kpi.model.contract import Target
from kpi.model.evaluation import Cause, EveryPeriod, Status
from kpi.model.period import Period
from kpi.model.reference import Own
from kpi.model.rule import Threshold, Window

_FOR_EVERY_PERIOD = (Cause.GROUP_UNKNOWN, Cause.GROUP_TOO_SMALL, Cause.REFERENCE_MISSING, Cause.BASELINE_ZERO)

Judged = tuple[Period, Judgement]


def judge_target(known: KnownFigures, target: Target, window: Window, agreed: Target | None = None) -> Judgement:
    """The target at due, or in every period to due. `agreed` carries the amendments; None: it has none."""
    if target.every_from is None:
        return Judging(known, target, window).judge()
    return _every(known, target, window, agreed or target)


def _every(known: KnownFigures, target: Target, window: Window, agreed: Target) -> Judgement:
    """Missed from the first period that fails; on course while all known hold; a hidden period leaves it open.

    A period that was over before the contract was changed is judged by what held on its last day.
    """
    judged = []
    for period in periods_of(target):
        held = agreed.held_on(period.last_day)
        if period.last_day >= known.as_of or held is None or held.every_from is None:
            continue
        one = replace(held, due=period, every_from=None)
        judged.append((period, Judging(known, one, window).judge()))
    found = {status: [pair for pair in judged if pair[1].status is status] for status in Status}
    failed, near, held_in = found[Status.MISSED], found[Status.NEAR], found[Status.MET]
    unknown = [pair for pair in judged if pair[1].status not in (Status.MISSED, Status.NEAR, Status.MET)]
    every = EveryPeriod(_periods(held_in), _periods(near), _periods(failed), _periods(unknown))
    passed = known.as_of > target.due.last_day
    latest = [*held_in, *near]
    if failed:
        judgement = failed[0][1]
    elif open_ones := found[Status.UNDECIDABLE]:
        judgement = open_ones[0][1]
    elif near:
        judgement = near[-1][1]
    elif passed and unknown:
        judgement = unknown[0][1]
        if latest and judgement.value is None:
            judgement = replace(judgement, value=latest[-1][1].value, required=latest[-1][1].required)
    elif held_in:
        last = max(held_in, key=lambda pair: pair[0])[1]
        judgement = replace(last, status=Status.MET if passed else Status.ON_COURSE)
    else:
        judgement = _not_begun(Judging(known, replace(target, due=_first_open(target, known), every_from=None), window))
    return replace(judgement, every=every, reached_early=False, expected=None)


def _not_begun(judging: Judging) -> Judgement:
    """No period is known yet: what the first one will be held against, or why no period can be judged."""
    rule = judging.target.rule
    reference = rule.reference if isinstance(rule, Threshold) else None
    if reference is not None and isinstance(reference.whose, Own) and reference.moves and judging.own_figures:
        before = judging.held_to(reference, judging.due_through, judging.measured)
        start = judging.at(judging.target.area, before)
        return Judgement(Status.NOT_STARTED, baseline=start if isinstance(start, Measure) else None)
    found = judging.judge()
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
