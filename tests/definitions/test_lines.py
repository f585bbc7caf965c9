"""Every message about a definition file says on which line it is, and of which goal and criterion."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.cautions import cautions_of
from kpi.definitions.lines import lines_of
from kpi.model.definitions import Problem
from kpi.model.folder import DataFolder
from kpi.texts.findings import told, where
from tests.definitions.conftest import CONTRACT

SHIPPED = Path(__file__).parents[2] / "data"

WRITTEN = '''# en bemærkning med [[goal]] og id = "x"
title = """
[[goal]]
id = "ikke en nøgle"
"""
mission = 'C:\\sti # ingen bemærkning'
follow_up = [ # liste
  "to", """tre
linjer""",

  "fire",
]
[[goal]]
id = "a" # bemærkning
steps = { "2017-03" = 800, '2017-12' = { dybt.nede = [1,
  { x = 2 }] } }
  [[goal.criterion]]
  id = "k1"
    [[goal.criterion.target]]
    at_most.baseline = "2015-12"
    at_most.minus = 63
  [[goal.criterion]]
  id = "k2"
    [ goal . "criterion" . target ]
    due = 2017-12-31T08:00:00
[[goal]]
  [[goal.criterion]]
  id = "k3"
  between = [
    1,
    2,
  ]
'''
WHERE = {
    "title": 2, "mission": 6, "follow_up": 7, "follow_up[1]": 8, "follow_up[2]": 8, "follow_up[3]": 11,
    "goal": 13, "goal[1]": 13, "goal[1].id": 14, "goal[1].steps": 15, "goal[1].steps.2017-03": 15,
    "goal[1].steps.2017-12.dybt": 15, "goal[1].steps.2017-12.dybt.nede": 15, "goal[1].steps.2017-12.dybt.nede[1]": 15,
    "goal[1].steps.2017-12.dybt.nede[2]": 16, "goal[1].steps.2017-12.dybt.nede[2].x": 16,
    "goal[1].steps.2017-12": 15, "goal[1].criterion": 17, "goal[1].criterion[1]": 17, "goal[1].criterion[1].id": 18,
    "goal[1].criterion[1].target": 19, "goal[1].criterion[1].target[1]": 19,
    "goal[1].criterion[1].target[1].at_most": 20, "goal[1].criterion[1].target[1].at_most.baseline": 20,
    "goal[1].criterion[1].target[1].at_most.minus": 21, "goal[1].criterion[2]": 22, "goal[1].criterion[2].id": 23,
    "goal[1].criterion[2].target": 24, "goal[1].criterion[2].target.due": 25, "goal[2]": 26,
    "goal[2].criterion": 27, "goal[2].criterion[1]": 27, "goal[2].criterion[1].id": 28,
    "goal[2].criterion[1].between": 29, "goal[2].criterion[1].between[1]": 30,
    "goal[2].criterion[1].between[2]": 31,
}  # fmt: skip


def paths(value: object, above: str = "") -> Iterator[str]:
    """Every key path that a reader of the file could name."""
    if isinstance(value, dict):
        for key, part in value.items():
            path = f"{above}.{key}" if above else key
            yield path
            yield from paths(part, path)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield f"{above}[{number}]"
            yield from paths(part, f"{above}[{number}]")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_key_has_the_line_it_is_written_on(ends: str) -> None:
    assert lines_of(WRITTEN.replace("\n", ends)) == WHERE
    assert set(paths(tomllib.loads(WRITTEN))) == set(WHERE)


@pytest.mark.parametrize("file", sorted(SHIPPED.rglob("*.toml")), ids=lambda file: file.name)
def test_every_key_of_the_shipped_files_is_found_on_its_line(file: Path) -> None:
    text = file.read_text("utf-8")
    lines, written = lines_of(text), text.splitlines()
    assert set(lines) == set(paths(tomllib.loads(text)))
    for path, line in lines.items():
        name = path.rsplit(".", 1)[-1].partition("[")[0]
        assert name in written[line - 1] or path.endswith("]"), (path, line)


AT = "goal[1].criterion[1].target[1]"
GIVEN = {
    "a wrong value": (("2017-12\"", "2017-13\""), f"{AT}.due", 'due = "2017-13"', "k1"),
    "a wrong value in an inline table": (("minus = 63", "minus = -63"), f"{AT}.at_most.minus", "at_most", "k1"),
    "a missing key: its table's heading": (('due = "2017-12"', ""), f"{AT}.due", "[[goal.criterion.target]]", "k1"),
    "a missing title": (('  title = "63 færre"\n', ""), "goal[1].criterion[1].title", "[[goal.criterion]]", "k1"),
    "a wrong key of the goal": (('origin = "fælles"', 'origin = "alles"'), "goal[1].origin", "origin", ""),
    "an entry of a list": (('["Antal er reduceret med 63."]', '[\n"Antal",\n63]'), "goal[1].criterion[1].quote",
                           "63]", "k1"),
}  # fmt: skip


@pytest.mark.parametrize("case", GIVEN)
def test_a_problem_has_its_line_goal_and_criterion(case: str, folder: Callable[..., DataFolder]) -> None:
    (before, after), key, on_line, criterion = GIVEN[case]
    assert before in CONTRACT
    contract = CONTRACT.replace(before, after, 1)
    (found,) = check_definitions(folder(contract=contract))
    assert (found.file, found.key, found.goal, found.criterion) == ("contracts/proeve.toml", key, "maal", criterion)
    assert on_line in contract.split("\n")[found.line - 1]


def test_what_concerns_the_whole_contract_names_no_goal(problems: Callable[..., tuple[Problem, ...]]) -> None:
    (found,) = problems(contract=CONTRACT.replace('municipality = "740"', 'municipality = "741"'))
    assert (found.line, found.goal, found.criterion) == (5, "", "")


def test_a_line_of_the_areas_is_a_line(problems, valid) -> None:
    (found,) = problems(areas=valid["areas"].replace("740;Silkeborg", "74;Silkeborg"))[:1]
    assert (found.file, found.line) == ("areas.csv", 4)


def test_a_repeated_id_says_on_which_line_it_stood_first(problems, valid) -> None:
    goal = valid["contract"][valid["contract"].index("[[goal]]") :]
    found = {one.key: one for one in problems(contract=valid["contract"] + goal)}
    assert "første gang i goal[1].id (linje 13)" in found["goal[2].id"].text


def test_a_question_has_its_line_goal_and_criterion_too(folder: Callable[..., DataFolder]) -> None:
    contract = CONTRACT.replace("minus = 63 }", 'minus = 63 }\n    [[goal.criterion.target]]\n    '
                                'indicator = "sygedagpenge"\n    due = "2017-12"\n    at_most = 700')  # fmt: skip
    asked = [one for one in cautions_of(read_definitions(folder(contract=contract))) if one.key.endswith("target[2]")]
    assert [(one.line, one.goal, one.criterion) for one in asked] == [(24, "maal", "k1")] * 2


def test_a_reader_sees_file_line_goal_and_criterion() -> None:
    found = Problem("contracts/a.toml", f"{AT}.due", "Nøglen «due» mangler.", "Skriv due = …", 47, "sygemeldte", "s5a")
    assert told(found) == (
        f"contracts/a.toml, linje 47, mål «sygemeldte», succeskriterium «s5a»: {AT}.due\n"
        "  Nøglen «due» mangler.\n  Skriv due = …"
    )
    assert where(Problem("areas.csv", "linje 4", "", "", 4)) == "areas.csv, linje 4"
    assert where(Problem("contracts/a.toml", "", "", "")) == "contracts/a.toml"
