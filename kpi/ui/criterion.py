"""Succeskriterium: the verdict, the chart, the facts beside it, and everything behind them."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi.charts.figure import PAGE, example_mark
from kpi.charts.theme import DARK, LIGHT
from kpi.charts.trajectory import trajectory_frame
from kpi.charts.trajectory_figure import CONFIG, trajectory_figure
from kpi.model.views.criterion import CriterionView, RequirementView
from kpi.model.views.parts import Choice
from kpi.model.views.trajectory import Trajectory
from kpi.report import parts
from kpi.texts.screens import controls, everywhere
from kpi.texts.screens import criterion as words
from kpi.texts.screens import signal as signal_words
from kpi.texts.sources import source_line
from kpi.ui import choices, readers
from kpi.ui.frame import offer_table
from kpi.ui.html import show
from kpi.ui.pages import Page
from kpi.ui.signal import show_signals

TABS = (
    Choice("tal", words.TAB_FIGURES),
    Choice("stoej", signal_words.TAB),
    Choice("handlinger", words.TAB_ACTIONS),
    Choice("kilde", words.TAB_SOURCE),
)


def show_answer(view: CriterionView) -> None:
    """The verdict and the requirements with their charts and facts; written once, since it takes longer than the rest.

    The charts are drawn here: pictures that are there at once, and on paper.
    """
    shared, id_ = choices.shared(), view.criterion
    show(readers.written(("criterion", shared, id_), lambda: readers.criterion(shared, id_), _answer))


def _answer(view: CriterionView) -> str:
    return _verdict(view) + _requirements(view)


def _verdict(view: CriterionView) -> str:
    """Goal, title, the contract's own words, our reading, and the verdict sentence."""
    goal = " · ".join(part for part in (view.goal_number, view.goal_title) if part)
    note = f'<p class="kpi-lead"><b>{escape(words.OUR_READING)}:</b> {escape(view.note)}</p>' if view.note else ""
    by = f'<p class="kpi-small">{escape(words.MEASURED_BY)}: {escape(view.measured_by)}</p>' if view.measured_by else ""
    marks = f"{_made_up(view)}{example_mark(view.example)}"
    return (
        f'<p class="kpi-lead">{escape(goal)}</p><h1>{escape(view.title)}{marks}</h1>'
        f"{parts.quotation(view.quote)}{note}{by}"
        f'<div class="kpi-verdict">{parts.badge(view.badge)}<span>{escape(view.verdict)}</span></div>'
    )


def _requirements(view: CriterionView) -> str:
    """Those of the due that is shown first, the others after; each with its facts, and its chart unless it is drawn."""
    several = len(view.requirements) > 1
    found = []
    drawn: list[tuple[object, ...]] = []
    for part in _in_order(view):
        if several:
            found.append(
                f"<h2>{escape(part.title)}</h2>"
                f"<p>{parts.badge(part.badge)} {escape(part.verdict)}"
                f' <span class="kpi-small">{escape(part.due)}</span></p>'
            )
        picture = _picture(part)
        found.append(_requirement(part, again=picture in drawn))
        drawn.append(picture)
    if view.shown:
        found.append(f"<h2>{escape(words.ALSO_SHOWN)}</h2>")
    found += [f'<div class="kpi-modest">{_chart(shown)}</div>' for shown in view.shown]
    return "".join(found)


def _in_order(view: CriterionView) -> list[RequirementView]:
    return sorted(view.requirements, key=lambda part: not part.current)


def _picture(part: RequirementView) -> tuple[object, ...]:
    """What makes two charts the same."""
    line = part.trajectory
    return (line.observed, line.path, line.targets, line.required) if line else ()


def _requirement(part: RequirementView, *, again: bool) -> str:
    second = parts.paragraphs([part.second_reading])
    facts = parts.facts(part.facts)
    if part.trajectory is None:
        if part.indicator is None:
            return second + (facts or parts.paragraphs([words.NOT_MEASURED], "kpi-lead"))
        told = source_line(part.indicator, None, readers.library().definitions())
        return second + parts.paragraphs([told], "kpi-lead") + facts
    if again:
        return second + facts
    forecast = parts.forecast(part.forecast) if part.forecast else ""
    return f'{second}<div class="kpi-beside"><div>{_chart(part.trajectory)}{forecast}</div>{facts}</div>'


def _chart(view: Trajectory) -> str:
    return parts.trajectory(view, PAGE, narrow=True) or f'<p class="kpi-lead">{escape(words.NO_FIGURES)}</p>'


def offer_exploring(view: CriterionView) -> None:
    """The charts once more in plotly, where there is room for it and a reader asks: it takes long to load."""
    several = {_picture(part): part.trajectory for part in _in_order(view) if part.trajectory}
    charts = [chart for chart in (*several.values(), *view.shown) if trajectory_frame(chart, PAGE)]
    if not charts:
        return
    with st.container(key="explore"):
        if not choices.switch("explore", words.EXPLORE, words.EXPLORE_HELP):
            return
        palette = DARK if st.context.theme.type == "dark" else LIGHT
        for number, chart in enumerate(charts):
            show(f'<p class="kpi-chart-title"><b>{escape(chart.title)}</b>{example_mark(chart.example)}</p>')
            made, key = trajectory_figure(chart, palette), f"plot.{view.criterion}.{number}"
            st.plotly_chart(made, theme=None, config=CONFIG, key=key, alt=chart.alternative)
            show(f'<p class="kpi-source">{escape(chart.source_line)}</p>')


def show_details(view: CriterionView) -> None:
    """Tal · Er det mere end støj? · Handlinger og bemærkninger · Kilde og revisioner: only the open tab is written.

    What is not measured has people's words alone.
    """
    measured = any(part.indicator for part in view.requirements)
    if not measured:
        _people(view)
        return
    tables = list(dict.fromkeys(part.table for part in view.requirements if part.table))
    for number, table in enumerate(tables, start=1):
        label = everywhere.DOWNLOAD_CSV if len(tables) == 1 else f"{everywhere.DOWNLOAD_CSV} ({number})"
        offer_table(label, f"{view.contract.id}-{view.criterion}-{number}", table)
    chosen, place = choices.tabs("details", TABS)
    with place:
        match chosen:
            case "tal":
                found = "".join(parts.table(table) for table in tables)
                show(found or parts.paragraphs([words.NO_FIGURES], "kpi-lead"))
            case "stoej":
                show_signals(view)
            case "handlinger":
                _people(view)
            case "kilde":
                show("".join(_source(part) for part in view.requirements))


def _people(view: CriterionView) -> None:
    actions = parts.actions(view.actions, controls.OWN_ACTION) or parts.paragraphs([words.NO_ACTIONS], "kpi-lead")
    comments = parts.comments(view.comments) or parts.paragraphs([words.NO_COMMENTS], "kpi-lead")
    show(f"<h2>{escape(words.ACTIONS)}</h2>{actions}<h2>{escape(words.COMMENTS)}</h2>{comments}")


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
        f'<a href="{escape(choices.link(Page.CRITERION, criterion=criterion))}" target="_self">{escape(label)}</a>'
        for criterion, label in ((view.previous, f"← {words.PREVIOUS}"), (view.following, f"{words.NEXT} →"))
        if criterion
    ]
    back = escape(choices.link(Page.OVERVIEW))
    overview = f'<a href="{back}" target="_self">{escape(everywhere.BACK_TO_OVERVIEW)}</a>'
    show(f'<p class="kpi-small">{" · ".join([*found, overview])}</p>')


def _made_up(view: CriterionView) -> str:
    return f' <span class="kpi-example">{escape(everywhere.MADE_UP)}</span>' if view.contract.made_up else ""
