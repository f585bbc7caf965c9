"""kill -9 at any moment: what was there before, or what was to come, never between; nothing acknowledged is lost.

Half of the kills come at the steps at which files are opened, renamed and removed, the other half at random moments.
`KPI_KILLS` says how many in all, `KPI_SEED` which.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.journal import read_entries, verify_chain
from kpi.kept.backup import MANIFEST
from kpi.kept.build import build_if_needed, build_store
from kpi.kept.verify import verify
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment
from kpi.store import Store
from tests.faults import programs
from tests.faults.conftest import Told
from tests.faults.programs import Program
from tests.store.given import AARHUS, DEFINITIONS, FOREVER, SILKEBORG, VARDE, figure, folder_in, keep

KILLS = int(os.environ.get("KPI_KILLS", "60")) // 5
"""Of each of five programs."""
SEED = int(os.environ.get("KPI_SEED", "20261122"))
AREAS = (SILKEBORG, VARDE, AARHUS)
NEVER_BETWEEN = "before or after, nothing acknowledged lost"

PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    PROCESSES.set_forkserver_preload(["tests.faults.programs"])


def moments(steps: int, within: float) -> Iterator[tuple[int | None, float]]:
    """A step of the program, or None and the seconds after which it is killed; steps are all there are if they fit."""
    chance = random.Random(SEED)
    print(f"seed {SEED}")
    many = KILLS // 2
    chosen = sorted(chance.sample(range(steps), many)) if many <= steps else [at % steps for at in range(many)]
    yield from ((step, 0) for step in chosen)
    yield from ((None, chance.uniform(0, within)) for _ in range(KILLS - many))


def kill_in_the_middle(program: Program, root: Path, first: int, step: int | None, after: float) -> int:
    """Kill the program once it has begun; the last number told to be done, else `first` - 1."""
    listening, telling = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=programs.begin, args=(program, telling, root, first, step))
    process.start()
    telling.close()
    last = listening.recv()
    if step is None:
        time.sleep(after)
        assert process.is_alive(), "the program ended by itself"
        process.kill()
    process.join(60)
    assert process.exitcode == -9, f"the program ended by itself: {process.exitcode}"
    while True:
        try:
            last = listening.recv()
        except EOFError:
            listening.close()
            return last


def shown(folder: DataFolder) -> int:
    """The one number that every figure has; 0 where there is none yet."""
    store = Store(folder.store)
    store.check()
    figures = store.figures({("sygedagpenge", area) for area in AREAS}, FOREVER)
    store.close()
    found = [o.value for series in figures.series.values() for o in series.observations]
    assert len(set(found)) <= 1, f"a half import: {found}"
    assert len(found) in (0, 36)
    return int(found[0] or 0) if found else 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize(("program", "said"), [(programs.receive, "import"), (programs.enter, "typed entry")])
def test_what_is_received_is_there_whole_or_not_at_all(tmp_path: Path, told: Told, program: Program, said: str) -> None:
    folder = folder_in(tmp_path)
    build_store(folder, DEFINITIONS)
    last, found = 0, Counter[str]()
    for step, after in moments(steps=60, within=0.6):
        acknowledged = kill_in_the_middle(program, tmp_path, last + 1, step, after)
        at_once = shown(folder)
        build_if_needed(folder, DEFINITIONS)
        last = shown(folder)
        assert at_once in (acknowledged, acknowledged + 1)
        assert last in (acknowledged, acknowledged + 1)
        assert last >= at_once
        found["before" if last == acknowledged else "after"] += 1
        store = Store(folder.store)
        assert store.problems() == ()
        store.close()
    assert last > 0
    assert verify(folder, DEFINITIONS) == ()
    told(f"kill -9, {said}", KILLS, f"{found['before']} before, {found['after']} after", NEVER_BETWEEN)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_build_left_the_generation_before_or_after_it(tmp_path: Path, told: Told) -> None:
    folder = folder_in(tmp_path)
    for month in range(1, 7):
        keep(folder, f"2016-0{month}-21", *[figure(f"2016-0{month}", str(month), area=area) for area in AREAS])
    name, found = build_store(folder, DEFINITIONS), Counter[str]()
    for step, after in moments(steps=30, within=0.4):
        kill_in_the_middle(programs.build, tmp_path, 1, step, after)
        store = Store(folder.store)
        store.check()
        figures = store.figures({("sygedagpenge", SILKEBORG)}, date(2017, 1, 1))
        found["before" if store.generation() == name else "after"] += 1
        name = store.generation()
        store.close()
        assert [o.value for o in figures.series["sygedagpenge", SILKEBORG].observations] == [
            Decimal(month) for month in range(1, 7)
        ]
        assert not build_if_needed(folder, DEFINITIONS)
    build_store(folder, DEFINITIONS)
    assert len(list(folder.store.glob("g*.duckdb"))) == 3
    assert not list(folder.store.glob(".next*"))
    told("kill -9, build", KILLS, f"{found['before']} before, {found['after']} after", NEVER_BETWEEN)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_writer_of_the_journal_left_a_whole_chain(tmp_path: Path, told: Told) -> None:
    last, found = -1, Counter[str]()
    for step, after in moments(steps=12, within=0.1):
        acknowledged = kill_in_the_middle(programs.write, tmp_path, last + 1, step, after)
        assert verify_chain(tmp_path) == ()
        texts = [e.statement.text for e in read_entries([tmp_path]) if isinstance(e.statement, Comment)]
        assert texts == [str(number) * 2000 for number in range(len(texts))]
        last = len(texts) - 1
        assert last in (acknowledged, acknowledged + 1)
        found["before" if last == acknowledged else "after"] += 1
    assert last >= 0
    told("kill -9, journal entry", KILLS, f"{found['before']} before, {found['after']} after", NEVER_BETWEEN)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_back_up_left_a_whole_archive_or_none(tmp_path: Path, told: Told) -> None:
    folder = folder_in(tmp_path)
    for month in range(1, 4):
        keep(folder, f"2016-0{month}-21", figure(f"2016-0{month}", str(month)))
    build_store(folder, DEFINITIONS)
    last, found = 0, Counter[str]()
    for step, after in moments(steps=30, within=0.3):
        acknowledged = kill_in_the_middle(programs.archive, tmp_path, last + 1, step, after)
        archives = {int(path.stem.removeprefix("kopi-")): path for path in tmp_path.glob("kopi-*.zip")}
        last = max(archives, default=0)
        assert sorted(archives) == list(range(1, last + 1))
        assert last in (acknowledged, acknowledged + 1)
        if archives:
            check_archive(archives[last])
        found["before" if last == acknowledged else "after"] += 1
        assert not build_if_needed(folder, DEFINITIONS)
    assert last > 0
    told("kill -9, back-up", KILLS, f"{found['before']} before, {found['after']} after", "a whole archive or none")


def check_archive(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        stated = json.loads(archive.read(MANIFEST))["files"]
        assert {*stated, MANIFEST} == set(archive.namelist())
        assert len([name for name in stated if name.endswith("figures.parquet")]) == 3
        for name, said in stated.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == said["sha256"]
