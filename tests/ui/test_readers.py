"""Answers are kept as long as nothing they rest on has changed, and not a moment longer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.journal import add_entry
from kpi.kept.build import build_if_needed
from kpi.model.folder import DataFolder
from kpi.model.journal import MeetingHeld
from kpi.ui.readers import Library

SHIPPED = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    folder = DataFolder(tmp_path, SHIPPED)
    build_if_needed(folder, read_definitions(folder))
    return Library(folder)


def test_the_same_question_is_answered_once(library: Library) -> None:
    assert library.answer("question", lambda basis: object()) is library.answer("question", lambda basis: object())
    assert library.answer("another", lambda basis: object()) is not library.answer("question", lambda basis: object())


def test_a_new_entry_renews_every_answer(library: Library) -> None:
    before = library.answer("question", lambda basis: basis.entries)
    said = MeetingHeld("silkeborg-jobkompagniet-2017", "MED-udvalget")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    add_entry(library.folder.journals[-1], said, applies_on=date(2026, 11, 22), by="prøve", now=now)
    after = library.answer("question", lambda basis: basis.entries)
    assert (len(before), len(after)) == (0, 1)


def test_definitions_are_read_once_while_their_files_stand(library: Library) -> None:
    assert library.definitions() is library.definitions()
