"""Datagrundlag: what changed between any two days, and every value that one figure has had."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from kpi.followup.figure_history import changed_between, values_of
from kpi.model.views.parts import Table
from kpi.texts.alphabet import sort_key
from kpi.texts.screens import data_status as words
from kpi.texts.screens import everywhere
from kpi.ui.choices import FIRST_DAY, Shared
from kpi.ui.frame import offer_table
from kpi.ui.readers import library, own_area
from kpi.ui.tables import show_table

_BACK = timedelta(days=90)
_MOST_SHOWN = 300
CHANGES_FILE, VALUES_FILE = "aendret", "vaerdier"


def show_changes(shared: Shared) -> None:
    """Of the figures that the contract rests on, or of every one."""
    st.header(words.CHANGED)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = _day(words.CHANGED_SINCE, shared.as_of - _BACK, shared.as_of, "history.since")
        until = _day(words.CHANGED_UNTIL, shared.as_of, shared.as_of, "history.until")
        every = st.toggle(words.CHANGED_EVERY, key="history.every")
    if since >= until:
        st.warning(words.CHANGED_BACKWARDS)
        return
    wanted = "" if every else shared.contract
    table = library().answer(
        ("changed", since, until, wanted),
        lambda here: changed_between(here, since, until, wanted),
    )
    _show(table, words.CHANGED_NOTHING, CHANGES_FILE)


def show_values(shared: Shared) -> None:
    st.header(words.VALUES)
    definitions = library().definitions()
    indicators = {one.id: one.title for one in definitions.indicators.values()}
    areas = {one.code: one.name for one in definitions.areas.values()}
    own = own_area(shared)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        indicator = st.selectbox(
            words.COLUMN_INDICATOR,
            sorted(indicators, key=lambda id_: sort_key(indicators[id_])),
            format_func=indicators.__getitem__,
            key="history.indicator",
        )
        codes = sorted(areas, key=lambda code: (code != own, sort_key(areas[code])))
        area = st.selectbox(words.COLUMN_AREA, codes, format_func=areas.__getitem__, key="history.area")
    if not indicator or not area:
        return
    table = library().answer(
        ("values", indicator, area, shared.as_of),
        lambda here: values_of(here, indicator, area, shared.as_of),
    )
    _show(table, words.VALUES_NOTHING, VALUES_FILE)


def _day(label: str, proposed: date, last: date, key: str) -> date:
    """Proposed anew when one looks from another day."""
    asked = st.date_input(
        label, proposed, min_value=FIRST_DAY, max_value=last, format="DD.MM.YYYY", key=f"{key}.{last.isoformat()}"
    )
    return asked if isinstance(asked, date) else proposed


def _show(table: Table, nothing: str, name: str) -> None:
    if not table.rows:
        st.text(nothing)
        return
    offer_table(f"{everywhere.DOWNLOAD_CSV}: {table.title}", name, table)
    show_table(table, _MOST_SHOWN, words.MORE_ROWS)
