"""What stands round every chart: title sentence with the example mark, the picture, the source line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kpi.texts.statuses import EXAMPLE


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's measures, all in its own units; letters are `font` high."""

    width: float
    height: float
    font: float
    stroke: float


PAGE = Size(760, 360, 13.5, 1.6)
NARROW = Size(360, 300, 13.5, 1.6)
PRINT = Size(680, 250, 11, 1.3)
MEETING = Size(1180, 440, 26, 2.6)
"""Drawn one to one on a screen of 1920 pixels, so no letter is under 24."""


def figure(title: str, pictures: str, source_line: str, *, example: bool) -> str:
    """An HTML figure; `pictures` is SVG from this package, everything else is escaped. Empty without a picture."""
    if not pictures:
        return ""
    heading = f"<figcaption>{escape(title)}{example_mark(example)}</figcaption>"
    source = f'<p class="kpi-source">{escape(source_line)}</p>' if source_line else ""
    return f'<figure class="kpi-figure">{heading}{pictures}{source}</figure>'


def example_mark(example: bool) -> str:
    """The mark of made-up figures, in the title line of whatever shows one."""
    return f' <span class="kpi-example">{EXAMPLE}</span>' if example else ""
