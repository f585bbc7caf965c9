"""Datagrundlag: the state of every indicator, what was received, and how a delivery is taken out again."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from kpi.access import User
from kpi.model.views.data_status import DataStatus, DeliveryLine, IndicatorStatus
from kpi.model.views.parts import Cell, Table
from kpi.report import parts
from kpi.texts.numbers import number
from kpi.texts.screens import controls, everywhere
from kpi.texts.screens import data_status as words
from kpi.ui import typed, who
from kpi.ui.frame import offer_table
from kpi.ui.html import show
from kpi.ui.readers import library

RECEIPT = "deliveries.receipt"


def show_receipt() -> None:
    said = st.session_state.pop(RECEIPT, "")
    if said:
        st.success(said)


def show_faults(view: DataStatus) -> None:
    if view.faults:
        st.error(words.FAULTS)
        show(parts.bullets(view.faults))


def show_indicators(view: DataStatus) -> None:
    """The late ones first; and how the figures of each source come in."""
    headings = (
        words.COLUMN_INDICATOR,
        words.COLUMN_STATE,
        words.COLUMN_NEWEST,
        words.COLUMN_PUBLISHED,
        words.COLUMN_NEXT,
        words.COLUMN_PROVISIONAL,
        words.COLUMN_GAPS,
        words.COLUMN_REVISIONS,
        words.COLUMN_SOURCE,
    )
    ordered = sorted(view.indicators, key=lambda line: not line.late)
    table = Table(words.INDICATORS, headings, tuple(_indicator(line) for line in ordered), False, "")
    show(_dense(table))
    offer_table(everywhere.DOWNLOAD_CSV, controls.DATA_FILE, table)
    definitions = library().definitions()
    sources = [definitions.sources[id_] for id_ in dict.fromkeys(line.indicator.source for line in ordered)]
    ways = tuple((Cell(one.name, None), Cell(one.way_in, None)) for one in sources)
    come_in = Table(words.SOURCES, (words.COLUMN_SOURCE, words.WAY_IN), ways, False, "")
    show(_dense(come_in))


def _dense(table: Table) -> Markup:
    return Markup('<div class="kpi-dense">{}</div>').format(parts.table(table))


def _indicator(line: IndicatorStatus) -> tuple[Cell, ...]:
    title = f"{line.indicator.title} ({everywhere.EXAMPLE})" if line.example else line.indicator.title
    texts = (
        title,
        line.state,
        line.newest,
        line.last_published,
        line.next_expected,
        line.provisional,
        line.gaps,
        line.revisions,
        line.source,
    )
    return tuple(Cell(text, None) for text in texts)


def show_history(view: DataStatus) -> None:
    st.header(words.DELIVERIES)
    if not view.deliveries:
        st.info(words.NO_DELIVERIES)
        return
    headings = (
        words.COLUMN_RECEIVED,
        words.COLUMN_FILE,
        words.COLUMN_SHA,
        words.COLUMN_SOURCE,
        words.COLUMN_BY,
        words.COLUMN_FIGURES,
        words.COLUMN_REFUSED,
        words.COLUMN_HISTORY,
    )
    rows = tuple(_delivery(line) for line in view.deliveries)
    with st.expander(controls.DELIVERY_COUNT.format(count=len(rows)), expanded=len(rows) <= 12):
        show(parts.table(Table(words.DELIVERIES, headings, rows, False, "")))


def _delivery(line: DeliveryLine) -> tuple[Cell, ...]:
    name = f"{line.file_name} ({everywhere.EXAMPLE})" if line.example else line.file_name
    return (
        Cell(line.received, None),
        Cell(name, None),
        Cell(line.sha256[:12], None),
        Cell(line.source, None),
        Cell(line.by, None),
        Cell(number(Decimal(line.figures), 0), Decimal(line.figures)),
        Cell(number(Decimal(line.refused), 0), Decimal(line.refused)),
        Cell(line.withdrawn or line.text, None),
    )


def show_withdrawal(view: DataStatus) -> None:
    """Own deliveries can be taken out here; it asks why, and whether, first."""
    own = {line.id: line for line in view.deliveries if line.own and not line.withdrawn}
    if not own:
        return
    st.header(words.WITHDRAW)
    user = who.ask_who()
    if user is None:
        return
    titles = {id_: f"{line.received} · {line.file_name} · {line.by}" for id_, line in own.items()}
    chosen = st.selectbox(controls.WHICH_DELIVERY, list(own), format_func=titles.__getitem__)
    line = own[chosen]
    with st.form(f"withdraw.{chosen}"):
        st.text(controls.WITHDRAW_CONFIRM.format(file=line.file_name, count=number(Decimal(line.figures), 0)))
        reason = st.text_input(words.WITHDRAW_REASON, max_chars=200)
        if st.form_submit_button(controls.WITHDRAW_YES):
            _withdraw(line, reason.strip(), user)


def _withdraw(line: DeliveryLine, reason: str, user: User) -> None:
    """The reason is the confirmation: nothing is taken out without one."""
    refused = typed.withdraw(line.id, reason, user) if reason else words.WITHDRAW_REASON_MISSING
    if refused:
        st.error(refused)
        return
    st.session_state[RECEIPT] = words.WITHDRAWN
    st.rerun()


def show_correction() -> None:
    st.header(words.CORRECT)
    st.text(words.CORRECT_TEXT)
