"""A target read over a window, as seen on a day: its own figure, and what can be said of one that is not whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from kpi.evaluate.breaks import break_inside
from kpi.evaluate.comparison import Grade, Margins, width
from kpi.evaluate.judgement import Judgement, across, course, final_status
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.possible import Span, possible_values
from kpi.evaluate.references import period_of
from kpi.evaluate.windows import Measure, Stretch, as_decimal, known_part, measure
from kpi.model.contract import Target
from kpi.model.evaluation import Cause, Reason, Status
from kpi.model.indicator import IndicatorKind
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.reference import Reference
from kpi.model.rule import Comparison, Significant, Window
from kpi.statistics.delivered import change_bounds


@dataclass(frozen=True, slots=True)
class OwnFigure:
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


def stop(facts: Judgement, own: OwnFigure) -> Judgement:
    if own.stopped is None:
        raise AssertionError("only a stopped figure stops a judgement")
    status, reason = own.stopped
    return facts.stopped(reason, status=status)


@dataclass(frozen=True, slots=True)
class Judging:
    """What is judged. Everything below is worked out from these three."""

    known: KnownFigures
    target: Target
    window: Window
    stretch: Stretch = field(init=False)

    def __post_init__(self) -> None:
        indicator = self.known.indicator(self.target.indicator)
        object.__setattr__(self, "stretch", Stretch.of(indicator, self.window, self.target.year_starts))

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
    def measured(self) -> tuple[Period, ...]:
        """The periods with an own figure, in order of time."""
        return tuple(period for period, seen in self.own_figures.items() if seen.value is not None)

    @property
    def due_delivered(self) -> bool:
        """Every row of the due figure is in, also those that are hidden or say that there is none."""
        return all(part in self.own_figures for part in self.stretch.parts(self.due_through))

    def usual_day(self, period: Period) -> date:
        """When the source usually has published the period's figure."""
        return period.last_day + timedelta(days=self.stretch.indicator.published_after_days)

    def at(self, area: str, through: Period) -> Measure | Reason:
        return measure(self.known, self.stretch, area, through)

    def held_to(self, reference: Reference, through: Period, seen: Sequence[Period] = ()) -> Period:
        """The delivered period whose figure the one ending with `through` is held to."""
        return period_of(reference.when, self.stretch, through, self.due_through, seen)

    # The own figure

    def own(self, after: Period | None = None) -> OwnFigure:
        """The figure of due when due has passed, else the latest after the baseline."""
        if not self.own_figures:
            return OwnFigure(None, (Status.NO_DATA, Reason(Cause.OWN_NEVER_DELIVERED)))
        latest = self._latest(after)
        if not self.passed:
            return latest
        found = self.at(self.target.area, self.due_through)
        if isinstance(found, Measure):
            return self._unbroken(found)
        if self.window is Window.LATEST and self.known.as_of > self.usual_day(self.due_through):
            return latest
        if found.cause is Cause.NOT_PUBLISHED:
            if latest.undecidable and self._bears_on_due(latest):
                return latest
            return OwnFigure(latest.value, (Status.AWAITING, found))
        return OwnFigure(None, (Status.UNDECIDABLE, found))

    def judges_due(self, own: OwnFigure) -> bool:
        return self.passed and own.stopped is None

    def _latest(self, after: Period | None) -> OwnFigure:
        """The newest figure up to due; over a longer window the one ending with the newest value."""
        since = date.min if after is None else after.last_day
        due = self.due_through
        periods = [p for p in self.own_figures if p <= due and p.last_day > since]
        valued = [p for p in periods if self.own_figures[p].value is not None]
        if valued:
            found = self.at(self.target.area, valued[-1])
            if isinstance(found, Measure):
                return self._unbroken(found)
            rolling, holes = self.stretch.window is Window.ROLLING_YEAR, found.periods
            if rolling and found.cause is Cause.YEAR_INCOMPLETE and holes[-1] < self.measured[0]:
                return OwnFigure(None, (Status.NOT_STARTED, Reason(Cause.ONLY_BASELINE)))
            return OwnFigure(None, (Status.UNDECIDABLE, found))
        if periods:
            hidden = any(self.own_figures[p].quality is Quality.HIDDEN for p in periods)
            cause = Cause.OWN_HIDDEN if hidden else Cause.OWN_MISSING
            return OwnFigure(None, (Status.UNDECIDABLE, Reason(cause, tuple(periods))))
        return OwnFigure(None, (Status.NOT_STARTED, Reason(Cause.ONLY_BASELINE)))

    def _bears_on_due(self, latest: OwnFigure) -> bool:
        """What cannot be decided of the newest figure is a part of due's as well."""
        if self.stretch.window is Window.PERIOD or latest.stopped is None:
            return False
        periods = latest.stopped[1].periods
        return not periods or any(period in self.stretch.parts(self.due_through) for period in periods)

    @property
    def before_first_sum(self) -> Period | None:
        """Sums that are never judged end here: those of a year that ended before the contract began.

        From the first day of due's year only its own figures count up to it. None: what there is, is compared.
        """
        if not self.stretch.to_date:
            return None
        ended = self.stretch.period(self.stretch.containing(self.target.term.starts_on)) - 1
        due_year = self.stretch.period(self.due_through)
        return due_year - 1 if self.known.as_of >= due_year.first_day else ended

    def _unbroken(self, found: Measure) -> OwnFigure:
        """A value made from figures on both sides of a series break is none."""
        series_break = break_inside(self.stretch.indicator, found)
        if series_break is None:
            return OwnFigure(found)
        return OwnFigure(found, (Status.UNDECIDABLE, across(series_break)))

    def latest_shared(self, own: OwnFigure, others_have: Callable[[Period], bool]) -> Measure | None:
        """The own value of the latest period that the others have too; of due alone when due's own figure is in."""
        if self.judges_due(own):
            return own.value if own.value and others_have(own.value.reading.through) else None
        for through in reversed(self.own_figures):
            if through <= self.due_through and others_have(through):
                found = self.at(self.target.area, through)
                if isinstance(found, Measure) and break_inside(self.stretch.indicator, found) is None:
                    return found
        return None

    # What a missing part leaves open

    @property
    def growing(self) -> bool:
        """A sum from a fixed beginning that cannot fall: whatever is still missing can only make it larger."""
        indicator = self.stretch.indicator
        lowest = indicator.minimum
        return self.stretch.to_date and indicator.kind is IndicatorKind.FLOW and lowest is not None and lowest >= 0

    def bounds(self, own: OwnFigure) -> Span | None:
        """Where the figure of due must lie, though a part of it is missing or still to come; None: nothing is known.

        A part still to come is tried only in a sum that grows, or once due has passed.
        """
        reason = None if own.stopped is None else own.stopped[1]
        if reason is not None and reason.cause in (Cause.SERIES_BREAK, Cause.TOLD_BREAK):
            return None
        if not self.growing and (reason is None or not self.passed):
            return None
        rows = [self.own_figures.get(part) for part in self.stretch.parts(self.due_through)]
        if all(row is None or (row.value is None and row.quality is not Quality.HIDDEN) for row in rows):
            return None
        span = possible_values(self.known, self.stretch, self.target.area, self.due_through)
        return None if span.low is None and span.high is None else span

    def known_part(self) -> Measure | None:
        """What is known of due's sum; None: nothing, or it is no sum."""
        return known_part(self.known, self.stretch, self.target.area, self.due_through)

    # Outcome and status

    @property
    def margins(self) -> Margins:
        return Margins(self.target.near, self.target.tolerance)

    def margins_at(self, expected: Fraction | None, required: Fraction | None) -> Margins:
        """Of a sum through the year they grow by the same share as the expected value."""
        flow = self.stretch.to_date and self.stretch.indicator.kind is IndicatorKind.FLOW
        if not flow or expected is None or not required:
            return self.margins
        return replace(self.margins, share=expected / required)

    def share_of_year(self, through: Period) -> Fraction:
        """How many of due's parts have gone by."""
        return Fraction(self._parts(through), self._parts(self.due_through))

    def unchanged(self, value: Measure, start: Fraction | None, required: Fraction) -> bool:
        """A change smaller than the contract counts; one exactly as large counts. Significant: by the own interval."""
        material = self.target.material
        if material is None or start is None:
            return False
        if material is Significant.SIGNIFICANT:
            found = change_bounds(self.stretch.indicator, value.reading.made_from)
            return found is not None and found.holds(as_decimal(start))
        return abs(value.exact - start) < width(material, required)

    def comparable(self, value: Measure, comparison: Comparison | None) -> bool:
        """A part of a year has reached the year's target only where a sum is to be high: it cannot be lost again."""
        if not self.stretch.to_date or self._parts(value.reading.through) >= self._parts(self.due_through):
            return True
        same = self.stretch.period(value.reading.through) == self.stretch.period(self.due_through)
        kept = self.stretch.indicator.kind is IndicatorKind.FLOW and same
        return kept and comparison is not None and comparison.wants_high

    def _parts(self, through: Period) -> int:
        return len(self.stretch.parts(through))

    def with_status(self, facts: Judgement, outcome: Grade, *, reached: bool) -> Judgement:
        status = final_status(outcome) if self.passed else course(outcome)
        return replace(facts, status=status, reached_early=reached and status is Status.ON_COURSE)
