"""What a chart of a target draws: the readings so far, the glide path, and what a moving reference required."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import assert_never

from kpi.evaluate.breaks import break_inside
from kpi.evaluate.every_period import periods_of
from kpi.evaluate.glide_path import StepPath
from kpi.evaluate.judgement import Judging, Other, path_of
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.references import (
    GroupFigure,
    baseline_of,
    baseline_through,
    group_figure,
    measure_baseline,
    required_change,
)
from kpi.evaluate.windows import Measure, as_decimal
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Reading
from kpi.model.observation import Figures
from kpi.model.period import Period
from kpi.model.rule import (
    BestFraction,
    Between,
    Constant,
    FromBaseline,
    FromEarlier,
    OfArea,
    OfIndicator,
    OfPeers,
    Steps,
    Threshold,
    Window,
)


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A value at the delivered period that its window ends with."""

    period: Period
    value: Decimal


def observed_readings(
    target: Target, definitions: Definitions, figures: Figures, window: Window | None = None
) -> tuple[Reading, ...]:
    """Every value of the target's window, in order of time; none where a figure is hidden, missing or across a break.

    Over a year each month gives the year to date (`through` is the month). `window` None: the target's own.
    """
    judging = _judging(target, definitions, figures, window)
    found = (judging.at(target.area, through) for through in judging.own_figures)
    measured = [m for m in found if isinstance(m, Measure)]
    return tuple(m.reading for m in measured if break_inside(judging.stretch.indicator, m) is None)


def glide_path(
    target: Target, definitions: Definitions, figures: Figures, window: Window | None = None
) -> tuple[PathPoint, ...]:
    """Expected value for each period from the baseline to due; empty where there is no path.

    A flow over a year without a baseline has its path through the year of due.
    """
    judging = _judging(target, definitions, figures, window)
    path = path_of(judging)
    if path is None or target.every_from is not None:
        return ()
    due = judging.due_through
    baseline = baseline_of(target)
    if isinstance(path, StepPath):
        first = path.first
    elif baseline is not None:
        first = baseline_through(judging.stretch, baseline, due)
    else:
        first = judging.stretch.parts(due)[0]
    points = []
    for step in range(due.steps_since(first) + 1):
        expected = path.at(first + step)
        if expected is not None:
            points.append(PathPoint(first + step, as_decimal(expected)))
    return tuple(points)


def required_over_time(
    target: Target, definitions: Definitions, figures: Figures, window: Window | None = None
) -> tuple[PathPoint, ...]:
    """What another area or a group required in each period with figures; empty for a fixed value, a band or a place.

    A period in which a hidden or late member leaves the group's figure open is absent. What must hold in every period
    has no path on the way there: its requirement is given for each of them, also those to come.
    """
    compared = target.rule.reference if isinstance(target.rule, Threshold) else target.rule
    match compared:
        case OfArea(area):
            return _of_other(_judging(target, definitions, figures, window), Other(target.indicator, area))
        case OfIndicator(indicator):
            return _of_other(_judging(target, definitions, figures, window), Other(indicator, target.area))
        case FromEarlier():
            return _of_earlier(_judging(target, definitions, figures, window), compared)
        case OfPeers():
            return _of_peers(_judging(target, definitions, figures, window), compared)
        case Constant() | Steps() | FromBaseline():
            return _of_every_period(KnownFigures(definitions, figures), target, compared, window or target.window)
        case Between() | BestFraction():
            return ()
        case _:
            assert_never(compared)


def _of_every_period(
    known: KnownFigures, target: Target, reference: Constant | Steps | FromBaseline, window: Window
) -> tuple[PathPoint, ...]:
    """Empty for what is required at due alone: a marker and the glide path show it."""
    points = []
    for period in periods_of(target) if target.every_from is not None else ():
        judging = Judging(known, replace(target, due=period, every_from=None), window)
        start = measure_baseline(known, target, judging.stretch, target.baseline_policy)
        required = judging.required(reference, start if isinstance(start, Measure) else None)
        if required is not None:
            points.append(PathPoint(judging.due_through, as_decimal(required)))
    return tuple(points)


def _of_other(judging: Judging, other: Other) -> tuple[PathPoint, ...]:
    others = judging.known.observations(other.indicator, other.area)
    found = (judging.of(other, through) for through in others)
    return tuple(PathPoint(m.reading.through, m.reading.value) for m in found if isinstance(m, Measure))


def _of_earlier(judging: Judging, reference: FromEarlier) -> tuple[PathPoint, ...]:
    """Also for the periods to come whose earlier figure is known, up to due."""
    steps = 12 // judging.stretch.indicator.frequency.step_months
    own = judging.own_figures
    ahead = {seen + back for seen in own for back in range(steps + 1)} if own else set()
    points = []
    for through in sorted(period for period in ahead if period <= judging.due_through):
        start = judging.at(judging.target.area, judging.earlier(reference.lag, through))
        if isinstance(start, Measure):
            required = required_change(reference.change, start.exact, 12)
            if required is not None:
                points.append(PathPoint(through, as_decimal(required)))
    return tuple(points)


def _of_peers(judging: Judging, reference: OfPeers) -> tuple[PathPoint, ...]:
    group = judging.known.peer_group(reference.peer_group)
    wants_high = isinstance(judging.target.rule, Threshold) and judging.target.rule.comparison.wants_high
    points = []
    for through in judging.own_figures:
        peers = tuple(a for a in group.members_on(through.last_day) or () if a != judging.target.area)
        if not peers:
            continue
        found = group_figure(judging.known, judging.stretch, peers, reference.statistic, through, wants_high=wants_high)
        if isinstance(found, GroupFigure) and found.reading is not None:
            points.append(PathPoint(through, found.reading.value))
    return tuple(points)


def _judging(target: Target, definitions: Definitions, figures: Figures, window: Window | None) -> Judging:
    return Judging(KnownFigures(definitions, figures), target, window or target.window)
