"""A table as CSV that a Danish Excel opens right: UTF-8 with BOM, semicolon, decimal comma, no cell a formula."""

from __future__ import annotations

from kpi.model.views.parts import Cell, Table
from kpi.texts.numbers import plain_input
from kpi.texts.statuses import EXAMPLE

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def table_csv(view: Table) -> bytes:
    """Title, headings, rows and source; made-up figures are named in the first line, as they are on screen."""
    title = f"{view.title} ({EXAMPLE})" if view.example else view.title
    rows = [
        [_text(title)],
        [_text(heading) for heading in view.headings],
        *([_cell(cell) for cell in row] for row in view.rows),
    ]
    if view.source_line:
        rows.append([_text(view.source_line)])
    return ("\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)).encode()


def _cell(cell: Cell) -> str:
    """Numbers with every decimal they have, and negative ones as numbers; an empty cell stays empty."""
    return plain_input(cell.number) if cell.number is not None else _text(cell.text)


def _text(text: str) -> str:
    """Text that a spreadsheet might run gets an apostrophe in front: shown letter for letter, never calculated."""
    safe = f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ';"\r\n') else safe
