"""Sammenligning: place in words, sorted bars, what it means in persons, and the development beside the group."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi.charts.bars import bars_svg
from kpi.charts.development import development_svg
from kpi.charts.figure import NARROW, PAGE, figure
from kpi.model.views import Comparison
from kpi.report import parts
from kpi.texts import periods
from kpi.texts.screens import controls, everywhere
from kpi.texts.screens import peers as words
from kpi.ui.frame import offer_table
from kpi.ui.html import show


def show_comparison(view: Comparison | None) -> None:
    if view is None:
        st.info(words.NO_FIGURES)
        return
    if view.unknown_group:
        st.info(view.unknown_group)
        return
    bars = bars_svg(view, PAGE, "kpi-wide") + bars_svg(view, NARROW, "kpi-narrow")
    if not bars:
        st.info(words.NO_FIGURES)
        return
    detail = parts.paragraphs([view.detail, view.to_best_third], "kpi-lead")
    show(f'<div class="kpi-verdict"><span>{escape(view.headline)}</span></div>{detail}')
    chart, notes = st.columns([3, 1], gap="large")
    with chart:
        title = controls.BARS_TITLE.format(indicator=view.indicator.title, period=periods.long(view.period))
        show(figure(title, bars, view.table.source_line, example=view.example))
    with notes:
        show(
            "".join(f"<h3>{escape(note.label)}</h3>{parts.paragraphs([note.value, note.note])}" for note in view.notes)
        )
    moves = development_svg(view, PAGE, "kpi-wide") + development_svg(view, NARROW, "kpi-narrow")
    if moves:
        show(f"<h2>{escape(words.DEVELOPMENT)}</h2>{figure('', moves, view.table.source_line, example=view.example)}")
    with st.expander(everywhere.SHOW_TABLE):
        show(parts.table(view.table))
    offer_table(everywhere.DOWNLOAD_CSV, f"{view.indicator.id}-{view.period}-{view.group}", view.table)
