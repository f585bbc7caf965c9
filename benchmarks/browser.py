"""What a reader waits for in Chromium: a reload of a page to all of its content, and a click on a filter."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from playwright.sync_api import Page, sync_playwright

from benchmarks.dataset import Dataset
from benchmarks.measurement import Measurement, held_against, taking
from benchmarks.served import DASHBOARD, EMPTY, query, serving

OVERVIEW = {1: 1.3, 40: 1.4}
CRITERION = {1: 1.7, 40: 1.8}
CLICK = {1: 200.0, 40: 250.0}
RUNS = 12
CLICKS = 20
PAUSE = 400
"""ms between two runs."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DRAWN = """([what, lines, pressed]) => new Promise((done, failed) => {
    setTimeout(failed, 60000, 'not all of the page came within a minute');
    const all = selector => document.querySelectorAll(selector).length;
    const there = {
        empty: () => all('.kpi-empty'),
        overview: () => all('.kpi-foot') && ![0, lines].includes(all('.kpi-board tbody tr')),
        criterion: () => all('.kpi-foot') && all('.kpi-figure .kpi-svg') && all('.kpi-table'),
    }[what];
    const finished = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning';
    const look = () => there() && finished()
        ? done(performance.now() - (pressed ? window.pressedAt : 0))
        : requestAnimationFrame(look);
    look();
})"""
"""ms to the first frame in which all is there and the run has ended, since the navigation began or since the press.

The foot is the last that a page of ours draws, so what stands above it is there too.
"""


def measure(data: Dataset) -> Iterator[Measurement]:
    if CHROMIUM is None:
        print("Chromium is not installed: nothing was measured in a browser")
        return
    with serving(DASHBOARD, data) as dashboard, serving(EMPTY, data) as empty, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        nothing, overview, criterion = (browser.new_page(locale="da-DK") for _ in range(3))
        nothing.goto(empty.address)
        overview.goto(f"{dashboard.address}/overblik?{query()}")
        criterion.goto(f"{dashboard.address}/succeskriterium?{query()}")
        for page, what in ((nothing, "empty"), (overview, "overview"), (criterion, "criterion")):
            drawn(page, what)
            reload(page, what)
        pairs = [(reload(overview, "overview"), reload(nothing, "empty")) for _ in range(RUNS)]
        yield held_against("browser reload of Overblik to all content", data.scale, OVERVIEW[data.scale], pairs)
        pairs = [(reload(criterion, "criterion"), reload(nothing, "empty")) for _ in range(RUNS)]
        yield held_against("browser reload of Succeskriterium to all content", data.scale, CRITERION[data.scale], pairs)
        runs = [click(overview) for _ in range(CLICKS)]
        yield taking("click on a filter of Overblik until all shows it", data.scale, "ms", CLICK[data.scale], runs)
        browser.close()


def reload(page: Page, what: str) -> float:
    """Seconds, by the browser's own clock."""
    page.wait_for_timeout(PAUSE)
    page.reload(wait_until="commit")
    return drawn(page, what)


def click(page: Page) -> float:
    """Seconds from the press on «Kun vores» to the first frame with other lines in the table and the run at an end."""
    page.wait_for_timeout(PAUSE)
    lines = page.evaluate("document.querySelectorAll('.kpi-board tbody tr').length")
    page.evaluate("addEventListener('click', press => window.pressedAt = press.timeStamp, {capture: true, once: true})")
    page.locator(".st-key-ask-own label").click()
    return drawn(page, "overview", lines=lines, pressed=True)


def drawn(page: Page, what: str, *, lines: int = 0, pressed: bool = False) -> float:
    return float(page.evaluate(DRAWN, [what, lines, pressed])) / 1000
