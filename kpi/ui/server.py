"""The server round dashboard.py: Danish page, compressed, guarded headers, a health answer, errors in the log.

Started with `streamlit run kpi/ui/server.py`; `python3 -m kpi` does it.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import importlib
import logging
import os
import pkgutil
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

ROOT = Path(__file__).resolve().parents[2]

# `streamlit run` puts this file's folder first on the path, where a module of ours named as one of Python's own
# (calendar, statistics) would take its place; what dashboard.py imports stands in the project folder.
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent)]

from kpi.markup import element, script  # noqa: E402 - found on the path just set
from kpi.texts.screens import everywhere  # noqa: E402
from kpi.ui.choices import NAMES, UNKNOWN_PAGE  # noqa: E402
from kpi.ui.html import style_element  # noqa: E402
from kpi.ui.pages import Page  # noqa: E402

# A folder named pages/ would otherwise switch on Streamlit's old page mode until st.navigation has run once, and the
# first deep link after a start would meet a page without dashboard.py, or none.
PagesManager.uses_pages_directory = False

# Streamlit's own inner doors that no page of ours uses.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")


STREAMLIT_PAGE = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
# Told where the server is, the page need not look for it under a deep link's own path first: two questions less that
# nobody answers, and a seventh of a second on every deep link and reload.
BASE = st.get_option("server.baseUrlPath").strip("/")
WHERE_THE_SERVER_IS = script(f"window.__streamlit = {{BACKEND_BASE_URL: location.origin + '/{BASE}'}}")
# Streamlit adds a step to the browser's history whenever an address changes. An address that a page only completes with
# its default choices is no step: without this the first «back» would lead to the same page. Nor is it one when a page
# leaves out today, which is the default of the day; to choose another day is.
NO_STEP_FOR_DEFAULTS = script(
    """
const step = history.pushState.bind(history)
const chosenDay = params => {
  const today = new Date().toLocaleDateString('sv', {timeZone: 'Europe/Copenhagen'})
  return params.get('DAY') < today ? params.get('DAY') : null
}
history.pushState = (state, title, address) => {
  const next = new URL(address, location.href), now = new URLSearchParams(location.search)
  const kept = [...now].every(([name, value]) => name === 'DAY' || next.searchParams.get(name) === value)
  const sameDay = !location.search || chosenDay(now) === chosenDay(next.searchParams)
  if (kept && sameDay && next.pathname === location.pathname) history.replaceState(state, title, address)
  else step(state, title, address)
}
""".replace("DAY", NAMES["as_of"])
)
# What nearly every page of ours shows is not in Streamlit's first bundle. Asked for at once, it is there when the
# server's first answer is; else the browser would draw the page, find parts missing, wait for them and draw again.
EARLY_PARTS = ("Selectbox", "DateInput", "Checkbox", "rehype-raw")
ICON = (Path(__file__).parent / "icon.svg").read_bytes()
ICON_ADDRESS = f"data:image/svg+xml;base64,{base64.b64encode(ICON).decode()}"
ICON_LINK = element("link", rel="icon", type="image/svg+xml", href=ICON_ADDRESS)
NO_SCRIPT = element("noscript", element("p", everywhere.NO_SCRIPT))


def early_parts() -> Markup:
    """A script that loads them; Streamlit names its files by their content."""
    folder = Path(st.__file__).parent / "static" / "static" / "js"
    found = [file.name for part in EARLY_PARTS for file in folder.glob(f"{part}.*.js")]
    if len(found) != len(EARLY_PARTS):
        raise RuntimeError(f"Streamlit's page has changed: of {EARLY_PARTS} there are {found}")
    return script(";".join(f"import('./static/js/{name}')" for name in found))


def danish_page() -> bytes:
    """Streamlit's page with our language, name and style sheet, and a word for a browser without JavaScript."""
    page = STREAMLIT_PAGE.decode()
    for pattern, ours in (
        (r'<html lang="en">', '<html lang="da">'),
        (r"<title>.*?</title>", element("title", everywhere.PROGRAM) + WHERE_THE_SERVER_IS + NO_STEP_FOR_DEFAULTS),
        (r"</head>", early_parts() + Markup("</head>")),
        (r'<link rel="shortcut icon"[^>]*>', ICON_LINK),
        (r"<noscript>.*?</noscript>", NO_SCRIPT),
        (r'<link rel="service-desc"[^>]*>', ""),
        # After Streamlit's own in the head: of two equal rules ours counts.
        (r"</body>", style_element() + Markup("</body>")),
    ):
        page, found = re.subn(pattern, ours, page, flags=re.DOTALL)
        if found != 1:
            raise RuntimeError(f"Streamlit's page has changed: {pattern} stands {found} times in it")
    return page.encode()


def content_policy(page: bytes) -> str:
    """Only what this server sends may run: its own files, and the scripts that stand in the page, named by hash."""
    scripts = re.findall(rb"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts]
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {' '.join(hashes)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


PAGE = danish_page()

GUARDS = {
    "Content-Security-Policy": content_policy(PAGE),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Front:
    """Puts our page in the place of Streamlit's, guards every answer, and closes the doors not in use."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(GUARDS)
            await send(message)

        if any(door in scope["path"] for door in CLOSED):
            await PlainTextResponse(everywhere.CLOSED, 404)(scope, receive, guarded)
            return

        held: list[Message] = []

        async def own_page(message: Message) -> None:
            # Only HTML is held back, to be looked at whole: a report to download is HTML too, and not ours to change.
            if held or (message["type"] == "http.response.start" and is_html(message)):
                held.append(message)
                if message.get("more_body") or message["type"] == "http.response.start":
                    return
                if b"".join(part["body"] for part in held[1:]) == STREAMLIT_PAGE:
                    await _answer(scope)(scope, receive, guarded)
                    return
                for part in held:
                    await guarded(part)
            else:
                await guarded(message)

        await self.app(without_shortcuts(scope), receive, own_page)


def _answer(scope: Scope) -> Response:
    """Our page; to the first one where Streamlit would answer an address it does not know with a word in English."""
    if scope["path"].strip("/").removeprefix(BASE).strip("/") in {page.address for page in Page}:
        return HTMLResponse(PAGE, headers={"Cache-Control": "no-cache"})
    first = f"/{BASE}/" if BASE else "/"
    return RedirectResponse(f"{first}?{UNKNOWN_PAGE}=1")


def is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def without_shortcuts(scope: Scope) -> Scope:
    """The request without what lets Streamlit answer with other bytes: compressed, or «not modified»."""
    shortcuts = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
    return {**scope, "headers": [header for header in scope["headers"] if header[0] not in shortcuts]}


async def health(_request: Request) -> JSONResponse:
    """Says that this is Effekttavlen, and for which folder: the launcher asks before it starts another."""
    return JSONResponse(
        {"program": "Effekttavlen", "instance": os.environ.get("KPI_INSTANCE", "")},
        headers={"Cache-Control": "no-store"},
    )


def log_script_error(error: Exception) -> bool:
    """Everything in the log, a Danish sentence on the page; True keeps Streamlit's own English one away."""
    logging.getLogger("effekttavlen").error("A page failed", exc_info=error)
    st.error(everywhere.BROKEN_PAGE)
    return True


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Loads what every page uses before the first visitor, and takes it out of the sweep after each page run."""
    for room in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if room.name != Path(__file__).stem:
            importlib.import_module(f"kpi.ui.{room.name}")
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    ROOT / "dashboard.py",
    lifespan=lifespan,
    routes=[Route("/sundhed", health)],
    middleware=[Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5), Middleware(Front)],
    on_script_error=log_script_error,
)
