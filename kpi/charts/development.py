"""Own municipality through time against the group's middle half."""

from __future__ import annotations

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.plot import Frame, axes, break_label, break_place, covered_by, plot_frame
from kpi.charts.runs import known, runs
from kpi.charts.size import Size
from kpi.model.views.comparison import ComparisonView
from kpi.model.views.line import Line
from kpi.texts.amounts import unit_words

ALONE = 7
"""Half the width of a middle half that has no neighbour in time."""


def development_svg(view: ComparisonView, size: Size, css: str = "") -> Markup:
    """`view.development` is own, lower quartile, median, upper quartile. Empty where there is nothing to draw."""
    drawn = [place for line in view.development for place in known(line.points)]
    if not drawn:
        return Markup()
    own, lower, median, upper = view.development
    ends = [own.label, lower.label, median.label, upper.label]
    frame = plot_frame([period for period, _ in drawn], [value for _, value in drawn], ends, size)
    parts = [*axes(frame, size, unit_words(view.indicator)), *_middle(lower, upper, frame, view)]
    for mark in view.breaks:
        x = break_place(mark.period, frame)
        parts.append(svg.line(x, frame.box.top, x, frame.box.bottom, "cut", size.stroke * 0.8))
    for run in runs(median.points, view.breaks):
        places = [frame.at(*place) for place in run]
        parts.append(svg.polyline(places, "median", size.stroke, "5 4"))
        if len(places) == 1:
            (x, y), *_ = places
            parts.append(svg.line(x - ALONE, y, x + ALONE, y, "median", size.stroke))
    for run in runs(own.points, view.breaks):
        places = [frame.at(*place) for place in run]
        parts.append(svg.polyline(places, "ownline", size.stroke * 1.6))
        if len(places) == 1:
            parts.append(svg.circle(*places[0], size.stroke * 2, "target"))
    for point in own.points:
        if point.value is not None:
            place = frame.at(point.period, point.value)
            parts.append(svg.circle(*place, size.font * 0.6, "touch", title=point.label))
    taken = [box for line in (own, median) for box in covered_by(line, frame, size)]
    beside = size.width - frame.box.right - size.font * 0.6
    labels = [
        svg.Label(
            svg.wrapped(line.label, size.font, beside),
            *frame.at(*known(line.points)[-1]),
            ("r", "ar", "br"),
            look,
            size.font,
        )
        for line, look in ((own, "accent"), (median, "ink"), (upper, ""), (lower, ""))
        if known(line.points)
    ]
    labels += [break_label(mark.title, break_place(mark.period, frame), frame, size) for mark in view.breaks]
    edge = svg.Box(frame.box.left, size.font * 1.6, size.width - 1, frame.box.bottom)
    parts += svg.place(labels, taken, edge, size.font * 0.55)
    return svg.document(size.width, size.height, _alternative(view), parts, f"kpi-svg {css}".strip())


def _middle(lower: Line, upper: Line, frame: Frame, view: ComparisonView) -> list[Markup]:
    """The ground between the quartiles, piece by piece where figures are missing."""
    high = dict(known(upper.points))
    parts = []
    for run in runs(lower.points, view.breaks):
        both = [(period, value, high[period]) for period, value in run if period in high]
        under = [frame.at(period, low) for period, low, _ in both]
        over = [frame.at(period, top) for period, _, top in reversed(both)]
        if len(both) == 1:
            (x, bottom), (_, top) = under[0], over[0]
            parts.append(svg.rect(x - ALONE, top, 2 * ALONE, bottom - top, "middle"))
            continue
        parts.append(svg.polygon(under + over, "middle"))
    return parts


def _alternative(view: ComparisonView) -> str:
    """Each line's newest figure, in its own words."""
    newest = (next((p.label for p in reversed(line.points) if p.value is not None), "") for line in view.development)
    return ". ".join(words for words in newest if words)
