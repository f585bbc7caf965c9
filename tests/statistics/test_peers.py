"""Quantile groups and funnel limits against small lists that can be checked by hand."""

from __future__ import annotations

import pytest

from kpi.statistics.funnel import ALARM, WARNING, funnel_limits
from kpi.statistics.interval import wilson
from kpi.statistics.quantile_group import quantile_groups


def test_ten_values_in_fifths() -> None:
    assert quantile_groups(range(1, 11), 5, highest_first=False) == (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)
    assert quantile_groups(range(1, 11), 5, highest_first=True) == (5, 5, 4, 4, 3, 3, 2, 2, 1, 1)


def test_ties_share_the_smallest_rank() -> None:
    assert quantile_groups([1, 2, 2, 2, 3, 4], 3, highest_first=False) == (1, 1, 1, 1, 3, 3)


def test_no_groups_where_there_are_fewer_values_than_groups() -> None:
    assert quantile_groups([1, 2], 3, highest_first=False) is None


@pytest.mark.parametrize("confidence", [WARNING, ALARM])
@pytest.mark.parametrize(("pooled", "base"), [(0.1, 400), (0.5, 60), (0.9, 1000)])
def test_a_share_on_the_limit_has_a_wilson_interval_that_just_touches_the_pooled_share(
    pooled: float, base: int, confidence: float
) -> None:
    limits = funnel_limits(pooled, base, confidence)
    assert wilson(limits.high * base, base, confidence).low == pytest.approx(pooled, abs=1e-9)
    assert wilson(limits.low * base, base, confidence).high == pytest.approx(pooled, abs=1e-9)
