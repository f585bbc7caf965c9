"""The glide path («målsti»): where the value ought to be by now, a straight line in time from the baseline to due.

A straight path is never stricter than required; one that follows a season can be, so that a low summer is not «nået».
A flow over a year is compared with the same months' share of the reference year, a level
with the same months; a seasonal indicator with the reference year's same month plus the line's change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpi.evaluate.breaks import break_between
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.references import baseline_of, baseline_through, compounded, months_between
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.contract import Target
from kpi.model.indicator import IndicatorKind
from kpi.model.period import Period
from kpi.model.reference import Growth, RelativeChange, Step, Yearly
from kpi.model.rule import BaselinePolicy, Threshold, Window


@dataclass(frozen=True, slots=True)
class GlidePath:
    """Expected values of one target over one window, on the way to `required`."""

    known: KnownFigures
    target: Target
    stretch: Stretch
    wants_high: bool
    required: Fraction
    start: Measure | None
    """The baseline; None: there is none, and only a flow growing through the year has a path."""

    def at(self, through: Period) -> Fraction | None:
        """Expected for the stretch ending with `through`. None: no path, `required` is compared as it stands."""
        if self.stretch.to_date:
            return self._to_date(through)
        if self.start is None:
            return None
        line = self._line(through)
        season = self._same_month_of_reference_year(through)
        return self._never_stricter(line, self.required) if season is None else season + line - self.start.exact

    def in_season(self, through: Period) -> bool:
        """Its level is another than due's, because of the time of the year."""
        season = None if self.stretch.to_date or self.start is None else self._same_month_of_reference_year(through)
        return season is not None and through.end_month != self._due_through.end_month

    @property
    def _due_through(self) -> Period:
        return self.stretch.through(self.target.due)

    def _line(self, through: Period) -> Fraction:
        """Time is counted in the indicator's periods."""
        if self.start is None:
            return self.required
        begin = self.start.reading.through
        return self._changed(self.start.exact, months_between(begin, through), months_between(begin, self._due_through))

    def _changed(self, start: Fraction, gone: int, whole: int) -> Fraction:
        """A straight line in time; where the rate is compound, from whole year to whole year."""
        change = self.target.rule.reference.change if isinstance(self.target.rule, Threshold) else None
        match change:
            case Yearly(RelativeChange(percent), Growth.COMPOUND):
                return compounded(start, percent, gone)
            case _:
                return start + (self.required - start) * (Fraction(gone, whole) if whole > 0 else 1)

    def _to_date(self, through: Period) -> Fraction | None:
        gone, whole = self.stretch.place(through), self.stretch.place(self._due_through)
        if self.stretch.indicator.kind is IndicatorKind.FLOW:
            share = self._share_of_reference_year(through)
            return self._year_line(through) * (Fraction(gone, whole) if share is None else share)
        if self.start is None:
            return None
        if gone == whole:
            return self._year_line(through)
        same_months = self._reference_year(through)
        if same_months is None:
            return self._never_stricter(self._line(through), self.required)
        change = self._year_line(through) - self.start.exact
        return same_months + change

    def _year_line(self, through: Period) -> Fraction:
        """What the year (or the part of it that due names) should come to: a line from the baseline's year to due's."""
        if self.start is None:
            return self.required
        begin = self.stretch.period(self.stretch.through(self.start.reading.through))
        months = begin.kind.span_months
        whole, gone = (self.stretch.period(end).steps_since(begin) * months for end in (self._due_through, through))
        return self._never_stricter(self._changed(self.start.exact, gone, whole), self.required)

    def _share_of_reference_year(self, through: Period) -> Fraction | None:
        """The share that the same months made up; None: no reference year is known, or nothing was counted in it."""
        same_months = self._reference_year(through)
        if same_months is None or self.start is None or not self.start.exact:
            return None
        return same_months / self.start.exact

    def _reference_year(self, through: Period) -> Fraction | None:
        """The baseline year's value through the same month."""
        baseline = baseline_of(self.target)
        if baseline is None or baseline.stated is not None:
            return None
        same = self.stretch.same_place(through, baseline.period)
        found = measure(self.known, self.stretch, self.target.area, same, as_agreed=self._frozen)
        return found.exact if isinstance(found, Measure) else None

    def _same_month_of_reference_year(self, through: Period) -> Fraction | None:
        """Only where the year ending at the baseline is known and due falls in the baseline's calendar month."""
        indicator, baseline = self.stretch.indicator, baseline_of(self.target)
        if not indicator.seasonal or self.stretch.window is not Window.PERIOD or indicator.frequency.span_months >= 12:
            return None
        if baseline is None or baseline.stated is not None:
            return None
        last = baseline_through(self.stretch, baseline, self._due_through)
        year = [last - back for back in range(12 // indicator.frequency.step_months)]
        if last.end_month != self._due_through.end_month:
            return None
        if break_between(indicator, year[-1].last_day, last.last_day):
            return None
        values = self._values(year)
        return None if values is None else values[through.end_month]

    def _values(self, periods: Sequence[Period]) -> dict[int, Fraction] | None:
        """By calendar month; None where one is not known."""
        found = {
            period.end_month: measure(self.known, self.stretch, self.target.area, period, as_agreed=self._frozen)
            for period in periods
        }
        values = {month: m.exact for month, m in found.items() if isinstance(m, Measure)}
        return values if len(values) == len(found) else None

    @property
    def _frozen(self) -> bool:
        return self.target.baseline_policy is BaselinePolicy.FROZEN

    def _never_stricter(self, expected: Fraction, required: Fraction) -> Fraction:
        return min(expected, required) if self.wants_high else max(expected, required)


@dataclass(frozen=True, slots=True)
class StepPath:
    """Expected values where the requirement itself varies by period; known ahead of every figure."""

    stretch: Stretch
    steps: tuple[Step, ...]
    wants_high: bool

    @property
    def first(self) -> Period:
        """The delivered period that the path begins with."""
        step = self.steps[0].period
        if self.stretch.to_date:
            return self.stretch.parts(self.stretch.through(step))[0]
        return self._inside(step)

    def at(self, through: Period) -> Fraction:
        """Inside a step its value, between two the more lenient; a sum through the year on the line between them."""
        before = [step for step in self.steps if step.period.last_day <= through.last_day]
        to_come = [step for step in self.steps if step.period.last_day >= through.last_day]
        if not to_come:
            return Fraction(self.steps[-1].value)
        coming = to_come[0]
        if self._growing:
            return self._on_the_line(through, before[-1] if before else None, coming)
        spans = coming.period.kind is not self.stretch.indicator.frequency
        if not before or through == coming.period or (spans and coming.period.first_day <= through.last_day):
            return Fraction(coming.value)
        lenient = min if self.wants_high else max
        return Fraction(lenient(before[-1].value, coming.value))

    @property
    def _growing(self) -> bool:
        return self.stretch.to_date and self.stretch.indicator.kind is IndicatorKind.FLOW

    def _inside(self, step: Period) -> Period:
        """The first delivered period inside the step; the one that it ends with where none is shorter."""
        frequency = self.stretch.indicator.frequency
        shorter = step.kind.span_months > frequency.span_months == frequency.step_months
        return step.parts(frequency)[0] if shorter else self.stretch.through(step)

    def _on_the_line(self, through: Period, before: Step | None, coming: Step) -> Fraction:
        """From nothing at the year's start."""
        year = self.stretch.period(through)
        started = before is not None and self.stretch.period(self.stretch.through(before.period)) == year
        start = Fraction(before.value) if before is not None and started else Fraction(0)
        begin = self.stretch.place(self.stretch.through(before.period)) if before is not None and started else 0
        end = self.stretch.through(coming.period)
        later = self.stretch.period(end).steps_since(year)
        whole = self.stretch.place(end) + later * self.stretch.parts_of_a_year - begin
        gone = self.stretch.place(through) - begin
        return start + (Fraction(coming.value) - start) * (Fraction(gone, whole) if whole else 1)
