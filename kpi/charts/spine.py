"""One municipality's place in its group's spread: the whole spread, the middle half, and own as a coloured shape."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from markupsafe import Markup

from kpi.charts import svg
from kpi.model.views.comparison import Against
from kpi.model.views.parts import ColourFamily
from kpi.model.views.profile import Spine

WIDTH, HEIGHT, EDGE = 240, 26, 9
_REACH = 5.5


def spine_svg(view: Spine, against: Against, alternative: str) -> Markup:
    """The group's middle stands in the middle of every picture; the further end fills its half. Better is right."""
    away = max(view.middle - view.low, view.high - view.middle)
    if view.own is not None:
        away = max(away, abs(view.own - view.middle))
    away = away or Decimal(1)

    def x(value: Decimal) -> float:
        share = float((value - view.middle) / away) * (-1 if view.better_low else 1)
        return WIDTH / 2 + share * (WIDTH / 2 - EDGE)

    def stretch(low: Decimal, high: Decimal, half: float, css: str) -> Markup:
        left, right = sorted((x(low), x(high)))
        return svg.rect(left, HEIGHT / 2 - half, max(right - left, 1), 2 * half, css)

    parts = [stretch(view.low, view.high, 0.8, "bar"), stretch(view.lower, view.upper, 6, "middle")]
    parts.append(svg.line(WIDTH / 2, 5, WIDTH / 2, HEIGHT - 5, "median", 1.4))
    if view.nation is not None and abs(view.nation - view.middle) <= away:
        parts.append(svg.line(x(view.nation), 2, x(view.nation), HEIGHT - 2, "required", 1.6))
    if view.own is not None:
        parts.append(_mark(x(view.own), against))
    return svg.document(WIDTH, HEIGHT, alternative, parts, "kpi-svg kpi-spine")


def family(against: Against) -> ColourFamily:
    """Only what has a better side is coloured."""
    match against:
        case Against.BETTER:
            return ColourFamily.GOOD
        case Against.WORSE:
            return ColourFamily.BAD
        case Against.SIMILAR | Against.HIGHER | Against.LOWER | Against.UNKNOWN:
            return ColourFamily.GREY
        case _:
            assert_never(against)


def _mark(x: float, against: Against) -> Markup:
    """A triangle up or down, a diamond where there is no better side, else a disc."""
    y, r = HEIGHT / 2, _REACH
    css = f"newest kpi-{family(against)}"
    match against:
        case Against.BETTER:
            return svg.polygon([(x, y - r), (x + r, y + r), (x - r, y + r)], css)
        case Against.WORSE:
            return svg.polygon([(x, y + r), (x + r, y - r), (x - r, y - r)], css)
        case Against.HIGHER | Against.LOWER:
            return svg.polygon([(x, y - r), (x + r, y), (x, y + r), (x - r, y)], css)
        case Against.SIMILAR | Against.UNKNOWN:
            return svg.circle(x, y, r - 1, css)
        case _:
            assert_never(against)
