"""A source's own exported table, read as rows.

The table may be long (one figure a row), have several measures side by side under one or two rows of headings, or have
its periods across.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kpi.intake.checks.absence import told_apart
from kpi.intake.checks.areas import AreaNames, OtherPlaces
from kpi.intake.checks.numbers import Convention
from kpi.intake.checks.signs import Signs, spoken
from kpi.intake.files.table import Cell, Row, SheetNumber, SheetTable, StatedRow, as_text
from kpi.intake.layouts.declared import (
    Declared,
    Matcher,
    names_member,
    only_declared,
    refuse_without_member,
    those_of_table,
    those_of_unit,
)
from kpi.intake.layouts.layout import Layout, Translation
from kpi.intake.layouts.shape import FigureCells, Shape, body_of, figures_of, whole_rows, words_above, words_outside
from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold
from kpi.model.definitions import Definitions
from kpi.model.delivery import RowIssue
from kpi.model.indicator import Indicator

_FRACTION = re.compile(r"0[.,]\d{3,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """How one source writes its tables."""

    owner: str
    signs: Signs
    """How it writes a cell without a number."""
    area_names: Mapping[str, str]
    """Its own names of areas, folded → ours."""
    numbers: Convention
    usual_splits: frozenset[str] | None
    """Splits that a figure of the whole population may be the total of; None: any."""
    titles_name_members: bool
    """A table of one member alone may name it in its title and have no column for the split."""


def layout_of(
    name: str, table: SheetTable, shape: Shape, declared: Declared, definitions: Definitions, source: OwnWords
) -> Layout:
    read = partial(_translate, table, shape, declared, definitions, source)
    return Layout(name, shape.place, shape.width, frozenset(value.at for value in shape.values), read)


def _translate(
    table: SheetTable,
    shape: Shape,
    declared: Declared,
    definitions: Definitions,
    source: OwnWords,
) -> Translation:
    """FileRefused for a cut file, merged cells among the figures, a table that no indicator uses, and figures that may
    be of two indicators.
    """
    names = AreaNames(definitions.areas)
    body, outside = body_of(table, shape, names)
    _refuse_merged(table, body)
    refused: list[RowIssue] = []
    whole = list(whole_rows(table, body, shape, refused))
    above = words_above(table, shape)
    of_table, is_named = those_of_table(declared, shape, above, words_outside(table, body))
    of_table = those_of_unit(of_table, table, shape, source.owner, definitions.units.values())
    titled = [pair for pair in of_table if source.titles_name_members and names_member(pair[1], above)]
    refuse_without_member(of_table, titled, shape)
    match = Matcher(of_table, titled, is_named, source.owner, source.usual_splits)
    shape = only_declared(shape, of_table)
    rows: list[StatedRow] = []
    places = OtherPlaces(definitions.areas)
    for figure in figures_of(whole, shape):
        if places.takes(figure.area, figure.line):
            continue
        found = match(figure)
        if found.indicator is None:
            refused.append(RowIssue(figure.line, found.reason))
        else:
            rows.append(_stated(figure, found.indicator, source, shape))
    match.refuse_unsettled()
    if not rows and not refused:
        raise FileRefused(
            f"Tabellen fra {source.owner} har overskrifter, men ingen tal. En tom fil betyder ikke, at tallene er "
            "nul: hent filen igen."
        )
    refused = list(dict.fromkeys(refused))
    rows = told_apart(rows, definitions)
    return Translation(
        rows,
        refused,
        match.warnings(),
        tuple(outside),
        shape.unread,
        told=places.told(table.row_word),
        official=True,
        numbers=source.numbers,
    )


def _refuse_merged(table: SheetTable, body: Sequence[Row]) -> None:
    """Merged group titles above are usual; merged cells among the figures cannot be read safely."""
    for first, last in table.merged:
        if body and first <= body[-1][0] and last >= body[0][0]:
            raise FileRefused(
                f"Række {first} til {last} har flettede celler mellem tallene. Ophæv fletningen i Excel, og indlæs "
                "filen igen."
            )


def _stated(figure: FigureCells, indicator: Indicator, source: OwnWords, shape: Shape) -> StatedRow:
    value, quality = spoken(figure.cell, source.signs)
    area = figure.area
    return StatedRow(
        line=figure.line,
        indicator=indicator.id,
        area=source.area_names.get(fold(area), area) if isinstance(area, str) else area,
        area_code="",
        period=figure.period,
        value=value if quality else _in_unit(value, indicator),
        unit=indicator.unit.id,
        comment="",
        numerator="",
        denominator="",
        quality=quality,
        published="",
        column=figure.value.heading if len(shape.values) > 1 else "",
        beside=figure.beside,
    )


def _in_unit(cell: Cell, indicator: Indicator) -> Cell:
    """A source that declares per cent means three tenths of a per cent by 0,3: said, so that it is no fraction.

    Sources give per cent with two decimals at most: 0,028 is judged as anybody's fraction is.
    """
    if not indicator.unit.percent:
        return cell
    if isinstance(cell, SheetNumber):
        return cell if cell.percent or _FRACTION.fullmatch(as_text(cell)) else _in_percent(cell)
    if isinstance(cell, str) and cell.strip() and cell.strip()[-1].isdigit() and not _FRACTION.fullmatch(cell.strip()):
        return f"{cell.strip()} %"
    return cell


def _in_percent(cell: SheetNumber) -> SheetNumber:
    return SheetNumber(cell.value.scaleb(-2), percent=True)
