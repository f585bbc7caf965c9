"""A target's way to explore, as a plotly figure: a reader points at a month, and drags to draw closer to a stretch.

Written as a plain dict: no validation, half the time. plotly draws with fixed colours, so the figure is made for one
palette. Danish words stand at the ticks because its own months cannot be had in Danish.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from kpi.charts import svg
from kpi.charts.fan import fan_traces
from kpi.charts.plot import Frame
from kpi.charts.runs import Place, gaps, known, runs
from kpi.charts.size import Size
from kpi.charts.theme import Palette
from kpi.charts.trajectory import trajectory_frame, trajectory_labels
from kpi.model.period import Period
from kpi.model.views.line import Line, Marker
from kpi.model.views.trajectory import Trajectory
from kpi.texts import periods

Figure = dict[str, Any]
FAMILY = "'Source Sans', 'Source Sans 3', sans-serif"
SIZE = Size(1100, 440, 14, 1.6)
"""What the figure is laid out for. It is stretched to its place; words keep their distance to what they name."""
CONFIG: Figure = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "showTips": False}
"""Without plotly's own buttons and tips: they are in English. A double click shows the whole again."""


def trajectory_figure(view: Trajectory, palette: Palette) -> Figure | None:
    """None where there is nothing to draw. Laid out as the SVG is, so that its words collide no more than there."""
    frame = trajectory_frame(view, SIZE)
    if frame is None:
        return None
    box, scale, ticks = frame.box, frame.scale, frame.times.ticks(12)
    axis: Figure = {"zeroline": False, "tickfont": {"size": SIZE.font, "color": palette.muted}}
    return {
        "data": _traces(view, palette),
        "layout": {
            "height": SIZE.height,
            "margin": {"l": box.left, "r": SIZE.width - box.right, "t": box.top, "b": SIZE.height - box.bottom},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FAMILY, "size": SIZE.font, "color": palette.ink},
            "showlegend": False,
            "separators": ",.",
            "hovermode": "closest",
            "dragmode": "zoom",
            "hoverlabel": {"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}},
            "xaxis": {
                **axis,
                "type": "date",
                "showgrid": False,
                "range": [_day(frame.times.first.last_day), _day(frame.times.last.last_day)],
                "tickvals": [_day(period.last_day) for period in ticks],
                "ticktext": [periods.axis(period) for period in ticks],
                "ticks": "outside",
                "tickcolor": palette.muted,
            },
            "yaxis": {
                **axis,
                "fixedrange": True,
                "gridcolor": palette.grid,
                "range": [scale.low, scale.high],
                "tickvals": [float(tick) for tick in scale.ticks],
                "ticktext": list(scale.texts()),
            },
            "shapes": _shapes(view, palette),
            "annotations": _annotations(view, frame, palette),
        },
    }


def _day(day: date) -> str:
    return day.isoformat()


def _place(place: Place) -> tuple[str, float]:
    return _day(place[0].last_day), float(place[1])


def _traces(view: Trajectory, palette: Palette) -> list[Figure]:
    found = fan_traces(view.fan, palette) if view.fan else []
    if view.path:
        found.append(_line([known(view.path.points)], palette.muted, 2, "dash", _labels(view.path)))
    if view.required:
        found.append(_line(runs(view.required.points), palette.reference, 2, "solid", _labels(view.required)))
    if view.alarm:
        found.append(_line([known(view.alarm.points)], palette.reference, 2, "dot", _labels(view.alarm)))
    pieces = runs(view.observed.points, view.breaks)
    found.append(_line(pieces, palette.ink, 2.5, "solid", _labels(view.observed)))
    lone = {piece[0][0] for piece in pieces if len(piece) == 1}
    newest = known(view.observed.points)[-1:]
    dots = [
        point
        for point in view.observed.points
        if point.value is not None
        and (point.provisional or point.period in lone or (point.period, point.value) in newest)
    ]
    found.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_day(point.period.last_day) for point in dots],
            "y": [float(point.value or 0) for point in dots],
            "text": [escape(point.label) for point in dots],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "size": 10,
                "color": [palette.background if point.provisional else palette.ink for point in dots],
                "line": {"width": 2.2, "color": palette.ink},
            },
        }
    )
    found.append(_dots(view.targets, palette.accent, 13))
    if view.baseline:
        found.append(_dots([view.baseline], palette.ink, 9))
    return found


def _labels(line: Line) -> dict[Period, str]:
    return {point.period: point.label for point in line.points}


def _line(pieces: Sequence[Sequence[Place]], colour: str, width: float, dash: str, labels: dict[Period, str]) -> Figure:
    """One trace; its pieces are kept apart by an empty place."""
    x: list[str | None] = []
    y: list[float | None] = []
    words: list[str] = []
    for piece in pieces:
        for place in piece:
            day, value = _place(place)
            x.append(day)
            y.append(value)
            words.append(escape(labels[place[0]]))
        x.append(None)
        y.append(None)
        words.append("")
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "text": words,
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colour, "width": width, "dash": dash},
        "connectgaps": False,
    }


def _dots(marks: Sequence[Marker], colour: str, size: int) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_day(mark.period.last_day) for mark in marks],
        "y": [float(mark.value) for mark in marks],
        "text": [escape(mark.label) for mark in marks],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"size": size, "color": colour},
        "cliponaxis": False,
    }


def _edges(first: Period, last: Period) -> tuple[date, date]:
    """Half a period on each side."""
    left = (first - 1).last_day + (first.last_day - (first - 1).last_day) / 2
    right = last.last_day + ((last + 1).last_day - last.last_day) / 2
    return left, right


def _shapes(view: Trajectory, palette: Palette) -> list[Figure]:
    bands = [_edges(gap[0].period, gap[-1].period) for gap in gaps(view.observed.points)]
    cuts = [_edges(mark.period, mark.period)[0] for mark in view.breaks]
    tall = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return [
        *(
            {
                **tall,
                "type": "rect",
                "x0": _day(left),
                "x1": _day(right),
                "fillcolor": palette.band,
                "line": {"width": 0},
            }
            for left, right in bands
        ),
        *(
            {**tall, "type": "line", "x0": _day(cut), "x1": _day(cut), "line": {"color": palette.muted, "dash": "dot"}}
            for cut in cuts
        ),
    ]


def _annotations(view: Trajectory, frame: Frame, palette: Palette) -> list[Figure]:
    """The unit over its axis, and each label where the drawn chart has it, counted in pixels from what it names.

    What it names moves when a reader draws closer.
    """
    box, scale, times = frame.box, frame.scale, frame.times
    days = (times.last.last_day - times.first.last_day) / (box.right - box.left)
    values = (scale.high - scale.low) / (box.bottom - box.top)
    colours = {"strong": palette.ink, "ink": palette.ink, "accent": palette.accent, "reference": palette.reference}
    unit = {"text": escape(view.unit), "x": 0, "y": 1, "xref": "paper", "yref": "paper"}
    found: list[Figure] = [{**unit, "xshift": -box.left, "yshift": box.top, "font": {"color": palette.muted}}]
    for label, place in svg.arranged(*trajectory_labels(view, frame, SIZE)):
        words = Markup("<br>").join(label.text.splitlines())
        found.append(
            {
                "text": Markup("<b>{}</b>").format(words) if label.css in ("strong", "accent") else words,
                "x": _day(times.first.last_day + (label.x - box.left) * days),
                "y": scale.low + (box.bottom - label.y) * values,
                "xshift": place.left - label.x,
                "yshift": label.y - place.top,
                "font": {"color": colours.get(label.css, palette.muted)},
            }
        )
    common = {"xanchor": "left", "yanchor": "top", "showarrow": False, "borderpad": 0}
    return [{**common, **one} for one in found]
