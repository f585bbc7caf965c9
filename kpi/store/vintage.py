"""Which of several vintages of one figure counts, and which earlier ones it revises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from kpi.model.observation import Observation, Series
from kpi.model.period import Period

_key = attrgetter("indicator", "area")
_period = attrgetter("period")


class Vintages:
    """Every vintage of one series. It never changes, so that what is known when all of them are out is made once."""

    def __init__(self, key: tuple[str, str], observations: Iterable[Observation]) -> None:
        """`observations` are sorted by period and vintage."""
        self._key = key
        self._periods = tuple(tuple(vintages) for _, vintages in groupby(observations, _period))
        self._all_out = max((one.published_on for vintages in self._periods for one in vintages), default=date.min)

    def known(self, as_of: date) -> Series | None:
        """The newest vintages published by the day; None: there are none."""
        return self._whole if as_of >= self._all_out else _series(self._key, self._published(as_of))

    def agreed(self, as_of: date, agreed_on: date) -> Series | None:
        """As known on the earlier of the days; of a figure that came after `agreed_on` the first vintage."""
        if all(len(vintages) == 1 for vintages in self._periods):
            return self.known(as_of)
        kept = (
            tuple(one for place, one in enumerate(counting) if place == 0 or one.published_on <= agreed_on)
            for counting in map(_counting, self._published(as_of))
        )
        return _series(self._key, kept)

    @cached_property
    def _whole(self) -> Series | None:
        return _series(self._key, self._periods)

    def _published(self, as_of: date) -> Iterator[tuple[Observation, ...]]:
        for vintages in self._periods:
            known = tuple(one for one in vintages if one.published_on <= as_of)
            if known:
                yield known


def as_known(observations: Iterable[Observation]) -> dict[tuple[str, str], Series]:
    """Series of the newest vintages; `observations` are sorted by indicator, area, period and vintage."""
    found = {key: Vintages(key, vintages).known(date.max) for key, vintages in groupby(observations, _key)}
    return {key: series for key, series in found.items() if series is not None}


def _counting(known: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Of one figure: a made-up value counts only while no real one is known."""
    if len(known) == 1:  # nearly all
        return known
    return tuple(vintage for vintage in known if not vintage.example) or known


def _series(key: tuple[str, str], periods: Iterable[tuple[Observation, ...]]) -> Series | None:
    """None: there is no period."""
    newest: list[Observation] = []
    earlier: dict[Period, tuple[Observation, ...]] = {}
    for vintages in periods:
        counting = _counting(vintages)
        newest.append(counting[-1])
        if counting[1:]:
            earlier[counting[-1].period] = counting[:-1]
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
    return Series(*key, tuple(newest), revised, more) if newest else None


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
