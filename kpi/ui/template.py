"""A template of the figures that the contract lacks, to fill in and load."""

from __future__ import annotations

import streamlit as st

from kpi.report.parts import paragraphs
from kpi.report.template import template_csv, template_workbook
from kpi.texts.screens import import_figures as words
from kpi.ui import readers
from kpi.ui.choices import Shared
from kpi.ui.frame import offer_download
from kpi.ui.html import show

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_template(shared: Shared) -> None:
    st.header(words.TEMPLATE)
    show(paragraphs([words.TEMPLATE_LEAD]))
    whole = st.toggle(words.TEMPLATE_WHOLE, key="template.whole")
    view = readers.template(shared, whole=whole)
    if not view.rows:
        st.text(words.TEMPLATE_NOTHING)
        return
    st.text(words.TEMPLATE_COUNT.format(count=len(view.rows)))
    name = words.TEMPLATE_FILE.format(contract=shared.contract)
    with st.container(horizontal=True):
        offer_download(words.TEMPLATE_XLSX, f"{name}.xlsx", _SHEET, lambda: template_workbook(view))
        offer_download(words.TEMPLATE_CSV, f"{name}.csv", "text/csv", lambda: template_csv(view))
