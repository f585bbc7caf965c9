"""Datagrundlag: what was received, the late ones first, and a delivery of one's own can be taken out with a reason."""

from __future__ import annotations

import re
from pathlib import Path

from kpi.journal import read_entries
from kpi.model.journal import DeliveryWithdrawn
from kpi.texts.screens import controls
from kpi.texts.screens import data_status as words
from kpi.ui.readers import library
from tests.pages.conftest import Open, folder, shown

SILKEBORG = "silkeborg-jobkompagniet-2017"


def test_late_indicators_stand_first(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "datagrundlag", aftale="proeveaftale-2026-silkeborg")
    rows = re.findall(r"<tr><td[^>]*>.*?</td><td[^>]*>(.*?)</td>", shown(app))
    late = [state.startswith("forsinket") for state in rows if state]
    assert late == sorted(late, reverse=True)
    assert any(late)


def test_other_indicators_are_shown_when_asked_for(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "datagrundlag", aftale=SILKEBORG)
    before = shown(app).count("<tr>")
    app.toggle(key="ask.everything").set_value(True).run()
    assert shown(app).count("<tr>") > before


def test_shipped_deliveries_cannot_be_taken_out_here(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "datagrundlag", aftale=SILKEBORG)
    assert not [button for button in app.button if button.label == controls.WITHDRAW_YES]


def test_own_delivery_is_taken_out_with_a_reason(open_page: Open, baselines: Path) -> None:
    app = open_page(baselines, "datagrundlag", aftale=SILKEBORG)
    app.text_input[0].input("teamleder")
    app.button(key=f"FormSubmitter:who-{controls.CONTINUE}").click().run()
    next(button for button in app.button if button.label == controls.WITHDRAW_YES).click().run()
    assert words.WITHDRAW_REASON_MISSING in shown(app)
    next(field for field in app.text_input if field.label == words.WITHDRAW_REASON).input("forkert fil")
    next(button for button in app.button if button.label == controls.WITHDRAW_YES).click().run()
    assert words.WITHDRAWN in shown(app)
    said = [entry.statement for entry in read_entries(folder(baselines).journals)]
    assert [one.reason for one in said if isinstance(one, DeliveryWithdrawn)] == ["forkert fil"]
    assert library().store.deliveries()[0].withdrawn == "forkert fil"


def test_what_changed_is_what_the_contract_rests_on_until_everything_is_asked_for(
    open_page: Open, shipped: Path
) -> None:
    app = open_page(shipped, "datagrundlag", aftale=SILKEBORG, set_fra="2016-03-01")
    ours = shown(app).split("Ændret fra", 1)[1]
    assert "tal, som «Jobkompagniet 2017» bygger på" in ours
    assert ">Silkeborg</td>" in ours
    assert ">Varde</td>" not in ours
    app.toggle(key="history.every").set_value(True).run()
    assert ">Varde</td>" in shown(app).split("Ændret fra", 1)[1]


def test_how_each_source_comes_in_stands_by_the_indicators(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "datagrundlag", aftale=SILKEBORG)
    assert library().definitions().sources["jobindsats"].way_in in shown(app)
