"""Every source stands once: a folder, a line of the register, an entry of `data/sources.toml`, a sample here."""

from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.intake import read_file
from kpi.intake.checks.signs import Sign
from kpi.intake.register import APIS, SOURCES
from kpi.intake.source import SourceReader
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.folder import DataFolder
from kpi.model.indicator import OWN_FILE, TYPED
from kpi.model.observation import Quality

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


def read_with(source: SourceReader, cell: str, declared: Definitions) -> ReadFile:
    """The sample with the cell where its figure 333 stands."""
    (sample, *_) = sorted(SAMPLES.glob(f"{source.id}.*"))
    text = sample.read_text(encoding="utf-8")
    assert text.count(";333") == 1
    return read_file(text.replace(";333", f";{cell}").encode(), "tal", declared, received_on=date(2026, 11, 22))


@pytest.mark.parametrize(
    ("source", "sign"),
    [(source, sign) for source in SOURCES for sign in source.signs if sign is not None],
    ids=lambda part: part.id if isinstance(part, SourceReader) else part,
)
def test_every_declared_sign_is_read_as_what_it_means(source: SourceReader, sign: str, declared: Definitions) -> None:
    read = read_with(source, sign, declared)
    assert read.refused == ()
    whole = read_with(source, "333", declared)
    (figure,) = [one for one in read.figures if one not in whole.figures]
    expected = {
        Sign.ZERO: (Decimal(0), {Quality.UNSTATED}),
        Sign.HIDDEN: (None, {Quality.HIDDEN}),
        Sign.MISSING: (None, {Quality.MISSING}),
        Sign.UNTOLD: (None, {Quality.HIDDEN, Quality.MISSING}),
    }
    value, qualities = expected[source.signs[sign]]
    assert figure.value == value
    assert figure.quality in qualities


@pytest.mark.parametrize("source", SOURCES, ids=IDS)
@pytest.mark.parametrize("sign", ["§", "-", "..", "*", "…", "?!"])
def test_a_sign_that_is_not_declared_refuses_its_row_by_name(
    source: SourceReader, sign: str, declared: Definitions
) -> None:
    read = read_with(source, sign, declared)
    if sign in source.signs:
        assert read.refused == ()
    else:
        (refused,) = read.refused
        assert f"«{sign}»" in refused.text
        assert "nul, skjult eller mangler" in refused.text


@pytest.mark.parametrize("source", APIS)
def test_an_empty_cell_of_an_answer_is_declared(source: str) -> None:
    (reader,) = [one for one in SOURCES if one.id == source]
    assert None in reader.signs


@pytest.mark.parametrize("source", APIS)
def test_a_source_with_an_api_is_asked_for_some_indicator(source: str, declared: Definitions) -> None:
    """Otherwise nothing of it can be fetched."""
    assert any(one.source == source and one.fetched is not None for one in declared.indicators.values())
