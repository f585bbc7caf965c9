"""«examples»: proposals from the rule itself, each with the program's own answer, and written where they belong."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.analysis.examples import proposals, untried
from kpi.authoring.examples import as_toml, with_examples
from kpi.cli import SHIPPED, main
from kpi.definitions import check_definitions, read_definitions
from kpi.evaluate.examples import answer_to
from kpi.followup.examples import failing_examples
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.example import Trial
from kpi.model.folder import DataFolder
from kpi.model.observation import Figures
from tests.docs.test_contract_guide import CONTRACT

NOTHING_SEEN = Figures(date(2026, 12, 1), {}, {}, {})
HEAD = '\n[[goal.criterion]]\nid = "k"\ntitle = "Kravet"\nquote = ["…"]\n\n  [[goal.criterion.target]]\n'
RULES = {
    "at most": 'indicator = "fuldtidspersoner_sygedagpenge"\ndue = "2017-12"\nat_most = 749\n',
    "over": 'indicator = "andel_digital_postkasse"\ndue = "2017-12"\nabove = 80\n',
    "fewer": 'indicator = "fuldtidspersoner_sygedagpenge"\ndue = "2017-12"\n'
    'at_most = { baseline = "2015-12", minus = 63 }\n',
    "more per cent in a year": 'indicator = "matchede_ledige"\ndue = "2017"\n'
    'at_least = { baseline = "2016", plus_percent = 10 }\n',
    "band": 'indicator = "aktiveringsgrad"\ndue = "2017-12"\nbetween = [12, 14]\n',
    "country": 'indicator = "ledighedsprocent"\ndue = "2017-12"\nbelow = { area = "000" }\n',
    "group": 'indicator = "aktiveringsgrad"\ndue = "2017-12"\n'
    'above = { peer_group = "dst-landkommuner", statistic = "mean" }\n',
    "rank": 'indicator = "langtidsledige_kontanthjaelp_pr_1000"\ndue = "2017-12"\n'
    'rank = { peer_group = "dst-provinsbykommuner", best_fraction = "1/3" }\n',
    "margin": 'indicator = "fuldtidspersoner_sygedagpenge"\ndue = "2017-12"\nat_most = 749\nnear = 5\n',
    "every month": 'indicator = "ledighedsprocent"\ndue = "2017-12"\nevery_period = "2017-01"\nat_most = 5\n',
}


def read(text: str, path: Path) -> tuple[Definitions, Target]:
    (path / "contracts").mkdir(exist_ok=True)
    (path / "contracts" / "proeve.toml").write_text(text, encoding="utf-8")
    definitions = read_definitions(DataFolder(path, SHIPPED))
    (target,) = definitions.contracts["proeve"].criterion("k")[1].requirements
    assert isinstance(target, Target)
    return definitions, target


def found(rule: str, path: Path) -> dict[Trial, list[tuple[str, str]]]:
    """By trial: the last own figure, and the status."""
    definitions, target = read(CONTRACT + HEAD + RULES[rule], path)
    answers: dict[Trial, list[tuple[str, str]]] = {}
    for one in proposals(target, definitions, NOTHING_SEEN):
        own = [f.value for f in one.example.figures if (f.indicator, f.area) == (target.indicator, target.area)]
        last = "" if not own or own[-1] is None else f"{own[-1].normalize():f}"
        answers.setdefault(one.trial, []).append((last, one.example.status.value))
    return answers


@pytest.mark.parametrize(
    ("rule", "boundary", "beside"),
    [
        ("at most", [("749", "MET")], [("750", "MISSED")]),
        ("over", [("80", "MISSED")], [("80.01", "MET")]),
        ("fewer", [("737", "MET")], [("738", "MISSED")]),
        ("band", [("12", "MET"), ("14", "MET")], [("11.99", "MISSED"), ("14.01", "MISSED")]),
        ("every month", [("5", "MET")], [("5.01", "MISSED")]),
    ],
)
def test_exactly_at_the_boundary_and_one_step_beside_it(
    rule: str, boundary: list[tuple[str, str]], beside: list[tuple[str, str]], tmp_path: Path
) -> None:
    answers = found(rule, tmp_path)
    assert (answers[Trial.BOUNDARY], answers[Trial.BESIDE]) == (boundary, beside)


@pytest.mark.parametrize("rule", RULES)
def test_the_answer_is_another_beside_the_boundary(rule: str, tmp_path: Path) -> None:
    answers = found(rule, tmp_path)
    for (_, at), (_, beside) in zip(answers[Trial.BOUNDARY], answers[Trial.BESIDE], strict=True):
        assert {at, beside} in ({"MET", "MISSED"}, {"MET", "NEAR"})


def test_the_margin_is_tried_at_its_edge(tmp_path: Path) -> None:
    answers = found("margin", tmp_path)
    assert answers[Trial.NEAR] == [("754", "NEAR")]
    assert answers[Trial.BEYOND_NEAR] == [("755", "MISSED")]


@pytest.mark.parametrize("rule", RULES)
def test_where_figures_fail_to_come(rule: str, tmp_path: Path) -> None:
    answers = found(rule, tmp_path)
    assert answers[Trial.BEFORE_CONTRACT][0][1] == "NOT_STARTED"
    assert answers[Trial.MISSING][0][1] == "UNDECIDABLE"
    assert {status for _, status in answers[Trial.PROVISIONAL]} == {"MET"}


@pytest.mark.parametrize("rule", RULES)
def test_what_is_written_is_read_back_as_it_was_proposed_and_nothing_else_changes(rule: str, tmp_path: Path) -> None:
    text = CONTRACT + HEAD + RULES[rule] + "\n# sidst\n" + HEAD.replace('"k"', '"efter"') + RULES["over"]
    definitions, target = read(text, tmp_path)
    proposed = proposals(target, definitions, NOTHING_SEEN)
    made = with_examples(
        text, "goal[1].criterion[1].target[1]", [as_toml(one, target, definitions) for one in proposed]
    )
    assert made is not None
    again, written = read(made, tmp_path)
    assert failing_examples(again) == ()
    assert [(one.as_of, one.status) for one in written.examples] == [
        (one.example.as_of, one.example.status) for one in proposed
    ]
    left = iter(made.splitlines())
    assert all(line in left for line in text.splitlines())
    assert proposals(written, again, NOTHING_SEEN) == ()
    assert untried(written, proposed) == ()
    assert len(untried(target, proposed)) > 3


def test_a_requirement_on_one_line_is_left_alone() -> None:
    text = 'target = [{ due = "2017-12" }]\n'
    assert with_examples(text, "target[1]", ["x = 1"]) is None


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_ends_of_lines_stay_as_they_are(ends: str) -> None:
    text = "[[target]]\na = 1".replace("\n", ends)
    made = with_examples(text, "target[1]", ["[[target.example]]\nwhy = 'x'"])
    assert made is not None
    assert made.count("\n") == made.count(ends)
    assert tomllib.loads(made) == {"target": [{"a": 1, "example": [{"why": "x"}]}]}


def test_the_command_prints_what_can_be_pasted_and_writes_all_when_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(CONTRACT + HEAD + RULES["at most"], tmp_path)
    told = ["examples", "proeve", "k", "--data", str(tmp_path)]
    assert main(told) == 0
    said = capsys.readouterr().out
    assert "# " + "  Er 749 fuldtidspersoner i december 2017 nået? Programmet siger: Nået." in said
    assert len(tomllib.loads(said)["goal"]["criterion"]["target"]["example"]) == said.count("why = ")
    assert main([*told, "--json"]) == 0
    proposed = json.loads(capsys.readouterr().out)
    assert proposed[0]["status"] == "MET"
    assert proposed[0]["figures"][-1]["value"] == "749"
    assert main([*told, "--all"]) == 0
    assert f"{len(proposed)} eksempler er skrevet" in capsys.readouterr().out
    assert check_definitions(DataFolder(tmp_path, SHIPPED)) == ()
    assert main(["check", "--data", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main([*told, "--all"]) == 0
    assert "alle forslag er allerede prøvet" in capsys.readouterr().out


def shipped() -> list[tuple[Definitions, Target]]:
    definitions = read_definitions(DataFolder(SHIPPED, SHIPPED))
    return [
        (definitions, target)
        for contract in definitions.contracts.values()
        for _, criterion in contract.criteria()
        for target in criterion.requirements
        if isinstance(target, Target)
    ]


def test_every_measured_requirement_that_is_shipped_has_examples_and_answers_as_they_say() -> None:
    for definitions, target in shipped():
        assert len(target.examples) >= 2, target.id
        assert [answer_to(one, target, definitions).status for one in target.examples] == [
            one.status for one in target.examples
        ]


@pytest.mark.parametrize(
    ("requirement", "value", "status"),
    [("s1", 342, "MET"), ("s1", 343, "MISSED"), ("v9a", 80, "MISSED"), ("v9a", Decimal("80.01"), "MET")],
)
def test_the_boundaries_that_the_agreements_words_mean(requirement: str, value: Decimal, status: str) -> None:
    ((_, target),) = [one for one in shipped() if one[1].id == requirement]
    tried = [(one.figures[-1].value, one.status.value) for one in target.examples if one.as_of > target.due.last_day]
    assert (value, status) in tried
