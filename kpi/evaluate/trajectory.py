"""What a chart of a target draws: the readings so far, the glide path, and what a moving reference required."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.breaks import break_inside, breaks_between, bridged, parted
from kpi.evaluate.every_period import periods_of
from kpi.evaluate.glide_path import GlidePath, StepPath
from kpi.evaluate.judging import Judging
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.moving import Other, of_group, of_other, peers_on
from kpi.evaluate.references import (
    GroupFigure,
    baseline_of,
    baseline_through,
    group_figure,
    measure_baseline,
    months_between,
    required_change,
    required_span,
)
from kpi.evaluate.standing import crossed_until, path_of, required_at_due
from kpi.evaluate.windows import Measure, as_decimal
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Reading
from kpi.model.indicator import Indicator
from kpi.model.observation import Figures
from kpi.model.period import Period
from kpi.model.reference import Constant, OfArea, OfIndicator, OfPeers, Own, Reference, Steps, YearsEarlier
from kpi.model.rule import BestFraction, Between, Threshold, Window


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

    A flow over a year without a baseline has its path through the year of due. It ends at a series break, unless a
    bridge carries it over to the way the figures are made from there.
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
    start = path.start if isinstance(path, GlidePath) else None
    points = []
    for step in range(due.steps_since(first) + 1):
        expected, crossed = path.at(first + step), crossed_until(judging, start, first + step)
        if expected is not None and parted(crossed) is None:
            points.append(PathPoint(first + step, as_decimal(bridged(expected, crossed))))
    return tuple(points)


def required_over_time(
    target: Target,
    definitions: Definitions,
    figures: Figures,
    window: Window | None = None,
    *,
    since: Period | None = None,
) -> tuple[PathPoint, ...]:
    """What another area or a group required in each period with figures; empty for a fixed value, a band or a place.

    `since` None: from the first period with figures.

    A period in which a hidden or late member leaves the group's figure open is absent. What must hold in every period
    has no path on the way there: its requirement is given for each of them, also those to come.
    """
    rule = target.rule
    match rule:
        case Threshold():
            judging = _judging(target, definitions, figures, window)
            return _required(judging, rule.reference, since, wants_high=rule.comparison.wants_high)
        case Between() | BestFraction():
            return ()
        case _:
            assert_never(rule)


def _required(
    judging: Judging, reference: Reference, since: Period | None, *, wants_high: bool
) -> tuple[PathPoint, ...]:
    whose = reference.whose
    match whose:
        case Constant() | Steps():
            return _of_every_period(judging, reference)
        case Own():
            return _of_earlier(judging, reference, since) if reference.moves else _of_every_period(judging, reference)
        case OfArea(area):
            return _of_other(judging, reference, Other(judging.target.indicator, area), since)
        case OfIndicator(indicator):
            return _of_other(judging, reference, Other(indicator, judging.target.area), since)
        case OfPeers():
            return _of_peers(judging, reference, whose, since, wants_high=wants_high)
        case _:
            assert_never(whose)


def _of_every_period(judging: Judging, reference: Reference) -> tuple[PathPoint, ...]:
    """Empty for what is required at due alone: a marker and the glide path show it."""
    target, points = judging.target, []
    for period in periods_of(target) if target.every_from is not None else ():
        one = Judging(judging.known, replace(target, due=period, every_from=None), judging.window)
        start = measure_baseline(judging.known, target, one.stretch, target.baseline_policy)
        required = required_at_due(one, reference, start if isinstance(start, Measure) else None)
        if required is not None:
            points.append(PathPoint(one.due_through, as_decimal(required)))
    return tuple(points)


def _held_to_seen(judging: Judging, reference: Reference, seen: Iterable[Period], since: Period | None) -> list[Period]:
    """The periods seen, and those to come up to due whose reference may be known already."""
    years = reference.when.years if isinstance(reference.when, YearsEarlier) else 1
    ahead = range(years * 12 // judging.stretch.indicator.frequency.step_months + 1) if reference.ahead else range(1)
    found = {period + on for period in seen for on in ahead}
    return sorted(period for period in found if period <= judging.due_through and (since is None or period >= since))


def _of_other(judging: Judging, reference: Reference, other: Other, since: Period | None) -> tuple[PathPoint, ...]:
    others = judging.known.observations(other.indicator, other.area)
    points = []
    for through in _held_to_seen(judging, reference, others, since):
        theirs = of_other(judging, other, judging.held_to(reference, through, tuple(others)))
        of = judging.known.indicator(other.indicator)
        required = _changed(judging, reference, theirs, of, through) if isinstance(theirs, Measure) else None
        if required is not None:
            points.append(PathPoint(through, as_decimal(required)))
    return tuple(points)


def _changed(
    judging: Judging, reference: Reference, counted_from: Measure, of: Indicator, through: Period
) -> Fraction | None:
    months = months_between(counted_from.reading.through, judging.due_through)
    required = required_change(reference.change, counted_from.exact, months)
    return None if required is None else _carried(required, of, counted_from.reading.through, through)


def _carried(required: Fraction, of: Indicator, theirs: Period, through: Period) -> Fraction | None:
    """In the way the figures of the period are made; None: a break without a bridge lies between."""
    crossed = tuple(breaks_between(of, theirs.last_day, through.last_day))
    return None if parted(crossed) is not None else bridged(required, crossed)


def _of_earlier(judging: Judging, reference: Reference, since: Period | None) -> tuple[PathPoint, ...]:
    """Also for the periods to come whose earlier figure is known, up to due."""
    points = []
    for through in _held_to_seen(judging, reference, judging.own_figures, since):
        start = judging.at(judging.target.area, judging.held_to(reference, through, judging.measured))
        of = judging.stretch.indicator
        required = _changed(judging, reference, start, of, through) if isinstance(start, Measure) else None
        if required is not None:
            points.append(PathPoint(through, as_decimal(required)))
    return tuple(points)


def _of_peers(
    judging: Judging, reference: Reference, whose: OfPeers, since: Period | None, *, wants_high: bool
) -> tuple[PathPoint, ...]:
    points = []
    for through in _held_to_seen(judging, reference, judging.own_figures, since):
        peers = peers_on(judging, whose.peer_group, through)
        if not peers:
            continue
        theirs = of_group(judging, reference.when, whose.peer_group, through)
        found = group_figure(judging.known, judging.stretch, peers, whose.statistic, theirs, wants_high=wants_high)
        if not isinstance(found, GroupFigure) or found.reading is None:
            continue
        required = required_span(reference.change, found.span, months_between(theirs, judging.due_through))
        exact = None if required is None else required.exact
        level = None if exact is None else _carried(exact, judging.stretch.indicator, theirs, through)
        if level is not None:
            points.append(PathPoint(through, as_decimal(level)))
    return tuple(points)


def _judging(target: Target, definitions: Definitions, figures: Figures, window: Window | None) -> Judging:
    return Judging(KnownFigures(definitions, figures), target, window or target.window)
