"""Indlæs tal: fetching from the sources that have an API, by a button, and how it went last."""

from __future__ import annotations

import streamlit as st

from kpi.access import Permission, User, require
from kpi.intake.api.web import NoAnswer
from kpi.intake.register import APIS
from kpi.model.delivery import ImportReport
from kpi.model.views.parts import Cell, Table
from kpi.receive.fetch import FetchState, Order, fetch_figures, fetch_states, why_not
from kpi.report import parts
from kpi.texts import imports, periods
from kpi.texts.screens import fetching as words
from kpi.ui.html import show
from kpi.ui.readers import library, now

TOLD = "fetch.told"


def show_fetch(user: User) -> None:
    here = library()
    states = fetch_states(here.folder, here.definitions())
    st.header(words.TITLE)
    st.write(words.LEAD)
    for source in APIS:
        name = here.definitions().sources[source].name
        refused = why_not(here.folder, source)
        with st.expander(name):
            show(parts.table(_table(name, [one for one in states if one.source == source])))
            if refused:
                st.info(refused)
            accept = st.toggle(words.ACCEPT, key=f"fetch.accept.{source}", disabled=bool(refused))
            if st.button(words.FETCH, key=f"fetch.{source}", disabled=bool(refused)):
                st.session_state[TOLD] = source, _fetch(source, user, accept)
                st.rerun()
            told_source, told = st.session_state.get(TOLD, ("", ()))
            for line in told if told_source == source else ():
                st.text(line)


def _fetch(source: str, user: User, accept_warnings: bool) -> tuple[str, ...]:
    """What each table gave, in words; the figures that stood before stay whatever happens."""
    require(user, Permission.IMPORT, words.TITLE)
    here = library()
    bar = st.progress(0.0, words.FETCHING)

    def progress(done: int, in_all: int, text: str) -> None:
        bar.progress(done / in_all if in_all else 1.0, text)

    try:
        order = Order(source, user, now(), accept_warnings=accept_warnings)
        reports: tuple[ImportReport, ...] = fetch_figures(here.folder, here.definitions(), order, progress=progress)
    except NoAnswer as refusal:
        return (refusal.reason,)
    return tuple(imports.told(report, here.definitions()) for report in reports)


def _table(title: str, states: list[FetchState]) -> Table:
    return Table(title, words.HEADINGS, tuple(_row(one) for one in states), False, "")


def _row(state: FetchState) -> tuple[Cell, ...]:
    texts = (
        state.table,
        periods.moment(state.fetched_at) if state.fetched_at else words.NEVER,
        periods.day_short(state.updated_on) if state.updated_on else words.NOT_KNOWN,
        periods.day_short(state.next_update_on) if state.next_update_on else words.NOT_KNOWN,
        _fault(state),
    )
    return tuple(Cell(text, None) for text in texts)


def _fault(state: FetchState) -> str:
    if not state.fault or state.tried_at is None:
        return words.NO_FAULT
    return words.FAULT.format(when=periods.moment(state.tried_at), fault=state.fault)
