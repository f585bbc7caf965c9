"""Fits the periods a contract writes (due, baseline) to the indicator's frequency and the window it is read over."""

from __future__ import annotations

from typing import assert_never

from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Window

_ROLLING = {PeriodKind.MONTH: PeriodKind.ROLLING_YEAR, PeriodKind.QUARTER: PeriodKind.ROLLING_YEAR_QUARTERLY}
_PARTS_OF_A_YEAR = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR)
_ROLLING_KINDS = (PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_YEAR_QUARTERLY)

MEASURED = {
    PeriodKind.MONTH: "hver måned",
    PeriodKind.QUARTER: "hvert kvartal",
    PeriodKind.HALF_YEAR: "hvert halvår",
    PeriodKind.YEAR: "hvert år",
    PeriodKind.ROLLING_YEAR: "hver måned for de seneste tolv måneder",
    PeriodKind.ROLLING_YEAR_QUARTERLY: "hvert kvartal for de seneste fire kvartaler",
}
_WRITTEN_LIKE = {
    PeriodKind.MONTH: '"2017-12"',
    PeriodKind.QUARTER: '"2017-Q4"',
    PeriodKind.HALF_YEAR: '"2017-H2"',
    PeriodKind.YEAR: '"2017"',
    PeriodKind.ROLLING_YEAR: '"2017-R" eller "2017-06-R"',
    PeriodKind.ROLLING_YEAR_QUARTERLY: '"2017", "2017-R" eller "2017-Q2-R"',
}


def usual_window(due: Period, frequency: PeriodKind) -> Window:
    """The window a due period means when the contract file names none: its own length."""
    if due.kind is PeriodKind.YEAR and frequency in _PARTS_OF_A_YEAR:
        return Window.YEAR
    if due.kind is PeriodKind.QUARTER and frequency is PeriodKind.MONTH:
        return Window.QUARTER
    if due.kind is PeriodKind.HALF_YEAR and frequency in (PeriodKind.MONTH, PeriodKind.QUARTER):
        return Window.HALF_YEAR
    if due.kind in _ROLLING_KINDS and frequency in _PARTS_OF_A_YEAR:
        return Window.ROLLING_YEAR
    return Window.PERIOD


def length(window: Window, frequency: PeriodKind) -> PeriodKind | None:
    """The kind of period that due has under this window; None where the indicator cannot be read over it."""
    match window:
        case Window.PERIOD | Window.LATEST:
            return frequency
        case Window.QUARTER:
            return PeriodKind.QUARTER if frequency is PeriodKind.MONTH else None
        case Window.HALF_YEAR:
            return PeriodKind.HALF_YEAR if frequency in (PeriodKind.MONTH, PeriodKind.QUARTER) else None
        case Window.YEAR:
            return PeriodKind.YEAR if frequency in _PARTS_OF_A_YEAR else None
        case Window.YEAR_TO_DATE:
            return frequency if frequency in _PARTS_OF_A_YEAR else None
        case Window.ROLLING_YEAR:
            return _ROLLING.get(frequency)
        case _:
            assert_never(window)


def fitted(written: Period, window: Window, frequency: PeriodKind, first_month: int = 1) -> Period | None:
    """The period in the kind that the window of this indicator has; None where it does not fit.

    A plain year is also read as the rolling year ending with it, where that is what is measured; a month or quarter
    where it is what is asked for. A year that begins with another month than January is written 2016/17, and only such
    a year is.
    """
    wanted = length(window, frequency)
    if written.kind is PeriodKind.YEAR:
        if bool(written.begins_after) is (first_month == 1):
            return None
        written = written.beginning(first_month)
    if written.kind is wanted:
        return written
    asked_for = window is Window.ROLLING_YEAR and written.kind is frequency
    if wanted in _ROLLING_KINDS and (asked_for or written.kind in (PeriodKind.YEAR, *_ROLLING_KINDS)):
        try:
            return written.to_kind(wanted)
        except ValueError:
            return None
    return None


def spelling(frequency: PeriodKind, window: Window | None, first_month: int = 1) -> str:
    """How to write a period that fits, for a remedy; `window` None: none was named, so every length is offered."""
    if first_month != 1 and (frequency is PeriodKind.YEAR or window is Window.YEAR):
        return 'Året begynder ikke i januar; skriv fx "2016/17", eller skriv year_starts = 1.'
    fitting = [_WRITTEN_LIKE[frequency]]
    match window:
        case None:
            if frequency in _PARTS_OF_A_YEAR:
                fitting.append(_WRITTEN_LIKE[PeriodKind.YEAR] + " (hele året)")
        case Window.PERIOD | Window.LATEST | Window.YEAR_TO_DATE:
            pass
        case Window.QUARTER:
            fitting = [_WRITTEN_LIKE[PeriodKind.QUARTER]]
        case Window.HALF_YEAR:
            fitting = [_WRITTEN_LIKE[PeriodKind.HALF_YEAR]]
        case Window.YEAR:
            fitting = [_WRITTEN_LIKE[PeriodKind.YEAR]]
        case Window.ROLLING_YEAR:
            fitting = [_WRITTEN_LIKE[_ROLLING.get(frequency, PeriodKind.ROLLING_YEAR)]]
        case _:
            assert_never(window)
    return "Skriv fx " + " eller ".join(fitting) + "."
