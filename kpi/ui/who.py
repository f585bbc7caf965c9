"""Who is typing. Without login the program asks once and remembers it for this browser as long as the server runs."""

from __future__ import annotations

import streamlit as st
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

from kpi.access import User, local_user
from kpi.intake.cpr import contains_cpr
from kpi.texts.screens import controls, enter

NAME = "who.name"
COOKIE = "_streamlit_xsrf"
LONGEST = 60


@st.cache_resource(show_spinner=False)
def _remembered() -> dict[bytes, str]:
    """Name by browser: opening a line of Overblik starts a new session, and nobody should be asked again."""
    return {}


def current_user() -> User:
    """Who is known to sit here; somebody who has not said who they are can still read and export."""
    return local_user(_name() or controls.NOBODY)


def ask_who(key: str = "who") -> User | None:
    """The user, asked for on the page the first time; None until somebody has answered.

    `key`: another one for each place on a page that asks.
    """
    name = _name()
    if name:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(controls.WRITING_AS.format(name=name))
            if st.button(controls.SOMEBODY_ELSE, type="tertiary", key=f"{key}.else"):
                _remember("")
                st.rerun()
        return local_user(name)
    with st.form(key):
        answer = st.text_input(enter.WHO, help=enter.WHO_HELP, max_chars=LONGEST)
        if st.form_submit_button(controls.CONTINUE, type="primary"):
            if not answer.strip():
                st.error(enter.WHO_MISSING)
            elif contains_cpr(answer):
                st.error(controls.CPR_REFUSED)
            else:
                _remember(answer.strip())
                st.rerun()
    return None


def _name() -> str:
    return str(st.session_state.get(NAME) or _remembered().get(_browser(), ""))


def _remember(name: str) -> None:
    st.session_state[NAME] = name
    if _browser():
        _remembered()[_browser()] = name


def _browser() -> bytes:
    """The token behind Streamlit's cookie, which is written anew on every answer; empty where there is no cookie."""
    return decode_xsrf_token_string(st.context.cookies.get(COOKIE, ""))[0] or b""
