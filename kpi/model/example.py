"""An example beside a rule: what the requirement must answer, were these the figures known on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from kpi.model.observation import Quality
from kpi.model.period import Period

if TYPE_CHECKING:  # results name contracts, and contracts hold examples
    from kpi.model.evaluation import Status


@dataclass(frozen=True, slots=True)
class ExampleFigure:
    """One figure as known on the example's day."""

    indicator: str
    area: str
    period: Period
    value: Decimal | None
    """None exactly when quality is HIDDEN or MISSING."""
    numerator: Decimal | None
    """None: only the value is written."""
    denominator: Decimal | None
    """None: only the value is written."""
    quality: Quality
    first: Decimal | None
    """What was published first; None: the figure has not been revised."""


@dataclass(frozen=True, slots=True)
class Example:
    why: str
    """What it tries, in the author's words; empty where nothing is said."""
    figures: tuple[ExampleFigure, ...]
    """Each of one indicator, area and period; of one series in order of time."""
    as_of: date
    status: Status
