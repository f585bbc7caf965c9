"""One month's file of 19,600 rows from bytes to visible, beside DuckDB loading it into a copy of the store's file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import duckdb

from benchmarks import dataset
from benchmarks.dataset import AS_OF, NEW_MONTH, Dataset
from benchmarks.measurement import Measurement, held_against, seconds_of
from kpi.access import local_user
from kpi.kept.build import build_store
from kpi.model.delivery import Outcome
from kpi.receive import Consent, Submission, receive_file
from kpi.store import Store

GOALS = {1: 5.0, 40: 8.0}
RUNS = {1: 7, 40: 3}
LOAD = """
insert into observation (
    indicator, area, period_kind, period_start, value, quality, published_on, published_assumed, delivery, comment
)
select indikator, kommune, 'month', (periode || '-01')::date, værdi, '', $day, false, 0, ''
from read_csv($file, delim = ';', decimal_separator = ',', columns = {
    'indikator': 'varchar', 'kommune': 'varchar', 'periode': 'varchar', 'værdi': 'decimal(28, 12)', 'enhed': 'varchar'
})
order by indikator, kommune
"""


def measure(data: Dataset) -> Iterator[Measurement]:
    content = dataset.month_file(data.definitions, NEW_MONTH)
    file = data.folder.root / "maaned.csv"
    file.write_bytes(content)
    pairs = []
    for _ in range(RUNS[data.scale]):
        current = current_file(data)
        bare = seconds_of(lambda: load(current, data.folder.root / "bare.duckdb", file))  # noqa: B023 - called at once
        pairs.append((seconds_of(lambda: receive(data, content)), bare))
        take_away(data)
    yield held_against("one month's file (19,600 rows) from bytes to visible", data.scale, GOALS[data.scale], pairs)


def receive(data: Dataset, content: bytes) -> None:
    """Until a page that asks would see the month."""
    handed_in = Submission(
        content, "maaned.csv", local_user("benchmarks"), datetime.combine(AS_OF, time(12), UTC), published_on=AS_OF
    )
    report = receive_file(data.folder, data.definitions, handed_in, Consent(all_warnings=True))
    if report.outcome is not Outcome.STORED or report.new != 19_600:
        raise RuntimeError(f"the file was not stored: {report.reason}")
    store = Store(data.folder.store)
    seen = store.series("syntetisk_007", "740", AS_OF)
    if seen is None or seen.at(NEW_MONTH) is None:
        raise RuntimeError("the month cannot be seen")
    store.close()


def load(store: Path, copy: Path, file: Path) -> None:
    shutil.copyfile(store, copy)
    with duckdb.connect(copy) as connection:
        connection.execute(LOAD, {"file": str(file), "day": AS_OF})
        connection.execute("checkpoint")
    with copy.open("rb") as written:
        os.fsync(written.fileno())


def current_file(data: Dataset) -> Path:
    name = (data.folder.store / "CURRENT").read_text(encoding="utf-8").strip()
    return data.folder.store / f"{name}.duckdb"


def take_away(data: Dataset) -> None:
    """As before the file came, so that every run meets the same figures."""
    shutil.rmtree(max((data.folder.deliveries[-1] / "eksempeltal").glob(f"{AS_OF.isoformat()}-*")))
    build_store(data.folder, data.definitions)
