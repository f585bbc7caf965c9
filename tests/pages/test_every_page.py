"""Every page opens for every contract, with figures, without any, and with starting points alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Role, User, may
from kpi.definitions import read_definitions
from kpi.texts.screens import criterion as words
from kpi.texts.screens import everywhere
from kpi.ui.pages import Page
from tests.pages.conftest import PAGES, ROOT, Open, folder, shown

CONTRACTS = sorted(path.stem for path in (ROOT / "data" / "contracts").glob("*.toml"))
WHOM_TO_ASK = "Bed den, der administrerer Effekttavlen, om en anden rolle."
FOREIGN = re.compile(r"\b(None|NaN|nan|N/A|dataframe|Traceback|error)\b")


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def read(app: AppTest) -> str:
    words = Words()
    words.feed(shown(app))
    return " ".join(words.found)


def opened_well(app: AppTest) -> str:
    assert not app.exception
    assert not app.error, [error.value for error in app.error]
    text = read(app)
    assert not FOREIGN.search(text), FOREIGN.search(text)
    return text


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_for_the_contract(open_page: Open, shipped: Path, page: str, contract: str) -> None:
    opened_well(open_page(shipped, page, aftale=contract))


@pytest.mark.parametrize("day", ["2015-06-01", "2016-03-15", "2017-01-25", "2018-03-01"])
@pytest.mark.parametrize("page", ["overblik", "succeskriterium", "med-moede", "aftalen", "datagrundlag"])
def test_page_opens_on_earlier_days(open_page: Open, shipped: Path, page: str, day: str) -> None:
    opened_well(open_page(shipped, page, aftale="silkeborg-jobkompagniet-2017", set_fra=day))


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("page", PAGES)
def test_page_opens_without_any_figure(open_page: Open, empty: Path, page: str, contract: str) -> None:
    opened_well(open_page(empty, page, aftale=contract))


@pytest.mark.parametrize("page", PAGES)
def test_page_opens_with_starting_points_alone(open_page: Open, baselines: Path, page: str) -> None:
    opened_well(open_page(baselines, page, aftale="silkeborg-jobkompagniet-2017", set_fra="2016-02-15"))


@pytest.mark.parametrize("page", Page)
def test_a_page_is_refused_to_whoever_lacks_its_right(
    open_page: Open, shipped: Path, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    viewer = User("Kim", Role.VIEWER)
    monkeypatch.setattr("kpi.ui.who.local_user", lambda _name: viewer)  # as a login would give
    said = [error.value for error in open_page(shipped, page.address).error]
    assert said == ([] if may(viewer, page.right) else [f"Kim har ikke adgang til dette: {page.title}. {WHOM_TO_ASK}"])


def test_every_criterion_of_every_contract_opens(open_page: Open, shipped: Path) -> None:
    for contract in CONTRACTS:
        app = open_page(shipped, "succeskriterium", aftale=contract)
        for criterion in app.selectbox(key="ask.criterion").options:
            app.selectbox(key="ask.criterion").select(criterion).run()
            opened_well(app)


def test_every_screen_of_the_meeting_opens(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "med-moede", aftale="silkeborg-jobkompagniet-2017", set_fra="2017-01-25")
    count = int(re.search(r"1 af (\d+)", read(app))[1])
    for place in range(2, count + 1):
        app.button(key="meeting.right").click().run()
        assert f"{place} af {count}" in opened_well(app)
    app.button(key="meeting.home").click().run()
    assert f"1 af {count}" in read(app)


def test_meeting_draws_the_requirement_that_the_verdict_speaks_of(open_page: Open, shipped: Path) -> None:
    contract = read_definitions(folder(shipped)).contracts["varde-borger-og-arbejdsmarked-2015"]
    place = [criterion.id for _, criterion in contract.criteria()].index("v16a") + 1
    text = read(open_page(shipped, "med-moede", aftale=contract.id, set_fra="2016-03-01", skaerm=str(place)))
    assert "91,7 pct. i december 2015. Kravet var alle." in text
    assert "mål 100 pct." in text
    assert "mål 25 pct." not in text


def test_made_up_figures_are_marked_on_the_page_and_in_its_table(open_page: Open, shipped: Path) -> None:
    for page in ("overblik", "succeskriterium", "med-moede", "aftalen"):
        app = open_page(shipped, page, aftale="silkeborg-jobkompagniet-2017", set_fra="2017-01-25")
        assert everywhere.EXAMPLE in read(app), page


def test_made_up_contract_says_so_on_overview(open_page: Open, shipped: Path) -> None:
    assert everywhere.MADE_UP_HELP in read(open_page(shipped, "overblik", aftale="proeveaftale-2026-varde"))


def test_a_figure_not_delivered_is_told_apart_from_what_people_assess(open_page: Open, empty: Path) -> None:
    measured = shown(open_page(empty, "succeskriterium", aftale="silkeborg-jobkompagniet-2017", kriterium="s4a"))
    assert "Kilde: egen optælling. Der er ikke leveret tal endnu." in measured
    assert words.NOT_MEASURED not in measured
    assessed = shown(open_page(empty, "succeskriterium", aftale="silkeborg-jobkompagniet-2017", kriterium="s6a"))
    assert words.NOT_MEASURED in assessed
    assert "Der er ikke leveret tal endnu." not in assessed


@pytest.mark.parametrize(
    ("contract", "criterion", "said"),
    [
        ("silkeborg-jobkompagniet-2017", "s5a", "aftalen nævner ingen"),
        ("proeveaftale-2026-varde", "p1", "afdelingslederen (eksempel), stedfortræder: faglig koordinator (eksempel)"),
    ],
)
def test_who_answers_is_said_on_succeskriterium_and_aftalen(
    open_page: Open, shipped: Path, contract: str, criterion: str, said: str
) -> None:
    assert f"{words.OWNERS}: {said}" in read(
        open_page(shipped, "succeskriterium", aftale=contract, kriterium=criterion)
    )
    assert f"{words.OWNERS}: {said}" in read(open_page(shipped, "aftalen", aftale=contract))
