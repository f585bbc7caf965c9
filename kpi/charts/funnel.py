"""A funnel: shares by size, the pooled share, and the limits that narrow as municipalities grow."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.scale import ValueScale, value_scale
from kpi.charts.size import Size
from kpi.model.views.funnel import Funnel, FunnelPoint
from kpi.texts import funnel as words
from kpi.texts.numbers import number

_MOST_NAMED = 9
_ROOM = 1.12
"""Free space before the smallest and after the largest, as a factor."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """Sizes run by their logarithm: twice as many is as far everywhere."""

    box: svg.Box
    scale: ValueScale
    low: float
    high: float

    def x(self, base: Decimal | float) -> float:
        share = (math.log(base) - self.low) / (self.high - self.low)
        return self.box.left + share * (self.box.right - self.box.left)

    def y(self, value: Decimal) -> float:
        return self.scale.at(value, self.box.bottom, self.box.top)


def funnel_svg(view: Funnel, size: Size, css: str = "") -> Markup:
    """Own and the furthest of those beyond the outer limits are named; every point tells what it is."""
    plot = _plot(view, size)
    parts = [svg.text(view.unit, 0, size.font, size.font), *_axes(view, plot, size)]
    parts.append(
        svg.line(plot.box.left, plot.y(view.pooled), plot.box.right, plot.y(view.pooled), "required", size.stroke)
    )
    curves = (
        ([step.low_outer for step in view.steps], ""),
        ([step.high_outer for step in view.steps], ""),
        ([step.low_inner for step in view.steps], "4 4"),
        ([step.high_inner for step in view.steps], "4 4"),
    )
    for values, dash in curves:
        places = [(plot.x(step.base), plot.y(value)) for step, value in zip(view.steps, values, strict=True)]
        parts.append(svg.polyline(places, "path", size.stroke * 0.8, dash))
    for point in sorted(view.points, key=lambda one: one.own):
        look = "own" if point.own else "point" if point.outside else "bar"
        radius = size.stroke * (3.4 if point.own else 2.4)
        parts.append(svg.circle(plot.x(point.base), plot.y(point.value), radius, look, 0, point.label))
    parts += svg.place(_labels(view, plot, size), _taken(view, plot, size), _edge(plot, size), size.font * 0.5)
    return svg.document(size.width, size.height, _alternative(view), parts, f"kpi-svg {css}".strip())


def _plot(view: Funnel, size: Size) -> _Plot:
    font = size.font
    values = [value for step in view.steps for value in (step.low_outer, step.high_outer)]
    values += [point.value for point in view.points]
    scale = value_scale(values, count=max(3, int(size.height / font / 5)), from_zero=True)
    left = max(svg.text_width(words_, font) for words_ in scale.texts()) + font * 0.9
    right = size.width - svg.text_width(words.OUTER, font) - font * 0.8
    sizes = [float(point.base) for point in view.points]
    low, high = math.log(min(sizes) / _ROOM), math.log(max(sizes) * _ROOM)
    return _Plot(svg.Box(left, font * 2.2, right, size.height - font * 3.4), scale, low, high)


def _axes(view: Funnel, plot: _Plot, size: Size) -> list[Markup]:
    box, font, parts = plot.box, size.font, []
    for tick, words_ in zip(plot.scale.ticks, plot.scale.texts(), strict=True):
        y = plot.y(tick)
        parts.append(svg.line(box.left, y, box.right, y, "grid", size.stroke * 0.6))
        parts.append(svg.text(words_, box.left - font * 0.6, y + font * 0.35, font, anchor="end"))
    free = box.left
    for base in _sizes(plot):
        words_ = number(Decimal(base), 0)
        x, half = plot.x(base), svg.text_width(words_, font) / 2
        parts.append(svg.line(x, box.bottom, x, box.bottom + font * 0.35, "axis", size.stroke * 0.6))
        if x - half >= free:
            parts.append(svg.text(words_, x, box.bottom + font * 1.5, font, anchor="middle"))
            free = x + half + font * 0.6
    parts.append(svg.text(view.base_label, (box.left + box.right) / 2, box.bottom + font * 3, font, anchor="middle"))
    return parts


def _sizes(plot: _Plot) -> list[int]:
    """1, 2 and 5 times powers of ten inside the plot."""
    powers = range(int(plot.low / math.log(10)) - 1, int(plot.high / math.log(10)) + 2)
    ticks = (step * 10**power for power in powers if power >= 0 for step in (1, 2, 5))
    return [tick for tick in ticks if plot.low <= math.log(tick) <= plot.high]


def _labels(view: Funnel, plot: _Plot, size: Size) -> list[svg.Label]:
    """Own first, so that it gets the best place."""
    named = sorted((p for p in view.points if p.own or p.outside), key=lambda p: (not p.own, -_distance(p, view)))
    found = [_name(point, plot, size) for point in named[:_MOST_NAMED]]
    last = view.steps[-1]
    x = plot.x(last.base)
    for value, text in ((last.high_outer, words.OUTER), (last.high_inner, words.INNER)):
        found.append(svg.Label(text, x, plot.y(value), ("r", "ar", "br"), "", size.font))
    pooled = plot.y(view.pooled)
    found.append(svg.Label(view.pooled_label, plot.box.left, pooled, ("br", "ar"), "reference", size.font))
    return found


def _distance(point: FunnelPoint, view: Funnel) -> float:
    """From the pooled share, in widths of the funnel at that size but for a factor."""
    return abs(float(point.value - view.pooled)) * math.sqrt(point.base)


def _name(point: FunnelPoint, plot: _Plot, size: Size) -> svg.Label:
    look = "accent" if point.own else "ink"
    return svg.Label(
        point.name,
        plot.x(point.base),
        plot.y(point.value),
        ("r", "l", "a", "b", "ar", "al", "br", "bl"),
        look,
        size.font,
    )


def _taken(view: Funnel, plot: _Plot, size: Size) -> list[svg.Box]:
    reach = size.stroke * 2.4
    places = [(plot.x(point.base), plot.y(point.value)) for point in view.points]
    return [svg.Box(x - reach, y - reach, x + reach, y + reach) for x, y in places]


def _edge(plot: _Plot, size: Size) -> svg.Box:
    return svg.Box(plot.box.left, size.font * 1.4, size.width - 1, plot.box.bottom)


def _alternative(view: Funnel) -> str:
    told = [point.label for point in view.points if point.own or point.outside]
    return ". ".join([view.title, *told])
