"""The measures that pictures are drawn in."""

from __future__ import annotations

from dataclasses import dataclass


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
