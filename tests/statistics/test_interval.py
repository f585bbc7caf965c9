"""Intervals against values that stand in textbooks and tables, and against what they must always satisfy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.statistics import interval
from kpi.statistics.interval import Interval


def near(found: Interval, low: float, high: float, digits: float = 5e-4) -> bool:
    return abs(found.low - low) < digits and abs(found.high - high) < digits


def test_wilson_ten_of_a_hundred() -> None:
    assert near(interval.wilson(10, 100), 0.0552, 0.1744)


@pytest.mark.parametrize(("numerator", "low", "high"), [(0, 0.0, 0.2775), (10, 0.7225, 1.0)])
def test_wilson_none_and_all_of_ten(numerator: int, low: float, high: float) -> None:
    assert near(interval.wilson(numerator, 10), low, high)


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (9, 4.115, 17.085)]
)
def test_counts_under_ten_are_exact_as_in_tables_of_the_poisson_distribution(
    events: int, low: float, high: float
) -> None:
    assert near(interval.count(events), low, high, 1e-3)


@pytest.mark.parametrize(
    ("events", "confidence", "low", "high"),
    [
        (0, 0.95, 0, 3.688879454113935),
        (1, 0.95, 0.025317807984289842, 5.571643390938897),
        (9, 0.95, 4.115373097378328, 17.08480345141917),
        (9, 0.998, 2.4524244043637715, 22.657373309062933),
        (10, 0.95, 4.787449913967564, 18.391458605756473),
        (10, 0.998, 2.916318374695686, 24.19372492788055),
    ],
)
def test_exact_ends_at_nine_and_byar_begins_at_ten(events: int, confidence: float, low: float, high: float) -> None:
    found = interval.count(events, confidence)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_byar_from_ten_on_lies_close_to_the_exact_limits() -> None:
    # Exact limits of 10 and 100 events: 4.795-18.390 and 81.364-121.627.
    assert near(interval.count(10), 4.795, 18.390, 0.02)
    assert near(interval.count(100), 81.364, 121.627, 0.02)


def test_a_rate_is_the_counts_interval_over_the_base() -> None:
    of_count = interval.count(25)
    of_rate = interval.rate(25, 50_000, multiplier=1000)
    assert of_rate == Interval(of_count.low / 50, of_count.high / 50)


@given(st.integers(1, 5000), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_holds_its_own_share_and_stays_between_nothing_and_all(base: int, part: float, conf: float) -> None:
    numerator = round(base * part)
    found = interval.wilson(numerator, base, conf)
    assert 0 <= found.low <= numerator / base + 1e-12
    assert numerator / base - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 10), (11, 10)])
def test_what_is_not_a_share_is_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError):
        interval.wilson(numerator, denominator)
