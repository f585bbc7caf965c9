"""A control chart as SVG: points with their signals, mean and limits of each group, the target, where groups begin."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.plot import Frame, axes, break_label, covered_by, plot_frame
from kpi.charts.runs import known, runs
from kpi.charts.size import Size
from kpi.markup import element, number
from kpi.model.beside import Variation
from kpi.model.period import Period
from kpi.model.views.line import Break, Line, Point
from kpi.model.views.signal import ControlChart, ControlPoint
from kpi.texts import signal as words

_LOOKS = {Variation.IMPROVEMENT: "better", Variation.CONCERN: "worse", Variation.CHANGE: "changed"}
Level = tuple[Period, Decimal]


def control_svg(view: ControlChart, size: Size, css: str = "") -> Markup:
    """Empty where no point has a value. A hollow point is provisional; a signal has a shape as well as a colour."""
    values = [point.value for point in view.points if point.value is not None]
    if not values:
        return Markup()
    ends = [end for point in view.points for end in (point.low, point.high) if end is not None]
    before = [point.value for point in view.delivered if point.value is not None]
    level = [] if view.target is None else [view.target]
    frame = plot_frame([point.period for point in view.points], [*values, *ends, *before, *level], _ends(view), size)
    parts = [
        *axes(frame, size, view.unit),
        *_cuts(view, frame, size),
        *_limits(view, frame, size),
        *_lines(view, frame, size),
        *(mark for point in view.points for mark in _point(point, frame, size)),
        *svg.place(*_labels(view, frame, size)),
    ]
    return svg.document(size.width, size.height, view.alternative, parts, f"kpi-svg {css}".strip())


def _ends(view: ControlChart) -> list[str]:
    return [words.LIMIT, words.MEAN, view.target_label]


def _cuts(view: ControlChart, frame: Frame, size: Size) -> list[Markup]:
    """Between the last period of one group and the first of the next."""
    return [
        svg.line(x, frame.box.top, x, frame.box.bottom, "cut", size.stroke * 0.8)
        for x in (_cut(mark, frame) for mark in (*view.breaks, *view.starts))
    ]


def _cut(mark: Break, frame: Frame) -> float:
    middle = (frame.x(mark.period - 1) + frame.x(mark.period)) / 2
    return min(max(middle, frame.box.left), frame.box.right)


def _limits(view: ControlChart, frame: Frame, size: Size) -> list[Markup]:
    parts = []
    dash = f"{number(size.stroke * 3)} {number(size.stroke * 2.5)}"
    for group in _groups(view):
        for css, line, dashed in zip(("limit", "mean", "limit"), _levels(group), (dash, "", dash), strict=True):
            places = [frame.at(*place) for place in line]
            parts.append(svg.polyline(places, css, size.stroke * 0.9, dashed))
    if view.target is not None:
        _, y = frame.at(view.points[-1].period, view.target)
        parts.append(svg.line(frame.box.left, y, frame.box.right, y, "level", size.stroke))
    return parts


def _groups(view: ControlChart) -> list[list[ControlPoint]]:
    """Neighbours with limits, cut where new ones begin."""
    marks = [mark.period.last_day for mark in (*view.breaks, *view.starts)]

    def group(point: ControlPoint) -> tuple[bool, int]:
        return point.mean is not None, sum(mark <= point.period.last_day for mark in marks)

    with_value = [point for point in view.points if point.value is not None]
    return [list(part) for (limited, _), part in groupby(with_value, key=group) if limited]


def _levels(group: Sequence[ControlPoint]) -> tuple[list[Level], list[Level], list[Level]]:
    """Lower limit, mean, upper limit."""
    low = [(point.period, point.low) for point in group if point.low is not None]
    mean = [(point.period, point.mean) for point in group if point.mean is not None]
    high = [(point.period, point.high) for point in group if point.high is not None]
    return low, mean, high


def _lines(view: ControlChart, frame: Frame, size: Size) -> list[Markup]:
    """The figures as delivered lie behind, faint; a missing figure is never a straight line across."""
    parts = []
    for run in runs(view.delivered, view.breaks):
        parts.append(svg.polyline([frame.at(*place) for place in run], "before", size.stroke))
    for run in _runs(view):
        parts.append(svg.polyline([frame.at(*place) for place in run], "observed", size.stroke * 1.1))
    return parts


def _runs(view: ControlChart) -> list[list[Level]]:
    found: list[list[Level]] = [[]]
    marks = [mark.period.last_day for mark in (*view.breaks, *view.starts)]
    for point, after in pairwise([*view.points, None]):
        if point is None or point.value is None:
            found.append([])
            continue
        found[-1].append((point.period, point.value))
        if after is not None and any(point.period.last_day < mark <= after.period.last_day for mark in marks):
            found.append([])
    return found


def _point(point: ControlPoint, frame: Frame, size: Size) -> list[Markup]:
    if point.value is None:
        return []
    x, y = frame.at(point.period, point.value)
    look = _LOOKS.get(point.variation, "point")
    radius = size.stroke * (2.6 if point.variation in _LOOKS else 1.6)
    if point.provisional:
        look, radius = f"hollow {look}", size.stroke * 2.4
    if point.variation is not Variation.CONCERN:
        return [svg.circle(x, y, radius, look, size.stroke, point.label)]
    side = radius * 1.8
    turned = f"rotate(45 {number(x)} {number(y)})"
    square = svg.rect(x - side / 2, y - side / 2, side, side, look)
    return [
        element("g", square, transform=turned, stroke_width=size.stroke),
        svg.circle(x, y, radius, "touch", title=point.label),
    ]


def _labels(view: ControlChart, frame: Frame, size: Size) -> tuple[list[svg.Label], list[svg.Box], svg.Box, float]:
    font = size.font
    found = []
    groups = _groups(view)
    if groups:
        low, mean, high = (line[-1] for line in _levels(groups[-1]))
        sides = ("r", "ar", "br")
        found += [
            svg.Label(words.MEAN, *frame.at(*mean), sides, "ink", font),
            svg.Label(words.LIMIT, *frame.at(*high), sides, "", font),
            svg.Label(words.LIMIT, *frame.at(*low), sides, "", font),
        ]
    if view.target is not None:
        place = frame.at(view.points[-1].period, view.target)
        found.append(svg.Label(view.target_label, *place, ("r", "ar", "br", "al", "bl"), "accent", font))
    if delivered := known(view.delivered):
        found.append(svg.Label(words.RAW, *frame.at(*delivered[len(delivered) // 3]), ("a", "b", "ar", "br"), "", font))
    for mark in (*view.breaks, *view.starts):
        found.append(break_label(mark.title, _cut(mark, frame), frame, size))
    shown = tuple(Point(point.period, point.value, "", False, point.gap) for point in view.points)
    taken = covered_by(Line("", shown, view.decimals), frame, size)
    edge = svg.Box(frame.box.left, font * 1.6, size.width - 1, frame.box.bottom)
    return found, taken, edge, font * 0.55
