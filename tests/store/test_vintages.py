"""Which vintage counts on a day is decided both in Python and in SQL: each is held to one plain statement of the rule.

Python decides for the series that are judged, with what each revised; SQL for every area at once, for how far
indicators are and for what changed. The rule: the newest figure published by that day counts; a made-up one counts only
while no real one is known; a figure whose publication is assumed is never a revision; what is withdrawn never was.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi.journal import add_entry
from kpi.kept.build import build_store, update_store
from kpi.model.folder import DataFolder
from kpi.model.journal import DeliveryWithdrawn
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.store import Store
from tests.store.given import DEFINITIONS, SILKEBORG, VARDE, day, figure, folder_in, keep

INDICATOR = "sygedagpenge"
AREAS = (SILKEBORG, VARDE)
MONTHS = tuple(map(Period.parse, ("2015-11", "2015-12", "2016-01")))
DAYS = tuple(day(f"2016-{text}") for text in ("01-05", "01-21", "02-01", "02-21", "03-10"))
"""Two of them are days that a publication is assumed on."""
LOOKED_FROM = tuple(one + timedelta(days=n) for one in DAYS for n in (-1, 0))
RECEIVED_FROM = day("2016-06-01")

Place = tuple[str, Period]
"""Area and month."""


@dataclass(frozen=True, slots=True)
class Row:
    place: Place
    published: date | None
    """None: assumed, the usual 21 days after the month."""
    value: int | None
    """None: hidden by the source."""

    @property
    def published_on(self) -> date:
        return self.published or self.place[1].last_day + timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Delivery:
    rows: tuple[Row, ...]
    made_up: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Vintage:
    value: Decimal | None
    published_on: date
    assumed: bool
    made_up: bool
    number: int
    """Of its delivery, in the order of receipt."""

    def revises(self, before: Vintage) -> bool:
        return not self.assumed and before.made_up == self.made_up and before.value != self.value


Known = dict[Place, Vintage]


# --- the rule, said plainly -----------------------------------------------------------------------------------------


def known(history: Sequence[Delivery], as_of: date) -> dict[Place, list[Vintage]]:
    """Of each figure the vintages that could count on the day, oldest first: the last does."""
    found: dict[Place, list[Vintage]] = {}
    for number, delivery in enumerate(history):
        for row in delivery.rows:
            if not delivery.withdrawn and row.published_on <= as_of:
                value = None if row.value is None else Decimal(row.value)
                vintage = Vintage(value, row.published_on, row.published is None, delivery.made_up, number)
                found.setdefault(row.place, []).append(vintage)
    for place, vintages in found.items():
        real = [vintage for vintage in vintages if not vintage.made_up]
        found[place] = sorted(real or vintages, key=lambda vintage: (vintage.published_on, vintage.number))
    return found


def counting(history: Sequence[Delivery], as_of: date) -> Known:
    return {place: vintages[-1] for place, vintages in known(history, as_of).items()}


def revised(history: Sequence[Delivery], as_of: date) -> int:
    """Figures of which an earlier vintage said something else."""
    return sum(any(v[-1].revises(before) for before in v[:-1]) for v in known(history, as_of).values())


def changes(before: Known, after: Known) -> dict[Place, tuple[Vintage | None, Vintage]]:
    """Before, None where it is new, and after. A real figure is new where a made-up one stood."""
    found: dict[Place, tuple[Vintage | None, Vintage]] = {}
    for place, now in after.items():
        then = before.get(place)
        if then is None or then.made_up != now.made_up:
            found[place] = None, now
        elif now.revises(then):
            found[place] = then, now
    return found


# --- the two that decide --------------------------------------------------------------------------------------------


class Engine(Protocol):
    def known(self, store: Store, as_of: date) -> Known: ...

    def revised(self, store: Store, as_of: date) -> int: ...

    def newest(self, store: Store, as_of: date) -> Period | None: ...

    def changes(self, store: Store, since: date, until: date) -> dict[Place, tuple[Vintage | None, Vintage]]: ...


class InPython:
    """Every vintage of a series is read, and which count is decided by `kpi.store.vintage`."""

    def known(self, store: Store, as_of: date) -> Known:
        series = store.figures({(INDICATOR, area) for area in AREAS}, as_of).series.values()
        return seen(observation for one in series for observation in one.observations)

    def revised(self, store: Store, as_of: date) -> int:
        series = store.figures({(INDICATOR, area) for area in AREAS}, as_of).series.values()
        return sum(len(one.revised) for one in series)

    def newest(self, store: Store, as_of: date) -> Period | None:
        series = store.figures({(INDICATOR, area) for area in AREAS}, as_of).series.values()
        return max((one.latest.period for one in series if one.latest), default=None)

    def changes(self, store: Store, since: date, until: date) -> dict[Place, tuple[Vintage | None, Vintage]]:
        return changes(self.known(store, since), self.known(store, until))


class InSql:
    """Which counts stands in `superseded_on` and is asked for by `counts_on`."""

    def known(self, store: Store, as_of: date) -> Known:
        between = store.areas_between(INDICATOR, MONTHS[0], MONTHS[-1], as_of)
        found = seen(observation for by_area in between.values() for observation in by_area.values())
        compared = store.compared({INDICATOR}, as_of, 12, MONTHS[-1]).series.values()
        if any(vintage.value is not None for vintage in found.values()):
            assert seen(observation for one in compared for observation in one.observations) == found
        if as_of >= DAYS[-1]:
            assert seen(store.known({INDICATOR}, MONTHS[0].first_day).values()) == found
            assert seen(store.known_in({(INDICATOR, month) for month in MONTHS}, set(AREAS)).values()) == found
        return found

    def revised(self, store: Store, as_of: date) -> int:
        state = store.indicator_states(as_of).get(INDICATOR)
        return state.revised if state else 0

    def newest(self, store: Store, as_of: date) -> Period | None:
        state = store.indicator_states(as_of).get(INDICATOR)
        newest = state.newest if state else None
        assert store.figures({(INDICATOR, area) for area in AREAS}, as_of).newest.get(INDICATOR) == newest
        return newest

    def changes(self, store: Store, since: date, until: date) -> dict[Place, tuple[Vintage | None, Vintage]]:
        return {
            place_of(change.after): (vintage_of(change.before) if change.before else None, vintage_of(change.after))
            for change in store.changes(since, until)
        }


def seen(observations: Iterator[Observation] | Sequence[Observation]) -> Known:
    return {place_of(observation): vintage_of(observation) for observation in observations}


def place_of(observation: Observation) -> Place:
    return observation.area, observation.period


def vintage_of(observation: Observation) -> Vintage:
    number = (observation.recorded_at.date() - RECEIVED_FROM).days
    return Vintage(
        observation.value, observation.published_on, observation.published_assumed, observation.example, number
    )


# --- any history ----------------------------------------------------------------------------------------------------

places = st.tuples(st.sampled_from(AREAS), st.sampled_from(MONTHS))
rows = st.builds(Row, places, st.one_of(st.sampled_from(DAYS), st.none()), st.sampled_from([1, 2, None]))
deliveries = st.builds(
    Delivery,
    st.lists(rows, min_size=1, max_size=8, unique_by=lambda row: (row.place, row.published_on)).map(tuple),
    st.booleans(),
    st.integers(0, 3).map(lambda n: n == 0),
)
histories = st.lists(deliveries, min_size=1, max_size=5).map(tuple)


@contextmanager
def built(history: Sequence[Delivery], *, at_once: bool) -> Iterator[Store]:
    """From files received a day after each other; not `at_once`: put in as they came, what is withdrawn last."""
    with tempfile.TemporaryDirectory() as path:
        folder = folder_in(Path(path))
        ids = []
        for number, delivery in enumerate(history):
            ids.append(kept(folder, delivery, RECEIVED_FROM + timedelta(days=number)))
            if not at_once:
                update_store(folder, DEFINITIONS)
        for number, delivery in enumerate(history):
            if delivery.withdrawn:
                statement = DeliveryWithdrawn(ids[number], "Forkert fil")
                at = datetime(2017, 1, 1 + number, tzinfo=UTC)
                add_entry(folder.journals[-1], statement, applies_on=date(2017, 1, 1), by="Prøve", now=at)
        (build_store if at_once else update_store)(folder, DEFINITIONS)
        store = Store(folder.store)
        try:
            yield store
        finally:
            store.close()


def kept(folder: DataFolder, delivery: Delivery, received: date) -> str:
    figures = [
        figure(
            str(row.place[1]),
            None if row.value is None else str(row.value),
            area=row.place[0],
            published=None if row.published is None else row.published.isoformat(),
        )
        for row in delivery.rows
    ]
    source = "opdigtet" if delivery.made_up else "jobindsats"
    return keep(folder, received.isoformat(), *figures, source=source, assume=True).id


def row(published: str | None, value: int | None) -> Row:
    return Row((SILKEBORG, MONTHS[1]), None if published is None else day(published), value)


MADE_UP_THEN_REAL = (
    Delivery((row("2016-01-05", 1), row("2016-03-10", 2)), made_up=True, withdrawn=False),
    Delivery((row("2016-02-01", 1), row("2016-02-21", 2)), made_up=False, withdrawn=False),
)
THERE_AND_BACK = tuple(
    Delivery((row(published, value),), made_up=False, withdrawn=value is None)
    for published, value in (("2016-01-05", 1), ("2016-02-01", 2), ("2016-02-01", None), ("2016-03-10", 1), (None, 2))
)
WHOLE = bool(os.environ.get("KPI_WHOLE"))


@pytest.mark.parametrize("engine", [InPython(), InSql()], ids=["in Python", "in SQL"])
@pytest.mark.parametrize("at_once", [True, False], ids=["built at once", "put in as they came"])
@settings(max_examples=400 if WHOLE else 10)
@given(history=histories)
@example(history=MADE_UP_THEN_REAL)
@example(history=THERE_AND_BACK)
def test_the_newest_vintage_published_by_the_day_counts_whoever_decides_it(
    engine: Engine, at_once: bool, history: tuple[Delivery, ...]
) -> None:
    with built(history, at_once=at_once) as store:
        before: Known = {}
        since = DAYS[0] - timedelta(days=30)
        for as_of in LOOKED_FROM:
            expected = counting(history, as_of)
            assert engine.known(store, as_of) == expected
            assert engine.revised(store, as_of) == revised(history, as_of)
            with_value = [place[1] for place, vintage in expected.items() if vintage.value is not None]
            assert engine.newest(store, as_of) == max(with_value, default=None)
            assert engine.changes(store, since, as_of) == changes(before, expected)
            before, since = expected, as_of
        assert engine.changes(store, LOOKED_FROM[1], LOOKED_FROM[-1]) == changes(
            counting(history, LOOKED_FROM[1]), before
        )
