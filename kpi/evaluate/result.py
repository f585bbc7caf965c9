"""The result of one target: the judgement, what covers it (a deviation agreed, a wish), and the state of its data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi.evaluate.data_state import data_states, is_late
from kpi.evaluate.every_period import judge_target
from kpi.evaluate.judgement import Judgement
from kpi.evaluate.judging import Judging
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.possible import Span
from kpi.evaluate.references import baseline_of, measure_baseline
from kpi.evaluate.second_reading import second_reading
from kpi.evaluate.strength import softened
from kpi.evaluate.windows import Measure, as_decimal
from kpi.model.contract import Target, amended_on, last_held
from kpi.model.evaluation import Reading, Status, TargetResult
from kpi.model.rule import BaselinePolicy

_ANSWERS = (Status.MET, Status.NEAR, Status.MISSED)


def evaluate_target(known: KnownFigures, agreed: Target) -> TargetResult:
    """The target as the contract requires it on the day.

    An accepted deviation covers whatever the status is, from its first day to its last, both included. A withdrawn
    target keeps its figures, and its status is covered for good.
    """
    amendment, target = amended_on(agreed, known.as_of), last_held(agreed, known.as_of)
    withdrawn = amendment is not None and amendment.revised is None
    judging = Judging(known, target, target.window)
    judgement = judge_target(known, target, target.window, agreed)
    status, aspiration_missed = softened(target, judgement.status)
    accepted = withdrawn or _accepted(target, known.as_of)
    answered = status in _ANSWERS or (judging.due_delivered and status not in (Status.AWAITING, Status.NO_DATA))
    final = withdrawn or (judging.passed and answered)
    late = is_late(judging, judgement, final=final)
    states = data_states(judging, judgement, final=final, late=late)
    return TargetResult(
        requirement=target,
        status=Status.ACCEPTED if accepted else status,
        final=final,
        reached_early=judgement.reached_early,
        aspiration_missed=aspiration_missed and not accepted,
        reading=_reading(judgement.value),
        required=None if judgement.required is None else as_decimal(judgement.required),
        expected=None if judgement.expected is None else as_decimal(judgement.expected),
        baseline=_reading(judgement.baseline),
        baseline_other_policy=_baseline_other_policy(judging, judgement),
        reference=judgement.reference,
        standing=judgement.standing,
        data_state=states[0],
        data_states=states,
        second_reading=second_reading(known, target, status),
        reasons=judgement.reasons,
        late=late,
        answer="",
        answered_on=None,
        recorded_later=False,
        every=judgement.every,
        unchanged=judgement.unchanged,
        amended=amendment,
        possible=None if judgement.possible is None else _bounds(judgement.possible),
        at_once=judgement.at_once,
        carried_over=judgement.carried_over,
        begins_on=None if known.as_of >= target.term.starts_on else target.term.starts_on,
    )


def _bounds(span: Span) -> tuple[Decimal | None, Decimal | None]:
    low, high = (None if end is None else as_decimal(end) for end in (span.low, span.high))
    return low, high


def _reading(measured: Measure | None) -> Reading | None:
    return measured.reading if measured else None


def _accepted(target: Target, as_of: date) -> bool:
    deviation = target.accepted
    return deviation is not None and deviation.since <= as_of <= deviation.until


def _baseline_other_policy(judging: Judging, judgement: Judgement) -> Decimal | None:
    """None where the baseline is stated, missing, or the same under both."""
    baseline = baseline_of(judging.target)
    if baseline is None or baseline.stated is not None or judgement.baseline is None:
        return None
    frozen = judging.target.baseline_policy is BaselinePolicy.FROZEN
    other = measure_baseline(
        judging.known, judging.target, judging.stretch, BaselinePolicy.RESTATED if frozen else BaselinePolicy.FROZEN
    )
    if not isinstance(other, Measure) or other.exact == judgement.baseline.exact:
        return None
    return other.reading.value
