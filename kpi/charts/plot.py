"""The plot of a line chart: where it stands in the picture, its axes, and what its lines cover."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.runs import known, runs
from kpi.charts.scale import TimeScale, ValueScale, time_scale, value_scale
from kpi.charts.size import Size
from kpi.model.period import Period
from kpi.model.views.line import Line
from kpi.texts import periods


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plot stands in the picture, and what its axes say."""

    box: svg.Box
    times: TimeScale
    scale: ValueScale

    def at(self, period: Period, value: Decimal) -> tuple[float, float]:
        return self.x(period), self.scale.at(value, self.box.bottom, self.box.top)

    def x(self, period: Period) -> float:
        return self.times.at(period, self.box.left, self.box.right)


def plot_frame(spanned: Sequence[Period], values: Sequence[Decimal], ends: Sequence[str], size: Size) -> Frame:
    """Room for the axis words on the left and for the words at the lines' ends on the right."""
    scale = value_scale(values, count=max(3, int(size.height / size.font / 5)), from_zero=False)
    left = max(svg.text_width(words, size.font) for words in scale.texts()) + size.font * 0.9
    most = max(size.width * 0.24, size.font * 8)
    right = min(max(svg.text_width(words, size.font) for words in ends) + size.font, most)
    box = svg.Box(left, size.font * 2.2, size.width - right, size.height - size.font * 2)
    return Frame(box, time_scale(spanned), scale)


def axes(frame: Frame, size: Size, unit: str) -> list[Markup]:
    """Grid lines with values, the unit above them, and as many periods as have room, due always among them."""
    box, font = frame.box, size.font
    parts = [svg.text(unit, 0, font, font)]
    for tick, words in zip(frame.scale.ticks, frame.scale.texts(), strict=True):
        y = frame.scale.at(tick, box.bottom, box.top)
        parts.append(svg.line(box.left, y, box.right, y, "grid", size.stroke * 0.6))
        parts.append(svg.text(words, box.left - font * 0.6, y + font * 0.35, font, anchor="end"))
    room = svg.text_width(periods.axis(frame.times.last), font) * 1.35
    for period in frame.times.ticks(max(2, int((box.right - box.left) / room) + 1)):
        x = frame.x(period)
        words = periods.axis(period)
        half = svg.text_width(words, font) / 2
        parts.append(svg.line(x, box.bottom, x, box.bottom + font * 0.35, "axis", size.stroke * 0.6))
        centre = min(max(x, half), size.width - half)
        parts.append(svg.text(words, centre, box.bottom + font * 1.5, font, anchor="middle"))
    return parts


def break_place(first: Period, frame: Frame) -> float:
    """Between the last period made in the old way and the first made in the new; at the edge where it lies before."""
    middle = (frame.x(first - 1) + frame.x(first)) / 2
    return min(max(middle, frame.box.left), frame.box.right)


def break_label(title: str, x: float, frame: Frame, size: Size) -> svg.Label:
    """The break's name at the top of its line, in lines that have room on the wider side."""
    room = max(size.width - 1 - x, x - frame.box.left) - size.font * 0.55
    return svg.Label(svg.wrapped(title, size.font, room), x, frame.box.top, ("br", "bl"), "", size.font)


def covered_by(line: Line, frame: Frame, size: Size) -> list[svg.Box]:
    """Small boxes along the line, so that words keep off it."""
    found = []
    reach = size.stroke * 2
    for run in runs(line.points) or [known(line.points)]:
        places = [frame.at(*place) for place in run]
        for (x1, y1), (x2, y2) in zip(places, places[1:] or places, strict=False):
            steps = max(1, int(math.hypot(x2 - x1, y2 - y1) / (size.font * 0.4)))
            for step in range(steps + 1):
                x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
                found.append(svg.Box(x - reach, y - reach, x + reach, y + reach))
    return found
