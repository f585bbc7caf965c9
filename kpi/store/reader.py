"""Questions to the current generation, each answered whole from one generation and safe to ask from any thread."""

from __future__ import annotations

import atexit
import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from kpi.model.delivery import ToldBreak
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period, PeriodKind
from kpi.model.stored import DeliveryProblem, FigureChange, IndicatorState, Past, StoredDelivery
from kpi.store.generation import (
    Manifest,
    StoreUnavailable,
    current_generation,
    file_of,
    open_generation,
    read_manifest,
)
from kpi.store.query import read_sql
from kpi.store.vintage import Vintages

Key = tuple[str, str]
"""Indicator and area."""
Row = tuple[Any, ...]
_COLUMNS = 13
"""Of `vintage` in macros.sql."""
_MOST_KEPT = 1000
"""Series: several times what all contracts of a municipality need."""


_STORES: weakref.WeakSet[Store] = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    """DuckDB complains on the terminal of a connection that is open when the program ends."""
    for store in list(_STORES):
        store.close()


class Store:
    """The store in a folder. Every question raises StoreUnavailable where there is none that can serve.

    One read-only connection a generation is kept open and a cursor of its own is used for each question, because
    a connection shared by threads gives wrong rows. CURRENT is looked at each time; an old generation is closed
    when the last question to it has been answered.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._opened: _Generation | None = None
        self._pinned = threading.local()
        _STORES.add(self)

    def generation(self) -> str:
        """The name of what is read now: part of the key of whatever is kept of an answer."""
        with self._reading() as generation:
            return generation.name

    @contextmanager
    def one_generation(self) -> Iterator[str]:
        """Inside, every question of this thread is answered from the generation whose name is given."""
        outer = getattr(self._pinned, "generation", None)
        with self._reading() as generation:
            self._pinned.generation = generation
            try:
                yield generation.name
            finally:
                self._pinned.generation = outer

    def close(self) -> None:
        with self._lock:
            if self._opened is not None:
                self._opened.retire()
                self._opened = None

    def manifest(self) -> Manifest:
        """What the generation was built from."""
        with self._reading() as generation, _cursor(generation) as cursor:
            return read_manifest(cursor)

    def built_at(self) -> datetime:
        """When the generation was built (UTC)."""
        with self._reading() as generation:
            return generation.built_at

    def check(self) -> None:
        """Read every row. StoreUnavailable where one is not what was put in."""
        with self._reading() as generation, _cursor(generation) as cursor:
            manifest = read_manifest(cursor)
            if cursor.execute(read_sql("row_hash")).fetchall()[0] != (manifest.row_count, manifest.row_hash):
                raise StoreUnavailable(f"Tallenes fil {generation.name}.duckdb er ændret, siden den blev bygget.")

    def figures(self, keys: Set[Key], as_of: date, agreed_on: date | None = None) -> Figures:
        """What judging may see: for each key and period the newest vintage published by `as_of`.

        `agreed` is the same as known on `agreed_on`, or on `as_of` where that is earlier; of a figure that came
        later, what was published first. None: empty.
        """
        wanted = sorted(keys)
        with self._reading() as generation, _cursor(generation) as cursor:
            vintages = generation.vintages(cursor, wanted)
            newest = cursor.execute(
                read_sql("newest_periods"), {"indicators": sorted({key[0] for key in wanted}), "as_of": as_of}
            ).fetchall()
        return Figures(
            as_of=as_of,
            series={key: found for key, one in vintages.items() if (found := one.known(as_of)) is not None},
            agreed={}
            if agreed_on is None
            else {key: found for key, one in vintages.items() if (found := one.agreed(as_of, agreed_on)) is not None},
            newest={indicator: _period(kind, first_day) for indicator, kind, first_day, _ in newest},
            shared=frozenset(indicator for indicator, _, _, shared in newest if shared),
        )

    def series(self, indicator: str, area: str, as_of: date) -> Series | None:
        """One series as known on the day; None where nothing was published by then."""
        return self.figures({(indicator, area)}, as_of).of(indicator, area)

    def vintages(self, indicator: str, area: str, as_of: date) -> tuple[Observation, ...]:
        """Every vintage published by the day, by period and then oldest first, also those that repeat a value."""
        return self._observations("series", {"indicators": [indicator], "areas": [area], "as_of": as_of})

    def known(self, indicators: Set[str], since: date) -> dict[tuple[str, str, Period], Observation]:
        """The newest vintage of each figure of the indicators whose period begins no earlier than `since`."""
        found = self._observations("known", {"indicators": sorted(indicators), "since": since})
        return {(o.indicator, o.area, o.period): o for o in found}

    def known_in(self, wanted: Set[tuple[str, Period]], areas: Set[str]) -> dict[tuple[str, str, Period], Observation]:
        """The newest vintage of each figure of the pairs of indicator and period, of the areas."""
        pairs = sorted(wanted)
        parameters = {
            "indicators": [indicator for indicator, _ in pairs],
            "kinds": [period.kind.value for _, period in pairs],
            "starts": [period.first_day for _, period in pairs],
            "areas": sorted(areas),
        }
        return {(o.indicator, o.area, o.period): o for o in self._observations("known_in", parameters)}

    def past(self, kinds: Mapping[str, PeriodKind], areas: Set[str], since: date) -> dict[Key, Past]:
        """Every series of the indicators, in periods of the kind that begin no earlier than `since`; no made-up ones.

        Values of the areas given; of others it is only told which periods they have.
        """
        parameters = {
            "indicators": list(kinds),
            "kinds": [kind.value for kind in kinds.values()],
            "areas": sorted(areas),
            "since": since,
        }
        shared: dict[tuple[str, str], tuple[int, ...]] = {}
        found: dict[Key, Past] = {}
        for indicator, area, kind, periods, values in self._rows("past", parameters):
            ordinals = shared.get((kind, periods))
            if ordinals is None:
                starts = periods.strip("[]").split(", ")
                ordinals = tuple(_period(kind, date.fromisoformat(start)).ordinal for start in starts)
                shared[kind, periods] = ordinals
            found[indicator, area] = Past(ordinals, values or ())
        return found

    def areas(self, indicator: str, period: Period, as_of: date) -> dict[str, Observation]:
        """One indicator of every area in one period as known on the day, by area; areas without a row are absent."""
        return self.areas_between(indicator, period, period, as_of).get(period, {})

    def areas_between(
        self, indicator: str, first: Period, last: Period, as_of: date
    ) -> dict[Period, dict[str, Observation]]:
        """One indicator of every area over the periods, both ends included, by period (in order of time) and area."""
        found: dict[Period, dict[str, Observation]] = {}
        for observation in self._observations(
            "areas",
            {
                "indicator": indicator,
                "period_kind": first.kind.value,
                "first": first.first_day,
                "last": last.first_day,
                "as_of": as_of,
            },
        ):
            found.setdefault(observation.period, {})[observation.area] = observation
        return found

    def compared(self, indicators: Set[str], as_of: date, months: int, last: Period | None = None) -> Figures:
        """The indicators of every area as known on the day, over the `months` up to and with `last`.

        `last` None: up to each indicator's own newest period. Earlier vintages are left out.
        """
        return self._comparable(
            "compared",
            {
                "indicators": sorted(indicators),
                "as_of": as_of,
                "months": months,
                "last": None if last is None else last.first_day,
            },
        )

    def newest_of(self, area: str, as_of: date, fewest: int) -> Figures:
        """Every indicator of every area as known on the day, each in one period; earlier vintages are left out.

        The newest period that `area` has a value for together with others, `fewest` areas in all; where there is none,
        the newest that as many have. Indicators that never had as many are absent.
        """
        return self._comparable("newest_of", {"area": area, "as_of": as_of, "fewest": fewest})

    def with_small(
        self, since: Mapping[str, date], counts: Set[str], wholes: Set[Key], as_of: date, limit: int
    ) -> frozenset[Key]:
        """Series that by the day have had a hidden figure or a count under the limit, and wholes with too small a rest.

        `since` holds the indicators, each with the first day of the first period that is looked at; `counts` are those
        that count; `wholes` are pairs of a whole and one of its parts.
        """
        pairs = sorted(wholes)
        parameters = {
            "indicators": list(since),
            "since": list(since.values()),
            "counts": sorted(counts),
            "wholes": [pair[0] for pair in pairs],
            "parts": [pair[1] for pair in pairs],
            "as_of": as_of,
            "limit": limit,
        }
        return frozenset((row[0], row[1]) for row in self._rows("with_small", parameters))

    def _comparable(self, query: str, parameters: dict[str, Any]) -> Figures:
        found: dict[Key, list[Observation]] = {}
        newest: dict[str, Period] = {}
        with self._reading() as generation, _cursor(generation) as cursor:
            for row in cursor.execute(read_sql(query), parameters).fetchall():
                seen = generation.observation(row[:_COLUMNS])
                found.setdefault((seen.indicator, seen.area), []).append(seen)
                newest[seen.indicator] = _period(row[2], row[_COLUMNS])
        series = {key: Series(*key, tuple(observations), {}) for key, observations in found.items()}
        return Figures(parameters["as_of"], series, {}, newest)

    def periods(self, indicator: str, as_of: date) -> tuple[Period, ...]:
        """Periods that any area has a row for, in order of time."""
        return tuple(_period(*row) for row in self._rows("periods", {"indicator": indicator, "as_of": as_of}))

    def indicator_states(self, as_of: date) -> dict[str, IndicatorState]:
        """How far each indicator that has figures has come, by indicator."""
        return {
            row[0]: IndicatorState(row[0], None if row[2] is None else _period(row[1], row[2]), *row[3:])
            for row in self._rows("indicator_states", {"as_of": as_of})
        }

    def last_published(self, as_of: date) -> date | None:
        """The newest day of publication of any figure, no later than the day; None where there is none."""
        found: date | None = self._rows("last_published", {"as_of": as_of})[0][0]
        return found

    def deliveries(self) -> tuple[StoredDelivery, ...]:
        """Every delivery, also the withdrawn, the last received first."""
        return tuple(
            StoredDelivery(*[*row[:2], row[2].replace(tzinfo=UTC), *row[3:]]) for row in self._rows("deliveries", {})
        )

    def told_breaks(self) -> tuple[tuple[str, ToldBreak], ...]:
        """What files that stand tell of series breaks, each with its delivery; by indicator and time."""
        found = []
        for delivery, indicator, words, kind, *starts in self._rows("told_breaks", {}):
            first, since, until = (start and Period.starting(PeriodKind(kind), start) for start in starts)
            found.append((delivery, ToldBreak(indicator, words, first, since, until)))
        return tuple(found)

    def problems(self) -> tuple[DeliveryProblem, ...]:
        """Deliveries that were left out because something is wrong with them."""
        return tuple(DeliveryProblem(*row) for row in self._rows("problems", {}))

    def changes(self, since: date, until: date, keys: Set[Key] | None = None) -> tuple[FigureChange, ...]:
        """What became known after `since` and no later than `until`; keys None: of every series.

        New figures and revisions; a figure whose publication is assumed is never a revision, and a real figure is new
        where a made-up one stood.
        """
        wanted = sorted(keys or ())
        parameters = {
            "indicators": [key[0] for key in wanted],
            "areas": [key[1] for key in wanted],
            "everything": keys is None,
            "since": since,
            "until": until,
        }
        with self._reading() as generation, _cursor(generation) as cursor:
            found = []
            for row in cursor.execute(read_sql("changes"), parameters).fetchall():
                after = generation.observation(row[:_COLUMNS])
                before = None if row[_COLUMNS] is None else generation.observation(row[_COLUMNS:])
                found.append(FigureChange(before if before and before.example == after.example else None, after))
            return tuple(found)

    def _rows(self, query: str, parameters: dict[str, Any]) -> list[Row]:
        with self._reading() as generation, _cursor(generation) as cursor:
            return cursor.execute(read_sql(query), parameters).fetchall()

    def _observations(self, query: str, parameters: dict[str, Any]) -> tuple[Observation, ...]:
        with self._reading() as generation, _cursor(generation) as cursor:
            return tuple(generation.observations(cursor.execute(read_sql(query), parameters).fetchall()))

    @contextmanager
    def _reading(self) -> Iterator[_Generation]:
        pinned: _Generation | None = getattr(self._pinned, "generation", None)
        if pinned is not None:
            yield pinned
            return
        generation = self._newest()
        try:
            yield generation
        except duckdb.BinderException:
            raise  # a fault of ours, which building again would not mend
        except duckdb.Error as error:
            with self._lock:
                if self._opened is generation:
                    generation.retire()
                    self._opened = None
            raise StoreUnavailable(f"Tallenes fil {generation.name}.duckdb kan ikke læses: {error}") from error
        finally:
            with self._lock:
                generation.release()

    def _newest(self) -> _Generation:
        with self._lock:
            while True:
                name = current_generation(self.folder)
                try:
                    opened = self._open(name)
                except StoreUnavailable:
                    # A reader that was kept waiting may find the file removed, because newer ones have come meanwhile.
                    if current_generation(self.folder) == name:
                        raise
                else:
                    opened.questions += 1
                    return opened

    def _open(self, name: str) -> _Generation:
        file = file_of(self.folder, name)
        if self._opened is None or self._opened.name != name:
            newer = _Generation(name, file)
            if self._opened is not None:
                self._opened.retire()
            self._opened = newer
        return self._opened


class _Generation:
    """One open generation; closed when it is retired and its last question answered."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.connection = open_generation(path)
        self.questions = 0
        self.retired = False
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Vintages] = OrderedDict()
        try:
            self.built_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            rows = self.connection.execute(read_sql("delivery_numbers")).fetchall()
        except (OSError, duckdb.Error) as error:
            self.connection.close()
            raise StoreUnavailable(f"Tallenes fil {path.name} kan ikke læses: {error}") from error
        self.delivery = {
            number: (delivery, received_at.replace(tzinfo=UTC), example)
            for number, delivery, received_at, example in rows
        }

    def retire(self) -> None:
        self.retired = True
        if not self.questions:
            self.connection.close()

    def release(self) -> None:
        self.questions -= 1
        if self.retired and not self.questions:
            self.connection.close()

    def vintages(self, cursor: duckdb.DuckDBPyConnection, keys: Sequence[Key]) -> dict[Key, Vintages]:
        """Of the series, in order of the keys. A generation never changes, so those asked for last are kept."""
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
        missing = [key for key in keys if key not in found]
        if missing:
            read: dict[Key, list[Observation]] = {key: [] for key in missing}
            parameters = {
                "indicators": [key[0] for key in missing],
                "areas": [key[1] for key in missing],
                "as_of": date.max,
            }
            for seen in self.observations(cursor.execute(read_sql("series"), parameters).fetchall()):
                read[seen.indicator, seen.area].append(seen)
            found |= {key: Vintages(key, rows) for key, rows in read.items()}
        with self._lock:
            for key in keys:
                self._kept[key] = found[key]
                self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return {key: found[key] for key in keys}

    def observation(self, row: Row) -> Observation:
        """`row` has the columns of `vintage` in macros.sql."""
        indicator, area, kind, start, value, numerator, denominator, quality, published, assumed, number, text, _ = row
        delivery, recorded_at, example = self.delivery[number]
        return Observation(
            indicator,
            area,
            _period(kind, start),
            None if value is None else Decimal(value),
            None if numerator is None else Decimal(numerator),
            None if denominator is None else Decimal(denominator),
            _QUALITY[quality],
            published,
            assumed,
            recorded_at,
            delivery,
            example,
            text,
        )

    def observations(self, rows: Sequence[Row]) -> list[Observation]:
        return [self.observation(row) for row in rows]


@contextmanager
def _cursor(generation: _Generation) -> Iterator[duckdb.DuckDBPyConnection]:
    cursor = generation.connection.cursor()
    try:
        yield cursor
    finally:
        cursor.close()


_QUALITY = {quality.value: quality for quality in Quality}
_PERIODS: dict[tuple[str, date], Period] = {}


def _period(kind: str, first_day: date) -> Period:
    found = _PERIODS.get((kind, first_day))
    if found is None:
        found = _PERIODS[kind, first_day] = Period.starting(PeriodKind(kind), first_day)
    return found
