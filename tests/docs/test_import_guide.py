"""`docs/indlaesning.md` and the formats of `data/README.md` say what the program does, all of it and no more."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kpi.cli import _parser
from kpi.definitions import read_definitions
from kpi.definitions.mappings import read_mapping
from kpi.definitions.place import Place
from kpi.intake import FileRefused, read_file
from kpi.intake.layouts import own
from kpi.intake.reading import LARGEST
from kpi.intake.register import SOURCES
from kpi.intake.text import fold
from kpi.model.folder import DataFolder
from kpi.model.observation import Quality

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "indlaesning.md").read_text(encoding="utf-8")
FORMATS = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
SPOKEN_ELSEWHERE = {"api", "answers"}
"""What the sources' APIs answer is explained in docs/hentning.md."""


def table_under(heading: str) -> list[list[str]]:
    part = GUIDE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def refusals() -> dict[str, str]:
    """Every sentence that refuses a whole file, with its place in the code; «{}» stands for what differs."""
    found = {}
    for path in sorted((ROOT / "kpi" / "intake").rglob("*.py")):
        if {path.stem, path.parent.name} & SPOKEN_ELSEWHERE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = [node.args[0] for node in ast.walk(tree) if _refuses(node)]
        said += [node.value for node in ast.walk(tree) if _is_named_refusal(node)]
        found |= {_text(one): f"{path.name}:{one.lineno}" for one in said if _text(one).strip("{} ")}
    return found


def _refuses(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FileRefused" and bool(node.args)


def _is_named_refusal(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("DAMAGED", "TOO_BIG")


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left) + _text(right)
        case _:
            return "{}"


def test_every_layout_is_in_the_guide_under_its_own_name() -> None:
    names = {own.NAME, *(name for source in SOURCES for name in source.layouts)}
    assert {row[0] for row in table_under("Hvad der kan læses")} == names | {"tilknytningen «…»"}


def test_every_refusal_is_in_the_guide() -> None:
    named = [row[0] for row in table_under("Når filen afvises")]
    missing = {text: place for text, place in refusals().items() if not any(words in text for words in named)}
    assert missing == {}


def test_every_row_of_the_guide_is_a_refusal() -> None:
    elsewhere = ("kpi/intake/reading.py", "kpi/receive/file.py")
    reasons = [*refusals(), *((ROOT / path).read_text(encoding="utf-8") for path in elsewhere)]
    assert [row[0] for row in table_under("Når filen afvises") if not any(row[0] in text for text in reasons)] == []


def test_every_control_figure_is_in_the_guide_and_checked_as_it_says() -> None:
    definitions = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
    row = "fuldtidspersoner_sygedagpenge;{};2015-12;{};fuldtidspersoner\n"
    rows = row.format("Silkeborg", 40) + row.format("Varde", 7)
    named = {fold(word): what for word, what in table_under("Filens egne kontroltal")}
    assert set(named) == {*own.COUNT_WORDS, *own.SUM_WORDS}
    for word, what in named.items():
        right = 2 if "rækker" in what else 47
        for line in (f"{word}: {{}}", f"{word};;;{{}};"):
            content = f"indikator;kommune;periode;værdi;enhed\n{rows}{line}\n"
            day = date(2026, 11, 22)
            assert len(read_file(content.format(right).encode(), "p", definitions, received_on=day).figures) == 2
            with pytest.raises(FileRefused, match="Filen siger selv"):
                read_file(content.format(right + 1).encode(), "p", definitions, received_on=day)


def test_the_commands_of_the_guide_are_understood() -> None:
    commands = re.findall(r"^    python3 -m kpi (.+)$", GUIDE, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        _parser().parse_args(shlex.split(command))


def test_the_mapping_of_the_guide_can_be_used() -> None:
    definitions = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    place = Place("guide", "", [])
    assert read_mapping("guide", tomllib.loads(example), definitions, place) is not None, place.problems


def test_the_size_of_the_guide_is_the_limit() -> None:
    assert f"højst {LARGEST // 1024 // 1024} MB" in GUIDE


def test_the_example_of_the_formats_is_read_whole() -> None:
    definitions = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
    block = re.search(r"(?:^    .+\n)+", FORMATS[FORMATS.index("## Sådan ser et tal ud") :], re.MULTILINE)
    assert block is not None
    example = "\n".join(line.strip() for line in block[0].splitlines())
    read = read_file(example.encode(), "eksempel.csv", definitions, received_on=date(2026, 11, 22))
    assert read.refused == read.warnings == ()
    assert len(read.figures) == len(example.splitlines()) - 1


def test_the_formats_name_every_heading_and_every_quality() -> None:
    part = FORMATS.partition("## Sådan ser et tal ud")[2].partition("\n## ")[0]
    for word in (*own.REQUIRED, *own.OPTIONAL, *(quality.value for quality in Quality if quality.value)):
        assert f"`{word}" in part or f"{word};" in part or f";{word}" in part or f" {word}" in part, word


def test_what_the_formats_call_a_period_is_one() -> None:
    definitions = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
    part = FORMATS.partition("* `periode`")[2].partition("\n* ")[0]
    spelled = re.findall(r"`([^`]+)`", part)
    assert len(spelled) >= 7
    for period in spelled:
        row = f"indikator;kommune;periode;værdi;enhed\n{{}};740;{period};1;{{}}\n"
        found = 0
        for indicator in definitions.indicators.values():
            try:
                text = row.format(indicator.id, indicator.unit.id)
                found += len(read_file(text.encode(), "p", definitions, received_on=date(2026, 11, 22)).figures)
            except FileRefused:
                continue
        assert found, period
