"""Kommuneprofil: where does the municipality lie in its group, over all indicators at once?"""

import streamlit as st

from kpi.texts.screens import peers as labels
from kpi.texts.screens import profile as words
from kpi.ui import choices, frame, profile, readers

shared = choices.shared()

frame.title(words.TITLE, words.LEAD)
with st.container(horizontal=True, vertical_alignment="bottom", key="peer_choices"):
    areas = readers.areas(shared)
    area = choices.choose("area", labels.AREA, areas, default=readers.own_area(shared), width=180)
    offered = readers.comparison_choices(shared, "", area)
    group = choices.choose("group", labels.GROUP, offered.groups, default=offered.usual_group, width=420)

profile.show_profile(readers.profile(shared, group, area))
