"""A long table: its first rows, and the others a click away, so that what stands below it stays in sight."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from kpi.model.views.parts import Table
from kpi.report import parts
from kpi.texts.screens import controls
from kpi.ui.html import show

FIRST = 12


def show_table(table: Table, most: int, more: str) -> None:
    """At most `most` rows; `more` says how many are left out, and where they are."""
    left_out = len(table.rows) - most
    said = " ".join(part for part in (table.source_line, more.format(count=left_out) if left_out > 0 else "") if part)
    rest = table.rows[FIRST:most]
    show(parts.table(replace(table, rows=table.rows[:FIRST], source_line="" if rest else said)))
    if rest:
        with st.expander(controls.OTHER_ROWS.format(count=len(rest))):
            show(parts.table(replace(table, rows=rest, source_line=said)))
