"""What people, files and contracts say is text on every page and on paper: letter for letter, and never more."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from kpi.analysis.judged import judge
from kpi.analysis.since import looked_back_to
from kpi.definitions import read_definitions
from kpi.followup.criterion import criterion_view
from kpi.followup.scorecard import scorecard
from kpi.installation import read_installation
from kpi.kept.build import build_if_needed
from kpi.model.folder import DataFolder
from kpi.report.html import report_html
from tests.pages.conftest import PAGES, Open, folder
from tests.pages.planted import PLANTED, planted_installation

CONTRACTS = ("silkeborg-jobkompagniet-2017", "varde-borger-og-arbejdsmarked-2015")
DAY = date(2017, 1, 25)
WHOLE = bool(os.environ.get("KPI_WHOLE"))
"""Every criterion of a contract; else the first two."""
Kind = tuple[str, tuple[str, ...]]
"""An element by its name and its attributes' names."""


class Read(HTMLParser):
    """Elements, addresses and text, as a browser takes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kinds: set[Kind] = set()
        self.addresses: set[str] = set()
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kinds.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_comment(self, data: str) -> None:
        self.kinds.add(("comment", ()))


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return planted_installation(tmp_path_factory.mktemp("planted"))


def html(app: AppTest) -> list[str]:
    """What we write as HTML; the rest is Streamlit's."""
    assert not app.exception
    return [element.value for element in app.markdown if element.allow_html]


def opened(open_page: Open, root: Path, criteria: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Every page, every tab of the criteria, and every screen of the meeting."""
    for contract in CONTRACTS:
        address = {"aftale": contract, "set_fra": DAY.isoformat()}
        for page in PAGES:
            yield page, html(open_page(root, page, **address))
    for criterion in criteria:
        for tab in ("tal", "stoej", "handlinger", "kilde"):
            address = {"aftale": CONTRACTS[0], "set_fra": DAY.isoformat(), "kriterium": criterion, "faneblad": tab}
            yield "succeskriterium", html(open_page(root, "succeskriterium", **address, udforsk="1"))
    yield "indtast", html(_named(open_page(root, "indtast", aftale=CONTRACTS[0], set_fra=DAY.isoformat())))
    yield "indlaes", html(_uploaded(_named(open_page(root, "indlaes"))))
    app = open_page(root, "med-moede", aftale=CONTRACTS[0], set_fra=DAY.isoformat())
    for _ in range(len(criteria) + 1):
        app.button(key="meeting.right").click().run()
        yield "med-moede", html(app)


def _named(app: AppTest) -> AppTest:
    app.text_input[0].input("teamleder")
    return app.button(key="FormSubmitter:who-Fortsæt").click().run()


def _uploaded(app: AppTest) -> AppTest:
    """A sheet whose headings nobody knows: its beginning is shown."""
    cell = PLANTED.replace('"', '""')
    rows = [f'"{cell}";"{cell}"'] * 3
    return app.file_uploader[0].set_value(("ark.csv", "\n".join(rows).encode(), "text/csv")).run()


def reports(here: DataFolder) -> Iterator[str]:
    definitions = read_definitions(here)
    build_if_needed(here, definitions)
    installation = read_installation(here, definitions)
    for contract in CONTRACTS:
        now = judge(installation, contract, DAY)
        before = judge(installation, contract, looked_back_to(now))
        criteria = tuple(criterion_view(now, result.criterion.id) for result in now.results)
        yield report_html(scorecard(now, before), criteria, version="1.0").decode()
    installation.store.close()


def kinds(parts: list[str]) -> set[Kind]:
    return {kind for part in parts for kind in Read(part).kinds}


def drawn_whole(part: str) -> None:
    """A picture that text had broken would be no picture."""
    for picture in re.findall(r"<svg\b.*?</svg>", part):
        ElementTree.fromstring(picture)


def test_no_text_becomes_an_element_or_a_link_on_any_page(open_page: Open, shipped: Path, planted: DataFolder) -> None:
    contract = read_definitions(planted).contracts[CONTRACTS[0]]
    criteria = tuple(criterion.id for _, criterion in contract.criteria())[: None if WHOLE else 2]
    plain = [part for _, parts in opened(open_page, shipped, criteria) for part in parts]
    said: dict[str, str] = {}
    for page, parts in opened(open_page, planted.root, criteria):
        assert kinds(parts) <= kinds(plain), page
        for part in parts:
            assert part.startswith('<div class="kpi">')
            assert not re.search(r"[\r\n]", part), "Markdown would begin anew"
            drawn_whole(part)
            read = Read(part)
            assert not [address for address in read.addresses if "ond.example" in address or "script:" in address]
            said[page] = said.get(page, "") + read.said
    assert [page for page in PAGES if PLANTED.strip() not in said[page]] == []


def test_no_text_becomes_an_element_or_a_link_on_paper(shipped: Path, planted: DataFolder) -> None:
    plain = kinds(list(reports(folder(shipped))))
    for report in reports(planted):
        read = Read(report)
        assert read.kinds <= plain
        assert not read.addresses
        assert PLANTED.strip() in read.said
        drawn_whole(report)
