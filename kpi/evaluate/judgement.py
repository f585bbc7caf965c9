"""The status of one target over one window, with the exact facts it rests on.

Order: no data; cannot be decided; after due reached, near, missed or awaiting; before due no measurement yet,
on course, near or behind. Accepted deviations, wishes and second readings are laid on top by `result`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import assert_never

from kpi.evaluate.breaks import break_inside
from kpi.evaluate.comparison import Grade, Margins, grade, grade_against, grade_in_band, nearest_end, scaled_band
from kpi.evaluate.glide_path import GlidePath, StepPath
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.ranking import SMALLEST_GROUP, standing_of
from kpi.evaluate.references import (
    GroupFigure,
    group_figure,
    measure_baseline,
    months_between,
    period_of,
    required_change,
    required_span,
)
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.contract import Target
from kpi.model.evaluation import Cause, EveryPeriod, Reading, Reason, Standing, Status
from kpi.model.indicator import IndicatorKind, SeriesBreak
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.reference import (
    Constant,
    OfArea,
    OfIndicator,
    OfPeers,
    Reference,
    SamePeriod,
    Steps,
    When,
)
from kpi.model.reference import Own as OwnSeries
from kpi.model.rule import BestFraction, Between, Comparison, Threshold, Window

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

    def stopped(self, *reasons: Reason, status: Status = Status.UNDECIDABLE) -> Judgement:
        return replace(self, status=status, reasons=(*self.reasons, *reasons))


@dataclass(frozen=True, slots=True)
class Own:
    """The target's own figure."""

    value: Measure | None
    """Where it cannot be judged, the latest known; None: none is."""
    stopped: tuple[Status, Reason] | None = None
    """Why it cannot be judged; None: it can."""

    @property
    def without_data(self) -> bool:
        return self.stopped is not None and self.stopped[0] is Status.NO_DATA

    @property
    def undecidable(self) -> bool:
        return self.stopped is not None and self.stopped[0] is Status.UNDECIDABLE


@dataclass(frozen=True, slots=True)
class Other:
    """A series that the target is compared with: the same indicator elsewhere, or another one here."""

    indicator: str
    area: str


@dataclass(frozen=True, slots=True)
class Judging:
    """A target read over a window, as seen on a day."""

    known: KnownFigures
    target: Target
    window: Window
    stretch: Stretch = field(init=False)

    def __post_init__(self) -> None:
        indicator = self.known.indicator(self.target.indicator)
        object.__setattr__(self, "stretch", Stretch.of(indicator, self.window))

    @property
    def due_through(self) -> Period:
        return self.stretch.through(self.target.due)

    @property
    def passed(self) -> bool:
        """Due has passed when one looks from a later day than its last."""
        return self.known.as_of > self.target.due.last_day

    @property
    def own_figures(self) -> ByPeriod:
        return self.known.observations(self.target.indicator, self.target.area)

    @property
    def due_delivered(self) -> bool:
        """Every row of the due figure is in, also those that are hidden or say that there is none."""
        return all(part in self.own_figures for part in self.stretch.parts(self.due_through))

    def at(self, area: str, through: Period) -> Measure | Reason:
        return measure(self.known, self.stretch, area, through)

    def judge(self) -> Judgement:
        rule = self.target.rule
        match rule:
            case Threshold():
                return self._against(rule.comparison, rule.reference)
            case Between():
                return self._in_band(rule)
            case BestFraction():
                return self._against_group(rule.peer_group, SamePeriod(), partial(self._place, rule))
            case _:
                assert_never(rule)

    def _against(self, comparison: Comparison, reference: Reference) -> Judgement:
        match reference.whose:
            case Constant() | Steps():
                return self._against_standing(comparison, reference)
            case OwnSeries() if not reference.moves:
                return self._against_standing(comparison, reference)
            case OwnSeries():
                return self._against_earlier(comparison, reference)
            case OfArea(area):
                return self._against_other(comparison, reference, Other(self.target.indicator, area))
            case OfIndicator(indicator):
                return self._against_other(comparison, reference, Other(indicator, self.target.area))
            case OfPeers() as peers:
                return self._against_group(
                    peers.peer_group, reference.when, partial(self._group_statistic, comparison, reference, peers)
                )
            case _:
                assert_never(reference.whose)

    def held_to(self, reference: Reference, through: Period, seen: Sequence[Period] = ()) -> Period:
        """The delivered period whose figure the one ending with `through` is held to."""
        return period_of(reference.when, self.stretch, through, self.due_through, seen)

    # The own figure

    def _own(self, after: Period | None = None) -> Own:
        """The figure of due when due has passed, else the latest after the baseline."""
        if not self.own_figures:
            return Own(None, (Status.NO_DATA, Reason(Cause.OWN_NEVER_DELIVERED)))
        latest = self._latest(after)
        if not self.passed:
            return latest
        found = self.at(self.target.area, self.due_through)
        if isinstance(found, Measure):
            return self._unbroken(found)
        if found.cause is Cause.NOT_PUBLISHED:
            if latest.undecidable and self.stretch.window is not Window.PERIOD:
                return latest
            return Own(latest.value, (Status.AWAITING, found))
        return Own(None, (Status.UNDECIDABLE, found))

    def _latest(self, after: Period | None) -> Own:
        """The newest figure up to due; over a longer window the one ending with the newest value."""
        since = date.min if after is None else after.last_day
        due = self.due_through
        periods = [p for p in self.own_figures if p <= due and p.last_day > since]
        valued = [p for p in periods if self.own_figures[p].value is not None]
        if valued:
            found = self.at(self.target.area, valued[-1])
            return self._unbroken(found) if isinstance(found, Measure) else Own(None, (Status.UNDECIDABLE, found))
        if periods:
            hidden = any(self.own_figures[p].quality is Quality.HIDDEN for p in periods)
            cause = Cause.OWN_HIDDEN if hidden else Cause.OWN_MISSING
            return Own(None, (Status.UNDECIDABLE, Reason(cause, tuple(periods))))
        return Own(None, (Status.NOT_STARTED, Reason(Cause.ONLY_BASELINE)))

    @property
    def _year_before(self) -> Period | None:
        """From the first day of due's year only its own figures count up to it; None: what there is, is compared."""
        begun = self.stretch.to_date and self.known.as_of.year >= self.due_through.year
        return Period.of_year(self.due_through.year - 1) if begun else None

    def _unbroken(self, found: Measure) -> Own:
        """A value made from figures on both sides of a series break is none."""
        series_break = break_inside(self.stretch.indicator, found)
        if series_break is None:
            return Own(found)
        return Own(found, (Status.UNDECIDABLE, across(series_break)))

    # Against what stands still: a level, or a change from the own baseline

    def _against_standing(self, comparison: Comparison, reference: Reference) -> Judgement:
        baseline = measure_baseline(self.known, self.target, self.stretch, self.target.baseline_policy)
        start = baseline if isinstance(baseline, Measure) else None
        own = self._own(after=start.reading.through if start else self._year_before)
        required = self.required(reference, start)
        path = None if required is None else self.path(comparison, reference, required, start)
        expected = path.at(own.value.reading.through) if path and own.value and not self._judges_due(own) else None
        facts = Judgement(Status.UNDECIDABLE, own.value, required, expected, start)
        counted_from = isinstance(reference.whose, OwnSeries)
        needed = counted_from or not self.passed
        if own.without_data:
            return _stop(facts, own)
        if needed and isinstance(baseline, Reason):
            return facts.stopped(baseline, status=_status_without(baseline))
        if needed and start and own.value:
            series_break = break_inside(self.stretch.indicator, own.value, start)
            if series_break:
                return facts.stopped(across(series_break))
        if own.undecidable:
            return _stop(facts, own)
        if required is None:
            return facts.stopped(Reason(Cause.BASELINE_ZERO, (start.reading.period,) if start else ()))
        if own.stopped is not None or own.value is None:
            return _stop(facts, own)
        whole = not self.stretch.to_date or own.value.reading.whole
        unchanged = counted_from and whole and self._unchanged(own.value, start)
        value = start.exact if unchanged and start else own.value.exact
        outcome = grade(value, comparison, required if expected is None else expected, self._margins)
        reached = grade(value, comparison, required, self._margins) is Grade.FULFILLED
        facts = replace(facts, unchanged=unchanged)
        return self._with_status(facts, outcome, reached and self._comparable(own.value, comparison))

    @property
    def _margins(self) -> Margins:
        return Margins.of(self.target)

    def _unchanged(self, value: Measure, start: Measure | None) -> bool:
        """A change smaller than the contract counts; one exactly as large counts."""
        material = self.target.material
        return material is not None and start is not None and abs(value.exact - start.exact) < Fraction(material)

    def required(self, reference: Reference, start: Measure | None) -> Fraction | None:
        """What due requires. None: it moves, its baseline is not known, or per cent is counted from nothing."""
        match reference.whose:
            case Constant(value):
                return Fraction(value)
            case Steps(steps):
                wants_high = isinstance(self.target.rule, Threshold) and self.target.rule.comparison.wants_high
                return StepPath(self.stretch, steps, wants_high).at(self.due_through)
            case OwnSeries() if start is not None and not reference.moves:
                months = months_between(start.reading.through, self.due_through)
                return required_change(reference.change, start.exact, months)
            case OwnSeries() | OfArea() | OfIndicator() | OfPeers():
                return None
            case _:
                assert_never(reference.whose)

    def _judges_due(self, own: Own) -> bool:
        return self.passed and own.stopped is None

    def path(
        self, comparison: Comparison, reference: Reference, required: Fraction, start: Measure | None
    ) -> GlidePath | StepPath:
        if isinstance(reference.whose, Steps):
            return StepPath(self.stretch, reference.whose.steps, comparison.wants_high)
        return GlidePath(self.known, self.target, self.stretch, comparison.wants_high, required, start)

    # Against the own figure of an earlier period

    def _against_earlier(self, comparison: Comparison, reference: Reference) -> Judgement:
        own = self._own()
        if own.value is None or own.stopped is not None:
            return _stop(Judgement(Status.UNDECIDABLE, own.value), own)

        def before(through: Period) -> Measure | Reason:
            return self.at(self.target.area, self.held_to(reference, through, self.measured))

        value = self._latest_shared(own, lambda through: isinstance(before(through), Measure)) or own.value
        start = before(value.reading.through)
        facts = Judgement(Status.UNDECIDABLE, value)
        if isinstance(start, Reason):
            if self.held_to(reference, self.due_through, self.measured) > next(reversed(self.own_figures)):
                return Judgement(Status.NOT_STARTED, reasons=(Reason(Cause.ONLY_BASELINE),))
            missing = start.cause is Cause.NOT_PUBLISHED
            reason = Reason(Cause.BASELINE_MISSING, start.periods) if missing else start
            return facts.stopped(reason, status=_status_without(reason))
        facts = replace(facts, baseline=start)
        series_break = break_inside(self.stretch.indicator, value, start)
        if series_break:
            return facts.stopped(across(series_break))
        required = required_change(reference.change, start.exact, 12)
        if required is None:
            return facts.stopped(Reason(Cause.BASELINE_ZERO, (start.reading.period,)))
        unchanged = self._unchanged(value, start)
        outcome = grade(start.exact if unchanged else value.exact, comparison, required, self._margins)
        facts = replace(facts, required=required, unchanged=unchanged)
        return self._with_status(facts, outcome, outcome is Grade.FULFILLED and self._comparable(value, None))

    @property
    def measured(self) -> tuple[Period, ...]:
        """The periods with an own figure, in order of time."""
        return tuple(period for period, seen in self.own_figures.items() if seen.value is not None)

    def _comparable(self, value: Measure, comparison: Comparison | None) -> bool:
        """A part of a year has reached the year's target only where a sum is to be high: it cannot be lost again."""
        if not self.stretch.to_date or value.reading.through.end_month >= self.due_through.end_month:
            return True
        kept = self.stretch.indicator.kind is IndicatorKind.FLOW and value.reading.through.year == self.due_through.year
        return kept and comparison is not None and comparison.wants_high

    def _with_status(self, facts: Judgement, outcome: Grade, reached: bool) -> Judgement:
        status = _final_status(outcome) if self.passed else _course(outcome)
        return replace(facts, status=status, reached_early=reached and status is Status.ON_COURSE)

    # Inside a band

    def _in_band(self, band: Between) -> Judgement:
        own = self._own(after=self._year_before)
        if own.value is None:
            return _stop(Judgement(Status.UNDECIDABLE), own)
        low, high = scaled_band(band, Fraction(1))
        value = own.value.exact
        flow_to_date = self.stretch.to_date and self.stretch.indicator.kind is IndicatorKind.FLOW
        growing = flow_to_date and not self._judges_due(own)
        share = Fraction(own.value.reading.through.end_month, self.due_through.end_month) if growing else Fraction(1)
        now_low, now_high = scaled_band(band, share)
        facts = Judgement(
            Status.UNDECIDABLE,
            own.value,
            required=nearest_end(value, low, high),
            expected=nearest_end(value, now_low, now_high) if growing else None,
        )
        if own.stopped is not None:
            return _stop(facts, own)
        fulfilled = grade_in_band(value, low, high, self._margins) is Grade.FULFILLED
        reached = fulfilled and self._comparable(own.value, None)
        return self._with_status(facts, grade_in_band(value, now_low, now_high, self._margins), reached)

    # Against others: the latest period that both have, or due

    def _against_other(self, comparison: Comparison, reference: Reference, other: Other) -> Judgement:
        own = self._own()
        others = self.known.observations(other.indicator, other.area)
        if own.without_data or own.undecidable:
            return _stop(Judgement(Status.UNDECIDABLE, own.value), own)
        if not others:
            return Judgement(Status.UNDECIDABLE, own.value).stopped(self._missing(Cause.REFERENCE_MISSING, other))

        def theirs_at(through: Period) -> Measure | Reason:
            return self.of(other, self.held_to(reference, through, tuple(others)))

        stop = own.stopped
        if self.passed and own.stopped is None:
            theirs = theirs_at(self.due_through)
            if isinstance(theirs, Reason) and theirs.cause is not Cause.NOT_PUBLISHED:
                return Judgement(Status.UNDECIDABLE, own.value).stopped(self._of_reference(theirs, other))
            if isinstance(theirs, Reason):
                stop = Status.AWAITING, self._missing(theirs.cause, other, theirs.periods)
        shared = self._latest_shared(own, lambda through: isinstance(theirs_at(through), Measure))
        if shared is None:
            facts = Judgement(Status.UNDECIDABLE, own.value)
            return _stop(facts, Own(own.value, stop)) if stop else facts.stopped(self._nothing_shared(other))
        theirs = theirs_at(shared.reading.through)
        if not isinstance(theirs, Measure):
            raise AssertionError("the shared period has both figures")
        required = required_change(reference.change, theirs.exact, self._months_from(theirs.reading.through))
        facts = Judgement(Status.UNDECIDABLE, shared, required=required, reference=theirs.reading)
        if stop is not None:
            return _stop(facts, Own(shared, stop))
        if required is None:
            return facts.stopped(self._missing(Cause.BASELINE_ZERO, other, (theirs.reading.period,)))
        outcome = grade(shared.exact, comparison, required, self._margins)
        return self._with_status(facts, outcome, outcome is Grade.FULFILLED and self._comparable(shared, None))

    def _months_from(self, counted_from: Period) -> int:
        """How long a change that grows every year has grown at due."""
        return months_between(counted_from, self.due_through)

    def of(self, other: Other, through: Period) -> Measure | Reason:
        """What the value is compared with, over the same window."""
        stretch = Stretch.of(self.known.indicator(other.indicator), self.window)
        return measure(self.known, stretch, other.area, through)

    def _nothing_shared(self, other: Other) -> Reason:
        rows = self.known.observations(other.indicator, other.area)
        hidden = tuple(p for p, o in rows.items() if o.quality is Quality.HIDDEN)
        return self._missing(Cause.REFERENCE_HIDDEN if hidden else Cause.REFERENCE_MISSING, other, hidden)

    def _missing(self, cause: Cause, other: Other, periods: tuple[Period, ...] = ()) -> Reason:
        """Names the area, or the indicator where that is what differs."""
        if other.indicator == self.target.indicator:
            return Reason(cause, periods, (other.area,))
        return Reason(cause, periods, name=other.indicator)

    def _of_reference(self, reason: Reason, other: Other) -> Reason:
        cause = Cause.REFERENCE_HIDDEN if reason.cause is Cause.OWN_HIDDEN else reason.cause
        if cause in (Cause.OWN_MISSING, Cause.YEAR_INCOMPLETE):
            cause = Cause.REFERENCE_MISSING
        return self._missing(cause, other, reason.periods)

    def _latest_shared(self, own: Own, others_have: Callable[[Period], bool]) -> Measure | None:
        """The own value of the latest period that the others have too; of due alone when due's own figure is in."""
        if self._judges_due(own):
            return own.value if others_have(self.due_through) else None
        for through in reversed(self.own_figures):
            if through <= self.due_through and others_have(through):
                found = self.at(self.target.area, through)
                if isinstance(found, Measure) and break_inside(self.stretch.indicator, found) is None:
                    return found
        return None

    def _against_group(
        self,
        group_id: str,
        when: When,
        compare: Callable[[Period, Measure, tuple[str, ...]], Judgement],
    ) -> Judgement:
        own = self._own()
        if own.without_data:
            return _stop(Judgement(Status.NO_DATA), own)
        group = self.known.peer_group(group_id)
        facts = Judgement(Status.UNDECIDABLE, own.value)
        if group.members is None:
            return facts.stopped(Reason(Cause.GROUP_UNKNOWN, name=group_id))
        if own.undecidable:
            return _stop(facts, own)

        def delivered(area: str, through: Period) -> bool:
            return self.of_group(when, group_id, through) in self.known.observations(self.target.indicator, area)

        def peers(through: Period) -> tuple[str, ...]:
            return self.peers(group_id, through)

        shared = self._latest_shared(own, lambda through: any(delivered(a, through) for a in peers(through)))
        if shared is None:
            if own.stopped is not None:
                return _stop(facts, own)
            ever = any(self.known.observations(self.target.indicator, a) for a in peers(self.due_through))
            if not peers(self.due_through):
                return facts.stopped(Reason(Cause.GROUP_TOO_SMALL, name=group_id))
            if self.passed and ever:
                late = Reason(Cause.NOT_PUBLISHED, (self.due_through,), peers(self.due_through))
                return facts.stopped(late, status=Status.AWAITING)
            return facts.stopped(Reason(Cause.REFERENCE_MISSING, areas=peers(self.due_through), name=group_id))
        through = shared.reading.through
        judged = compare(through, shared, peers(through))
        return _stop(judged, Own(shared, own.stopped)) if own.stopped is not None else judged

    def peers(self, group_id: str, through: Period) -> tuple[str, ...]:
        """The members of the period judged, own left out; none where they are not given."""
        members = self.known.peer_group(group_id).members_on(through.last_day) or ()
        return tuple(area for area in members if area != self.target.area)

    def of_group(self, when: When, group_id: str, through: Period) -> Period:
        """The delivered period of the group's figure; of the last measurement, of whoever was measured last."""
        rows = [self.known.observations(self.target.indicator, area) for area in self.peers(group_id, through)]
        seen = sorted({period for by_period in rows for period in by_period})
        return period_of(when, self.stretch, through, self.due_through, seen)

    def _group_statistic(
        self,
        comparison: Comparison,
        reference: Reference,
        whose: OfPeers,
        through: Period,
        own: Measure,
        peers: tuple[str, ...],
    ) -> Judgement:
        facts = Judgement(Status.UNDECIDABLE, own)
        theirs = self.of_group(reference.when, whose.peer_group, through)
        found = group_figure(self.known, self.stretch, peers, whose.statistic, theirs, wants_high=comparison.wants_high)
        if not isinstance(found, GroupFigure):
            return facts.stopped(found)
        required = required_span(reference.change, found.span, self._months_from(theirs))
        if required is None:
            return facts.stopped(Reason(Cause.BASELINE_ZERO, (theirs,), name=whose.peer_group))
        facts = replace(facts, required=required.exact, reference=found.reading)
        outcome = grade_against(own.exact, comparison, required, self._margins)
        if outcome is None:
            return facts.stopped(Reason(Cause.PEER_DECIDES, (theirs,), found.unknown, whose.peer_group))
        return self._with_status(facts, outcome, outcome is Grade.FULFILLED and self._comparable(own, None))

    def _place(self, rule: BestFraction, through: Period, own: Measure, peers: tuple[str, ...]) -> Judgement:
        standing, deciding = standing_of(self.known, self.stretch, self.target.area, peers, rule, through)
        facts = Judgement(Status.UNDECIDABLE, own, standing=standing)
        if standing.members < SMALLEST_GROUP or not standing.best_places:
            return facts.stopped(Reason(Cause.GROUP_TOO_SMALL, name=rule.peer_group))
        if standing.place_from <= standing.best_places < standing.place_to:
            return facts.stopped(Reason(Cause.PEER_DECIDES, (through,), deciding, rule.peer_group))
        outcome = Grade.FULFILLED if standing.place_to <= standing.best_places else Grade.SHORT
        return self._with_status(facts, outcome, outcome is Grade.FULFILLED and self._comparable(own, None))


def path_of(judging: Judging) -> GlidePath | StepPath | None:
    """The glide path of a target against a level or its own past; None: it has none, or its baseline is not known."""
    rule = judging.target.rule
    if not isinstance(rule, Threshold) or rule.reference.moves or rule.reference.others:
        return None
    start = measure_baseline(judging.known, judging.target, judging.stretch, judging.target.baseline_policy)
    if isinstance(start, Reason):
        return None
    required = judging.required(rule.reference, start)
    if required is None:
        return None
    whose = rule.reference.whose
    fixed = isinstance(whose, Constant) and whose.path_from is None
    if fixed and not judging.stretch.to_date:
        return None
    return judging.path(rule.comparison, rule.reference, required, start)


def _stop(facts: Judgement, own: Own) -> Judgement:
    if own.stopped is None:
        raise AssertionError("only a stopped figure stops a judgement")
    status, reason = own.stopped
    return facts.stopped(reason, status=status)


def across(series_break: SeriesBreak) -> Reason:
    return Reason(Cause.SERIES_BREAK, (series_break.first,), name=series_break.title)


def _status_without(reason: Reason) -> Status:
    """Never delivered: no data; delivered but hidden, or with a hole: it cannot be decided."""
    return Status.NO_DATA if reason.cause in _NEVER_DELIVERED else Status.UNDECIDABLE


def _final_status(outcome: Grade) -> Status:
    match outcome:
        case Grade.FULFILLED:
            return Status.MET
        case Grade.NEAR:
            return Status.NEAR
        case Grade.SHORT:
            return Status.MISSED
        case _:
            assert_never(outcome)


def _course(outcome: Grade) -> Status:
    match outcome:
        case Grade.FULFILLED:
            return Status.ON_COURSE
        case Grade.NEAR:
            return Status.NEAR
        case Grade.SHORT:
            return Status.BEHIND
        case _:
            assert_never(outcome)
