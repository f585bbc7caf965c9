"""What a person must look at before a file is stored: gaps, municipalities that are gone, unlikely figures."""

from __future__ import annotations

from collections.abc import Callable
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
