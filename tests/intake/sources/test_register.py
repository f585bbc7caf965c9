"""Every source stands once: a folder, a line of the register, an entry of `data/sources.toml`, a sample here."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.intake import read_file
from kpi.intake.register import APIS, SOURCES
from kpi.intake.source import SourceReader
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.indicator import OWN_FILE, TYPED

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ROOT / "kpi" / "intake" / "sources"
SAMPLES = Path(__file__).parent / "samples"
IDS = [source.id for source in SOURCES]


@pytest.fixture(scope="module")
def declared() -> Definitions:
    return read_definitions(DataFolder(ROOT / "data", ROOT / "data"))


def test_every_folder_is_registered_once_under_its_own_name() -> None:
    folders = sorted(path.parent.name for path in FOLDERS.glob("*/__init__.py"))
    assert sorted(IDS) == folders


def test_every_source_with_code_is_declared(declared: Definitions) -> None:
    assert {*IDS, TYPED, OWN_FILE} - declared.sources.keys() == set()


def test_no_other_room_knows_a_source_by_its_id(declared: Definitions) -> None:
    """`data/sources.toml` is for everybody; what a source needs of code stands in its folder. Texts have words."""
    rooms = [path for path in (ROOT / "kpi").rglob("*.py") if not {FOLDERS, ROOT / "kpi" / "texts"} & {*path.parents}]
    named = {
        (path.name, node.value)
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in declared.sources
    }
    assert named == {("indicator.py", TYPED), ("indicator.py", OWN_FILE)}


@pytest.mark.parametrize("source", SOURCES, ids=IDS)
def test_the_sample_of_a_source_is_read_as_its_own_and_whole(source: SourceReader, declared: Definitions) -> None:
    samples = sorted(SAMPLES.glob(f"{source.id}.*"))
    assert samples, f"no sample of {source.id}"
    for sample in samples:
        read = read_file(sample.read_bytes(), sample.name, declared, received_on=date(2026, 11, 22))
        assert read.recognised_as.startswith(source.layouts), read.recognised_as
        assert read.figures
        assert read.refused == read.warnings == ()


@pytest.mark.parametrize("source", APIS)
def test_a_source_with_an_api_is_asked_for_some_indicator(source: str, declared: Definitions) -> None:
    """Otherwise nothing of it can be fetched."""
    assert any(one.source == source and one.fetched is not None for one in declared.indicators.values())
