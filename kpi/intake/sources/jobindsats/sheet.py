"""Tables exported from jobindsats.dk's website, and the flat CSV of its former API (`Area;Periode;…`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.numbers import Convention
from kpi.intake.checks.periods import kind_of
from kpi.intake.files.table import Cell, Row, SheetTable
from kpi.intake.layouts.declared import declared_for, matching_measure
from kpi.intake.layouts.layout import Layout
from kpi.intake.layouts.shape import (
    AREA_NAMES,
    PERIOD_NAMES,
    SEARCHED_ROWS,
    Shape,
    ValueColumn,
    heading_text,
    is_figure,
    is_note,
)
from kpi.intake.layouts.source_sheet import OwnWords, layout_of
from kpi.intake.sources.jobindsats.signs import SIGNS
from kpi.intake.text import fold
from kpi.model.definitions import Definitions

NAME = "tabel fra jobindsats.dk"
SOURCE = "jobindsats"
_TITLE_ROWS = 5
_WORDS = OwnWords(
    owner="jobindsats.dk",
    signs=SIGNS,
    area_names={},
    numbers=Convention.DANISH,
    usual_splits=None,
    titles_name_members=False,
)


def recognise(table: SheetTable, definitions: Definitions) -> Layout | None:
    """None where no column is a measure that an indicator declares for this source."""
    declared = declared_for(definitions, SOURCE)
    shape = _shape_of(table, matching_measure(declared), AreaNames(definitions.areas))
    if shape is None:
        return None
    return layout_of(NAME, table, shape, declared, definitions, _WORDS)


def _shape_of(table: SheetTable, measure_of: Callable[[str], str], names: AreaNames) -> Shape | None:
    for place, (_, cells) in enumerate(table.rows[:SEARCHED_ROWS]):
        folded = [fold(heading_text(cell)) for cell in cells]
        area = next((at for at, name in enumerate(folded) if name in AREA_NAMES), -1)
        if area < 0:
            continue
        upper, lower, last = _headings(table.rows, place, area)
        shape = _columns(table, last, upper, lower, area, measure_of, names)
        if shape is not None:
            return shape
    return None


def _headings(rows: Sequence[Row], place: int, area: int) -> tuple[list[str], list[str], int]:
    """Group titles filled to the right, headings, and the index of the last row of them."""
    own = _texts(rows[place][1])
    below = _texts(rows[place + 1][1]) if place + 1 < len(rows) else []
    if _is_beside(below, area) and not any(_reads_as_figure(text) for text in below):
        under = [text or head for text, head in _side_by_side(below, own)]
        return _filled_right(own, len(under)), under, place + 1
    above = _texts(rows[place - 1][1]) if place else []
    if _is_beside(above, area):
        return _filled_right(above, len(own)), own, place
    return [""] * len(own), own, place


def _is_beside(texts: Sequence[str], area: int) -> bool:
    """Headings of the figures only: nothing in the first column and nothing over or under the area."""
    return any(texts) and not texts[0] and (area >= len(texts) or not texts[area])


def _reads_as_figure(text: str) -> bool:
    return bool(text) and is_figure(text) and kind_of(text) is None


def _columns(
    table: SheetTable,
    place: int,
    upper: Sequence[str],
    lower: Sequence[str],
    area: int,
    measure_of: Callable[[str], str],
    names: AreaNames,
) -> Shape | None:
    width = max((at + 1 for at, text in enumerate(lower) if text), default=0)
    period, splits, values, unread = -1, dict[int, str](), list[ValueColumn](), list[str]()
    others: dict[int, str] = {}
    for at in range(width):
        over, under = upper[at] if at < len(upper) else "", lower[at]
        across = next((text for text in (under, over) if text and kind_of(text) is not None), "")
        beside = over if across == under else under
        spoken = [beside, *_title(table)] if across else [under, over, f"{over}: {under}"]
        measure = next((found for text in spoken if text and (found := measure_of(text))), "")
        heading = " · ".join(dict.fromkeys(text for text in (over, under) if text))
        if at == area:
            continue
        if fold(under) in PERIOD_NAMES:
            period = at
        elif measure:
            values.append(ValueColumn(at, measure, across, heading))
        else:
            others[at] = (beside if across else heading) or heading
    if not values or (period < 0) != all(value.period for value in values):
        return None
    for at, heading in others.items():  # looked at last: in most tables of other layouts every row would be
        if _holds_figures(table.rows[place + 1 :], at, names):
            unread.append(heading)
        else:
            splits[at] = lower[at]
    return Shape(place, width, area, period, splits, tuple(values), tuple(dict.fromkeys(unread)), repeats_stubs=True)


def _title(table: SheetTable) -> list[str]:
    """Where the periods fill the headings, the measure stands above the table."""
    firsts = [cells[0] for _, cells in table.rows[:_TITLE_ROWS]]
    return [heading_text(cell) for cell in firsts if isinstance(cell, str)]


def _holds_figures(rows: Sequence[Row], at: int, names: AreaNames) -> bool:
    return all(is_figure(cells[at]) for _, cells in rows if at < len(cells) and not is_note(cells, names))


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [heading_text(cell) for cell in cells]


def _side_by_side(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, str]]:
    width = max(len(first), len(second))
    return list(zip([*first, *[""] * (width - len(first))], [*second, *[""] * (width - len(second))], strict=True))


def _filled_right(texts: Sequence[str], width: int) -> list[str]:
    """A merged title stands in its first cell only."""
    filled, last = [], ""
    for text in [*texts, *[""] * (width - len(texts))]:
        last = text or last
        filled.append(last)
    return filled
