"""A month's file in a real browser: seen, ticked, explained, stored, met again, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kpi.texts.screens import controls
from kpi.texts.screens import import_figures as words
from tests.browser.conftest import Board
from tests.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium er ikke installeret: prøverne i browseren springes over"),
]
SHIPPED = "fuldtidspersoner_kontanthjaelp"
FILE = (
    "indikator;kommune;periode;værdi;enhed\n"
    f"{SHIPPED};Silkeborg;2026-07;1198;fuldtidspersoner\n"
    f"{SHIPPED};Silkeborg;2026-06;1042;fuldtidspersoner\n"
    f"{SHIPPED};Silkebjerg;2026-07;12;fuldtidspersoner\n"
    f"{SHIPPED};Århus;2026-07;6081;fuldtidspersoner\n"
)


def drop(board: Board, name: str) -> None:
    field = board.page.get_by_test_id("stFileUploaderDropzoneInput")
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": FILE.encode()})
    board.page.get_by_text("Effekttavlens eget format").wait_for()
    board.settle()


def test_a_file_is_seen_stored_met_again_and_taken_back(board: Board) -> None:
    page = board.page
    board.open("indlaes", aftale="proeveaftale-2026-silkeborg")
    page.get_by_role("textbox", name="Hvem skriver?").fill("controller")
    page.get_by_role("button", name=controls.CONTINUE).click()
    page.get_by_test_id("stFileUploaderDropzone").wait_for()
    drop(board, "juli.csv")
    preview = page.locator(".st-key-import_preview")
    expect(preview).to_contain_text("Mente du «Silkeborg»")
    expect(preview).to_contain_text("−200 (16,1 pct.) (stor)")
    save = page.get_by_role("button", name=words.SAVE, exact=True)
    expect(save).to_be_disabled()
    page.locator("[data-testid=stCheckbox] label").first.click()
    board.settle()
    page.get_by_role("textbox", name=words.REASON).fill("kilden har talt om")
    page.keyboard.press("Enter")
    expect(save).to_be_enabled()
    save.click()
    expect(page.get_by_text("Gemt som jobindsats/")).to_be_visible()
    drop(board, "igen.csv")
    expect(page.get_by_text("allerede indlæst")).to_be_visible()
    page.get_by_role("button", name=words.UNDO, exact=True).click()
    expect(page.get_by_text(words.UNDONE)).to_be_visible()
