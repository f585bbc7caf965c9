"""The forecast: what it must refuse, what it must find on series whose future is known, and that it repeats itself."""

from __future__ import annotations

import numpy as np
import pytest

from kpi.statistics import forecast
from kpi.statistics.season import seasonal_figures, without_season

WALK = list(np.cumsum(np.random.default_rng(7).normal(0, 5, 60)) + 500)


def test_no_forecast_under_24_points() -> None:
    with pytest.raises(ValueError, match="24"):
        forecast.simulate(WALK[:23], 6)


def test_no_forecast_across_a_gap() -> None:
    with pytest.raises(ValueError, match="every period"):
        forecast.simulate([*WALK[:30], float("nan"), *WALK[30:]], 6)


def test_two_readers_see_the_same_band() -> None:
    assert forecast.bands(forecast.simulate(WALK, 6)) == forecast.bands(forecast.simulate(WALK, 6))


def test_bands_widen_with_distance_and_hold_one_another() -> None:
    found = forecast.bands(forecast.simulate(WALK, 12))
    widths = [band.high_80 - band.low_80 for band in found]
    assert widths[11] > widths[0]
    assert all(b.low_80 <= b.low_50 <= b.middle <= b.high_50 <= b.high_80 for b in found)


def test_a_steady_fall_is_carried_on_but_damped() -> None:
    noise = np.random.default_rng(3).normal(0, 1, 48)
    falling = [500 - 4 * i + float(noise[i]) for i in range(48)]
    last = forecast.bands(forecast.simulate(falling, 12))[11].middle
    assert falling[-1] - 12 * 4 - 5 < last < falling[-1] - 12


def test_probability_is_the_share_of_paths() -> None:
    paths = np.array([[1.0, 2.0], [1.0, 4.0], [1.0, 6.0], [1.0, 8.0]])
    assert forecast.probability(paths, lambda p: p[:, -1] <= 4) == 0.5


def test_the_back_test_counts_every_start_that_leaves_24_points_and_the_distance() -> None:
    found = forecast.back_test(WALK, 6, paths=100)
    assert found.starts == 60 - 24 - 6 + 1
    assert 0 <= found.held <= found.starts


def test_eight_in_ten_hold_on_walks_like_those_the_bands_are_made_for() -> None:
    random = np.random.default_rng(11)
    held = 0
    for _ in range(150):
        walk = np.cumsum(random.normal(0, 1, 42))
        band = forecast.bands(forecast.simulate(walk[:36], 6, 400))[5]
        held += bool(band.low_80 <= walk[41] <= band.high_80)
    assert 0.68 < held / 150 < 0.95


def test_a_known_season_is_found_and_taken_out() -> None:
    season = [10, 5, 0, -5, -10, -5, 0, 5, 10, 5, 0, -15]
    values = [100 + 2 * i + season[(3 + i) % 12] for i in range(48)]
    figures = seasonal_figures(values, first_month=4)
    assert figures is not None
    assert figures == pytest.approx(season, abs=1e-9)
    assert without_season(values, 4, figures) == pytest.approx([100 + 2 * i for i in range(48)])


def test_no_season_from_less_than_three_years() -> None:
    assert seasonal_figures([1.0] * 35, 1) is None
