"""Pictures of every page, in three sizes, light and dark, from a running dashboard: for looking at, never for passing.

python -m tests.browser.screenshots http://127.0.0.1:8501 FOLDER [--contract ID] [--day 2017-01-25] [--page NAME]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from kpi.ui.pages import Page
from tests.conftest import CHROMIUM, CHROMIUM_SETTINGS

SIZES = ((1280, 800), (1920, 1080), (400, 800))
PICTURES: dict[str, tuple[str, dict[str, str]]] = {page.name.lower(): (page.address, {}) for page in Page}
PICTURES["present_criterion"] = (Page.PRESENT.address, {"skaerm": "1"})


def wait_for_page(page: Tab) -> None:
    """Until the script has run and nothing more is drawn."""
    page.wait_for_selector(".kpi", timeout=30_000, state="attached")
    page.wait_for_selector("[data-testid=stStatusWidget]", state="detached", timeout=30_000)
    page.wait_for_timeout(700)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("address")
    options.add_argument("folder", type=Path)
    options.add_argument("--contract", default="")
    options.add_argument("--day", default="")
    options.add_argument("--criterion", default="")
    options.add_argument("--page", default="", help="only this one")
    options.add_argument("--size", default="", help="only this width")
    options.add_argument("--scheme", default="", help="only light or dark")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    shared = {"aftale": chosen.contract, "set-fra": chosen.day, "kriterium": chosen.criterion}
    shared = {name: value for name, value in shared.items() if value}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_SETTINGS))
        for scheme in [chosen.scheme] if chosen.scheme else ["light", "dark"]:
            for width, height in SIZES:
                if chosen.size and str(width) != chosen.size:
                    continue
                screen = {"width": width, "height": height}
                page = browser.new_page(viewport=screen, color_scheme=scheme, locale="da-DK")
                page.on("console", lambda said: print(said.text) if said.type == "error" else None)
                for name, (path, own) in PICTURES.items():
                    if chosen.page and name != chosen.page:
                        continue
                    page.goto(f"{chosen.address}/{path}?{urlencode(shared | own)}")
                    wait_for_page(page)
                    wide = page.evaluate("document.querySelector('.stApp').scrollWidth > window.innerWidth + 1")
                    print(name, width, scheme, "SIDEWAYS SCROLL" if wide else "")
                    tall = page.evaluate("(document.querySelector('.stMain') || document.body).scrollHeight")
                    whole = height if path == Page.PRESENT.address else max(tall, height)
                    page.set_viewport_size({"width": width, "height": whole})
                    page.wait_for_timeout(300)
                    page.screenshot(path=chosen.folder / f"{name}-{width}-{scheme}.png")
                    page.set_viewport_size(screen)
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
