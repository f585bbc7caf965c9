"""Indicators: what can be used in a contract?"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.indicator import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """A criterion that judges, compares with or shows the indicator; or a goal that shows it."""

    contract: str
    goal: str
    criterion: str
    """Empty: the goal itself shows it."""


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    indicator: Indicator
    source: str
    """With the source's own name of the table."""
    uses: tuple[IndicatorUse, ...]
    parts_of: tuple[str, ...]
    """Ids of the indicators that are worked out from it."""
