"""A target's way as a plotly figure, written as a plain dict: no validation, half the time, and cached as it is.

plotly draws with fixed colours, so the figure is made for one palette. Danish words stand at the ticks because its own
months cannot be had in Danish.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from kpi.charts.runs import Place, gaps, known, runs
from kpi.charts.scale import time_scale, value_scale
from kpi.charts.theme import Palette
from kpi.model.period import Period
from kpi.model.views import Line, Marker, Trajectory
from kpi.texts import periods

Figure = dict[str, Any]
HEIGHT = 380
FONT = 14
FAMILY = "'Source Sans', 'Source Sans 3', sans-serif"


def trajectory_figure(view: Trajectory, palette: Palette) -> Figure | None:
    """None where there is nothing to draw."""
    lines = [line for line in (view.observed, view.path, view.required) if line is not None]
    marks = [*view.targets, *([view.baseline] if view.baseline else [])]
    places = [place for line in lines for place in known(line.points)] + [(mark.period, mark.value) for mark in marks]
    if not places:
        return None
    spanned = [point.period for line in lines for point in line.points] + [mark.period for mark in marks]
    times, scale = time_scale(spanned), value_scale([value for _, value in places], count=6, from_zero=False)
    ticks = times.ticks(7)
    room = (times.last.last_day - times.first.last_day) / 40
    axis: Figure = {"gridcolor": palette.grid, "zeroline": False, "fixedrange": True, "color": palette.muted}
    return {
        "data": _traces(view, palette),
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 8, "r": 8, "t": 34, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FAMILY, "size": FONT, "color": palette.ink},
            "showlegend": False,
            "separators": ",.",
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {"bgcolor": palette.background, "bordercolor": palette.muted, "font": {"color": palette.ink}},
            "xaxis": {
                **axis,
                "type": "date",
                "showgrid": False,
                "range": [_day(times.first.last_day - room), _day(times.last.last_day + room * 6)],
                "tickvals": [_day(period.last_day) for period in ticks],
                "ticktext": [periods.axis(period) for period in ticks],
                "tickfont": {"size": FONT, "color": palette.muted},
                "ticks": "outside",
                "automargin": True,
            },
            "yaxis": {
                **axis,
                "range": [scale.low, scale.high],
                "tickvals": [float(tick) for tick in scale.ticks],
                "ticktext": list(scale.texts()),
                "tickfont": {"size": FONT, "color": palette.muted},
                "automargin": True,
            },
            "shapes": _shapes(view, palette),
            "annotations": _annotations(view, palette),
        },
    }


def _day(day: date) -> str:
    return day.isoformat()


def _place(place: Place) -> tuple[str, float]:
    return _day(place[0].last_day), float(place[1])


def _traces(view: Trajectory, palette: Palette) -> list[Figure]:
    found = []
    if view.path:
        found.append(_line([known(view.path.points)], palette.muted, 2, "dash", _labels(view.path)))
    if view.required:
        found.append(_line(runs(view.required.points), palette.reference, 2, "solid", _labels(view.required)))
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


def _annotations(view: Trajectory, palette: Palette) -> list[Figure]:
    """The words at the lines' ends. Targets stand over or under their dot, whichever side the lines leave free."""
    found = [_words(view.unit, "paper", 0, "paper", 1, palette.muted, xanchor="left", yshift=22)]
    newest = known(view.observed.points)[-1:]
    for place in newest:
        day, value = _place(place)
        above = _beats(view.path, place)
        found.append(
            _words(
                view.observed.label,
                "x",
                day,
                "y",
                value,
                palette.ink,
                bold=True,
                yshift=16 if above else -16,
                xanchor="left",
            )
        )
    for mark in view.targets:
        rising = bool(view.baseline and view.baseline.value < mark.value) or bool(newest and newest[0][1] < mark.value)
        found.append(
            _words(
                mark.label,
                "x",
                _day(mark.period.last_day),
                "y",
                float(mark.value),
                palette.accent,
                bold=True,
                yshift=17 if rising else -17,
            )
        )
    if view.path and (path := known(view.path.points)):
        (first, low), (last, high) = path[0], path[-1]
        day, value = (
            _place(path[len(path) * 2 // 3]) if len(path) > 2 else (_middle(first, last), float(low + high) / 2)
        )
        found.append(_words(view.path.label, "x", day, "y", value, palette.muted, yshift=-14, xanchor="right"))
    if view.required and (level := known(view.required.points)):
        day, value = _place(level[-1])
        above = not newest or newest[0][1] < level[-1][1]
        found.append(
            _words(
                view.required.label,
                "x",
                day,
                "y",
                value,
                palette.reference,
                yshift=14 if above else -14,
                xanchor="left",
            )
        )
    for gap in gaps(view.observed.points):
        left, right = _edges(gap[0].period, gap[-1].period)
        found.append(_words(gap[0].gap, "x", _day(left + (right - left) / 2), "paper", 0, palette.muted, yshift=10))
    for cut in view.breaks:
        found.append(
            _words(
                cut.title,
                "x",
                _day(_edges(cut.period, cut.period)[0]),
                "paper",
                1,
                palette.muted,
                xanchor="left",
                yshift=-8,
            )
        )
    return found


def _middle(first: Period, last: Period) -> str:
    return _day(first.last_day + (last.last_day - first.last_day) / 2)


def _beats(path: Line | None, place: Place) -> bool:
    """True where the figure lies over the path, so that its words go above."""
    if path is None:
        return True
    on_path = [value for period, value in known(path.points) if period == place[0]]
    return not on_path or place[1] >= on_path[0]


def _words(
    text: str,
    xref: str,
    x: str | float,
    yref: str,
    y: float,
    colour: str,
    *,
    bold: bool = False,
    xanchor: str = "center",
    yshift: int = 0,
) -> Figure:
    written = escape(text)
    return {
        "text": f"<b>{written}</b>" if bold else written,
        "x": x,
        "y": y,
        "xref": xref,
        "yref": yref,
        "xanchor": xanchor,
        "yshift": yshift,
        "showarrow": False,
        "font": {"size": FONT, "color": colour},
    }
