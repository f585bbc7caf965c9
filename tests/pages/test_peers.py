"""Sammenligning, Kommuneprofil and Grupper on the shipped figures; a group is written in and withdrawn as people do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.kept.build import build_if_needed
from kpi.texts.screens import groups as words
from kpi.texts.screens import peers as labels
from tests.pages.conftest import Open, folder, shown
from tests.pages.test_choices import address

TRIAL, VARDE = "proeveaftale-2026-silkeborg", "varde-borger-og-arbejdsmarked-2015"
LONG_TERM = "langtidsledige_kontanthjaelp_pr_1000"


def test_small_counts_have_a_funnel_and_say_whether_the_difference_is_sure(open_page: Open, shipped: Path) -> None:
    app = open_page(shipped, "sammenligning", aftale=TRIAL, indikator=LONG_TERM, gruppe="alle-kommuner", kommune="573")
    page = shown(app)
    assert not app.exception
    assert labels.FUNNEL in page
    assert labels.CERTAIN in page
    assert "95 pct.-interval" in page


def test_what_is_shown_is_a_choice_in_the_address(open_page: Open, shipped: Path) -> None:
    app = open_page(
        shipped, "sammenligning", aftale=TRIAL, indikator="andel_kontanthjaelp", kommune="740", visning="indeks",
        gruppe="dst-provinsbykommuner",
    )  # fmt: skip
    assert "indeks, jul. 2025 = 100" in shown(app)
    app.selectbox(key="ask.measure").select("antal").run()
    assert "rangordnes derfor ikke" in shown(app)
    assert address(app)["visning"] == "antal"


def test_the_expected_figure_is_said_where_it_was_delivered(open_page: Open, shipped: Path) -> None:
    app = open_page(
        shipped, "sammenligning", aftale=TRIAL, indikator="faktisk_andel_offentlig_forsoergelse", kommune="740",
        gruppe="dst-provinsbykommuner",
    )  # fmt: skip
    assert "var der ventet 7,22 pct. i Silkeborg" in shown(app)
    assert "svarende til 120 fuldtidspersoner færre" in shown(app)


@pytest.mark.parametrize("page", ["sammenligning", "kommuneprofil"])
def test_an_unknown_cluster_leads_to_where_it_is_written_in_and_to_known_groups(
    open_page: Open, shipped: Path, page: str
) -> None:
    app = open_page(shipped, page, aftale=VARDE, indikator=LONG_TERM, gruppe="kontanthjaelpsklyngen", kommune="573")
    text = shown(app)
    assert "er ikke kendt endnu" in text
    assert 'href="grupper?' in text
    assert "Landkommuner (Danmarks Statistik)" in text


def test_any_municipality_can_be_looked_from_over_all_indicators(open_page: Open, shipped: Path) -> None:
    for code, name in (("740", "Silkeborg"), ("825", "Læsø"), ("101", "København")):
        app = open_page(shipped, "kommuneprofil", aftale=TRIAL, kommune=code, gruppe="alle-kommuner")
        page = shown(app)
        assert not app.exception
        assert f"{name} er bedre end gruppens midterste halvdel på" in page
        assert "kpi-spine" in page
        assert f"kommune={code}" in page
        assert f"indikator={LONG_TERM}" in page


def test_a_group_is_written_in_decides_at_once_and_is_withdrawn_with_a_reason(open_page: Open, tmp_path: Path) -> None:
    here = folder(tmp_path)
    build_if_needed(here, read_definitions(here))
    app = open_page(tmp_path, "grupper", aftale=VARDE)
    app.text_input[0].input("konsulent")
    app.button[0].click().run()
    assert "Kommuner, Varde normalt sammenligner sig med" in app.selectbox[1].options
    app.selectbox[1].select("varde-sammenligning").run()
    app.multiselect[0].select("530").select("561").select("563")
    next(one for one in app.button if one.label == words.SAVE).click().run()
    assert "Skriv kilden" in shown(app)
    source = next(one for one in app.text_input if one.label == words.SOURCE)
    source.input("Prøve: medlemmerne er fundet på")
    app.multiselect[0].set_value(["530", "561", "563"])
    next(one for one in app.button if one.label == words.SAVE).click().run()
    assert not app.exception
    assert "kan vælges nu" in shown(app)
    assert "3 kommuner: Billund, Esbjerg og Fanø. Kilde: Prøve: medlemmerne er fundet på." in shown(app)
    assert "af konsulent" in shown(app)
    assert read_definitions(here).peer_groups["varde-sammenligning"].members is not None
    reason = next(one for one in app.text_input if one.label == words.REASON)
    reason.input("Forkert liste")
    next(one for one in app.button if one.label == words.WITHDRAW_YES).click().run()
    assert "trukket tilbage" in shown(app)
    assert "Forkert liste" in shown(app)
    assert read_definitions(here).peer_groups["varde-sammenligning"].members is None
