"""What is killed: programs that change something again and again and tell each time that it is done."""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from kpi.access import local_user
from kpi.journal import add_entry
from kpi.kept.backup import back_up
from kpi.kept.build import build_store
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.receive import Consent, Submission, TypedFigure, receive_file, receive_typed
from kpi.store import Store
from tests.store.given import DEFINITIONS, folder_in

USER = local_user("Prøve")
MONTHS = [Period.parse(f"2016-{month:02}") for month in range(1, 13)]
FIRST_DAY = datetime(2017, 1, 1, tzinfo=UTC)
STEPS = frozenset(("open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.copyfile", "shutil.rmtree"))
"""What changes the disk and is announced before it is done."""

Program = Callable[[Connection, Path, int], None]


def begin(program: Program, told: Connection, root: Path, first: int, step: int | None) -> None:
    """Tell that everything is loaded, then start; die at the step of that number, if one is given."""
    told.send(first - 1)
    if step is not None:
        left = itertools.count(step, -1)

        def die(event: str, arguments: tuple[object, ...]) -> None:
            if event not in STEPS or (event == "open" and not _writes(arguments)):
                return
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)
    program(told, root, first)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def file_of(number: int) -> bytes:
    """Sets every figure to the number, so that any mixture shows."""
    names = [area.name for area in DEFINITIONS.areas.values()]
    lines = [f"sygedagpenge;{name};{month};{number};fuldtidspersoner" for name in names for month in MONTHS]
    return "\n".join(["indikator;kommune;periode;værdi;enhed", *lines, ""]).encode()


def receive_one(
    folder: DataFolder, number: int, *, now: datetime | None = None, published_on: date | None = None
) -> Outcome:
    """`now` None: so many days after the first."""
    at = now or FIRST_DAY + timedelta(days=number)
    handed_in = Submission(file_of(number), f"{number}.csv", USER, at, published_on=published_on)
    return receive_file(folder, DEFINITIONS, handed_in, Consent(all_warnings=True)).outcome


def receive(told: Connection, root: Path, first: int) -> None:
    for number in itertools.count(first):
        assert receive_one(folder_in(root), number) is Outcome.STORED
        told.send(number)


def enter(told: Connection, root: Path, first: int) -> None:
    """As a person who sees what is stored and types the next number over it."""
    for number in itertools.count(first):
        store = Store(folder_in(root).store)
        seen = {
            key: observation.delivery for key, observation in store.known({"sygedagpenge"}, date(2016, 1, 1)).items()
        }
        store.close()
        figures = [
            TypedFigure(*key, f"{number}", "", "", Quality.UNSTATED, "", seen.get(key, ""))
            for key in (("sygedagpenge", area, month) for area in DEFINITIONS.areas for month in MONTHS)
        ]
        now = FIRST_DAY + timedelta(days=number)
        report = receive_typed(folder_in(root), DEFINITIONS, figures, by=USER, now=now, accept_warnings=True)
        assert report.outcome is Outcome.STORED, report
        told.send(number)


def build(told: Connection, root: Path, first: int) -> None:
    for number in itertools.count(first):
        build_store(folder_in(root), DEFINITIONS)
        told.send(number)


def write(told: Connection, root: Path, first: int) -> None:
    for number in itertools.count(first):
        comment = Comment("k", "c", "2016-12", str(number) * 2000)
        add_entry(root, comment, applies_on=date(2017, 1, 1), by="x", now=datetime.now(UTC))
        told.send(number)


def archive(told: Connection, root: Path, first: int) -> None:
    for number in itertools.count(first):
        back_up(folder_in(root), DEFINITIONS, root / f"kopi-{number}.zip", by=USER, now=FIRST_DAY)
        told.send(number)
