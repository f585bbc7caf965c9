"""A reader's way through the dashboard in a real browser: month, comparison, meeting, and a typed figure."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, expect

from kpi.texts.screens import controls, enter, everywhere, present
from kpi.ui.pages import Page
from tests.browser.conftest import Board
from tests.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium er ikke installeret: prøverne i browseren springes over"),
]
SILKEBORG, VARDE = "silkeborg-jobkompagniet-2017", "varde-borger-og-arbejdsmarked-2015"
MENU = [page.title for page in Page if page is not Page.PRESENT]
"""But the one that covers it."""


def chosen(board: Board) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlparse(board.page.url).query).items()}


def line(board: Board, title: str) -> Locator:
    return board.page.locator("tr.kpi-line").filter(has_text=title)


def test_from_opening_to_the_comparison(board: Board) -> None:
    page = board.page
    board.open()
    page.get_by_role("link", name="Borger & Arbejdsmarked 2015").click()
    board.settle()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Borger & Arbejdsmarked 2015")
    expect(line(board, "65 pct. af unge fra uddannelseshjælp")).to_contain_text("Nået")
    board.look_from("01032016")
    assert chosen(board)["set-fra"] == "2016-03-01"
    # The figure came on 20 April 2016: on 1 March it was awaited.
    expect(line(board, "65 pct. af unge fra uddannelseshjælp")).to_contain_text("Afventer tal")
    line(board, "65 pct. af unge fra uddannelseshjælp").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("65 pct. af unge fra uddannelseshjælp")
    board.settle()
    assert chosen(board)["set-fra"] == "2016-03-01"
    board.go("Sammenligning")
    assert chosen(board) == chosen(board) | {"aftale": VARDE, "set-fra": "2016-03-01"}
    board.look_from("22112026")
    assert chosen(board)["kommune"] == "573"
    expect(page.locator(".kpi-svg").first).to_be_visible()
    expect(page.get_by_text("Varde").first).to_be_visible()


def test_meeting_is_led_by_the_keyboard(board: Board) -> None:
    page = board.page
    board.open("med-moede", aftale=SILKEBORG, set_fra="2017-01-25")
    stage = page.locator(".kpi-stage").last  # the screen before may stand for a moment beside it
    expect(stage).to_contain_text(re.compile(r"1 af \d\d"))
    expect(page.locator(".st-key-meeting_bar button")).to_have_count(5)
    expect(page.locator(".st-key-meeting_unseen button")).to_have_count(4)  # what listens for the keys is there
    page.keyboard.press("ArrowRight")
    expect(stage).to_contain_text(re.compile(r"2 af \d\d"))
    expect(stage).to_contain_text("60 færre årspersoner på uddannelseshjælp")
    page.keyboard.press("PageDown")
    expect(stage).to_contain_text(re.compile(r"3 af \d\d"))
    page.keyboard.press("ArrowLeft")
    expect(stage).to_contain_text(re.compile(r"2 af \d\d"))
    page.keyboard.press("b")
    expect(page.locator(".kpi-black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator(".kpi-black")).to_have_count(0)
    page.keyboard.press("h")
    expect(page.locator(".kpi-keys")).to_contain_text("Page Up")
    page.keyboard.press("h")
    expect(page.locator(".kpi-keys")).to_have_count(0)
    page.keyboard.press("End")
    expect(stage).to_contain_text(present.CLOSING)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Overblik · Effekttavlen")
    board.settle()
    assert chosen(board) == chosen(board) | {"aftale": SILKEBORG, "set-fra": "2017-01-25"}


def test_typed_figure_is_counted_and_gone_when_withdrawn(board: Board) -> None:
    """One month is missing in the year of «flere delvise raskmeldinger», and nothing is concluded without it."""
    page = board.page
    criterion = "succeskriterium"
    board.open(criterion, aftale=VARDE, kriterium="v17a")
    expect(page.locator(".kpi-verdict").first).to_contain_text("august 2015 mangler")
    board.go("Indtast tal")
    page.get_by_role("textbox", name=enter.WHO).fill("teamleder")
    page.get_by_role("button", name=controls.CONTINUE).click()
    expect(page.get_by_text("Du skriver som teamleder.")).to_be_visible()
    board.choose(enter.COLUMN_INDICATOR, "Andel delvise raskmeldinger")
    page.get_by_label("delvist raskmeldte, aug. 2015").press_sequentially("160")
    page.keyboard.press("Tab")
    page.keyboard.type("1000")
    expect(page.get_by_label("sygemeldte i alt, aug. 2015")).to_have_value("1000")
    page.get_by_role("button", name=enter.SAVE).first.click()
    expect(page.get_by_text(enter.SAVED)).to_be_visible()
    board.go("Succeskriterium")
    expect(page.locator(".kpi-verdict").first).not_to_contain_text("august 2015 mangler")
    expect(page.locator("tr").filter(has_text="aug. 2015").first).to_contain_text("1.000")
    board.go("Indtast tal")
    page.get_by_role("button", name=enter.UNDO).click()
    expect(page.get_by_text(enter.UNDONE)).to_be_visible()
    board.go("Succeskriterium")
    expect(page.locator(".kpi-verdict").first).to_contain_text("august 2015 mangler")


def test_deep_link_brings_every_choice_back(board: Board) -> None:
    wanted = {
        "aftale": SILKEBORG, "set-fra": "2017-01-25", "maal": "5", "enhed": "alle", "status": "BEHIND", "vores": "1",
    }  # fmt: skip
    board.open("overblik", **wanted)
    assert chosen(board) == wanted
    expect(board.page.locator("tr.kpi-line .kpi-title")).to_have_text(["63 færre årspersoner på sygedagpenge"])
    expect(board.page.get_by_role("combobox", name="Mål")).to_have_value("5 · Flere sygemeldte hjælpes i arbejde")


def test_bad_address_is_said_and_something_sensible_is_shown(board: Board) -> None:
    board.open("succeskriterium", aftale="findes-ikke", set_fra="2031-02-31", kriterium="s99")
    app = board.page.get_by_test_id("stApp")
    for complaint in (
        everywhere.UNKNOWN_CONTRACT, controls.UNKNOWN_DAY.format(text="2031-02-31"), everywhere.UNKNOWN_CRITERION,
    ):  # fmt: skip
        expect(app).to_contain_text(complaint)
    expect(board.page.get_by_role("heading", level=1)).to_have_count(1)
    assert chosen(board)["aftale"] == SILKEBORG


def test_fast_clicks_between_pages_end_on_the_last_one_without_a_fault(board: Board) -> None:
    board.open("overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    for name in (*MENU, *reversed(MENU), "Datagrundlag"):
        board.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    expect(board.page.get_by_role("heading", level=1)).to_have_text("Datagrundlag")
    board.settle()
    expect(board.page.get_by_role("heading", level=1)).to_have_count(1)
    assert chosen(board) == chosen(board) | {"aftale": SILKEBORG, "set-fra": "2017-01-25"}


def test_back_button_leads_to_the_page_before(board: Board) -> None:
    page = board.page
    board.open("overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    line(board, "63 færre årspersoner på sygedagpenge").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("63 færre")
    board.settle()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jobkompagniet 2017")
    board.settle()
    assert chosen(board) == chosen(board) | {"aftale": SILKEBORG, "set-fra": "2017-01-25"}
    board.go("Datagrundlag")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jobkompagniet 2017")


def test_downloaded_figures_open_in_a_danish_spreadsheet_and_are_marked(board: Board, tmp_path: Path) -> None:
    board.open("succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s3b")
    board.page.get_by_role("button", name=controls.SHARE).click()
    with board.page.expect_download() as download:
        board.page.get_by_role("button", name=everywhere.DOWNLOAD_CSV, exact=True).click()
    kept = tmp_path / "tal.csv"
    download.value.save_as(kept)
    raw = kept.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    text = raw.decode("utf-8-sig")
    assert "25,4" in text
    assert everywhere.EXAMPLE in text
