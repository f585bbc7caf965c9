"""A target's way as SVG, for print, meeting and narrow screens: observed line, glide path, targets, series breaks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.fan import fan_corners, fan_label, fan_svg
from kpi.charts.plot import Frame, axes, break_label, break_place, covered_by, plot_frame
from kpi.charts.runs import gaps, known, runs
from kpi.charts.size import Size
from kpi.markup import number
from kpi.model.period import Period
from kpi.model.views.line import Line
from kpi.model.views.trajectory import Trajectory


def trajectory_svg(view: Trajectory, size: Size, css: str = "") -> Markup:
    """Empty where there is nothing to draw: neither a figure, nor a path, nor a target."""
    frame = trajectory_frame(view, size)
    if frame is None:
        return Markup()
    parts = [
        *axes(frame, size, view.unit),
        *_gap_bands(view.observed, frame),
        *(fan_svg(view.fan, frame, size) if view.fan else []),
        *_breaks(view, frame, size),
        *_paths(view, frame, size),
        *_observed(view, frame, size),
        *_marks(view, frame, size),
        *svg.place(*trajectory_labels(view, frame, size)),
    ]
    return svg.document(size.width, size.height, view.alternative, parts, f"kpi-svg {css}".strip())


def trajectory_frame(view: Trajectory, size: Size) -> Frame | None:
    """None where there is nothing to draw."""
    lines = _lines(view)
    marks = [*view.targets, *([view.baseline] if view.baseline else [])]
    values = [value for line in lines for _, value in known(line.points)] + [mark.value for mark in marks]
    if not values:
        return None
    ends = [line.label for line in lines] + [mark.label for mark in view.targets]
    fan = list(fan_corners(view.fan)) if view.fan else []
    spanned = [point.period for line in lines for point in line.points] + [mark.period for mark in marks]
    return plot_frame(spanned + [period for period, _ in fan], values + [value for _, value in fan], ends, size)


def trajectory_labels(
    view: Trajectory, frame: Frame, size: Size
) -> tuple[list[svg.Label], list[svg.Box], svg.Box, float]:
    """The words of the chart, what the lines cover, the edge they keep inside, and their distance: for `svg.place`."""
    taken = [box for line in _lines(view) for box in covered_by(line, frame, size)]
    edge = svg.Box(frame.box.left, size.font * 1.6, size.width - 1, frame.box.bottom)
    return _labels(view, frame, size), taken, edge, size.font * 0.55


def _lines(view: Trajectory) -> list[Line]:
    return [line for line in (view.observed, view.path, view.required, view.alarm) if line is not None]


def _gap_bands(line: Line, frame: Frame) -> list[Markup]:
    parts = []
    for gap in gaps(line.points):
        left, right = _gap_edges(gap[0].period, gap[-1].period, frame)
        parts.append(svg.rect(left, frame.box.top, right - left, frame.box.bottom - frame.box.top, "band"))
    return parts


def _gap_edges(first: Period, last: Period, frame: Frame) -> tuple[float, float]:
    """Half a period on each side of the missing ones, inside the plot."""
    left = (frame.x(first - 1) + frame.x(first)) / 2
    right = (frame.x(last) + frame.x(last + 1)) / 2
    return max(left, frame.box.left), min(right, frame.box.right)


def _breaks(view: Trajectory, frame: Frame, size: Size) -> list[Markup]:
    return [
        svg.line(x, frame.box.top, x, frame.box.bottom, "cut", size.stroke * 0.8)
        for x in (break_place(mark.period, frame) for mark in view.breaks)
    ]


def _paths(view: Trajectory, frame: Frame, size: Size) -> list[Markup]:
    parts = []
    if view.alarm:
        parts.append(svg.polyline([frame.at(*place) for place in known(view.alarm.points)], "alarm", size.stroke))
    if view.required:
        for run in runs(view.required.points):
            parts.append(svg.polyline([frame.at(*place) for place in run], "required", size.stroke))
    if view.path:
        dash = f"{number(size.stroke * 3)} {number(size.stroke * 3)}"
        parts.append(svg.polyline([frame.at(*place) for place in known(view.path.points)], "path", size.stroke, dash))
    return parts


def _observed(view: Trajectory, frame: Frame, size: Size) -> list[Markup]:
    """The line, a dot where a figure stands alone, hollow ones where it is provisional, and a tooltip on each."""
    parts = []
    alone = set()
    for run in runs(view.observed.points, view.breaks):
        parts.append(svg.polyline([frame.at(*place) for place in run], "observed", size.stroke * 1.4))
        if len(run) == 1:
            alone.add(run[0][0])
    newest = known(view.observed.points)[-1:]
    for point in view.observed.points:
        if point.value is None:
            continue
        dot = point.provisional or point.period in alone or (point.period, point.value) in newest
        look, radius = (
            ("hollow" if point.provisional else "point", size.stroke * 2.3) if dot else ("touch", size.font * 0.6)
        )
        parts.append(svg.circle(*frame.at(point.period, point.value), radius, look, size.stroke, point.label))
    return parts


def _marks(view: Trajectory, frame: Frame, size: Size) -> list[Markup]:
    parts = [
        svg.circle(*frame.at(mark.period, mark.value), size.stroke * 3, "target", title=mark.label)
        for mark in view.targets
    ]
    if view.baseline:
        place = frame.at(view.baseline.period, view.baseline.value)
        parts.append(svg.circle(*place, size.stroke * 2.3, "point", title=view.baseline.label))
    return parts


def _labels(view: Trajectory, frame: Frame, size: Size) -> list[svg.Label]:
    font = size.font
    found = []
    ends = known(view.observed.points)
    if ends:
        found.append(
            svg.Label(
                view.observed.label, *frame.at(*ends[-1]), ("r", "ar", "br", "a", "b", "al", "bl"), "strong", font
            )
        )
    for mark in view.targets:
        place = frame.at(mark.period, mark.value)
        found.append(svg.Label(mark.label, *place, ("r", "ar", "br", "a", "b", "al", "bl", "l"), "accent", font))
    if view.baseline:
        place = frame.at(view.baseline.period, view.baseline.value)
        found.append(svg.Label(view.baseline.label, *place, ("ar", "br", "a", "b", "bl", "al", "r", "l"), "ink", font))
    if view.required and (ends := known(view.required.points)):
        found.append(
            svg.Label(view.required.label, *frame.at(*ends[-1]), ("r", "ar", "br", "al", "bl"), "reference", font)
        )
    if view.alarm and (ends := known(view.alarm.points)):
        found.append(svg.Label(view.alarm.label, *frame.at(*ends[0]), ("ar", "br"), "reference", font))
    # Of a path that has one place inside the chart there is no line to name.
    if view.path and len(path := known(view.path.points)) > 1:
        found += [svg.Label(view.path.label, *_along(path, frame), ("bl", "ar", "b", "a", "br", "al"), "", font)]
    if view.fan:
        found.append(fan_label(view.fan, frame, size))
    for gap in gaps(view.observed.points):
        left, right = _gap_edges(gap[0].period, gap[-1].period, frame)
        found.append(svg.Label(gap[0].gap, (left + right) / 2, frame.box.bottom, ("a", "ar", "al"), "", font))
    for mark_ in view.breaks:
        found.append(break_label(mark_.title, break_place(mark_.period, frame), frame, size))
    return found


def _along(path: Sequence[tuple[Period, Decimal]], frame: Frame) -> tuple[float, float]:
    """Two thirds of the way, where the path is usually alone."""
    (x1, y1), (x2, y2) = frame.at(*path[0]), frame.at(*path[-1])
    if len(path) > 2:
        return frame.at(*path[len(path) * 2 // 3])
    return x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3
