"""Aftalen as a document: mission and vision, every goal with its actions, its criteria and how they are read."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi.charts.figure import NARROW, PAGE, example_mark, figure
from kpi.charts.trajectory import trajectory_svg
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


def show_document(view: ContractDocument) -> None:
    contract = view.contract
    lead = " · ".join((view.municipality, contract.unit))
    title(contract.title, lead, example=view.example, made_up=contract.made_up)
    agreed = f"{words.AGREED_ON}: {periods.day(contract.agreed_on)}" if contract.agreed_on else ""
    show(parts.paragraphs([f"{words.SOURCE}: {contract.source}", agreed], "kpi-small"))
    show(
        _section(words.MISSION, parts.paragraphs([contract.mission]))
        + _section(words.VISION, parts.paragraphs([contract.vision]))
        + _section(words.BACKGROUND, parts.bullets(contract.background))
        + (f'<p class="kpi-small">{escape(words.OWN_SUMMARY)}</p>' if contract.mission or contract.vision else "")
        + _section(words.FOLLOW_UP, parts.bullets(contract.follow_up))
        + _section(words.KEY_DATES, parts.bullets(view.key_dates))
    )
    for goal in view.goals:
        _goal(goal)


def _section(heading: str, content: str) -> str:
    return f"<h2>{escape(heading)}</h2>{content}" if content else ""


def _goal(view: GoalDocument) -> None:
    name = " · ".join(part for part in (view.number, view.title) if part)
    lead = " · ".join(part for part in (view.section, view.origin, view.responsible) if part)
    evaluated = parts.paragraphs([f"{words.EVALUATED_IN}: {view.evaluated_in}"]) if view.evaluated_in else ""
    lines = zip(view.criteria, view.quotes, view.notes, view.readings, strict=True)
    criteria = "".join(_criterion(*line) for line in lines) or parts.paragraphs([words.NO_CRITERIA], "kpi-lead")
    st.divider()
    show(
        f'<h2>{escape(name)}</h2><p class="kpi-lead">{escape(lead)}</p>'
        + _part(words.AIMS, parts.bullets(view.aims))
        + _part(words.ACTIONS, parts.actions(view.actions, controls.OWN_ACTION))
        + evaluated
        + _part(words.CRITERIA, criteria)
    )
    for shown in view.shown:
        show(_picture(shown))


def _part(heading: str, content: str) -> str:
    return f"<h3>{escape(heading)}</h3>{content}" if content else ""


def _criterion(line: CriterionLine, quote: tuple[str, ...], note: str, readings: tuple[str, ...]) -> str:
    address = escape(choices.link(Page.CRITERION, criterion=line.criterion))
    read = f"<p>{escape(words.READ_AS)}:</p>{parts.bullets(readings)}" if readings else ""
    noted = f"<p><b>{escape(words.NOTE)}:</b> {escape(note)}</p>" if note else ""
    return (
        f'<div class="kpi-comment"><p>{parts.badge(line.badge)} '
        f'<a href="{address}" target="_self">{escape(line.title)}</a>'
        f"{example_mark(line.example)}</p>{parts.quotation(quote)}{read}{noted}</div>"
    )


def _picture(view: Trajectory) -> str:
    """Drawn, since many charts can stand on this page."""
    pictures = trajectory_svg(view, PAGE, "kpi-wide") + trajectory_svg(view, NARROW, "kpi-narrow")
    drawn = figure(view.title, pictures, view.source_line, example=view.example)
    return f'<div class="kpi-modest">{drawn}</div>'
