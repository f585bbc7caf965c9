"""Sammenligning: how does the municipality stand among others?"""

import streamlit as st

from kpi.texts.screens import peers as words
from kpi.ui import choices, frame, peers, readers

shared = choices.shared()

frame.title(words.TITLE)
with st.container(horizontal=True, vertical_alignment="bottom", key="peer_choices"):
    indicator = choices.choose("indicator", words.INDICATOR, readers.comparable_indicators(shared), width=420)
    areas = readers.areas(shared)
    area = choices.choose("area", words.AREA, areas, default=readers.own_area(shared), width=180)
    offered = readers.comparison_choices(shared, indicator, area)
    measure = choices.choose("measure", words.MEASURE, offered.measures, width=190)
    period = choices.choose("period", words.PERIOD, offered.periods, width=170)
    group = choices.choose("group", words.GROUP, offered.groups, default=offered.usual_group, width=340)

if indicator and period:
    peers.show_ways(offered, area, group)
    peers.show_comparison(readers.comparison(shared, indicator, group, period, area, measure))
else:
    st.info(words.NOTHING_TO_COMPARE)
