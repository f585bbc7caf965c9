"""The day one looks from, in a browser's address and history: today never stands there, a chosen day does."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from kpi.texts.screens import controls
from tests.browser.conftest import Board
from tests.browser.test_journey import SILKEBORG, chosen
from tests.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium er ikke installeret: prøverne i browseren springes over"),
]
EARLIER = "set fra 25. januar 2017, ikke i dag"
CHOSEN, DEFAULT = re.compile("set-fra=2017-01-25"), re.compile(r"^(?!.*set-fra)")


def test_today_stands_in_no_address_until_the_day_is_locked(board: Board) -> None:
    page = board.page
    board.open("overblik", aftale=SILKEBORG)
    assert "set-fra" not in chosen(board)
    board.go("Datagrundlag")
    assert "set-fra" not in chosen(board)
    page.get_by_role("button", name=controls.SHARE).click()
    address = page.locator(".st-key-share code, [data-testid=stPopoverBody] code").first
    expect(address).not_to_contain_text("set-fra")
    page.get_by_text(controls.LOCK_DAY, exact=True).click()
    expect(address).to_contain_text("set-fra=20")
    assert "set-fra" not in chosen(board)


def test_back_and_forward_lead_between_today_and_a_chosen_day(board: Board) -> None:
    page = board.page
    board.open("overblik", aftale=SILKEBORG)
    board.look_from("25012017")
    told = page.get_by_text(EARLIER)
    expect(told).to_be_visible()
    page.go_back()
    expect(page).to_have_url(DEFAULT)
    expect(told).to_have_count(0)
    board.settle()
    page.go_forward()
    expect(page).to_have_url(CHOSEN)
    expect(told).to_be_visible()
    board.settle()
    page.get_by_role("button", name=controls.LOOK_FROM_TODAY).click()
    expect(page).to_have_url(DEFAULT)
    expect(told).to_have_count(0)
    board.settle()
    page.go_back()
    expect(page).to_have_url(CHOSEN)
    expect(told).to_be_visible()


def test_an_address_with_today_in_it_is_cleared_of_it_and_is_no_step_on_the_way_back(board: Board) -> None:
    page = board.page
    today = datetime.now(ZoneInfo("Europe/Copenhagen")).date()
    board.open("datagrundlag", aftale=SILKEBORG)
    board.open("overblik", aftale=SILKEBORG, set_fra=today.isoformat())
    expect(page).to_have_url(DEFAULT)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Datagrundlag")
