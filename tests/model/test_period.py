"""A period is one of its kind: what ends where, what follows what, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.model.period import Period, PeriodKind

SPELLED = {
    "2017-12": (date(2017, 12, 1), date(2017, 12, 31)),
    "2017-Q1": (date(2017, 1, 1), date(2017, 3, 31)),
    "2016-H1": (date(2016, 1, 1), date(2016, 6, 30)),
    "2016": (date(2016, 1, 1), date(2016, 12, 31)),
    "2016-02-R": (date(2015, 3, 1), date(2016, 2, 29)),
    "2017-R": (date(2017, 1, 1), date(2017, 12, 31)),
    "2017-Q2-R": (date(2016, 7, 1), date(2017, 6, 30)),
}


@pytest.mark.parametrize("text", SPELLED)
def test_a_period_is_read_as_it_is_written_and_covers_its_days(text: str) -> None:
    period = Period.parse(text)
    assert (str(period), period.first_day, period.last_day) == (text, *SPELLED[text])
    assert Period.starting(period.kind, period.first_day) == period


def test_the_fourth_quarters_rolling_year_is_written_as_the_years() -> None:
    assert str(Period.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, 2017, 12)) == "2017-R"


@pytest.mark.parametrize("text", ["2017-13", "2017-Q5", "2017-H1-R", "2017-1", "17-01", "2017-12 ", "٢٠١٧"])
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        Period.parse(text)


def test_no_quarter_ends_in_may() -> None:
    with pytest.raises(ValueError, match="ends in 2017-05"):
        Period.ending(PeriodKind.QUARTER, 2017, 5)
    with pytest.raises(ValueError, match="ends in 2017-05"):
        Period.month(2017, 5).to_kind(PeriodKind.QUARTER)


def test_steps_are_counted_within_one_kind() -> None:
    assert Period.month(2017, 2).steps_since(Period.month(2016, 12)) == 2
    with pytest.raises(ValueError, match="not of one kind"):
        Period.quarter(2017, 1).steps_since(Period.month(2016, 12))


def test_a_year_is_made_up_of_months_and_of_quarters_never_of_rolling_years() -> None:
    year = Period.of_year(2017)
    assert [str(one) for one in year.parts(PeriodKind.QUARTER)] == ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"]
    assert (str(year.parts(PeriodKind.MONTH)[0]), len(year.parts(PeriodKind.MONTH))) == ("2017-01", 12)
    for kind in (PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_YEAR_QUARTERLY):
        with pytest.raises(ValueError, match="is not made up of"):
            year.parts(kind)
    with pytest.raises(ValueError, match="is not made up of"):
        Period.month(2017, 1).parts(PeriodKind.QUARTER)
