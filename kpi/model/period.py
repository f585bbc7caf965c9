"""A period is a month, quarter, half-year, year or rolling year that a figure belongs to."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Self


class PeriodKind(StrEnum):
    """How long a period is, and where it may begin."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ROLLING_YEAR = "rolling_year"
    """Twelve months ending with any month."""
    ROLLING_YEAR_QUARTERLY = "rolling_year_quarterly"
    """Four quarters ending with any quarter (jobindsats: QMAT)."""

    @property
    def step_months(self) -> int:
        """Months from one period of this kind to the next."""
        return _STEP_MONTHS[self]

    @property
    def span_months(self) -> int:
        """Months that one period of this kind covers."""
        return _SPAN_MONTHS[self]


_STEP_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
    PeriodKind.ROLLING_YEAR: 1,
    PeriodKind.ROLLING_YEAR_QUARTERLY: 3,
}
_SPAN_MONTHS = _STEP_MONTHS | {PeriodKind.ROLLING_YEAR: 12, PeriodKind.ROLLING_YEAR_QUARTERLY: 12}


SCHOOL_YEAR_STARTS = 8
"""August."""


@cache
def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_WRITTEN = re.compile(
    r"(?P<year>[12]\d{3})"
    r"(?:/(?P<next>\d{2})|-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])))?(?P<rolling>-R)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period; periods of the same kind are ordered in time, and comparing two kinds by `<` has no meaning.

    `ordinal` counts periods of this kind from year 0 by where they end: months, quarters, half-years or years.
    A year that does not begin in January (a school year) is counted by where it begins.
    """

    kind: PeriodKind
    ordinal: int
    begins_after: int = 0
    """Months into the calendar year that a year begins: 7 for August to July. 0 for every other kind."""

    def __hash__(self) -> int:
        """Periods that are looked up together are nearly always of one kind, and the kind's own hash takes longest."""
        return self.ordinal

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls(PeriodKind.MONTH, year * 12 + month - 1)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        return cls(PeriodKind.QUARTER, year * 4 + quarter - 1)

    @classmethod
    def half_year(cls, year: int, half: int) -> Self:
        return cls(PeriodKind.HALF_YEAR, year * 2 + half - 1)

    @classmethod
    def of_year(cls, year: int, first_month: int = 1) -> Self:
        """The year that begins with the month of the calendar year; 8 for a school year."""
        return cls(PeriodKind.YEAR, year, first_month - 1)

    @classmethod
    def ending(cls, kind: PeriodKind, year: int, month: int) -> Self:
        """The period of this kind that ends with the month. ValueError where none does (a quarter ending in May)."""
        months = year * 12 + month
        if months % kind.step_months:
            raise ValueError(f"no {kind} ends in {year}-{month:02d}")
        return cls(kind, months // kind.step_months - 1)

    @classmethod
    def starting(cls, kind: PeriodKind, first_day: date) -> Self:
        """The period of this kind whose first day this is (how the store keeps it)."""
        if kind is PeriodKind.YEAR:
            return cls.of_year(first_day.year, first_day.month)
        end = first_day.year * 12 + first_day.month - 1 + kind.span_months
        return cls.ending(kind, (end - 1) // 12, (end - 1) % 12 + 1)

    @classmethod
    def containing(cls, kind: PeriodKind, day: date, first_month: int = 1) -> Self:
        """The period the day lies in; for rolling years the one that ends with the day's month or quarter.

        `first_month` is a year's; other kinds have none.
        """
        begins_after = first_month - 1 if kind is PeriodKind.YEAR else 0
        return cls(kind, (day.year * 12 + day.month - 1 - begins_after) // kind.step_months, begins_after)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the product's own spelling: 2017-12, 2017-Q4, 2017-H2, 2017, 2017-R (monthly), 2017-06-R, 2017-Q2-R.

        ValueError for anything else. `2017-R` is read as the rolling year of twelve months ending in December;
        use `to_kind` for an indicator that is delivered by quarter. `2016/17` is read as a year beginning in August;
        use `beginning` for another first month.
        """
        found = _WRITTEN.fullmatch(text)
        if not found:
            raise ValueError(f"not a period: {text!r}")
        year, rolling = int(found["year"]), found["rolling"] is not None
        if found["next"]:
            if rolling or int(found["next"]) != (year + 1) % 100:
                raise ValueError(f"not a period: {text!r}")
            return cls.of_year(year, SCHOOL_YEAR_STARTS)
        if found["half"]:
            if rolling:
                raise ValueError(f"not a period: {text!r}")
            return cls.half_year(year, int(found["half"]))
        if found["quarter"]:
            quarter = int(found["quarter"])
            if rolling:
                return cls.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, year, quarter * 3)
            return cls.quarter(year, quarter)
        if found["month"]:
            month = int(found["month"])
            return cls.ending(PeriodKind.ROLLING_YEAR, year, month) if rolling else cls.month(year, month)
        return cls.ending(PeriodKind.ROLLING_YEAR, year, 12) if rolling else cls.of_year(year)

    def __str__(self) -> str:
        """The product's own spelling, as `parse` reads it and as machine output gives it."""
        year, month = self._end
        match self.kind:
            case PeriodKind.MONTH:
                return f"{year}-{month:02d}"
            case PeriodKind.QUARTER:
                return f"{year}-Q{month // 3}"
            case PeriodKind.HALF_YEAR:
                return f"{year}-H{month // 6}"
            case PeriodKind.YEAR:
                return f"{year - 1}/{year % 100:02d}" if self.begins_after else f"{year}"
            case PeriodKind.ROLLING_YEAR:
                return f"{year}-R" if month == 12 else f"{year}-{month:02d}-R"
            case PeriodKind.ROLLING_YEAR_QUARTERLY:
                return f"{year}-R" if month == 12 else f"{year}-Q{month // 3}-R"

    def __add__(self, steps: int) -> Self:
        return type(self)(self.kind, self.ordinal + steps, self.begins_after)

    def __sub__(self, steps: int) -> Self:
        return type(self)(self.kind, self.ordinal - steps, self.begins_after)

    def steps_since(self, earlier: Period) -> int:
        """Periods from `earlier` to this one. ValueError for two kinds."""
        if earlier.kind is not self.kind:
            raise ValueError(f"{earlier} and {self} are not of one kind")
        return self.ordinal - earlier.ordinal

    @property
    def _end(self) -> tuple[int, int]:
        months = (self.ordinal + 1) * self.kind.step_months - 1 + self.begins_after
        return months // 12, months % 12 + 1

    @property
    def year(self) -> int:
        """The calendar year that the period ends in."""
        return self._end[0]

    @property
    def end_month(self) -> int:
        """The calendar month (1-12) that the period ends with."""
        return self._end[1]

    @property
    def first_day(self) -> date:
        year, month = self._end
        months = year * 12 + month - self.kind.span_months
        return date(months // 12, months % 12 + 1, 1)

    @property
    def last_day(self) -> date:
        return _last_day(*self._end)

    def beginning(self, first_month: int) -> Period:
        """The year of the same number that begins with another month."""
        return Period(self.kind, self.ordinal, first_month - 1)

    def holding(self, day: date) -> Period:
        """The period of this one's kind, and of its kind of year, that the day lies in."""
        return self.containing(self.kind, day, self.begins_after + 1)

    def to_kind(self, kind: PeriodKind) -> Period:
        """The period of another kind that ends on the same day; ValueError where none does."""
        if kind is self.kind:
            return self
        return Period.ending(kind, *self._end)

    def parts(self, kind: PeriodKind) -> tuple[Period, ...]:
        """The shorter periods of `kind` that together make up this one, in order (a year's twelve months)."""
        count, rest = divmod(self.kind.span_months, kind.span_months)
        if rest or not count or kind.span_months != kind.step_months:
            raise ValueError(f"{self.kind} is not made up of {kind}")
        last = self.to_kind(kind)
        return tuple(last - back for back in range(count - 1, -1, -1))
