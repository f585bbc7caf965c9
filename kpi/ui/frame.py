"""What stands round every page: title, the guide, «Del» with downloads, and the foot."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from kpi.access import Permission, require
from kpi.markup import Pieces
from kpi.model.views.parts import Table
from kpi.report import parts
from kpi.report.csv import table_csv
from kpi.texts.screens import controls, everywhere, first, guide
from kpi.ui import choices, readers
from kpi.ui.html import show
from kpi.ui.who import current_user

ROOT = Path(__file__).resolve().parents[2]
DOWNLOADS, SHARE, SAID = "frame.downloads", "frame.share", "frame.said"

_PIECES = Pieces("ui/templates/frame.html", parts=parts, everywhere=everywhere, guide=guide)


@cache
def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def open_page(page_title: str) -> None:
    """First in a run."""
    st.session_state.pop(DOWNLOADS, None)
    st.set_page_config(page_title=f"{page_title} · {everywhere.PROGRAM}", layout="wide")


def choose_shared() -> bool:
    """Contract and day for every page; False, with the next step on the page, where there is no contract yet."""
    contracts = readers.contract_choices()
    with st.container(horizontal=True, vertical_alignment="bottom", key="shared"):
        choices.choose("contract", everywhere.CONTRACT, contracts, unknown=everywhere.UNKNOWN_CONTRACT, width=300)
        choices.choose_day(readers.today())
        st.session_state[SHARE] = st.empty()
    st.session_state[SAID] = st.container()
    if not contracts:
        _show_how_to_begin()
    return bool(contracts)


def _show_how_to_begin() -> None:
    folder = readers.library().folder.root
    typed = shlex.quote(str(folder))
    title(first.TITLE)
    st.text(first.NO_CONTRACTS.format(folder=folder))
    st.text(first.BEGIN)
    command = first.BEGIN_COMMAND.format(municipality=first.MUNICIPALITY, year=readers.today().year, folder=typed)
    st.code(command, language=None)
    st.text(first.MOVE)
    st.code(first.MOVE_COMMAND.format(folder=typed, file=first.LAST_YEARS_FILE), language=None)
    st.text(first.THEN)


def close_page() -> None:
    """Last in a run: the address and the files are known now."""
    choices.write_address()
    for sentence in choices.complaints():
        st.session_state[SAID].warning(sentence)
    _share(st.session_state.pop(SHARE))
    _below(*readers.foot(choices.shared().as_of))


def title(words: str, lead: str = "", *, example: bool = False, made_up: bool = False) -> None:
    """The page's heading, with the marks of made-up figures and of a made-up contract."""
    show(_PIECES.heading(words, lead, example, made_up))


@cache
def _guide() -> Markup:
    return _PIECES.the_guide()


def _below(newest: str, built: str) -> None:
    """«Sådan læses tavlen», and the foot: version, newest figure, when the store was built."""
    facts = [f"{everywhere.PROGRAM} · {everywhere.VERSION} {version()}"]
    facts += [
        f"{label}: {text}"
        for label, text in ((everywhere.NEWEST_FIGURE, newest), (everywhere.STORE_BUILT, built))
        if text
    ]
    show(_PIECES.below(_guide(), facts))


def offer_file(label: str, name: str, mime: str, content: Callable[[], bytes]) -> None:
    """A download of this page, made when it is asked for; it stands under «Del»."""
    st.session_state.setdefault(DOWNLOADS, []).append((label, name, mime, content))


def offer_download(label: str, name: str, mime: str, content: Callable[[], bytes]) -> None:
    """A button for a file that is made when it is asked for, here and now."""
    st.download_button(
        label, _exported(name, content), file_name=name, mime=mime, on_click="ignore", key=f"download.{name}"
    )


def offer_table(label: str, name: str, table: Table) -> None:
    offer_file(label, f"{name}.csv", "text/csv", lambda: table_csv(table))


def _share(place: DeltaGenerator) -> None:
    """After the page has run, so that the address holds its choices and the page's files are known."""
    with place.popover(controls.SHARE, key="share"):
        st.caption(everywhere.SHARE_HELP)
        chosen = choices.shared().chosen_day
        lock = not chosen and st.toggle(controls.LOCK_DAY, key="share.lock", help=controls.LOCK_DAY_HELP)
        st.code(choices.full_address(lock_day=lock), language=None, wrap_lines=True)
        for label, name, mime, content in st.session_state.pop(DOWNLOADS, []):
            offer_download(label, name, mime, content)


def _exported(name: str, content: Callable[[], bytes]) -> Callable[[], bytes]:
    user = current_user()

    def export() -> bytes:
        require(user, Permission.EXPORT, name)
        return content()

    return export
