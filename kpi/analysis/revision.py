"""Ordinary revision: how much an indicator's provisional figures usually turn out to be corrected by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from statistics import median

from kpi.evaluate.known import KnownFigures
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation, Series

FEWEST = 6
"""Figures that have been provisional and are so no longer, under which nothing is said."""


def ordinary_revision(known: KnownFigures, series: Series) -> Decimal | None:
    """The median absolute difference between a figure as it first came and as it stands now, in the indicator's unit.

    Of figures that were first published while they were provisional, and on a day that is known. None under six.
    """
    found = list(_revisions(known, series))
    return median(found) if len(found) >= FEWEST else None


def _revisions(known: KnownFigures, series: Series) -> Iterator[Decimal]:
    indicator = known.indicator(series.indicator)
    for now in series.observations:
        first = (series.revised.get(now.period) or (now,))[0]
        if now.value is None or first.value is None or known.provisional(now):
            continue
        if not first.published_assumed and _was_provisional(indicator, first):
            yield abs(now.value - first.value)


def _was_provisional(indicator: Indicator, first: Observation) -> bool:
    """Published before so many later periods usually are that it no longer counts as provisional."""
    settled = first.period + indicator.provisional_periods
    return first.published_on < settled.last_day + timedelta(days=indicator.published_after_days)
