"""Against what stands still: a level, steps, a band, or a change from the own figure at a baseline."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.breaks import break_inside, break_since, breaks_between, breaks_since, bridged
from kpi.evaluate.comparison import (
    Grade,
    grade,
    grade_in_band,
    grade_span,
    grade_span_in_band,
    nearest_end,
)
from kpi.evaluate.glide_path import GlidePath, StepPath
from kpi.evaluate.judgement import Judgement, across, final_status, status_without
from kpi.evaluate.judging import Judging, OwnFigure, stop
from kpi.evaluate.references import measure_baseline, months_between, required_change
from kpi.evaluate.windows import Measure
from kpi.model.evaluation import Cause, Reason, Status
from kpi.model.indicator import IndicatorKind, SeriesBreak
from kpi.model.period import Period
from kpi.model.reference import AtBaseline, Constant, OfArea, OfIndicator, OfPeers, Own, Reference, Steps
from kpi.model.rule import Between, Comparison, Threshold


def against_standing(judging: Judging, comparison: Comparison, reference: Reference) -> Judgement:
    """A level, steps, or a change from the own baseline. What a part still missing cannot change is answered."""
    baseline = measure_baseline(judging.known, judging.target, judging.stretch, judging.target.baseline_policy)
    start = baseline if isinstance(baseline, Measure) else None
    own = judging.own(after=start.reading.through if start else judging.before_first_sum)
    facts = _facts(judging, comparison, reference, own, start)
    counted_from = isinstance(reference.whose, Own)
    needed = counted_from or not judging.passed
    if own.without_data:
        return stop(facts, own)
    if needed and isinstance(baseline, Reason):
        return facts.stopped(baseline, status=status_without(baseline))
    broken = _broken(judging, reference, own, start if needed else None)
    if broken is not None:
        return facts.stopped(broken)
    if facts.required is None:
        return facts.stopped(Reason(Cause.BASELINE_ZERO, (start.reading.period,) if start else ()))
    decided = _whatever_is_missing(judging, comparison, facts, own)
    if decided is not None:
        return decided
    if own.stopped is not None or own.value is None:
        return stop(facts, own)
    whole = not judging.stretch.to_date or own.value.reading.whole
    begun_at = None if start is None else bridged(start.exact, _crossed(judging, own, start))
    unchanged = counted_from and whole and judging.unchanged(own.value, begun_at, facts.required)
    value = begun_at if unchanged and begun_at is not None else own.value.exact
    wanted = facts.required if facts.expected is None else facts.expected
    margins = judging.margins_at(facts.expected, facts.required)
    outcome = grade(value, comparison, wanted, margins)
    reached = grade(value, comparison, facts.required, judging.margins) is Grade.FULFILLED
    facts = replace(facts, unchanged=unchanged)
    comparable = judging.comparable(own.value, comparison) and not _in_season(judging, own.value.reading.through, facts)
    return judging.with_status(facts, outcome, reached=reached and comparable)


def _in_season(judging: Judging, through: Period, facts: Judgement) -> bool:
    """A level of another time of the year does not say whether due's is reached."""
    path = None if facts.expected is None else path_of(judging)
    return isinstance(path, GlidePath) and path.in_season(through)


def _facts(
    judging: Judging, comparison: Comparison, reference: Reference, own: OwnFigure, start: Measure | None
) -> Judgement:
    """What is required at due and where one ought to be, in the scale of the own figure where a break is bridged."""
    required = required_at_due(judging, reference, start)
    path = None if required is None else path_to(judging, comparison, reference, required, start)
    expected = path.at(own.value.reading.through) if path and own.value and not judging.judges_due(own) else None
    crossed = _crossed(judging, own, start)
    required, expected = (None if value is None else bridged(value, crossed) for value in (required, expected))
    carried = tuple(one for one in crossed if one.bridge is not None and not one.bridge.unchanged)
    facts = Judgement(Status.UNDECIDABLE, own.value, required, expected, start)
    return facts if required is None else replace(facts, carried_over=carried)


def _crossed(judging: Judging, own: OwnFigure, start: Measure | None) -> tuple[SeriesBreak, ...]:
    return () if own.value is None else crossed_until(judging, start, own.value.reading.through)


def crossed_until(judging: Judging, start: Measure | None, through: Period) -> tuple[SeriesBreak, ...]:
    """The breaks between what is required, as it was agreed or counted from the baseline, and the period's figure."""
    indicator = judging.stretch.indicator
    if start is None:
        return tuple(breaks_since(indicator, judging.target.term.agreed_on, through.last_day))
    return tuple(breaks_between(indicator, start.reading.through.last_day, through.last_day))


def _broken(judging: Judging, reference: Reference, own: OwnFigure, start: Measure | None) -> Reason | None:
    """A series break between the figure and what it is held to: the baseline, or the day a level was agreed."""
    if own.value is None:
        return None
    indicator = judging.stretch.indicator
    found = break_inside(indicator, own.value, start) if start else None
    if found is None and (not isinstance(reference.whose, Own) or _is_stated(reference)):
        found = break_since(indicator, judging.target.term.agreed_on, own.value)
    return across(found) if found is not None else None


def _is_stated(reference: Reference) -> bool:
    """The contract gives the figure of the baseline itself."""
    return isinstance(reference.when, AtBaseline) and reference.when.baseline.stated is not None


def _whatever_is_missing(
    judging: Judging, comparison: Comparison, facts: Judgement, own: OwnFigure
) -> Judgement | None:
    """The answer that no possible value of a missing part can change; None: they could, or no part is missing."""
    span = None if judging.judges_due(own) else judging.bounds(own)
    if span is None or facts.required is None:
        return None
    outcome = grade_span(span, comparison, facts.required, judging.margins)
    fulfilled = outcome is Grade.FULFILLED
    return _decided(judging, facts, own, outcome, by_growing=judging.growing and fulfilled is comparison.wants_high)


def _decided(
    judging: Judging, facts: Judgement, own: OwnFigure, outcome: Grade | None, *, by_growing: bool
) -> Judgement | None:
    """`by_growing`: a ceiling passed, or a floor reached, by a sum that only grows."""
    if outcome is None:
        return None
    missing = () if own.stopped is None or own.stopped[0] is Status.NOT_STARTED else (own.stopped[1],)
    return replace(
        facts,
        status=final_status(outcome),
        value=judging.known_part() or facts.value,
        expected=None,
        reasons=(*facts.reasons, *missing),
        possible=None if by_growing else judging.bounds(own),
        at_once=by_growing,
    )


def required_at_due(judging: Judging, reference: Reference, start: Measure | None) -> Fraction | None:
    """None: it moves, its baseline is not known, or per cent is counted from nothing."""
    match reference.whose:
        case Constant(value):
            return Fraction(value)
        case Steps(steps):
            rule = judging.target.rule
            wants_high = isinstance(rule, Threshold) and rule.comparison.wants_high
            return StepPath(judging.stretch, steps, wants_high).at(judging.due_through)
        case Own() if start is not None and not reference.moves:
            months = months_between(start.reading.through, judging.due_through)
            return required_change(reference.change, start.exact, months)
        case Own() | OfArea() | OfIndicator() | OfPeers():
            return None
        case _:
            assert_never(reference.whose)


def path_to(
    judging: Judging, comparison: Comparison, reference: Reference, required: Fraction, start: Measure | None
) -> GlidePath | StepPath:
    if isinstance(reference.whose, Steps):
        return StepPath(judging.stretch, reference.whose.steps, comparison.wants_high)
    return GlidePath(judging.known, judging.target, judging.stretch, comparison.wants_high, required, start)


def path_of(judging: Judging) -> GlidePath | StepPath | None:
    """The glide path of a target against a level or its own past; None: it has none, or its baseline is not known."""
    rule = judging.target.rule
    if not isinstance(rule, Threshold) or rule.reference.moves or rule.reference.others:
        return None
    start = measure_baseline(judging.known, judging.target, judging.stretch, judging.target.baseline_policy)
    if isinstance(start, Reason):
        return None
    required = required_at_due(judging, rule.reference, start)
    if required is None:
        return None
    whose = rule.reference.whose
    fixed = isinstance(whose, Constant) and whose.path_from is None
    if fixed and not judging.stretch.to_date:
        return None
    return path_to(judging, rule.comparison, rule.reference, required, start)


def in_band(judging: Judging, band: Between) -> Judgement:
    """A sum through the year is held to the months' share of the band."""
    own = judging.own(after=judging.before_first_sum)
    low, high = Fraction(band.low), Fraction(band.high)
    if own.value is None:
        return _in_band_whatever_is_missing(judging, Judgement(Status.UNDECIDABLE), own, low, high) or stop(
            Judgement(Status.UNDECIDABLE), own
        )
    crossed = _crossed(judging, own, None)
    low, high = sorted((bridged(low, crossed), bridged(high, crossed)))
    value = own.value.exact
    flow_to_date = judging.stretch.to_date and judging.stretch.indicator.kind is IndicatorKind.FLOW
    growing = flow_to_date and not judging.judges_due(own)
    share = judging.share_of_year(own.value.reading.through) if growing else Fraction(1)
    now_low, now_high = low * share, high * share
    facts = Judgement(
        Status.UNDECIDABLE,
        own.value,
        required=nearest_end(value, low, high),
        expected=nearest_end(value, now_low, now_high) if growing else None,
    )
    broken = break_since(judging.stretch.indicator, judging.target.term.agreed_on, own.value)
    if broken is not None:
        return facts.stopped(across(broken))
    decided = _in_band_whatever_is_missing(judging, facts, own, low, high)
    if decided is not None:
        return decided
    if own.stopped is not None:
        return stop(facts, own)
    fulfilled = grade_in_band(value, low, high, judging.margins) is Grade.FULFILLED
    reached = fulfilled and judging.comparable(own.value, None)
    outcome = grade_in_band(value, now_low, now_high, replace(judging.margins, share=share))
    return judging.with_status(facts, outcome, reached=reached)


def _in_band_whatever_is_missing(
    judging: Judging, facts: Judgement, own: OwnFigure, low: Fraction, high: Fraction
) -> Judgement | None:
    span = None if judging.judges_due(own) else judging.bounds(own)
    if span is None:
        return None
    nearest = nearest_end(span.low if span.low is not None else high, low, high)
    facts = replace(facts, required=nearest if facts.required is None else facts.required)
    outcome = grade_span_in_band(span, low, high, judging.margins)
    above = span.low is not None and span.low > high
    return _decided(judging, facts, own, outcome, by_growing=judging.growing and above)
