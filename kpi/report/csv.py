"""A table as CSV that a Danish Excel opens right: UTF-8 with BOM, semicolon, decimal comma, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kpi.installation import Installation
from kpi.model.views.parts import Table
from kpi.texts.command_line import SERIES_FIELDS, SERIES_HEADINGS
from kpi.texts.numbers import plain_input
from kpi.texts.statuses import EXAMPLE

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def table_csv(view: Table) -> bytes:
    """Title, headings, rows and source; made-up figures are named in the first line, as they are on screen."""
    from kpi import frames  # pandas loads slowly, and few ask for a file

    frame = frames.shown(view)
    title = f"{frame.attrs['title']} ({EXAMPLE})" if frame.attrs["example"] else frame.attrs["title"]
    rows: list[Iterable[str | Decimal]] = [[title], frame.columns, *frame.itertuples(index=False, name=None)]
    if frame.attrs["source"]:
        rows.append([frame.attrs["source"]])
    return ("\ufeff" + "".join(";".join(map(_cell, row)) + "\r\n" for row in rows)).encode()


def series_csv(here: Installation, indicator: str, area: str, as_of: date) -> str:
    """The figures of a series for other programs: a decimal point, and nothing above the headings."""
    from kpi import frames

    frame = frames.series(here, [indicator], [area], as_of)
    written = frame.assign(
        value=frame["value"].map(lambda value: f"{value.normalize():f}", na_action="ignore"),
        published_on=frame["published_on"].dt.strftime("%Y-%m-%d"),
    )
    fields, headings = list(SERIES_FIELDS), list(SERIES_HEADINGS)
    return written.to_csv(sep=";", columns=fields, header=headings, index=False, lineterminator="\n")


def _cell(cell: str | Decimal) -> str:
    """Numbers with every decimal they have, and negative ones as numbers; an empty cell stays empty."""
    return plain_input(cell) if isinstance(cell, Decimal) else _text(cell)


def _text(text: str) -> str:
    """Text that a spreadsheet might run gets an apostrophe in front: shown letter for letter, never calculated."""
    safe = f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in ';"\r\n') else safe
