"""A line as it is drawn, with what is marked on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi.model.period import Period


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line. `value` None is a gap, with the reason in `gap`."""

    period: Period
    value: Decimal | None
    label: str
    """«dec. 2016: 804 fuldtidspersoner (foreløbigt tal)»: tooltip and text alternative."""
    provisional: bool
    gap: str
    """«skjult», «mangler»; empty where there is a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart with the label that stands at its end."""

    label: str
    points: tuple[Point, ...]
    decimals: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A single named place in a chart: the baseline, or a target at its due."""

    period: Period
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Break:
    period: Period
    """The first period made in the new way."""
    title: str
