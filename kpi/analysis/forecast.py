"""Where a target's figure is heading, and how likely it is to be fulfilled at due; never a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kpi.analysis.continuation import Continuation, NotContinued, Refusal, continuation
from kpi.analysis.imagined import Imagined
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.windows import Measure, measure
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.period import Period
from kpi.model.rule import Window
from kpi.statistics.binary import binary, column
from kpi.statistics.forecast import BackTest, Band, back_test, bands

_READ = 200
"""Paths that a longer window is read over at each coming period."""


@dataclass(frozen=True)
class Foreseen:
    """Paths of the figures to come, and what they say of the target."""

    probability: Decimal
    """Share of the paths in which the target is fulfilled at due."""
    paths: int
    """Those that were judged."""
    course: Continuation
    """What they were drawn from."""
    at_due: Band
    """Where the target's own reading will lie."""
    start: Decimal | None
    """The newest reading, where the bands begin; None: it has none."""
    ahead: Mapping[Period, Band]
    """From the newest period on; empty: a year that has not begun yet is all there is to show."""

    @property
    def tested(self) -> BackTest:
        return _tested(binary(self.course.values), self.course.steps, self.course.first_month)


def forecast(known: KnownFigures, target: Target, result: TargetResult) -> Foreseen | Refusal:
    try:
        course = continuation(known, target, result)
        return _foreseen(known, target, course)
    except NotContinued as refused:
        return refused.why


def _foreseen(known: KnownFigures, target: Target, course: Continuation) -> Foreseen:
    imagined = Imagined(known, target, course)
    probability = imagined.probability()
    readings = _readings(course, imagined)
    start = measure(known, course.stretch, course.own.area, course.own.last)
    return Foreseen(
        probability=probability,
        paths=len(imagined),
        course=course,
        at_due=readings[course.due],
        start=start.reading.value if isinstance(start, Measure) else None,
        ahead={
            period: band
            for period, band in readings.items()
            if period > course.own.last and _one_stretch(course, period, course.own.last)
        },
    )


def _readings(course: Continuation, imagined: Imagined) -> dict[Period, Band]:
    """Where the target's own reading may lie at each coming period of due's stretch, and at due; by period."""
    if course.stretch.window is Window.PERIOD:
        return dict(zip(course.ahead, bands(course.paths(course.own)), strict=True))
    shown = [period for period in course.ahead if _one_stretch(course, period, course.due)]
    some = range(0, len(imagined), max(1, len(imagined) // _READ))
    return {period: bands(column(imagined.readings(period, some)))[0] for period in shown}


def _one_stretch(course: Continuation, period: Period, other: Period) -> bool:
    """What grows from a beginning is read along one year, which begins again from nothing."""
    return not course.stretch.to_date or course.stretch.period(period) == course.stretch.period(other)


@lru_cache(maxsize=512)
def _tested(values: tuple[float, ...], steps: int, first_month: int | None) -> BackTest:
    return back_test(values, steps, first_month=first_month)
