"""Aftalen as a document: mission and vision, every goal with its actions, its criteria and how they are read."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from kpi.charts.size import NARROW, PAGE
from kpi.charts.trajectory import trajectory_svg
from kpi.markup import Pieces
from kpi.model.views.document import ContractDocument, GoalDocument
from kpi.model.views.scorecard import CriterionLine
from kpi.model.views.trajectory import Trajectory
from kpi.report import parts
from kpi.texts import periods
from kpi.texts.screens import contract as words
from kpi.texts.screens import controls
from kpi.ui import choices
from kpi.ui.frame import title
from kpi.ui.html import show
from kpi.ui.pages import Page

_PIECES = Pieces("ui/templates/document.html", parts=parts, words=words, controls=controls)


def show_document(view: ContractDocument) -> None:
    contract = view.contract
    lead = " · ".join((view.municipality, contract.unit))
    title(contract.title, lead, example=view.example, made_up=contract.made_up)
    agreed = f"{words.AGREED_ON}: {periods.day(contract.agreed_on)}" if contract.agreed_on else ""
    owners = f"{words.OWNERS}: {view.owners}" if view.owners else ""
    show(parts.paragraphs([f"{words.SOURCE}: {contract.source}", agreed, owners], "kpi-small"))
    show(_PIECES.opening(contract, view.key_dates))
    for goal in view.goals:
        _goal(goal)


def _goal(view: GoalDocument) -> None:
    criteria = list(zip(view.criteria, view.quotes, view.notes, view.owners, view.readings, strict=True))
    st.divider()
    show(_PIECES.goal(view, criteria, _address))
    for shown in view.shown:
        show(_picture(shown))


def _address(line: CriterionLine) -> str:
    return choices.link(Page.CRITERION, criterion=line.criterion)


def _picture(view: Trajectory) -> Markup:
    """Drawn, since many charts can stand on this page."""
    pictures = trajectory_svg(view, PAGE, "kpi-wide") + trajectory_svg(view, NARROW, "kpi-narrow")
    drawn = parts.figure(view.title, pictures, view.source_line, example=view.example)
    return Markup('<div class="kpi-modest">{}</div>').format(drawn)
