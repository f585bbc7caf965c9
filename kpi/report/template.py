"""A template of missing figures as files that can be filled in and loaded as they are."""

from __future__ import annotations

import io
from collections.abc import Iterable

from kpi.model.views.parts import Table

_SHEET = "Tal"
_WIDTHS = (44, 16, 12, 11, 12, 18, 10, 10, 11, 14, 30)


def template_csv(view: Table) -> bytes:
    """Headings and rows alone: nothing above them, no formula can stand in our own ids and names."""
    from kpi import frames  # pandas loads slowly, and few ask for a file

    frame = frames.shown(view)
    rows: list[Iterable[str]] = [frame.columns, *frame.itertuples(index=False, name=None)]
    return ("\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)).encode()


def template_workbook(view: Table) -> bytes:
    """Codes and periods as text, so that Excel leaves 084 and 2017-12 as they are; the headings stay in view."""
    import xlsxwriter  # as pandas does, it loads slowly

    from kpi import frames

    target, frame = io.BytesIO(), frames.shown(view)
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for column, (heading, width) in enumerate(zip(frame.columns, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(frame.itertuples(index=False, name=None), 1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, column, cell, text)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
