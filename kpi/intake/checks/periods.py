"""The closed grammar of periods and days; what kind a period must be is the indicator's to say."""

from __future__ import annotations

import re
from datetime import date

from kpi.intake.refusal import Unreadable
from kpi.intake.text import fold, quoted
from kpi.model.period import Period, PeriodKind

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_OWN = re.compile(rf"{_YEAR}(?:-(?:(?:0[1-9]|1[0-2])|q[1-4]|h[12]))?(?:-r)?", re.ASCII)
_MONTH = re.compile(rf"{_YEAR}m(?P<n>\d\d)", re.ASCII)
_QUARTER = re.compile(rf"{_YEAR}[kq]0?(?P<n>\d)|(?P<n2>\d)\. ?(?:kvt\.?|kvartal) (?P<y2>(?:19|20)\d\d)", re.ASCII)
_HALF_YEAR = re.compile(rf"{_YEAR}h(?P<n>\d)|(?P<n2>\d)\. ?halvår (?P<y2>(?:19|20)\d\d)", re.ASCII)
_ROLLING = re.compile(rf"{_YEAR}qmat0(?P<n>[1-4])", re.ASCII)
_TWO_YEARS = re.compile(rf"{_YEAR}(?:[/-](?P<next>(?:19|20)\d\d)|/(?P<short>\d\d))", re.ASCII)
_WHOLE_YEAR = re.compile(rf"{_YEAR}y01", re.ASCII)
_NAMED_MONTH = re.compile(rf"(?P<name>[a-z]+)(?:\.? {_YEAR}|-(?P<short>\d\d))", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2((?:19|20)\d\d)", re.ASCII)
_DAY_LAST = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", re.ASCII)

_TIMED = re.compile(
    r"(?P<day>[\d./-]{8,10})[t ](?P<clock>\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?)(?:z|[+-]\d\d:?\d\d)?", re.ASCII
)
_MIDNIGHT = re.compile(r"0?0[:.]00(?:[:.]00(?:[.,]0+)?)?")
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
MONTH_NAMES = {
    **{form: month for month, name in enumerate(_MONTHS, start=1) for form in (name, name[:3])},
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "sept": 9, "oct": 10, "october": 10,
}  # fmt: skip
"""Danish and English, in small letters."""

_YEAR_WORD = re.compile(r"^(?:skole|regnskabs|finans|studie)?år(?:et)? ")
_KIND_WORDS = {
    PeriodKind.MONTH: ("en måned", "måneder", "2017-12"),
    PeriodKind.QUARTER: ("et kvartal", "kvartaler", "2017-Q4"),
    PeriodKind.HALF_YEAR: ("et halvår", "halvår", "2017-H2"),
    PeriodKind.YEAR: ("et år", "år", "2017"),
    PeriodKind.ROLLING_YEAR: ("et rullende år", "rullende år, der slutter med en måned", "2017-12-R"),
    PeriodKind.ROLLING_YEAR_QUARTERLY: ("et rullende år", "rullende år, der slutter med et kvartal", "2017QMAT04"),
}


def read_period(text: str, kind: PeriodKind, year_begins: int = 1) -> Period:
    """The period; Unreadable for a text outside the grammar or a period of another kind than the indicator's.

    A year that begins with another month than January has the names of both its years, and only such a year has.
    """
    folded = fold(text)
    if not folded:
        raise Unreadable(f"Perioden mangler. Skriv den for eksempel {_like(kind, year_begins)}.")
    day = _day_in(folded)
    if day is not None:
        return period_of_day(day, kind, text, year_begins)
    if kind is PeriodKind.YEAR and (found := _two_years(folded)) is not None:
        return _of_two_years(found, text, year_begins)
    period = _of_kind(_spoken(folded, text, kind, year_begins), kind, text)
    if kind is PeriodKind.YEAR and year_begins != 1:
        raise Unreadable(
            f"{quoted(text)} siger ikke, hvilket år der er ment: indikatorens år begynder i "
            f"{_MONTHS[year_begins - 1]}. Skriv begge år, for eksempel {_like(kind, year_begins)}."
        )
    return period


def _two_years(folded: str) -> int | None:
    """The first year of «2016/17», «2016-2017», «skoleåret 2016/17»; None: it is not written so."""
    found = _TWO_YEARS.fullmatch(_YEAR_WORD.sub("", folded))
    if found is None:
        return None
    year = int(found["y"])
    follows = int(found["next"]) == year + 1 if found["next"] else int(found["short"]) == (year + 1) % 100
    return year if follows else None


def _of_two_years(year: int, text: str, year_begins: int) -> Period:
    if year_begins == 1:
        raise Unreadable(
            f"{quoted(text)} er et år over to kalenderår, men indikatorens år begynder i januar. Skriv kalenderåret, "
            "eller skriv year_starts ved indikatoren i indicators.toml."
        )
    return Period.of_year(year, year_begins)


def _like(kind: PeriodKind, year_begins: int) -> str:
    """How such a period can be written."""
    return "2016/17" if kind is PeriodKind.YEAR and year_begins != 1 else _KIND_WORDS[kind][2]


def kind_of(text: str) -> PeriodKind | None:
    """What kind of period a text says; None for a day and for what is no period."""
    try:
        return _spoken(fold(text), text, PeriodKind.MONTH).kind
    except Unreadable:
        return None


def period_of_day(day: date, kind: PeriodKind, text: str, year_begins: int = 1) -> Period:
    """The period that ends with the day; under a monthly indicator its first day stands for the month as well."""
    period = Period.containing(kind, day, year_begins)
    if day == period.last_day or (kind is PeriodKind.MONTH and day == period.first_day):
        return period
    first = "den første eller den sidste dag i måneden" if kind is PeriodKind.MONTH else "den sidste dag i perioden"
    raise Unreadable(f"Dagen {quoted(text)} er ikke {first}. Skriv perioden, for eksempel {_like(kind, year_begins)}.")


def read_day(text: str) -> date:
    """A day as 2018-01-21 or 21-01-2018; Unreadable for anything else."""
    day = _day_in(fold(text))
    if day is None:
        raise Unreadable(f"{quoted(text)} er ikke en dag. Skriv den for eksempel 2018-01-21 eller 21-01-2018.")
    return day


def is_day_first(text: str) -> bool:
    """True for 31-12-2017 and for 01-02-2017."""
    found = _DAY_FIRST.fullmatch(text.strip())
    return found is not None and 1 <= int(found[3]) <= 12


def is_month_first(text: str) -> bool:
    """True where the day can only stand after the month: 12-31-2017."""
    found = _DAY_FIRST.fullmatch(text.strip())
    return found is not None and int(found[1]) <= 12 < int(found[3]) <= 31


def _day_in(folded: str) -> date | None:
    """None for what is no day. Unreadable for a day that does not exist, and for one with a clock time but midnight."""
    if timed := _TIMED.fullmatch(folded):
        if _day_in(timed["day"]) is not None and not _MIDNIGHT.fullmatch(timed["clock"]):
            raise Unreadable(
                f"{quoted(folded)} har et klokkeslæt, så det er ikke sikkert, hvilken dag eller måned der menes. Skriv "
                "perioden eller dagen alene."
            )
        folded = timed["day"]
    if found := _DAY_FIRST.fullmatch(folded):
        parts = int(found[4]), int(found[3]), int(found[1])
    elif found := _DAY_LAST.fullmatch(folded):
        parts = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        raise Unreadable(f"Dagen {quoted(folded)} findes ikke. Skriv dag, måned og år: 31-12-2017.") from None


def _spoken(folded: str, text: str, kind: PeriodKind, year_begins: int = 1) -> Period:
    if _OWN.fullmatch(folded):
        try:
            return Period.parse(folded.upper())
        except ValueError:
            raise Unreadable(_unknown(text, _like(kind, year_begins))) from None
    if found := _MONTH.fullmatch(folded):
        return _numbered(PeriodKind.MONTH, int(found["y"]), int(found["n"]), text)
    if found := _QUARTER.fullmatch(folded):
        return _numbered(PeriodKind.QUARTER, int(found["y"] or found["y2"]), int(found["n"] or found["n2"]), text)
    if found := _HALF_YEAR.fullmatch(folded):
        return _numbered(PeriodKind.HALF_YEAR, int(found["y"] or found["y2"]), int(found["n"] or found["n2"]), text)
    if found := _ROLLING.fullmatch(folded):
        return Period.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, int(found["y"]), int(found["n"]) * 3)
    if found := _WHOLE_YEAR.fullmatch(folded):
        return Period.of_year(int(found["y"]))
    if (found := _NAMED_MONTH.fullmatch(folded)) and found["name"] in MONTH_NAMES:
        return Period.month(int(found["y"] or "20" + found["short"]), MONTH_NAMES[found["name"]])
    raise Unreadable(_unknown(text, _like(kind, year_begins)))


def _numbered(kind: PeriodKind, year: int, number: int, text: str) -> Period:
    if not 1 <= number <= 12 // kind.step_months:
        raise Unreadable(f"{quoted(text)} findes ikke: et år har {12 // kind.step_months} {_KIND_WORDS[kind][1]}.")
    return Period.ending(kind, year, number * kind.step_months)


def _of_kind(period: Period, kind: PeriodKind, text: str) -> Period:
    if period.kind is kind:
        return period
    rolling = (PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_YEAR_QUARTERLY)
    # 2017-R ends with December, which is both the last month and the last quarter.
    if period.kind in rolling and kind in rolling and fold(text).endswith("-r") and period.end_month == 12:
        return period.to_kind(kind)
    raise Unreadable(
        f"{quoted(text)} er {_KIND_WORDS[period.kind][0]}, men indikatoren opgøres i {_KIND_WORDS[kind][1]} "
        f"(for eksempel {_KIND_WORDS[kind][2]})."
    )


def _unknown(text: str, example: str) -> str:
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text.strip()):
        return f"{quoted(text)} er Excels eget dagnummer og kan ikke læses sikkert. Skriv perioden som {example}."
    return f"Perioden {quoted(text)} kan ikke læses. Skriv den som {example}; året skal have fire cifre."
