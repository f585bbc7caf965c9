"""What is backed up comes back row for row; an archive that is cut, changed or strange brings nothing back."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.access import NotAllowed, Role, User, local_user
from kpi.cli import SHIPPED, main
from kpi.definitions import read_definitions
from kpi.journal import add_entry, read_entries
from kpi.kept import backup
from kpi.kept.backup import MANIFEST, BackupFailed, RestoreRefused, back_up, restore
from kpi.kept.build import build_store
from kpi.kept.verify import verify
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment, DeliveryWithdrawn
from kpi.store import Store
from kpi.store.reader import Manifest
from tests.store.given import figure, keep

USER = local_user("Prøve")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
INDICATOR = "fuldtidspersoner_sygedagpenge"


def installation(path: Path, deliveries: int) -> DataFolder:
    """Shipped definitions, `deliveries` made-up deliveries, an entry, a mapping, a key that is nobody's business."""
    folder = DataFolder(path, SHIPPED)
    for name in ("deliveries", "examples"):
        (path / name).mkdir(parents=True)
    ids = []
    for number in range(deliveries):
        received, month = f"{2017 + number // 28}-01-{number % 28 + 1:02}", f"2016-{number % 12 + 1:02}"
        ids.append(keep(folder, received, figure(month, str(number), name=INDICATOR)).id)
    journal = folder.journals[-1]
    add_entry(journal, DeliveryWithdrawn(ids[0], "prøve"), applies_on=date(2026, 1, 1), by="Prøve", now=NOW)
    add_entry(journal, Comment("k", "c", "2016-12", "Ærø"), applies_on=date(2026, 1, 1), by="Prøve", now=NOW)
    (folder.local / "mappings").mkdir()
    (folder.local / "mappings" / "ark.toml").write_text('title = "Ark"\n', encoding="utf-8")
    (folder.local / "noegle").write_text("HEMMELIG", encoding="utf-8")
    build_store(folder, read_definitions(folder))
    return folder


def manifest(folder: DataFolder) -> Manifest:
    store = Store(folder.store)
    store.check()
    found = store.manifest()
    store.close()
    return found


def test_fifty_deliveries_backed_up_destroyed_and_restored_are_the_same_row_for_row(tmp_path: Path) -> None:
    folder = installation(tmp_path / "data", 50)
    before, entries = manifest(folder), read_entries(folder.journals)
    archive = tmp_path / "kopi.zip"
    assert main(["backup", str(archive), "--data", str(folder.root)]) == 0
    shutil.rmtree(folder.root)
    assert main(["restore", str(archive), "--data", str(folder.root)]) == 0
    assert manifest(folder) == before
    assert before.row_count == 49
    assert read_entries(folder.journals) == entries
    assert (folder.local / "mappings" / "ark.toml").read_text(encoding="utf-8") == 'title = "Ark"\n'
    assert verify(folder, read_definitions(folder)) == ()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, Path]:
    path = tmp_path_factory.mktemp("kept")
    folder = installation(path / "data", 3)
    archive = path / "kopi.zip"
    back_up(folder, read_definitions(folder), archive, by=USER, now=NOW)
    return folder, archive


def test_no_key_no_store_and_no_lock_is_in_the_archive(made: tuple[DataFolder, Path]) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        names = archive.namelist()
        content = b"".join(archive.read(name) for name in names)
    assert b"HEMMELIG" not in content
    assert not [name for name in names if "duckdb" in name or "/." in name or "store" in name]


def test_everything_a_data_folder_has_is_backed_up_save_the_store(made: tuple[DataFolder, Path]) -> None:
    folder = made[0]
    named = [getattr(folder, name) for name, value in vars(DataFolder).items() if isinstance(value, property)]
    paths = {path for one in named for path in (one if isinstance(one, tuple) else (one,))}
    tops = set(backup._tops(folder).values())
    inside = {path for path in paths if path in tops or tops & set(path.parents)}
    assert paths - inside == {folder.local, folder.store}


def test_an_archive_is_never_written_over(made: tuple[DataFolder, Path]) -> None:
    folder, archive = made
    before = archive.read_bytes()
    with pytest.raises(BackupFailed, match="findes allerede"):
        back_up(folder, read_definitions(folder), archive, by=USER, now=NOW)
    assert archive.read_bytes() == before


def test_only_an_administrator_takes_all_out_or_brings_it_back(made: tuple[DataFolder, Path], tmp_path: Path) -> None:
    for role in (Role.VIEWER, Role.EDITOR):
        with pytest.raises(NotAllowed):
            back_up(made[0], read_definitions(made[0]), tmp_path / "x.zip", by=User("x", role), now=NOW)
        with pytest.raises(NotAllowed):
            restore(made[1], DataFolder(tmp_path / "ny", SHIPPED), by=User("x", role))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_delivery_is_named_when_it_is_backed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = installation(tmp_path / "data", 3)
    next(folder.deliveries[-1].glob("*/*/original.csv")).write_bytes(b"noget andet")
    assert main(["backup", str(tmp_path / "kopi.zip"), "--data", str(folder.root)]) == 1
    assert "kontrolsum" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_not_restored_into(made: tuple[DataFolder, Path], tmp_path: Path) -> None:
    target = tmp_path / "ny"
    target.mkdir()
    (target / "min fil").touch()
    with pytest.raises(RestoreRefused, match="ikke tom"):
        restore(made[1], DataFolder(target, SHIPPED), by=USER)
    assert [path.name for path in target.iterdir()] == ["min fil"]


def rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path, Path], None]:
    """The archive written again with other files."""

    def rewrite(source: Path, target: Path) -> None:
        with zipfile.ZipFile(source) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return rewrite


def listed_too(name: str) -> Callable[[Path, Path], None]:
    """With one file more, which the manifest names rightly."""

    def add(files: dict[str, bytes]) -> None:
        stated = json.loads(files[MANIFEST])
        stated["files"][name] = stated["files"]["indicators.toml"]
        files[MANIFEST] = json.dumps(stated).encode()
        files[name] = files["indicators.toml"]

    return rewritten(add)


def stated(**facts: object) -> Callable[[Path, Path], None]:
    return rewritten(lambda files: files.update({MANIFEST: json.dumps(json.loads(files[MANIFEST]) | facts).encode()}))


def changed_file(files: dict[str, bytes]) -> None:
    name = next(name for name in files if name.endswith("original.csv"))
    files[name] = files[name].replace(b"sygedagpenge", b"sygedagpange")


def without_the_last_entry(files: dict[str, bytes]) -> None:
    name = max(name for name in files if name.startswith("local/journal/"))
    facts = json.loads(files[MANIFEST])
    del files[name], facts["files"][name]
    files[MANIFEST] = json.dumps(facts).encode()


def as_link(source: Path, target: Path) -> None:
    """A link that points out of the folder, and a file that would be written through it."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as other:
        for entry in archive.infolist():
            if entry.filename == "indicators.toml":
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
                other.writestr(entry, "/etc/passwd")
            else:
                other.writestr(entry, archive.read(entry.filename))


STRANGE = [
    "../ud.toml",
    "/etc/x",
    "contracts/../../ud",
    "C:/x",
    "contracts\\..\\x",
    "local/store/CURRENT",
    "contracts/a\n",
]
HARM = {
    "cut": lambda source, target: target.write_bytes(source.read_bytes()[:-500]),
    "half": lambda source, target: target.write_bytes(source.read_bytes()[: source.stat().st_size // 2]),
    "empty": lambda _, target: target.write_bytes(b""),
    "not there": lambda _, target: None,
    "another kind": lambda _, target: target.write_bytes(b"<html>" * 100),
    "no manifest": rewritten(lambda files: files.pop(MANIFEST) and None),
    "manifest a list": rewritten(lambda files: files.update({MANIFEST: b"[]"})),
    "manifest no json": rewritten(lambda files: files.update({MANIFEST: b"{"})),
    "manifest with less": rewritten(lambda files: files.update({MANIFEST: b'{"format": 1, "files": {}}'})),
    "another format": stated(format=2),
    "other rows": stated(row_count=7),
    "other row hash": stated(row_hash="7"),
    "folder elsewhere": stated(folders=["../x"]),
    "file changed": rewritten(changed_file),
    "file missing": rewritten(lambda files: files.pop("areas.csv") and None),
    "file not listed": rewritten(lambda files: files.update({"contracts/ny.toml": b""})),
    "last entry missing": rewritten(without_the_last_entry),
    "link": as_link,
} | {f"name {name!r}": listed_too(name) for name in STRANGE}  # fmt: skip


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_nothing_is_brought_back_from_an_archive_that_is_not_as_it_was_made(
    made: tuple[DataFolder, Path], tmp_path: Path, harm: Callable[[Path, Path], None]
) -> None:
    bad = tmp_path / "kopi.zip"
    harm(made[1], bad)
    with pytest.raises(RestoreRefused):
        restore(bad, DataFolder(tmp_path / "ny", SHIPPED), by=USER)
    assert [path.name for path in tmp_path.iterdir()] in ([bad.name], [])


def test_any_flipped_bit_is_refused_or_changes_nothing(made: tuple[DataFolder, Path], tmp_path: Path) -> None:
    """Bits of a zip file that say nothing (dates, comments) may differ; what comes back may not."""
    content, wanted = made[1].read_bytes(), manifest(made[0])
    bad = tmp_path / "kopi.zip"
    refused = 0
    for place in range(0, len(content), len(content) // 25):
        bad.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        folder = DataFolder(tmp_path / "ny", SHIPPED)
        try:
            restore(bad, folder, by=USER)
        except RestoreRefused:
            refused += 1
        else:
            assert manifest(folder) == wanted
            shutil.rmtree(folder.root)
    assert refused >= 20


# --- verify -------------------------------------------------------------------------------------------------------


def sidecar_of_another(folder: DataFolder) -> None:
    first, second = sorted(folder.deliveries[-1].glob("*/*/delivery.json"))[:2]
    first.write_bytes(second.read_bytes())


def change_an_entry(folder: DataFolder) -> None:
    entry = sorted(folder.journals[-1].glob("*.json"))[0]
    entry.write_text(entry.read_text(encoding="utf-8").replace("prøve", "andet"), encoding="utf-8")


def change_the_store(folder: DataFolder) -> None:
    """Letter for letter as the program would have written it, with one other figure."""
    figures = next(folder.deliveries[-1].glob("*/*/figures.parquet")).parent
    kept = figures.with_name("gemt")
    figures.rename(kept)
    build_store(folder, read_definitions(folder))
    kept.rename(figures)


FAULTS: dict[str, tuple[Callable[[DataFolder], object], str]] = {
    "original changed": (lambda f: next(f.deliveries[-1].glob("*/*/original.csv")).write_bytes(b"x"), "modtagne fil"),
    "original gone": (lambda f: next(f.deliveries[-1].glob("*/*/original.csv")).unlink(), "0 modtagne filer"),
    "figures changed": (lambda f: next(f.deliveries[-1].glob("*/*/figures.parquet")).write_bytes(b"x"), "Tallene i"),
    "figures gone": (lambda f: next(f.deliveries[-1].glob("*/*/figures.parquet")).unlink(), "mangler"),
    "sidecar gone": (lambda f: next(f.deliveries[-1].glob("*/*/delivery.json")).unlink(), "Følgesedlen"),
    "sidecar of another": (sidecar_of_another, "følgesedlen til"),
    "journal changed": (change_an_entry, "ændret bagefter"),
    "journal cut out": (lambda f: sorted(f.journals[-1].glob("*.json"))[0].unlink(), "springer"),
    "store gone": (lambda f: shutil.rmtree(f.store), "Lageret kan ikke bruges"),
    "store of something else": (change_the_store, "ikke ajour"),
}


@pytest.mark.parametrize(("harm", "said"), FAULTS.values(), ids=FAULTS)
def test_verify_names_what_is_not_as_it_was_received(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: Callable[[DataFolder], object], said: str
) -> None:
    folder = installation(tmp_path / "data", 3)
    assert main(["verify", "--data", str(folder.root)]) == 0
    assert "som det blev modtaget" in capsys.readouterr().out
    harm(folder)
    assert main(["verify", "--data", str(folder.root)]) == 1
    assert said in capsys.readouterr().err


def test_verify_sees_a_store_whose_rows_are_others_than_the_deliveries_give(tmp_path: Path) -> None:
    """Changed with the database itself, and signed anew: only building again tells."""
    import duckdb

    folder = installation(tmp_path / "data", 3)
    name = (folder.store / "CURRENT").read_text().strip()
    sql = (SHIPPED.parent / "kpi" / "store" / "sql" / "row_hash.sql").read_text(encoding="utf-8")
    connection = duckdb.connect(folder.store / f"{name}.duckdb")
    connection.execute("update observation set value = 7 where value is not null")
    ((_, row_hash),) = connection.execute(sql).fetchall()
    connection.execute("update manifest set row_hash = ?", [row_hash])
    connection.close()
    (fault,) = verify(folder, read_definitions(folder))
    assert "andre tal" in fault
