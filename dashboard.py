"""Effekttavlen: the list of pages, what a reader has chosen, a store to read from, and then the page."""

import streamlit as st

from kpi.access import may, require
from kpi.ui import choices, faults, first_start, frame, who
from kpi.ui.pages import Page, page_at

user = who.current_user()
opened = st.navigation(
    [
        st.Page(
            page.script,
            title=page.title,
            url_path=page.address,
            default=page is Page.CONTRACTS,
            visibility="visible" if may(user, page.right) else "hidden",
        )
        for page in Page
    ],
    position="top",
)
frame.open_page(opened.title)
with faults.told_in_danish():
    require(user, page_at(opened.url_path).right, opened.title)
    choices.follow_address()
    first_start.ensure_store()
    if frame.choose_shared():
        opened.run()
    frame.close_page()
