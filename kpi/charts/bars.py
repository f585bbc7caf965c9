"""A comparison as sorted bars from zero: own municipality marked, thirds shaded, group and nation as lines."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.scale import ValueScale, value_scale
from kpi.charts.size import Size
from kpi.model.views.comparison import ComparisonView, PeerBar, ShownThird
from kpi.texts.amounts import is_count, unit_words
from kpi.texts.chart import BEST_THIRD, WORST_THIRD
from kpi.texts.numbers import number

ROW = 1.75
"""Height of a row in letters."""


def bars_svg(view: ComparisonView, size: Size, css: str = "") -> Markup:
    """As many rows as members: the height follows them. Empty where no member has a value."""
    values = [bar.value for bar in view.bars if bar.value is not None]
    if not values:
        return Markup()
    named = [(level, words) for level, words in _levels(view) if level is not None]
    levels = [level for level, _ in named]
    expected = [bar.expected for bar in view.bars if bar.expected is not None]
    scale = value_scale([*values, *levels, *expected], count=4, from_zero=True)
    font, row = size.font, size.font * ROW
    names = min(max(svg.text_width(bar.name, font) * (1.1 if bar.own else 1) for bar in view.bars), size.width * 0.42)
    left = names + max(svg.text_width(_words(bar), font) for bar in view.bars) + font * 1.8
    plot = svg.Box(left, font * 3, size.width - 1, font * 3 + row * len(view.bars))
    parts = [svg.text(unit_words(view.indicator), 0, font, font)]
    if expected:
        parts.append(svg.text(view.expected_label, 0, font * 2.5, font, "ink"))
    below = plot.bottom + font * (1.2 + 1.4 * len(named))
    parts += _thirds(view, plot, below, size)
    for place, bar in enumerate(view.bars):
        parts += _row(bar, plot.top + place * row, names, plot, scale, size)
    zero = scale.at(0, plot.left, plot.right)
    parts.append(svg.line(zero, plot.top, zero, plot.bottom, "axis", size.stroke * 0.6))
    shown = [
        (scale.at(level, plot.left, plot.right), f"{words} {number(level, view.indicator.decimals)}")
        for level, words in named
    ]
    for place, (x, words) in enumerate(shown):
        y = plot.bottom + font * (1.2 + 1.4 * place)
        width = svg.text_width(words, font) + font * 0.5
        look = "median" if place == 0 and len(shown) == 2 else "required"
        parts.append(svg.line(x, plot.top, x, y + font * 0.2, look, size.stroke))
        fits = x + width <= size.width
        parts.append(
            svg.text(words, x + font * 0.4 if fits else x - font * 0.4, y, font, "ink", "start" if fits else "end")
        )
    height = below + font * 0.5
    return svg.document(size.width, height, f"{view.headline} {view.detail}".strip(), parts, f"kpi-svg {css}".strip())


def _levels(view: ComparisonView) -> list[tuple[Decimal | None, str]]:
    """The whole country is no measure of a bare count: its bar would leave no room for the others."""
    group = (view.group_value, view.group_label)
    return [group] if is_count(view.indicator) else [group, (view.nation, view.nation_label)]


def _words(bar: PeerBar) -> str:
    return bar.text if bar.value is not None else bar.gap


def _row(bar: PeerBar, top: float, names: float, plot: svg.Box, scale: ValueScale, size: Size) -> list[Markup]:
    font, height = size.font, size.font * ROW
    baseline = top + height / 2 + font * 0.35
    look = "strong" if bar.own else "ink"
    parts = [
        svg.text(bar.name, names, baseline, font, look, "end"),
        svg.text(_words(bar), plot.left - font * 0.6, baseline, font, look if bar.value is not None else "", "end"),
    ]
    if bar.value is not None:
        zero, end = scale.at(0, plot.left, plot.right), scale.at(bar.value, plot.left, plot.right)
        ground = "own" if bar.own else "bar"
        parts.append(svg.rect(min(zero, end), top + height * 0.14, abs(end - zero), height * 0.72, ground))
    if bar.expected is not None:
        x = scale.at(bar.expected, plot.left, plot.right)
        parts.append(svg.line(x, top + height * 0.04, x, top + height * 0.96, "expected", size.stroke * 1.6))
    return parts


def _thirds(view: ComparisonView, plot: svg.Box, below: float, size: Size) -> list[Markup]:
    """The best third on a soft ground with its word, and a dotted line wherever one third gives way to the next."""
    font, row = size.font, size.font * ROW
    best = sum(bar.third is ShownThird.BEST for bar in view.bars)
    parts = []
    if best:
        parts.append(svg.rect(0, plot.top, size.width, best * row, "best"))
        parts.append(svg.text(BEST_THIRD, size.width - font * 0.4, plot.top - font * 0.5, font, "good", "end"))
    for place, (better, worse) in enumerate(pairwise(view.bars), start=1):
        if better.third is not worse.third and ShownThird.NONE not in (better.third, worse.third):
            y = plot.top + place * row
            parts.append(svg.line(0, y, size.width, y, "cut", size.stroke * 0.6))
    worst = [place for place, bar in enumerate(view.bars) if bar.third is ShownThird.WORST]
    if worst:
        parts.append(svg.rect(0, plot.top + worst[0] * row, size.width, len(worst) * row, "band"))
        parts.append(svg.text(WORST_THIRD, 0, below, font))
    return parts
