"""Degrees, weights, what is only followed, and changes of milestones, events and assessments: read, or refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.model.contract import (
    Alarm,
    Assessment,
    DegreeLine,
    Degrees,
    DegreeSteps,
    Followed,
    Milestone,
    Recurring,
    Requirement,
    Target,
)
from kpi.model.folder import DataFolder
from kpi.model.rule import Comparison
from tests.definitions.conftest import CONTRACT

Folder = Callable[..., DataFolder]
TARGET_AT = CONTRACT.index("    [[goal.criterion.target]]")
WITHOUT = CONTRACT[:TARGET_AT]
RULE = 'at_most = { baseline = "2015-12", minus = 63 }'
AT = "goal[1].criterion[1]"


def with_degrees(degrees: str) -> str:
    return CONTRACT.replace(RULE, f"{RULE}\n    degrees = {degrees}")


def requirement(folder: DataFolder) -> Requirement:
    (one,) = read_definitions(folder).contracts["proeve"].criterion("k1")[1].requirements
    return one


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{ "100" = 700, "50" = 720 }', DegreeSteps(((Decimal(700), Decimal(100)), (Decimal(720), Decimal(50))))),
        ("{ from = 812, to = 749 }", DegreeLine(Decimal(812), Decimal(749))),
    ],
)
def test_degrees_are_read(written: str, read: Degrees, folder: Folder) -> None:
    found = requirement(folder(contract=with_degrees(written)))
    assert isinstance(found, Target)
    assert found.degrees == read


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{ "50" = 720, "100" = 700 }', "rækkefølge"),
        ('{ "100" = 700, "50" = 690 }', "forkerte vej"),
        ('{ "100" = 700, "50" = 720, "25" = 710 }', "samme vej"),
        ('{ "100" = 700, "50" = 700 }', "samme vej"),
        ("{ from = 749, to = 812 }", "forkerte vej"),
        ("{ from = 749, to = 749 }", "samme tal"),
        ('{ "120" = 700 }', "1 til 100"),
        ('{ "0" = 700 }', "1 til 100"),
        ("{}", "1 til 100"),
    ],
)
def test_degrees_that_cannot_be_are_refused(written: str, told: str, folder: Folder) -> None:
    (problem,) = check_definitions(folder(contract=with_degrees(written)))
    assert (problem.key, told in problem.text) == (f"{AT}.target[1].degrees", True)


def test_degrees_of_several_periods_are_refused(folder: Folder) -> None:
    contract = with_degrees('{ "100" = 700 }').replace(RULE, f'{RULE}\n    every_period = "2017-01"')
    (problem,) = check_definitions(folder(contract=contract))
    assert problem.key == f"{AT}.target[1].degrees"


def test_weights_are_read(folder: Folder) -> None:
    contract = CONTRACT.replace('id = "k1"', 'id = "k1"\n  weight = 2.5')
    assert read_definitions(folder(contract=contract)).contracts["proeve"].criterion("k1")[1].weight == Decimal("2.5")


def test_what_is_only_followed_has_figures_and_no_requirement(folder: Folder) -> None:
    followed = WITHOUT + '  follow = true\n  shown = ["sygedagpenge"]\n'
    found = requirement(folder(contract=followed))
    assert isinstance(found, Followed)
    assert (found.indicator, str(found.due)) == ("sygedagpenge", "2017-12")


@pytest.mark.parametrize(
    ("contract", "key"),
    [
        (WITHOUT + "  follow = true\n", "follow"),
        (CONTRACT.replace('id = "k1"', 'id = "k1"\n  follow = true\n  shown = ["sygedagpenge"]'), "follow"),
        (WITHOUT + '  follow = true\n  shown = ["sygedagpenge"]\n  weight = 3\n', "weight"),
    ],
    ids=["no figure", "with a requirement", "with a weight"],
)
def test_what_is_only_followed_but_demands_something_is_refused(contract: str, key: str, folder: Folder) -> None:
    (problem,) = check_definitions(folder(contract=contract))
    assert problem.key == f"{AT}.{key}"


CHANGE = '      on = 2017-05-02\n      reason = "Udsat"\n'
ENTERED = {
    "milestone": ('due = "2017-06"', Milestone),
    "recurring": ('each = "møde"\n    due = "2017-06"', Recurring),
    "assessment": ('basis = "interview"\n    due = "2017-06"', Assessment),
}


@pytest.mark.parametrize("kind", ENTERED)
def test_what_is_entered_can_be_moved_and_withdrawn(kind: str, folder: Folder) -> None:
    keys, of = ENTERED[kind]
    change = f"      [[goal.criterion.{kind}.amended]]\n{CHANGE}"
    agreed = f"{WITHOUT}    [[goal.criterion.{kind}]]\n    {keys}\n"
    later = change.replace("2017-05-02", "2017-08-01")
    found = requirement(folder(contract=f'{agreed}{change}      due = "2017-09"\n{later}      withdrawn = true\n'))
    assert isinstance(found, Milestone | Recurring | Assessment)
    assert isinstance(found, of)
    moved, gone = found.amendments
    assert moved.revised is not None
    assert (str(found.due), str(moved.revised.due), moved.reason, gone.revised) == ("2017-06", "2017-09", "Udsat", None)


@pytest.mark.parametrize("kind", ENTERED)
def test_a_change_after_what_is_decided_is_refused(kind: str, folder: Folder) -> None:
    keys, _ = ENTERED[kind]
    change = f"      [[goal.criterion.{kind}.amended]]\n{CHANGE.replace('2017-05', '2017-08')}      withdrawn = true\n"
    (problem,) = check_definitions(folder(contract=f"{WITHOUT}    [[goal.criterion.{kind}]]\n    {keys}\n{change}"))
    assert problem.key == f"{AT}.{kind}[1].amended[1].on"


def test_an_alarm_level_is_read(folder: Folder) -> None:
    found = requirement(folder(contract=CONTRACT.replace(RULE, f"{RULE}\n    alarm = {{ above = 900 }}")))
    assert isinstance(found, Target)
    assert found.alarm == Alarm(Comparison.ABOVE, Decimal(900))


@pytest.mark.parametrize(
    ("written", "told"),
    [("{ below = 700 }", "samme vej"), ("{}", "ét tal"), ("{ above = 900, at_least = 950 }", "ét tal")],
)
def test_an_alarm_level_that_cannot_be_is_refused(written: str, told: str, folder: Folder) -> None:
    (problem,) = check_definitions(folder(contract=CONTRACT.replace(RULE, f"{RULE}\n    alarm = {written}")))
    assert (problem.key, told in problem.text) == (f"{AT}.target[1].alarm", True)
