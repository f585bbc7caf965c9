"""What the reader has chosen: kept through page switches, written in the address, and read back from it.

A widget's own state is gone when another page is shown, and Streamlit's bound parameters leave out defaults; so the
choices live here and the widgets are told what to show. The day one looks from stands among them only where it was
chosen: nobody who keeps an address, or leaves a tab open, has chosen the day it happened to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi.model.views.parts import Choice
from kpi.report.parts import paragraphs
from kpi.texts import periods
from kpi.texts.screens import controls as words
from kpi.texts.screens import everywhere
from kpi.ui.html import show
from kpi.ui.pages import Page

NAMES = {
    "contract": "aftale",
    "as_of": "set-fra",
    "criterion": "kriterium",
    "indicator": "indikator",
    "group": "gruppe",
    "area": "kommune",
    "period": "periode",
    "measure": "visning",
    "goal": "maal",
    "unit": "enhed",
    "status": "status",
    "own": "vores",
    "place": "skaerm",
    "everything": "alle",
    "base": "graenser",
    "explore": "udforsk",
    "details": "faneblad",
}
"""Choice → its name in the address."""
SHARED = ("contract", "as_of")
FIRST_DAY = date(2000, 1, 1)
CHOSEN, WRITTEN, ASKED, USED = "choices.chosen", "choices.written", "choices.asked", "choices.used"
COMPLAINTS, TOUCHED = "choices.complaints", "choices.touched"
TODAY: ContextVar[date] = ContextVar("today")
"""Asked for once a run: a page written about midnight is of one day."""
UNKNOWN_PAGE = "ukendt-side"
"""In the address of the first page, where another was asked for that is not here."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The choices that every page has."""

    contract: str
    """Empty: there are no contracts."""
    as_of: date
    chosen_day: bool = False
    """Somebody chose it, so links carry it; else it is today."""


def follow_address() -> None:
    """First in a run: what the address has now, and had not when we wrote it, was asked for by the reader.

    So was today, where the day we wrote is gone from it; an address without anything is a click in the menu.

    Unless a widget was: a quick hand is there before the browser has the address that the run before wrote.
    """
    written = st.session_state.get(WRITTEN, {})
    found = {name: st.query_params[spelled] for name, spelled in NAMES.items() if spelled in st.query_params}
    touched = st.session_state.pop(TOUCHED, False)
    asked = {} if touched else {name: value for name, value in found.items() if value != written.get(name)}
    st.session_state[CHOSEN] = st.session_state.get(CHOSEN, {}) | asked
    if found and not touched and "as_of" in written and "as_of" not in found:
        clear("as_of")
    st.session_state[ASKED] = set(asked)
    st.session_state[USED] = []
    st.session_state[COMPLAINTS] = [everywhere.UNKNOWN_PAGE] if UNKNOWN_PAGE in st.query_params else []


def write_address() -> None:
    """Last in a run: every choice of this page, also the default ones but the day."""
    st.session_state[WRITTEN] = _used()
    spelled = {NAMES[name]: value for name, value in _used().items()}
    if st.query_params.to_dict() != spelled:
        st.query_params.from_dict(spelled)


def full_address(*, lock_day: bool) -> str:
    """The page with every choice, to send to somebody; with today's day where it is to show that day for ever."""
    page = (st.context.url or "").split("?")[0]
    locked = {"as_of": TODAY.get().isoformat()} if lock_day else {}
    return f"{page}?{_spelled(locked | _used())}"


def link(page: Page, **choices: str) -> str:
    """An address of another page that carries the shared choices and the given ones."""
    return f"{page.address}?{_spelled({name: _chosen()[name] for name in SHARED if name in _chosen()} | choices)}"


def shared() -> Shared:
    """What `choose_day` and the choice of contract have settled in this run."""
    chosen = _day(_chosen().get("as_of", ""))
    return Shared(_chosen().get("contract", ""), chosen or TODAY.get(), chosen_day=chosen is not None)


def choose_day(today: date) -> None:
    """The day one looks from: today, unless another was chosen, which is then said.

    A day that cannot be read, or has not come yet, is said too, and today is shown.
    """
    TODAY.set(today)
    asked = _chosen().pop("as_of", "")
    day = _day(asked)
    if day is None or not FIRST_DAY <= day <= today:
        if "as_of" in st.session_state[ASKED]:
            _complain(words.UNKNOWN_DAY.format(text=asked))
        day = today
    if day != today:
        settle("as_of", day.isoformat())
    key = "ask.as_of"
    st.session_state[key] = day
    st.date_input(
        words.AS_OF, key=key, min_value=FIRST_DAY, max_value=today, format="DD.MM.YYYY", on_change=_took_day,
        args=(key,), help=words.AS_OF_HELP, width=170,
    )  # fmt: skip
    if day != today:
        show(paragraphs([words.EARLIER_DAY.format(day=periods.day(day))], "kpi-earlier"), width="content")
        st.button(words.LOOK_FROM_TODAY, on_click=touch, args=("as_of", ""), type="tertiary")


def choose(
    name: str,
    label: str,
    options: Sequence[Choice],
    *,
    default: str = "",
    unknown: str = "",
    hidden: bool = False,
    width: int | Literal["stretch"] = "stretch",
) -> str:
    """One of the options; `unknown` is said where the address asked for something else. Empty without options."""
    chosen = pick(name, options, default=default, unknown=unknown)
    if not options or hidden:
        return chosen
    key = f"ask.{name}"
    st.session_state[key] = chosen
    titles = {option.id: option.title for option in options}
    st.selectbox(
        label, [option.id for option in options], format_func=titles.__getitem__, key=key, on_change=_took,
        args=(name, key), width=width,
    )  # fmt: skip
    return chosen


def pick(name: str, options: Sequence[Choice], *, default: str = "", unknown: str = "") -> str:
    """As `choose`, without showing anything to choose with."""
    if not options:
        return ""
    chosen = _chosen().get(name, "")
    ids = [option.id for option in options]
    if chosen not in ids:
        if name in st.session_state[ASKED] and chosen:
            _complain(unknown or words.UNKNOWN_CHOICE.format(text=chosen, instead=words.FIRST_CHOICE))
        chosen = default if default in ids else ids[0]
    settle(name, chosen)
    return chosen


def switch(name: str, label: str, help_: str) -> bool:
    """On or off; stands in the address as 1."""
    on = _chosen().get(name) == "1"
    settle(name, "1" if on else "0")
    key = f"ask.{name}"
    st.session_state[key] = on
    st.toggle(label, key=key, on_change=_took_switch, args=(name, key), help=help_)
    return on


def tabs(name: str, options: Sequence[Choice]) -> tuple[str, DeltaGenerator]:
    """The open tab and its place: what the others hold is written when they are opened."""
    chosen = pick(name, options)
    key = f"ask.{name}"
    ids = {option.title: option.id for option in options}
    st.session_state[key] = next(title for title, id_ in ids.items() if id_ == chosen)
    places = st.tabs(list(ids), key=key, on_change=_took_tab, args=(name, key, ids))
    return chosen, places[list(ids.values()).index(chosen)]


def complaints() -> tuple[str, ...]:
    """What the address asked for in this run and could not be had, in sentences."""
    return tuple(st.session_state[COMPLAINTS])


def _complain(sentence: str) -> None:
    st.session_state[COMPLAINTS].append(sentence)


def settle(name: str, value: str) -> None:
    """This page uses the choice, and this is what it is."""
    st.session_state[CHOSEN][name] = value
    if name not in st.session_state[USED]:
        st.session_state[USED].append(name)


def touch(name: str, value: str) -> None:
    """Before a run: the reader chose it by a widget or a key."""
    _chosen()[name] = value
    st.session_state[TOUCHED] = True


def clear(*names: str) -> None:
    for name in names:
        _chosen().pop(name, None)


def _chosen() -> dict[str, str]:
    found: dict[str, str] = st.session_state[CHOSEN]
    return found


def _used() -> dict[str, str]:
    return {name: _chosen()[name] for name in st.session_state[USED]}


def _spelled(choices: dict[str, str]) -> str:
    return urlencode({NAMES[name]: value for name, value in choices.items()})


def _took(name: str, key: str) -> None:
    touch(name, st.session_state[key])


def _took_tab(name: str, key: str, ids: dict[str, str]) -> None:
    touch(name, ids[st.session_state[key]])


def _took_day(key: str) -> None:
    if st.session_state[key] is not None:
        touch("as_of", st.session_state[key].isoformat())


def _took_switch(name: str, key: str) -> None:
    touch(name, "1" if st.session_state[key] else "0")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
