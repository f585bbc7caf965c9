"""Reads an Excel workbook (.xlsx) into tables, seeing what a values-only reader does not: hidden rows and columns,
formulas without a value, error cells, merged cells, formats; everything is bounded before it is read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape
from posixpath import join, normpath
from typing import NamedTuple
from xml.parsers import expat

from kpi.intake.cpr import contains_cpr, refuse_cpr
from kpi.intake.files.table import Cell, Fault, Row, SheetNumber, SheetTable, day_of, in_one_piece, is_blank
from kpi.intake.refusal import FileRefused
from kpi.intake.text import listed, quoted

MOST_PARTS = 2_000
MOST_BYTES = 48 * 1024 * 1024
"""Of all parts together, unpacked."""
MOST_RATIO = 200
"""Unpacked to packed, for parts over a megabyte; a workbook of figures lies around 10."""
MOST_ELEMENTS, MOST_CELLS, MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 2_500_000, 500_000, 200_000, 200, 32_767

_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(45, 48), *range(50, 59)))
_BUILT_IN_PERCENT = frozenset((9, 10))
_QUOTED_IN_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LONGEST_FORMAT = 1_000
"""Excel takes 255 signs; a search for closing signs takes the square of them."""
_REFERENCE = re.compile(r"[A-Z]{1,3}(\d{1,7})", re.ASCII)
FIGURE = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
# A «<» that is never closed must not make the search look on to the end of the part.
_TAGS = re.compile(r"<[^<>]*>")
# Letters of one text in two colours, or in two paragraphs, stand in two runs: «0101» and «90-1234».
_BETWEEN_RUNS = re.compile(
    r"</((?:\w+:)?t)>(?:<(?!/(?:\w+:)?(?:txBody|rich|si|is|text)>)[^<>]*>){0,20}<\1(?: [^<>]*)?>"
)
_SPOKEN_ATTRIBUTES = re.compile(
    r"\b(?:display|displayName|tooltip|prompt|promptTitle|error|errorTitle|location|descr|title|name|comment|formatCode)"
    '="([^"]*)"'
)
_MARKED_UP = (".xml", ".rels", ".vml")
_SILENT_PARTS = ("xl/styles.xml", "xl/theme/", "xl/sharedStrings.xml", "_rels/", "[Content_Types].xml")
_COPIES_OFFIGURES = ("/charts/", "/pivotCache/", "/externalLinks/")
_OTHER_KINDS = {
    "xl/workbook.bin": "en Excel-fil i det binære format (.xlsb)",
    "word/document.xml": "et Word-dokument (.docx)",
    "ppt/presentation.xml": "en PowerPoint-fil (.pptx)",
    "content.xml": "et OpenDocument-dokument, men ikke et regneark (.ods),",
}
DAMAGED = "Regnearket er skåret over eller beskadiget og kan ikke læses. Hent det igen."
# What zipfile, zlib, expat and the reading of stated numbers say of a broken file.
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, EOFError, OSError, LookupError, ValueError,
    ArithmeticError, RuntimeError,
)  # fmt: skip
TOO_BIG = "Regnearket er for stort, når det pakkes ud. Gem kun arket med tallene i en ny fil, eller gem det som CSV."


class _Format(NamedTuple):
    percent: bool
    date: bool


@dataclass(slots=True)
class Workbook:
    """The visible sheets, and every other text of the file for the CPR guard (names, notes, headers)."""

    sheets: list[SheetTable] = field(default_factory=list)
    sheet_names: list[str] = field(default_factory=list)
    other_texts: list[str] = field(default_factory=list)
    other_figures: list[str] = field(default_factory=list)
    """What is no figure only where it reads as a CPR number whole: copies of figures, and every part as it stands."""
    hidden_sheets: list[str] = field(default_factory=list)
    """Names of hidden sheets that hold something."""


def read_workbook(content: bytes) -> Workbook:
    """FileRefused for a cut file, a password, macros, XML that declares entities, and anything beyond the bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = read_parts(archive)
        return _read_workbook(parts)
    except BROKEN:
        raise FileRefused(DAMAGED) from None


def read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise FileRefused(TOO_BIG)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise FileRefused(DAMAGED)
    if any(contains_cpr(said, among_figures=True) for said in (*names, archive.comment.decode(errors="replace"))):
        raise refuse_cpr("navnet på en del af filen")
    if any(_is_macro(name.lower()) for name in names):
        raise FileRefused("Regnearket har makroer og indlæses ikke. Gem det uden makroer.")
    if any("/embeddings/" in name.lower() for name in names):
        raise FileRefused(
            "Regnearket har en anden fil lagt ind i sig, som ikke kan ses igennem, og indlæses ikke. Gem kun arket med "
            "tallene."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("Filen er beskyttet med adgangskode. Gem den uden adgangskode, og indlæs den igen.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES or any(
        entry.file_size > 1024 * 1024 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        for entry in entries
    ):
        raise FileRefused(TOO_BIG)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise FileRefused(DAMAGED)
    # zipfile reads no more than the size the directory states, and checks it against the checksum.
    return {entry.filename: archive.read(entry) for entry in entries}


def as_it_stands(part: bytes) -> str:
    """For the CPR guard: XML comments, attributes and texts that no cell shows; of text in two bytes the digits."""
    return part.replace(b"\0", b"").decode("utf-8", errors="replace")


def without_tags(text: str) -> str:
    """What stands in two elements is not one text: where a drawing begins and ends is told in numbers side by side."""
    return unescape(_TAGS.sub(" ", text.replace("><", ">\n<")))


def _other_kind(parts: Mapping[str, bytes]) -> FileRefused:
    """What a packed file is that is no workbook of ours."""
    for name, kind in _OTHER_KINDS.items():
        if name in parts:
            return FileRefused(f"Filen er {kind} og indlæses ikke. Gem tallene som .xlsx eller CSV.")
    if packed := [quoted(name) for name in parts if name.lower().endswith((".csv", ".txt", ".px", ".xlsx", ".ods"))]:
        return FileRefused(f"Filen er pakket (zip) med {listed(packed, 3)} i. Pak den ud først.")
    return FileRefused("Filen er en zip-fil, men ikke en Excel-fil (.xlsx). Gem tallene som .xlsx eller CSV.")


def _is_macro(name: str) -> bool:
    return name.endswith("vbaproject.bin") or name.startswith(("xl/macrosheets/", "basic/", "scripts/"))


def _read_workbook(parts: dict[str, bytes]) -> Workbook:
    if "xl/workbook.xml" not in parts:
        raise _other_kind(parts)
    workbook = Workbook()
    outline = _Outline(parts["xl/workbook.xml"])
    targets = _Relations(parts["xl/_rels/workbook.xml.rels"]).targets
    shared = _SharedStrings(parts.get("xl/sharedStrings.xml", b"<sst/>"))
    formats = _Formats(parts["xl/styles.xml"]).formats if "xl/styles.xml" in parts else []
    worksheets = set()
    for name, state, relation in outline.sheets:
        kind, target = targets[relation]
        workbook.sheet_names.append(name)
        if not kind.endswith("/worksheet"):
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        worksheets.add(path)
        sheet = _Sheet(parts[path], shared.cells, formats, outline)
        workbook.sheets.append(
            SheetTable(
                rows=sheet.rows,
                described="Excel",
                sheet=name,
                row_word="række",
                cut_short=False,
                merged=tuple(sheet.merged),
                hidden=tuple(sorted({line for line, _ in sheet.rows} & set(sheet.hidden))),
                hidden_columns=filled_columns(sheet.rows, sheet.hidden_columns),
            )
        )
        workbook.other_texts += sheet.other_texts
        if state != "visible" and sheet.rows:
            workbook.hidden_sheets.append(name)
    workbook.other_figures.append("\n".join(shared.texts))  # also those that no cell shows any longer
    for path, part in parts.items():
        text = as_it_stands(part)
        workbook.other_figures.append(unescape(text))
        if not path.endswith(_MARKED_UP):
            continue
        if "<!DOCTYPE" in text:
            raise FileRefused(DAMAGED)
        text = _BETWEEN_RUNS.sub("", text)
        if path in worksheets or any(silent in path for silent in _SILENT_PARTS):
            pass
        elif any(copied in path for copied in _COPIES_OFFIGURES):
            workbook.other_figures.append(without_tags(text))
        else:
            workbook.other_texts.append(without_tags(text))
        workbook.other_texts += [unescape(said) for said in _SPOKEN_ATTRIBUTES.findall(text)]
    return workbook


class XmlPart:
    """One XML part, read as it streams by; namespaces' prefixes are left off."""

    def __init__(self, content: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser
        self._elements = 0
        parser.Parse(content, True)

    @staticmethod
    def _refuse_doctype(*_: object) -> None:
        raise FileRefused(
            "Regnearket erklærer egne XML-entiteter, og det gør et almindeligt regneark ikke. Det indlæses ikke."
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise FileRefused(TOO_BIG)
        self.start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _end(self, name: str) -> None:
        self.end(name.rpartition(":")[2] if ":" in name else name)

    def gather_text(self, take: Callable[[str], None] | None) -> None:
        self._parser.CharacterDataHandler = take

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """What an element begins."""

    def end(self, name: str) -> None:
        """What an element ends."""


class _Outline(XmlPart):
    """The sheets' names, states and relations, the day that day number 0 stands for, and whether it was calculated."""

    def __init__(self, content: bytes) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.is_calculated = True
        self.epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no zone
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
        elif name == "calcPr":
            self.is_calculated = attributes.get("fullCalcOnLoad") not in ("1", "true")
        elif name == "sheet":
            relation = {key.rpartition(":")[2]: value for key, value in attributes.items()}["id"]
            self.sheets.append((attributes["name"], attributes.get("state", "visible"), relation))


class _Relations(XmlPart):
    def __init__(self, content: bytes) -> None:
        self.targets: dict[str, tuple[str, str]] = {}
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.targets[attributes["Id"]] = attributes["Type"], attributes["Target"]


class _Formats(XmlPart):
    """For each cell style: is it shown in per cent, or as a day."""

    def __init__(self, content: bytes) -> None:
        self.formats: list[_Format] = []
        self._codes: dict[int, str] = {}
        self._in_cells = False
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            code = attributes["formatCode"]
            if len(code) > _LONGEST_FORMAT:
                raise FileRefused(DAMAGED)
            self._codes[int(attributes["numFmtId"])] = _QUOTED_IN_FORMAT.sub("", code).lower()
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            number = int(attributes.get("numFmtId", "0"))
            code = self._codes.get(number, "")
            # «Standard» has a d, but is no day.
            is_date = number in _BUILT_IN_DATES or (
                re.search("[ymdå]", code) is not None and code not in ("standard", "general")
            )
            self.formats.append(_Format(number in _BUILT_IN_PERCENT or "%" in code, is_date))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False


class _Runs:
    """How the runs of one text are set: raised, lowered, struck out, or as they are."""

    def __init__(self) -> None:
        self._now = ""
        self._all: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "r":
            self._now = ""
        elif name == "vertAlign" and attributes.get("val") != "baseline":
            self._now += attributes.get("val", "")
        elif name in ("strike", "dstrike") and attributes.get("val") not in ("0", "false"):
            self._now += name
        elif name == "t":
            self._all.add(self._now)

    @property
    def differ(self) -> bool:
        return len(self._all) > 1


class _SharedStrings(XmlPart):
    def __init__(self, content: bytes) -> None:
        self.texts: list[str] = []
        self.cells: list[Cell] = []
        """The same as cells have them."""
        self._runs = _Runs()
        self._pieces: list[str] = []
        self._phonetic = False
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._pieces, self._runs = [], _Runs()
        elif name == "rPh":
            self._phonetic = True
        elif not self._phonetic:
            self._runs.start(name, attributes)
            if name == "t":
                self.gather_text(self._pieces.append)

    def end(self, name: str) -> None:
        if name == "t":
            self.gather_text(None)
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            text = bounded("".join(self._pieces))
            self.texts.append(text)
            self.cells.append(in_one_piece(text, "En celle") if self._runs.differ else text)


class _Sheet(XmlPart):
    """Rows that hold something, with their own numbers; merged ranges; hidden rows and columns; headers and footers."""

    def __init__(self, content: bytes, shared: list[Cell], formats: list[_Format], outline: _Outline) -> None:
        self.rows: list[Row] = []
        self.merged: list[tuple[int, int]] = []
        self.hidden: list[int] = []
        self.hidden_columns: set[int] = set()
        self.other_texts: list[str] = []
        self._shared, self._formats, self._outline = shared, formats, outline
        self._line = self._filled = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._columns: dict[str, int] = {}
        self._kind = self._style = self._reference = ""
        self._pieces: list[str] = []
        self._value: str | None = None
        self._formula = self._phonetic = self._in_cell = False
        self._runs = _Runs()
        super().__init__(content)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._phonetic:
            self._runs.start(name, attributes)
        if name == "c":
            self._start_cell(attributes)
        elif (
            name == "v"
            or (name == "t" and not self._phonetic)
            or (name[:3] in ("odd", "eve", "fir") and not self._in_cell)
        ):
            self._pieces = [] if name != "t" else self._pieces
            self.gather_text(self._pieces.append)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            line = int(attributes.get("r", self._line + 1))
            if line <= self._line:
                raise FileRefused(DAMAGED)
            self._line, self._cells, self._column = line, [], 0
            if attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("ht", "1")):
                self.hidden.append(line)
        elif name == "col" and (attributes.get("hidden") in ("1", "true") or _is_zero(attributes.get("width", "1"))):
            self.hidden_columns.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), MOST_COLUMNS)))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.merged.append((_row_number(first), _row_number(last or first)))

    def end(self, name: str) -> None:
        if name == "v":
            self.gather_text(None)
            self._value = "".join(self._pieces)
        elif name == "c":
            self._end_cell()
        elif name == "t":
            self.gather_text(None)
            self._value = "".join(self._pieces)
        elif name == "rPh":
            self._phonetic = False
        elif name == "row":
            if any(cell != "" for cell in self._cells):
                if len(self.rows) >= MOST_ROWS:
                    raise FileRefused(f"Arket har mere end {MOST_ROWS} rækker. Del det i flere filer.")
                self.rows.append((self._line, self._cells))
        elif name[:3] in ("odd", "eve", "fir") and not self._in_cell:
            self.gather_text(None)
            self.other_texts.append("".join(self._pieces))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._in_cell = True
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._reference = attributes.get("r", "")
        self._value, self._formula, self._pieces, self._runs = None, False, [], _Runs()
        letters = self._reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters) if letters else 0
        column = column if letters else self._column + 1
        if column <= self._column:
            raise FileRefused(DAMAGED)
        self._column = column

    def _end_cell(self) -> None:
        self._in_cell = False
        cell = self._read_cell()
        if cell == "":
            return
        self._filled += 1
        if self._filled > MOST_CELLS:
            raise FileRefused(TOO_BIG)
        if self._column > MOST_COLUMNS:
            raise FileRefused(
                f"Arket har tal i mere end {MOST_COLUMNS} kolonner og kan ikke læses. Gem kun kolonnerne med tallene."
            )
        self._cells.extend([""] * (self._column - 1 - len(self._cells)))
        self._cells.append(cell)

    def _read_cell(self) -> Cell:
        value = self._value
        place = self._reference or "uden navn"
        # A program that does not calculate writes no value, or 0, and asks Excel to calculate when it opens the file.
        is_unknown = (value in (None, "") and self._kind != "str") or (value == "0" and not self._outline.is_calculated)
        if self._formula and is_unknown:
            return Fault(f"Formlen i {place} er gemt uden sin værdi. Åbn filen i Excel, gem den, og indlæs den igen.")
        if value is None or value == "":
            return ""
        match self._kind:
            case "s":
                return self._shared[_index(value)]
            case "inlineStr" | "str":
                text = bounded(value)
                return in_one_piece(text, f"Cellen {place}") if self._runs.differ else text
            case "e":
                return Fault(f"Cellen {place} viser fejlen {quoted(value)}. Ret den i Excel.")
            case "b":
                return Fault(f"Cellen {place} er {'SAND' if value == '1' else 'FALSK'} og hverken tal eller tekst.")
            case "d":
                return day_of(datetime.fromisoformat(value), f"Cellen {place}")
        if not FIGURE.fullmatch(value):
            return Fault(f"Cellen {place} har et tal, der ikke kan læses.")
        shown = self._formats[_index(self._style)] if self._formats else _Format(False, False)
        number = float(value)
        if number in (float("inf"), float("-inf")):
            return Fault(f"Tallet i {place} er større end noget rigtigt tal.")
        if shown.date:
            return day_of(self._outline.epoch + timedelta(days=number), f"Cellen {place}")
        return SheetNumber(stated_number(value), shown.percent)


def _index(stated: str) -> int:
    """ValueError for a negative one, which Python would count from the end."""
    if not stated.isascii() or not stated.isdigit():
        raise ValueError(f"not an index: {stated!r}")
    return int(stated)


def stated_number(value: str) -> Decimal:
    """As written; programs keep 15 digits and write the binary number's tail after them, or an exponent."""
    return Decimal(value if len(value) < 15 and "e" not in value.lower() else f"{float(value):.15g}")


def _row_number(reference: str) -> int:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise FileRefused(DAMAGED)
    return int(found[1])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= 16_384:
        raise FileRefused(DAMAGED)
    return number


def filled_columns(rows: Sequence[Row], hidden: Set[int]) -> tuple[tuple[int, str], ...]:
    """Those of the hidden columns that hold something in any row, with their letters."""
    if not hidden:
        return ()
    filled = {at for _, cells in rows for at in hidden if at < len(cells) and not is_blank(cells[at])}
    return tuple((at, _column_letters(at + 1)) for at in sorted(filled))


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _is_zero(width: str) -> bool:
    return float(width) == 0


def bounded(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise FileRefused(
            f"En celle har {len(text)} tegn; Excel selv tillader højst {LONGEST_CELL}. Filen indlæses ikke."
        )
    return text
