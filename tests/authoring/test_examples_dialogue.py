"""At a terminal «examples» asks about each proposal in turn, and writes those that the author says yes to."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from kpi.cli import SHIPPED
from kpi.definitions import check_definitions, read_definitions
from kpi.model.contract import Target
from kpi.model.folder import DataFolder
from tests.authoring.test_examples import HEAD, RULES
from tests.docs.test_contract_guide import CONTRACT

ROOT = Path(__file__).parents[2]
END_OF_INPUT = "\x04"
ASK = "Er det, hvad aftalen mener? (j/n)"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "proeve.toml").write_text(CONTRACT + HEAD + RULES["at most"], encoding="utf-8")
    return DataFolder(tmp_path, SHIPPED)


def typed(folder: DataFolder, keys: str) -> str:
    """What the program says to somebody at a terminal who types this."""
    ours, theirs = pty.openpty()
    try:
        program = [sys.executable, "-c", "import sys; from kpi.cli import main; sys.exit(main(sys.argv[1:]))"]
        asked = [*program, "examples", "proeve", "--data", str(folder.root)]
        with subprocess.Popen(asked, stdin=theirs, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as it:
            os.write(ours, keys.encode())
            said, _ = it.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert it.returncode == 0
    return said


def written(folder: DataFolder) -> list[str]:
    assert check_definitions(folder) == ()
    (target,) = read_definitions(folder).contracts["proeve"].criterion("k")[1].requirements
    assert isinstance(target, Target)
    return [one.why for one in target.examples]


def test_those_said_yes_to_are_written_and_the_others_are_not(folder: DataFolder) -> None:
    said = typed(folder, "j\nn\nJA\n" + "n\n" * 20)
    assert written(folder) == ["på grænsen", "foreløbigt tal"]
    assert "Er 749 fuldtidspersoner i december 2017 nået? Programmet siger: Nået." in said
    assert "2 eksempler er skrevet ind i " in said


def test_what_is_written_is_not_asked_about_again_and_counts_as_tried(folder: DataFolder) -> None:
    first = typed(folder, "j\n" + "n\n" * 20)
    again = typed(folder, "n\n" * 20)
    assert again.count(ASK) == first.count(ASK) - 1
    assert "«Nået» (MET)" not in first.splitlines()[-2] + again.splitlines()[-1]
    assert "«Ikke nået» (MISSED)" in again.splitlines()[-1]


def test_said_no_to_everything_the_file_stands_as_it_was(folder: DataFolder) -> None:
    file = folder.contracts / "proeve.toml"
    before = file.read_bytes()
    typed(folder, "n\n\nnej\nhvad?\n" + "n\n" * 20)
    assert file.read_bytes() == before


def test_whoever_ends_the_input_is_asked_no_more_and_keeps_what_was_accepted(folder: DataFolder) -> None:
    said = typed(folder, "j\n" + END_OF_INPUT)
    assert said.count(ASK) == 2
    assert written(folder) == ["på grænsen"]
