"""Series breaks: from such a period the figures are made in another way, and no difference is shown across it.

A break that declares a bridge, with its source, can be crossed: the old way is carried over to the new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from kpi.evaluate.windows import Measure
from kpi.model.indicator import Indicator, SeriesBreak


def breaks_between(indicator: Indicator, earlier: date, later: date) -> Iterator[SeriesBreak]:
    """In order of time: those after the period ending on `earlier` and not after the one ending on `later`."""
    for series_break in sorted(indicator.breaks, key=lambda b: b.first):
        if earlier < series_break.first.last_day <= later:
            yield series_break


def break_between(indicator: Indicator, earlier: date, later: date) -> SeriesBreak | None:
    """The first of them without a bridge; None: the two can be compared."""
    return parted(breaks_between(indicator, earlier, later))


def parted(crossed: Iterable[SeriesBreak]) -> SeriesBreak | None:
    """The first without a bridge; None: they can all be crossed."""
    return next((one for one in crossed if one.bridge is None), None)


def break_inside(indicator: Indicator, measured: Measure, baseline: Measure | None = None) -> SeriesBreak | None:
    """A break between the baseline and the value, or inside what either is made from.

    Inside a longer stretch only a bridge that leaves the level unchanged lets the parts be put together.
    """
    inside = breaks_between(indicator, measured.first_part_ends, measured.reading.through.last_day)
    parted = next((one for one in inside if one.bridge is None or not one.bridge.unchanged), None)
    if parted is not None or baseline is None:
        return parted
    earliest = min(baseline.first_part_ends, measured.first_part_ends)
    return break_between(indicator, earliest, measured.reading.through.last_day)


def breaks_since(indicator: Indicator, agreed_on: date, later: date) -> Iterator[SeriesBreak]:
    """Those from the day a level was agreed or later, up to the later day; one begun before was known then."""
    return (one for one in breaks_between(indicator, date.min, later) if one.first.first_day >= agreed_on)


def break_since(indicator: Indicator, agreed_on: date, measured: Measure) -> SeriesBreak | None:
    """The first of them without a bridge: 48 on a new scale is not 48."""
    return parted(breaks_since(indicator, agreed_on, measured.reading.through.last_day))


def bridged(value: Fraction, crossed: Iterable[SeriesBreak]) -> Fraction:
    """A level of the day it was said, in the way figures are made after the breaks, which all have a bridge."""
    for series_break in crossed:
        if series_break.bridge is not None:
            value = value * Fraction(series_break.bridge.factor) + Fraction(series_break.bridge.offset)
    return value
