"""In a real browser too, text that tries to become more than text is shown letter for letter."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import Board, served
from tests.pages.planted import PLANTED, planted_installation

MADE = '.ond, img[src=x], [onerror], [onmouseover], a[href*="ond.example"], strong, em, code, .katex, [class*=Colored]'
"""What would be there if a part of it were taken for HTML or Markdown."""
PAGES = ("overblik", "succeskriterium", "aftalen", "med-moede", "sammenligning", "kommuneprofil")


def test_planted_text_is_text_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    planted_installation(tmp_path)
    chosen = {"aftale": "silkeborg-jobkompagniet-2017", "set-fra": "2017-01-25"}
    with served(tmp_path) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="da-DK")
        board = Board(page, address)
        page.on("dialog", lambda dialog: (board.complaints.append(dialog.message), dialog.dismiss()))
        for name in PAGES:
            board.open(name, **chosen)
            assert page.locator(".kpi").locator(MADE).count() == 0, name
            assert " ".join(PLANTED.split()) in " ".join((page.locator("body").text_content() or "").split()), name
        page.close()
        assert board.complaints == []
