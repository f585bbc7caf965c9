"""What is killed: programs that change something again and again and tell each time that it is done."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pandas  # noqa: F401 pyarrow loads it with the first file, which would be most of what is killed

from kpi.access import local_user
from kpi.build import build_store
from kpi.journal import add_entry
from kpi.model.delivery import Outcome
from kpi.model.journal import Comment
from kpi.receive import receive_file
from tests.store.given import DEFINITIONS, folder_in


def begin(program: Callable[[Connection, Path, int], None], told: Connection, root: Path, first: int) -> None:
    """Tell that everything is loaded, then start."""
    told.send(first - 1)
    program(told, root, first)


def receive(told: Connection, root: Path, first: int) -> None:
    """Each file sets every figure to its own number."""
    names = [area.name for area in DEFINITIONS.areas.values()]
    for number in itertools.count(first):
        lines = [f"sygedagpenge;{n};2016-{m:02};{number};fuldtidspersoner" for n in names for m in range(1, 13)]
        report = receive_file(
            folder_in(root),
            DEFINITIONS,
            "\n".join(["indikator;kommune;periode;værdi;enhed", *lines]).encode(),
            f"{number}.csv",
            source="",
            published_on=None,
            by=local_user("Prøve"),
            now=datetime(2017, 1, 1, tzinfo=UTC) + timedelta(days=number),
            dry_run=False,
            accept_warnings=True,
        )
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
