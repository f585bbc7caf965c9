"""A measured requirement's way through time, as seen on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import assert_never

from kpi.analysis.assurance import Assured, assured
from kpi.analysis.certainty import Certainty, certainty
from kpi.analysis.continuation import Refusal
from kpi.analysis.control import Control, control
from kpi.analysis.forecast import Foreseen, forecast
from kpi.analysis.revision import ordinary_revision
from kpi.evaluate import PathPoint, glide_path, observed_readings, required_over_time
from kpi.evaluate.comparison import width
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.windows import Stretch
from kpi.model.beside import Beside, Variation
from kpi.model.contract import Target
from kpi.model.evaluation import Reading, TargetResult
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.journal import Rebased
from kpi.model.observation import Observation, Series
from kpi.model.period import Period
from kpi.model.rule import BestFraction, Between, Threshold, Window

_MONTHS_SHOWN = 24
_YEARS_SHOWN = 10


@dataclass(frozen=True)
class Course:
    """Each part is worked out when it is first asked for, and kept."""

    known: KnownFigures
    result: TargetResult
    target: Target
    rebases: tuple[Rebased, ...]
    """New limits that people have accepted for the series."""

    @property
    def indicator(self) -> Indicator:
        return self.known.indicator(self.target.indicator)

    @property
    def series(self) -> Series | None:
        """None: nothing has been delivered."""
        return self.known.figures.of(self.target.indicator, self.target.area)

    @property
    def observations(self) -> ByPeriod:
        """In order of time; empty where nothing has been delivered."""
        return self.known.observations(self.target.indicator, self.target.area)

    @cached_property
    def readings(self) -> Mapping[Period, Reading]:
        """Each delivered period read over the target's window, by the period that the window ends with."""
        found = observed_readings(self.target, self.known.definitions, self.known.figures)
        return {reading.through: reading for reading in found}

    @cached_property
    def path(self) -> Mapping[Period, Decimal]:
        """Where it ought to be; empty: there is no path."""
        found = glide_path(self.target, self.known.definitions, self.known.figures)
        return {point.period: point.value for point in found}

    @cached_property
    def moving(self) -> tuple[PathPoint, ...]:
        """What the requirement is in each period that is shown, where it moves with time; empty: it stands still."""
        since = self.periods[0] if self.periods else None
        return required_over_time(self.target, self.known.definitions, self.known.figures, since=since)

    @cached_property
    def control(self) -> Control | None:
        """With limits by all figures of each group; None: nothing has been delivered."""
        return self.controlled(None)

    def controlled(self, base_points: int | None) -> Control | None:
        """With limits by the first n figures of each group; None: by all."""
        if not self.observations:
            return None
        return control(self.indicator, self.observations, self.rebases, base_points=base_points)

    @cached_property
    def assured(self) -> Assured | None:
        """What the limits say of the target; None: nothing has been delivered."""
        return None if self.control is None else assured(self.control, self.target, self.result)

    @cached_property
    def forecast(self) -> Foreseen | Refusal | None:
        """None: it is settled."""
        return None if self.result.final else forecast(self.known, self.target, self.result)

    @cached_property
    def beside(self) -> Beside:
        """What stands beside the result without deciding it."""
        ahead = self.forecast
        return Beside(
            variation=Variation.NONE if self.control is None else self.control.variation,
            probability=ahead.probability if isinstance(ahead, Foreseen) else None,
            revision=self._gap_inside_revision,
        )

    @property
    def _gap_inside_revision(self) -> Decimal | None:
        """What provisional figures are usually revised by, where the gap that decides is smaller.

        None where the figure judged is final, where its parts are weighed together, or where the gap is as large.
        """
        result, reading = self.result, self.result.reading
        if reading is None or not reading.provisional or self.series is None:
            return None
        decides = result.required if result.final or result.expected is None else result.expected
        one_figure = self.target.window in (Window.PERIOD, Window.LATEST) or self.indicator.kind is IndicatorKind.FLOW
        if decides is None or not one_figure:
            return None
        usual = ordinary_revision(self.known, self.series)
        return usual if usual is not None and 0 < abs(reading.value - decides) < usual else None

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Those that are shown, in order of time; empty where nothing has been delivered.

        From the baseline or two years back, to the newest delivered; not past due once due has passed.
        """
        delivered = list(self.observations)
        if self.known.as_of > self.target.due.last_day:
            delivered = [period for period in delivered if period.last_day <= self.target.due.last_day]
        if not delivered:
            return ()
        first, last = max(delivered[0], earliest_shown(delivered[-1])), delivered[-1]
        reading, baseline = self.result.reading, self.result.baseline
        if self.one_year:
            year = self.stretch.period(reading.through if reading else last)
            return tuple(period for period in between(delivered[0], last) if self.stretch.period(period) == year)
        if baseline is not None and baseline.through.kind is last.kind:
            first = max(delivered[0], min(first, baseline.through))
        return between(first, last)

    @property
    def fulfilled(self) -> bool:
        """The newest figure already does what due requires; False where either is not known, and for a place."""
        reading, required = self.result.reading, self.result.required
        if reading is None or required is None:
            return False
        match self.target.rule:
            case Threshold(comparison):
                return comparison.holds(reading.value, required) or self._tolerated
            case Between(low, high):
                return low <= reading.value <= high or self._tolerated
            case BestFraction():
                return False
            case _:
                assert_never(self.target.rule)

    @property
    def _tolerated(self) -> bool:
        tolerance, gap, required = self.target.tolerance, self.result.gap, self.result.required
        if tolerance is None or gap is None or required is None:
            return False
        return abs(Fraction(gap)) <= width(tolerance, Fraction(required))

    @property
    def certainty(self) -> Certainty | None:
        """Only of a share that is compared with another area, a group or what was to be expected."""
        reading, reference = self.result.reading, self.result.reference
        if not isinstance(self.target.rule, Threshold) or not self.target.rule.reference.others:
            return None
        if reading is None or reference is None:
            return None
        return certainty(self.indicator, reading.made_from, reference.value)

    @property
    def one_year(self) -> bool:
        """Read from a beginning: a chart shows one year's months, which begin again from nothing with each year."""
        return self.stretch.to_date

    @property
    def stretch(self) -> Stretch:
        """What a value of the target is made of."""
        return Stretch.of(self.indicator, self.target.window, self.target.year_starts)

    @property
    def newest(self) -> Observation | None:
        """Of the periods that are shown; None: none has a row."""
        return next((self.observations[p] for p in reversed(self.periods) if p in self.observations), None)

    @property
    def example(self) -> bool:
        return any(self.observations[p].example for p in self.periods if p in self.observations)


def earliest_shown(last: Period) -> Period:
    yearly = last.kind.step_months == 12
    return last - (_YEARS_SHOWN - 1 if yearly else _MONTHS_SHOWN // last.kind.step_months)


def between(first: Period, last: Period) -> tuple[Period, ...]:
    """Both included."""
    return tuple(first + step for step in range(last.ordinal - first.ordinal + 1))
