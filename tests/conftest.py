"""One browser for every test that needs one, and the wait for a real server to answer it."""

from __future__ import annotations

import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_SETTINGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

# The same examples every time, however busy the machine: a red build means that the change did it.
# New examples are looked for with --hypothesis-profile=default.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Playwright's plain form can be open only once in a process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_SETTINGS))
        yield opened
        opened.close()


def wait_for_server(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until its health page answers; a server that ended, or is silent for a minute, fails the test."""
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{address}/sundhed", timeout=5).close()
            return
        except OSError:  # refused, or too busy loading to answer
            assert server.poll() is None, "the server ended before it answered"
            assert time.monotonic() < deadline, "the server did not answer within a minute"
            time.sleep(0.1)
