"""Where a series is heading: half damped-trend, half theta paths, and how often such bands have held before.

Damped trend: Gardner and McKenzie (1985). Theta: Assimakopoulos and Nikolopoulos (2000), in the form of Hyndman and
Billah (2003): exponential smoothing with a drift of half the straight line's slope. Paths are simulated from the
models' own one-step errors, so the bands are as wide as the series has been wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kpi.statistics.season import FEWEST_MONTHS, YEAR, seasonal_figures, without_season

Paths = NDArray[np.float64]

FEWEST_POINTS = 24
PATHS = 2000
_SEED = 20_170_131
"""Fixed, so that two readers see the same band."""

_DAMPED_FIGURES, _THETA_FIGURES = 4, 3
"""Estimated by each model: weights, level, trend or drift."""

_ALPHA, _BETA, _PHI = (
    grid.ravel()
    for grid in np.meshgrid(
        np.array([0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.0]),
        np.array([0.0, 0.05, 0.1, 0.2, 0.4]),
        np.array([0.8, 0.9, 0.95, 0.98]),
        indexing="ij",
    )
)


@dataclass(frozen=True, slots=True)
class Band:
    """Quantiles of the paths at one step ahead, in the unit of the series."""

    low_80: float
    low_50: float
    middle: float
    high_50: float
    high_80: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """How often the 80 per cent band held when started earlier on this very series, at the same distance."""

    starts: int
    held: int


def fewest_points(*, seasonal: bool) -> int:
    """A season is taken out of three years and no less."""
    return FEWEST_MONTHS if seasonal else FEWEST_POINTS


def simulate(values: Sequence[float], steps: int, paths: int = PATHS, *, first_month: int | None = None) -> Paths:
    """`paths` x `steps` possible continuations. ValueError under 24 points or where the series holds no number.

    `first_month` (1-12) is the first value's calendar month in a monthly series with a season: it is taken out before
    and put back after, and takes 36 points. Series of one length get the same draws: over the same months what moved
    them together moves them together in each path.
    """
    if len(values) < FEWEST_POINTS:
        raise ValueError("a forecast needs at least 24 points")
    if not np.isfinite(np.asarray(values, dtype=float)).all():
        raise ValueError("a forecast needs a number in every period")
    if first_month is None:
        return _simulated(np.asarray(values, dtype=float), steps, paths, 0)
    season, trusted = _season(values, first_month)
    level = _simulated(np.asarray(without_season(values, first_month, season)), steps, paths, trusted * (YEAR - 1))
    ahead = (first_month - 1 + len(values) + np.arange(steps)) % YEAR
    result: Paths = level + np.asarray(season, dtype=float)[ahead]
    return result


def _season(values: Sequence[float], first_month: int) -> tuple[list[float], float]:
    """Each calendar month's figure, drawn towards none by how much of it may be noise, and how much is left (0 to 1).

    Three or four years give each month three or four distances from the trend: what they differ among themselves says
    how uncertain their mean is (James and Stein 1961).
    """
    figures = seasonal_figures(values, first_month)
    if figures is None:
        raise ValueError("a season needs at least 36 points")
    level = np.asarray(without_season(values, first_month, figures))
    half = YEAR // 2
    weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
    rest = level[half : len(level) - half] - np.convolve(level, weights, mode="valid")
    years = len(rest) / YEAR
    noise = float((rest**2).sum()) / max(len(rest) - YEAR, 1) / years
    spread = float(np.var(figures, ddof=1))
    trusted = max(0.0, 1 - noise / spread) if spread else 0.0
    return [trusted * figure for figure in figures], trusted


def _simulated(series: Paths, steps: int, paths: int, spent: float) -> Paths:
    """`spent` are the figures that were estimated before: they have made the errors smaller than those to come."""
    random = np.random.default_rng(_SEED)
    half = paths // 2
    damped = _damped_paths(series, steps, half, random, spent)
    return np.vstack([damped, _theta_paths(series, steps, paths - half, random, spent)])


def bands(paths: Paths) -> tuple[Band, ...]:
    """One band for each step ahead."""
    quantiles = np.quantile(paths, [0.1, 0.25, 0.5, 0.75, 0.9], axis=0)
    return tuple(Band(*(float(q) for q in column)) for column in quantiles.T)


def probability(paths: Paths, fulfilled: Callable[[Paths], NDArray[np.bool_]]) -> float:
    """Share of paths that fulfil the target; `fulfilled` judges each path as a row."""
    return float(np.mean(fulfilled(paths)))


def back_test(
    values: Sequence[float], steps: int, paths: int = 400, *, first_month: int | None = None, most: int = 40
) -> BackTest:
    """Start again from each earlier point that leaves enough behind it and `steps` before the end; at most `most`."""
    starts = range(fewest_points(seasonal=first_month is not None), len(values) - steps + 1)[-most:]
    held = 0
    for start in starts:
        foreseen = simulate(values[:start], steps, paths, first_month=first_month)[:, -1]
        low, high = np.quantile(foreseen, [0.1, 0.9])
        held += bool(low <= values[start + steps - 1] <= high)
    return BackTest(len(starts), held)


def _damped_paths(series: Paths, steps: int, paths: int, random: np.random.Generator, spent: float) -> Paths:
    """Every combination on the grid is fitted at once; the one with the smallest squared one-step error is kept."""
    level = np.full(_ALPHA.shape, series[0])
    trend = np.full(_ALPHA.shape, float(np.mean(np.diff(series[:12]))))
    errors = np.empty((len(series) - 1, len(_ALPHA)))
    for i, value in enumerate(series[1:]):
        foreseen = level + _PHI * trend
        errors[i] = value - foreseen
        level = foreseen + _ALPHA * errors[i]
        trend = _PHI * trend + _ALPHA * _BETA * errors[i]
    best = int(np.argmin((errors**2).sum(axis=0)))
    alpha, beta, phi = _ALPHA[best], _BETA[best], _PHI[best]
    drawn = _drawn(errors[:, best], steps, paths, random, spent + _DAMPED_FIGURES)
    result = np.empty((paths, steps))
    levels, trends = np.full(paths, level[best]), np.full(paths, trend[best])
    for step in range(steps):
        foreseen = levels + phi * trends
        result[:, step] = foreseen + drawn[:, step]
        levels = foreseen + alpha * drawn[:, step]
        trends = phi * trends + alpha * beta * drawn[:, step]
    return result


def _theta_paths(series: Paths, steps: int, paths: int, random: np.random.Generator, spent: float) -> Paths:
    """Exponential smoothing with drift; the weight is the grid's best by squared one-step error."""
    drift = float(np.polyfit(np.arange(len(series)), series, 1)[0]) / 2
    weights = np.linspace(0.05, 1.0, 20)
    level = np.full(weights.shape, series[0])
    errors = np.empty((len(series) - 1, len(weights)))
    for i, value in enumerate(series[1:]):
        errors[i] = value - (level + drift)
        level = level + drift + weights * errors[i]
    best = int(np.argmin((errors**2).sum(axis=0)))
    drawn = _drawn(errors[:, best], steps, paths, random, spent + _THETA_FIGURES)
    result = np.empty((paths, steps))
    levels = np.full(paths, level[best])
    for step in range(steps):
        result[:, step] = levels + drift + drawn[:, step]
        levels = levels + drift + weights[best] * drawn[:, step]
    return result


def _drawn(errors: Paths, steps: int, paths: int, random: np.random.Generator, spent: float) -> Paths:
    """Errors drawn anew with their mean taken out; the first six belong to the model finding its feet.

    Errors on the figures that a model was fitted to are too small: they are made as wide as n / (n - spent) says.
    """
    settled = errors[6:]
    wider = np.sqrt(len(settled) / max(len(settled) - spent, len(settled) / 3))
    return random.choice(wider * (settled - settled.mean()), size=(paths, steps))
