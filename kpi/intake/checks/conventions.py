"""What point and comma mean in each column of numbers: one way in a file, and «1.234» where its own column shows it.

A column is one indicator's values, numerators or denominators. «25.4» in another column settles nothing: a count is
written 1.234 for 1234 beside shares in English form. What counts whole things has no decimals, so there the other
columns' way may be trusted as far as it makes the number whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from kpi.intake.checks.indicators import IndicatorNames
from kpi.intake.checks.numbers import Convention, convention_of, decimal_sign, is_either
from kpi.intake.files.table import Cell, StatedRow, as_text
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.text import quoted
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator


class NumberColumn(StrEnum):
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


Column = tuple[Cell, NumberColumn]
"""Indicator as the row states it, and which of its numbers."""


def conventions_of(
    rows: Sequence[StatedRow], definitions: Definitions, usual: Convention, row_word: str
) -> Mapping[Column, Convention]:
    """By column. FileRefused, with the line, for two ways in one file and for a number that can be read in both.

    `usual`: how the layout writes numbers where its own columns do not show it; UNSETTLED: in either way.
    """
    columns = _texts(rows)
    lines = {text: line for texts in columns.values() for text, line in reversed(texts.items())}
    of_file, danish, english = convention_of(sorted(lines))
    if of_file is Convention.MIXED:
        raise FileRefused(
            f"Filen blander dansk og engelsk talskrivning: både {quoted(danish)} ({row_word} {lines[danish]}) og "
            f"{quoted(english)} ({row_word} {lines[english]}). Skriv alle tal på samme måde, helst med komma som "
            "decimaltegn."
        )
    is_shown = bool(danish or english) and of_file is not Convention.UNSETTLED
    names = IndicatorNames(definitions.indicators)
    found: dict[Column, Convention] = {}
    for column, texts in columns.items():
        elsewhere = of_file if is_shown else Convention.UNSETTLED
        found[column], doubtful = _settled(texts, usual, elsewhere, whole=_counts_whole(column, names))
        if doubtful:
            raise FileRefused(
                f"Tallet {quoted(doubtful)} ({row_word} {texts[doubtful]}) kan læses på to måder, og intet andet tal i "
                "samme kolonne for samme indikator afgør det. Skriv tusinder uden skilletegn (1234) og decimaler med "
                "komma og andet end tre cifre (1,23 eller 1,2340)."
            )
    return found


def _texts(rows: Iterable[StatedRow]) -> dict[Column, dict[str, int]]:
    """The distinct texts of each column, with the first line of each."""
    found: dict[Column, dict[str, int]] = {}
    for row in rows:
        for number, cell in zip(NumberColumn, (row.value, row.numerator, row.denominator), strict=True):
            if isinstance(cell, str) and cell.strip():
                found.setdefault((row.indicator, number), {}).setdefault(cell, row.line)
    return found


def _counts_whole(column: Column, names: IndicatorNames) -> bool:
    """Numerators and denominators count. False also for an indicator that is not known: its rows are refused."""
    indicator = _read(column[0], names)
    return column[1] is not NumberColumn.VALUE or (indicator is not None and indicator.unit.whole)


def _read(cell: Cell, names: IndicatorNames) -> Indicator | None:
    """None for an indicator that is not known."""
    try:
        return names.read(as_text(cell))
    except Unreadable:
        return None


def _settled(
    texts: Mapping[str, int], usual: Convention, elsewhere: Convention, *, whole: bool
) -> tuple[Convention, str]:
    """The column's convention, and a text of it that cannot be read surely; empty where all can.

    `elsewhere`: how the file's other columns are written; UNSETTLED: none of them shows it.
    """
    own, danish, english = convention_of(sorted(texts))
    either = sorted((text for text in texts if is_either(text)), key=lambda text: texts[text])
    if own is Convention.UNSETTLED:
        own = _from_outside(usual, elsewhere, whole=whole)
        if own is Convention.UNSETTLED:
            return own, either[0]
    elif not (danish or english):  # nothing in it can be read in two ways
        return own, ""
    odd = [text for text in either if whole and decimal_sign(own) in text]
    return own, odd[0] if odd else ""


def _from_outside(usual: Convention, elsewhere: Convention, *, whole: bool) -> Convention:
    """For a column that shows nothing itself; UNSETTLED where nothing else may be trusted."""
    if usual is Convention.UNSETTLED:
        return elsewhere if whole else Convention.UNSETTLED
    return usual if elsewhere in (usual, Convention.UNSETTLED) else Convention.UNSETTLED
