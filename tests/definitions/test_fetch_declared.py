"""How an indicator's figures are fetched is declared whole, or the file says what is missing."""

from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.intake.answers import APIS, sharing
from kpi.model.folder import DataFolder
from kpi.model.indicator import Fetched

DATA = Path(__file__).resolve().parents[2] / "data"
FIRST = 'definition = "Antal."'


@pytest.mark.parametrize(
    ("declared", "key", "said"),
    [
        ('table = "Y1"\nfetch = { column = "Antal", split = "_ygrp" }', "indicator[1].fetch.split", "hører sammen"),
        ('table = "Y1"\nfetch = { column = "Antal", member = "Unge" }', "indicator[1].fetch.split", "hører sammen"),
        ('fetch = { column = "Antal" }', "indicator[1].fetch", "nævner ingen"),
        ('table = "Y1"\nfetch = { kolonne = "Antal" }', "indicator[1].fetch.kolonne", "kendes ikke"),
        ('table = "Y1"\nfetch = "Antal"', "indicator[1].fetch", "tabel"),
        ('table = "Y1"\nfetch = { column = 3 }', "indicator[1].fetch.column", "tekst"),
    ],
)
def test_a_declaration_that_cannot_be_asked_with_is_a_problem(problems, valid, declared, key, said) -> None:
    (found,) = problems(indicators=valid["indicators"].replace(FIRST, f"{FIRST}\n{declared}", 1))
    assert (found.file, found.key) == ("indicators.toml", key)
    assert said in found.text
    assert found.remedy


def test_the_shipped_indicators_of_one_table_share_their_questions() -> None:
    definitions = read_definitions(DataFolder(DATA, DATA))
    declared = [one for one in definitions.indicators.values() if one.fetched is not None]
    shared = [one for source in APIS for one in sharing(definitions, source).values()]
    assert sum(len(indicators) for indicators in shared) == len(declared)
    assert definitions.indicators["ledige_kontanthjaelp"].fetched == Fetched(
        "Antal ledige fuldtidspersoner", "_ygrpi09", "Ydelsesgrupper", "Kontanthjælp", ""
    )
    # Statistikbanken's unit stands in its description alone and must be checked against the declared one.
    assert all(one.fetched.unit for one in declared if one.fetched and one.source == "dst")
    assert all(one.fetched.column for one in declared if one.fetched and one.source == "jobindsats")
