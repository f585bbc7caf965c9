"""Datagrundlag: series breaks that sources tell of, and a person's answer to each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi.access import Permission, User, require
from kpi.definitions.told_breaks import BreakProposal
from kpi.model.definitions import Definitions
from kpi.model.views.parts import Cell, Table
from kpi.receive import ChangeRefused, answer_break
from kpi.report import parts
from kpi.texts import told_breaks as said
from kpi.texts.screens import told_breaks as words
from kpi.ui import who
from kpi.ui.html import show
from kpi.ui.readers import library, now

RECEIPT = "told_breaks.receipt"


def show_told_breaks() -> None:
    """Nothing where no source tells of any."""
    here = library().installation()
    proposals, definitions = here.break_proposals, here.declared
    if not proposals:
        return
    st.header(words.TITLE)
    if receipt := st.session_state.pop(RECEIPT, ""):
        st.success(receipt)
    show(parts.paragraphs([words.LEAD]))
    rows = tuple((Cell(said.proposal(one, definitions), None), Cell(said.answer(one), None)) for one in proposals)
    show(parts.table(Table(words.TITLE, words.HEADINGS, rows, False, "")))
    user = who.ask_who("told_breaks.who")
    if user is not None:
        _answer(sorted(proposals, key=lambda one: one.answer is not None), definitions, user)


def _answer(proposals: Sequence[BreakProposal], definitions: Definitions, user: User) -> None:
    """Those that nobody has answered first; another answer can be given to the rest."""
    titles = [said.proposal(one, definitions) for one in proposals]
    chosen = st.selectbox(words.WHICH, range(len(proposals)), format_func=titles.__getitem__, key="told_breaks.which")
    proposal = proposals[chosen]
    with st.form(f"told_breaks.{chosen}"):
        is_break = st.radio(words.QUESTION, [True, False], format_func=words.ANSWERS.__getitem__)
        accepted_from = st.text_input(words.FROM, value=proposal.told, help=words.FROM_HELP, max_chars=20)
        reason = st.text_input(words.REASON, help=words.REASON_HELP, max_chars=300)
        if st.form_submit_button(words.SAVE):
            _save(proposal, bool(is_break), accepted_from.strip(), reason, user)


def _save(proposal: BreakProposal, is_break: bool, accepted_from: str, reason: str, user: User) -> None:
    require(user, Permission.ENTER, words.TITLE)
    if is_break and not accepted_from:
        st.error(words.FROM_MISSING)
        return
    period = accepted_from if is_break else ""
    try:
        answer_break(library().folder, proposal, accepted_from=period, reason=reason, by=user, now=now())
    except ChangeRefused as refusal:
        st.error(str(refusal))
        return
    st.session_state[RECEIPT] = words.SAVED
    st.rerun()
