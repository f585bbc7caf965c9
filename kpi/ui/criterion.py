"""Succeskriterium: the verdict, the chart, the facts beside it, and everything behind them."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from kpi.charts.size import PAGE
from kpi.charts.theme import DARK, LIGHT
from kpi.charts.trajectory import trajectory_frame
from kpi.charts.trajectory_figure import CONFIG, trajectory_figure
from kpi.markup import Pieces
from kpi.model.indicator import Indicator
from kpi.model.views.criterion import CriterionView, RequirementView
from kpi.model.views.parts import Choice
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


def _answer(view: CriterionView) -> Markup:
    """The requirements of the due that is shown first, the others after; a chart that is drawn is not drawn again."""
    ordered = _in_order(view)
    pictures = [_picture(part) for part in ordered]
    drawn = [picture in pictures[:place] for place, picture in enumerate(pictures)]
    return _PIECES.answer(view, list(zip(ordered, drawn, strict=True)))


def _in_order(view: CriterionView) -> list[RequirementView]:
    return sorted(view.requirements, key=lambda part: not part.current)


def _picture(part: RequirementView) -> tuple[object, ...]:
    """What makes two charts the same."""
    line = part.trajectory
    return (line.observed, line.path, line.targets, line.required) if line else ()


def _source_of(indicator: Indicator) -> str:
    """Said where there is no figure yet."""
    return source_line(indicator, None, readers.library().definitions())


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
            show(_PIECES.chart_title(chart))
            made, key = trajectory_figure(chart, palette), f"plot.{view.criterion}.{number}"
            st.plotly_chart(made, theme=None, config=CONFIG, key=key, alt=chart.alternative)
            show(parts.source(chart.source_line))


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
                found = Markup().join(parts.table(table) for table in tables)
                show(found or parts.paragraphs([words.NO_FIGURES], "kpi-lead"))
            case "stoej":
                show_signals(view)
            case "handlinger":
                _people(view)
            case "kilde":
                show(_PIECES.sources(view.requirements))


def _people(view: CriterionView) -> None:
    show(_PIECES.people(view))


def show_neighbours(view: CriterionView) -> None:
    """The criterion before and after, in the contract's order."""
    found = [
        parts.link(choices.link(Page.CRITERION, criterion=criterion), label)
        for criterion, label in ((view.previous, f"← {words.PREVIOUS}"), (view.following, f"{words.NEXT} →"))
        if criterion
    ]
    found.append(parts.link(choices.link(Page.OVERVIEW), everywhere.BACK_TO_OVERVIEW))
    show(Markup('<p class="kpi-small">{}</p>').format(Markup(" · ").join(found)))


_PIECES = Pieces(
    "ui/templates/criterion.html", parts=parts, words=words, controls=controls, source_of=_source_of, PAGE=PAGE
)
