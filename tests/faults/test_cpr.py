"""A CPR number is written nowhere, whichever way it comes: every byte that the program wrote is searched."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
import xlsxwriter

from kpi.access import User, local_user
from kpi.cli import SHIPPED, main
from kpi.definitions import read_definitions
from kpi.journal import NotWritten, add_entry
from kpi.kept.build import build_store
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment, Statement
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.receive import (
    ChangeRefused,
    Consent,
    Submission,
    TypedFigure,
    receive_file,
    receive_typed,
    withdraw_delivery,
)

NUMBER, JOINED = "010190-1234", "0101901234"
USER = local_user("Prøve")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
INDICATOR = "fuldtidspersoner_sygedagpenge"
GOOD = f"indikator;kommune;periode;værdi;enhed;kommentar\n{INDICATOR};Silkeborg;2026-01;402;fuldtidspersoner;\n"
TYPED = TypedFigure(INDICATOR, "740", Period.parse("2026-01"), "402", "", "", Quality.UNSTATED, "", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """An installation with one delivery to withdraw; one for all, since nothing may change it."""
    folder = DataFolder(tmp_path_factory.mktemp("kept") / "data", SHIPPED)
    for name in ("deliveries", "examples"):
        (folder.root / name).mkdir(parents=True)
    build_store(folder, read_definitions(folder))
    assert receive(folder, GOOD.replace("2026-01", "2025-12")) is Outcome.STORED
    return folder


def receive(folder: DataFolder, content: str | bytes, name: str = "tal.csv", **how: Any) -> Outcome:
    content = content.encode() if isinstance(content, str) else content
    handed_in = Submission(content, name, USER, NOW, **how)
    return receive_file(folder, read_definitions(folder), handed_in, Consent(all_warnings=True)).outcome


def type_in(folder: DataFolder, **how: str) -> Outcome:
    figure = replace(TYPED, **how)
    return receive_typed(folder, read_definitions(folder), [figure], by=USER, now=NOW, accept_warnings=True).outcome


def workbook(sheet: str = "Tal", cell: str = "", note: str = "") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for row, line in enumerate(GOOD.splitlines()):
        page.write_row(row, 0, line.split(";"))
    page.write(1, 5, cell)
    if note:
        page.write_comment(1, 1, note)
    book.close()
    return target.getvalue()


def searched(folder: DataFolder) -> list[str]:
    return [
        str(path)
        for path in folder.root.parent.rglob("*")
        if any(number in str(path) for number in (NUMBER, JOINED))
        or (path.is_file() and any(number.encode() in path.read_bytes() for number in (NUMBER, JOINED)))
    ]


WAYS: dict[str, Callable[[DataFolder], Outcome]] = {
    "a comment": lambda f: receive(f, GOOD.replace("personer;\n", f"personer;ring til {NUMBER}\n")),
    "a cell of the wrong kind": lambda f: receive(f, GOOD.replace("Silkeborg", NUMBER)),
    "a value": lambda f: receive(f, GOOD.replace("402", NUMBER)),
    "a note below": lambda f: receive(f, GOOD + f"Kilde: {JOINED}\n"),
    "the file's name": lambda f: receive(f, GOOD, f"tal for {NUMBER}.csv"),
    "a sheet's name": lambda f: receive(f, workbook(sheet=NUMBER), "tal.xlsx"),
    "a sheet's cell": lambda f: receive(f, workbook(cell=JOINED), "tal.xlsx"),
    "a sheet's note": lambda f: receive(f, workbook(note=NUMBER), "tal.xlsx"),
    "what is said of the file": lambda f: receive(f, GOOD, note=f"om {NUMBER}"),
    "what the source said": lambda f: receive(f, GOOD, state_of_knowledge=JOINED),
    "the source": lambda f: receive(f, GOOD, source=NUMBER),
    "the reason": lambda f: receive(f, GOOD, reason=NUMBER),
    "a typed comment": lambda f: type_in(f, comment=NUMBER),
    "a typed value": lambda f: type_in(f, value=JOINED),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_figures_with_a_number_leave_no_byte_of_it(
    folder: DataFolder,
    way: Callable[[DataFolder], Outcome],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    before = set(folder.deliveries[-1].rglob("*"))
    assert way(folder) is Outcome.REFUSED
    assert searched(folder) == []
    assert set(folder.deliveries[-1].rglob("*")) == before
    said = "".join(capfd.readouterr()) + caplog.text
    assert NUMBER not in said
    assert JOINED not in said


def statements() -> list[Statement]:
    """One of each kind, with the number in every text that a person writes."""
    found = []
    for kind in get_args(Statement):
        hints = {field.name: str(field.type) for field in fields(kind)}
        for name in (name for name, hint in hints.items() if hint == "str" and name not in ("delivery", "entry")):
            given = {
                other: NUMBER if other == name else ("x" if hint == "str" else None) for other, hint in hints.items()
            }
            found.append(kind(**given))
    return found


@pytest.mark.parametrize("said", statements(), ids=lambda said: type(said).__name__)
def test_no_entry_of_the_journal_takes_a_number(folder: DataFolder, said: Statement) -> None:
    with pytest.raises(NotWritten, match="CPR") as refused:
        add_entry(folder.journals[-1], said, applies_on=date(2026, 11, 22), by="Prøve", now=NOW)
    assert NUMBER not in str(refused.value)
    assert searched(folder) == []


def test_nor_does_a_name_or_a_reason(folder: DataFolder) -> None:
    with pytest.raises(NotWritten):
        add_entry(folder.journals[-1], Comment("k", "c", "", "x"), applies_on=date(2026, 11, 22), by=JOINED, now=NOW)
    delivery = next((folder.deliveries[-1] / "jobindsats").iterdir()).name
    with pytest.raises(ChangeRefused) as refused:
        withdraw_delivery(
            folder, read_definitions(folder), f"jobindsats/{delivery}", reason=NUMBER, by=User("x", USER.role), now=NOW
        )
    assert NUMBER not in str(refused.value)
    assert searched(folder) == []


def test_the_command_line_repeats_no_number(
    folder: DataFolder, tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for name, text in ((f"{NUMBER}.csv", GOOD), ("tal.csv", GOOD.replace("402", JOINED))):
        (elsewhere / name).write_text(text, encoding="utf-8")
        for options in ((), ("--json",), ("--dry-run",)):
            assert main(["import", str(elsewhere / name), "--data", str(folder.root), *options]) == 1
    said = "".join(capfd.readouterr())
    assert "CPR" in said
    assert NUMBER not in said
    assert JOINED not in said
    assert searched(folder) == []
