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
from kpi.ui import readers
from kpi.ui.choices import Shared
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
    assert library.answer("question", lambda here: object()) is library.answer("question", lambda here: object())
    assert library.answer("another", lambda here: object()) is not library.answer("question", lambda here: object())


def test_a_new_entry_renews_every_answer(library: Library) -> None:
    before = library.answer("question", lambda here: here.entries)
    said = MeetingHeld("silkeborg-jobkompagniet-2017", "MED-udvalget")
    now = datetime(2026, 11, 22, tzinfo=UTC)
    add_entry(library.folder.journals[-1], said, applies_on=date(2026, 11, 22), by="prøve", now=now)
    after = library.answer("question", lambda here: here.entries)
    assert (len(before), len(after)) == (0, 1)


def test_every_view_of_a_contract_is_made_from_one_judgement(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "library", lambda: library)
    shared = Shared("silkeborg-jobkompagniet-2017", date(2017, 1, 25))
    once = readers.judged(shared.contract, shared.as_of)
    card = readers.scorecard(shared)
    assert card.results is once.results
    assert readers.meeting(shared).criteria is readers.criteria(shared)
    assert readers.criteria(shared)[0] is readers.criterion(shared, card.goals[0].lines[0].criterion)
    assert readers.judged(shared.contract, shared.as_of) is once


def test_definitions_are_read_once_while_their_files_stand(library: Library) -> None:
    assert library.definitions() is library.definitions()
