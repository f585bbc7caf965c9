"""PC-Axis files: what is understood is read right, and what is not is refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.intake import FileRefused, read_file
from kpi.intake.files.px import VALUE, is_px, read_table
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.observation import Quality
from tests.field.given import definitions as declared

FIELD = Path(__file__).resolve().parents[2] / "field" / "inputs" / "statbank.px"
HEAD = (
    'CHARSET="ANSI";\nAXIS-VERSION="2010";\nCODEPAGE="windows-1252";\nLANGUAGE="da";\nLANGUAGES="da","en";\n'
    'CREATION-DATE="20260210 08:00";\nDECIMALS=0;\nSHOWDECIMALS=0;\nMATRIX="FOLK1A";\nSUBJECT-CODE="BEF";\n'
    'TITLE="Folketal den 1. i kvartalet efter område, køn og tid";\nTITLE[en]="Population by region, sex and time";\n'
    'CONTENTS="Folketal den 1. i kvartalet";\nUNITS="Antal";\n'
)
SHAPE = (
    'STUB="område","køn";\nHEADING="tid";\n'
    'VALUES("område")="Hele landet","Silkeborg","Landsdel Østjylland";\n'
    'VALUES[en]("region")="All Denmark","Silkeborg","Province Østjylland";\n'
    'VALUES("køn")="I alt","Mænd";\n'
    'VALUES("tid")="2025K3","2025K4";\nTIMEVAL("tid")=TLIST(Q1),"20253","20254";\n'
    'CODES("område")="000","740","11";\nCODES("køn")="TOT","1";\nCODES("tid")="2025K3","2025K4";\n'
)
DATA = 'DATA=\n6000000 6001000 \n2990000 2991000 \n100000 ".." \n50000 "-" \n1 2\n3 4 ;\n'
PX = HEAD + SHAPE + 'NOTE="Tallene er opgjort den 1. i kvartalet.#Kilde: CPR; mere på dst.dk";\n' + DATA


def read(text: str, encoding: str = "cp1252") -> ReadFile:
    return read_file(text.encode(encoding), "tal.px", declared(), received_on=date(2026, 11, 22))


def said(found: ReadFile) -> dict[tuple[str, str], Decimal | None]:
    return {(one.area, str(one.period)): one.value for one in found.figures}


def test_the_field_case_is_read_right() -> None:
    found = read_file(FIELD.read_bytes(), "statbank.px", declared(), received_on=date(2026, 11, 22))
    assert said(found) == {
        ("000", "2025-Q3"): 6_000_000,
        ("000", "2025-Q4"): 6_001_000,
        ("740", "2025-Q3"): 100_000,
        ("740", "2025-Q4"): None,
    }
    assert {one.indicator for one in found.figures} == {"folketal_kvartal"}
    assert [one.quality for one in found.figures if one.value is None] == [Quality.MISSING]
    assert ["Se efter, om det er rigtigt" in issue.text for issue in found.warnings] == [True]
    assert found.refused == ()


def test_a_whole_file_is_read_by_its_name_and_the_totals_alone() -> None:
    found = read(PX)
    assert said(found) == {
        ("000", "2025-Q3"): 6_000_000,
        ("000", "2025-Q4"): 6_001_000,
        ("740", "2025-Q3"): 100_000,
        ("740", "2025-Q4"): None,
    }
    assert found.warnings == ()
    assert {issue.line for issue in found.refused} == {28, 30}  # «Mænd» is a part
    assert ["Landsdel Østjylland" in issue.text for issue in found.told] == [True]
    assert "PC-Axis fra Statistikbanken (PC-Axis, windows-1252)" in found.recognised_as


def test_lines_are_the_files_own() -> None:
    rows = read_table(PX.encode("cp1252")).rows
    lines = PX.splitlines()
    (heading,) = [line for line, cells in rows if cells[-1] == VALUE]
    assert lines[heading - 1] == "DATA="
    for line, cells in rows:
        if len(cells) > 1 and line != heading:
            written = str(cells[-1].value) if not isinstance(cells[-1], str) else cells[-1]  # type: ignore[union-attr]
            assert written in lines[line - 1]


@pytest.mark.parametrize("order", [('"tid"', '"område","køn"'), ('"køn","tid"', '"område"')])
def test_the_variables_may_stand_in_any_order(order: tuple[str, str]) -> None:
    stub, heading = order
    shape = SHAPE.replace('STUB="område","køn"', f"STUB={stub}").replace('HEADING="tid"', f"HEADING={heading}")
    sizes = {"område": 3, "køn": 2, "tid": 2}
    names = [name.strip('"') for name in f"{stub},{heading}".split(",")]
    cells = []
    for place in range(12):
        at, rest = dict[str, int](), place
        for name in reversed(names):
            at[name], rest = rest % sizes[name], rest // sizes[name]
        cells.append(str(100 * at["område"] + 10 * at["køn"] + at["tid"]))
    found = said(read(HEAD + shape + "DATA=\n" + " ".join(cells) + ";\n"))
    assert found == {("000", "2025-Q3"): 0, ("000", "2025-Q4"): 1, ("740", "2025-Q3"): 100, ("740", "2025-Q4"): 101}


def test_a_text_may_be_broken_over_lines_and_hold_a_semicolon() -> None:
    text = PX.replace('TITLE="Folketal den 1. i kvartalet', 'TITLE="Folketal den 1."\n" i kvartalet; alle')
    assert said(read(text)) == said(read(PX))


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ('CODEPAGE="utf-8";', "utf-8"),
        ('CODEPAGE="utf-8";', "utf-8-sig"),
        ('CODEPAGE="iso-8859-1";', "latin-1"),
        ("", "cp1252"),
    ],
)
def test_the_letters_are_those_that_the_file_names(stated: str, encoding: str) -> None:
    assert said(read(PX.replace('CODEPAGE="windows-1252";', stated), encoding)) == said(read(PX))


def test_decimals_have_a_point_whatever_the_language() -> None:
    text = PX.replace("6000000", "6000000.125").replace("6001000", "-1.5")
    assert list(said(read(text)).values())[:1] == [Decimal("6000000.125")]


REFUSED: dict[str, tuple[str, str, str]] = {
    "another character set": ('CODEPAGE="windows-1252"', 'CODEPAGE="cp850"', "tegnsættet «cp850»"),
    "keys": ("DATA=\n", 'KEYS("område")=VALUES;\nDATA=\n', "KEYS"),
    "a variable without values": ('VALUES("køn")="I alt","Mænd";\n', "", "VALUES eller CODES for «køn»"),
    "a value twice": ('"I alt","Mænd"', '"I alt","I alt"', "VALUES eller CODES for «køn»"),
    "codes that do not fit": ('CODES("køn")="TOT","1"', 'CODES("køn")="TOT"', "VALUES eller CODES for «køn»"),
    "times that do not fit": ('TLIST(Q1),"20253","20254"', 'TLIST(Q1),"20254"', "TIMEVAL for «tid»"),
    "a keyword twice": ('MATRIX="FOLK1A";', 'MATRIX="FOLK1A";\nMATRIX="AUL01";', "«MATRIX» to gange"),
    "two units": ('UNITS="Antal";', 'UNITS="Antal";\nUNITS("Mænd")="pct.";', "flere enheder"),
    "neither stub nor heading": ('STUB="område","køn";\nHEADING="tid";\n', "", "hverken STUB eller HEADING"),
    "a word among the cells": ("6001000", '"mange"', "«mange» blandt tallene på linje 27"),
    "a number in Danish": ("6001000", "6001000,5", "blandt tallene på linje 27"),
    "several measures": ('HEADING="tid"', 'HEADING="tid";\nCONTVARIABLE="køn"', "flere slags tal"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_understood_is_refused_by_its_name(name: str) -> None:
    old, new, words = REFUSED[name]
    assert old in PX
    with pytest.raises(FileRefused) as refusal:
        read(PX.replace(old, new))
    assert words in refusal.value.reason
    assert "Vælg CSV eller Excel" in refusal.value.reason
    assert ".px" in refusal.value.reason


@pytest.mark.parametrize("cells", ["1 2 3", "6000000 6001000 2990000 2991000 100000 1 1 1 1 1 1 1 1"])
def test_another_number_of_cells_than_the_values_ask_for_is_a_cut_file(cells: str) -> None:
    with pytest.raises(FileRefused, match=r"skal have 12 tal .* men har"):
        read(HEAD + SHAPE + f"DATA=\n{cells};\n")


def test_a_cut_file_is_never_figures() -> None:
    content = PX.encode("cp1252")
    for end in range(len(content) // 3, len(content.rstrip())):
        with pytest.raises(FileRefused):
            read_file(content[:end], "tal.px", declared(), received_on=date(2026, 11, 22))


def test_a_table_that_no_indicator_uses_can_be_mapped() -> None:
    text = PX.replace('MATRIX="FOLK1A"', 'MATRIX="AUL01"').replace("Folketal den 1. i kvartalet", "Fuldtidsledige")
    with pytest.raises(FileRefused, match="ingen indikator bruger") as refusal:
        read(text)
    assert refusal.value.unrecognised


def test_another_unit_than_declared_is_refused() -> None:
    with pytest.raises(FileRefused, match=r"enheden er «1\.000 personer»"):
        read(PX.replace('UNITS="Antal"', 'UNITS="1.000 personer"'))


@pytest.mark.parametrize("place", ['CONTACT="0101901234";\n', 'NOTE="født 010190-1234";\n'])
def test_a_cpr_number_in_a_keyword_stops_the_file(place: str) -> None:
    with pytest.raises(FileRefused, match="CPR") as refusal:
        read(PX.replace("DATA=\n", place + "DATA=\n"))
    assert refusal.value.personal


def test_text_that_only_looks_like_it_is_no_px(definitions: Definitions, workbook: Callable[..., bytes]) -> None:
    assert not is_px(b"TITLE;DATA=1\n")
    assert not is_px(workbook([["DATA=", 1]]))
    assert is_px(FIELD.read_bytes())
