"""Sheets of other layouts, read as a person's mapping says; the mapping's own file is checked as definitions are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi.access import NotAllowed, Role, User, local_user
from kpi.definitions.mappings import mapping_text, read_mappings
from kpi.intake import FileRefused, read_file
from kpi.intake.reading import read_tables
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.folder import DataFolder
from kpi.model.mapping import ColumnFact, SheetMapping
from kpi.receive.mappings import MappingRefused, save_mapping, withdraw_mapping

FIXED = {ColumnFact.INDICATOR: "sygedagpenge", ColumnFact.AREA: "740", ColumnFact.UNIT: "fuldtidspersoner"}
DOWN = SheetMapping(
    "nedad",
    "Nedad",
    "",
    "",
    ("Afdeling", "Måned", "Antal"),
    {ColumnFact.PERIOD: "Måned", ColumnFact.VALUE: "Antal"},
    FIXED,
    False,
)
ACROSS = SheetMapping(
    "tvaers", "På tværs", "", "", ("Kommune", "Tekst"), {ColumnFact.AREA: "Kommune"},
    {ColumnFact.INDICATOR: "sygedagpenge", ColumnFact.UNIT: "fuldtidspersoner"}, True,
)  # fmt: skip
SHEET = "Udtræk 1. januar\nAfdeling;Måned;Antal\nA;2017-11;801\nA;dec 2017;812,5\nKilde: eget system\n"
WIDE = "Kommune;Tekst;2017-11;2017-12\nSilkeborg;x;801;812,5\nVarde;x;400;..\n"
USER = local_user("controller")


@pytest.fixture
def read_with(definitions: Definitions) -> Callable[..., ReadFile]:
    def read_it(content: str | bytes, *mappings: SheetMapping, only: str = "") -> ReadFile:
        content = content.encode() if isinstance(content, str) else content
        return read_file(
            content, "ark", definitions, received_on=date(2018, 1, 22), mappings=mappings, only_mapping=only
        )

    return read_it


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path, tmp_path)


def said(read: ReadFile) -> list[tuple[int, str, str, Decimal | None]]:
    return [(figure.line, figure.area, str(figure.period), figure.value) for figure in read.figures]


def test_columns_and_fixed_facts(read_with: Callable[..., ReadFile]) -> None:
    read = read_with(SHEET, DOWN)
    assert said(read) == [(3, "740", "2017-11", Decimal(801)), (4, "740", "2017-12", Decimal("812.5"))]
    assert read.recognised_as.startswith("tilknytningen «Nedad»")
    assert "linje 1, 5" in read.recognised_as


def test_columns_may_change_place(read_with: Callable[..., ReadFile]) -> None:
    assert said(read_with("Antal;Afdeling;Måned\n801;A;2017-11\n", DOWN)) == [(2, "740", "2017-11", Decimal(801))]


def test_periods_across(read_with: Callable[..., ReadFile]) -> None:
    read = read_with(WIDE, ACROSS)
    assert said(read) == [
        (2, "740", "2017-11", Decimal(801)), (2, "740", "2017-12", Decimal("812.5")),
        (3, "573", "2017-11", Decimal(400)), (3, "573", "2017-12", None),
    ]  # fmt: skip


def test_one_bad_cell_of_a_line_leaves_the_others(read_with: Callable[..., ReadFile]) -> None:
    read = read_with(WIDE.replace("801", "ca. 801"), ACROSS)
    assert len(read.figures) == 3
    assert [issue.line for issue in read.refused] == [2]


def test_a_workbook_is_known_by_its_sheet_too(
    read_with: Callable[..., ReadFile], workbook: Callable[..., bytes]
) -> None:
    rows: list[list[Any]] = [["Afdeling", "Måned", "Antal"], ["A", "2017-11", 801]]
    content = workbook(rows)
    assert len(read_with(content, replace(DOWN, sheet="Tal")).figures) == 1
    with pytest.raises(FileRefused):
        read_with(content, replace(DOWN, sheet="Andet"))


def test_words_above_tell_two_sheets_apart(read_with: Callable[..., ReadFile]) -> None:
    with pytest.raises(FileRefused):
        read_with(SHEET, replace(DOWN, above="Sygedagpenge"))
    assert read_with(f"Sygedagpenge\n{SHEET}", replace(DOWN, above="sygedagpenge")).figures


def test_two_mappings_that_fit_are_refused_by_name_until_one_is_chosen(read_with: Callable[..., ReadFile]) -> None:
    other = replace(DOWN, name="anden", title="Anden")
    with pytest.raises(FileRefused, match="«Nedad» og tilknytningen «Anden»"):
        read_with(SHEET, DOWN, other)
    assert "«Anden»" in read_with(SHEET, DOWN, other, only="anden").recognised_as


def test_rows_that_are_short_or_cut_are_no_figures(read_with: Callable[..., ReadFile]) -> None:
    with pytest.raises(FileRefused, match="skåret over"):
        read_with("Afdeling;Måned;Antal\nA;2017-11;801\nA;2017-12", DOWN)
    read = read_with("Afdeling;Måned;Antal\nA;2017-11;801\nA;2017-12\nA;2017-10;800\n", DOWN)
    assert [issue.line for issue in read.refused] == [3]


def test_the_sheets_own_control_figures_count_its_rows_and_add_all_its_periods(
    read_with: Callable[..., ReadFile],
) -> None:
    assert len(read_with(f"{WIDE}Kontrolsum: 2013,5\nAntal rækker: 2\n", ACROSS).figures) == 4
    for wrong in ("Kontrolsum: 2012\n", "Antal rækker: 4\n"):
        with pytest.raises(FileRefused, match="siger selv"):
            read_with(f"{WIDE}{wrong}", ACROSS)


def test_a_cpr_number_stops_a_mapped_sheet_too(read_with: Callable[..., ReadFile]) -> None:
    with pytest.raises(FileRefused) as refusal:
        read_with(SHEET.replace("A;2017-11", "010180-1234;2017-11"), DOWN)
    assert refusal.value.personal
    with pytest.raises(FileRefused) as shown:
        read_tables(SHEET.replace("A;2017-11", "010180-1234;2017-11").encode(), "ark")
    assert shown.value.personal


def test_a_mapping_is_written_as_it_is_read(folder: DataFolder, definitions: Definitions) -> None:
    kept = [save_mapping(folder, definitions, one, by=USER) for one in (DOWN, ACROSS)]
    found, problems = read_mappings(folder.mappings, definitions)
    assert problems == ()
    assert sorted(found, key=lambda one: one.name) == sorted(kept, key=lambda one: one.name)
    assert {one.name for one in found} == {"nedad", "paa-tvaers"}
    with pytest.raises(MappingRefused, match="allerede"):
        save_mapping(folder, definitions, DOWN, by=USER)
    withdraw_mapping(folder, "nedad", by=USER)
    assert len(read_mappings(folder.mappings, definitions)[0]) == 1
    with pytest.raises(FileNotFoundError):
        withdraw_mapping(folder, "../nedad", by=USER)
    with pytest.raises(NotAllowed):
        withdraw_mapping(folder, "paa-tvaers", by=User("læser", Role.VIEWER))


def test_texts_of_a_mapping_are_kept_letter_for_letter(folder: DataFolder, definitions: Definitions) -> None:
    odd = 'A "b" \\ \t # [x] = «æ»'
    given = replace(DOWN, headings=(odd, "Antal"), columns={ColumnFact.PERIOD: odd, ColumnFact.VALUE: "Antal"})
    save_mapping(folder, definitions, given, by=USER)
    assert read_mappings(folder.mappings, definitions)[0][0].headings == (odd, "Antal")


FAULTS = {
    "no value": ("value = ", "# value = ", "hvad der er value"),
    "said twice": ("[fixed]", '[fixed]\nperiod = "2017"', "to gange, hvad der er period"),
    "an unknown heading": ('"Antal"\n', '"Antel"\n', "«Antel» står ikke i headings"),
    "an unknown indicator": ('"sygedagpenge"', '"sygedagpeng"', "er ikke oprettet"),
    "an unknown area": ('"740"', '"741"', "kendes ikke"),
    "an unknown key": ("title", "titel", "kendes ikke her"),
    "a heading with a slip": ("[fixed]", "[fixed", "Overskriften er ikke skrevet rigtigt"),
    "no TOML": ("[fixed]", "= ] = x\n[fixed]", "hverken en nøgle, en overskrift eller en bemærkning"),
    "value fixed": ("[fixed]", '[fixed]\nvalue = "1"', "kendes ikke her"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_mapping_is_said_with_its_place(
    folder: DataFolder, definitions: Definitions, name: str
) -> None:
    before, after, expected = FAULTS[name]
    text = mapping_text(DOWN)
    assert before in text
    folder.mappings.mkdir(parents=True)
    (folder.mappings / "nedad.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    found, problems = read_mappings(folder.mappings, definitions)
    assert found == ()
    assert any(expected in problem.text for problem in problems), problems
    assert {problem.file for problem in problems} == {"mappings/nedad.toml"}
