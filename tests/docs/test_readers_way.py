"""What README and the guides point to is there: files, folders, commands and measures."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from kpi.cli import _parser

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data" / "README.md", ROOT / "kpi/GLOSSARY.md"]
)

named = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))


@named
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", paper.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (paper.parent / link).exists()] == []


@named
def test_every_path_that_is_named_is_there(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    paths = re.findall(r"[`(\s]((?:benchmarks|data|docs|kpi|pages|tests)/[\w./-]*\w)", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


@named
def test_every_command_is_understood(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    for command in re.findall(r"python3? -m kpi ([a-z][^`#\n]*)", text):
        words = shlex.split(command)
        if words[0] != "test":
            _parser().parse_args(words)
    modules = re.findall(r"python3? -m ((?:benchmarks|data)[\w.]*)", text)
    assert [module for module in modules if find_spec(module) is None] == []


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.search(r"{([\w,]+)}", _parser().format_usage())
    assert commands is not None
    assert [name for name in commands[1].split(",") if not re.search(rf"`{name}\b", readme)] == []


def test_readme_names_every_room() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = [room.name for room in (ROOT / "kpi").iterdir() if (room / "__init__.py").is_file()]
    assert [room for room in rooms if not re.search(rf"\b{room}\b", readme)] == []


def test_the_format_of_data_names_every_file() -> None:
    told = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    files = [entry.name for entry in (ROOT / "data").iterdir() if entry.suffix in {".toml", ".csv"}]
    assert [name for name in files if f"`{name}`" not in told] == []
