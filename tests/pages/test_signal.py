"""The tab «Er det mere end støj?» and the forecast, on the shipped figures, and new limits accepted by a person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kpi.analysis.judged import judge
from kpi.definitions import read_definitions
from kpi.installation import read_installation
from kpi.journal import read_entries
from kpi.kept.build import build_if_needed
from kpi.model.beside import Variation
from kpi.model.journal import Rebased
from kpi.texts.screens import signal as words
from tests.pages.conftest import Open, folder, shown

SILKEBORG, TRIAL, VARDE = "silkeborg-jobkompagniet-2017", "proeveaftale-2026-silkeborg", "proeveaftale-2026-varde"
NOISE = {"faneblad": "stoej"}


def test_the_tab_says_in_a_sentence_what_the_chart_shows_and_what_it_does_not(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s3b", **NOISE)
    assert not app.exception
    assert [tab.label for tab in app.tabs] == ["Tal", words.TAB, "Handlinger og bemærkninger", "Kilde og revisioner"]
    page = shown(app)
    assert "det er mere end støj, men diagrammet siger ikke hvorfor" in page
    assert "mulige forløb til og med december 2017" in page
    assert "Det er ikke en status" in page
    assert 'class="limit"' in page


def test_a_tab_is_written_when_it_is_opened_and_stands_in_the_address(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s3b")
    assert app.query_params["faneblad"] == "tal"
    assert 'class="limit"' not in shown(app)
    unknown = open_page(
        shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s3b", faneblad="nej"
    )
    assert "Adressen beder om «nej»" in shown(unknown)
    assert unknown.query_params["faneblad"] == "tal"


def test_the_chart_to_explore_is_made_when_a_reader_asks(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s1")
    assert 'class="observed"' in shown(app)
    assert not app.get("plotly_chart")
    app.toggle(key="ask.explore").set_value(True).run()
    assert len(app.get("plotly_chart")) == 1
    assert app.query_params["udforsk"] == "1"


def test_limits_of_the_first_figures_are_a_choice_in_the_address(open_page: Open, shipped: Path) -> None:
    app = open_page(
        shipped, "succeskriterium", aftale=TRIAL, set_fra="2026-11-22", kriterium="p1", graenser="24", **NOISE
    )
    assert "de første 24 tal" in shown(app)
    assert app.query_params["graenser"] == "24"


def test_a_winter_is_no_concern_in_the_shipped_figures(shipped: Path) -> None:
    """Varde's unemployed rise every January: raw they are a concern, without their season they are not."""
    now = judge(read_installation(folder(shipped)), VARDE, date(2026, 3, 1))
    assert now.beside(now.result("p1").decisive).variation is Variation.NONE


def test_overblik_has_one_reading_and_no_second_lamp(open_page: Open, shipped: Path) -> None:
    """Where result, signal and forecast pull apart a small mark stands under the status word, and nothing else."""
    app = open_page(shipped, "overblik", aftale=SILKEBORG, set_fra="2017-01-25")
    page = shown(app)
    for mark in ("men ventes at misse", "men på vej", "men går den rigtige vej"):
        assert f'<small class="kpi-mark">{mark}</small>' in page
    for word in ("forværring", "ingen sikker ændring", "kan gå begge veje", "vil normalt nå målet"):
        assert word not in page


def test_a_person_accepts_new_limits_with_a_cause(open_page: Open, tmp_path: Path) -> None:
    here = folder(tmp_path)
    build_if_needed(here, read_definitions(here))
    app = open_page(tmp_path, "succeskriterium", aftale=TRIAL, kriterium="p1", **NOISE)
    app.text_input[0].input("teamleder")
    app.button(key="FormSubmitter:who-Fortsæt").click().run()
    app.button(key=f"FormSubmitter:rebase.0-{words.ACCEPT}").click().run()
    assert words.CAUSE_MISSING in shown(app)
    cause = next(field for field in app.text_input if field.label == words.CAUSE)
    cause.input("Konjunkturen vendte")
    app.button(key=f"FormSubmitter:rebase.0-{words.ACCEPT}").click().run()
    assert not app.exception
    assert words.ACCEPTED in shown(app)
    assert "Konjunkturen vendte (godkendt af teamleder)" in shown(app)
    (entry,) = [entry for entry in read_entries([here.journals[-1]]) if isinstance(entry.statement, Rebased)]
    assert entry.statement == Rebased(TRIAL, "ledige_fuldtidspersoner", "740", "2023-07", "Konjunkturen vendte")


def test_from_an_earlier_day_it_is_shown_but_not_accepted(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "succeskriterium", aftale=SILKEBORG, set_fra="2017-01-25", kriterium="s1", **NOISE)
    assert words.ONLY_TODAY in shown(app)
    assert not [field for field in app.text_input if field.label == words.CAUSE]
