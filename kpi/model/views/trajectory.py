"""How far is a target on its way?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi.model.views.forecast import Fan
from kpi.model.views.line import Break, Line, Marker, Point


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A target's way: what was observed, where it ought to be, and the target."""

    title: str
    """A sentence with the finding."""
    unit: str
    observed: Line
    baseline: Marker | None
    """None: the rule has no baseline, or it is missing."""
    path: Line | None
    """The glide path (målsti); None: there is none."""
    targets: tuple[Marker, ...]
    """Every due target of the criterion on this indicator (staged targets have several)."""
    required: Line | None
    """A requirement that moves (the nation, a group); None: it is fixed."""
    breaks: tuple[Break, ...]
    source_line: str
    alternative: str
    """The same sentence as the verdict: the chart's text alternative."""
    example: bool
    fan: Fan | None = None
    """Where it is heading; None: there is no forecast."""
    alarm: Line | None = None
    """Where figures give an alarm; None: none was agreed."""


@dataclass(frozen=True, slots=True)
class Spark:
    """The small chart of Overblik: the newest 24 months."""

    observed: tuple[Point, ...]
    path: tuple[Point, ...]
    required: Decimal | None
    """None: not known."""
    alternative: str
