"""The server as a visitor meets it: a real process on a real port."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Browser

from tests.conftest import CHROMIUM, wait_for_server

ROOT = Path(__file__).resolve().parents[2]

DASHBOARD = """
import streamlit as st

pages = [
    st.Page("pages/monthly/overview.py", title="Overblik", default=True),
    st.Page("pages/monthly/criterion.py", title="Succeskriterium", url_path="succeskriterium"),
]
page = st.navigation(pages)
st.text("fra dashboard.py")
page.run()
"""
OVERVIEW = "import streamlit as st\nst.header('Overblik her')\n"
CRITERION = """
import streamlit as st
st.header('Kriterium her')
st.plotly_chart({'data': [{'type': 'scatter', 'x': [1, 2], 'y': [3, 4], 'name': 'serie'}], 'layout': {}})
st.dataframe({'a': [1, 2]})
st.markdown('<svg width="20" height="20" role="img" aria-label="lille"></svg>', unsafe_allow_html=True)
st.download_button('Hent', '<html><body>rapport</body></html>', 'rapport.html', 'text/html')
if st.button('Gør noget forkert'):
    raise ValueError('hemmelig detalje')
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server and settings round two small pages; nobody has visited it before the first test."""
    folder = tmp_path_factory.mktemp("tavle")
    (folder / "pages" / "monthly").mkdir(parents=True)
    (folder / "dashboard.py").write_text(DASHBOARD)
    (folder / "pages" / "monthly" / "overview.py").write_text(OVERVIEW)
    (folder / "pages" / "monthly" / "criterion.py").write_text(CRITERION)
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    shutil.copytree(ROOT / "kpi", folder / "kpi", ignore=shutil.ignore_patterns("__pycache__"))
    with socket.create_server(("127.0.0.1", 0)) as finder:
        port = finder.getsockname()[1]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "kpi/ui/server.py", "--server.port", str(port)],
        cwd=folder,
        env={**os.environ, "KPI_INSTANCE": "prøve"},
        stdout=log,
        stderr=log,
    )
    try:
        wait_for_server(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def ask(address: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    request = urllib.request.Request(address, headers={name.replace("_", "-"): text for name, text in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium er ikke installeret")
def test_first_visit_after_start_may_be_a_deep_link_and_nothing_is_blocked(address: str, browser: Browser) -> None:
    """Stands first: whoever comes first after a start must meet dashboard.py, not a bare page."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/succeskriterium")
    page.get_by_text("Kriterium her").wait_for()
    page.get_by_text("fra dashboard.py").wait_for()
    assert page.get_by_role("dialog").count() == 0  # Streamlit's «Page not found»
    page.locator(".js-plotly-plot .scatterlayer").first.wait_for()
    page.get_by_test_id("stDataFrame").wait_for()
    page.get_by_role("img", name="lille").wait_for()
    assert page.evaluate("document.documentElement.lang") == "da"
    assert page.title() == "Succeskriterium"

    page.get_by_role("button", name="Gør noget forkert").click()
    page.get_by_text("Siden kunne ikke vises på grund af en fejl").wait_for()
    assert "hemmelig detalje" not in page.inner_text("body")

    blocked = [text for text in complaints if "Content Security Policy" in text or "Refused" in text]
    assert blocked == []
    assert [url for url in asked if "/succeskriterium/" in url] == []  # the page knows where the server is
    for part in ("Selectbox", "rehype-raw"):  # loaded early, and once
        assert len([url for url in asked if f"/{part}." in url]) == 1
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


def test_every_address_of_a_page_gives_the_danish_page(address: str) -> None:
    for path in ("/", "/succeskriterium", "/med-moede/"):
        for coding in ("identity", "gzip, deflate, br"):
            status, headers, body = ask(address + path, Accept_Encoding=coding)
            page = (gzip.decompress(body) if headers["Content-Encoding"] == "gzip" else body).decode()
            assert status == 200
            assert '<html lang="da">' in page
            assert "<title>Effekttavlen</title>" in page
            assert "Effekttavlen kræver JavaScript" in page
            assert "Streamlit app" not in page


@pytest.mark.parametrize("path", ["/findes-ikke", "/overblik/mere", "/index.html"])
def test_an_address_without_a_page_leads_to_the_first_page_which_says_so(address: str, path: str) -> None:
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    line.request("GET", f"{path}?aftale=x")
    answer = line.getresponse()
    assert (answer.status, answer.headers["Location"]) == (307, "/?ukendt-side=1")
    assert answer.headers["X-Frame-Options"] == "DENY"
    line.close()


def test_a_page_remembered_by_the_browser_is_not_taken_for_ours(address: str) -> None:
    status, _, body = ask(f"{address}/", If_None_Match="*", If_Modified_Since="Fri, 31 Dec 2099 00:00:00 GMT")
    assert status == 200
    assert b'lang="da"' in body


@pytest.mark.parametrize("path", ["/", "/sundhed", "/_stcore/health", "/_stcore/metrics"])
def test_every_answer_carries_the_guards(address: str, path: str) -> None:
    _, headers, _ = ask(address + path)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy.split("script-src")[1].split(";")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_what_is_large_travels_compressed(address: str) -> None:
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    script = max(scripts.glob("*.js"), key=lambda file: file.stat().st_size)
    _, headers, body = ask(f"{address}/static/js/{script.name}", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert len(body) < script.stat().st_size / 3
    assert gzip.decompress(body) == script.read_bytes()


def test_health_tells_which_installation_answers(address: str) -> None:
    _, headers, body = ask(f"{address}/sundhed")
    assert json.loads(body) == {"program": "Effekttavlen", "instance": "prøve"}
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact"])
def test_doors_not_in_use_are_closed(address: str, path: str) -> None:
    assert ask(address + path)[0] == 404


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 101), ("ondt.example", 403)])
def test_only_this_machines_own_name_opens_a_session(address: str, host: str, status: int) -> None:
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    line.request(
        "GET",
        "/_stcore/stream",
        headers={
            "Host": host,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        },
    )
    assert line.getresponse().status == status
    line.close()
