"""A template of missing figures as files that can be filled in and loaded as they are."""

from __future__ import annotations

import io

from kpi.model.views.parts import Table

_SHEET = "Tal"
_WIDTHS = (44, 16, 12, 11, 12, 18, 10, 10, 11, 14, 30)


def template_csv(view: Table) -> bytes:
    """Headings and rows alone: nothing above them, no formula can stand in our own ids and names."""
    rows = [view.headings, *(tuple(cell.text for cell in row) for row in view.rows)]
    return ("\ufeff" + "".join(";".join(row) + "\r\n" for row in rows)).encode()


def template_workbook(view: Table) -> bytes:
    """Codes and periods as text, so that Excel leaves 084 and 2017-12 as they are; the headings stay in view."""
    import xlsxwriter  # loads slowly, and few ask for a workbook

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for column, (heading, width) in enumerate(zip(view.headings, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(view.rows, 1):
            for column, cell in enumerate(row):
                if cell.text:
                    sheet.write_string(line, column, cell.text, text)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
