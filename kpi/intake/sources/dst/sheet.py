"""Tables exported from Statistikbanken: the CSV (`OMRÅDE;…;TID;INDHOLD`), sheets with the periods across, PC-Axis."""

from __future__ import annotations

import re

from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.numbers import Convention
from kpi.intake.checks.periods import kind_of
from kpi.intake.files import px
from kpi.intake.files.table import Cell, SheetTable, as_text, is_blank
from kpi.intake.layouts.declared import Declared, declared_for
from kpi.intake.layouts.layout import Layout
from kpi.intake.layouts.shape import AREA_NAMES, SEARCHED_ROWS, Shape, ValueColumn, heading_text, is_area
from kpi.intake.layouts.source_sheet import OwnWords, layout_of
from kpi.intake.sources.dst.signs import SIGNS
from kpi.intake.text import fold
from kpi.model.definitions import Definitions

LONG, WIDE = "CSV fra Statistikbanken", "tabel fra Statistikbanken med perioderne på tværs"
PX = "PC-Axis fra Statistikbanken"
SOURCE = "dst"
_ENGLISH = {"all denmark": "Hele landet", "copenhagen": "København"}
_WORDS = OwnWords(
    owner="Danmarks Statistik",
    signs=SIGNS,
    area_names=_ENGLISH,
    numbers=Convention.UNSETTLED,
    usual_splits=frozenset({"køn", "alder", "civilstand", "sex", "age", "marital status"}),
    titles_name_members=True,
)
_VALUE, _TIME = "indhold", "tid"
_SCANNED_STUBS = 200


def recognise(table: SheetTable, definitions: Definitions) -> Layout | None:
    """None for another table. A wide one must name its table, a declared title or a member that is declared.

    One of PC-Axis may also say in its title what it counts, as the beginning of a declared title.
    """
    declared = declared_for(definitions, SOURCE)
    names = AreaNames(definitions.areas)
    if table.described.startswith(px.NAME):
        shape, name = _px_shape(table, names), PX
        is_named = shape is not None and (_is_named(table, shape, declared) or _is_titled(table, shape, declared))
    elif shape := _long_shape(table):
        name, is_named = LONG, True
    else:
        shape, name = _wide_shape(table, names), WIDE
        is_named = shape is not None and _is_named(table, shape, declared)
    if shape is None or not is_named:
        return None
    return layout_of(name, table, shape, declared, definitions, _WORDS)


def _long_shape(table: SheetTable) -> Shape | None:
    for place, (_, cells) in enumerate(table.rows[:SEARCHED_ROWS]):
        names = [fold(heading_text(cell)) for cell in cells]
        while names and not names[-1]:
            names.pop()
        area = next((at for at, name in enumerate(names) if name in AREA_NAMES), -1)
        if area < 0 or names[-2:] != [_TIME, _VALUE]:
            continue
        width = len(names)
        splits = {at: heading_text(cells[at]) for at in range(width - 2) if at != area}
        values = (ValueColumn(width - 1, "", "", ""),)
        return Shape(place, width, area, width - 2, splits, values, (), repeats_stubs=True)
    return None


def _px_shape(table: SheetTable, names: AreaNames) -> Shape | None:
    """As the reader lays it out: the variables, time last of them, and the cell. None where none is of areas."""
    place = next(at for at, (_, cells) in enumerate(table.rows) if cells[-1] == px.VALUE)
    headings = [as_text(cell) for cell in table.rows[place][1]]
    width = len(headings)
    area = _area_stub(table, place, width - 2, names)
    if area < 0:
        return None
    splits = {at: headings[at] for at in range(width - 2) if at != area}
    values = (ValueColumn(width - 1, "", "", ""),)
    return Shape(place, width, area, width - 2, splits, values, (), repeats_stubs=True)


def _wide_shape(table: SheetTable, names: AreaNames) -> Shape | None:
    """The first row that is stubs and then periods to its end."""
    for place, (_, cells) in enumerate(table.rows[:SEARCHED_ROWS]):
        texts = [as_text(cell).strip() for cell in cells]
        first = next((at for at, text in enumerate(texts) if text and kind_of(text) is not None), 0)
        width = max((at + 1 for at, text in enumerate(texts) if text), default=0)
        if first < 1 or any(kind_of(text) is None for text in texts[first:width]):
            continue
        area = _area_stub(table, place, first, names)
        if area < 0 or any(is_area(cell, names) for cell in cells[:first]):
            continue
        splits = {at: texts[at] for at in range(first) if at != area}
        values = tuple(ValueColumn(at, "", texts[at], texts[at]) for at in range(first, width))
        return Shape(place, width, area, -1, splits, values, (), repeats_stubs=False)
    return None


def _area_stub(table: SheetTable, place: int, stubs: int, names: AreaNames) -> int:
    """The stub that holds most areas; -1 where none holds one."""
    rows = [cells for _, cells in table.rows[place + 1 : place + 1 + _SCANNED_STUBS]]
    known = [sum(at < len(cells) and _is_area(cells[at], names) for cells in rows) for at in range(stubs)]
    return known.index(max(known)) if any(known) else -1


def _is_titled(table: SheetTable, shape: Shape, declared: Declared) -> bool:
    """«Folketal efter område og tid» counts what «Folketal den 1. i kvartalet» does; its period and unit must agree."""
    counted = {re.split(r" (?:efter|by) ", fold(as_text(cell)))[0] for _, (cell, *_) in table.rows[: shape.place]}
    titles = [fold(word) for indicator, fetched in declared for word in (indicator.title, *fetched.known_by)]
    return any(re.match(rf"{re.escape(one)}\b", title) for one in counted for title in titles)


def _is_area(cell: Cell, names: AreaNames) -> bool:
    return not is_blank(cell) and (is_area(cell, names) or fold(as_text(cell)) in _ENGLISH)


def _is_named(table: SheetTable, shape: Shape, declared: Declared) -> bool:
    """Whether the sheet says which table it is, or holds a member that only this source declares."""
    figures = {value.at for value in shape.values}
    texts = (as_text(cell) for _, cells in table.rows for at, cell in enumerate(cells) if at not in figures)
    said = fold(" ".join([table.sheet, *texts]))
    words = [word for indicator, fetched in declared for word in (indicator.table, fetched.member, *fetched.known_by)]
    return any(fold(word) in said for word in words if word)
