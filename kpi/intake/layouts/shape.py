"""Where the figures of a table stand: its headings, stubs and columns of values, and what is no figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpi.intake.checks.areas import AreaNames
from kpi.intake.files.table import Cell, Row, SheetNumber, SheetTable, as_text, is_blank
from kpi.intake.layouts.own import width_problem
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.text import fold
from kpi.model.delivery import RowIssue

SEARCHED_ROWS = 50
AREA_NAMES = frozenset({"område", "area", "kommune", "kommuner"})
PERIOD_NAMES = frozenset({"periode", "period", "tid", "time", "måned", "kvartal", "år"})
_NUMBERS = re.compile(r"[-−\d.,\s%]*|[–…]")


class ValueColumn(NamedTuple):
    """`measure`: the declared heading; `period` empty: a column of its own says it."""

    at: int
    measure: str
    period: str
    heading: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Which column is what. `splits`: every other column of words, by its heading (empty: it has none)."""

    place: int
    width: int
    area: int
    period: int
    """-1: the periods stand in the headings."""
    splits: Mapping[int, str]
    values: tuple[ValueColumn, ...]
    unread: tuple[str, ...]
    repeats_stubs: bool
    """False: an empty stub stands for the one above."""


class FigureCells(NamedTuple):
    line: int
    area: Cell
    period: Cell
    value: ValueColumn
    members: tuple[tuple[str, str], ...]
    """Heading and member of each split."""
    cell: Cell
    beside: tuple[Cell, ...]
    """Every other cell of the line but area and period."""


def heading_text(cell: Cell) -> str:
    return as_text(cell).strip()


def is_note(cells: Sequence[Cell], names: AreaNames) -> bool:
    """A single text that names no area, under or over the figures."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return len(filled) == 1 and not is_area(filled[0], names)


def is_area(cell: Cell, names: AreaNames) -> bool:
    if not isinstance(cell, str) or is_blank(cell):
        return False
    try:
        names.read(cell)
    except Unreadable:
        return False
    return True


def is_figure(cell: Cell) -> bool:
    """A number, a sign for no number, or nothing."""
    return isinstance(cell, SheetNumber) or (isinstance(cell, str) and _NUMBERS.fullmatch(cell.strip()) is not None)


def body_of(table: SheetTable, shape: Shape, names: AreaNames) -> tuple[list[Row], list[int]]:
    """The rows of figures, and the lines that stand outside them: titles above and notes below."""
    body = table.rows[shape.place + 1 :]
    full = len(body)
    while full and is_note(body[full - 1][1], names):
        full -= 1
    outside = [line for line, _ in (*table.rows[: shape.place], *body[full:])]
    return body[:full], outside


def whole_rows(table: SheetTable, body: Sequence[Row], shape: Shape, refused: list[RowIssue]) -> Iterator[Row]:
    """Rows as wide as the headings; the others are noted. FileRefused where the last is cut."""
    for line, cells in body:
        if len(cells) != shape.width and (problem := width_problem(cells, shape.width, table)):
            if line == body[-1][0] and len(cells) < shape.width and table.cut_short:
                raise FileRefused(
                    f"Filen ser ud til at være skåret over: den sidste linje ({line}) har kun {len(cells)} af "
                    f"{shape.width} celler. Hent filen igen."
                )
            refused.append(RowIssue(line, problem))
            continue
        yield line, [*cells[: shape.width], *[""] * (shape.width - len(cells))]


def figures_of(rows: Sequence[Row], shape: Shape) -> Iterator[FigureCells]:
    stubs = [shape.area, *shape.splits]
    above: dict[int, Cell] = {}
    for line, cells in rows:
        if not shape.repeats_stubs:
            for at in stubs:
                above[at] = cells[at] = above.get(at, "") if is_blank(cells[at]) else cells[at]
        members = tuple((heading, heading_text(cells[at])) for at, heading in shape.splits.items())
        beside = tuple(cell for at, cell in enumerate(cells) if at not in (shape.area, shape.period))
        for value in shape.values:
            period: Cell = value.period or cells[shape.period]
            yield FigureCells(line, cells[shape.area], period, value, members, cells[value.at], beside)


def words_above(table: SheetTable, shape: Shape) -> str:
    return fold(" ".join(as_text(cell) for _, cells in table.rows[: shape.place] for cell in cells))


def words_outside(table: SheetTable, body: Sequence[Row]) -> str:
    lines = {line for line, _ in body}
    rows = [cells for line, cells in table.rows if line not in lines]
    return fold(" ".join([table.sheet, *(as_text(cell) for cells in rows for cell in cells)]))
