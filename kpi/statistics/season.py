"""Taking the season out of a monthly series by classical additive decomposition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

YEAR = 12
FEWEST_MONTHS = 36
"""A season is estimated from three whole years and no less."""


def seasonal_figures(values: Sequence[float], first_month: int) -> tuple[float, ...] | None:
    """How far each calendar month (January first) lies from the trend, summing to 0; None under 36 months.

    `values` are consecutive months, `first_month` (1-12) the calendar month of the first. The trend is the centred
    moving average of a year; each month's figure is the mean of its distances from it.
    """
    if len(values) < FEWEST_MONTHS:
        return None
    series = np.asarray(values, dtype=float)
    weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
    trend = np.convolve(series, weights, mode="valid")
    distance = series[YEAR // 2 : YEAR // 2 + len(trend)] - trend
    calendar = (first_month - 1 + YEAR // 2 + np.arange(len(trend))) % YEAR
    figures = np.array([distance[calendar == month].mean() for month in range(YEAR)])
    return tuple(float(figure) for figure in figures - figures.mean())


def without_season(values: Sequence[float], first_month: int, figures: Sequence[float]) -> tuple[float, ...]:
    """The series with each calendar month's figure taken out."""
    return tuple(value - figures[(first_month - 1 + i) % YEAR] for i, value in enumerate(values))
