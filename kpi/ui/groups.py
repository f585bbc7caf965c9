"""Grupper: a group is written in and withdrawn here; everything is checked before anything is kept."""

from __future__ import annotations

import streamlit as st

from kpi.access import Permission, User, require
from kpi.model.views.groups import GroupEditor
from kpi.model.views.parts import Cell, Table
from kpi.receive.peer_groups import GroupRefused, WrittenGroup, save_peer_group, withdraw_peer_group
from kpi.report import parts
from kpi.texts.screens import groups as words
from kpi.ui.choices import FIRST_DAY
from kpi.ui.html import show
from kpi.ui.readers import library, now

RECEIPT = "groups.receipt"
NEW = ""
LONGEST = 300


def show_receipt() -> None:
    """What was just saved or withdrawn, said once."""
    text = st.session_state.pop(RECEIPT, "")
    if text:
        st.success(text)


def show_form(view: GroupEditor, user: User) -> None:
    """A group that something waits for, or a new one."""
    st.header(words.WRITE)
    titles = {NEW: words.NEW} | {one.id: one.title for one in view.needed}
    chosen = st.selectbox(words.WHICH, list(titles), format_func=titles.__getitem__, index=min(1, len(titles) - 1))
    needs = dict(zip((one.id for one in view.needed), zip(view.needs, view.benefits, strict=True), strict=True))
    need, benefit = needs.get(chosen, ("", ""))
    if need:
        st.info(words.NEEDED.format(text=need))
    kinds = (words.OWN_LIST, words.CLUSTER)
    kind = st.radio(words.KIND, kinds, index=1 if benefit else 0, horizontal=True, key=f"kind.{chosen}")
    areas = {area.id: area.title for area in view.areas}
    with st.form(f"group.{chosen}", enter_to_submit=False):
        title = st.text_input(words.NAME, titles[chosen] if chosen else "", max_chars=LONGEST)
        cluster = kind == words.CLUSTER
        of = st.text_input(words.BENEFIT, benefit, help=words.BENEFIT_HELP, max_chars=60) if cluster else ""
        source = st.text_input(words.SOURCE, help=words.SOURCE_HELP, max_chars=LONGEST)
        members = st.multiselect(
            words.MEMBERS, list(areas), format_func=areas.__getitem__, help=words.MEMBERS_HELP,
            placeholder=words.PLACEHOLDER,
        )  # fmt: skip
        first, last = st.columns(2)
        since = first.date_input(words.VALID_FROM, None, min_value=FIRST_DAY, format="DD.MM.YYYY", help=words.DAYS_HELP)
        until = last.date_input(words.VALID_TO, None, min_value=FIRST_DAY, format="DD.MM.YYYY", help=words.DAYS_HELP)
        if st.form_submit_button(words.SAVE, type="primary"):
            if cluster and not of.strip():
                st.error(words.BENEFIT_MISSING)
            else:
                _save(WrittenGroup(chosen, title, source, of, tuple(members), since, until), user)


def _save(given: WrittenGroup, user: User) -> None:
    require(user, Permission.ENTER, words.TITLE)
    try:
        save_peer_group(library().folder, given, by=user, now=now())
    except GroupRefused as refusal:
        st.error(str(refusal))
        return
    st.session_state[RECEIPT] = words.SAVED.format(title=given.title.strip())
    st.rerun()


def show_history(view: GroupEditor) -> None:
    """Everything that was ever written in here, with its withdrawal."""
    st.header(words.HISTORY)
    if not view.own:
        st.info(words.NOTHING)
        return
    headings = (words.COLUMN_GROUP, words.COLUMN_MEMBERS, words.COLUMN_BY, words.COLUMN_STATE)
    rows = tuple(
        tuple(Cell(text, None) for text in (one.title, one.text, one.given, one.withdrawn or words.STANDS))
        for one in view.own
    )
    show(parts.table(Table(words.HISTORY, headings, rows, False, "")))


def show_withdrawal(view: GroupEditor, user: User) -> None:
    """Undo, with a reason."""
    standing = {one.id: one.title for one in view.own if not one.withdrawn}
    if not standing:
        return
    st.header(words.WITHDRAW)
    with st.form("withdraw.group", clear_on_submit=True):
        chosen = st.selectbox(words.COLUMN_GROUP, list(standing), format_func=standing.__getitem__)
        st.caption(words.WITHDRAW_HELP)
        reason = st.text_input(words.REASON, max_chars=LONGEST)
        if st.form_submit_button(words.WITHDRAW_YES):
            _withdraw(chosen, reason, user)


def _withdraw(group: str, reason: str, user: User) -> None:
    require(user, Permission.ENTER, words.TITLE)
    try:
        withdraw_peer_group(library().folder, group, reason=reason, by=user, now=now())
    except GroupRefused as refusal:
        st.error(str(refusal))
        return
    st.session_state[RECEIPT] = words.WITHDRAWN
    st.rerun()
