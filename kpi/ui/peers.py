"""Sammenligning: place in words, sorted bars, what it means in persons, the development, and the funnel."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi.charts.bars import bars_svg
from kpi.charts.development import development_svg
from kpi.charts.figure import NARROW, PAGE, figure
from kpi.charts.funnel import funnel_svg
from kpi.model.views.comparison import Comparison, ComparisonChoices
from kpi.model.views.parts import Choice
from kpi.report import parts
from kpi.texts.screens import everywhere
from kpi.texts.screens import peers as words
from kpi.ui import choices
from kpi.ui.frame import offer_table
from kpi.ui.html import show
from kpi.ui.pages import Page


def show_ways(offered: ComparisonChoices, area: str, group: str) -> None:
    """The way to all indicators at once; and, where no cluster is known, to where one is written in."""
    profile = _link(Page.PROFILE, words.PROFILE_LINK, area=area, group=group)
    write = f"{escape(offered.cluster_note)} {_link(Page.GROUPS, words.GROUPS_LINK)}" if offered.cluster_note else ""
    show(f'<p class="kpi-small">{" · ".join(part for part in (profile, write) if part)}</p>')


def show_comparison(view: Comparison | None) -> None:
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
    show(f'<div class="kpi-verdict"><span>{escape(view.headline)}</span></div>{lead}')
    chart, notes = st.columns([3, 1], gap="large")
    with chart:
        show(figure(view.title, bars, view.table.source_line, example=view.example))
    with notes:
        certain = f"<h3>{escape(words.CERTAIN)}</h3>{parts.paragraphs(view.certainty)}" if view.certainty else ""
        told = (f"<h3>{escape(note.label)}</h3>{parts.paragraphs([note.value, note.note])}" for note in view.notes)
        show(f"{certain}{''.join(told)}")
    moves = development_svg(view, PAGE, "kpi-wide") + development_svg(view, NARROW, "kpi-narrow")
    if moves:
        with st.columns([3, 1], gap="large")[0]:
            drawn = figure(view.development_title, moves, view.table.source_line, example=view.example)
            show(f"<h2>{escape(words.DEVELOPMENT)}</h2>{drawn}")
    _show_funnel(view)
    with st.expander(everywhere.SHOW_TABLE):
        show(parts.table(view.table))
    offer_table(everywhere.DOWNLOAD_CSV, f"{view.indicator.id}-{view.period}-{view.group}", view.table)


def _show_funnel(view: Comparison) -> None:
    if view.funnel is None:
        return
    pictures = funnel_svg(view.funnel, PAGE, "kpi-wide") + funnel_svg(view.funnel, NARROW, "kpi-narrow")
    chart, note = st.columns([3, 1], gap="large", vertical_alignment="center")
    with chart:
        drawn = figure(view.funnel.title, pictures, view.table.source_line, example=view.funnel.example)
        show(f"<h2>{escape(words.FUNNEL)}</h2>{drawn}")
    with note:
        show(parts.paragraphs([view.funnel.note], "kpi-small"))


def show_instead(headline: str, needed: str, known: Sequence[Choice], page: Page, **kept: str) -> None:
    """The group is not known: what is needed, where it is written in, and the groups that are known."""
    show(f'<div class="kpi-verdict"><span>{escape(headline)}</span></div>')
    st.info(needed)
    links = "".join(f"<li>{_link(page, one.title, group=one.id, **kept)}</li>" for one in known)
    listed = f"<p>{escape(words.INSTEAD)}</p><ul>{links}</ul>" if links else ""
    show(f"<p>{_link(Page.GROUPS, words.WRITE_IN)}</p>{listed}")


def _link(page: Page, text: str, **chosen: str) -> str:
    return f'<a href="{escape(choices.link(page, **chosen))}" target="_self">{escape(text)}</a>'
