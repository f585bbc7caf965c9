"""Control charts: is the latest movement more than noise? (NHS England, «Making data count»).

XmR limits for values, p limits for shares whose denominators are known, widened as Laney's p′ chart (2002) where the
shares spread more than their denominators explain. Judged in fractions, so that a point on the mean or on a limit is
on it, whatever its decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from statistics import fmean, mean
from typing import TypeVar

T = TypeVar("T")
Figure = Decimal | float
"""A binary number counts as the decimals it is written with: 0.1 is a tenth."""

MOVING_RANGE_LIMIT = Fraction("3.267")
"""Moving ranges from this many times their average on are left out of the spread (screening)."""
LIMIT_FACTOR = Fraction("2.66")
NEAR_SHARE = Fraction(2, 3)
FEWEST_POINTS = 12
"""No limits under this many points."""
MOVING_RANGE_OF_SIGMA = 1.128
"""Average moving range of two, in standard deviations."""
RUN = 7
"""Points in a trend or a shift."""


class Signal(StrEnum):
    """Why a point is marked, in the order that names it."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two_in_three"
    SHIFT = "shift"
    NONE = "none"


class Assurance(StrEnum):
    """What the limits say of a target."""

    USUALLY_MET = "usually_met"
    USUALLY_MISSED = "usually_missed"
    EITHER = "either"
    NONE = "none"
    """No limits, or no target."""


@dataclass(frozen=True, slots=True)
class Share:
    """Numerator over a denominator above 0, in the same period."""

    numerator: Figure
    denominator: Figure

    @property
    def fraction(self) -> Fraction:
        return _fraction(self.numerator) / _fraction(self.denominator)


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean, process limits and near limits, in the unit of the values."""

    mean: Fraction
    low: Fraction
    high: Fraction
    near_low: Fraction
    near_high: Fraction


@dataclass(frozen=True, slots=True)
class ChartPoint:
    value: Fraction
    limits: Limits | None
    """None: too few points in the group, or no spread."""
    signal: Signal
    direction: int
    """1 upwards, -1 downwards, 0 no signal: which way the signal points, before good or bad."""


def control_chart(
    runs: Sequence[Sequence[Figure]], *, rebase: Sequence[int] = (), base_points: int | None = None, screen: bool = True
) -> tuple[ChartPoint, ...]:
    """Points in order of time with limits and signals.

    `runs` are stretches without a missing period: moving ranges and signals do not cross from one to the next.
    `rebase` are positions, counted over all points from 0, where a new group with limits of its own begins.
    `base_points` fixes each group's limits by its first n points (n >= 12; ValueError below); None: by all of them.
    """
    _check_base(base_points)
    points: list[ChartPoint] = []
    for group in _split([[_fraction(value) for value in run] for run in runs], rebase):
        limits = _limits(group, base_points, screen)
        for run in group:
            points.extend(_marked(run, [limits] * len(run)))
    return tuple(points)


def share_chart(
    runs: Sequence[Sequence[Share]], *, rebase: Sequence[int] = (), base_points: int | None = None
) -> tuple[ChartPoint, ...]:
    """As `control_chart` for shares with known denominators: per cent, each point with its own limits."""
    _check_base(base_points)
    points: list[ChartPoint] = []
    for group in _split(runs, rebase):
        limits = iter(_share_limits(group, base_points))
        for run in group:
            points.extend(_marked([100 * share.fraction for share in run], [next(limits) for _ in run]))
    return tuple(points)


def assurance(limits: Limits | None, target: Figure | None, *, high_is_met: bool) -> Assurance:
    """Whole band on the target's right side, its wrong side, or either; a bound on the target is either."""
    if limits is None or target is None:
        return Assurance.NONE
    level = _fraction(target)
    if limits.low > level:
        return Assurance.USUALLY_MET if high_is_met else Assurance.USUALLY_MISSED
    if limits.high < level:
        return Assurance.USUALLY_MISSED if high_is_met else Assurance.USUALLY_MET
    return Assurance.EITHER


def _fraction(value: Figure) -> Fraction:
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _check_base(base_points: int | None) -> None:
    if base_points is not None and base_points < FEWEST_POINTS:
        raise ValueError("limits need at least 12 points")


def _split(runs: Sequence[Sequence[T]], rebase: Sequence[int]) -> list[list[list[T]]]:
    """Groups between rebase positions, each a list of unbroken runs."""
    starts = set(rebase)
    groups: list[list[list[T]]] = [[]]
    position = 0
    for run in runs:
        open_run: list[T] = []
        for value in run:
            if position in starts and position > 0:
                if open_run:
                    groups[-1].append(open_run)
                groups.append([])
                open_run = []
            open_run.append(value)
            position += 1
        if open_run:
            groups[-1].append(open_run)
    return groups


def _base_of(group: Sequence[Sequence[T]], base_points: int | None) -> list[list[T]] | None:
    """The runs that set the limits: all of them, or their first n points; None under 12 points."""
    total = sum(len(run) for run in group)
    if total < FEWEST_POINTS:
        return None
    left = total if base_points is None else base_points
    base = []
    for run in group:
        base.append(list(run[: max(left, 0)]))
        left -= len(run)
    return base


def _limits(group: Sequence[Sequence[Fraction]], base_points: int | None, screen: bool) -> Limits | None:
    base = _base_of(group, base_points)
    ranges = [abs(after - before) for run in base or () for before, after in pairwise(run)]
    if not base or not ranges:
        return None
    average = mean(ranges)
    if screen:
        kept = [moving for moving in ranges if moving < MOVING_RANGE_LIMIT * average]
        average = mean(kept) if kept else Fraction(0)
    if average == 0:
        return None
    return _around(mean(value for run in base for value in run), LIMIT_FACTOR * average)


def _share_limits(group: Sequence[Sequence[Share]], base_points: int | None) -> list[Limits | None]:
    """Pooled share and 3 binomial standard deviations at each denominator, times sigma z where it is above 1."""
    points = [share for run in group for share in run]
    base = _base_of(group, base_points)
    if base is None:
        return [None] * len(points)
    together = [share for run in base for share in run]
    counted = sum((_fraction(share.numerator) for share in together), Fraction(0))
    pooled = counted / sum((_fraction(share.denominator) for share in together), Fraction(0))
    variance = float(pooled * (1 - pooled))
    if variance <= 0:
        return [None] * len(points)
    level = float(pooled)
    deviations = [
        [(float(share.numerator) / float(share.denominator) - level) / _deviation(variance, share) for share in run]
        for run in base
    ]
    spread = [abs(after - before) for run in deviations for before, after in pairwise(run)]
    widened = max(1.0, fmean(spread) / MOVING_RANGE_OF_SIGMA) if spread else 1.0
    return [_around(100 * pooled, Fraction(300 * widened * _deviation(variance, share))) for share in points]


def _deviation(variance: float, share: Share) -> float:
    return sqrt(variance / float(share.denominator))


def _around(middle: Fraction, width: Fraction) -> Limits:
    return Limits(middle, middle - width, middle + width, middle - NEAR_SHARE * width, middle + NEAR_SHARE * width)


def _marked(run: Sequence[Fraction], limits: Sequence[Limits | None]) -> list[ChartPoint]:
    """Limits are known for all points of a run or for none."""
    known = [limit for limit in limits if limit is not None]
    if not known:
        return [ChartPoint(value, None, Signal.NONE, 0) for value in run]
    side = [_side(value, limit.mean) for value, limit in zip(run, known, strict=True)]
    outside = [value < limit.low or value > limit.high for value, limit in zip(run, known, strict=True)]
    close = [
        not out and (value < limit.near_low or value > limit.near_high)
        for value, out, limit in zip(run, outside, known, strict=True)
    ]
    trend = _in_trend(run)
    two_in_three = _in_two_of_three(side, close)
    shift = _in_shift(side)
    points = []
    for i, value in enumerate(run):
        if outside[i]:
            signal, direction = Signal.OUTSIDE, side[i]
        elif trend[i]:
            signal, direction = Signal.TREND, _trend_direction(run, trend, i)
        elif two_in_three[i]:
            signal, direction = Signal.TWO_IN_THREE, side[i]
        elif shift[i]:
            signal, direction = Signal.SHIFT, side[i]
        else:
            signal, direction = Signal.NONE, 0
        points.append(ChartPoint(value, limits[i], signal, direction))
    return points


def _in_trend(run: Sequence[Fraction]) -> list[bool]:
    """Seven points with six strict rises, or six strict falls; all seven are marked."""
    steps = [_side(after, before) for before, after in pairwise(run)]
    marked = [False] * len(run)
    for start in range(len(run) - RUN + 1):
        window = steps[start : start + RUN - 1]
        if abs(sum(window)) == RUN - 1:
            marked[start : start + RUN] = [True] * RUN
    return marked


def _in_two_of_three(side: Sequence[int], close: Sequence[bool]) -> list[bool]:
    """Three neighbours on one side of the mean, at least two beyond a near limit; the close ones are marked."""
    marked = [False] * len(side)
    for start in range(len(side) - 2):
        window = range(start, start + 3)
        if abs(sum(side[i] for i in window)) == 3 and sum(close[i] for i in window) >= 2:
            for i in window:
                marked[i] = marked[i] or close[i]
    return marked


def _in_shift(side: Sequence[int]) -> list[bool]:
    """Seven points on one side of the mean; a point on the mean breaks it; all of the run are marked."""
    marked = [False] * len(side)
    for start in range(len(side) - RUN + 1):
        if abs(sum(side[start : start + RUN])) == RUN:
            marked[start : start + RUN] = [True] * RUN
    return marked


def _trend_direction(run: Sequence[Fraction], trend: Sequence[bool], i: int) -> int:
    """The step into the point; the step out of it where the next point is in a trend too."""
    if i + 1 < len(run) and trend[i + 1]:
        return _side(run[i + 1], run[i])
    return _side(run[i], run[i - 1])


def _side(value: Fraction, of: Fraction) -> int:
    """1 above, -1 below, 0 on it."""
    return (value > of) - (value < of)
