"""Periods and days in words: «dec. 2017», «4. kvartal 2017», «2017», «de 12 måneder til og med juni 2017»."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kpi.model.evaluation import Reading
from kpi.model.period import Period, PeriodKind

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT = ("jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
_EVERY = {
    PeriodKind.MONTH: "hver måned",
    PeriodKind.QUARTER: "hvert kvartal",
    PeriodKind.HALF_YEAR: "hvert halvår",
    PeriodKind.YEAR: "hvert år",
    PeriodKind.ROLLING_YEAR: "hver måned, målt over 12 måneder,",
    PeriodKind.ROLLING_YEAR_QUARTERLY: "hvert kvartal, målt over 4 kvartaler,",
}
_COUNTED = {
    PeriodKind.MONTH: ("måned", "måneder"),
    PeriodKind.QUARTER: ("kvartal", "kvartaler"),
    PeriodKind.HALF_YEAR: ("halvår", "halvår"),
    PeriodKind.YEAR: ("år", "år"),
    PeriodKind.ROLLING_YEAR: ("måned", "måneder"),
    PeriodKind.ROLLING_YEAR_QUARTERLY: ("kvartal", "kvartaler"),
}
_NEUTER = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR, PeriodKind.ROLLING_YEAR_QUARTERLY)
_ROLLING = (PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_YEAR_QUARTERLY)
_DENMARK = ZoneInfo("Europe/Copenhagen")


def month_name(month: int) -> str:
    """1 is «januar»."""
    return _MONTHS[month - 1]


def short(period: Period) -> str:
    """For axes, tables and facts: «dec. 2017», «4. kvt. 2017»; twelve months that are a year are called by its name."""
    return _words(period, _SHORT, "kvt.")


def long(period: Period) -> str:
    """For sentences, after «i»: «december 2017», «4. kvartal 2017», «2017», «de 12 måneder til og med juni 2017»."""
    return _words(period, _MONTHS, "kvartal")


def _words(period: Period, months: tuple[str, ...], quarter: str) -> str:
    year, month = period.year, period.end_month
    match period.kind:
        case PeriodKind.MONTH:
            return f"{months[month - 1]} {year}"
        case PeriodKind.QUARTER:
            return f"{month // 3}. {quarter} {year}"
        case PeriodKind.HALF_YEAR:
            return f"{month // 6}. halvår {year}"
        case PeriodKind.YEAR:
            return str(period)
        case PeriodKind.ROLLING_YEAR | PeriodKind.ROLLING_YEAR_QUARTERLY if month == 12:
            return f"{year}"
        case PeriodKind.ROLLING_YEAR:
            return f"de 12 måneder til og med {months[month - 1]} {year}"
        case PeriodKind.ROLLING_YEAR_QUARTERLY:
            return f"de 12 måneder til og med {month // 3}. {quarter} {year}"


def axis(period: Period) -> str:
    """Short enough for an axis: rolling years by where they end («år til dec. 2017»)."""
    if period.kind in _ROLLING:
        return f"år til {_SHORT[period.end_month - 1]} {period.year}"
    return short(period)


def of_reading(reading: Reading) -> str:
    """The stretch a reading speaks for; a year that is not whole yet is «januar-april 2017»."""
    if reading.whole:
        return long(reading.period)
    return _within_year(reading.period.first_day, reading.through, _MONTHS, "kvartal")


def of_reading_short(reading: Reading) -> str:
    if reading.whole:
        return short(reading.period)
    return _within_year(reading.period.first_day, reading.through, _SHORT, "kvt.")


def year_until(last: Period, first_month: int = 1) -> str:
    """«januar-september 2017», where a year is counted up to the period; the whole of it by its name: «2016/17»."""
    year = Period.containing(PeriodKind.YEAR, last.last_day, first_month)
    return long(year) if year.last_day == last.last_day else _within_year(year.first_day, last, _MONTHS, "kvartal")


def year_until_short(last: Period, first_month: int = 1) -> str:
    year = Period.containing(PeriodKind.YEAR, last.last_day, first_month)
    return short(year) if year.last_day == last.last_day else _within_year(year.first_day, last, _SHORT, "kvt.")


def _within_year(first_day: date, through: Period, months: tuple[str, ...], quarter: str) -> str:
    year, first, last = through.year, first_day.month, through.end_month
    if first_day.year != year:
        return f"{months[first - 1]} {first_day.year}-{months[last - 1]} {year}"
    match through.kind:
        case PeriodKind.QUARTER:
            quarters = f"1.-{last // 3}. {quarter}" if last > 3 else f"1. {quarter}"
            return f"{quarters} {year}"
        case PeriodKind.HALF_YEAR:
            return f"{last // 6}. halvår {year}"
        case _:
            return f"{months[first - 1]}-{months[last - 1]} {year}" if last > first else f"{months[first - 1]} {year}"


def listed(periods: tuple[Period, ...]) -> str:
    """«maj og juni 2017», «maj, juni og juli 2017»; long lists are cut: «maj, juni og juli 2017 og 5 mere»."""
    shown = periods[:4]
    words = [
        month_name(p.end_month) if p.kind is PeriodKind.MONTH and p.year == after.year else long(p)
        for p, after in zip(shown, (*shown[1:], None), strict=True)
        if after is not None
    ] + [long(shown[-1])]
    more = len(periods) - len(shown)
    text = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}"
    return f"{text} og {more} mere" if more else text


def in_periods(first: Period, last: Period, needed: int | None) -> str:
    """«i hver måned i 2017», «i mindst 10 af de 12 måneder i 2017», «i mindst én måned fra maj 2017 til …».

    `needed` None: in every one.
    """
    stretch, count = _stretch(first, last), last.steps_since(first) + 1
    one, several = _COUNTED[first.kind]
    if count == 1:
        return f"i {long(first)}"
    if needed is None and first.kind is PeriodKind.YEAR:
        return f"i hvert af de {_number_word(count)} år {stretch}"
    if needed is None:
        return f"i {_EVERY[first.kind]} {stretch}"
    if needed == 1:
        return f"i mindst {'ét' if first.kind in _NEUTER else 'én'} {one} {stretch}"
    return f"i mindst {needed} af de {count} {several} {stretch}"


def _stretch(first: Period, last: Period) -> str:
    """«i 2017» of a whole year's months or quarters, «2017-2021» of years, else «fra maj 2017 til december 2017»."""
    if first.kind is PeriodKind.YEAR and first.end_month == 12:
        return f"{first.year}-{last.year}"
    whole = first.first_day.month == 1 and last.end_month == 12 and first.first_day.year == last.year
    if whole and first.kind not in _ROLLING:
        return f"i {last.year}"
    return f"fra {long(first)} til {long(last)}"


_NUMBER_WORDS = ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")


def _number_word(count: int) -> str:
    """From two to twelve in letters."""
    return _NUMBER_WORDS[count - 2] if 2 <= count <= 12 else f"{count}"


def periods_counted(count: int, kind: PeriodKind) -> str:
    """«1 måned», «3 kvartaler»."""
    return f"{count} {_COUNTED[kind][count != 1]}"


def all_periods(count: int, kind: PeriodKind) -> str:
    """«begge år», «alle tre år», «alle 24 måneder»."""
    return f"{'begge' if count == 2 else f'alle {_number_word(count)}'} {_COUNTED[kind][1]}"


def day(when: date) -> str:
    """«31. december 2017»."""
    return f"{when.day}. {_MONTHS[when.month - 1]} {when.year}"


def day_short(when: date) -> str:
    """«31. dec. 2017»."""
    return f"{when.day}. {_SHORT[when.month - 1]} {when.year}"


def danish_day(instant: datetime) -> date:
    """The day it was in Denmark."""
    return instant.astimezone(_DENMARK).date()


def moment(instant: datetime) -> str:
    """«23. jan. 2017 kl. 9.05», Danish time."""
    local = instant.astimezone(_DENMARK)
    return f"{day_short(local.date())} kl. {local.hour}.{local.minute:02d}"
