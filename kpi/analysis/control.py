"""A series as a control chart reads it: season out, overlapping years thinned, new limits after a break or a rebase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby, pairwise
from typing import assert_never

from kpi.evaluate.known import ByPeriod
from kpi.model.beside import Variation
from kpi.model.indicator import Better, Indicator, IndicatorKind
from kpi.model.journal import Rebased
from kpi.model.observation import Observation
from kpi.model.period import Period, PeriodKind
from kpi.statistics.binary import binary, exact
from kpi.statistics.control_chart import FEWEST_POINTS, RUN, ChartPoint, Limits, Share, control_chart, share_chart
from kpi.statistics.season import FEWEST_MONTHS, YEAR, seasonal_figures

DECIMALS = 6
"""Kept of what is worked out; far more than is shown."""


class Season(StrEnum):
    """What is done about the season."""

    NONE = "none"
    """The indicator declares none."""
    DECOMPOSED = "decomposed"
    """Each calendar month's figure is taken out, estimated from 36 months or more."""
    SAME_PERIOD = "same_period"
    """Each figure is held against the same month of the year before."""


@dataclass(frozen=True, slots=True)
class Control:
    """One series with limits and signals. What is by period is, in order of time."""

    indicator: Indicator
    observations: ByPeriod
    season: Season
    values: dict[Period, Decimal]
    """What is judged: as delivered, without its season, or the change since the year before."""
    points: Mapping[Period, ChartPoint]
    month_figures: Mapping[int, Decimal]
    """By calendar month: what was taken out of the newest stretch; empty unless DECOMPOSED."""
    by_share: bool
    """Limits from numerator and denominator (p, or p′ where the shares spread more)."""
    stride: int
    """Every n-th period is read; more than 1 where periods overlap."""
    starts: tuple[Period, ...]
    """Where a new group of limits begins, in order."""
    rebases: tuple[Rebased, ...]
    """Those that a person has accepted, in the order of their periods."""
    as_delivered: ChartPoint | None
    """The newest point had the season not been taken out; None: it was not."""

    @property
    def newest(self) -> Period | None:
        return next(reversed(self.values), None)

    @property
    def last(self) -> ChartPoint | None:
        return self.points[self.newest] if self.newest else None

    @property
    def limits(self) -> Limits | None:
        return self.last.limits if self.last else None

    @property
    def group(self) -> tuple[Period, ...]:
        """The periods of the newest group of limits."""
        return tuple(period for period in self.values if not self.starts or period >= self.starts[-1])

    @property
    def side_run(self) -> tuple[Period, ...]:
        """The newest neighbours on one side of the mean; empty where there are no limits."""
        run: list[Period] = []
        newest = 0
        for period in reversed(self.group):
            point = self.points[period]
            if point.limits is None or (run and run[-1] != period + self.stride):
                break
            side = (point.value > point.limits.mean) - (point.value < point.limits.mean)
            if side == 0 or (newest and side != newest):
                break
            newest = side
            run.append(period)
        return tuple(reversed(run))

    @property
    def lasting_shift(self) -> tuple[Period, ...]:
        """The newest stretch on one side of the mean, where it has lasted seven points and is not the whole group."""
        run = self.side_run
        return run if RUN <= len(run) < len(self.group) else ()

    @property
    def moving(self) -> bool:
        """The last points hold a shift or a trend, also where the newest is marked as outside the limits first."""
        newest = [self.values[period] for period in list(self.values)[-RUN:]]
        steps = [later - earlier for earlier, later in pairwise(newest)]
        trend = len(newest) == RUN and (all(step > 0 for step in steps) or all(step < 0 for step in steps))
        return trend or len(self.side_run) >= RUN

    @property
    def differences(self) -> bool:
        """The points are changes since the year before."""
        return self.season is Season.SAME_PERIOD

    @property
    def variation(self) -> Variation:
        """What the newest figure says of the series itself."""
        return self.variation_of(self.last)

    def variation_of(self, point: ChartPoint | None) -> Variation:
        if point is None or point.limits is None:
            return Variation.TOO_FEW if len(self.group) < FEWEST_POINTS else Variation.NO_SPREAD
        if point.direction == 0:
            return Variation.NONE
        match self.indicator.better:
            case Better.HIGHER:
                return Variation.IMPROVEMENT if point.direction > 0 else Variation.CONCERN
            case Better.LOWER:
                return Variation.IMPROVEMENT if point.direction < 0 else Variation.CONCERN
            case Better.NEITHER:
                return Variation.CHANGE
            case _:
                assert_never(self.indicator.better)

    def band(self, limits: Limits) -> tuple[Decimal, Decimal]:
        """The limits as they are shown: never beyond what the indicator can be."""
        low, high = exact(limits.low, DECIMALS), exact(limits.high, DECIMALS)
        if self.season is Season.NONE:
            least, most = self.indicator.minimum, self.indicator.maximum
            low = low if least is None else max(low, least)
            high = high if most is None else min(high, most)
        return low, high


def control(
    indicator: Indicator,
    observations: ByPeriod,
    rebases: Sequence[Rebased] = (),
    *,
    base_points: int | None = None,
) -> Control:
    """`observations` in order of time; `base_points` fixes each group's limits by its first n figures (n >= 12)."""
    stride = indicator.frequency.span_months // indicator.frequency.step_months
    delivered = _thinned({p: o.value for p, o in observations.items() if o.value is not None}, stride)
    breaks = sorted(one.first for one in indicator.breaks)
    segments = _segments(delivered, breaks)
    season = _season(indicator, segments)
    values, figures = _without(season, indicator, segments)
    accepted = sorted(rebases, key=lambda said: Period.parse(said.period).last_day)
    marks = [one.last_day for one in breaks] + [Period.parse(said.period).last_day for said in accepted]
    starts = tuple(
        after for before, after in pairwise(values) if any(before.last_day < mark <= after.last_day for mark in marks)
    )
    shares = _shares(indicator, observations, values) if season is Season.NONE and stride == 1 else None
    raw = None
    if season is not Season.NONE and values:
        kept = {period: delivered[period] for period in values}
        raw = _charted(kept, None, starts, stride, base_points, indicator)[next(reversed(kept))]
    return Control(
        indicator=indicator,
        observations=observations,
        season=season,
        values=values,
        points=_charted(values, shares, starts, stride, base_points, indicator),
        month_figures=figures,
        by_share=shares is not None,
        stride=stride,
        starts=starts,
        rebases=tuple(accepted),
        as_delivered=raw,
    )


def _thinned(values: Mapping[Period, Decimal], stride: int) -> dict[Period, Decimal]:
    """Rolling years share months with their neighbours: only those that share none are held against each other."""
    newest = max(values, default=None)
    return {p: value for p, value in values.items() if newest is not None and newest.steps_since(p) % stride == 0}


def _segments(values: Mapping[Period, Decimal], breaks: Sequence[Period]) -> list[dict[Period, Decimal]]:
    """Between series breaks: nothing is compared across one."""

    def made(period: Period) -> int:
        return sum(one.last_day <= period.last_day for one in breaks)

    return [{period: values[period] for period in part} for _, part in groupby(values, key=made)]


def _season(indicator: Indicator, segments: Sequence[Mapping[Period, Decimal]]) -> Season:
    """By the newest segment: the earlier ones follow it."""
    if not indicator.seasonal or indicator.frequency.step_months >= YEAR or indicator.frequency.span_months >= YEAR:
        return Season.NONE
    monthly = indicator.frequency is PeriodKind.MONTH
    if monthly and segments and len(_longest_run(segments[-1])) >= FEWEST_MONTHS:
        return Season.DECOMPOSED
    return Season.SAME_PERIOD


def _without(
    season: Season, indicator: Indicator, segments: Sequence[Mapping[Period, Decimal]]
) -> tuple[dict[Period, Decimal], dict[int, Decimal]]:
    """Values without the season, and the newest segment's figures by calendar month where it was decomposed.

    A segment too short to take the season out of is left out.
    """
    values: dict[Period, Decimal] = {}
    figures: dict[int, Decimal] = {}
    for segment in segments:
        match season:
            case Season.NONE:
                values |= segment
            case Season.DECOMPOSED:
                figures = _month_figures(segment)
                values |= {p: value - figures[p.end_month] for p, value in segment.items()} if figures else {}
            case Season.SAME_PERIOD:
                back = YEAR // indicator.frequency.step_months
                values |= {p: value - segment[p - back] for p, value in segment.items() if p - back in segment}
    return values, figures


def _month_figures(segment: Mapping[Period, Decimal]) -> dict[int, Decimal]:
    run = _longest_run(segment)
    found = seasonal_figures(binary(segment[period] for period in run), run[0].end_month) if run else None
    return {month: exact(figure, DECIMALS) for month, figure in enumerate(found, start=1)} if found else {}


def _longest_run(segment: Mapping[Period, Decimal]) -> list[Period]:
    return max(_runs(segment, 1), key=len, default=[])


def _runs(periods: Mapping[Period, object], stride: int) -> list[list[Period]]:
    """Stretches without a missing period."""
    runs: list[list[Period]] = []
    for period in periods:
        if not runs or runs[-1][-1] + stride != period:
            runs.append([])
        runs[-1].append(period)
    return runs


def _shares(
    indicator: Indicator, observations: Mapping[Period, Observation], values: Mapping[Period, Decimal]
) -> dict[Period, Share] | None:
    """None unless every figure is a share with numerator and denominator."""
    if indicator.kind is not IndicatorKind.SHARE:
        return None
    found: dict[Period, Share] = {}
    for period in values:
        top, bottom = observations[period].numerator, observations[period].denominator
        if top is None or not bottom or not 0 <= top <= bottom:
            return None
        found[period] = Share(top, bottom)
    return found


def _charted(
    values: Mapping[Period, Decimal],
    shares: Mapping[Period, Share] | None,
    starts: Sequence[Period],
    stride: int,
    base_points: int | None,
    indicator: Indicator,
) -> dict[Period, ChartPoint]:
    runs = _runs(values, stride)
    rebase = [place for place, period in enumerate(values) if period in starts]
    if shares is None:
        points = control_chart(
            [[values[period] for period in run] for run in runs], rebase=rebase, base_points=base_points
        )
    else:
        in_percent = share_chart(
            [[shares[period] for period in run] for run in runs], rebase=rebase, base_points=base_points
        )
        scale = Fraction(indicator.unit.scale, 100)
        points = in_percent if scale == 1 else tuple(_in_unit(point, scale) for point in in_percent)
    return dict(zip(values, points, strict=True))


def _in_unit(point: ChartPoint, scale: Fraction) -> ChartPoint:
    """From per cent to the indicator's own unit."""
    limits = point.limits
    scaled = None if limits is None else Limits(*(scale * end for end in astuple(limits)))
    return ChartPoint(scale * point.value, scaled, point.signal, point.direction)
