# ruff: noqa: E501 - XML is easier to read whole
"""OpenDocument spreadsheets: read as the same figures in Excel, under the same bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal

import pytest

from kpi.intake import FileRefused
from kpi.model.delivery import ReadFile

Read = Callable[..., ReadFile]
_NAMES = (
    'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:draw="d" xmlns:xlink="l"'
)
HEAD = "".join(
    f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
    for name in ("indikator", "kommune", "periode", "værdi", "enhed")
)


def words(*texts: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )


def number(value: str, kind: str = "float") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"><text:p>?</text:p></table:table-cell>'


def row(value: str, area: str = "Silkeborg", period: str = "2017-12") -> str:
    return words("sygedagpenge", area, period) + value + words("fuldtidspersoner")


def ods(*rows: str, styles: str = "", beside: str = "", before: str = "", **parts: str) -> bytes:
    body = "".join(
        cells if cells.startswith("<table:table-row") else f"<table:table-row>{cells}</table:table-row>"
        for cells in rows
    )
    content = (
        f'<?xml version="1.0"?>{before}<office:document-content {_NAMES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Tal" table:style-name="ta1">{beside}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return target.getvalue()


def test_it_is_read_as_the_same_figures(read: Read) -> None:
    found = read(ods(HEAD, row(number("1234.5")), row(number("512"), "Varde"), "<table:table-row "
                     'table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
                     "</table:table-row>"))  # fmt: skip
    assert [(figure.line, figure.area, figure.value) for figure in found.figures] == [
        (2, "740", Decimal("1234.5")), (3, "573", Decimal(512)),
    ]  # fmt: skip
    assert "OpenDocument, arket «Tal»" in found.recognised_as


def test_days_per_cents_and_repeated_cells(read: Read) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2017-12-31"><text:p>?</text:p></table:table-cell>'
    cells = words("andel_digital_postkasse", "Silkeborg") + day + number("0.88", "percentage") + words("pct")
    assert read(ods(HEAD, cells)).figures[0].value == 88


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<table:table-cell table:formula="of:=A1"/>', "uden sin værdi"),
        ('<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>', "#DIV/0!"),
        ('<table:table-cell office:value-type="boolean"><text:p>SAND</text:p></table:table-cell>', "SAND"),
        (number("1e999"), "større"),
    ],
)  # fmt: skip
def test_a_cell_without_a_usable_value_is_refused_with_its_row(read: Read, cell: str, said: str) -> None:
    found = read(ods(HEAD, row(number("5")), row(cell, "Varde")))
    assert [issue.line for issue in found.refused] == [3]
    assert said in found.refused[0].text


def test_hidden_columns_with_content_are_a_warning_that_names_them(read: Read) -> None:
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    empty = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="16000"/>'
    )
    found = read(ods(HEAD, row(number("4")), beside=columns + empty))
    assert ["kolonner med indhold: «værdi» (D)." in warning.text for warning in found.warnings] == [True]


def test_hidden_rows_are_a_warning(read: Read) -> None:
    hidden = f'<table:table-row table:visibility="collapse">{row(number("5"), "Varde")}</table:table-row>'
    assert "skjulte rækker" in read(ods(HEAD, row(number("4")), hidden)).warnings[0].text


REFUSED = {
    "a hidden sheet": (
        ods(HEAD, row(number("5")), styles='<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'),
        "skjult ark",
    ),
    "merged cells": (
        ods(HEAD, row(number("5")).replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"', 1), row(number("5"))),
        "flettede",
    ),
    "macros": (ods(HEAD, row(number("5")), Basic__script_xml="<a/>"), "makroer"),
    "a password": (ods(HEAD, row(number("5")), **{"META-INF__manifest_xml": "<m:encryption-data/>"}), "adgangskode"),
    "a million filled rows": (
        ods(HEAD, f'<table:table-row table:number-rows-repeated="1000000">{row(number("5"))}</table:table-row>'),
        "for stort",
    ),
    "20,000 filled columns": (
        ods(HEAD, '<table:table-cell table:number-columns-repeated="20000" office:value-type="string"><text:p>a</text:p></table:table-cell>'),
        "kolonner",
    ),
    "an entity": (
        ods(HEAD, row(number("5")), before='<!DOCTYPE a [<!ENTITY b "c">]>'), "entiteter",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(read: Read, name: str) -> None:
    content, said = REFUSED[name]
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert said in refusal.value.reason


@pytest.mark.parametrize(
    "content",
    [
        ods(HEAD, row(number("5") + "<office:annotation><text:p>010180-1234</text:p></office:annotation>")),
        ods(HEAD, row(number("5"), "010180-1234")),
        ods(HEAD, row(number("5")), meta_xml="<a>010180-1234</a>"),
        ods(HEAD, row(number("5")), beside="<table:shapes><draw:frame><text:p>010180-1234</text:p></draw:frame></table:shapes>"),
        ods(HEAD, row(number("5").replace("<table:table-cell", '<table:table-cell table:formula="of:=&quot;010180-1234&quot;"'))),
        ods(HEAD, row(number("5").replace("?", "010180-1234"))),
        ods(HEAD, row(number("5")), beside='<text:p><text:a xlink:href="https://eksempel.dk/?cpr=0101801234">sag</text:a></text:p>'),
        ods(HEAD, row(number("5") + "<office:annotation><text:p>Sag 0101</text:p><text:p>80-1234</text:p></office:annotation>")),
        ods(HEAD, row(number("5")), beside="<!-- 010180-1234 -->"),
        ods(HEAD, row(number("5")), note_txt="010180-1234"),
    ],
    ids=["note", "cell", "properties", "text box", "formula", "what a number shows", "link", "note in two paragraphs",
         "XML comment", "stray file"],
)  # fmt: skip
def test_a_cpr_number_anywhere_stops_it(read: Read, content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert refusal.value.personal
    assert "010180" not in refusal.value.reason


def test_what_another_file_held_is_no_sheet_of_this_one(read: Read) -> None:
    """A formula that points to another file has a copy of its cells beside the sheets."""
    beside = f'<table:table-source xlink:href="x.ods"/><table:table-row>{HEAD}</table:table-row>'
    copied = f"<table:table-row>{row(number('9'))}</table:table-row></table:table>"
    names = '<table:table table:name="Tal" table:style-name="ta1">'
    content = ods(HEAD, row(number("5")), beside=f"{beside}{copied}{names}")
    assert [(figure.line, figure.value) for figure in read(content).figures] == [(2, Decimal(5))]
