"""Overblik: the filters, and the criteria that pass them as one table of links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup

from kpi.model.views.criterion import CriterionView
from kpi.model.views.parts import Choice
from kpi.model.views.scorecard import CriterionLine, GoalLines, Scorecard
from kpi.report import parts
from kpi.report.csv import table_csv
from kpi.report.html import report_html
from kpi.report.scorecard import scorecard_figures, scorecard_table
from kpi.texts.screens import controls, everywhere, report
from kpi.texts.screens import overview as words
from kpi.ui import choices, readers
from kpi.ui.frame import offer_file, title, version
from kpi.ui.html import show
from kpi.ui.pages import Page

FILTERS = ("goal", "unit", "status", "own")
EVERYTHING = Choice("alle", everywhere.ALL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters are set to."""

    goal: str
    unit: str
    status: str
    own: bool


def show_summary(view: Scorecard) -> None:
    """Five seconds: the contract's state, counts, what needs a human, what has changed."""
    contract = view.contract
    lead = " · ".join(part for part in (view.municipality, contract.title, view.newest) if part)
    title(contract.short_title, lead, example=view.example, made_up=contract.made_up)
    if view.phase:
        st.info(view.phase)
    show(
        parts.counts(view.counts)
        + parts.paragraphs([view.fulfilment])
        + parts.attention(view.attention, words.ATTENTION)
        + parts.changes(view.changes, words.CHANGES_NONE, report.MORE_CHANGES)
    )


def choose_lines(view: Scorecard) -> Wanted:
    lines = [line for goal in view.goals for line in goal.lines]
    goals = [Choice(goal.number or goal.title, _goal_name(goal)) for goal in view.goals if goal.lines]
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        goal = choices.choose("goal", words.FILTER_GOAL, [EVERYTHING, *goals], width=300)
        unit = choices.choose("unit", words.FILTER_UNIT, [EVERYTHING, *_named(line.unit for line in lines)], width=220)
        statuses = [Choice(count.badge.line, count.badge.word) for count in view.counts]
        status = choices.choose("status", words.FILTER_STATUS, [EVERYTHING, *statuses], width=200)
        own = choices.switch("own", words.FILTER_OWN, words.FILTER_OWN_HELP)
    return Wanted(goal, unit, status, own)


def show_board(view: Scorecard, wanted: Wanted) -> None:
    """The table takes longer to write than the rest of the page, so what was written once is kept."""
    if not _lines(view, wanted):
        st.info(words.NOTHING_MATCHES)
        st.button(words.CLEAR_FILTERS, on_click=choices.clear, args=FILTERS)
    shared = choices.shared()
    show(readers.written(("board", shared, wanted), lambda: readers.scorecard(shared), lambda it: _board(it, wanted)))


def _board(view: Scorecard, wanted: Wanted) -> Markup:
    title = controls.BOARD_TITLE.format(contract=view.contract.short_title)
    return scorecard_table(title, _lines(view, wanted), _address)


def _lines(view: Scorecard, wanted: Wanted) -> tuple[GoalLines, ...]:
    """What the filters let through; goals without criteria are shown only where nothing is filtered away."""
    if wanted == Wanted(EVERYTHING.id, EVERYTHING.id, EVERYTHING.id, own=False):
        return view.goals

    def passes(line: CriterionLine) -> bool:
        return (
            wanted.unit in (EVERYTHING.id, line.unit)
            and wanted.status in (EVERYTHING.id, line.badge.line)
            and (line.own or not wanted.own)
        )

    goals = (g for g in view.goals if wanted.goal in (EVERYTHING.id, g.number or g.title))
    kept = (replace(g, lines=tuple(line for line in g.lines if passes(line))) for g in goals)
    return tuple(g for g in kept if g.lines)


def offer_files(view: Scorecard, criteria: Callable[[], tuple[CriterionView, ...]]) -> None:
    """The lines as CSV and the whole as a printable report; `criteria` is asked when the report is."""
    name = f"{view.contract.id}-{view.as_of.isoformat()}"
    offer_file(everywhere.DOWNLOAD_CSV, f"{name}.csv", "text/csv", lambda: table_csv(scorecard_figures(view)))
    offer_file(
        everywhere.DOWNLOAD_REPORT,
        f"{name}.html",
        "text/html",
        lambda: report_html(view, criteria(), version=version()),
    )


def _address(line: CriterionLine) -> str:
    return choices.link(Page.CRITERION, criterion=line.criterion)


def _goal_name(goal: GoalLines) -> str:
    return " · ".join(part for part in (goal.number, goal.title) if part)


def _named(found: Iterable[str]) -> list[Choice]:
    """Each value once, in the order met."""
    return [Choice(name, name) for name in dict.fromkeys(found) if name]
