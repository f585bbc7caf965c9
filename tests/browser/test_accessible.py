"""Every page by the rules of axe, in light and dark: nothing serious or critical but what is Streamlit's own."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from kpi.ui.pages import Page
from tests.browser.conftest import Board
from tests.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium er ikke installeret: prøverne i browseren springes over"),
]
SHARED = {"aftale": "silkeborg-jobkompagniet-2017", "set_fra": "2017-01-25"}
OWN = {Page.CRITERION: {"kriterium": "s1"}, Page.PRESENT: {"skaerm": "1"}}
"""What stands in a page's address besides."""
STILL = """document.getAnimations().every(
    one => one.playState !== "running" || one.effect.getTiming().iterations === Infinity)"""
STREAMLITS_OWN = {
    "presentation-role-conflict": "the field for files keeps its hidden input focusable; nothing of it can be set",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="da-DK", color_scheme=scheme)
    board, axe = Board(context.new_page(), address), Axe()
    found = []
    for looked_at in Page:
        board.open(looked_at.address, **SHARED, **OWN.get(looked_at, {}))
        board.page.wait_for_function(STILL)  # a button fades into its colours, and axe would measure it half-way
        for broken in axe.run(board.page).response["violations"]:
            if broken["impact"] in ("serious", "critical") and broken["id"] not in STREAMLITS_OWN:
                places = [node["html"][:120] for node in broken["nodes"][:3]]
                found.append(f"{looked_at.title} ({scheme}): {broken['id']}: {places}")
    context.close()
    assert found == []
