"""On which day a figure was published, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from kpi.model.delivery import Figure
from kpi.model.indicator import Indicator


def publication(
    figure: Figure, indicators: Mapping[str, Indicator], published_on: date | None, received_on: date, assume: bool
) -> tuple[date, bool]:
    """The day a figure was published, and whether it is assumed; see `keep_delivery`."""
    if figure.published_on is not None:
        return figure.published_on, False
    if published_on is not None:
        return published_on, False
    if assume:
        usual = figure.period.last_day + timedelta(days=indicators[figure.indicator].published_after_days)
        return min(usual, received_on), True
    return received_on, False
