"""Reads CSV and tab-separated text into a table; line numbers are the file's own."""

from __future__ import annotations

import csv
import io
import re

from kpi.intake.files.table import Row, SheetTable
from kpi.intake.refusal import FileRefused

SEPARATORS = {";": "semikolon", "\t": "tabulator", ",": "komma"}
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 200, 20_000
_BEYOND_ALL = 100_000
"""Signs of one line."""
_DECLARED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def declared_separator(text: str) -> str:
    """What a first line `sep=;` says; empty where there is none. FileRefused for a separator that is not read."""
    found = _DECLARED.fullmatch(text.partition("\n")[0])
    if found and found[1] not in SEPARATORS:
        raise FileRefused(
            "Første linje (sep=) angiver et skilletegn, der ikke læses. Brug semikolon, tabulator eller komma."
        )
    return found[1] if found else ""


def refuse_endless_line(text: str) -> None:
    """FileRefused for a line that is longer than any line of figures; nothing looks at its cells.

    From each line break to the last one that may follow it, so that a text of long lines takes no longer than its size.
    """
    start = 0
    while len(text) - start >= _BEYOND_ALL:
        until = start + _BEYOND_ALL
        last = max(text.rfind("\n", start, until), text.rfind("\r", start, until))
        if last < 0:
            raise _too_long(text.count("\n", 0, start) + 1, _BEYOND_ALL)
        start = last + 1


def read_table(text: str, separator: str, encoding: str) -> SheetTable:
    """FileRefused for an open quotation mark, for a cell or a row beyond all measure, and for too many rows."""
    rows: list[Row] = []
    first = 2 if declared_separator(text) else 1
    source = io.StringIO(text, newline="")
    if first == 2:
        source.readline()
    reader = csv.reader(source, delimiter=separator, strict=True)
    line = first
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise FileRefused(
                    f"Linje {line} har {len(cells)} celler; højst {MOST_COLUMNS} læses. Er skilletegnet rigtigt?"
                )
            joined = "".join(cells)
            if len(joined) > LONGEST_CELL:
                raise _too_long(line, len(joined))
            next_line = first + reader.line_num
            if next_line - line > 1:
                _check_quoted_breaks(cells, line, separator)
            if joined.strip():
                rows.append((line, list(cells)))
                if len(rows) > MOST_ROWS:
                    raise FileRefused(f"Filen har mere end {MOST_ROWS} linjer. Del den i flere filer.")
            line = next_line
    except csv.Error as error:
        if "field limit" in str(error):
            raise _too_long(line, csv.field_size_limit()) from None
        raise FileRefused(
            f"Et anførselstegn på linje {line} eller derefter åbnes, men lukkes ikke rigtigt. Filen er skåret "
            "over, eller et "
            "anførselstegn er for meget. Hent filen igen, eller ret tegnet."
        ) from None
    return SheetTable(
        rows=rows,
        described=f"CSV med {SEPARATORS[separator]}, {encoding}"
        if separator != "\t"
        else f"tabulatorsepareret tekst, {encoding}",
        sheet="",
        row_word="linje",
        cut_short=not text.endswith(("\n", "\r")),
        merged=(),
        hidden=(),
        separator=separator,
    )


def _too_long(line: int, signs: int) -> FileRefused:
    return FileRefused(
        f"Linje {line} har mindst {signs} tegn; højst {LONGEST_CELL} læses. Mangler et anførselstegn, eller er det en "
        "anden slags fil?"
    )


def _check_quoted_breaks(cells: list[str], line: int, separator: str) -> None:
    """A stray quotation mark would swallow whole rows into one cell."""
    for cell in cells:
        if any(part.count(separator) >= 3 for part in cell.splitlines()[1:]):
            raise FileRefused(
                f"Et anførselstegn på linje {line} sluger de næste linjer, så de ikke kan læses som rækker. Ret "
                "anførselstegnet, og indlæs filen igen."
            )
