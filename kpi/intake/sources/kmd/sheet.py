"""Custom Data of KMD Insight: a first row of generic names (`Dato1;CPR;Tekst1;Numerisk1;Metadata`), headings below."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.indicators import IndicatorNames
from kpi.intake.checks.signs import spoken
from kpi.intake.cpr import refuse_persons
from kpi.intake.files.table import Cell, SheetTable, StatedRow, as_text, is_blank
from kpi.intake.layouts.layout import Layout, Translation
from kpi.intake.layouts.shape import AREA_NAMES, PERIOD_NAMES, Shape, ValueColumn, body_of, heading_text, whole_rows
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.sources.kmd.signs import SIGNS
from kpi.intake.text import fold
from kpi.model.definitions import Definitions
from kpi.model.delivery import RowIssue
from kpi.model.indicator import Indicator

NAME = "KMD Insight (Custom Data)"
_GENERIC = re.compile(r"(?:dato|tekst|numerisk)\d{1,2}|cpr|metadata")
_FEWEST_GENERIC = 3


def is_custom_data(table: SheetTable) -> bool:
    names = [fold(as_text(cell)) for cell in table.rows[0][1]] if len(table.rows) > 1 else []
    generic = [name for name in names if _GENERIC.fullmatch(name)]
    return len(generic) >= _FEWEST_GENERIC and len(generic) == sum(bool(name) for name in names)


def unfolded(table: SheetTable) -> SheetTable:
    """Custom Data under its own headings; any other table as it stands."""
    return _unfolded(table) if is_custom_data(table) else table


def _unfolded(table: SheetTable) -> SheetTable:
    """The table under its own headings: without the generic row, and without columns that have no heading of their own.

    A row of `Metadata` is left out with them. FileRefused where the column for CPR numbers, or one without a heading,
    holds anything.
    """
    names = [fold(as_text(cell)) for cell in table.rows[0][1]]
    headings = table.rows[1][1]
    kept = [
        at
        for at, name in enumerate(names)
        if name not in ("", "cpr", "metadata") and at < len(headings) and not is_blank(headings[at])
    ]
    for line, cells in table.rows[2:]:
        for at, cell in enumerate(cells):
            if at in kept or is_blank(cell) or (at < len(names) and names[at] == "metadata"):
                continue
            if at < len(names) and names[at] == "cpr":
                raise refuse_persons(f"kolonnen CPR er udfyldt på {table.row_word} {line}")
            raise FileRefused(
                f"{table.row_word.capitalize()} {line} har noget i kolonne {at + 1}, som ikke har nogen overskrift på "
                f"{table.row_word} {table.rows[1][0]}. Skriv overskriften, og lav udtrækket igen."
            )
    # A short row stays short, so that it is named.
    rows = [(line, [cells[at] for at in kept if at < len(cells)]) for line, cells in table.rows[1:]]
    hidden = tuple((kept.index(at), letters) for at, letters in table.hidden_columns if at in kept)
    return replace(table, rows=rows, hidden_columns=hidden, described=f"{NAME}, {table.described}")


def recognise(table: SheetTable, definitions: Definitions) -> Layout | None:
    """Unfolded Custom Data with a column for area, one for the period and one for each indicator, named as it is."""
    if not table.described.startswith(NAME):
        return None
    headings = [heading_text(cell) for cell in table.rows[0][1]]
    indicators = _indicators(headings, definitions)
    area = next((at for at, name in enumerate(headings) if fold(name) in AREA_NAMES), -1)
    period = next((at for at, name in enumerate(headings) if fold(name) in PERIOD_NAMES | {"dato"}), -1)
    if area < 0 or period < 0 or not indicators:
        return None
    others = tuple(name for at, name in enumerate(headings) if at not in (area, period, *indicators))
    values = tuple(ValueColumn(at, "", "", headings[at]) for at in indicators)
    shape = Shape(0, len(headings), area, period, {}, values, others, repeats_stubs=True)
    return Layout(
        NAME, 0, len(headings), frozenset(indicators), partial(_translate, table, shape, indicators, definitions)
    )


def _indicators(headings: list[str], definitions: Definitions) -> dict[int, Indicator]:
    names = IndicatorNames(definitions.indicators)
    found = {}
    for at, heading in enumerate(headings):
        try:
            found[at] = names.read(heading)
        except Unreadable:
            continue  # another column
    return found


def _translate(
    table: SheetTable, shape: Shape, indicators: dict[int, Indicator], definitions: Definitions
) -> Translation:
    body, outside = body_of(table, shape, AreaNames(definitions.areas))
    refused: list[RowIssue] = []
    rows: list[StatedRow] = []
    for line, cells in whole_rows(table, body, shape, refused):
        rows += [_stated(line, cells, shape, at, indicator) for at, indicator in indicators.items()]
    if not rows and not refused:
        raise FileRefused("Udtrækket fra KMD Insight har overskrifter, men ingen tal. Lav udtrækket igen.")
    unknown = [RowIssue(0, f"Kolonnen «{name}» er ingen indikator og er ikke læst.") for name in shape.unread]
    return Translation(rows, refused, unknown, tuple(outside))


def _stated(line: int, cells: list[Cell], shape: Shape, at: int, indicator: Indicator) -> StatedRow:
    value, quality = spoken(cells[at], SIGNS)
    return StatedRow(
        line=line,
        indicator=indicator.id,
        area=cells[shape.area],
        area_code="",
        period=cells[shape.period],
        value=value,
        unit=indicator.unit.id,
        comment="",
        numerator="",
        denominator="",
        quality=quality,
        published="",
        column=indicator.title if len(shape.values) > 1 else "",
        beside=tuple(cell for other, cell in enumerate(cells) if other not in (shape.area, shape.period)),
    )
