"""Two of everything at once: one after the other, and who reads sees whole states only."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from kpi.kept.build import build_store
from kpi.kept.verify import verify
from kpi.model.delivery import Outcome
from kpi.store import Store
from tests.faults.conftest import Told
from tests.faults.programs import receive_one
from tests.faults.test_killed import AREAS, PROCESSES
from tests.store.given import DEFINITIONS, FOREVER, folder_in


def receive_five(root: Path, first: int) -> None:
    for number in range(first, first + 5):
        assert receive_one(folder_in(root), number, published_on=date(2017, 1, 1)) is Outcome.STORED


def build_five(root: Path) -> None:
    for _ in range(5):
        build_store(folder_in(root), DEFINITIONS)


def test_two_importers_and_two_builders_under_ten_readers(tmp_path: Path, told: Told) -> None:
    folder = folder_in(tmp_path)
    receive_one(folder, 9, published_on=date(2017, 1, 1))
    store = Store(folder.store)
    keys = {("sygedagpenge", area) for area in AREAS}
    wrong: list[object] = []
    answers = [0] * 10
    done = threading.Event()

    def read(number: int) -> None:
        while not done.is_set():
            try:
                figures = store.figures(keys, FOREVER)
            except BaseException as error:  # noqa: BLE001 whatever a reader meets is a fault
                wrong.append(error)
                return
            values = [o.value for series in figures.series.values() for o in series.observations]
            if len(values) != 36 or len(set(values)) != 1:
                wrong.append(values)
            answers[number] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(10)]
    workers = [
        PROCESSES.Process(target=receive_five, args=(tmp_path, 10)),
        PROCESSES.Process(target=receive_five, args=(tmp_path, 15)),
        PROCESSES.Process(target=build_five, args=(tmp_path,)),
        PROCESSES.Process(target=build_five, args=(tmp_path,)),
    ]
    for one in (*workers, *readers):
        one.start()
    for worker in workers:
        worker.join(600)  # only a hang takes so long, however busy the machine
    done.set()
    for reader in readers:
        reader.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert wrong == []
    assert min(answers) > 0
    deliveries = store.deliveries()
    store.close()
    assert sorted(delivery.file_name for delivery in deliveries) == sorted(
        f"{number}.csv" for number in (9, *range(10, 20))
    )
    assert verify(folder, DEFINITIONS) == ()
    found = f"10 imports, 10 builds, {sum(answers)} answers"
    told("2 importers, 2 builders, 10 readers", 1, found, "whole states only, no error, nothing lost")


@pytest.mark.parametrize("copies", [2])
def test_the_same_file_sent_twice_at_once_is_stored_once(tmp_path: Path, told: Told, copies: int) -> None:
    folder = folder_in(tmp_path)
    build_store(folder, DEFINITIONS)
    found: list[Outcome] = []
    senders = [threading.Thread(target=lambda: found.append(receive_one(folder, 1))) for _ in range(copies)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(found) == [Outcome.STORED, Outcome.UNCHANGED]
    assert len(list(folder.deliveries[-1].glob("*/*/"))) == 1
    told("one file twice at once", 1, "1 stored, 1 unchanged", "no double save")
