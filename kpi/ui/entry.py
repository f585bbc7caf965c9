"""Indtast tal: fields for the missing figures, what only people can say, comments and actions; saved by «Gem» alone.

What is typed is read by the same strict grammar as a file, and text goes through the guard against CPR numbers before
anything is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import streamlit as st
from markupsafe import Markup

from kpi.access import Permission, User, require
from kpi.intake import contains_cpr
from kpi.journal import add_entry
from kpi.model.indicator import Indicator
from kpi.model.journal import (
    ActionState,
    ActionUpdate,
    Assessed,
    Comment,
    EntryWithdrawn,
    MilestoneReached,
    OccasionRegistered,
    Statement,
    Verdict,
)
from kpi.model.views.entry import EntryGrid, MissingEntry, MissingFigure, OpenTarget
from kpi.model.views.parts import Choice
from kpi.receive import ChangeRefused, TypedEstimate, receive_estimate
from kpi.report.parts import paragraphs
from kpi.texts import periods
from kpi.texts.amounts import unit_words
from kpi.texts.screens import controls
from kpi.texts.screens import enter as words
from kpi.texts.statuses import VERDICTS
from kpi.ui import typed
from kpi.ui.choices import FIRST_DAY
from kpi.ui.html import show
from kpi.ui.readers import library, now, today

RECEIPT = "entry.receipt"
LONGEST = 2000
MOST_ROWS = 12
LAST_WIDTH = 170
FIELD_WIDTHS = {typed.NUMERATOR: 200, typed.DENOMINATOR: 200, typed.VALUE: 200}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was just saved, so that it can be taken back at once."""

    text: str
    delivery: str
    """Empty where a journal entry was saved."""
    entry: str


def show_receipt(user: User) -> None:
    """The last thing saved in this session, with «Fortryd»."""
    receipt: Receipt | None = st.session_state.get(RECEIPT)
    if receipt is None:
        return
    st.success(receipt.text)
    if (receipt.delivery or receipt.entry) and st.button(words.UNDO):
        _undo(receipt, user)
        st.session_state[RECEIPT] = Receipt(words.UNDONE, "", "")
        st.rerun()


def _undo(receipt: Receipt, user: User) -> None:
    require(user, Permission.ENTER, receipt.delivery or receipt.entry)
    if receipt.delivery:
        typed.withdraw(receipt.delivery, controls.UNDONE_AT_ONCE, user)
    else:
        _add(EntryWithdrawn(receipt.entry, controls.UNDONE_AT_ONCE), today(), user)


def show_figures(view: EntryGrid, user: User) -> None:
    """One indicator at a time, a line of fields for every missing period; counts under their own names."""
    st.header(words.FIGURES)
    if not view.figures:
        st.info(words.NO_FIGURES_MISSING)
        return
    if view.as_of < today():
        st.info(controls.COUNTS_FROM_TODAY.format(day=periods.day(view.as_of)))
    by_indicator: dict[str, list[MissingFigure]] = {}
    for figure in view.figures:
        by_indicator.setdefault(figure.indicator.id, []).append(figure)
    titles = {
        id_: controls.MISSING_COUNT.format(indicator=rows[0].indicator.title, count=len(rows))
        for id_, rows in by_indicator.items()
    }
    chosen = st.selectbox(words.COLUMN_INDICATOR, list(by_indicator), format_func=titles.__getitem__)
    rows = by_indicator[chosen]
    indicator = rows[0].indicator
    columns = _columns(indicator)
    show(paragraphs([typed.described(indicator, rows[0].bounds)]))
    rows = _one_year(rows)
    with st.form(f"figures.{chosen}", enter_to_submit=False):
        lines = [_fields(row, columns) for row in rows]
        if st.form_submit_button(words.SAVE, type="primary"):
            _save_figures(lines, user)


def _columns(indicator: Indicator) -> dict[str, str]:
    """What is asked for of each period, and what the contract's own field calls it."""
    named = {
        typed.NUMERATOR: indicator.numerator,
        typed.DENOMINATOR: indicator.denominator,
        typed.VALUE: f"{words.COLUMN_VALUE} ({unit_words(indicator)})",
        typed.NOTE: words.COLUMN_NOTE,
    }
    return {column: label for column, label in named.items() if label}


def _one_year(rows: list[MissingFigure]) -> list[MissingFigure]:
    """More than a screenful is asked for a year at a time, the newest first."""
    if len(rows) <= MOST_ROWS:
        return rows
    years = sorted({row.period.first_day.year for row in rows}, reverse=True)
    year = st.selectbox(words.YEAR, years)
    return [row for row in rows if row.period.first_day.year == year]


def _fields(row: MissingFigure, columns: dict[str, str]) -> typed.TypedRow:
    """Plain fields, not a drawn grid: no key is lost however fast one types, and each field says what it is for."""
    with st.container(horizontal=True, vertical_alignment="center"):
        beside = Markup('<b>{}</b><p class="kpi-small">{}</p>')
        show(beside.format(row.period_text, words.LAST.format(figure=row.last)), width=LAST_WIDTH)
        texts = {
            column: st.text_input(
                f"{label}, {row.period_text}", max_chars=200, width=FIELD_WIDTHS.get(column, "stretch"),
                key=f"typed.{row.indicator.id}.{row.area}.{row.period}.{column}",
            ).strip()
            for column, label in columns.items()
        }  # fmt: skip
    return typed.TypedRow(row, texts)


def _save_figures(lines: list[typed.TypedRow], user: User) -> None:
    require(user, Permission.ENTER, words.FIGURES)
    filled = [line for line in lines if line.filled]
    if not filled:
        st.warning(words.NOTHING_TO_SAVE)
    elif _clean(line.texts[typed.NOTE] for line in lines):
        saved = typed.save(filled, user)
        if saved:
            _receive(Receipt(words.SAVED, saved, ""))


def show_entries(view: EntryGrid, user: User) -> None:
    """Milestones, occasions and assessments: what, on which evidence, in which forum."""
    st.header(words.ENTRIES)
    if not view.entries:
        st.info(words.NO_ENTRIES)
        return
    titles = {entry.requirement: entry.title for entry in view.entries}
    chosen = st.selectbox(controls.CHOOSE_ENTRY, list(titles), format_func=titles.__getitem__)
    entry = next(entry for entry in view.entries if entry.requirement == chosen)
    show(paragraphs([typed.explained(entry)]))
    with st.form(f"entry.{chosen}", clear_on_submit=True):
        answer: Verdict | bool | None = True
        sample = None
        if entry.kind == "assessment":
            answer = st.radio(
                words.VERDICT, list(Verdict), format_func=VERDICTS.__getitem__, horizontal=True, index=None
            )
            sample = st.number_input(words.SAMPLE, min_value=1, value=None, step=1)
        elif entry.kind == "recurring":
            yes_or_no = {True: words.YES, False: words.NO}
            answer = st.radio(words.HELD, [True, False], format_func=yes_or_no.__getitem__, horizontal=True, index=None)
        forum = st.text_input(words.FORUM, help=words.FORUM_HELP, max_chars=200)
        evidence = st.text_area(words.EVIDENCE, help=words.EVIDENCE_HELP, max_chars=LONGEST)
        applies_on = st.date_input(
            words.APPLIES_ON, view.as_of, min_value=FIRST_DAY, max_value=today(), format="DD.MM.YYYY"
        )
        if st.form_submit_button(words.SAVE, type="primary"):
            if answer is None:
                st.error(controls.ANSWER_NEEDED)
            elif not forum.strip() or not evidence.strip():
                st.error(controls.FORUM_AND_EVIDENCE)
            elif _clean([forum, evidence]):
                said = _statement(entry, answer, sample, forum.strip(), evidence.strip())
                _save_statement(said, applies_on, user)


def _statement(entry: MissingEntry, answer: Verdict | bool, sample: int | None, forum: str, evidence: str) -> Statement:
    """A milestone has one answer only: it is reached."""
    if isinstance(answer, Verdict):
        return Assessed(entry.contract, entry.requirement, answer, forum, evidence, sample)
    if entry.kind == "recurring":
        return OccasionRegistered(entry.contract, entry.requirement, answer, forum, evidence)
    return MilestoneReached(entry.contract, entry.requirement, forum, evidence)


def show_estimate(view: EntryGrid, user: User) -> None:
    """What somebody expects a target's figure to be at its due."""
    if not view.open_targets:
        return
    st.header(words.ESTIMATE)
    titles = {one.requirement: one.title for one in view.open_targets}
    chosen = st.selectbox(controls.CHOOSE_TARGET, list(titles), format_func=titles.__getitem__)
    asked = next(one for one in view.open_targets if one.requirement == chosen)
    show(paragraphs([words.ESTIMATE_LEAD.format(due=asked.due_text), asked.now]))
    with st.form(f"estimate.{chosen}", enter_to_submit=False):
        label = words.ESTIMATE_VALUE.format(unit=unit_words(asked.indicator))
        value = st.text_input(label, max_chars=200, width=FIELD_WIDTHS[typed.VALUE])
        role = st.text_input(words.ESTIMATE_ROLE, help=words.ESTIMATE_ROLE_HELP, max_chars=100)
        note = st.text_area(words.ESTIMATE_NOTE, help=words.EVIDENCE_HELP, max_chars=LONGEST)
        day = st.date_input(words.ESTIMATE_DAY, view.as_of, min_value=FIRST_DAY, max_value=today(), format="DD.MM.YYYY")
        if st.form_submit_button(words.SAVE, type="primary"):
            _save_estimate(asked, TypedEstimate(value, role, note, day), user)


def _save_estimate(asked: OpenTarget, given: TypedEstimate, user: User) -> None:
    require(user, Permission.ENTER, words.ESTIMATE)
    here = library()
    try:
        entry = receive_estimate(here.folder, here.definitions(), asked, given, by=user, now=now())
    except ChangeRefused as refusal:
        st.error(str(refusal))
        return
    _receive(Receipt(words.ESTIMATE_SAVED, "", entry.id))


def show_comment(view: EntryGrid, user: User) -> None:
    """A comment on a criterion for a month."""
    st.header(words.COMMENT)
    with st.form("comment", clear_on_submit=True):
        criterion = _one(words.CRITERION, view.criteria)
        month = _one(words.MONTH, view.months)
        text = st.text_area(words.COMMENT_TEXT, help=words.EVIDENCE_HELP, max_chars=LONGEST)
        if st.form_submit_button(words.SAVE, type="primary"):
            if not text.strip():
                st.warning(words.NOTHING_TO_SAVE)
            elif _clean([text]):
                _save_statement(Comment(view.contract.id, criterion, month, text.strip()), view.as_of, user)


def show_action(view: EntryGrid, user: User) -> None:
    """How an action stands."""
    if not view.actions:
        return
    st.header(words.ACTION)
    with st.form("action", clear_on_submit=True):
        action = _one(words.ACTION, view.actions)
        state = st.radio(words.STATE, list(ActionState), format_func=str, horizontal=True) or ActionState.NOT_STARTED
        role = st.text_input(words.ROLE, max_chars=100)
        note = st.text_area(words.COLUMN_NOTE, max_chars=LONGEST)
        if st.form_submit_button(words.SAVE, type="primary") and _clean([role, note]):
            goal, _, title = action.partition("/")
            said = ActionUpdate(view.contract.id, goal, title, state, role.strip(), note.strip())
            _save_statement(said, view.as_of, user)


def _one(label: str, options: tuple[Choice, ...]) -> str:
    titles = {option.id: option.title for option in options}
    return str(st.selectbox(label, list(titles), format_func=titles.__getitem__))


def _clean(texts: Iterable[str]) -> bool:
    """False, with a word, where a text reads as a CPR number; nothing of it is kept or repeated."""
    if any(contains_cpr(text) for text in texts):
        st.error(controls.CPR_REFUSED)
        return False
    return True


def _save_statement(said: Statement, applies_on: date, user: User) -> None:
    require(user, Permission.ENTER, words.TITLE)
    _receive(Receipt(controls.ENTRY_SAVED, "", _add(said, applies_on, user)))


def _add(said: Statement, applies_on: date, user: User) -> str:
    require(user, Permission.ENTER, words.TITLE)
    journal = library().folder.journals[-1]
    return add_entry(journal, said, applies_on=applies_on, by=user.name, now=now()).id


def _receive(receipt: Receipt) -> None:
    st.session_state[RECEIPT] = receipt
    st.rerun()
