"""The list of indicators that a contract can use: found by any word, with what uses each already."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from kpi.cli import SHIPPED
from kpi.definitions import read_definitions
from kpi.followup.indicators import indicator_catalogue
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.views.indicators import IndicatorUse
from kpi.texts import indicators as texts

COMPARED = """
format = 1
title = "Ny"
municipality = "740"
year = 2027
source = "Prøve"
[[goal]]
id = "maal"
title = "Mål"
origin = "egen"
[[goal.criterion]]
id = "bedre"
title = "Bedre end forventet"
quote = ["Bedre end forventet givet rammevilkår."]
[[goal.criterion.target]]
indicator = "faktisk_andel_offentlig_forsoergelse_sygedagpenge"
due = "2027-Q4-R"
below = { indicator = "forventet_andel_offentlig_forsoergelse_sygedagpenge" }
"""


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return read_definitions(DataFolder(SHIPPED, SHIPPED))


def found(definitions: Definitions, *words: str) -> list[str]:
    return [entry.indicator.id for entry in indicator_catalogue(definitions, words)]


def test_without_a_word_all_are_listed_as_they_are_declared(definitions: Definitions) -> None:
    assert found(definitions) == list(definitions.indicators)


@pytest.mark.parametrize(
    "word",
    ["uddannelseshjælp", "UDDANNELSESHJÆLP", "uddannelseshjaelp", unicodedata.normalize("NFD", "på uddannelseshjælp")],
)
def test_a_word_is_found_however_it_is_spelt(definitions: Definitions, word: str) -> None:
    assert "fuldtidspersoner_uddannelseshjaelp" in found(definitions, word)


@pytest.mark.parametrize("word", ["aarspersoner", "Årspersoner", "ÅRSPERSONER"])
def test_a_word_of_the_definition_finds_it_too(definitions: Definitions, word: str) -> None:
    assert "fuldtidspersoner_sygedagpenge" in found(definitions, word)
    assert "folketal" not in found(definitions, word)


def test_every_word_must_fit(definitions: Definitions) -> None:
    assert set(found(definitions, "sygedagpenge", "andel")) < set(found(definitions, "sygedagpenge"))
    assert found(definitions, "sygedagpenge", "folketallet i månen") == []


def test_what_uses_it_is_named_by_criterion_and_by_goal(definitions: Definitions) -> None:
    (matching,) = indicator_catalogue(definitions, ["matchrate"])
    assert IndicatorUse("silkeborg-jobkompagniet-2017", "rekruttering", "") in matching.uses  # shown for the goal
    assert IndicatorUse("silkeborg-jobkompagniet-2017", "rekruttering", "s4a") in matching.uses  # shown beside it
    assert IndicatorUse("varde-borger-og-arbejdsmarked-2015", "virksomhedskontakt", "v17b") in matching.uses


def test_what_a_figure_is_compared_with_is_used_too(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path, SHIPPED)
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "ny.toml").write_text(COMPARED, encoding="utf-8")
    (expected,) = indicator_catalogue(read_definitions(folder), ["forventet_andel_offentlig_forsoergelse_syge"])
    assert expected.uses == (IndicatorUse("ny", "maal", "bedre"),)


def test_every_use_that_is_listed_stands_in_the_contract_and_no_other(definitions: Definitions) -> None:
    listed = {(use.contract, entry.indicator.id) for entry in indicator_catalogue(definitions) for use in entry.uses}
    for contract in definitions.contracts:
        text = (SHIPPED / "contracts" / f"{contract}.toml").read_text(encoding="utf-8")
        assert {one for of, one in listed if of == contract} == {
            one for one in definitions.indicators if f'"{one}"' in text
        }, contract


def test_it_says_how_often_and_that_it_has_ended(definitions: Definitions) -> None:
    (entry,) = indicator_catalogue(definitions, ["fuldtidspersoner_uddannelseshjaelp"])
    told = texts.told(entry)
    assert "hver måned" in told
    assert "ophørt efter juni 2025" in told
    assert "Bruges af: silkeborg-jobkompagniet-2017 (s1)" in told
    assert texts.counted((), ["månen"]).startswith("Ingen indikator passer til «månen».")
