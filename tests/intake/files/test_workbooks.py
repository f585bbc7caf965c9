"""Excel files as people make them, and as an attacker would: made by xlsxwriter, some edited part by part."""

from __future__ import annotations

import io
import random
import re
import resource
import time
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi.intake import FileRefused
from kpi.model.delivery import ReadFile

Read = Callable[..., ReadFile]
Workbook = Callable[..., bytes]
HEAD = ["indikator", "kommune", "periode", "værdi", "enhed"]
SICK = ["sygedagpenge", "Silkeborg", "2017-12", 1234.5, "fuldtidspersoner"]
VARDE = ["sygedagpenge", "Varde", "2017-12", 512.25, "fuldtidspersoner"]
SHEET = "xl/worksheets/sheet1.xml"
# Seconds and bytes that a hostile file may cost; a machine that runs other things too gets some slack.
PATIENCE, MEMORY = 5.0, 512 * 1024 * 1024


def edited(content: bytes, part: str, change: Callable[[str], str], *, sure: bool = True) -> bytes:
    """The same workbook with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part:
                after = change(text.decode())
                assert not sure or after != text.decode(), "the edit must hit something"
                text = after.encode()
            new.writestr(name, text)
    return target.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return target.getvalue()


def test_figures_are_read_with_excel_row_numbers(read: Read, workbook: Workbook) -> None:
    result = read(workbook([["Sygedagpenge i 2017"], [], HEAD, SICK, [], VARDE, ["Kilde: Jobindsats.dk"]]))
    assert [(f.line, f.area, f.value) for f in result.figures] == [
        (4, "740", Decimal("1234.5")),
        (6, "573", Decimal("512.25")),
    ]
    assert (result.refused, result.warnings) == ((), ())
    assert "arket «Tal»" in result.recognised_as


def test_a_binary_numbers_tail_is_not_read(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, [*SICK[:3], 0.1 + 0.2, SICK[4]], [*VARDE[:3], 1e6 / 3, VARDE[4]]]))
    assert [f.value for f in result.figures] == [Decimal("0.3"), Decimal("333333.333333333")]


def test_a_cell_shown_in_per_cent_is_read_as_it_is_shown(read: Read, workbook: Workbook) -> None:
    rows = [["andel_digital_postkasse", "Varde", "2017-12", (0.25, "0%"), "pct"],
            ["andel_digital_postkasse", "Silkeborg", "2017-12", (0.3125, "0.0 %"), "pct"],
            ["andel_digital_postkasse", "Aarhus", "2017-12", 27, "pct"]]  # fmt: skip
    assert [f.value for f in read(workbook([HEAD, *rows])).figures] == [Decimal(25), Decimal("31.25"), Decimal(27)]


def test_a_cell_shown_in_per_cent_under_a_count_is_refused(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, [*SICK[:3], (0.25, "0%"), SICK[4]], VARDE]))
    assert ["i procent" in issue.text for issue in result.refused] == [True]


@pytest.mark.parametrize("epoch", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize("shown", ["mmm-yy", "dd-mm-yyyy", "[$-406]d. mmmm yyyy", "mm/dd/yyyy"])
def test_a_day_is_read_in_both_of_excels_calendars(read: Read, workbook: Workbook, epoch: bool, shown: str) -> None:
    def day(book: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 2, date(2017, 12, 1), book.add_format({"num_format": shown}))

    result = read(workbook([HEAD, SICK], day, date_1904=epoch))
    assert [str(f.period) for f in result.figures] == ["2017-12"]


def test_a_bare_day_number_and_a_text_period_with_numbers(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, [*SICK[:2], 43070, *SICK[3:]], VARDE, ["andel_til_eud", "Varde", 2017, 25, "pct"]]))
    assert [issue.line for issue in result.refused] == [2]
    assert [str(f.period) for f in result.figures] == ["2017-12", "2017"]


def test_a_municipality_code_as_a_number(read: Read, workbook: Workbook) -> None:
    assert read(workbook([HEAD, [SICK[0], 740, *SICK[2:]]])).figures[0].area == "740"


def test_a_whole_number_stored_with_decimals_is_the_whole_number(read: Read, workbook: Workbook) -> None:
    content = workbook([HEAD, ["andel_til_eud", 740, 2017, 18.5, "pct"]])
    figure = read(edited(content, SHEET, lambda xml: re.sub("<v>(740|2017)</v>", r"<v>\1.0</v>", xml))).figures[0]
    assert (figure.area, str(figure.period)) == ("740", "2017")


def test_numbers_written_as_text_follow_the_same_grammar(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, [*SICK[:3], "1.234,5", SICK[4]], [*VARDE[:3], "ca. 60", VARDE[4]]]))
    assert result.figures[0].value == Decimal("1234.5")
    assert [issue.line for issue in result.refused] == [3]


def test_hidden_rows_are_read_with_a_warning(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, SICK, VARDE], lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True})))
    assert len(result.figures) == 2
    assert [(warning.line, "skjulte rækker" in warning.text) for warning in result.warnings] == [(3, True)]


def test_a_row_of_no_height_is_hidden(read: Read, workbook: Workbook) -> None:
    content = workbook([HEAD, SICK, VARDE])
    flat = edited(content, SHEET, lambda xml: xml.replace('<row r="3"', '<row r="3" ht="0" customHeight="1"'))
    assert [warning.line for warning in read(flat).warnings] == [3]


def test_hidden_columns_with_content_are_read_with_a_warning_that_names_them(read: Read, workbook: Workbook) -> None:
    def hide(_: Any, sheet: Any) -> None:
        sheet.set_column("D:D", None, None, {"hidden": True})
        sheet.set_column("G:H", None, None, {"hidden": True})
        sheet.write("H5", "gammel udgave")

    result = read(workbook([HEAD, SICK, VARDE], hide))
    assert len(result.figures) == 2
    assert [(warning.line, "«værdi» (D) og H." in warning.text) for warning in result.warnings] == [(1, True)]


def test_a_control_sum_of_a_workbook_is_checked(read: Read, workbook: Workbook) -> None:
    assert len(read(workbook([HEAD, SICK, VARDE, ["Sum", None, None, 1746.75]])).figures) == 2
    with pytest.raises(FileRefused, match=r"summen af værdierne er 1\.800"):
        read(workbook([HEAD, SICK, VARDE, ["Sum", None, None, 1800]]))


def test_merged_cells_above_the_headings_do_no_harm(read: Read, workbook: Workbook) -> None:
    result = read(workbook([["Titel"], HEAD, SICK], lambda _, sheet: sheet.merge_range("A1:E1", "Titel")))
    assert len(result.figures) == 1


def test_merged_notes_below_the_figures_do_no_harm(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, SICK], lambda _, sheet: sheet.merge_range("A4:E5", "Kilde: STAR")))
    assert len(result.figures) == 1


def test_an_unread_sheet_is_named(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, SICK], lambda book, _: book.add_worksheet("Vejledning").write("A1", "Sådan gør du")))
    assert "ikke læst: arket «Vejledning»" in result.recognised_as


def test_formulas_with_a_stored_value_are_read_and_without_are_refused(read: Read, workbook: Workbook) -> None:
    content = workbook([HEAD, SICK, VARDE], lambda _, sheet: sheet.write_formula("D2", "=2*3", None, 6))
    assert read(content).figures[0].value == Decimal(6)
    unsaved = edited(content, SHEET, lambda xml: xml.replace("<v>6</v>", ""))
    assert [(issue.line, "Formlen i D2" in issue.text) for issue in read(unsaved).refused] == [(2, True)]


def test_nought_under_a_formula_is_no_figure_where_the_workbook_was_never_calculated(
    read: Read, workbook: Workbook
) -> None:
    content = workbook([HEAD, SICK, VARDE], lambda _, sheet: sheet.write_formula("D2", "=2*3"))
    assert [(issue.line, "Formlen i D2" in issue.text) for issue in read(content).refused] == [(2, True)]
    calculated = edited(content, "xl/workbook.xml", lambda xml: xml.replace(' fullCalcOnLoad="1"', ""))
    assert read(calculated).figures[0].value == 0


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="D2" t="e"><v>#DIV/0!</v></c>',
        '<c r="D2" t="b"><v>1</v></c>',
        '<c r="D2"><v>1e400</v></c>',
        '<c r="D2"><v>NaN</v></c>',
    ],
)
def test_a_cell_without_a_usable_number_is_refused(read: Read, workbook: Workbook, cell: str) -> None:
    content = edited(workbook([HEAD, SICK, VARDE]), SHEET, lambda xml: re.sub(r'<c r="D2"><v>[^<]*</v></c>', cell, xml))
    result = read(content)
    assert [issue.line for issue in result.refused] == [2]
    assert len(result.figures) == 1


def test_a_day_where_a_number_should_stand_is_refused(read: Read, workbook: Workbook) -> None:
    result = read(workbook([HEAD, [*SICK[:3], (43070, "dd-mm-yyyy"), SICK[4]], VARDE]))
    assert ["dato" in issue.text for issue in result.refused] == [True]


def test_a_sheet_that_claims_a_million_rows_is_read(read: Read, workbook: Workbook) -> None:
    content = workbook([HEAD, SICK], lambda _, sheet: sheet.write_blank(1048575, 0, None))
    content = edited(
        content, SHEET, lambda xml: re.sub(r'<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>', xml)
    )
    assert len(read(content).figures) == 1


def test_other_namespaces_prefix_is_read(read: Read, workbook: Workbook) -> None:
    def prefix(xml: str) -> str:
        xml = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", xml.replace('xmlns="', 'xmlns:x="', 1))
        return xml.replace("<?x:xml", "<?xml")

    assert len(read(edited(workbook([HEAD, SICK]), SHEET, prefix)).figures) == 1


def _hidden_sheet(book: Any, _: Any) -> None:
    other = book.add_worksheet("Gammel")
    other.write_row(0, 0, HEAD)
    other.hide()


def _second_sheet(book: Any, _: Any) -> None:
    other = book.add_worksheet("Rettet")
    other.write_row(0, 0, HEAD)
    other.write_row(1, 0, [*SICK[:3], 99, SICK[4]])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda _, sheet: sheet.merge_range("A1:B1", "indikator"), "flettede"),
        (lambda _, sheet: sheet.merge_range("F1:G1", "andet"), "flettede"),
        (lambda _, sheet: sheet.merge_range("B2:B3", "Silkeborg"), "flettede"),
        (_hidden_sheet, "skjult ark"),
        (_second_sheet, "Flere ark"),
        (lambda _, sheet: sheet.write_row(3, 0, HEAD), "to gange"),
        (lambda _, sheet: sheet.write(1, 5, "x" * 32_000 ) or sheet.write_row(1, 0, [""] * 5), None),
    ],
)  # fmt: skip
def test_an_unclear_workbook_is_refused(
    read: Read, workbook: Workbook, change: Callable[..., Any], reason: str | None
) -> None:
    content = workbook([HEAD, SICK, VARDE], change)
    if reason is None:
        assert [issue.line for issue in read(content).refused] == [2]
        return
    with pytest.raises(FileRefused, match=reason):
        read(content)


def test_header_only_is_refused(read: Read, workbook: Workbook) -> None:
    with pytest.raises(FileRefused, match="ingen tal"):
        read(workbook([HEAD]))


def test_macros_are_refused(read: Read, workbook: Workbook) -> None:
    for part in ("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"):
        with pytest.raises(FileRefused, match="makroer"):
            read(with_part(workbook([HEAD, SICK]), part, b"x"))


def test_a_file_inside_the_workbook_cannot_be_looked_through_and_is_refused(read: Read, workbook: Workbook) -> None:
    with pytest.raises(FileRefused, match="en anden fil"):
        read(with_part(workbook([HEAD, SICK]), "xl/embeddings/oleObject1.bin", b"x"))


@pytest.mark.parametrize(("old", "new"), [('t="s"><v>5<', 't="s"><v>-1<'), ('<c r="D2">', '<c r="D2" s="-1">')])
def test_a_place_counted_from_the_end_is_damage(read: Read, workbook: Workbook, old: str, new: str) -> None:
    with pytest.raises(FileRefused, match="beskadiget"):
        read(edited(workbook([HEAD, SICK]), SHEET, lambda xml: xml.replace(old, new)))


def test_a_cut_workbook_is_refused_wherever_it_is_cut(read: Read, workbook: Workbook) -> None:
    content = workbook([HEAD, SICK, VARDE])
    for length in range(2, len(content), 97):
        with pytest.raises(FileRefused):
            read(content[:length])


def test_a_zip_that_is_no_workbook_is_refused(read: Read) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("tal.csv", "a;b")
    with pytest.raises(FileRefused, match="Pak den ud først"):
        read(target.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        lambda _, sheet: sheet.write_comment("A1", "vedr. 010180-1234"),
        lambda _, sheet: sheet.write("H40", "010180-1234"),
        lambda _, sheet: sheet.write("H40", 101801234),
        lambda _, sheet: sheet.write("D2", 3112801234),
        lambda book, _: book.add_worksheet("010180-1234"),
        lambda _, sheet: sheet.set_header("&C010180-1234"),
        lambda book, _: book.set_properties({"title": "Udtræk 010180-1234"}),
        lambda _, sheet: sheet.insert_textbox("G2", "010180-1234"),
        lambda _, sheet: sheet.data_validation("A2", {"validate": "any", "input_message": "010180-1234"}),
        lambda book, _: book.define_name("navn", '="010180-1234"'),
        lambda book, _: _written_and_hidden(book),
        lambda _, sheet: sheet.write_formula("D2", '=IF(A1="010180-1234",1,2)', None, 2),
        lambda _, sheet: sheet.data_validation("E2", {"validate": "list", "source": ["010180-1234"]}),
        lambda _, sheet: sheet.conditional_format("E2", {"type": "formula", "criteria": '=A1="010180-1234"'}),
        lambda _, sheet: sheet.write_url("G2", "https://eksempel.dk/?cpr=0101801234", string="sag"),
        lambda book, sheet: sheet.write("G2", 5, book.add_format({"num_format": '"010180-1234"'})),
        lambda book, sheet: sheet.write_comment("G2", "x", {"author": "010180-1234"}),
    ],
    ids=["note", "cell", "number", "value", "sheet name", "header", "properties", "text box", "prompt", "name",
         "hidden sheet", "formula", "list to choose from", "condition", "link", "format", "author"],
)  # fmt: skip
def test_a_cpr_number_anywhere_in_a_workbook_stops_it(
    read: Read, workbook: Workbook, change: Callable[..., Any]
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(workbook([HEAD, SICK], change))
    assert refusal.value.personal
    assert "1234" not in refusal.value.reason


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("xl/comments1.xml", "<text><r><t>010180</t></r><r><rPr/><t>-1234</t></r></text>"),
        ("xl/drawings/drawing1.xml", "<a:p><a:r><a:t>0101</a:t></a:r><a:r><a:t>80-1234</a:t></a:r></a:p>"),
        ("xl/drawings/vmlDrawing1.vml", "<v:textbox>010180-1234</v:textbox>"),
        ("xl/persons/person.xml", '<person displayName="010180-1234"/>'),
        ("xl/media/010180-1234.png", "x"),
        ("xl/drawings/drawing1.xml", "<a:p><a:r><a:t>0101</a:t></a:r></a:p><a:p><a:r><a:t>80-1234</a:t></a:r></a:p>"),
        ("customXml/item1.xml", '<sag nummer="010180-1234"/>'),
        ("customXml/item2.xml", "<sag><!-- 010180-1234 --></sag>"),
        ("note.txt", "vedr. 010180-1234"),
        ("xl/printerSettings/printerSettings1.bin", "\0".join("010180-1234")),
    ],
    ids=["a note in two colours", "a text box in two colours", "an old text box", "who wrote a note", "a picture",
         "a text box in two paragraphs", "an attribute", "an XML comment", "a stray text file", "a printer's settings"],
)  # fmt: skip
def test_a_cpr_number_in_another_part_of_a_workbook_stops_it(
    read: Read, workbook: Workbook, part: str, xml: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(with_part(workbook([HEAD, SICK]), part, xml.encode()))
    assert refusal.value.personal


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/sharedStrings.xml", "</si>", '<rPh sb="0" eb="1"><t>010180-1234</t></rPh></si>'),
        (SHEET, "</row>", "<!-- 010180-1234 --></row>"),
        ("xl/styles.xml", "<fonts", "<!-- 010180-1234 --><fonts"),
    ],
    ids=["how a text is spoken", "a comment among the cells", "a comment among the styles"],
)
def test_a_cpr_number_that_stands_beside_the_cells_of_a_part_stops_a_workbook(
    read: Read, workbook: Workbook, part: str, before: str, after: str
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(edited(workbook([HEAD, SICK]), part, lambda xml: xml.replace(before, after, 1)))
    assert refusal.value.personal


@pytest.mark.parametrize(
    "xml",
    [
        "<xdr:from><xdr:col>7</xdr:col><xdr:colOff>270469</xdr:colOff><xdr:row>3514</xdr:row></xdr:from>",
        '<a:ext uri="{CE010180-1234-47A6-9B09-010180123456}"/>',
        '<x width="11.0101801234" at="101801234"/>',
    ],
    ids=["where a drawing begins", "a number of the program's own", "decimals"],
)
def test_what_programs_number_by_themselves_is_no_cpr_number(read: Read, workbook: Workbook, xml: str) -> None:
    assert len(read(with_part(workbook([HEAD, SICK]), "xl/drawings/drawing1.xml", xml.encode())).figures) == 1


def test_tags_that_are_never_closed_cost_no_time(read: Read, workbook: Workbook) -> None:
    content = with_part(workbook([HEAD, SICK]), "xl/comments1.xml", b"<" * 1_000_000)
    start = time.monotonic()
    assert len(read(content).figures) == 1
    assert time.monotonic() - start < PATIENCE


def test_a_cpr_number_that_no_cell_shows_any_longer_stops_a_workbook(read: Read, workbook: Workbook) -> None:
    left_over = "<si><t>010180-1234</t></si></sst>"
    content = edited(workbook([HEAD, SICK]), "xl/sharedStrings.xml", lambda xml: xml.replace("</sst>", left_over))
    with pytest.raises(FileRefused) as refusal:
        read(content)
    assert refusal.value.personal


def _written_and_hidden(book: Any) -> None:
    other = book.add_worksheet("Data")
    other.write("A1", "010180-1234")
    other.hide()


@pytest.mark.parametrize("amount", [101801234, 12.0101801234])
def test_amounts_in_a_chart_are_no_cpr_number(read: Read, workbook: Workbook, amount: float) -> None:
    def chart(book: Any, sheet: Any) -> None:
        drawn = book.add_chart({"type": "line"})
        drawn.add_series({"values": "=Tal!$D$2:$D$2"})
        sheet.insert_chart("H2", drawn)

    assert len(read(workbook([HEAD, [*SICK[:3], amount, SICK[4]]], chart)).figures) == 1


def test_any_change_of_a_workbooks_bytes_is_read_or_refused(read: Read, workbook: Workbook) -> None:
    content = workbook([HEAD, SICK, VARDE], lambda _, sheet: sheet.merge_range("A6:B6", "Kilde"))
    chance = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/") and "theme" not in name]
    refused = 0
    for _ in range(300):
        part = chance.choice(parts)

        def change(xml: str) -> str:
            at = chance.randrange(len(xml))
            word = chance.choice(["", "<", ">", '"', "9", "-1", "A", "\x00", "&x;", "1e999", "::"])
            return xml[:at] + word + xml[at + chance.choice([1, 1, 5, 40]) :]

        try:
            result = read(edited(content, part, change, sure=False))
        except FileRefused:
            refused += 1
        else:
            assert {f.line for f in result.figures} | {issue.line for issue in result.refused}
    assert 50 < refused < 300


def _bomb(workbook: Workbook) -> bytes:
    cells = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    return edited(workbook([HEAD, SICK]), SHEET, lambda xml: xml.replace("</sheetData>", cells * 5000 + "</sheetData>"))


def _many_elements(workbook: Workbook) -> bytes:
    noise = "".join(f'<c r="A{n}"/>' for n in range(40))
    return edited(
        workbook([HEAD, SICK]),
        SHEET,
        lambda xml: xml.replace("</sheetData>", "<row>" + "<f/>" * 9_000_000 + noise + "</row></sheetData>"),
    )


def _entity_bomb(workbook: Workbook) -> bytes:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{names}]>'
    return edited(
        workbook([HEAD, SICK]),
        SHEET,
        lambda xml: xml.replace("<worksheet", doctype + "<worksheet").replace("<v>1234.5</v>", "<v>&l9;</v>"),
    )


def _external_entity(workbook: Workbook) -> bytes:
    doctype = '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return edited(
        workbook([HEAD, SICK]),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace("<sst", doctype + "<sst").replace("Silkeborg", "&x;"),
    )


def _endless_format(workbook: Workbook) -> bytes:
    formats = f'<numFmts count="1"><numFmt numFmtId="170" formatCode="{"[" * 500_000}"/></numFmts><fonts'
    return edited(workbook([HEAD, SICK]), "xl/styles.xml", lambda xml: xml.replace("<fonts", formats, 1))


def _wide(workbook: Workbook) -> bytes:
    return workbook([HEAD + ["x"] * 16_000, SICK + [1] * 16_000])


def _long_cell(workbook: Workbook) -> bytes:
    return edited(workbook([HEAD, SICK]), "xl/sharedStrings.xml", lambda xml: xml.replace("Silkeborg", "x" * 2_000_000))


def _many_rows(workbook: Workbook) -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n % 9}</v></c></row>' for n in range(3, 300_000))
    return edited(workbook([HEAD, SICK]), SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))


def _many_cells(workbook: Workbook) -> bytes:
    chance = random.Random(1)
    rows = "".join(
        "<row>" + "".join(f"<c><v>{chance.randrange(10**9)}</v></c>" for _ in range(200)) + "</row>"
        for _ in range(8_000)
    )
    return edited(workbook([HEAD, SICK]), SHEET, lambda xml: xml.replace("</sheetData>", rows + "</sheetData>"))


@pytest.mark.parametrize(
    "make",
    [
        _many_cells,
        _bomb,
        _many_elements,
        _entity_bomb,
        _external_entity,
        _endless_format,
        _wide,
        _long_cell,
        _many_rows,
    ],
)
def test_a_hostile_workbook_is_refused_in_time_and_memory(
    read: Read, workbook: Workbook, make: Callable[..., bytes]
) -> None:
    content = make(workbook)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    started = time.process_time()
    with pytest.raises(FileRefused):
        read(content)
    assert time.process_time() - started < PATIENCE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before < MEMORY
