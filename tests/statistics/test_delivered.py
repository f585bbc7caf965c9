"""Bounds of delivered figures are those of the published formulas, in the figure's own unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.statistics.delivered import Bounds, limits_at, rate_bounds, share_bounds, sizes_between
from kpi.statistics.interval import rate, wilson


def test_a_percentage_has_wilson_times_a_hundred() -> None:
    found = share_bounds(Decimal(61), Decimal(240), 100)
    expected = wilson(61, 240)
    assert (float(found.low), float(found.high)) == pytest.approx((expected.low * 100, expected.high * 100))


def test_a_rate_has_its_counts_interval_over_the_base() -> None:
    found = rate_bounds(Decimal("21.4"), Decimal(49383), 1000)
    expected = rate(21, 49383, multiplier=1000)
    assert (float(found.low), float(found.high)) == pytest.approx((expected.low, expected.high))


def test_both_ends_are_inside() -> None:
    bounds = Bounds(Decimal(1), Decimal(2))
    assert bounds.holds(Decimal(1))
    assert bounds.holds(Decimal(2))
    assert not bounds.holds(Decimal("2.01"))


def test_the_funnel_narrows_with_size_and_outer_limits_lie_beyond_inner() -> None:
    small, large = (limits_at(Decimal("0.02"), Decimal(base), 100) for base in (500, 50000))
    assert small.outer.low <= small.inner.low < Decimal(2) < small.inner.high < small.outer.high
    assert large.outer.high - large.outer.low < small.outer.high - small.outer.low


def test_sizes_grow_by_the_same_factor_from_the_smallest_to_the_largest() -> None:
    first, middle, last = sizes_between([Decimal(100), Decimal(10000), Decimal(400)], 3)
    assert (float(first), float(middle), float(last)) == pytest.approx((100, 1000, 10000))
