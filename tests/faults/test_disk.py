"""No room, no access, a file too big: a Danish message, nothing stored, the old figures still shown."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kpi.access import local_user
from kpi.journal import NotWritten, add_entry, verify_chain
from kpi.kept.backup import BackupFailed, back_up
from kpi.kept.build import build_if_needed, build_store
from kpi.kept.verify import verify
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment
from kpi.receive import withdraw_delivery
from kpi.store import Store, WriteFailed
from tests.faults.conftest import Told
from tests.faults.programs import FIRST_DAY, receive_one
from tests.faults.test_killed import PROCESSES, shown
from tests.store.given import DEFINITIONS, folder_in

USER = local_user("Prøve")
OLD_SHOWN = "Danish message, nothing stored, old figures shown"


def mounted(path: Path, *options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(path)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Eight megabytes of its own."""
    path = tmp_path / "disk"
    path.mkdir()
    if not mounted(path, "size=8m"):
        pytest.skip("a small disk cannot be mounted here: it takes Linux and root")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def kept(folder: DataFolder) -> set[str]:
    """Whatever a build or a history would see of the deliveries."""
    return {path.name for path in folder.deliveries[-1].glob("*/*/") if not path.name.startswith(".")}


def fill_up(disk: Path, leave: int) -> Path:
    room = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - leave))
    return filler


def refusal_of(folder: DataFolder, number: int) -> str:
    """What is said when the file cannot be stored; empty where it was."""
    try:
        receive_one(folder, number)
    except WriteFailed as failed:
        return str(failed)
    return ""


def test_a_full_disk_stores_nothing_and_shows_the_old_figures(small_disk: Path, told: Told) -> None:
    folder = folder_in(small_disk)
    number = 1
    assert receive_one(folder, number) is Outcome.STORED
    refused = 0
    for kilobytes in (0, 4, 8, 12, 16, 24, 40, 80, 200, 400, 600, 800, 1000, 1200):
        deliveries = kept(folder)
        filler = fill_up(small_disk, kilobytes * 1024)
        if said := refusal_of(folder, number + 1):
            refused += 1
            assert "De hidtidige tal vises fortsat" in said
            assert kept(folder) == deliveries
        else:
            number += 1
        assert shown(folder) == number
        filler.unlink()
        assert not build_if_needed(folder, DEFINITIONS)
    assert receive_one(folder, number + 1) is Outcome.STORED
    assert verify(folder, DEFINITIONS) == ()
    assert 5 <= refused <= 13
    told("full disk, import", 14, f"{refused} refused, {14 - refused} stored", OLD_SHOWN)


def test_a_full_disk_takes_no_entry_no_withdrawal_and_no_back_up(small_disk: Path, told: Told) -> None:
    folder = folder_in(small_disk)
    receive_one(folder, 1)
    journal = folder.journals[-1]
    add_entry(journal, Comment("k", "c", "2016-12", "før"), applies_on=date(2017, 1, 1), by="x", now=FIRST_DAY)
    filler = fill_up(small_disk, 0)
    with pytest.raises(NotWritten, match="plads"):
        add_entry(journal, Comment("k", "c", "2016-12", "x" * 9000), applies_on=date(2017, 1, 1), by="x", now=FIRST_DAY)
    (delivery,) = kept(folder)
    with pytest.raises((NotWritten, WriteFailed), match="plads"):
        withdraw_delivery(folder, DEFINITIONS, f"jobindsats/{delivery}", reason="x" * 9000, by=USER, now=FIRST_DAY)
    with pytest.raises(BackupFailed, match="plads"):
        back_up(folder, DEFINITIONS, small_disk / "kopi.zip", by=USER, now=FIRST_DAY)
    assert {path.name for path in small_disk.iterdir()} == {"data", "filler"}
    assert shown(folder) == 1
    filler.unlink()
    assert verify_chain(journal) == ()
    add_entry(journal, Comment("k", "c", "2016-12", "efter"), applies_on=date(2017, 1, 1), by="x", now=FIRST_DAY)
    assert verify(folder, DEFINITIONS) == ()
    told("full disk, entry, withdrawal, back-up", 3, "3 refused", OLD_SHOWN)


def receive_below(told: Connection, root: Path, most: int) -> None:
    """No file may grow beyond `most` bytes: a full disk for those who have none to fill."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    told.send(refusal_of(folder_in(root), 2))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_that_may_not_grow_stores_nothing(tmp_path: Path, told: Told) -> None:
    folder = folder_in(tmp_path)
    receive_one(folder, 1)
    sizes = (0, 100, 1_000, 5_000, 20_000, 100_000, 300_000)
    refused = 0
    for most in sizes:
        listening, telling = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=receive_below, args=(telling, tmp_path, most))
        process.start()
        said = listening.recv()
        process.join()
        if not said:
            break
        refused += 1
        assert "De hidtidige tal vises fortsat" in said
        assert len(kept(folder)) == 1
        assert shown(folder) == 1
    assert refused >= 5
    assert receive_one(folder, 2) in (Outcome.STORED, Outcome.UNCHANGED)
    assert shown(folder) == 2
    told("file may not grow, import", len(sizes), f"{refused} refused", OLD_SHOWN)


@pytest.fixture
def locked(small_disk: Path) -> Iterator[DataFolder]:
    """A folder with figures on a disk that can only be read."""
    folder = folder_in(small_disk)
    receive_one(folder, 1)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    yield folder
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)


def test_a_folder_that_cannot_be_written_is_still_shown(locked: DataFolder, told: Told) -> None:
    with pytest.raises(WriteFailed, match="disken kan kun læses"):
        receive_one(locked, 2)
    with pytest.raises(NotWritten, match="disken kan kun læses"):
        add_entry(locked.journals[-1], Comment("k", "c", "", "x"), applies_on=date(2017, 1, 1), by="x", now=FIRST_DAY)
    with pytest.raises(WriteFailed):
        build_store(locked, DEFINITIONS)
    assert not build_if_needed(locked, DEFINITIONS)
    assert shown(locked) == 1
    told("unwritable folder, import, entry, build", 3, "3 refused", OLD_SHOWN)


def test_any_flipped_bit_of_the_store_is_found_or_changes_nothing(tmp_path: Path, told: Told) -> None:
    folder = folder_in(tmp_path)
    receive_one(folder, 1)
    found = 0
    for place in range(16):
        name = (folder.store / "CURRENT").read_text().strip()
        file = folder.store / f"{name}.duckdb"
        content = bytearray(file.read_bytes())
        content[len(content) * place // 16] ^= 1 << place % 8
        file.write_bytes(content)
        found += build_if_needed(folder, DEFINITIONS)
        assert shown(folder) == 1
        store = Store(folder.store)
        assert len(store.deliveries()) == 1
        store.close()
    told("store, one bit flipped", 16, f"{found} built again, {16 - found} said nothing", "the same rows are shown")
