"""What a file reader hands to a layout, and what a layout hands to the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from kpi.intake.text import quoted


class SheetNumber(NamedTuple):
    """A number cell of a spreadsheet; `percent`: it is shown in per cent, so 0.25 stands for 25 %."""

    value: Decimal
    percent: bool


class Fault(NamedTuple):
    """A cell that holds no value that can be used, and why, in Danish."""

    text: str


def day_of(moment: datetime, where: str) -> date | Fault:
    """The day of a cell that has a clock time with it; Fault for another time than midnight, to the second.

    Danish midnight in another zone's time is the evening before, and would move a month.
    """
    nearest = moment + timedelta(seconds=0.5)
    if nearest.hour or nearest.minute or nearest.second:
        return Fault(
            f"{where} har et klokkeslæt ({nearest:%d-%m-%Y %H:%M}), så det er ikke sikkert, hvilken dag eller måned "
            "der menes. Skriv perioden eller dagen alene."
        )
    return nearest.date()


_READS_AS_NUMBER = re.compile(r"[-\u2212]?[\d.,\s]*\d[\d.,\s]*%?")


def in_one_piece(text: str, where: str) -> str | Fault:
    """A text of which some is raised, lowered or struck out; Fault where it reads as a number: 812¹ is not 8121."""
    if not _READS_AS_NUMBER.fullmatch(text):
        return text
    return Fault(
        f"{where} har tegn, der er hævet, sænket eller streget over ({quoted(text)}), så en note eller et slettet "
        "ciffer kan være læst med. Skriv tallet alene."
    )


Cell = str | SheetNumber | date | Fault
Row = tuple[int, list[Cell]]
"""The file's own physical line, or the Excel row number; and the cells."""


@dataclass(frozen=True, slots=True)
class SheetTable:
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
    separator: str = ""
    """What stands between the cells of a text file; empty for other files."""


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
    beside: tuple[Cell, ...] = ()
    """The line's other cells, which the figure is not made of: two rows that differ in them are not the same."""


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
