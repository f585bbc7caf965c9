"""«Set fra» is today unless somebody chose a day; today is kept nowhere, and a chosen day is told in words."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.texts.screens import controls
from kpi.ui.pages import Page
from tests.pages.conftest import PAGES, Open, shown
from tests.pages.test_choices import SILKEBORG, address

SEVEN_WEEKS_APART = date(2017, 5, 20), date(2017, 7, 8)


class Clock:
    """The machine's, as far as the pages ask it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def stands_at(self, day: date) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Moved:
                return cls(day.year, day.month, day.day, 12, tzinfo=tz)

        self._monkeypatch.setattr("kpi.ui.readers.datetime", Moved)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock(monkeypatch)
    moved.stands_at(SEVEN_WEEKS_APART[0])
    return moved


def day_shown(app: AppTest) -> date:
    return app.date_input(key="ask.as_of").value


def board(app: AppTest) -> str:
    return next(part.value for part in app.markdown if "kpi-board" in part.value)


def kept(app: AppTest) -> str:
    """Everything that is remembered of a reader's choices; fields show their own values."""
    return str({name: found for name, found in app.session_state.items() if name.startswith("choices.")})


@pytest.mark.parametrize("page", PAGES)
def test_today_stands_in_no_address_no_link_and_no_memory(
    open_page: Open, shipped: Path, clock: Clock, page: str
) -> None:
    app = open_page(shipped, page, aftale=SILKEBORG)
    assert day_shown(app) == SEVEN_WEEKS_APART[0]
    assert "set-fra" not in address(app)
    assert "set-fra" not in shown(app)
    assert "set-fra" not in app.code[0].value
    assert "2017-05-20" not in kept(app)
    assert "ikke i dag" not in shown(app)


def test_a_bookmark_used_seven_weeks_later_shows_what_is_known_then(
    open_page: Open, shipped: Path, clock: Clock
) -> None:
    first = open_page(shipped, "overblik", aftale=SILKEBORG)
    bookmark = address(first)
    assert "tal til og med apr. 2017" in shown(first)
    clock.stands_at(SEVEN_WEEKS_APART[1])
    later = open_page(shipped, "overblik", **bookmark)
    assert day_shown(later) == SEVEN_WEEKS_APART[1]
    assert "tal til og med maj 2017" in shown(later)


@pytest.mark.parametrize("page", PAGES)
def test_an_open_tab_is_of_the_day_it_is_used(open_page: Open, shipped: Path, clock: Clock, page: str) -> None:
    app = open_page(shipped, page, aftale=SILKEBORG)
    clock.stands_at(SEVEN_WEEKS_APART[1])
    app.run()
    assert day_shown(app) == SEVEN_WEEKS_APART[1]
    assert "2017-05-20" not in str(app.session_state.to_dict())  # nor in a field


def test_the_figures_of_an_open_tab_are_those_known_then(open_page: Open, shipped: Path, clock: Clock) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG)
    assert "tal til og med apr. 2017" in shown(app)
    clock.stands_at(SEVEN_WEEKS_APART[1])
    assert "tal til og med maj 2017" in shown(app.run())


def test_a_chosen_day_stays_and_is_told(open_page: Open, shipped: Path, clock: Clock) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG)
    app.date_input(key="ask.as_of").set_value(date(2017, 3, 25)).run()
    for today in SEVEN_WEEKS_APART:
        clock.stands_at(today)
        app.run()
        assert day_shown(app) == date(2017, 3, 25)
        assert address(app)["set-fra"] == "2017-03-25"
        assert "set-fra=2017-03-25" in board(app)
        assert "set-fra=2017-03-25" in app.code[0].value
        assert "set fra 25. marts 2017, ikke i dag" in shown(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_tells_that_it_is_not_of_today(open_page: Open, shipped: Path, clock: Clock, page: str) -> None:
    app = open_page(shipped, page, aftale=SILKEBORG, set_fra="2017-03-25")
    assert "set fra 25. marts 2017, ikke i dag" in shown(app)


def test_the_meeting_tells_it_on_its_own_screen(open_page: Open, shipped: Path, clock: Clock) -> None:
    address = Page.PRESENT.address
    stage = next(p.value for p in open_page(shipped, address, set_fra="2017-03-25").markdown if "kpi-stage" in p.value)
    assert "set fra 25. marts 2017, ikke i dag" in stage
    stage = next(part.value for part in open_page(shipped, address).markdown if "kpi-stage" in part.value)
    assert "20. maj 2017" in stage
    assert "ikke i dag" not in stage


@pytest.mark.parametrize("way", ["address", "field", "button"])
def test_today_chosen_is_no_choice(open_page: Open, shipped: Path, clock: Clock, way: str) -> None:
    today, later = SEVEN_WEEKS_APART
    chosen = today if way == "address" else date(2017, 3, 25)
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra=chosen.isoformat())
    if way == "field":
        app.date_input(key="ask.as_of").set_value(today).run()
    if way == "button":
        next(button for button in app.button if button.label == controls.LOOK_FROM_TODAY).click().run()
    assert "set-fra" not in address(app)
    assert "ikke i dag" not in shown(app)
    clock.stands_at(later)
    assert day_shown(app.run()) == later


def test_back_to_an_address_without_a_day_is_back_to_today(open_page: Open, shipped: Path, clock: Clock) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-03-25")
    del app.query_params["set-fra"]  # as the browser's back button leaves the rest
    assert day_shown(app.run()) == SEVEN_WEEKS_APART[0]


def test_a_chosen_day_survives_a_click_in_the_menu(open_page: Open, shipped: Path, clock: Clock) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-03-25")
    app.query_params.clear()
    assert day_shown(app.switch_page(PAGES["datagrundlag"]).run()) == date(2017, 3, 25)


def test_a_day_that_was_today_and_is_chosen_later_is_carried_by_the_links(
    open_page: Open, shipped: Path, clock: Clock
) -> None:
    """Though the page of that day is kept from when it was today."""
    today, later = SEVEN_WEEKS_APART
    assert "set-fra" not in board(open_page(shipped, "overblik", aftale=SILKEBORG))
    clock.stands_at(later)
    assert f"set-fra={today}" in board(open_page(shipped, "overblik", aftale=SILKEBORG, set_fra=today.isoformat()))


def test_the_address_to_send_carries_today_only_where_the_day_is_locked(
    open_page: Open, shipped: Path, clock: Clock
) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG)
    app.toggle(key="share.lock").set_value(True).run()
    assert "set-fra=2017-05-20" in app.code[0].value
    assert "set-fra" not in address(app)
    app.toggle(key="share.lock").set_value(False).run()
    assert "set-fra" not in app.code[0].value
    chosen = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-03-25")
    assert controls.LOCK_DAY not in [toggle.label for toggle in chosen.toggle]


def test_what_changed_until_the_day_one_looks_from_follows_the_day(
    open_page: Open, shipped: Path, clock: Clock
) -> None:
    app = open_page(shipped, "datagrundlag", aftale=SILKEBORG)
    clock.stands_at(SEVEN_WEEKS_APART[1])
    assert "Ændret fra 9. april 2017 til 8. juli 2017" in shown(app.run())
