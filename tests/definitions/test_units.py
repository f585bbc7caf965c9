"""Units are declared in `units.toml`: a data folder adds one without a line of Python, and every fault is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.intake.checks.units import is_unit
from kpi.model.definitions import Problem
from kpi.model.folder import DataFolder
from kpi.model.indicator import IndicatorKind
from kpi.texts import amounts
from kpi.texts.together import alone
from tests.definitions.conftest import INDICATORS, UNITS, folder_of
from tests.plain import PLAIN
from tests.units import UNITS as SHIPPED

PLACES = """
[[unit]]
id = "m2"
singular = "kvadratmeter"
plural = "kvadratmeter"
heading = "m²"
more = "større"
less = "mindre"
amount = true
decimals = 1
spellings = ["m²", "kvm"]
"""
GROUND = """
[[indicator]]
id = "areal"
title = "Areal"
unit = "m2"
kind = "stock"
better = "lower"
frequency = "year"
source = "jobindsats"
definition = "Areal."
"""

WORDS = {
    "år": ("3,5 år", "1,0 år længere"),
    "uger": ("3,5 uger", "1,0 uger længere"),
    "dage": ("4 dage", "1 dag længere"),
    "timer": ("4 timer", "1 time længere"),
    "minutter": ("4 minutter", "1 minut længere"),
    "karakter": ("3,5", "1,0 karakterpoint højere"),
    "plads": ("nr. 4", "1 plads længere nede"),
    "pr. 100.000": ("3,5 pr. 100.000", "1,0 pr. 100.000 højere"),
    "kWh": ("4 kWh", "1 kWh mere"),
    "kr": ("4 kr.", "1 kr. mere"),
    "mio. kr.": ("3,5 mio. kr.", "1,0 mio. kr. mere"),
    "1.000 kr.": ("4 tusind kr.", "1 tusind kr. mere"),
    "pct": ("3,5 pct.", "1,0 procentpoint højere"),
    "antal": ("4", "1 flere"),
    "personer": ("4 personer", "1 flere"),
}


@pytest.mark.parametrize(("unit", "said"), WORDS.items(), ids=WORDS)
def test_each_unit_has_its_own_words(unit: str, said: tuple[str, str]) -> None:
    indicator = replace(PLAIN, unit=SHIPPED[unit], decimals=SHIPPED[unit].decimals)
    assert (amounts.amount(Decimal("3.5"), indicator), alone(indicator, Decimal(1)).change(Decimal(1))) == said


def test_a_unit_added_in_a_data_folder_is_used_by_its_indicators_and_read_in_files(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "own").mkdir()
    folder_of(tmp_path / "shipped")
    (tmp_path / "own" / "units.toml").write_text(PLACES, encoding="utf-8")
    (tmp_path / "own" / "indicators.toml").write_text(INDICATORS + GROUND, encoding="utf-8")
    definitions = read_definitions(DataFolder(tmp_path / "own", tmp_path / "shipped"))
    ground = definitions.indicators["areal"]
    assert definitions.units.keys() > {"antal", "m2"}
    assert amounts.amount(Decimal(240), ground) == "240,0 kvadratmeter"
    assert alone(ground, Decimal(-5)).change(Decimal(-5)) == "5,0 kvadratmeter mindre"
    assert amounts.unit_words(ground) == "m²"
    assert (ground.is_amount, ground.minimum) == (True, None)
    assert [is_unit(word, ground.unit) for word in ("m2", "KVM", "m²", "kr")] == [True, True, True, False]


def test_an_own_unit_stands_in_for_the_shipped_one_of_the_same_id(tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "own").mkdir()
    folder_of(tmp_path / "shipped")
    own = '[[unit]]\nid = "personer"\nsingular = "borger"\nplural = "borgere"\ncounted = true\n'
    (tmp_path / "own" / "units.toml").write_text(own, encoding="utf-8")
    people = read_definitions(DataFolder(tmp_path / "own", tmp_path / "shipped")).indicators["folketal"]
    assert amounts.amount(Decimal(2), people) == "2 borgere"


def test_a_share_per_100000_is_its_numerator_over_its_denominator_times_that() -> None:
    rate = replace(PLAIN, unit=SHIPPED["pr. 100.000"], kind=IndicatorKind.SHARE)
    assert rate.unit.scale == 100_000
    assert not rate.is_amount


FAULTS = {
    "the same id twice": (PLACES + PLACES, "unit[8].id", "står to gange"),
    "a word of another unit": (PLACES.replace('"kvm"', '"%"'), "unit[7].spellings", "betyder allerede enheden «pct»"),
    "one of the two words": (PLACES.replace('less = "mindre"', ""), "unit[7]", "Kun det ene"),
    "a difference that is none": (PLACES + 'difference = "meter"', "unit[7].difference", "ikke oprettet"),
    "a share of nothing": (PLACES.replace("amount = true", "base = 1"), "unit[7].base", "over 1"),
    "a share that grows": (PLACES + "base = 100", "unit[7].amount", "vokser ikke"),
    "whole with decimals": (PLACES + "whole = true", "unit[7].decimals", "ingen decimaler"),
    "an unknown key": (PLACES + 'flertal = "m"', "unit[7].flertal", "kendes ikke"),
    "no id": (PLACES.replace('id = "m2"', ""), "unit[7].id", "mangler"),
    "a text for true": (PLACES + 'whole = "ja"', "unit[7].whole", "true eller false"),
}


@pytest.mark.parametrize(("added", "key", "text"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_units_is_named_at_its_place(
    added: str, key: str, text: str, problems: Callable[..., tuple[Problem, ...]]
) -> None:
    (found,) = problems(units=UNITS + added)
    assert (found.file, found.key) == ("units.toml", key)
    assert text in found.text
    assert found.remedy


@pytest.mark.parametrize(
    ("written", "remedy"), [("%", 'unit = "pct"'), ("person", "«personer»"), ("lysår", "opret den der")]
)
def test_an_indicator_in_a_unit_that_nobody_declared_is_told_which_is_meant(
    written: str, remedy: str, problems: Callable[..., tuple[Problem, ...]]
) -> None:
    (found,) = problems(indicators=INDICATORS.replace('unit = "personer"', f'unit = "{written}"'))
    assert (found.key, found.text) == ("indicator[5].unit", f"Enheden «{written}» er ikke oprettet.")
    assert remedy in found.remedy


def test_the_missing_file_of_units_is_one_fault_and_not_one_an_indicator(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    folder.units[0].unlink()
    assert [one.file for one in check_definitions(folder)] == ["units.toml"]
