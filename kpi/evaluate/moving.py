"""Against what moves: an earlier own figure, another area's or indicator's, a group's, or a place among its members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kpi.evaluate.breaks import break_inside, breaks_between, bridged, parted
from kpi.evaluate.comparison import Grade, grade, grade_against, grade_spans
from kpi.evaluate.judgement import Judgement, across, final_status, status_without
from kpi.evaluate.judging import Judging, OwnFigure, stop
from kpi.evaluate.possible import Span, possible_values
from kpi.evaluate.ranking import SMALLEST_GROUP, standing_of
from kpi.evaluate.references import (
    GroupFigure,
    group_figure,
    months_between,
    period_of,
    required_change,
    required_span,
)
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.evaluation import Cause, Reason, Status
from kpi.model.indicator import Indicator, SeriesBreak
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.reference import MeasurementBefore, OfPeers, Reference, When
from kpi.model.rule import BestFraction, Comparison


@dataclass(frozen=True, slots=True)
class Other:
    """A series that the target is compared with: the same indicator elsewhere, or another one here."""

    indicator: str
    area: str


def against_earlier(judging: Judging, comparison: Comparison, reference: Reference) -> Judgement:
    own = judging.own()
    if own.value is None or own.stopped is not None:
        return stop(Judgement(Status.UNDECIDABLE, own.value), own)

    def before(through: Period) -> Measure | Reason:
        return judging.at(judging.target.area, judging.held_to(reference, through, judging.measured))

    value = judging.latest_shared(own, lambda through: isinstance(before(through), Measure)) or own.value
    if not judging.judges_due(own) and value.reading.through.last_day < judging.target.term.starts_on:
        return Judgement(Status.NOT_STARTED, reasons=(Reason(Cause.ONLY_BASELINE),))
    start = before(value.reading.through)
    facts = Judgement(Status.UNDECIDABLE, value)
    if isinstance(start, Reason):
        if judging.held_to(reference, judging.due_through, judging.measured) >= next(reversed(judging.own_figures)):
            return Judgement(Status.NOT_STARTED, reasons=(Reason(Cause.ONLY_BASELINE),))
        missing = start.cause is Cause.NOT_PUBLISHED
        reason = Reason(Cause.BASELINE_MISSING, start.periods) if missing else start
        return facts.stopped(reason, status=status_without(reason))
    facts = replace(facts, baseline=start)
    series_break = break_inside(judging.stretch.indicator, value, start)
    if series_break:
        return facts.stopped(across(series_break))
    required = required_change(reference.change, start.exact, 12)
    if required is None:
        return facts.stopped(Reason(Cause.BASELINE_ZERO, (start.reading.period,)))
    crossed = _crossed(judging.stretch.indicator, start.reading.through, value.reading.through)
    required, begun_at = bridged(required, crossed), bridged(start.exact, crossed)
    unchanged = judging.unchanged(value, begun_at, required)
    outcome = grade(begun_at if unchanged else value.exact, comparison, required, judging.margins)
    facts = replace(facts, required=required, unchanged=unchanged)
    return _with_status(judging, facts, outcome, value)


def against_other(judging: Judging, comparison: Comparison, reference: Reference, other: Other) -> Judgement:
    """Another area's figure, or another indicator's: of the latest period that both have, or of due."""
    own = judging.own()
    others = tuple(judging.known.observations(other.indicator, other.area))

    def held_to(through: Period) -> Period:
        return judging.held_to(reference, through, others)

    def theirs_at(through: Period) -> Measure | Reason:
        return of_other(judging, other, held_to(through))

    facts = Judgement(Status.UNDECIDABLE, own.value)
    if own.without_data:
        return stop(facts, own)
    if not others:
        return stop(facts, own) if own.undecidable else facts.stopped(_missing(judging, Cause.REFERENCE_MISSING, other))
    decided = _whatever_is_hidden(judging, comparison, reference, other, own, held_to(judging.due_through))
    if decided is not None:
        return decided
    if own.undecidable:
        return stop(facts, own)
    stopped = own.stopped
    if own.value is not None and judging.judges_due(own):
        theirs = theirs_at(own.value.reading.through)
        if isinstance(theirs, Reason) and theirs.cause is not Cause.NOT_PUBLISHED:
            return facts.stopped(_of_reference(judging, theirs, other))
        if isinstance(theirs, Reason):
            stopped = Status.AWAITING, _missing(judging, theirs.cause, other, theirs.periods)
    shared = judging.latest_shared(own, lambda through: isinstance(theirs_at(through), Measure))
    if shared is None:
        return stop(facts, OwnFigure(own.value, stopped)) if stopped else facts.stopped(_nothing_shared(judging, other))
    theirs = theirs_at(shared.reading.through)
    if not isinstance(theirs, Measure):
        raise AssertionError("the shared period has both figures")
    required = required_change(reference.change, theirs.exact, _months_from(judging, theirs.reading.through))
    of = judging.known.indicator(other.indicator)
    crossed = _crossed(of, theirs.reading.through, shared.reading.through)
    required = None if required is None else bridged(required, crossed)
    facts = Judgement(Status.UNDECIDABLE, shared, required=required, reference=theirs.reading)
    if stopped is not None:
        return stop(facts, OwnFigure(shared, stopped))
    if (broken := parted(crossed)) is not None:
        return facts.stopped(across(broken))
    if required is None:
        return facts.stopped(_missing(judging, Cause.BASELINE_ZERO, other, (theirs.reading.period,)))
    outcome = grade(shared.exact, comparison, required, judging.margins)
    return _with_status(judging, facts, outcome, shared)


def _crossed(indicator: Indicator, theirs: Period, own: Period) -> tuple[SeriesBreak, ...]:
    """The breaks between an earlier figure that the own one is held to, and the own one."""
    return tuple(breaks_between(indicator, theirs.last_day, own.last_day))


def _span_over(span: Span, crossed: tuple[SeriesBreak, ...]) -> Span:
    return Span(*(None if end is None else bridged(end, crossed) for end in (span.low, span.high)))


def _whatever_is_hidden(
    judging: Judging, comparison: Comparison, reference: Reference, other: Other, own: OwnFigure, theirs_through: Period
) -> Judgement | None:
    """At due, the answer that a hidden own or other figure cannot change; None: it could, or nothing is hidden."""
    if not judging.passed:
        return None
    theirs = of_other(judging, other, theirs_through)
    mine = judging.at(judging.target.area, judging.due_through)
    hidden = [one for one in (mine, theirs) if isinstance(one, Reason)]
    if not hidden or any(one.cause not in (Cause.OWN_HIDDEN, Cause.YEAR_INCOMPLETE) for one in hidden):
        return None
    of = judging.known.indicator(other.indicator)
    crossed = _crossed(of, theirs_through, judging.due_through)
    if parted(crossed) is not None:
        return None
    stretch = Stretch.of(of, judging.window, judging.target.year_starts)
    span = required_span(
        reference.change,
        possible_values(judging.known, stretch, other.area, theirs_through),
        _months_from(judging, theirs_through),
    )
    span = None if span is None else _span_over(span, crossed)
    value = possible_values(judging.known, judging.stretch, judging.target.area, judging.due_through)
    outcome = None if span is None else grade_spans(value, comparison, span, judging.margins)
    if outcome is None or span is None:
        return None
    reasons = [] if isinstance(mine, Measure) else [mine]
    reasons += [] if isinstance(theirs, Measure) else [_of_reference(judging, theirs, other)]
    return Judgement(
        final_status(outcome),
        own.value if isinstance(mine, Measure) else None,
        required=span.exact,
        reference=theirs.reading if isinstance(theirs, Measure) else None,
        reasons=tuple(reasons),
        possible=value if value.exact is None else None,
    )


def _months_from(judging: Judging, counted_from: Period) -> int:
    """How long a change that grows every year has grown at due."""
    return months_between(counted_from, judging.due_through)


def of_other(judging: Judging, other: Other, through: Period) -> Measure | Reason:
    """What the value is compared with, over the same window."""
    stretch = Stretch.of(judging.known.indicator(other.indicator), judging.window, judging.target.year_starts)
    return measure(judging.known, stretch, other.area, through)


def _nothing_shared(judging: Judging, other: Other) -> Reason:
    rows = judging.known.observations(other.indicator, other.area)
    hidden = tuple(p for p, o in rows.items() if o.quality is Quality.HIDDEN)
    return _missing(judging, Cause.REFERENCE_HIDDEN if hidden else Cause.REFERENCE_MISSING, other, hidden)


def _missing(judging: Judging, cause: Cause, other: Other, periods: tuple[Period, ...] = ()) -> Reason:
    """Names the area, or the indicator where that is what differs."""
    if other.indicator == judging.target.indicator:
        return Reason(cause, periods, (other.area,))
    return Reason(cause, periods, name=other.indicator)


def _of_reference(judging: Judging, reason: Reason, other: Other) -> Reason:
    cause = Cause.REFERENCE_HIDDEN if reason.cause is Cause.OWN_HIDDEN else reason.cause
    if cause in (Cause.OWN_MISSING, Cause.YEAR_INCOMPLETE):
        cause = Cause.REFERENCE_MISSING
    return _missing(judging, cause, other, reason.periods)


def against_group(
    judging: Judging,
    group_id: str,
    when: When,
    compare: Callable[[Period, Measure, tuple[str, ...]], Judgement],
) -> Judgement:
    own = judging.own()
    if own.without_data:
        return stop(Judgement(Status.NO_DATA), own)
    group = judging.known.peer_group(group_id)
    facts = Judgement(Status.UNDECIDABLE, own.value)
    if group.members is None:
        return facts.stopped(Reason(Cause.GROUP_UNKNOWN, name=group_id))
    if own.undecidable:
        return stop(facts, own)

    def delivered(area: str, through: Period) -> bool:
        return of_group(judging, when, group_id, through) in judging.known.observations(judging.target.indicator, area)

    def peers(through: Period) -> tuple[str, ...]:
        return peers_on(judging, group_id, through)

    shared = judging.latest_shared(own, lambda through: any(delivered(a, through) for a in peers(through)))
    if shared is None:
        if own.stopped is not None:
            return stop(facts, own)
        ever = any(judging.known.observations(judging.target.indicator, a) for a in peers(judging.due_through))
        if not peers(judging.due_through):
            return facts.stopped(Reason(Cause.GROUP_TOO_SMALL, name=group_id))
        if judging.passed and ever:
            late = Reason(Cause.NOT_PUBLISHED, (judging.due_through,), peers(judging.due_through))
            return facts.stopped(late, status=Status.AWAITING)
        return facts.stopped(Reason(Cause.REFERENCE_MISSING, areas=peers(judging.due_through), name=group_id))
    through = shared.reading.through
    judged = compare(through, shared, peers(through))
    return stop(judged, OwnFigure(shared, own.stopped)) if own.stopped is not None else judged


def peers_on(judging: Judging, group_id: str, through: Period) -> tuple[str, ...]:
    """The members of the period judged, own left out; none where they are not given."""
    members = judging.known.peer_group(group_id).members_on(through.last_day) or ()
    return tuple(area for area in members if area != judging.target.area)


def of_group(judging: Judging, when: When, group_id: str, through: Period) -> Period:
    """The delivered period of the group's figure; of the last measurement, of whoever was measured last."""
    seen: set[Period] = set()
    if isinstance(when, MeasurementBefore):
        for area in peers_on(judging, group_id, through):
            seen |= judging.known.observations(judging.target.indicator, area).keys()
    return period_of(when, judging.stretch, through, judging.due_through, sorted(seen))


def group_statistic(
    judging: Judging,
    comparison: Comparison,
    reference: Reference,
    whose: OfPeers,
    through: Period,
    own: Measure,
    peers: tuple[str, ...],
) -> Judgement:
    facts = Judgement(Status.UNDECIDABLE, own)
    theirs = of_group(judging, reference.when, whose.peer_group, through)
    found = group_figure(
        judging.known, judging.stretch, peers, whose.statistic, theirs, wants_high=comparison.wants_high
    )
    if not isinstance(found, GroupFigure):
        return facts.stopped(found)
    required = required_span(reference.change, found.span, _months_from(judging, theirs))
    if required is None:
        return facts.stopped(Reason(Cause.BASELINE_ZERO, (theirs,), name=whose.peer_group))
    crossed = _crossed(judging.stretch.indicator, theirs, own.reading.through)
    required = _span_over(required, crossed)
    facts = replace(facts, required=required.exact, reference=found.reading)
    if (broken := parted(crossed)) is not None:
        return facts.stopped(across(broken))
    outcome = grade_against(own.exact, comparison, required, judging.margins)
    if outcome is None:
        return facts.stopped(Reason(Cause.PEER_DECIDES, (theirs,), found.unknown, whose.peer_group))
    return _with_status(judging, facts, outcome, own)


def place(judging: Judging, rule: BestFraction, through: Period, own: Measure, peers: tuple[str, ...]) -> Judgement:
    standing, deciding = standing_of(judging.known, judging.stretch, judging.target.area, peers, rule, through)
    facts = Judgement(Status.UNDECIDABLE, own, standing=standing)
    if standing.members < SMALLEST_GROUP or not standing.best_places:
        return facts.stopped(Reason(Cause.GROUP_TOO_SMALL, name=rule.peer_group))
    if standing.place_from <= standing.best_places < standing.place_to:
        return facts.stopped(Reason(Cause.PEER_DECIDES, (through,), deciding, rule.peer_group))
    outcome = Grade.FULFILLED if standing.place_to <= standing.best_places else Grade.SHORT
    return _with_status(judging, facts, outcome, own)


def _with_status(judging: Judging, facts: Judgement, outcome: Grade, value: Measure) -> Judgement:
    reached = outcome is Grade.FULFILLED and judging.comparable(value, None)
    return judging.with_status(facts, outcome, reached=reached)
