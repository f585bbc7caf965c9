"""What Danish formatting writes is read back, and nothing else ever crashes the reader."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.intake import FileRefused, contains_cpr
from kpi.intake.checks.numbers import Convention, convention_of, read_number
from kpi.intake.checks.periods import read_period
from kpi.intake.cpr import may_contain_cpr
from kpi.intake.refusal import Unreadable
from kpi.intake.text import danish
from kpi.model.delivery import ReadFile
from kpi.model.period import Period, PeriodKind

GOOD = (
    "indikator;kommune;periode;værdi;enhed;kommentar\n"
    + "".join(
        f"sygedagpenge;{area};{month};{value};fuldtidspersoner;\n"
        for month, value in (("2017-10", "1.234,5"), ("dec 2017", "7"), ("2017M11", "0,25"))
        for area in ("Silkeborg", "573", "Aarhus Kommune")
    )
    + 'andel_fastholdt;Varde;4. kvt. 2017;25,5 %;pct;"to\nlinjer"\nKilde: prøve\n'
)
numbers = st.decimals(min_value=-(10**15), max_value=10**15, places=6) | st.integers(-(10**15), 10**15).map(Decimal)
anything = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(numbers)
def test_a_number_written_the_danish_way_is_read_back(number: Decimal) -> None:
    assert read_number(danish(number), Convention.DANISH)[0] == number
    assert read_number(danish(number).replace(".", "\u00a0").replace("-", "−"), Convention.DANISH)[0] == number


@given(numbers)
def test_a_number_written_the_english_way_is_read_back(number: Decimal) -> None:
    assert read_number(f"{number:,f}", Convention.ENGLISH)[0] == number


@given(st.text(st.sampled_from("0123456789.,-−  %eE_+١２NaNinf"), max_size=12))
def test_any_other_text_is_refused_and_never_read_as_something_else(text: str) -> None:
    number, reason = None, ""
    try:
        number, _ = read_number(text, Convention.DANISH)
    except Unreadable as refusal:
        reason = str(refusal)
    if number is None:
        assert reason.endswith(".")
    else:
        digits = "".join(sign for sign in text if sign in "0123456789")
        assert Decimal(digits) == abs(number).scaleb(len(digits.lstrip("0")) and -number.as_tuple().exponent)


@given(st.lists(numbers, min_size=1))
def test_danish_numbers_are_never_taken_for_english(values: list[Decimal]) -> None:
    convention, *_ = convention_of([danish(value) for value in values])
    assert convention in (Convention.DANISH, Convention.UNSETTLED)


@given(st.sampled_from(PeriodKind), st.integers(1900, 2099), st.integers(1, 12))
def test_a_period_in_our_own_spelling_is_read_back(kind: PeriodKind, year: int, month: int) -> None:
    month = -(-month // kind.step_months) * kind.step_months
    period = Period.ending(kind, year, month)
    assert read_period(str(period), kind) == period


@given(
    st.sampled_from(PeriodKind),
    st.text(st.sampled_from("0123456789-MKQRHYT. decjan/"), max_size=12) | st.text(max_size=12),
)
def test_any_other_period_is_refused(kind: PeriodKind, text: str) -> None:
    period, reason = None, ""
    try:
        period = read_period(text, kind)
    except Unreadable as refusal:
        reason = str(refusal)
    if period is None:
        assert reason.endswith((".", ")."))
    else:
        assert period.kind is kind
        assert str(period.year) in text or str(period.year)[2:] in text


@given(
    st.dates(),
    st.integers(0, 9999),
    st.sampled_from(["", "-", " ", ".", "/", "_", ":", "=", "--", "\t", " - "]),
    st.text(st.characters(categories=["L"]), max_size=5),
)
def test_every_cpr_number_is_found(day: object, last: int, join: str, words: str) -> None:
    assert contains_cpr(f"{words} {day:%d%m%y}{join}{last:04d} {words}")


@anything
@given(data=st.data())
def test_every_row_of_a_mutated_file_is_stored_or_named_or_the_file_refused(
    read: Callable[..., ReadFile], data: st.DataObject
) -> None:
    text = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, max(0, len(text) - 1)))
        match data.draw(st.sampled_from(["replace", "insert", "delete", "cut", "double"])):
            case "replace":
                text = text[:at] + data.draw(st.sampled_from('0123456789;,.\t"\n\0æ%-x\u200bа')) + text[at + 1 :]
            case "insert":
                text = text[:at] + data.draw(st.sampled_from('0123456789;,.\t"\n\r ')) + text[at:]
            case "delete":
                text = text[:at] + text[at + 1 :]
            case "cut":
                text = text[: at + 1]
            case _:
                lines = text.splitlines(keepends=True) or [""]
                place = at % len(lines)
                text = "".join([*lines[: place + 1], *lines[place:]])
    content = text.encode(data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), errors="replace")
    try:
        result = read(content)
    except FileRefused:
        return
    named = {figure.line for figure in result.figures} | {issue.line for issue in (*result.refused, *result.warnings)}
    outside = result.recognised_as.partition("uden for tabellen: linje ")[2]
    named |= {int(line) for line in outside.split(", ") if line}
    filled = set()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    line = 1
    for cells in reader:
        if "".join(cells).strip():
            filled.add(line)
        line = reader.line_num + 1
    assert filled - named == {heading_line(text)}


def heading_line(text: str) -> int:
    """Where the headings still stand: a mutation may have pushed them down."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return next(at for at, line in enumerate(lines, start=1) if line.count(";") >= 4)


@anything
@given(content=st.binary(max_size=400) | st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest))
def test_any_bytes_at_all_are_read_or_refused(read: Callable[..., ReadFile], content: bytes) -> None:
    with pytest.raises(FileRefused):
        read(content)


@given(st.text(alphabet="0123456789 ./-+:=\tA;\u00a0\u2013\u200b\u0663ø\n", max_size=40))
@settings(max_examples=500)
def test_the_quick_look_at_a_whole_file_never_lets_a_cpr_number_by(text: str) -> None:
    assert may_contain_cpr(text) or not any(contains_cpr(cell) for cell in text.split(";"))


@pytest.mark.parametrize(
    "spelling",
    ["010190-1234", "0101901234", "01.01.90 1234", "01 01 1990-1234", "101901234", "010190-12AB", "0101-90-1234"],
)
def test_the_quick_look_sees_every_spelling_in_a_whole_file(spelling: str) -> None:
    assert may_contain_cpr(f"indikator;kommune\nførste;{spelling};9\n")


@pytest.mark.parametrize("text", ["2016/17", "2016/2017", "2016-2017", "skoleåret 2016/17", "Regnskabsåret 2016/2017"])
@pytest.mark.parametrize("begins", [4, 8])
def test_a_year_over_two_calendar_years_is_read_with_both_their_names(text: str, begins: int) -> None:
    assert read_period(text, PeriodKind.YEAR, begins) == Period.of_year(2016, begins)


@pytest.mark.parametrize(
    ("text", "begins", "reason"),
    [
        ("2016", 8, "siger ikke, hvilket år der er ment: indikatorens år begynder i august. Skriv begge år"),
        ("2016/17", 1, "er et år over to kalenderår, men indikatorens år begynder i januar"),
        ("2016/18", 8, "kan ikke læses. Skriv den som 2016/17"),
        ("2016-17", 8, "kan ikke læses. Skriv den som 2016/17"),
        ("31-12-2016", 8, "Skriv perioden, for eksempel 2016/17"),
    ],
)
def test_a_year_that_does_not_say_which_it_is_is_refused(text: str, begins: int, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_period(text, PeriodKind.YEAR, begins)
    assert reason in str(refused.value)


def test_the_last_day_of_a_school_year_stands_for_it() -> None:
    assert read_period("31-07-2017", PeriodKind.YEAR, 8) == Period.of_year(2016, 8)


@pytest.mark.parametrize("text", ["2017H2", "2017h2", "2. halvår 2017", "2.halvår 2017", "2017-H2"])
def test_a_half_year_is_read_as_it_is_written(text: str) -> None:
    assert read_period(text, PeriodKind.HALF_YEAR) == Period.parse("2017-H2")


@pytest.mark.parametrize("text", ["2017H0", "2017H3", "3. halvår 2017", "0. halvår 2017"])
def test_a_year_has_two_halves(text: str) -> None:
    with pytest.raises(Unreadable, match="2 halvår"):
        read_period(text, PeriodKind.HALF_YEAR)
