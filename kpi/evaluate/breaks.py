"""Series breaks: from such a period the figures are made in another way, and no difference is shown across it."""

from __future__ import annotations

from datetime import date

from kpi.evaluate.windows import Measure
from kpi.model.indicator import Indicator, SeriesBreak


def break_between(indicator: Indicator, earlier: date, later: date) -> SeriesBreak | None:
    """The first break after the period ending on `earlier` and not after the one ending on `later`; None: none."""
    for series_break in sorted(indicator.breaks, key=lambda b: b.first):
        if earlier < series_break.first.last_day <= later:
            return series_break
    return None


def break_inside(indicator: Indicator, measured: Measure, baseline: Measure | None = None) -> SeriesBreak | None:
    """A break between the baseline and the value, or inside what either is made from."""
    earliest = min(m.first_part_ends for m in (baseline, measured) if m is not None)
    return break_between(indicator, earliest, measured.reading.through.last_day)
