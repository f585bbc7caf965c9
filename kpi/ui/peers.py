"""Sammenligning: place in words, sorted bars, what it means in persons, the development, and the funnel."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from kpi.charts.bars import bars_svg
from kpi.charts.development import development_svg
from kpi.charts.funnel import funnel_svg
from kpi.charts.size import NARROW, PAGE
from kpi.markup import Pieces
from kpi.model.views.comparison import ComparisonChoices, ComparisonView
from kpi.model.views.parts import Choice
from kpi.report import parts
from kpi.texts.screens import everywhere
from kpi.texts.screens import peers as words
from kpi.ui import choices
from kpi.ui.frame import offer_table
from kpi.ui.html import show
from kpi.ui.pages import Page

_PIECES = Pieces("ui/templates/peers.html", parts=parts, words=words)


def show_ways(offered: ComparisonChoices, area: str, group: str) -> None:
    """The way to all indicators at once; and, where no cluster is known, to where one is written in."""
    profile = _link(Page.PROFILE, words.PROFILE_LINK, area=area, group=group)
    show(_PIECES.ways(profile, offered.cluster_note, _link(Page.GROUPS, words.GROUPS_LINK)))


def show_comparison(view: ComparisonView | None) -> None:
    if view is None:
        st.info(words.NO_FIGURES)
        return
    if view.unknown_group:
        show_instead(
            view.headline, view.unknown_group, view.instead, Page.PEERS, area=view.own,
            indicator=view.indicator.id, period=str(view.period),
        )  # fmt: skip
        return
    bars = bars_svg(view, PAGE, "kpi-wide") + bars_svg(view, NARROW, "kpi-narrow")
    if not bars:
        st.info(words.NO_FIGURES)
        return
    lead = parts.paragraphs([view.to_best_third, view.expected], "kpi-lead")
    show(parts.headline(view.headline) + lead)
    chart, notes = st.columns([3, 1], gap="large")
    with chart:
        show(parts.figure(view.title, bars, view.table.source_line, example=view.example))
    with notes:
        show(_PIECES.told(view))
    moves = development_svg(view, PAGE, "kpi-wide") + development_svg(view, NARROW, "kpi-narrow")
    if moves:
        with st.columns([3, 1], gap="large")[0]:
            drawn = parts.figure(view.development_title, moves, view.table.source_line, example=view.example)
            show(parts.headed(2, words.DEVELOPMENT, drawn))
    _show_funnel(view)
    with st.expander(everywhere.SHOW_TABLE):
        show(parts.table(view.table))
    offer_table(everywhere.DOWNLOAD_CSV, f"{view.indicator.id}-{view.period}-{view.group}", view.table)


def _show_funnel(view: ComparisonView) -> None:
    if view.funnel is None:
        return
    pictures = funnel_svg(view.funnel, PAGE, "kpi-wide") + funnel_svg(view.funnel, NARROW, "kpi-narrow")
    chart, note = st.columns([3, 1], gap="large", vertical_alignment="center")
    with chart:
        drawn = parts.figure(view.funnel.title, pictures, view.table.source_line, example=view.funnel.example)
        show(parts.headed(2, words.FUNNEL, drawn))
    with note:
        show(parts.paragraphs([view.funnel.note], "kpi-small"))


def show_instead(headline: str, needed: str, known: Sequence[Choice], page: Page, **kept: str) -> None:
    """The group is not known: what is needed, where it is written in, and the groups that are known."""
    show(parts.headline(headline))
    st.info(needed)
    links = [_link(page, one.title, group=one.id, **kept) for one in known]
    show(_PIECES.instead(_link(Page.GROUPS, words.WRITE_IN), links))


def _link(page: Page, text: str, **chosen: str) -> Markup:
    return parts.link(choices.link(page, **chosen), text)
