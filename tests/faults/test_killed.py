"""kill -9 at any moment: what was there before, or what was to come, never between; nothing acknowledged is lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from kpi.build import build_if_needed, build_store
from kpi.journal import read_entries, verify_chain
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment
from kpi.store import Store
from tests.faults import programs
from tests.store.given import AARHUS, DEFINITIONS, FOREVER, SILKEBORG, VARDE, figure, folder_in, keep

KILLS = int(os.environ.get("KPI_KILLS", "10"))
AREAS = (SILKEBORG, VARDE, AARHUS)

PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
if sys.platform != "win32":
    PROCESSES.set_forkserver_preload(["tests.faults.programs", "pandas"])


def kill_in_the_middle(
    program: Callable[[Connection, Path, int], None], root: Path, first: int, *, within: float, chance: random.Random
) -> int:
    """Kill the program at a random moment once it has begun; the last number told to be done, else `first` - 1."""
    listening, telling = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=programs.begin, args=(program, telling, root, first))
    process.start()
    telling.close()
    last = listening.recv()
    time.sleep(chance.uniform(0, within))
    assert process.is_alive(), "the program ended by itself"
    process.kill()
    process.join()
    while True:
        try:
            last = listening.recv()
        except EOFError:
            listening.close()
            return last


@pytest.fixture
def chance() -> random.Random:
    seed = int(os.environ.get("KPI_SEED", "20261122"))
    print(f"seed {seed}")
    return random.Random(seed)


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


def test_a_killed_import_left_the_figures_before_or_after_it(tmp_path: Path, chance: random.Random) -> None:
    folder = folder_in(tmp_path)
    build_store(folder, DEFINITIONS)
    last = 0
    for _ in range(KILLS):
        acknowledged = kill_in_the_middle(programs.receive, tmp_path, last + 1, within=0.6, chance=chance)
        at_once = shown(folder)
        build_if_needed(folder, DEFINITIONS)
        last = shown(folder)
        assert at_once in (acknowledged, acknowledged + 1)
        assert last in (acknowledged, acknowledged + 1)
        assert last >= at_once
        store = Store(folder.store)
        assert store.problems() == ()
        store.close()
    assert last > 0


def test_a_killed_build_left_the_generation_before_or_after_it(tmp_path: Path, chance: random.Random) -> None:
    folder = folder_in(tmp_path)
    for month in range(1, 7):
        keep(folder, f"2016-0{month}-21", *[figure(f"2016-0{month}", str(month), area=area) for area in AREAS])
    build_store(folder, DEFINITIONS)
    for _ in range(KILLS):
        kill_in_the_middle(programs.build, tmp_path, 1, within=0.4, chance=chance)
        store = Store(folder.store)
        store.check()
        figures = store.figures({("sygedagpenge", SILKEBORG)}, date(2017, 1, 1))
        store.close()
        assert [o.value for o in figures.series["sygedagpenge", SILKEBORG].observations] == [
            Decimal(month) for month in range(1, 7)
        ]
        assert not build_if_needed(folder, DEFINITIONS)
    build_store(folder, DEFINITIONS)
    assert len(list(folder.store.glob("g*.duckdb"))) == 3
    assert not list(folder.store.glob(".next*"))


def test_a_killed_writer_of_the_journal_left_a_whole_chain(tmp_path: Path, chance: random.Random) -> None:
    last = -1
    for _ in range(KILLS):
        acknowledged = kill_in_the_middle(programs.write, tmp_path, last + 1, within=0.1, chance=chance)
        assert verify_chain(tmp_path) == ()
        texts = [e.statement.text for e in read_entries([tmp_path]) if isinstance(e.statement, Comment)]
        assert texts == [str(number) * 2000 for number in range(len(texts))]
        last = len(texts) - 1
        assert last in (acknowledged, acknowledged + 1)
    assert last >= 0
