"""What a reader chooses stands in the address, survives a change of page, and is answered when it cannot be had."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from kpi.texts.screens import everywhere
from kpi.ui import choices
from tests.pages.conftest import PAGES, Open, shown

SILKEBORG = "silkeborg-jobkompagniet-2017"


def address(app: AppTest) -> dict[str, str]:
    """A parameter set in a test is a string, one set by the page a list of one."""
    return {name: found if isinstance(found, str) else found[0] for name, found in app.query_params.items()}


def test_address_carries_every_choice_also_the_default_ones(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    assert address(app) == {
        "aftale": SILKEBORG, "set-fra": "2017-01-25", "maal": "alle", "enhed": "alle", "status": "alle", "vores": "0",
    }  # fmt: skip


def test_share_shows_the_whole_address(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s5a")
    assert app.code[0].value.endswith(f"?aftale={SILKEBORG}&set-fra=2017-01-25&kriterium=s5a&udforsk=0&faneblad=tal")


def test_choices_survive_a_change_of_page(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s5a")
    for name in list(app.query_params):
        del app.query_params[name]
    app.switch_page(PAGES["overblik"]).run()
    assert address(app)["aftale"] == SILKEBORG
    assert address(app)["set-fra"] == "2017-01-25"
    for name in list(app.query_params):
        del app.query_params[name]
    app.switch_page(PAGES["succeskriterium"]).run()
    assert address(app)["kriterium"] == "s5a"


def test_choosing_in_a_widget_changes_the_address(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    app.selectbox(key="ask.status").select("BEHIND").run()
    assert address(app)["status"] == "BEHIND"
    board = next(part.value for part in app.markdown if "kpi-board" in part.value)
    assert "Bagud" in board
    assert "På sporet" not in board


def test_a_quick_hand_loses_no_choice_though_the_address_of_the_browser_lags(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    app.selectbox(key="ask.status").select("BEHIND").run()
    app.query_params["status"] = "alle"  # as the browser still has it
    app.selectbox(key="ask.goal").select_index(5).run()
    assert address(app)["status"] == "BEHIND"
    assert address(app)["maal"] == "5"
    app.query_params["status"] = "alle"  # now asked for, as by the browser's back button
    app.run()
    assert address(app)["status"] == "alle"


def test_line_leads_to_its_criterion_with_every_shared_choice(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    board = next(part.value for part in app.markdown if "kpi-board" in part.value)
    assert f'href="succeskriterium?aftale={SILKEBORG}&amp;set-fra=2017-01-25&amp;kriterium=s5a" target="_self"' in board


def test_unknown_contract_is_said_and_the_first_is_shown(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "overblik", aftale="findes-ikke")
    assert everywhere.UNKNOWN_CONTRACT in shown(app)
    assert address(app)["aftale"] != "findes-ikke"


def test_unknown_criterion_and_bad_day_are_said(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, kriterium="s99", set_fra="2031-02-31")
    assert everywhere.UNKNOWN_CRITERION in shown(app)
    assert "«2031-02-31»" in shown(app)


def test_an_unknown_page_is_said_once_and_leaves_the_address(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "", **{choices.UNKNOWN_PAGE: "1"})
    assert everywhere.UNKNOWN_PAGE in shown(app)
    assert choices.UNKNOWN_PAGE not in address(app)
    assert everywhere.UNKNOWN_PAGE not in shown(app.run())


def test_address_is_shown_as_text_never_run(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="<img src=x onerror=alert(1)>")
    assert all("<img" not in part.value for part in app.markdown)
