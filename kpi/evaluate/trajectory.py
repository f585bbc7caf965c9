"""What a chart of a target draws: the readings so far, the glide path, and what a moving reference required."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from kpi.evaluate.breaks import break_inside
from kpi.evaluate.judgement import Judging, path_of
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.references import GroupFigure, baseline_of, baseline_through, group_figure
from kpi.evaluate.windows import Measure, as_decimal
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Reading
from kpi.model.observation import Figures
from kpi.model.period import Period
from kpi.model.rule import BestFraction, Between, Constant, FromBaseline, OfArea, OfPeers, Threshold, Window


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
    if path is None:
        return ()
    due = judging.due_through
    baseline = baseline_of(target)
    if baseline is not None:
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

    A period in which a hidden or late member leaves the group's figure open is absent.
    """
    compared = target.rule.reference if isinstance(target.rule, Threshold) else target.rule
    match compared:
        case OfArea(area):
            judging = _judging(target, definitions, figures, window)
            others = judging.known.observations(target.indicator, area)
            found = (judging.at(area, through) for through in others)
            return tuple(PathPoint(m.reading.through, m.reading.value) for m in found if isinstance(m, Measure))
        case OfPeers():
            return _of_peers(_judging(target, definitions, figures, window), compared)
        case Constant() | FromBaseline() | Between() | BestFraction():
            return ()
        case _:
            assert_never(compared)


def _of_peers(judging: Judging, reference: OfPeers) -> tuple[PathPoint, ...]:
    group = judging.known.peer_group(reference.peer_group)
    points = []
    for through in judging.own_figures:
        peers = tuple(a for a in group.members_on(through.last_day) or () if a != judging.target.area)
        if not peers:
            continue
        found = group_figure(judging.known, judging.stretch, peers, reference.statistic, through)
        if isinstance(found, GroupFigure) and found.reading is not None:
            points.append(PathPoint(through, found.reading.value))
    return tuple(points)


def _judging(target: Target, definitions: Definitions, figures: Figures, window: Window | None) -> Judging:
    return Judging(KnownFigures(definitions, figures), target, window or target.window)
