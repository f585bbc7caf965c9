"""What a value is made of over a window: one period as delivered, a year or the known part of it, a rolling year.

«Et år, der mangler en måned, er ikke et år»: a stock is averaged, a flow summed, and a share is the sum of numerators
over the sum of denominators, never a mean of percentages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.derived import exact_value
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.model.evaluation import Cause, Reading, Reason
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Window

_DIVISION = Context(prec=28)


def as_decimal(exact: Fraction) -> Decimal:
    """The same number where it has an end, else rounded to twelve decimals; comparisons use the exact one."""
    value = _DIVISION.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return value if Fraction(value) == exact else round(value, 12)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stretch of time that a value speaks for, ending with the delivered period `through`."""

    indicator: Indicator
    window: Window
    """PERIOD where the indicator is delivered for whole years: they are read as they stand."""
    first_month: int = 1
    """The calendar month that a year begins with; 8 for a school year."""

    @classmethod
    def of(cls, indicator: Indicator, window: Window, first_month: int = 1) -> Stretch:
        """The year 2017 of a rolling yearly indicator is its rolling year ending in 2017; it has no year to date."""
        as_delivered = indicator.frequency.span_months >= 12 or window is Window.LATEST
        return cls(indicator, Window.PERIOD if as_delivered else window, first_month)

    @property
    def to_date(self) -> bool:
        """True where it grows from a fixed beginning, so that it is not whole before its end."""
        return self.window.grows

    def containing(self, day: date) -> Period:
        """The delivered period that the day lies in."""
        return Period.containing(self.indicator.frequency, day, self.first_month)

    def through(self, period: Period) -> Period:
        """The delivered period that a due or a baseline ends with."""
        return self.containing(period.last_day)

    def period(self, through: Period) -> Period:
        match self.window:
            case Window.PERIOD | Window.LATEST:
                return through
            case Window.QUARTER:
                return Period.containing(PeriodKind.QUARTER, through.last_day)
            case Window.HALF_YEAR:
                return Period.containing(PeriodKind.HALF_YEAR, through.last_day)
            case Window.YEAR | Window.YEAR_TO_DATE:
                return Period.containing(PeriodKind.YEAR, through.last_day, self.first_month)
            case Window.ROLLING_YEAR:
                quarterly = self.indicator.frequency is PeriodKind.QUARTER
                kind = PeriodKind.ROLLING_YEAR_QUARTERLY if quarterly else PeriodKind.ROLLING_YEAR
                return Period.ending(kind, through.year, through.end_month)
            case _:
                assert_never(self.window)

    def parts(self, through: Period) -> tuple[Period, ...]:
        """The delivered periods it is made from, in order."""
        match self.window:
            case Window.PERIOD | Window.LATEST:
                count = 1
            case Window.QUARTER | Window.HALF_YEAR | Window.YEAR | Window.YEAR_TO_DATE:
                count = self.place(through)
            case Window.ROLLING_YEAR:
                count = self.parts_of_a_year
            case _:
                assert_never(self.window)
        return tuple(through - back for back in range(count - 1, -1, -1))

    @property
    def parts_of_a_year(self) -> int:
        return 12 // self.indicator.frequency.step_months

    def place(self, through: Period) -> int:
        """Which of the stretch's delivered periods it is, from 1, where the stretch grows from a beginning."""
        begun = self.period(through).first_day
        gone = (through.year - begun.year) * 12 + through.end_month - begun.month + 1
        return gone // self.indicator.frequency.step_months

    def same_place(self, through: Period, period: Period) -> Period:
        """The delivered period as far into the stretch that `period` ends in, as `through` is into its own."""
        other = self.through(period)
        return other + (self.place(through) - self.place(other))


@dataclass(frozen=True, slots=True)
class Measure:
    """A reading with its exact value."""

    reading: Reading
    exact: Fraction

    @property
    def first_part_ends(self) -> date:
        """Last day of the oldest figure it is made from."""
        made_from = self.reading.made_from
        return made_from[0].period.last_day if made_from else self.reading.through.last_day


def stated(period: Period, value: Decimal) -> Measure:
    """A figure that the contract itself gives; made from nothing that was delivered."""
    return Measure(Reading(period, period, value, False, False, ()), Fraction(value))


def measure(
    known: KnownFigures, stretch: Stretch, area: str, through: Period, *, as_agreed: bool = False
) -> Measure | Reason:
    """The value of the stretch ending with `through`, or why there is none.

    Reasons: OWN_HIDDEN; NOT_PUBLISHED (nothing of it delivered, or only its last periods are not delivered yet);
    OWN_MISSING (the row says that there is no figure); YEAR_INCOMPLETE (a hole: later figures are here);
    DENOMINATOR_MISSING. `periods` says which.
    """
    indicator = stretch.indicator
    by_period = known.observations(indicator.id, area, as_agreed=as_agreed)
    parts = stretch.parts(through)
    lacking = _lacking(by_period, parts)
    if lacking is not None:
        return lacking
    made_from = tuple(by_period[part] for part in parts)
    exact = _combined(indicator, stretch.window, made_from)
    if exact is None:
        without = tuple(o.period for o in made_from if o.numerator is None or not o.denominator)
        return Reason(Cause.DENOMINATOR_MISSING, without)
    delivered = made_from[0].value if len(made_from) == 1 else None
    reading = Reading(
        period=stretch.period(through),
        through=through,
        value=delivered if delivered is not None and exact == Fraction(delivered) else as_decimal(exact),
        provisional=any(known.provisional(o) for o in made_from),
        example=any(o.example for o in made_from),
        made_from=made_from,
    )
    return Measure(reading, exact)


def known_part(known: KnownFigures, stretch: Stretch, area: str, through: Period) -> Measure | None:
    """The sum of what is known of the stretch ending with `through`; None: nothing is, or it is not a sum."""
    if stretch.indicator.kind is not IndicatorKind.FLOW or not stretch.to_date:
        return None
    by_period = known.observations(stretch.indicator.id, area)
    made_from = tuple(
        by_period[part] for part in stretch.parts(through) if part in by_period and by_period[part].value is not None
    )
    if not made_from:
        return None
    exact = sum((Fraction(seen.value) for seen in made_from if seen.value is not None), Fraction(0))
    reading = Reading(
        period=stretch.period(through),
        through=made_from[-1].period,
        value=as_decimal(exact),
        provisional=any(known.provisional(seen) for seen in made_from),
        example=any(seen.example for seen in made_from),
        made_from=made_from,
    )
    return Measure(reading, exact)


def _lacking(by_period: ByPeriod, parts: Sequence[Period]) -> Reason | None:
    hidden = tuple(part for part in parts if part in by_period and by_period[part].quality is Quality.HIDDEN)
    if hidden:
        return Reason(Cause.OWN_HIDDEN, hidden)
    without = tuple(part for part in parts if part not in by_period or by_period[part].value is None)
    if not without:
        return None
    if len(parts) == 1:
        return Reason(Cause.OWN_MISSING if parts[0] in by_period else Cause.NOT_PUBLISHED, without)
    newest = next(reversed(by_period), None)
    none_delivered = all(part not in by_period for part in parts)
    to_come = newest is None or all(part > newest for part in without)
    return Reason(Cause.NOT_PUBLISHED if none_delivered or to_come else Cause.YEAR_INCOMPLETE, without)


def _combined(indicator: Indicator, window: Window, made_from: Sequence[Observation]) -> Fraction | None:
    """None where a share over a longer stretch lacks a numerator or a denominator, or nobody was counted."""
    values = [exact_value(indicator, o.value) for o in made_from if o.value is not None]
    if window is Window.PERIOD:
        return values[0]
    match indicator.kind:
        case IndicatorKind.STOCK:
            return sum(values, Fraction(0)) / len(values)
        case IndicatorKind.FLOW:
            return sum(values, Fraction(0))
        case IndicatorKind.SHARE:
            counted = [(o.numerator, o.denominator) for o in made_from]
            tops = [Fraction(top) for top, bottom in counted if top is not None and bottom is not None]
            bottoms = [Fraction(bottom) for top, bottom in counted if top is not None and bottom is not None]
            if len(tops) < len(counted) or not sum(bottoms):
                return None
            return indicator.unit.scale * sum(tops, Fraction(0)) / sum(bottoms, Fraction(0))
        case _:
            assert_never(indicator.kind)
