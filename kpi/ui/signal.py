"""The tab «Er det mere end støj?»: control charts, what limits are made of, and new limits that a person accepts."""

from __future__ import annotations

import streamlit as st

from kpi.access import Permission, User, require
from kpi.charts.size import PAGE
from kpi.followup.signal import rebased
from kpi.intake import contains_cpr
from kpi.journal import add_entry
from kpi.model.views.criterion import CriterionView
from kpi.model.views.parts import Choice
from kpi.model.views.signal import RebaseProposal, SignalView
from kpi.report import parts
from kpi.texts.screens import controls, everywhere
from kpi.texts.screens import signal as words
from kpi.ui import choices, readers, who
from kpi.ui.frame import offer_table
from kpi.ui.html import show

ALL = Choice("alle", words.BASE_ALL)
FIRST = tuple(Choice(str(count), words.BASE_FIRST.format(count=count)) for count in (12, 24))
LONGEST = 300
SAID = "signal.said"


def show_signals(view: CriterionView) -> None:
    """Each chart once, also where several requirements share it."""
    found = tuple(part.signal for part in view.requirements if part.signal)
    if not found:
        show(parts.paragraphs([words.NOTHING], "kpi-lead"))
        return
    if any(one.signal.outlook_word or (one.chart and one.chart.points[-1].mean is not None) for one in found):
        base = choices.choose("base", words.BASE, [ALL, *FIRST], width=220)
        if base != ALL.id:
            found = readers.signals(choices.shared(), view.criterion, int(base))
    if said := st.session_state.pop(SAID, ""):
        st.success(said)
    proposed: list[RebaseProposal] = []
    for number, one in enumerate(dict.fromkeys(found), start=1):
        show(parts.signal(one, PAGE, narrow=True))
        _offer(one, view, number)
        if one.proposal and one.proposal not in proposed:
            proposed.append(one.proposal)
    for number, proposal in enumerate(proposed):
        _propose(proposal, number)


def _offer(one: SignalView, view: CriterionView, number: int) -> None:
    if one.table is not None:
        with st.expander(everywhere.SHOW_TABLE):
            show(parts.table(one.table))
        label = f"{words.TAB} {everywhere.DOWNLOAD_CSV} ({number})"
        offer_table(label, f"{view.contract.id}-{view.criterion}-signal-{number}", one.table)


def _propose(proposal: RebaseProposal, number: int) -> None:
    """Accepted on the day it is today: whoever looks from an earlier day sees what was known then."""
    with st.expander(words.PROPOSAL):
        show(parts.paragraphs([proposal.text]))
        if choices.shared().as_of < readers.today():
            show(parts.paragraphs([words.ONLY_TODAY], "kpi-lead"))
            return
        user = who.ask_who() if number == 0 else who.current_user()
        if user is None:
            return
        with st.form(f"rebase.{number}"):
            cause = st.text_input(words.CAUSE, help=words.CAUSE_HELP, max_chars=LONGEST).strip()
            if st.form_submit_button(words.ACCEPT):
                _accept(proposal, cause, user)


def _accept(proposal: RebaseProposal, cause: str, user: User) -> None:
    require(user, Permission.ENTER, words.PROPOSAL)
    if not cause:
        st.error(words.CAUSE_MISSING)
    elif contains_cpr(cause):
        st.error(controls.CPR_REFUSED)
    else:
        journal = readers.library().folder.journals[-1]
        add_entry(journal, rebased(proposal, cause), applies_on=readers.today(), by=user.name, now=readers.now())
        st.session_state[SAID] = words.ACCEPTED
        st.rerun()
