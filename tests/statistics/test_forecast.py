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


def test_series_of_one_length_move_together_as_they_have_done() -> None:
    beside = [value + 20 for value in WALK]
    assert np.allclose(forecast.simulate(beside, 6) - forecast.simulate(WALK, 6), 20)


def test_a_season_is_taken_out_before_and_put_back_after() -> None:
    season = [10, 5, 0, -5, -10, -5, 0, 5, 10, 5, 0, -15]
    noise = np.random.default_rng(5).normal(0, 1, 50)
    values = [200 + season[(3 + i) % 12] * 4 + float(noise[i]) for i in range(50)]
    middles = [band.middle for band in forecast.bands(forecast.simulate(values, 12, first_month=4))]
    expected = [200 + season[(3 + 50 + step) % 12] * 4 for step in range(12)]
    assert middles == pytest.approx(expected, abs=4)


def test_noise_is_not_taken_for_a_season() -> None:
    kept = []
    for seed in range(8):
        noise = [200 + float(value) for value in np.random.default_rng(seed).normal(0, 5, 60)]
        figures = seasonal_figures(noise, 1)
        assert figures is not None
        middles = [band.middle for band in forecast.bands(forecast.simulate(noise, 12, first_month=1))]
        kept.append(np.ptp(middles) / np.ptp(figures))
    assert np.mean(kept) < 0.5


def test_a_season_takes_three_years() -> None:
    with pytest.raises(ValueError, match="36"):
        forecast.simulate(WALK[:35], 6, first_month=1)


def test_errors_to_come_are_wider_than_those_a_model_was_fitted_to() -> None:
    """Twelve months' figures estimated of three years leave too little of the noise behind."""
    random = np.random.default_rng(2)
    held = 0
    for _ in range(120):
        values = list(random.normal(0, 1, 37))
        band = forecast.bands(forecast.simulate(values[:36], 1, 400, first_month=1))[0]
        held += bool(band.low_80 <= values[36] <= band.high_80)
    assert 0.7 < held / 120 < 0.92


def test_a_long_series_is_tried_from_the_newest_starts_only() -> None:
    assert forecast.back_test([*WALK, *WALK, *WALK], 6, paths=20, most=25).starts == 25


def held(quantile: float) -> int:
    """Of one start, six steps before the end: whether the figure put at the quantile of what was foreseen is held."""
    ahead = forecast.simulate(WALK[:-6], 6, 100)[:, -1]
    values = [*WALK]
    values[-1] = float(np.quantile(ahead, quantile))
    return forecast.back_test(values, 6, paths=100, most=1).held


def test_the_back_test_holds_the_figure_at_the_distance_against_eight_in_ten() -> None:
    assert [held(quantile) for quantile in (0.08, 0.12, 0.5, 0.88, 0.92)] == [0, 1, 1, 1, 0]


def test_the_back_test_asks_for_no_other_figure_than_the_one_at_the_distance() -> None:
    values = [*WALK[:-1], float(np.quantile(forecast.simulate(WALK[:-6], 6, 100)[:, -1], 0.5))]
    for place in range(-6, -1):
        changed = [*values]
        changed[place] = 10_000.0
        assert forecast.back_test(changed, 6, paths=100, most=1).held == 1, place
