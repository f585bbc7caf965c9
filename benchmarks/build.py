"""A complete build from deliveries, beside one sorted load of the same rows by DuckDB alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.dataset import Dataset
from benchmarks.measurement import Measurement, held_against, seconds_of
from kpi.kept.build import build_store
from kpi.store import Store

GOALS = {1: 3.0, 40: 3.0}
RUNS = {1: 9, 40: 5}
LOAD = """
create table observation as
select indicator, area, period_kind, period_start, value, numerator, denominator, quality, published_on,
    published_assumed, comment
from read_parquet($paths)
order by indicator, area, period_start
"""


def measure(data: Dataset) -> Iterator[Measurement]:
    parts = [str(file) for root in data.folder.deliveries for file in sorted(root.glob("*/*/figures.parquet"))]
    file = data.folder.root / "bare.duckdb"
    pairs = []
    for _ in range(RUNS[data.scale]):
        ours = seconds_of(lambda: build_store(data.folder, data.definitions))
        pairs.append((ours, seconds_of(lambda: load(file, parts))))
    rows = count(file)
    store = Store(data.folder.store)
    if rows != store.manifest().row_count:
        raise RuntimeError("the two did not load the same rows")
    store.close()
    file.unlink()
    note = f"{rows} rows in {len(parts)} deliveries"
    yield held_against("complete build beside a bare sorted load", data.scale, GOALS[data.scale], pairs, note)


def load(file: Path, parts: list[str]) -> None:
    file.unlink(missing_ok=True)
    with duckdb.connect(file) as connection:
        connection.execute(LOAD, {"paths": parts})
        connection.execute("checkpoint")


def count(file: Path) -> int:
    with duckdb.connect(file, read_only=True) as connection:
        return int(connection.execute("select count(*) from observation").fetchall()[0][0])
