"""Reads an OpenDocument spreadsheet (.ods) into tables, under the bounds of `xlsx_file` and seeing the same things."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from html import unescape

from kpi.intake.files.table import Cell, Fault, Row, SheetNumber, SheetTable, as_text, day_of, in_one_piece
from kpi.intake.files.xlsx import (
    BROKEN,
    DAMAGED,
    FIGURE,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_BIG,
    Workbook,
    XmlPart,
    as_it_stands,
    bounded,
    filled_columns,
    read_parts,
    stated_number,
    without_tags,
)
from kpi.intake.refusal import FileRefused
from kpi.intake.text import quoted

_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_LAST_ROW = 1_048_576
_SHORTEST_CPR = 9
_NUMBERS = frozenset({"float", "percentage", "currency"})


def is_ods(content: bytes) -> bool:
    """The kind stands first in the file, unpacked."""
    return content.startswith(b"PK") and _MIME in content[:200]


def read_workbook(content: bytes) -> Workbook:
    """FileRefused for a cut file, a password, macros, XML that declares entities, and anything beyond the bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = read_parts(archive)
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise FileRefused("Filen er beskyttet med adgangskode. Gem den uden adgangskode, og indlæs den igen.")
        return _read_workbook(parts)
    except BROKEN:
        raise FileRefused(DAMAGED) from None


def _read_workbook(parts: dict[str, bytes]) -> Workbook:
    content = _Content(parts["content.xml"])
    workbook = Workbook(
        sheets=content.sheets,
        sheet_names=[sheet.sheet for sheet in content.sheets],
        other_texts=content.other_texts,
        other_figures=sorted(content.other_figures),
        hidden_sheets=[
            sheet.sheet
            for sheet, style in zip(content.sheets, content.styles, strict=True)
            if style in content.hidden_styles and sheet.rows
        ],
    )
    for path, part in parts.items():
        text = as_it_stands(part)
        workbook.other_figures.append(unescape(text))
        if path.endswith(".xml") and path != "content.xml":
            if "<!DOCTYPE" in text:
                raise FileRefused(DAMAGED)
            workbook.other_texts.append(without_tags(text))
    return workbook


class _Content(XmlPart):
    """The sheets, in order; and for the CPR guard every text outside their cells, and what their numbers show."""

    def __init__(self, content: bytes) -> None:
        self.sheets: list[SheetTable] = []
        self.styles: list[str] = []
        self.hidden_styles: set[str] = set()
        self.other_texts: list[str] = []
        self.other_figures: set[str] = set()
        self._is_copy = False
        self._rows: list[Row] = []
        self._merged: list[tuple[int, int]] = []
        self._hidden: list[int] = []
        self._hidden_columns: set[int] = set()
        self._columns = 0
        self._name = self._style = ""
        self._line = self._filled = self._column = 0
        self._cells: list[Cell] = []
        self._row: dict[str, str] = {}
        self._cell: dict[str, str] | None = None
        self._beside = 0
        self._said_beside = ""
        self._paragraphs: list[str] = []
        self._pieces: list[str] = []
        self._set_apart: set[str] = set()
        self._spans: list[tuple[bool, int]] = []
        self._length = self._signs_apart = self._signs = 0
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "style":
                self._style = attributes.get("style:name", "")
            case "table-properties" if attributes.get("table:display") == "false":
                self.hidden_styles.add(self._style)
            case "text-properties" if _sets_apart(attributes):
                self._set_apart.add(self._style)
            case "span":
                self._spans.append((attributes.get("text:style-name", "") in self._set_apart, self._length))
            case "table":
                self._name = attributes.get("table:name", "")
                self.styles.append(attributes.get("table:style-name", ""))
                self._rows, self._merged, self._hidden, self._line = [], [], [], 0
                self._hidden_columns, self._columns, self._is_copy = set(), 0, False
            case "table-source":
                self._is_copy = True
            case "table-column":
                self._start_column(attributes)
            case "table-row":
                self._row, self._cells, self._column = attributes, [], 0
            case "table-cell" | "covered-table-cell":
                self._cell, self._paragraphs = attributes, []
                self._signs_apart = self._signs = 0
            case "annotation" | "shapes" | "frame":
                self._beside += 1
                self._said_beside = ""
            case "p" | "h":
                self._pieces, self._length = [], 0
                self.gather_text(self._take)
            case "s":
                self._take(" " * min(_count(attributes, "text:c"), MOST_COLUMNS))
            case "tab" | "line-break":
                self._take("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        match name:
            case "p" | "h":
                self.gather_text(None)
                self._end_paragraph("".join(self._pieces))
            case "span":
                is_apart, begun = self._spans.pop()
                self._signs_apart += (self._length - begun) * is_apart
            case "annotation" | "shapes" | "frame":
                self._beside -= 1
                self.other_texts.append(self._said_beside)  # a number may be broken over two paragraphs
            case "table-cell" | "covered-table-cell":
                self._end_cell()
            case "table-row":
                self._end_row()
            case "table":
                self._end_table()

    def _take(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _end_paragraph(self, text: str) -> None:
        if self._cell is not None and not self._beside:
            self._paragraphs.append(text)
            self._signs += len(text)
        else:
            self.other_texts.append(text)
            self._said_beside += text

    def _start_column(self, attributes: dict[str, str]) -> None:
        first = self._columns
        self._columns = min(first + _count(attributes, "table:number-columns-repeated"), MOST_COLUMNS)
        if attributes.get("table:visibility", "visible") != "visible":
            self._hidden_columns.update(range(first, self._columns))

    def _end_cell(self) -> None:
        assert self._cell is not None
        times = _count(self._cell, "table:number-columns-repeated")
        shown = "\n".join(self._paragraphs)
        cell = _read_cell(self._cell, shown)
        if isinstance(cell, str) and 0 < self._signs_apart < self._signs:
            cell = in_one_piece(cell, "En celle")
        if cell != shown and len(shown) >= _SHORTEST_CPR:
            self.other_figures.add(shown)
        if cell != "":
            if self._column + times > MOST_COLUMNS:
                raise FileRefused(f"Arket har tal i mere end {MOST_COLUMNS} kolonner. Gem kun kolonnerne med tallene.")
            self._cells.extend([""] * (self._column - len(self._cells)))
            self._cells.extend([cell] * times)
        self._column += times
        rows = _count(self._cell, "table:number-rows-spanned")
        if rows > 1 or _count(self._cell, "table:number-columns-spanned") > 1:
            self._merged.append((self._line + 1, self._line + rows))
        self._cell = None

    def _end_row(self) -> None:
        times = _count(self._row, "table:number-rows-repeated")
        if self._cells:
            self._filled += times * len(self._cells)
            if len(self._rows) + times > MOST_ROWS or self._filled > MOST_CELLS:
                raise FileRefused(TOO_BIG)
            lines = range(self._line + 1, self._line + times + 1)
            self._rows += [(line, list(self._cells)) for line in lines]
            if self._row.get("table:visibility", "visible") != "visible":
                self._hidden += lines
        self._line += times
        if self._line > _LAST_ROW:
            raise FileRefused(DAMAGED)

    def _end_table(self) -> None:
        if self._is_copy:  # what another file held, kept for a formula: no sheet of this one
            self.styles.pop()
            self.other_texts += [as_text(cell) for _, cells in self._rows for cell in cells]
            return
        self.sheets.append(
            SheetTable(
                rows=self._rows,
                described="OpenDocument",
                sheet=self._name,
                row_word="række",
                cut_short=False,
                merged=tuple(self._merged),
                hidden=tuple(self._hidden),
                hidden_columns=filled_columns(self._rows, self._hidden_columns),
            )
        )


def _sets_apart(attributes: dict[str, str]) -> bool:
    """Raised, lowered or struck out."""
    position = attributes.get("style:text-position", "0%")
    struck = attributes.get("style:text-line-through-style", "none") != "none"
    return struck or not position.startswith(("0%", "0 "))


def _count(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, "1")))


def _read_cell(attributes: dict[str, str], text: str) -> Cell:
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error":
        return Fault(f"En celle viser fejlen {quoted(text)}. Ret den i regnearket.")
    if kind in _NUMBERS:
        value = attributes.get("office:value", "")
        if not FIGURE.fullmatch(value):
            return Fault("En celle har et tal, der ikke kan læses.")
        if float(value) in (float("inf"), float("-inf")):
            return Fault("En celle har et tal, der er større end noget rigtigt tal.")
        return SheetNumber(stated_number(value), kind == "percentage")
    if kind == "date":
        return day_of(datetime.fromisoformat(attributes.get("office:date-value", "")), "En celle")
    if kind in ("boolean", "time"):
        return Fault(f"En celle viser {quoted(text)} og er hverken tal eller tekst.")
    if "table:formula" in attributes and not kind:
        return Fault("En formel er gemt uden sin værdi. Åbn filen, gem den, og indlæs den igen.")
    return bounded(attributes.get("office:string-value") or text)
