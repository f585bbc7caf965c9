"""The control chart, rule by rule, on series small enough to check by hand."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.statistics.control_chart import Assurance, Limits, Share, Signal, assurance, control_chart, share_chart

STEADY = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]
"""Mean 11, every moving range 2: limits 11 - 5.32 and 11 + 5.32."""


def signals(values: list[float], **how: object) -> list[Signal]:
    return [point.signal for point in control_chart([values], **how)]


def test_limits_are_the_mean_and_2_66_average_moving_ranges() -> None:
    limits = control_chart([STEADY])[0].limits
    assert limits is not None
    assert (limits.mean, limits.low, limits.high) == pytest.approx((11, 5.68, 16.32))
    assert (limits.near_low, limits.near_high) == pytest.approx((11 - 5.32 * 2 / 3, 11 + 5.32 * 2 / 3))


def test_limits_are_those_that_nhs_england_shows_for_its_own_example() -> None:
    values = [89, 86, 75, 77, 81, 74, 72, 78, 76, 82, 77, 54, 66, 77, 86]
    points = control_chart([values])
    limits = points[0].limits
    assert limits is not None
    assert (round(float(limits.mean), 2), round(limits.low), round(limits.high)) == (76.67, 57, 96)
    assert [place for place, point in enumerate(points) if point.signal is not Signal.NONE] == [11]


def test_no_limits_under_twelve_points() -> None:
    assert control_chart([STEADY[:11]])[0].limits is None


def test_no_limits_where_nothing_moves() -> None:
    assert control_chart([[7.0] * 20])[0].limits is None


def test_no_limits_where_screening_leaves_no_spread() -> None:
    assert control_chart([[7.0] * 19 + [50.0]])[0].limits is None


def test_a_large_moving_range_is_screened_out_of_the_spread_but_its_point_stays_in_the_mean() -> None:
    values = [*STEADY, 40.0, 10.0]
    screened = control_chart([values])[0].limits
    raw = control_chart([values], screen=False)[0].limits
    assert screened is not None
    assert raw is not None
    assert screened.mean == raw.mean == pytest.approx(sum(values) / 14)
    assert screened.high - screened.mean == pytest.approx(2.66 * 2)
    assert raw.high - raw.mean == pytest.approx(2.66 * (11 * 2 + 28 + 30) / 13)


def test_a_point_outside_a_limit() -> None:
    points = control_chart([[*STEADY, 40.0, 10.0]])
    assert points[12].signal is Signal.OUTSIDE
    assert points[12].direction == 1


def test_six_strict_rises_mark_all_seven_points() -> None:
    # Long and wide enough that the climb stays inside the limits.
    values = [0, 20] * 10 + [5, 6, 7, 8, 9, 10, 11] + [0, 20] * 3
    points = control_chart([values])
    assert [p.signal for p in points[20:27]] == [Signal.TREND] * 7
    assert [p.direction for p in points[20:27]] == [1] * 7


def test_five_rises_and_a_standstill_are_no_trend() -> None:
    values = [0, 20] * 10 + [5, 6, 7, 8, 9, 10, 10] + [0, 20] * 3
    assert Signal.TREND not in signals(values)


def test_where_two_trends_meet_the_turning_point_follows_the_step_out_of_it() -> None:
    values = [0, 20] * 10 + [5, 6, 7, 8, 9, 10, 11, 10, 9, 8, 7, 6, 5] + [20, 0] * 3
    points = control_chart([values])
    assert points[26].value == 11
    assert points[26].direction == -1


def test_a_point_on_a_limit_or_on_the_mean_is_on_it_whatever_its_decimals() -> None:
    # Mean 57.3 and every moving range 2.2, so the upper limit is 63.152; as binary numbers it would lie just beyond.
    steady = [Decimal("56.2"), Decimal("58.4")] * 6
    on_the_limit, beyond = Decimal("63.152"), Decimal("63.153")
    points = control_chart([[*steady, on_the_limit, beyond]], base_points=12)
    assert [point.signal for point in points[12:]] == [Signal.NONE, Signal.OUTSIDE]
    shifted = [*steady, *[Decimal("58.4")] * 6, Decimal("57.3")]
    assert control_chart([shifted], base_points=12)[-1].signal is Signal.NONE
    assert control_chart([[float(value) for value in shifted]], base_points=12) == control_chart(
        [shifted], base_points=12
    )


def test_two_of_three_close_to_a_limit_and_all_three_on_one_side() -> None:
    points = control_chart([[*STEADY * 3, 15.5, 12.0, 15.5, 10.0]])
    assert [p.signal for p in points[36:39]] == [Signal.TWO_IN_THREE, Signal.NONE, Signal.TWO_IN_THREE]


def test_two_close_points_with_the_third_across_the_mean_are_no_signal() -> None:
    values = [*STEADY * 3, 15.5, 10.0, 15.5, 10.0]
    assert Signal.TWO_IN_THREE not in signals(values)


def test_seven_on_one_side_are_a_shift_and_a_point_on_the_mean_breaks_it() -> None:
    shifted = [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 15.0, 13.0, 15.0, 13.0, 15.0, 13.0, 15.0]
    assert signals(shifted) == [Signal.SHIFT] * 14
    assert [p.direction for p in control_chart([shifted])] == [-1] * 7 + [1] * 7
    # Twelve is the mean of fourteen such points, and of fifteen with one of twelve among them.
    broken = [*shifted[:10], 12.0, *shifted[10:]]
    assert control_chart([broken])[0].limits.mean == 12.0
    assert signals(broken)[7:] == [Signal.NONE] * 8


def test_a_missing_month_breaks_a_run_and_its_moving_range() -> None:
    whole = control_chart([(low := [9.0, 11.0, 9.0, 11.0, 9.0, 11.0]) + [14.0, 16.0] * 3])
    split = control_chart([low, [14.0, 16.0] * 3])
    assert whole[0].limits != split[0].limits
    assert all(point.signal is not Signal.TREND for point in split)


def test_each_rebase_group_has_limits_of_its_own_and_too_short_a_group_has_none() -> None:
    points = control_chart([[*STEADY, *(v + 100 for v in STEADY), 5.0, 6.0]], rebase=[12, 24])
    first, second = points[0].limits, points[12].limits
    assert first is not None
    assert second is not None
    assert second.mean == pytest.approx(first.mean + 100)
    assert points[24].limits is None


def test_a_fixed_base_judges_later_points_by_the_first_n() -> None:
    points = control_chart([[*STEADY, 30.0, 32.0]], base_points=12)
    assert points[0].limits == control_chart([STEADY])[0].limits
    assert points[13].signal is Signal.OUTSIDE
    with pytest.raises(ValueError):
        control_chart([STEADY], base_points=11)


def test_p_limits_are_three_binomial_deviations_at_each_points_own_denominator() -> None:
    shares = [Share(50, 100), Share(202, 400)] * 8
    points = share_chart([shares])
    pooled = 8 * 252 / (8 * 500)
    for point, base in zip(points, [100, 400] * 8, strict=True):
        assert point.limits is not None
        assert point.limits.mean == pytest.approx(100 * pooled)
        assert point.limits.high - point.limits.mean == pytest.approx(300 * (pooled * (1 - pooled) / base) ** 0.5)


def test_p_limits_widen_where_shares_spread_more_than_their_denominators_explain() -> None:
    wild = share_chart([[Share(400, 1000), Share(600, 1000)] * 8])
    assert wild[0].limits is not None
    sigma_z = (0.2 / (0.25 / 1000) ** 0.5) / 1.128
    assert wild[0].limits.high == pytest.approx(50 + 300 * sigma_z * (0.25 / 1000) ** 0.5)
    assert all(point.signal is Signal.NONE for point in wild)


def test_no_p_limits_where_everybody_or_nobody_is_counted() -> None:
    assert share_chart([[Share(20, 20)] * 15])[0].limits is None


LIMITS = Limits(mean=50, low=40, high=60, near_low=43, near_high=57)


@pytest.mark.parametrize(
    ("target", "high_is_met", "answer"),
    [
        (39, True, Assurance.USUALLY_MET),
        (40, True, Assurance.EITHER),
        (50, True, Assurance.EITHER),
        (60, True, Assurance.EITHER),
        (61, True, Assurance.USUALLY_MISSED),
        (61, False, Assurance.USUALLY_MET),
        (39, False, Assurance.USUALLY_MISSED),
    ],
)
def test_assurance(target: float, high_is_met: bool, answer: Assurance) -> None:
    assert assurance(LIMITS, target, high_is_met=high_is_met) is answer


def test_no_assurance_without_limits_or_target() -> None:
    assert assurance(None, 3, high_is_met=True) is Assurance.NONE
    assert assurance(LIMITS, None, high_is_met=True) is Assurance.NONE


@given(st.lists(st.integers(-50, 50), min_size=12, max_size=60))
def test_turning_a_series_upside_down_turns_every_signal_and_nothing_else(values: list[int]) -> None:
    up = control_chart([values])
    down = control_chart([[-value for value in values]])
    assert [p.signal for p in up] == [p.signal for p in down]
    assert [p.direction for p in up] == [-p.direction for p in down]


@given(st.lists(st.integers(-50, 50), min_size=12, max_size=60))
def test_a_point_marked_as_trend_stands_in_seven_that_only_rise_or_only_fall(values: list[int]) -> None:
    for i, point in enumerate(control_chart([values])):
        if point.signal is Signal.TREND:
            windows = [values[s : s + 7] for s in range(max(0, i - 6), i + 1) if s + 7 <= len(values)]
            assert any(all(a < b for a, b in pairwise(w)) or all(a > b for a, b in pairwise(w)) for w in windows)
