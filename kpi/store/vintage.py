"""Which of several vintages of one figure counts, and which earlier ones it revises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from kpi.model.observation import Observation, Series
from kpi.model.period import Period

_key = attrgetter("indicator", "area")
_figure = attrgetter("indicator", "area", "period")
_period = attrgetter("period")


def as_known(observations: Iterable[Observation]) -> dict[tuple[str, str], Series]:
    """Series of the newest vintages; `observations` are sorted by indicator, area, period and vintage."""
    return {key: _series(key, vintages) for key, vintages in groupby(observations, _key)}


def as_agreed(observations: Iterable[Observation], agreed_on: date) -> Iterator[Observation]:
    """What was published by the day; of a figure that came later the first vintage."""
    for _, vintages in groupby(observations, _figure):
        for place, vintage in enumerate(_counting(vintages)):
            if place == 0 or vintage.published_on <= agreed_on:
                yield vintage


def _counting(vintages: Iterable[Observation]) -> tuple[Observation, ...]:
    """Of one figure: a made-up value counts only while no real one is known."""
    known = tuple(vintages)
    if len(known) == 1:  # nearly all
        return known
    return tuple(vintage for vintage in known if not vintage.example) or known


def _series(key: tuple[str, str], observations: Iterable[Observation]) -> Series:
    newest: list[Observation] = []
    earlier: dict[Period, tuple[Observation, ...]] = {}
    for period, vintages in groupby(observations, _period):
        counting = _counting(vintages)
        newest.append(counting[-1])
        if counting[1:]:
            earlier[period] = counting[:-1]
    revised = {}
    more = {}
    if earlier:
        for last in newest:
            before = earlier.get(last.period, ())
            found = _revised_by(last, before)
            if found:
                revised[last.period] = found
            if len(before) > len(found):
                more[last.period] = before
    return Series(*key, tuple(newest), revised, more)


def _revised_by(last: Observation, earlier: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Earlier vintages, each where its value first stood; a vintage that repeats the value before it is no revision.

    A figure whose publication is assumed revises nothing: the day it would be listed under is not a real one.
    """
    if last.published_assumed or not earlier:
        return ()
    different = [earlier[0]]
    for vintage in (*earlier[1:], last):
        if vintage.value != different[-1].value:
            different.append(vintage)
    return tuple(different[:-1])
