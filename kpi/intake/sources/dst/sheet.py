"""Tables exported from Statistikbanken: the CSV (`OMRÅDE;…;TID;INDHOLD`), and sheets with the periods across."""

from __future__ import annotations

from functools import partial

from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.numbers import Convention
from kpi.intake.checks.periods import kind_of
from kpi.intake.files.table import Cell, Table, as_text, is_blank
from kpi.intake.layouts import source_sheet
from kpi.intake.layouts.layout import Layout
from kpi.intake.layouts.source_sheet import AREA_NAMES, SEARCHED_ROWS, OwnWords, Shape, ValueColumn
from kpi.intake.text import fold
from kpi.model.definitions import Definitions
from kpi.model.observation import Quality

LONG, WIDE = "CSV fra Statistikbanken", "tabel fra Statistikbanken med perioderne på tværs"
SOURCE = "dst"
_ENGLISH = {"all denmark": "Hele landet", "copenhagen": "København"}
_WORDS = OwnWords(
    owner="Danmarks Statistik",
    absent={"..": Quality.MISSING.value},
    area_names=_ENGLISH,
    numbers=Convention.UNSETTLED,
    usual_splits=frozenset({"køn", "alder", "civilstand", "sex", "age", "marital status"}),
    titles_name_members=True,
)
_VALUE, _TIME = "indhold", "tid"
_SCANNED_STUBS = 200


def recognise(table: Table, definitions: Definitions) -> Layout | None:
    """None for another table. A wide one must name its table, a declared title or a member that is declared."""
    declared = source_sheet.declared_for(definitions, SOURCE)
    names = AreaNames(definitions.areas)
    shape, name = _long_shape(table), LONG
    if shape is None:
        shape, name = _wide_shape(table, names), WIDE
        if shape is None or not _is_named(table, shape, declared):
            return None
    translate = partial(source_sheet.translate, table, shape, declared, definitions, _WORDS)
    return Layout(name, shape.place, shape.width, frozenset(value.at for value in shape.values), translate)


def _long_shape(table: Table) -> Shape | None:
    for place, (_, cells) in enumerate(table.rows[:SEARCHED_ROWS]):
        names = [fold(source_sheet.heading_text(cell)) for cell in cells]
        while names and not names[-1]:
            names.pop()
        area = next((at for at, name in enumerate(names) if name in AREA_NAMES), -1)
        if area < 0 or names[-2:] != [_TIME, _VALUE]:
            continue
        width = len(names)
        splits = {at: source_sheet.heading_text(cells[at]) for at in range(width - 2) if at != area}
        values = (ValueColumn(width - 1, "", "", ""),)
        return Shape(place, width, area, width - 2, splits, values, (), repeats_stubs=True)
    return None


def _wide_shape(table: Table, names: AreaNames) -> Shape | None:
    """The first row that is stubs and then periods to its end."""
    for place, (_, cells) in enumerate(table.rows[:SEARCHED_ROWS]):
        texts = [as_text(cell).strip() for cell in cells]
        first = next((at for at, text in enumerate(texts) if text and kind_of(text) is not None), 0)
        width = max((at + 1 for at, text in enumerate(texts) if text), default=0)
        if first < 1 or any(kind_of(text) is None for text in texts[first:width]):
            continue
        area = _area_stub(table, place, first, names)
        if area < 0 or any(source_sheet.is_area(cell, names) for cell in cells[:first]):
            continue
        splits = {at: texts[at] for at in range(first) if at != area}
        values = tuple(ValueColumn(at, "", texts[at], texts[at]) for at in range(first, width))
        return Shape(place, width, area, -1, splits, values, (), repeats_stubs=False)
    return None


def _area_stub(table: Table, place: int, stubs: int, names: AreaNames) -> int:
    """The stub that holds most areas; -1 where none holds one."""
    rows = [cells for _, cells in table.rows[place + 1 : place + 1 + _SCANNED_STUBS]]
    known = [sum(at < len(cells) and _is_area(cells[at], names) for cells in rows) for at in range(stubs)]
    return known.index(max(known)) if any(known) else -1


def _is_area(cell: Cell, names: AreaNames) -> bool:
    return not is_blank(cell) and (source_sheet.is_area(cell, names) or fold(as_text(cell)) in _ENGLISH)


def _is_named(table: Table, shape: Shape, declared: source_sheet.Declared) -> bool:
    """Whether the sheet says which table it is, or holds a member that only this source declares."""
    figures = {value.at for value in shape.values}
    texts = (as_text(cell) for _, cells in table.rows for at, cell in enumerate(cells) if at not in figures)
    said = fold(" ".join([table.sheet, *texts]))
    words = [word for indicator, fetched in declared for word in (indicator.table, fetched.member, *fetched.known_by)]
    return any(fold(word) in said for word in words if word)
