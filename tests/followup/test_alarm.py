"""«Over 800 skal direktionen orienteres»: an alarm level is told beside the status, which it never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.followup.criterion import criterion_view
from kpi.model.contract import Alarm, Amendment
from kpi.model.definitions import Definitions
from kpi.model.reference import Constant, Reference
from kpi.model.rule import Comparison, Threshold
from tests.followup.world import AGREEMENT, CONTRACT, DEFINITIONS, GOAL, SICK, World, criterion, figure, target

DAY = date(2017, 2, 1)
WITHDRAWN = Amendment(date(2017, 1, 15), "Opgaven er flyttet", None)
AT_MOST_820 = target("færre", SICK, Threshold(Comparison.AT_MOST, Reference(Constant(Decimal(820)))), "2017-12")


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.deliver("2017-01-20", figure(SICK, "2016-11", "779"), figure(SICK, "2016-12", "804"))
    world.build()
    return world


def alarmed(comparison: Comparison, level: int) -> Definitions:
    asked = replace(AT_MOST_820, alarm=Alarm(comparison, Decimal(level)))
    goal = replace(GOAL, criteria=(criterion("c1", asked),))
    return replace(DEFINITIONS, contracts={CONTRACT: replace(AGREEMENT, goals=(goal,))})


def test_a_passed_level_is_told_in_sentence_mark_fact_and_what_needs_a_human(world: World) -> None:
    asked = alarmed(Comparison.ABOVE, 800)
    view = criterion_view(world.judged(DAY, asked), "c1")
    assert view.verdict.endswith("Alarmgrænsen er passeret: flere end 800 fuldtidspersoner.")
    assert view.badge.mark.endswith("alarmgrænsen er passeret")
    (fact,) = [one for one in view.requirements[0].facts if one.label == "Alarmgrænse"]
    assert (fact.value, fact.note) == ("flere end 800 fuldtidspersoner", "passeret")
    lines = [one.text for one in world.scorecard(DAY, asked).attention]
    assert "«Færre»: alarmgrænsen er passeret, flere end 800 fuldtidspersoner." in lines
    line = view.requirements[0].trajectory
    assert line is not None
    assert line.alarm is not None
    assert {point.value for point in line.alarm.points} == {Decimal(800)}


@pytest.mark.parametrize(("comparison", "level"), [(Comparison.ABOVE, 804), (Comparison.AT_LEAST, 805)])
def test_at_the_level_itself_its_own_word_decides(world: World, comparison: Comparison, level: int) -> None:
    view = criterion_view(world.judged(DAY, alarmed(comparison, level)), "c1")
    assert "larmgrænsen er passeret" not in f"{view.verdict} {view.badge.mark}"
    reached = criterion_view(world.judged(DAY, alarmed(Comparison.AT_LEAST, 804)), "c1")
    assert "larmgrænsen er passeret" in reached.verdict


def test_a_withdrawn_requirement_gives_no_alarm_anywhere(world: World) -> None:
    passed = alarmed(Comparison.ABOVE, 800)
    (goal,) = passed.contracts[CONTRACT].goals
    gone = replace(AT_MOST_820, alarm=Alarm(Comparison.ABOVE, Decimal(800)), amendments=(WITHDRAWN,))
    contract = replace(AGREEMENT, goals=(replace(goal, criteria=(criterion("c1", gone),)),))
    asked = replace(passed, contracts={CONTRACT: contract})
    view = criterion_view(world.judged(DAY, asked), "c1")
    told = (view.verdict, view.badge.mark, *(one.text for one in world.scorecard(DAY, asked).attention))
    assert not [text for text in told if "larmgrænsen er passeret" in text]
    assert not [one for one in view.requirements[0].facts if one.label == "Alarmgrænse"]


def test_the_status_is_the_same_with_and_without(world: World) -> None:
    passed, not_passed = alarmed(Comparison.ABOVE, 800), alarmed(Comparison.ABOVE, 900)
    assert world.judged(DAY, passed).result("c1").status is world.judged(DAY, not_passed).result("c1").status
