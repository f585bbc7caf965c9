"""The store is built whole from what was received, takes effect at once and can always be built again."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from kpi.access import local_user
from kpi.kept.build import build_if_needed, build_store
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.delivery import ReadFile
from kpi.model.folder import DataFolder
from kpi.model.period import Period
from kpi.store import Store, StoreUnavailable, WriteFailed
from kpi.store import generation as generations
from tests.store.given import AARHUS, DEFINITIONS, FOREVER, SILKEBORG, VARDE, figure, folder_in, keep

ROOT = Path(__file__).parents[2]
AREAS = (SILKEBORG, VARDE, AARHUS)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = folder_in(tmp_path)
    for month in range(1, 7):
        keep(
            folder,
            f"2016-0{month}-21",
            *[figure(f"2016-0{m}", f"{m * 100 + month}", area=area) for m in range(1, month + 1) for area in AREAS],
            published=f"2016-0{month}-20",
        )
    return folder


def rows(folder: DataFolder) -> list[tuple[object, ...]]:
    """Every row of the store, in the order it lies there."""
    connection = duckdb.connect(file_of(folder), read_only=True)
    try:
        return [
            row
            for table in ("delivery", "observation", "problem", "manifest")
            for row in connection.execute(f"select * from {table}").fetchall()
        ]
    finally:
        connection.close()


def file_of(folder: DataFolder) -> Path:
    return folder.store / f"{(folder.store / 'CURRENT').read_text().strip()}.duckdb"


def test_a_full_rebuild_gives_row_for_row_the_same_store(folder: DataFolder) -> None:
    first = build_store(folder, DEFINITIONS)
    before = rows(folder)
    assert build_store(folder, DEFINITIONS) != first
    assert rows(folder) == before
    assert len(before) == 6 + 63 + 1


def test_figures_lie_sorted_by_indicator_area_period_and_vintage(folder: DataFolder) -> None:
    keep(folder, "2016-07-01", figure("2015-01", "1", name="ledige"), figure("2015-01", "1", name="andel"))
    build_store(folder, DEFINITIONS)
    connection = duckdb.connect(file_of(folder), read_only=True)
    found = connection.execute(
        "select indicator, area, period_kind, period_start, published_on, delivery from observation"
    ).fetchall()
    connection.close()
    assert found == sorted(found)


def test_the_last_three_generations_are_kept_and_nothing_else_is_left(folder: DataFolder) -> None:
    names = [build_store(folder, DEFINITIONS) for _ in range(5)]
    assert {path.name for path in folder.store.iterdir()} == {
        ".lock",
        "CURRENT",
        *(f"{name}.duckdb" for name in names[-3:]),
    }


def test_the_file_can_be_read_by_the_version_before(folder: DataFolder) -> None:
    build_store(folder, DEFINITIONS)
    connection = duckdb.connect(file_of(folder), read_only=True)
    ((tags,),) = connection.execute("select tags from duckdb_databases() where not internal").fetchall()
    connection.close()
    assert "v1.5.0" in str(tags)


def test_no_build_while_the_store_is_what_is_kept(folder: DataFolder) -> None:
    assert build_if_needed(folder, DEFINITIONS)
    name = Store(folder.store).generation()
    assert not build_if_needed(folder, DEFINITIONS)
    assert Store(folder.store).generation() == name
    keep(folder, "2016-07-21", figure("2016-07", "707"))
    assert build_if_needed(folder, DEFINITIONS)
    shutil.rmtree(folder.deliveries[-1] / "jobindsats")
    assert build_if_needed(folder, DEFINITIONS)
    assert Store(folder.store).indicator_states(FOREVER) == {}


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[12_288 + 4_096] ^= 0b100
    path.write_bytes(content)


def of_another_format(path: Path) -> None:
    connection = duckdb.connect(path)
    connection.execute("update manifest set format = 0")
    connection.close()


def of_the_format_before_macros(path: Path) -> None:
    connection = duckdb.connect(path)
    for table_macro in ("known_on", "newest_on", "received"):
        connection.execute(f"drop macro table {table_macro}")
    for view in ("known_now", "vintage"):
        connection.execute(f"drop view {view}")
    connection.execute("drop macro counts_on")
    connection.execute("alter table manifest alter format type integer using 4")
    connection.close()


def of_a_newer_version(path: Path) -> None:
    content = bytearray(path.read_bytes())
    assert content[8:12] == b"DUCK"
    content[12] = 250
    path.write_bytes(content)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: shutil.rmtree(path.parent),
        Path.unlink,
        lambda path: path.with_name("CURRENT").unlink(),
        lambda path: path.with_name("CURRENT").write_bytes(b"\xff" * 9000),
        lambda path: path.with_name("CURRENT").write_text("../../etc/passwd"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"<html>not a store</html>" * 1000),
        lambda path: os.truncate(path, path.stat().st_size // 2),
        flip_a_bit,
        of_another_format,
        of_the_format_before_macros,
        of_a_newer_version,
    ],
    ids=[
        "folder deleted", "file deleted", "CURRENT deleted", "CURRENT garbage", "CURRENT elsewhere", "empty", "garbage",
        "cut", "bit flipped", "another format", "before macros", "newer DuckDB",
    ],
)  # fmt: skip
def test_a_store_that_cannot_serve_is_built_again_with_the_same_rows(
    folder: DataFolder, harm: Callable[[Path], object]
) -> None:
    build_store(folder, DEFINITIONS)
    before = rows(folder)
    harm(file_of(folder))
    with pytest.raises(StoreUnavailable):
        Store(folder.store).check()
    assert build_if_needed(folder, DEFINITIONS)
    assert rows(folder) == before


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("indicator", "'andel'"), ("area", "'999'"), ("period_kind", "'year'"), ("period_start", "date '2001-01-01'"),
        ("value", "null"), ("numerator", "0"), ("denominator", "0"), ("quality", "'endelig'"),
        ("published_on", "date '2001-01-01'"), ("published_assumed", "true"), ("delivery", "0"),
        ("comment", "'rettet'"), ("superseded_on", "date '2001-01-01'"),
    ],
)  # fmt: skip
def test_a_change_of_one_field_of_one_row_is_found_when_the_store_is_read_through(
    folder: DataFolder, column: str, other: str
) -> None:
    build_store(folder, DEFINITIONS)
    connection = duckdb.connect(file_of(folder))
    connection.execute(f"update observation set {column} = {other} where rowid = 30")
    connection.close()
    with pytest.raises(StoreUnavailable, match="ændret"):
        Store(folder.store).check()


def test_a_reader_is_told_of_a_missing_store_and_serves_once_it_is_built(folder: DataFolder) -> None:
    store = Store(folder.store)
    with pytest.raises(StoreUnavailable, match="ingen tal"):
        store.figures({("sygedagpenge", SILKEBORG)}, FOREVER)
    build_if_needed(folder, DEFINITIONS)
    assert store.figures({("sygedagpenge", SILKEBORG)}, FOREVER).series


def test_a_store_deleted_under_a_reader_is_built_again_and_read_anew(folder: DataFolder) -> None:
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    old = store.generation()
    shutil.rmtree(folder.store)
    with pytest.raises(StoreUnavailable):
        store.generation()
    keep(folder, "2016-07-21", figure("2016-07", "707"))
    build_if_needed(folder, DEFINITIONS)
    assert store.generation() != old
    assert store.periods("sygedagpenge", FOREVER)[-1] == Period.parse("2016-07")


def test_a_reader_kept_waiting_until_its_generation_is_removed_reads_the_newest(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store(folder, DEFINITIONS)
    names: list[str] = []

    def waiting(store: Path, name: str) -> Path:
        if not names:
            names.extend(build_store(folder, DEFINITIONS) for _ in range(4))
        return generations.file_of(store, name)

    monkeypatch.setattr("kpi.store.reader.file_of", waiting)
    store = Store(folder.store)
    with store.one_generation() as name:
        assert name == names[-1]
        shutil.rmtree(folder.store)
        assert store.built_at() <= datetime.now(UTC)
    store.close()


def test_no_deliveries_give_an_empty_store_and_no_error(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    assert store.figures({("sygedagpenge", SILKEBORG)}, FOREVER).series == {}
    assert store.figures(frozenset(), FOREVER).newest == {}
    assert (store.deliveries(), store.problems(), store.indicator_states(FOREVER)) == ((), (), {})
    store.check()


def test_a_delivery_with_a_wrong_checksum_is_left_out_and_named(folder: DataFolder) -> None:
    bad = keep(folder, "2016-07-21", figure("2016-07", "707"))
    path = folder.deliveries[-1] / bad.id / "figures.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    (problem,) = store.problems()
    assert problem.delivery == bad.id
    assert "kontrolsum" in problem.text
    assert store.periods("sygedagpenge", FOREVER)[-1] == Period.parse("2016-06")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda path: (path / "figures.parquet").unlink(), "mangler"),
        (lambda path: (path / "delivery.json").unlink(), "Følgesedlen"),
        (lambda path: (path / "delivery.json").write_text("{"), "Følgesedlen"),
        (lambda path: (path / "delivery.json").write_text('{"format": 1, "id": 7}'), "Følgesedlen"),
        (lambda path: shutil.copytree(path, path.with_name("2016-07-21-000000000000")), "følgesedlen til"),
    ],
    ids=["no figures", "no sidecar", "sidecar cut", "sidecar other", "folder copied"],
)
def test_a_damaged_delivery_is_named_and_the_others_are_shown(
    folder: DataFolder, harm: Callable[[Path], object], said: str
) -> None:
    bad = keep(folder, "2016-07-21", figure("2016-07", "707"))
    build_store(folder, DEFINITIONS)
    harm(folder.deliveries[-1] / bad.id)
    assert build_if_needed(folder, DEFINITIONS)
    store = Store(folder.store)
    (problem,) = store.problems()
    assert said in problem.text
    assert Period.parse("2016-06") in store.periods("sygedagpenge", FOREVER)
    assert not build_if_needed(folder, DEFINITIONS)


def test_a_delivery_that_lies_twice_counts_once_and_is_named(folder: DataFolder) -> None:
    there = folder.shipped / "examples" / "deliveries" / "jobindsats"
    shutil.copytree(folder.deliveries[-1] / "jobindsats", there)
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    assert len(store.deliveries()) == 6
    assert len(store.problems()) == 6


def test_a_delivery_with_one_vintage_twice_is_left_out_and_named(folder: DataFolder) -> None:
    twice = (figure("2016-07", "707"), figure("2016-07", "708"))
    bad = keep(folder, "2016-07-21", *twice, published="2016-07-20")
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    assert [problem.delivery for problem in store.problems()] == [bad.id]
    assert store.periods("sygedagpenge", FOREVER)[-1] == Period.parse("2016-06")


def test_a_half_written_delivery_left_by_a_crash_is_not_read(folder: DataFolder) -> None:
    whole = keep(folder, "2016-07-21", figure("2016-07", "707"))
    path = folder.deliveries[-1] / whole.id
    path.rename(path.with_name(".new-abc"))
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    assert len(store.deliveries()) == 6
    assert store.problems() == ()


def test_file_names_and_notes_are_kept_letter_for_letter(folder: DataFolder) -> None:
    name = "../../=cmd|' /C calc'!A0 <b>'; drop table observation; --.csv"
    handed_in = Submission(b"x", name, local_user("Åse Ø'Brien"), datetime(2016, 8, 1, tzinfo=UTC), source="jobindsats")
    kept = keep_delivery(folder.deliveries[-1], handed_in, ReadFile("", (figure("2016-08", "1"),), (), ()), DEFINITIONS)
    build_store(folder, DEFINITIONS)
    (found,) = [delivery for delivery in Store(folder.store).deliveries() if delivery.id == kept.id]
    assert (found.file_name, found.by) == (name, "Åse Ø'Brien")


def test_an_unwritable_store_is_told_in_danish_and_the_old_figures_stand(folder: DataFolder) -> None:
    build_store(folder, DEFINITIONS)
    before = rows(folder)
    (folder.store / ".next.duckdb").mkdir()
    (folder.store / ".next.duckdb" / "in the way").touch()
    with pytest.raises(WriteFailed, match="De hidtidige tal vises fortsat"):
        build_store(folder, DEFINITIONS)
    assert rows(folder) == before


def test_the_leftovers_of_a_killed_build_are_cleared_away(folder: DataFolder) -> None:
    folder.store.mkdir(parents=True)
    (folder.store / ".next.duckdb").write_bytes(b"half")
    (folder.store / ".next.duckdb.wal").write_bytes(b"half")
    build_store(folder, DEFINITIONS)
    Store(folder.store).check()
    assert not list(folder.store.glob(".next*"))


def test_progress_counts_up_to_the_end_in_danish(folder: DataFolder) -> None:
    told: list[tuple[int, int, str]] = []
    build_store(folder, DEFINITIONS, progress=lambda done, of, text: told.append((done, of, text)))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {of for _, of, _ in told} == {10}
    assert told[-1] == (10, 10, "Tallene er bygget")


def test_questions_inside_one_generation_are_answered_from_it_while_another_is_built(folder: DataFolder) -> None:
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    with store.one_generation() as name:
        keep(folder, "2016-07-21", figure("2016-07", "707"))
        newer = build_store(folder, DEFINITIONS)
        assert store.generation() == name
        assert store.periods("sygedagpenge", FOREVER)[-1] == Period.parse("2016-06")
    assert store.generation() == newer
    assert store.periods("sygedagpenge", FOREVER)[-1] == Period.parse("2016-07")


def test_ten_readers_during_builds_see_whole_generations_only(folder: DataFolder) -> None:
    """Each delivery sets every figure to one number, so that any mixture shows."""
    for area in AREAS:
        keep(folder, "2017-01-01", *[figure(f"2016-{m:02}", "0", area=area) for m in range(1, 13)], source="indtastet")
    build_store(folder, DEFINITIONS)
    store = Store(folder.store)
    wrong: list[object] = []
    answered = [0] * 10
    done = threading.Event()

    def read(number: int) -> None:
        keys = {("sygedagpenge", area) for area in AREAS}
        while not done.is_set():
            try:
                figures = store.figures(keys, FOREVER)
            except BaseException as error:  # noqa: BLE001 whatever a reader meets is a fault
                wrong.append(error)
                return
            found = {o.value for series in figures.series.values() for o in series.observations}
            if len(found) != 1 or len(figures.series) != 3:
                wrong.append(found)
            answered[number] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(10)]
    for reader in readers:
        reader.start()
    for number in range(1, 6):
        every = [figure(f"2016-{m:02}", str(number), area=area) for m in range(1, 13) for area in AREAS]
        keep(folder, f"2017-02-0{number}", *every)
        build_store(folder, DEFINITIONS)
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert min(answered) > 0
    assert {o.value for o in store.vintages("sygedagpenge", SILKEBORG, FOREVER) if o.period.end_month == 12} == set(
        range(6)
    )


BUILDER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from kpi.kept.build import build_store
from tests.store.given import DEFINITIONS, folder_in
for _ in range(3):
    build_store(folder_in(Path(sys.argv[1])), DEFINITIONS)
"""


def test_two_builds_at_once_take_turns(folder: DataFolder, tmp_path: Path) -> None:
    builders = [subprocess.Popen([sys.executable, "-c", BUILDER, str(tmp_path)], cwd=ROOT) for _ in range(2)]
    assert [builder.wait() for builder in builders] == [0, 0]
    assert (folder.store / "CURRENT").read_text().startswith("g6-")
    Store(folder.store).check()


def test_the_sidecar_is_what_the_store_tells_of_a_delivery(folder: DataFolder) -> None:
    build_store(folder, DEFINITIONS)
    for delivery in Store(folder.store).deliveries():
        sidecar = json.loads((folder.deliveries[-1] / delivery.id / "delivery.json").read_text())
        for name in ("source", "by", "file_name", "sha256", "figures", "note"):
            assert getattr(delivery, name) == sidecar[name]
        assert delivery.received_at.isoformat() == sidecar["received_at"]
