"""A dashboard that a browser meets: the real server, the shipped contracts and figures, a folder of its own."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from kpi.texts.screens import everywhere
from tests.conftest import wait_for_server

ROOT = Path(__file__).resolve().parents[2]
SLOWEST = 30_000

expect.set_options(timeout=SLOWEST)


class Board:
    """A page of the dashboard in a browser, and what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.set_default_timeout(SLOWEST)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str = "", **address: str) -> None:
        spelled = {name.replace("_", "-"): value for name, value in address.items()}
        self.page.goto(f"{self.address}/{path}?{urlencode(spelled)}")
        self.settle()

    def settle(self) -> None:
        """The foot is the last thing a run writes; the menu can be shown before the page is."""
        self.page.locator(".kpi-foot").wait_for(state="attached")
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()

    def go(self, name: str) -> None:
        """By the menu, as a reader does."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
        expect(self.page).to_have_title(f"{name} · {everywhere.PROGRAM}")
        self.settle()

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_role("combobox", name=label, exact=True).click()
        self.page.get_by_role("option", name=option).first.click()
        self.settle()

    def look_from(self, day: str) -> None:
        """Typed as «01032016» into the fields for day, month and year; it counts when one leaves them."""
        self.page.get_by_role("group", name="Set fra").get_by_role("spinbutton").first.click()
        self.page.keyboard.type(day, delay=20)
        self.page.get_by_role("heading", level=1).click()
        expect(self.page).to_have_url(re.compile(f"set-fra={day[4:]}-{day[2:4]}-{day[:2]}"))
        self.settle()

    def words(self) -> str:
        return self.page.locator("[data-testid=stApp]").inner_text()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("installation")) as found:
        yield found


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The store is built before the first visitor, as the launcher does."""
    here = {**os.environ, "KPI_DATA": str(data)}
    subprocess.run([sys.executable, "-m", "kpi", "build"], cwd=ROOT, env=here, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as finder:
        port = finder.getsockname()[1]
    with (data / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "kpi/ui/server.py", "--server.port", str(port)],
            cwd=ROOT, env=here, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_for_server(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture
def board(browser: Browser, address: str) -> Iterator[Board]:
    """A browser of its own for every test; nothing may fail in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="da-DK", accept_downloads=True)
    made = Board(context.new_page(), address)
    yield made
    words = made.words()
    context.close()
    assert made.complaints == []
    assert everywhere.UNEXPECTED not in words
