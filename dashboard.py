"""Effekttavlen: the list of pages, what a reader has chosen, a store to read from, and then the page."""

import streamlit as st

from kpi.texts.screens import everywhere, first
from kpi.ui import choices, faults, first_start, frame

MENU, ADDRESSES = everywhere.MENU, everywhere.ADDRESSES
page = st.navigation(
    [
        st.Page("pages/monthly/contracts.py", title=first.TITLE, url_path=ADDRESSES["contracts"], default=True),
        st.Page("pages/monthly/overview.py", title=MENU["overview"], url_path=ADDRESSES["overview"]),
        st.Page("pages/monthly/criterion.py", title=MENU["criterion"], url_path=ADDRESSES["criterion"]),
        st.Page("pages/benchmark/peers.py", title=MENU["peers"], url_path=ADDRESSES["peers"]),
        st.Page("pages/benchmark/profile.py", title=MENU["profile"], url_path=ADDRESSES["profile"]),
        st.Page("pages/benchmark/groups.py", title=MENU["groups"], url_path=ADDRESSES["groups"]),
        st.Page("pages/meeting/present.py", title=MENU["present"], url_path=ADDRESSES["present"]),
        st.Page("pages/monthly/enter.py", title=MENU["enter"], url_path=ADDRESSES["enter"]),
        st.Page("pages/monthly/import_figures.py", title=MENU["import_figures"], url_path=ADDRESSES["import_figures"]),
        st.Page("pages/monthly/contract.py", title=MENU["contract"], url_path=ADDRESSES["contract"]),
        st.Page("pages/monthly/data_status.py", title=MENU["data_status"], url_path=ADDRESSES["data_status"]),
    ],
    position="top",
)
frame.open_page(page.title)
with faults.told_in_danish():
    choices.follow_address()
    first_start.ensure_store()
    if frame.choose_shared():
        page.run()
    frame.close_page()
