"""A criterion waits for its cluster; somebody writes the members in, and it is decided; withdrawn, it waits again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kpi.access import local_user
from kpi.definitions import read_definitions
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.receive import Consent, Submission, receive_file
from kpi.texts.screens import controls, enter, everywhere
from kpi.texts.screens import groups as words
from tests.browser.conftest import ROOT, Board
from tests.conftest import CHROMIUM, wait_for_server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium er ikke installeret: prøverne i browseren springes over"),
]
CONTRACT, CRITERION = "varde-borger-og-arbejdsmarked-2015", "v16b"
FIGURES = {
    "Varde": "0,90;45", "Billund": "1,10;55", "Esbjerg": "1,50;75", "Fanø": "1,40;70", "Vejen": "0,80;40",
    "Aabenraa": "1,90;95",
}  # fmt: skip
"""Per 1,000 of 50,000 inhabitants, and how many that is."""


@pytest.fixture
def cluster_board(browser: Browser, tmp_path: Path) -> Iterator[Board]:
    """The shipped contracts and a few made-up figures of made-up peers, behind the real server."""
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    here = DataFolder(tmp_path, ROOT / "data")
    lines = ["indikator;kommune;periode;værdi;tæller;nævner;enhed;kvalitet"]
    for area, figures in FIGURES.items():
        lines += [
            f"langtidsledige_kontanthjaelp_pr_1000;{area};2015-12;{figures};50000;pr. 1.000;endelig",
            f"langtidsledige_kontanthjaelp;{area};2015-12;{figures.split(';')[1]};;;fuldtidspersoner;endelig",
            f"folketal;{area};2015-12;50000;;;personer;endelig",
        ]
    handed_in = Submission(
        "\n".join(lines).encode(), "proeve.csv", local_user("prøve"), datetime(2026, 11, 22, 9, tzinfo=UTC),
        source="eksempeltal", published_on=date(2016, 2, 1),
    )  # fmt: skip
    report = receive_file(here, read_definitions(here), handed_in, Consent(all_warnings=True))
    assert report.outcome is Outcome.STORED
    with socket.create_server(("127.0.0.1", 0)) as finder:
        port = finder.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "kpi/ui/server.py", "--server.port", str(port)],
        cwd=ROOT, env={**os.environ, "KPI_DATA": str(tmp_path)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="da-DK")
    try:
        wait_for_server(address, server)
        board = Board(context.new_page(), address)
        yield board
        assert board.complaints == []
        assert everywhere.UNEXPECTED not in board.words()
    finally:
        context.close()
        server.terminate()
        server.wait(10)


def see(board: Board) -> None:
    board.open("succeskriterium", aftale=CONTRACT, kriterium=CRITERION, set_fra="2016-03-01")


def test_a_cluster_is_written_in_and_its_criterion_decided(cluster_board: Board) -> None:
    board, page = cluster_board, cluster_board.page
    verdict = page.locator(".kpi-verdict").first
    see(board)
    expect(verdict).to_contain_text("Kan ikke afgøres")
    board.go("Grupper")
    page.get_by_role("textbox", name=enter.WHO).fill("konsulent")
    page.get_by_role("button", name=controls.CONTINUE).click()
    page.get_by_role("combobox", name=words.WHICH).wait_for()
    board.choose(words.WHICH, "Kontanthjælpsklyngen")
    page.get_by_role("textbox", name=words.SOURCE).fill("Prøve: medlemmerne er fundet på")
    page.keyboard.press("Tab")
    members = page.get_by_role("combobox", name=words.MEMBERS)
    for name in FIGURES:
        board.settle()  # what was chosen before is drawn, so that the list stays while it is chosen from
        members.fill(name)
        page.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words.SAVE).click()
    expect(page.get_by_text("kan vælges nu")).to_be_visible()
    expect(page.locator(".kpi-table")).to_contain_text("6 kommuner: Billund, Esbjerg, Fanø, Varde, Vejen og Aabenraa")
    see(board)
    expect(verdict).to_contain_text("Nået")
    expect(page.locator("body")).to_contain_text("nr. 2 af 6")
    board.open("grupper", aftale=CONTRACT)
    page.get_by_role("textbox", name=words.REASON).fill("Forkert liste")
    page.get_by_role("button", name=words.WITHDRAW_YES).click()
    expect(page.locator(".kpi-table")).to_contain_text("Forkert liste")
    see(board)
    expect(verdict).to_contain_text("Kan ikke afgøres")
