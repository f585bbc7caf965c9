"""Examples beside the rule: read as written, tried by «check», and every fault told at its place."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.cli import SHIPPED, main
from kpi.definitions import check_definitions, read_definitions
from kpi.model.contract import Target
from kpi.model.folder import DataFolder
from kpi.model.observation import Quality
from tests.docs.test_contract_guide import CONTRACT

TARGET = """
[[goal.criterion]]
id = "k"
title = "63 færre"
quote = ["63 færre i december 2017 end i december 2015, gerne bedre end landet"]

[[goal.criterion.target]]
indicator = "fuldtidspersoner_sygedagpenge"
due = "2017-12"
at_most = { baseline = "2015-12", minus = 63 }
"""
EXAMPLE = """
[[goal.criterion.target.example]]
why = "præcis på grænsen"
figures = { "2015-12" = 812, "2017-12" = 749 }
as_of = 2018-02-01
status = "MET"
"""


def folder(text: str, path: Path) -> DataFolder:
    (path / "contracts").mkdir()
    (path / "contracts" / "proeve.toml").write_text(text, encoding="utf-8")
    return DataFolder(path, SHIPPED)


def target(path: Path, example: str = EXAMPLE, rule: str = TARGET) -> Target:
    contract = read_definitions(folder(CONTRACT + rule + example, path)).contracts["proeve"]
    (found,) = contract.criterion("k")[1].requirements
    assert isinstance(found, Target)
    return found


def test_an_example_is_read_as_it_is_written(tmp_path: Path) -> None:
    written = EXAMPLE.replace(
        '"2017-12" = 749', '"2017-11" = "skjult", "2017-12" = { value = 749, provisional = true, first = 752 }'
    )
    (one,) = target(tmp_path, written).examples
    assert (one.why, one.as_of, one.status) == ("præcis på grænsen", date(2018, 2, 1), "MET")
    assert [(str(f.period), f.value, f.quality, f.first) for f in one.figures] == [
        ("2015-12", Decimal(812), Quality.FINAL, None),
        ("2017-11", None, Quality.HIDDEN, None),
        ("2017-12", Decimal(749), Quality.PROVISIONAL, Decimal(752)),
    ]


def test_others_are_areas_groups_and_indicators_and_the_later_goes_before(tmp_path: Path) -> None:
    others = (
        'others = { "dst-landkommuner" = { "2017-12" = 10 }, "510, 530" = { "2017-12" = 20 }, '
        '"folketal/000" = { "2017-12" = 5000000 } }\n'
    )
    (one,) = target(tmp_path, EXAMPLE + others).examples
    found = {(f.indicator, f.area): f.value for f in one.figures}
    assert found["fuldtidspersoner_sygedagpenge", "510"] == 20
    assert found["fuldtidspersoner_sygedagpenge", "573"] == 10
    assert found["folketal", "000"] == 5000000


@pytest.mark.parametrize(
    ("written", "spoilt", "key", "text"),
    [
        ('"2017-12" = 749', '"2017-Q4" = 749', "figures.2017-Q4", "passer ikke til"),
        ('"2017-12" = 749', '"2017-13" = 749', "figures.2017-13", "er ikke en periode"),
        ('"2017-12" = 749', '"2017-12" = "hemmelig"', "figures.2017-12.value", "Her skal stå et tal"),
        ('"2017-12" = 749', '"2017-12" = -1', "figures.2017-12", "kan ikke være -1"),
        ('"2017-12" = 749', '"2018-03" = 749', "figures.2018-03", "kan ikke være kendt 2018-02-01"),
        ("as_of = 2018-02-01", 'as_of = "2018-02-01"', "as_of", "Her skal stå en dag"),
        ('status = "MET"', 'status = "PLANNED"', "status", "Her kan ikke stå"),
        ('status = "MET"', 'status = "MET"\nothers = { "777" = { "2017-12" = 1 } }', "others.777", "er ikke oprettet"),
        ('status = "MET"', 'status = "MET"\nothers = { "000" = 1 }', "others.000", "tal efter periode"),
        ('status = "MET"', "", "status", "mangler"),
    ],
)
def test_every_fault_is_told_at_its_place(written: str, spoilt: str, key: str, text: str, tmp_path: Path) -> None:
    (problem,) = check_definitions(folder(CONTRACT + TARGET + EXAMPLE.replace(written, spoilt), tmp_path))
    assert problem.key == f"goal[1].criterion[1].target[1].example[1].{key}"
    assert text in problem.text
    assert (problem.goal, problem.criterion) == ("maal", "k")


def test_check_says_which_example_is_answered_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CONTRACT + TARGET + EXAMPLE + EXAMPLE.replace("749", "750")
    here = folder(text, tmp_path)
    assert main(["check", "--data", str(here.root)]) == 1
    said = capsys.readouterr().err
    line = text.splitlines().index("[[goal.criterion.target.example]]", text[: text.rindex("[[")].count("\n")) + 1
    assert f"contracts/proeve.toml, linje {line}, mål «maal», succeskriterium «k»" in said
    assert "«Nået» (MET), men kravet giver «Ikke nået» (MISSED)" in said
    assert "750" in said
    assert main(["check", "--json", "--data", str(here.root)]) == 1
    (fault,) = [one for one in json.loads(capsys.readouterr().out) if one["severity"] == "fault"]
    assert fault["key"] == "goal[1].criterion[1].target[1].example[2]"


def test_check_is_content_where_the_examples_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(folder(CONTRACT + TARGET + EXAMPLE, tmp_path).root)]) == 0
    assert "Alle definitionsfiler er i orden." in capsys.readouterr().out


def test_an_amendment_keeps_the_examples_and_they_are_judged_by_what_held(tmp_path: Path) -> None:
    amended = '[[goal.criterion.target.amended]]\non = 2017-06-01\nreason = "Nyt"\nat_most = 750\n'
    example = EXAMPLE.replace("749", "750")
    assert main(["check", "--data", str(folder(CONTRACT + TARGET + amended + example, tmp_path).root)]) == 0
