"""Putting in what has come or been withdrawn gives row for row what building whole gives."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from kpi.journal import add_entry, read_entries
from kpi.kept.build import build_if_needed, build_store, update_store
from kpi.model.folder import DataFolder
from kpi.model.journal import DeliveryWithdrawn, EntryWithdrawn
from kpi.store import Store
from tests.store.given import AARHUS, DEFINITIONS, SILKEBORG, VARDE, figure, folder_in, keep

AREAS = (SILKEBORG, VARDE, AARHUS)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = folder_in(tmp_path)
    keep(folder, "2016-01-21", *[figure("2016-01", "1", area=area) for area in AREAS])
    build_store(folder, DEFINITIONS)
    return folder


def rows(folder: DataFolder) -> list[tuple[object, ...]]:
    """Every row of every table, in an order of its own; how many were added behind the sorted ones aside."""
    name = (folder.store / "CURRENT").read_text().strip()
    connection = duckdb.connect(folder.store / f"{name}.duckdb", read_only=True)
    try:
        return [
            row
            for what in ("* from delivery", "* from observation", "* from problem", "* exclude (added) from manifest")
            for row in sorted(connection.execute(f"select {what}").fetchall(), key=repr)
        ]
    finally:
        connection.close()


def added(folder: DataFolder) -> int:
    """Rows that lie behind those of the last whole build; 0 after one."""
    name = (folder.store / "CURRENT").read_text().strip()
    connection = duckdb.connect(folder.store / f"{name}.duckdb", read_only=True)
    try:
        return int(connection.execute("select added from manifest").fetchall()[0][0])
    finally:
        connection.close()


def withdraw(folder: DataFolder, delivery: str, at: datetime) -> None:
    statement = DeliveryWithdrawn(delivery, "Forkert")
    add_entry(folder.journals[-1], statement, applies_on=date(2017, 1, 1), by="x", now=at)


def same_as_whole(folder: DataFolder) -> None:
    found = rows(folder)
    build_store(folder, DEFINITIONS)
    assert found == rows(folder)


@pytest.mark.parametrize("seed", range(8))
def test_a_random_history_of_deliveries_and_withdrawals_gives_the_rows_of_a_whole_build(
    folder: DataFolder, seed: int
) -> None:
    """Vintages come in any order of publication, also of one day; `superseded_on` is among what is compared."""
    chance = random.Random(seed)
    standing = []
    for step in range(12):
        at = datetime(2017, 1, 1 + step, 12, tzinfo=UTC)
        if standing and chance.random() < 0.3:
            withdraw(folder, standing.pop(chance.randrange(len(standing))), at)
        else:
            figures = [
                figure(f"2016-0{month}", str(chance.randint(1, 3)), area=area)
                for month in range(1, 5)
                for area in AREAS
                if chance.random() < 0.7
            ]
            published = f"2016-1{chance.randint(0, 2)}-0{chance.randint(1, 3)}"
            standing.append(keep(folder, f"{at:%Y-%m-%d}", *figures, published=published).id)
        if chance.random() < 0.7:  # else two steps at once
            update_store(folder, DEFINITIONS)
    update_store(folder, DEFINITIONS)
    assert added(folder) > 0
    same_as_whole(folder)


def test_an_added_delivery_supersedes_and_its_withdrawal_brings_back(folder: DataFolder) -> None:
    before = [row[-1] for row in rows(folder) if row[0] == "sygedagpenge"]
    assert before == [None] * 3
    newer = keep(folder, "2016-02-21", figure("2016-01", "2"))
    update_store(folder, DEFINITIONS)
    assert sorted(str(row[-1]) for row in rows(folder) if row[0] == "sygedagpenge") == ["2016-02-21"] + ["None"] * 3
    withdraw(folder, newer.id, datetime(2016, 3, 1, tzinfo=UTC))
    update_store(folder, DEFINITIONS)
    assert [row[-1] for row in rows(folder) if row[0] == "sygedagpenge"] == before
    same_as_whole(folder)


def test_nothing_new_gives_the_same_rows(folder: DataFolder) -> None:
    before = rows(folder)
    update_store(folder, DEFINITIONS)
    assert rows(folder) == before


def keep_earlier(folder: DataFolder) -> None:
    """A delivery that was received before the last one: a folder that was put back."""
    keep(folder, "2016-01-20", figure("2016-01", "9"))


def take_away(folder: DataFolder) -> None:
    shutil.rmtree(next((folder.deliveries[-1] / "jobindsats").iterdir()))


def damage(folder: DataFolder) -> None:
    next(folder.deliveries[-1].glob("*/*/figures.parquet")).write_bytes(b"not figures")


def say_otherwise(folder: DataFolder) -> None:
    sidecar = next(folder.deliveries[-1].glob("*/*/delivery.json"))
    sidecar.write_text(sidecar.read_text().replace('"note": ""', '"note": "rettet"'))


def twice(folder: DataFolder) -> None:
    keep(folder, "2016-02-21", figure("2016-02", "1"), figure("2016-02", "2"))


def too_many(folder: DataFolder) -> None:
    keep(folder, "2016-02-21", *[figure(str(year), "1", name="ledige") for year in range(1000, 3000)])


def withdraw_and_regret(folder: DataFolder) -> None:
    delivery = next((folder.deliveries[-1] / "jobindsats").iterdir()).name
    withdraw(folder, f"jobindsats/{delivery}", datetime(2016, 3, 1, tzinfo=UTC))
    update_store(folder, DEFINITIONS)
    (entry,) = read_entries(folder.journals)
    statement = EntryWithdrawn(entry.id, "")
    add_entry(folder.journals[-1], statement, applies_on=date(2017, 1, 1), by="x", now=datetime(2016, 3, 2, tzinfo=UTC))


def change_the_store(folder: DataFolder) -> None:
    name = (folder.store / "CURRENT").read_text().strip()
    connection = duckdb.connect(folder.store / f"{name}.duckdb")
    connection.execute("update observation set value = 7")
    connection.close()


def change_what_is_then_revised(folder: DataFolder) -> None:
    change_the_store(folder)
    keep(folder, "2016-03-21", figure("2016-01", "4"))


def cut_the_store(folder: DataFolder) -> None:
    name = (folder.store / "CURRENT").read_text().strip()
    file = folder.store / f"{name}.duckdb"
    file.write_bytes(file.read_bytes()[:-4096])


@pytest.mark.parametrize(
    "change",
    [
        keep_earlier, take_away, damage, say_otherwise, twice, too_many, withdraw_and_regret, change_the_store,
        change_what_is_then_revised, cut_the_store,
    ],
)  # fmt: skip
def test_whatever_else_has_changed_the_store_is_built_whole(
    folder: DataFolder, change: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpi.store.filling._MOST_ADDED", 1000)
    keep(folder, "2016-01-22", figure("2016-01", "3"))
    update_store(folder, DEFINITIONS)
    assert added(folder) == 1
    change(folder)
    update_store(folder, DEFINITIONS)
    assert added(folder) == 0
    same_as_whole(folder)


def test_a_delivery_that_has_come_is_put_in_before_the_store_is_used(folder: DataFolder) -> None:
    keep(folder, "2016-02-21", figure("2016-02", "2"))
    assert build_if_needed(folder, DEFINITIONS)
    assert added(folder) == 1
    assert not build_if_needed(folder, DEFINITIONS)


def test_who_reads_goes_on_while_deliveries_are_put_in(folder: DataFolder) -> None:
    store = Store(folder.store)
    with store.one_generation():
        keep(folder, "2016-02-21", figure("2016-01", "2"))
        update_store(folder, DEFINITIONS)
        assert len(store.vintages("sygedagpenge", SILKEBORG, date(2099, 1, 1))) == 1
    assert len(store.vintages("sygedagpenge", SILKEBORG, date(2099, 1, 1))) == 2
    store.close()
