"""Ticks are round and Danish, due has its word, and a flat line gets room."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.charts.scale import time_scale, value_scale
from kpi.model.period import Period


@pytest.mark.parametrize(
    ("values", "from_zero"),
    [(("749", "819"), False), (("0.02", "0.05"), False), (("25.4",), False), (("0",), True), (("-4", "12"), True)],
)
def test_every_value_lies_inside_and_ticks_are_even(values: tuple[str, ...], from_zero: bool) -> None:
    numbers = [Decimal(value) for value in values]
    scale = value_scale(numbers, count=5, from_zero=from_zero)
    assert scale.low <= min(numbers) <= max(numbers) <= scale.high
    assert len({b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)}) == 1
    assert not from_zero or 0 in scale.ticks


def test_bars_begin_at_zero() -> None:
    assert value_scale([Decimal("1.6"), Decimal("3.7")], count=4, from_zero=True).low == 0


def test_tick_words_have_a_comma() -> None:
    assert "2,5" in value_scale([Decimal(1), Decimal(3)], count=6, from_zero=False).texts()


@pytest.mark.parametrize("most", [2, 4, 7, 12])
def test_no_more_ticks_than_there_is_room_for_and_the_last_is_due(most: int) -> None:
    times = time_scale([Period.month(2014, 12), Period.month(2017, 12)])
    ticks = times.ticks(most)
    assert len(ticks) <= most
    assert ticks[-1] == Period.month(2017, 12)


def test_a_year_and_its_months_share_an_axis() -> None:
    times = time_scale([Period.month(2016, 6), Period.of_year(2017)])
    assert times.at(Period.of_year(2017), 0, 100) == times.at(Period.month(2017, 12), 0, 100) == 100
