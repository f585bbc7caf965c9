"""Kommuneprofil: one table of links with a small picture in each line."""

from __future__ import annotations

import streamlit as st

from kpi.model.views.profile import Profile, ProfileLine
from kpi.report import parts
from kpi.report.profile import profile_table
from kpi.texts.screens import everywhere
from kpi.texts.screens import profile as words
from kpi.ui import choices
from kpi.ui.frame import offer_table
from kpi.ui.html import show
from kpi.ui.pages import Page
from kpi.ui.peers import show_instead


def show_profile(view: Profile) -> None:
    """Places, spread and links; what is needed where the group is not known."""
    if view.unknown_group:
        show_instead(view.headline, view.unknown_group, view.instead, Page.PROFILE, area=view.own)
        return
    if not view.lines:
        st.info(words.NO_FIGURES)
        return

    def address(line: ProfileLine) -> str:
        return choices.link(
            Page.PEERS, indicator=line.indicator.id, area=view.own, group=view.group, period=str(line.period)
        )

    show(parts.headline(view.headline))
    show(profile_table(view, address))
    show(parts.paragraphs([words.KEY, view.note], "kpi-small kpi-modest"))
    offer_table(everywhere.DOWNLOAD_CSV, f"kommuneprofil-{view.own}-{view.group}-{view.as_of}", view.table)
