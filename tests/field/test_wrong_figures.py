"""A wrong figure that looks right is the worst fault: each of these was stored without a word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from kpi.intake import FileRefused, read_file
from kpi.model.delivery import ReadFile
from kpi.model.mapping import ColumnFact, SheetMapping
from tests.field.given import TODAY, definitions

SICK = "fuldtidspersoner_sygedagpenge"
HEAD = "indikator;kommune;periode;værdi;enhed"
ROW = f"{SICK};Silkeborg;2016-12;804;fuldtidspersoner"
WEBSITE = "Sygedagpenge (Y07A02)\n{above}\nOmråde;Periode;Antal fuldtidspersoner\nSilkeborg;Dec 2016;804\n"


def read(content: bytes | str) -> ReadFile:
    content = content.encode() if isinstance(content, str) else content
    return read_file(content, "tal", definitions(), received_on=TODAY)


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    fill(book, book.add_worksheet("Tal"))
    book.close()
    return target.getvalue()


# --- a part stored as the whole ---------------------------------------------------------------------------------------

PARTS = ["Køn: Kvinder", "Alder: 16-24 år", "Køn;Kvinder", "Herkomst: Indvandrere; Køn: I alt", "Sex: Women"]


@pytest.mark.parametrize("part", PARTS)
def test_words_above_a_table_that_name_a_part_refuse_it(part: str) -> None:
    for text in (WEBSITE.format(above=part), f"Udtræk 2016\n{part}\n{HEAD}\n{ROW}\n"):
        with pytest.raises(FileRefused, match="et udsnit og ikke"):
            read(text)


@pytest.mark.parametrize(
    "whole",
    [
        "Køn: I alt",
        "Alder: Alder i alt",
        "Køn: Mænd og kvinder, Alder: Alle aldre",
        "Sex: Total",
        "Ydelsesgruppe: Sygedagpenge",
        "Område: Silkeborg",
        "Kilde: jobindsats.dk",
        "Note: Kvinder og mænd tæller med",
    ],
)
def test_words_above_a_table_that_name_the_whole_or_its_own_indicator_do_not(whole: str) -> None:
    assert [one.value for one in read(WEBSITE.format(above=whole)).figures] == [804]
    assert [one.value for one in read(f"{whole}\n{HEAD}\n{ROW}\n").figures] == [804]


# --- a month moved by a clock time ------------------------------------------------------------------------------------

EVENING = ["2016-12-31T23:00:00Z", "2016-12-31 23:00", "31-12-2016 22:00:00", "2016-12-31T23:00:00+00:00"]


@pytest.mark.parametrize("written", EVENING)
def test_a_day_with_a_clock_time_refuses_its_row(written: str) -> None:
    found = read(f"{HEAD}\n{ROW}\n{ROW.replace('2016-12', written).replace('Silkeborg', 'Varde')}\n")
    assert [(issue.line, "klokkeslæt" in issue.text) for issue in found.refused] == [(3, True)]
    assert len(found.figures) == 1


@pytest.mark.parametrize("written", ["2016-12-31T00:00:00", "2016-12-31 00:00", "31-12-2016 00:00:00", "2016-12-31"])
def test_midnight_is_the_day_itself(written: str) -> None:
    assert [str(one.period) for one in read(f"{HEAD}\n{ROW.replace('2016-12', written)}\n").figures] == ["2016-12"]


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        (datetime(2016, 12, 31, 23), None),  # noqa: DTZ001 - Excel's days have no zone
        (datetime(2017, 1, 31, 0, 0, 1), None),  # noqa: DTZ001
        (datetime(2017, 1, 31), "2017-01"),  # noqa: DTZ001
        (datetime(2017, 1, 30, 23, 59, 59, 999_000), "2017-01"),  # noqa: DTZ001 - midnight, as a fraction of a day
    ],
)
def test_a_day_of_a_workbook_has_no_clock_time_but_midnight(moment: datetime, period: str | None) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for at, (heading, cell) in enumerate(zip(HEAD.split(";"), ROW.split(";"), strict=True)):
            sheet.write(0, at, heading)
            sheet.write(1, at, int(cell) if cell.isdigit() else cell)
        sheet.write_datetime(1, 2, moment, book.add_format({"num_format": "dd-mm-yyyy"}))

    found = read(workbook(fill))
    assert [str(one.period) for one in found.figures] == ([period] if period else [])
    assert ["klokkeslæt" in issue.text for issue in found.refused] == ([] if period else [True])


# --- a footnote joined to its figure ----------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", [{"font_script": 1}, {"font_script": 2}, {"font_strikeout": True}])
@pytest.mark.parametrize(("text", "mark"), [("80", "4"), ("1.80", "4"), ("80", "4 %")])
def test_a_number_with_a_raised_lowered_or_struck_sign_refuses_its_row(
    setting: dict[str, Any], text: str, mark: str
) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for at, (heading, cell) in enumerate(zip(HEAD.split(";"), ROW.split(";"), strict=True)):
            sheet.write(0, at, heading)
            sheet.write(1, at, int(cell) if cell.isdigit() else cell)
            sheet.write(2, at, cell)
        sheet.write(2, 1, "Varde")
        sheet.write_rich_string(2, 3, text, book.add_format(setting), mark)

    found = read(workbook(fill))
    assert [(issue.line, "hævet, sænket eller streget over" in issue.text) for issue in found.refused] == [(3, True)]
    assert [one.area for one in found.figures] == ["740"]


def test_words_may_have_a_raised_sign_and_a_number_two_colours() -> None:
    def fill(book: Any, sheet: Any) -> None:
        for at, (heading, cell) in enumerate(zip(HEAD.split(";"), ROW.split(";"), strict=True)):
            sheet.write(0, at, heading)
            sheet.write(1, at, cell)
        sheet.write_rich_string(1, 3, "80", book.add_format({"font_color": "red"}), "4")
        sheet.write_rich_string(3, 0, "Kilde", book.add_format({"font_script": 1}), "1")

    assert [one.value for one in read(workbook(fill)).figures] == [804]


OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
<office:automatic-styles><style:style style:name="T1" style:family="text">
<style:text-properties {setting}/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Tal">
<table:table-row>{headings}</table:table-row><table:table-row>{cells}</table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def open_document(setting: str, value: str) -> bytes:
    def cells(texts: list[str]) -> str:
        one = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return "".join(one.format(text) for text in texts)

    stated = [value if cell == "804" else cell for cell in ROW.split(";")]
    content = OPEN_DOCUMENT.format(setting=setting, headings=cells(HEAD.split(";")), cells=cells(stated))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("setting", "is_read"),
    [
        ('style:text-position="super 58%"', False),
        ('style:text-position="sub 58%"', False),
        ('style:text-position="33% 58%"', False),
        ('style:text-line-through-style="solid"', False),
        ('style:text-position="0% 100%"', True),
        ('style:text-line-through-style="none"', True),
        ("", True),
    ],
)
def test_an_opendocument_sheet_is_read_as_carefully(setting: str, is_read: bool) -> None:
    found = read(open_document(setting, '80<text:span text:style-name="T1">4</text:span>'))
    assert [one.value for one in found.figures] == ([804] if is_read else [])
    assert len(found.refused) == (0 if is_read else 1)


# --- two rows that only look the same ---------------------------------------------------------------------------------


def test_rows_that_differ_in_a_column_that_is_not_read_are_both_refused() -> None:
    found = read(f"{HEAD};køn\n{ROW};Mænd\n{ROW};Kvinder\n{ROW.replace('2016-12', '2016-11')};Mænd\n")
    assert [issue.line for issue in found.refused] == [2, 3]
    assert [str(one.period) for one in found.figures] == ["2016-11"]


def test_a_row_that_is_the_same_throughout_is_stored_once() -> None:
    found = read(f"{HEAD};køn\n{ROW};Alle\n{ROW};Alle \n")
    assert [one.value for one in found.figures] == [804]
    assert ["den samme som linje 2" in issue.text for issue in found.warnings if issue.line] == [True]


def test_rows_of_a_sources_table_that_differ_beside_are_both_refused() -> None:
    text = (
        "Sygedagpenge (Y07A02)\nOmråde;Periode;Antal personer;Antal fuldtidspersoner\n"
        "Silkeborg;Dec 2016;1000;804\nSilkeborg;Dec 2016;1001;804\n"
    )
    found = read(text)
    assert found.figures == ()
    assert [issue.line for issue in found.refused] == [3, 4]


# --- a decimal comma that slid sideways -------------------------------------------------------------------------------

SHARE = "andel_digital_postkasse"
COMMAS = (
    "indikator,kommune,periode,enhed,værdi,nævner\n"
    f"{SHARE},Silkeborg,2016-12,pct,{{}}\n{SHARE},Varde,2016-12,pct,{{}}\n"
)


def test_a_decimal_comma_between_commas_is_refused() -> None:
    with pytest.raises(FileRefused, match="Brug semikolon"):
        read(COMMAS.format("85,2", "84,11"))


@pytest.mark.parametrize(
    ("first", "second"), [("85,2000", "84,1900"), ("85.2,21", "84.1,19"), ('"85,2",21', '"84,1",19'), ("85,", "84,")]
)
def test_two_columns_of_numbers_that_are_no_decimal_comma_are_read(first: str, second: str) -> None:
    assert len(read(COMMAS.format(first, second)).figures) == 2


def test_a_table_of_a_source_with_a_slid_comma_is_refused() -> None:
    text = (
        "Tabel Y07A02,,,\nOmråde,Periode,Antal personer,Antal fuldtidspersoner\n"
        "Silkeborg,Dec 2016,804,5\nVarde,Dec 2016,333,25\n"
    )
    with pytest.raises(FileRefused, match="Brug semikolon"):
        read(text)
    assert len(read(text.replace("333,25", "333,250")).figures) == 2


# --- a share that a sheet has worked out ------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "shown"), [(25.0 + 5 / 12, "0.0"), (0.25 + 5 / 1200, "0.0%")])
def test_a_share_worked_out_in_a_sheet_is_rounded_to_twelve_decimals(number: float, shown: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        row = f"{SHARE};Silkeborg;2016-12;804;pct".split(";")
        for at, (heading, cell) in enumerate(zip(HEAD.split(";"), row, strict=True)):
            sheet.write(0, at, heading)
            sheet.write(1, at, cell)
        sheet.write_number(1, 3, number, book.add_format({"num_format": shown}))

    found = read(workbook(fill))
    assert found.refused == ()
    (one,) = found.figures
    assert one.value is not None
    assert abs(one.value - (25 + Decimal(5) / 12)) < Decimal("1e-11")
    exponent = one.value.as_tuple().exponent
    assert isinstance(exponent, int)
    assert exponent >= -12


# --- another unit in a heading or a title -----------------------------------------------------------------------------

RESULT = f"{HEAD}\nresultat;Silkeborg;2016-12;-1000;kr\n"
SHEET = "{above}\nMåned;{heading}\n2016-12;12\n"


def mapped(text: str, indicator: str, unit: str, heading: str) -> ReadFile:
    mapping = SheetMapping(
        "m", "M", "", "", ("Måned", heading), {ColumnFact.PERIOD: "Måned", ColumnFact.VALUE: heading},
        {ColumnFact.INDICATOR: indicator, ColumnFact.AREA: "740", ColumnFact.UNIT: unit}, False,
    )  # fmt: skip
    return read_file(text.encode(), "ark", definitions(), received_on=TODAY, mappings=(mapping,))


@pytest.mark.parametrize("title", ["Beløb i 1.000 kr.", "Resultat (mio. kr.)", "Alle tal i t.kr.", "i tusinde"])
def test_a_title_in_thousands_or_millions_over_another_unit_refuses_the_file(title: str) -> None:
    with pytest.raises(FileRefused, match="opgøres i kr"):
        read(f"{title}\n{RESULT}")
    with pytest.raises(FileRefused, match="opgøres i kr"):
        mapped(SHEET.format(above=title, heading="Beløb"), "resultat", "kr", "Beløb")


@pytest.mark.parametrize("heading", ["Beløb i 1.000 kr.", "Mio. kr.", "Andel i pct.", "%"])
def test_a_heading_in_another_unit_refuses_the_file(heading: str) -> None:
    with pytest.raises(FileRefused, match="opgøres i kr"):
        mapped(SHEET.format(above="Regnskab", heading=heading), "resultat", "kr", heading)


@pytest.mark.parametrize("title", ["Beløb i kr.", "Konto 1.000", "Pr. 1.000 indbyggere", "Resultat 2016", "År 1000"])
def test_words_that_scale_nothing_are_let_be(title: str) -> None:
    assert [one.value for one in read(f"{title}\n{RESULT}").figures] == [-1000]


def test_a_heading_that_says_the_declared_unit_is_right() -> None:
    found = mapped(SHEET.format(above="Fravær", heading="Fravær i pct."), "fravaer", "pct", "Fravær i pct.")
    assert [one.value for one in found.figures] == [12]
