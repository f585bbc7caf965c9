"""Ordinary revision: what provisional figures usually turn out to be corrected by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kpi.analysis.revision import FEWEST, ordinary_revision
from kpi.evaluate.known import KnownFigures
from kpi.model.observation import Observation, Quality, Series
from kpi.model.period import Period
from tests.spec.builders import OWN, definitions, indicator, known, series

OF = indicator(provisional=1, delay=21)


def seen(count: int, *, changes: tuple[int, ...], late: bool = False, assumed: bool = False) -> Decimal | None:
    """So many months of 100, each first published on its usual day as 100 minus its change, and corrected later."""
    rows = {str(Period.month(2016, 1) + step): 100 for step in range(count + 1)}
    plain = series(OF, OWN, rows)
    revised: dict[Period, tuple[Observation, ...]] = {}
    for one, change in zip(plain.observations, changes, strict=False):
        usual = one.period.last_day + timedelta(days=400 if late else 20)
        first = replace(one, value=Decimal(100 - change), published_on=usual, published_assumed=assumed)
        revised[one.period] = (first,)
    found = Series(OF.id, OWN, plain.observations, revised)
    figures = known("2018-06-01", found)
    return ordinary_revision(KnownFigures(definitions(OF), figures), found)


def test_it_is_the_median_of_what_was_corrected_whichever_way() -> None:
    assert seen(7, changes=(1, -2, 3, -4, 5, 6, 7)) == Decimal(4)


def test_under_six_figures_nothing_is_said() -> None:
    assert FEWEST == 6
    assert seen(5, changes=(1, 2, 3, 4, 5)) is None
    assert seen(6, changes=(1, 2, 3, 4, 5, 6)) == Decimal("3.5")


def test_a_figure_that_was_never_corrected_was_corrected_by_nothing() -> None:
    assert seen(7, changes=(9, 9, 9)) == Decimal(0)


def test_what_was_old_when_it_first_came_was_not_provisional_and_an_assumed_day_is_no_day() -> None:
    assert seen(7, changes=(1, 2, 3, 4, 5, 6, 7), late=True) is None
    assert seen(7, changes=(1, 2, 3, 4, 5, 6, 7), assumed=True) is None


def test_the_newest_that_is_provisional_still_is_not_counted() -> None:
    rows = series(OF, OWN, {"2016-01": 100})
    figures = known("2016-03-01", rows)
    assert figures.as_of == date(2016, 3, 1)
    assert rows.observations[0].quality is Quality.UNSTATED
    assert ordinary_revision(KnownFigures(definitions(OF), figures), rows) is None
