"""A sheet of another layout, read as a person's mapping says: it is rewritten as our own layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi.intake.checks.periods import kind_of
from kpi.intake.files.table import Cell, Row, SheetTable, as_text, is_blank
from kpi.intake.layouts import own
from kpi.intake.layouts.layout import Layout
from kpi.intake.layouts.own import Heading
from kpi.intake.text import fold
from kpi.model.mapping import ColumnFact, SheetMapping

OWN_HEADINGS: Mapping[ColumnFact, str] = {
    ColumnFact.INDICATOR: "indikator",
    ColumnFact.AREA: "kommune",
    ColumnFact.AREA_CODE: "kommunekode",
    ColumnFact.PERIOD: "periode",
    ColumnFact.VALUE: "værdi",
    ColumnFact.UNIT: "enhed",
    ColumnFact.NUMERATOR: "tæller",
    ColumnFact.DENOMINATOR: "nævner",
    ColumnFact.QUALITY: "kvalitet",
    ColumnFact.PUBLISHED: "offentliggjort",
    ColumnFact.COMMENT: "kommentar",
}
_SEARCHED_ROWS = 50
_ACROSS = 2
"""Columns put before the sheet's own where the periods stand across: the period and its value."""


def name_of(mapping: SheetMapping) -> str:
    return f"tilknytningen «{mapping.title}»"


def headings_of(cells: Sequence[Cell], *, periods_across: bool) -> tuple[str, ...]:
    """The headings that a mapping is recognised by."""
    texts = (as_text(cell).strip() for cell in cells)
    return tuple(text for text in texts if text and not (periods_across and kind_of(text) is not None))


def recognise(table: SheetTable, mapping: SheetMapping) -> Layout | None:
    """By its headings in any order, its sheet's name and the words above. None where they are not all there."""
    if mapping.sheet and fold(mapping.sheet) != fold(table.sheet):
        return None
    wanted = sorted(fold(heading) for heading in mapping.headings)
    for place, (_, cells) in enumerate(table.rows[:_SEARCHED_ROWS]):
        there = headings_of(cells, periods_across=mapping.periods_across)
        if sorted(fold(text) for text in there) == wanted and fold(mapping.above) in _above(table.rows[:place]):
            return _rewritten(table, place, mapping)
    return None


def _above(rows: Sequence[Row]) -> str:
    return fold(" ".join(as_text(cell) for _, cells in rows for cell in cells))


def _rewritten(table: SheetTable, place: int, mapping: SheetMapping) -> Layout:
    """Fixed texts stand before the sheet's own cells, so that a row that is too short is seen to be so."""
    texts = [as_text(cell).strip() for cell in table.rows[place][1]]
    folded = [fold(text) for text in texts]
    across = [at for at, text in enumerate(texts) if kind_of(text) is not None] if mapping.periods_across else []
    fixed = list(mapping.fixed.values())
    before = len(fixed) + (_ACROSS if across else 0)
    columns = {OWN_HEADINGS[fact]: at for at, fact in enumerate(mapping.fixed)}
    if across:
        columns |= {OWN_HEADINGS[ColumnFact.PERIOD]: len(fixed), OWN_HEADINGS[ColumnFact.VALUE]: len(fixed) + 1}
    columns |= {OWN_HEADINGS[fact]: before + folded.index(fold(said)) for fact, said in mapping.columns.items()}
    body = table.rows[place + 1 :]
    full = len(body)
    while full and sum(not is_blank(cell) for cell in body[full - 1][1]) <= 1:
        full -= 1
    rows: list[Row] = [(line, [" ".join(as_text(cell) for cell in cells)]) for line, cells in table.rows[:place]]
    rows.append((table.rows[place][0], [*[""] * before, *table.rows[place][1]]))
    for line, cells in body[:full]:
        rows += [(line, [*fixed, *values, *cells]) for values in _values(cells, across, texts)]
    rows += [(line, [*[""] * before, *cells]) for line, cells in body[full:]]
    width = before + max((at + 1 for at, text in enumerate(texts) if text), default=0)
    layout = own.layout_of(replace(table, rows=rows), Heading(place, columns, width, ()), name_of(mapping))
    figures = across or [at - before for at in layout.figures]
    return replace(layout, width=width - before, figures=frozenset(figures), above=mapping.above)


def _values(cells: Sequence[Cell], across: Sequence[int], texts: Sequence[str]) -> list[list[Cell]]:
    """What stands before the row's own cells, once for each period across; once where there are none."""
    if not across:
        return [[]]
    return [[texts[at], cells[at] if at < len(cells) else ""] for at in across]
