"""Succeskriterium: the verdict, the chart a reader works with, the facts beside it, and everything behind them."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi.charts.figure import NARROW, example_mark
from kpi.charts.theme import DARK, LIGHT
from kpi.charts.trajectory import trajectory_svg
from kpi.charts.trajectory_figure import trajectory_figure
from kpi.model.views.criterion import CriterionView, RequirementView
from kpi.model.views.trajectory import Trajectory
from kpi.report import parts
from kpi.texts.screens import controls, everywhere
from kpi.texts.screens import criterion as words
from kpi.texts.screens import signal as signal_words
from kpi.ui import choices
from kpi.ui.frame import offer_table
from kpi.ui.html import show
from kpi.ui.signal import show_signals

PLOTLY = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def show_verdict(view: CriterionView) -> None:
    """Goal, title, the contract's own words, our reading, and the verdict sentence."""
    goal = " · ".join(part for part in (view.goal_number, view.goal_title) if part)
    note = f'<p class="kpi-lead"><b>{escape(words.OUR_READING)}:</b> {escape(view.note)}</p>' if view.note else ""
    by = f'<p class="kpi-small">{escape(words.MEASURED_BY)}: {escape(view.measured_by)}</p>' if view.measured_by else ""
    marks = f"{_made_up(view)}{example_mark(view.example)}"
    show(
        f'<p class="kpi-lead">{escape(goal)}</p><h1>{escape(view.title)}{marks}</h1>'
        f"{parts.quotation(view.quote)}{note}{by}"
        f'<div class="kpi-verdict">{parts.badge(view.badge)}<span>{escape(view.verdict)}</span></div>'
    )


def show_requirements(view: CriterionView) -> None:
    """Those of the due that is shown first, the others after; each with its facts, and its chart unless it is drawn."""
    several = len(view.requirements) > 1
    drawn: list[tuple[object, ...]] = []
    for number, part in enumerate(sorted(view.requirements, key=lambda part: not part.current)):
        if several:
            show(
                f"<h2>{escape(part.title)}</h2>"
                f"<p>{parts.badge(part.badge)} {escape(part.verdict)}"
                f' <span class="kpi-small">{escape(part.due)}</span></p>'
            )
        line = part.trajectory
        picture = (line.observed, line.path, line.targets, line.required) if line else ()
        _requirement(part, f"{view.criterion}.{number}", again=picture in drawn)
        drawn.append(picture)
    if view.shown:
        show(f"<h2>{escape(words.ALSO_SHOWN)}</h2>")
    for number, shown in enumerate(view.shown):
        show_trajectory(shown, f"shown.{view.criterion}.{number}")


def _requirement(part: RequirementView, key: str, *, again: bool) -> None:
    show(parts.paragraphs([part.second_reading]))
    if part.trajectory is None or again:
        show(parts.facts(part.facts) or parts.paragraphs([words.NOT_MEASURED], "kpi-lead"))
        return
    chart, facts = st.columns([3, 1], gap="large")
    with chart:
        show_trajectory(part.trajectory, key)
        show(parts.forecast(part.forecast) if part.forecast else "")
    with facts:
        show(parts.facts(part.facts))


def show_trajectory(view: Trajectory, key: str) -> None:
    """plotly where there is room to work with it; a drawn picture on a small screen, where its words would collide."""
    dark = st.context.theme.type == "dark"
    made = trajectory_figure(view, DARK if dark else LIGHT)
    if made is None:
        st.info(words.NO_FIGURES)
        return
    show(f'<p class="kpi-chart-title"><b>{escape(view.title)}</b>{example_mark(view.example)}</p>')
    with st.container(key=f"wide_chart_{key.replace('.', '_')}"):
        st.plotly_chart(made, theme=None, config=PLOTLY, key=f"plot.{key}", alt=view.alternative)
    show(
        f'<div class="kpi-only-narrow">{trajectory_svg(view, NARROW)}</div>'
        f'<p class="kpi-source">{escape(view.source_line)}</p>'
    )


def show_details(view: CriterionView) -> None:
    """Tal · Er det mere end støj? · Handlinger og bemærkninger · Kilde og revisioner.

    What is not measured has people's words alone.
    """
    measured = any(part.indicator for part in view.requirements)
    if not measured:
        _people(view)
        return
    figures, noise, people, source = st.tabs([words.TAB_FIGURES, signal_words.TAB, words.TAB_ACTIONS, words.TAB_SOURCE])
    tables = list(dict.fromkeys(part.table for part in view.requirements if part.table))
    with figures:
        show("".join(parts.table(table) for table in tables) or parts.paragraphs([words.NO_FIGURES], "kpi-lead"))
    for number, table in enumerate(tables, start=1):
        label = everywhere.DOWNLOAD_CSV if len(tables) == 1 else f"{everywhere.DOWNLOAD_CSV} ({number})"
        offer_table(label, f"{view.contract.id}-{view.criterion}-{number}", table)
    with noise:
        show_signals(view)
    with people:
        _people(view)
    with source:
        for part in view.requirements:
            show(_source(part))


def _people(view: CriterionView) -> None:
    show(f"<h2>{escape(words.ACTIONS)}</h2>")
    show(parts.actions(view.actions, controls.OWN_ACTION) or parts.paragraphs([words.NO_ACTIONS], "kpi-lead"))
    show(f"<h2>{escape(words.COMMENTS)}</h2>")
    show(parts.comments(view.comments) or parts.paragraphs([words.NO_COMMENTS], "kpi-lead"))


def _source(part: RequirementView) -> str:
    if part.indicator is None:
        return ""
    link = (
        f'<p><a href="{escape(part.indicator.link)}" rel="noreferrer">{escape(words.SOURCE_PAGE)}</a></p>'
        if part.indicator.link.startswith(("https://", "http://"))
        else ""
    )
    revised = parts.revisions(part.revisions) or parts.paragraphs([words.NO_REVISIONS], "kpi-lead")
    return (
        f"<h3>{escape(part.indicator.title)}</h3><p>{escape(part.indicator.definition)}</p>{link}"
        f"{parts.bullets(part.data_words)}<h3>{escape(words.REVISIONS)}</h3>{revised}"
    )


def show_neighbours(view: CriterionView) -> None:
    """The criterion before and after, in the contract's order."""
    found = [
        f'<a href="{escape(choices.link("succeskriterium", criterion=criterion))}" target="_self">{escape(label)}</a>'
        for criterion, label in ((view.previous, f"← {words.PREVIOUS}"), (view.following, f"{words.NEXT} →"))
        if criterion
    ]
    overview = f'<a href="{escape(choices.link("overblik"))}" target="_self">{escape(everywhere.BACK_TO_OVERVIEW)}</a>'
    show(f'<p class="kpi-small">{" · ".join([*found, overview])}</p>')


def _made_up(view: CriterionView) -> str:
    return f' <span class="kpi-example">{escape(everywhere.MADE_UP)}</span>' if view.contract.made_up else ""
