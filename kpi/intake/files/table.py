"""What a file reader hands to a layout, and what a layout hands to the checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class SheetNumber(NamedTuple):
    """A number cell of a spreadsheet; `percent`: it is shown in per cent, so 0.25 stands for 25 %."""

    value: Decimal
    percent: bool


class Fault(NamedTuple):
    """A cell that holds no value that can be used, and why, in Danish."""

    text: str


Cell = str | SheetNumber | date | Fault
Row = tuple[int, list[Cell]]
"""The file's own physical line, or the Excel row number; and the cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a CSV file or of one sheet. Blank rows are left out."""

    rows: list[Row]
    described: str
    """«CSV med semikolon, UTF-8»."""
    sheet: str
    """The sheet's name; empty for text files."""
    row_word: str
    """«linje» or «række»."""
    cut_short: bool
    """True: the text ends without a line break."""
    merged: tuple[tuple[int, int], ...]
    """First and last row of each merged range that spans cells."""
    hidden: tuple[int, ...]
    """Hidden rows that hold something."""
    hidden_columns: tuple[tuple[int, str], ...] = ()
    """Hidden columns that hold something: index among the cells, and the sheet's letters for it."""


class StatedRow(NamedTuple):
    """One row as a layout states it, nothing judged yet."""

    line: int
    indicator: Cell
    area: Cell
    area_code: Cell
    """A code beside the name; empty where the layout has none."""
    period: Cell
    value: Cell
    unit: Cell
    comment: Cell
    numerator: Cell
    denominator: Cell
    quality: Cell
    published: Cell
    column: str = ""
    """The heading of the value's column, where a line states several values."""


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def as_text(cell: Cell) -> str:
    """The cell as text: a number with a point, a whole one without (740.0 is 740), a day as 2017-12-31."""
    match cell:
        case str():
            return cell
        case SheetNumber(value=value):
            return f"{value.to_integral_value() if value == value.to_integral_value() else value:f}"
        case date():
            return cell.isoformat()
        case Fault(text=text):
            return text
