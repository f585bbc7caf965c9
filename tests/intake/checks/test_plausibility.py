"""What a person must look at before a file is stored: gaps, municipalities that are gone, unlikely figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi.intake.checks.plausibility import doubts
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.stored import Past

SICK = "sygedagpenge"
Doubted = Callable[..., list[str]]


def figure(value: str, period: str = "2017-12", area: str = "740") -> Figure:
    return Figure(2, SICK, area, Period.parse(period), Decimal(value), None, None, Quality.UNSTATED, None, "")


def months(values: str) -> list[Figure]:
    """Month by month from January 2016, a dash for no row at all."""
    first = Period.month(2016, 1)
    return [figure(value, str(first + at)) for at, value in enumerate(values.split()) if value != "-"]


@pytest.fixture
def doubted(definitions: Definitions) -> Doubted:
    def say(figures: list[Figure], stored: list[Figure] | None = None) -> list[str]:
        series: dict[str, dict[int, float | None]] = {}
        for known in stored or []:
            series.setdefault(known.area, {})[known.period.ordinal] = float(known.value or 0)
        past = {(SICK, area): Past(tuple(of), tuple(of.values())) for area, of in series.items()}
        newest = {SICK: max(one.period for one in figures)}
        return [issue.text for issue in doubts(figures, newest, past, definitions)]

    return say


def test_a_missing_month_is_named_with_its_municipality(doubted: Doubted) -> None:
    assert ["mangler 2016-03 for Silkeborg" in text for text in doubted(months("100 101 - 103"))] == [True]


def test_a_month_between_what_is_stored_and_the_file_is_missing(doubted: Doubted) -> None:
    said = doubted([figure("100", "2017-12")], [figure("100", "2017-10")])
    assert ["mangler 2017-11" in text for text in said] == [True]


def test_fewer_municipalities_than_last_time_are_named(doubted: Doubted) -> None:
    stored = [
        figure("100", "2017-11"),
        figure("50", "2017-11", "573"),
        figure("60", "2017-11", "751"),
        figure("9999", "2017-11", "000"),
    ]
    assert ["Mangler: Aarhus og Varde" in text for text in doubted([figure("100", "2017-12")], stored)] == [True]


def test_a_municipality_already_stored_for_the_month_is_not_missing(doubted: Doubted) -> None:
    stored = [figure("100", "2017-11"), figure("50", "2017-11", "573"), figure("50", "2017-12", "573")]
    assert doubted([figure("100", "2017-12")], stored) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("100 102 1010 99 101", "omkring ti gange"),
        ("100 102 10100 99 101", "mindst hundrede gange"),
        ("100 102 10.1 99 101", "omkring en tiendedel"),
        ("100 102 1.01 99 101", "højst en hundrededel"),
        ("100 102 -101 99 101", "modsat fortegn"),
        ("100 102 99 101 100 98 103 101 160", "langt fra det sædvanlige"),
    ],
)
def test_an_unlikely_value_is_pointed_out(doubted: Doubted, values: str, words: str) -> None:
    assert [words in text for text in doubted(months(values))] == [True]


@pytest.mark.parametrize(
    "values", ["100 102 110 99 101", "1 2 12 1 1", "100 102 99 101 100 98 103 101 106", "5", "0 0 0 0"]
)
def test_ordinary_values_pass(doubted: Doubted, values: str) -> None:
    assert doubted(months(values)) == []


def test_what_is_stored_counts_as_history(doubted: Doubted) -> None:
    said = doubted([figure("1010", "2016-06")], months("100 102 99 101 100"))
    assert ["omkring ti gange" in text for text in said] == [True]


# --- across series ---------------------------------------------------------------------------------------------------

PLACES = ("740", "573", "751", "661", "101")


def everywhere(values: str, odd: str = "", areas: Sequence[str] = PLACES) -> list[Figure]:
    """The same months in every area; `odd`: those of the last one instead."""
    first = Period.month(2016, 1)
    return [
        figure(value, str(first + at), area)
        for area in areas
        for at, value in enumerate((odd if odd and area == areas[-1] else values).split())
    ]


STEADY = "100 102 99 101 100 98 103 101"


def test_a_jump_that_most_areas_share_is_one_line(doubted: Doubted) -> None:
    (text,) = doubted(everywhere(f"{STEADY} 160"))
    assert "2016-09: for de fleste områder gælder, at tallet ligger langt fra det sædvanlige" in text
    assert "For eksempel Silkeborg, 2016-09: 160" in text


def test_a_misplaced_comma_in_most_areas_is_one_line_and_another_areas_sign_is_its_own(doubted: Doubted) -> None:
    together, alone = doubted(everywhere(f"{STEADY} 1010", f"{STEADY} -100"))
    assert "2016-09: for de fleste områder gælder, at tallet er omkring ti gange tallene omkring" in together
    assert alone.startswith("København, 2016-09: -100 har modsat fortegn")


def test_what_every_area_does_a_little_of_is_not_said_of_the_one_that_does_a_little_more(doubted: Doubted) -> None:
    shared, more = f"{STEADY} 108", f"{STEADY} 114"
    assert doubted(everywhere(more)[:9]) != []
    assert doubted(everywhere(shared, more)) == []


def test_an_area_that_does_not_follow_the_others_is_pointed_out(doubted: Doubted) -> None:
    (text,) = doubted(everywhere(STEADY + " 101", f"{STEADY} 160"))
    assert text.startswith("København, 2016-09: 160 ligger langt fra det sædvanlige")


def test_two_areas_share_nothing(doubted: Doubted) -> None:
    assert len(doubted(everywhere(f"{STEADY} 160", areas=PLACES[:2]))) == 2


def test_noughts_after_real_months_are_pointed_out(doubted: Doubted) -> None:
    assert ["er nul blandt tal" in text for text in doubted(months("100 102 0 99 101"))] == [True]
    assert doubted(months("5 3 0 4 2")) == []


@pytest.mark.parametrize(("times", "words"), [("10", "10 gange større"), ("0.001", "1.000 gange mindre")])
def test_a_whole_file_of_another_size_than_what_is_stored_is_one_line(doubted: Doubted, times: str, words: str) -> None:
    stored = months(STEADY)
    said = doubted([_times(one, times) for one in stored], stored)
    assert [words in text for text in said] == [True]


def _times(one: Figure, times: str) -> Figure:
    assert one.value is not None
    return replace(one, value=one.value * Decimal(times))


def test_an_official_tables_unlikely_figures_are_one_line_for_the_whole(
    doubted: Doubted, definitions: Definitions
) -> None:
    figures = everywhere(f"{STEADY} 160", f"{STEADY} 3") + everywhere("10 10 11 990 10", areas=("082",))
    newest = {SICK: Period.parse("2016-09")}
    (issue,) = doubts(figures, newest, {}, definitions, official=True, row_word="række")
    assert issue.text.startswith("3 steder er kildens tal usædvanlige (række 2).")
    assert "990 er mindst hundrede gange" in issue.text
