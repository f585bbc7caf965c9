"""A decimal comma in a file with commas between its cells: 25,4 becomes 25 and 4, and may fill two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kpi.intake.files.table import Cell, SheetTable
from kpi.intake.layouts.layout import Layout
from kpi.intake.refusal import FileRefused

_WHOLE, _DECIMALS = re.compile(r"[-\u2212]?\d+", re.ASCII), re.compile(r"\d{1,2}", re.ASCII)


def refuse_slid_comma(table: SheetTable, layout: Layout) -> None:
    """FileRefused where the columns of numbers, to the end of the row, hold a whole number and one or two digits after
    it throughout. A comma that slides anywhere else leaves a cell too many, or moves the unit, and is refused for that.
    """
    first = min(layout.figures, default=layout.width)
    columns = range(first, layout.width)
    if table.separator != "," or len(columns) % 2 or not layout.figures.issuperset(columns):
        return
    pairs = [pair for _, cells in table.rows[layout.place + 1 :] for pair in _pairs(cells[first : layout.width])]
    if pairs and all(_WHOLE.fullmatch(whole) and _DECIMALS.fullmatch(after) for whole, after in pairs):
        raise FileRefused(
            f"Filen har komma mellem cellerne, og alle tal ligner et decimalkomma uden anførselstegn ({pairs[0][0]},"
            f"{pairs[0][1]} er blevet til to celler). Brug semikolon mellem cellerne, eller sæt tallene i "
            "anførselstegn."
        )


def _pairs(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    for whole, after in zip(texts[::2], texts[1::2], strict=False):
        if whole or after:
            yield whole, after
