"""The first screen: every contract with its counts, each a link to its Overblik."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi.charts.figure import example_mark
from kpi.model.views.contracts import ContractCard
from kpi.report import parts
from kpi.texts.screens import everywhere, first
from kpi.ui import choices
from kpi.ui.html import show
from kpi.ui.pages import Page


def show_cards(views: Sequence[ContractCard]) -> None:
    if not views:
        st.info(first.NO_CONTRACTS)
        return
    show(f'<div class="kpi-cards">{"".join(_card(view) for view in views)}</div>')


def _card(view: ContractCard) -> str:
    contract = view.contract
    address = escape(choices.link(Page.OVERVIEW, contract=contract.id))
    made_up = f' <span class="kpi-example">{escape(everywhere.MADE_UP)}</span>' if contract.made_up else ""
    below = " · ".join(part for part in (view.municipality, view.newest, view.phase) if part)
    counted = parts.counts(view.counts) if view.counts else ""
    return (
        f'<div class="kpi-card"><h2><a href="{address}" target="_self">{escape(contract.short_title)}</a>{made_up}'
        f'{example_mark(view.example)}</h2><p class="kpi-small">{escape(below)}</p>{counted}</div>'
    )
