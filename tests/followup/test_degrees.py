"""How far a contract is fulfilled is said beside the statuses; what is only followed is shown and not counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.followup import machine
from kpi.followup.criterion import criterion_view
from kpi.model.contract import Criterion, DegreeSteps, Followed, Milestone
from kpi.model.definitions import Definitions
from kpi.model.period import Period
from kpi.model.reference import Constant, Reference
from kpi.model.rule import Comparison, Threshold
from tests.followup.world import AGREEMENT, CONTRACT, DEFINITIONS, GOAL, OWN, SICK, World, criterion, figure, target

AT_MOST_749 = Threshold(Comparison.AT_MOST, Reference(Constant(Decimal(749))))
STEPS = DegreeSteps(((Decimal(749), Decimal(100)), (Decimal(820), Decimal(50))))
SCORED = replace(target("færre", SICK, AT_MOST_749, "2017-12"), degrees=STEPS)
DAY = date(2018, 2, 1)


def weighed(*, milestone: str = "2018-12") -> Definitions:
    """A third paid by degrees, two thirds by a milestone; beside them a figure that is followed."""
    done = Milestone("strategi", "Strategi", Period.parse(milestone))
    follow = Followed("fulgt", "Fulgt", SICK.id, OWN, Period.of_year(2017))
    return holding(
        replace(criterion("c1", SCORED), weight=Decimal(1)),
        replace(criterion("strategi", done), weight=Decimal(2)),
        criterion("fulgt", follow, shown=(SICK.id,)),
    )


def holding(*criteria: Criterion) -> Definitions:
    contract = replace(AGREEMENT, goals=(replace(GOAL, criteria=criteria),))
    return replace(DEFINITIONS, contracts={CONTRACT: contract})


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.deliver("2018-01-20", figure(SICK, "2017-11", "810"), figure(SICK, "2017-12", "804"))
    world.build()
    return world


def test_what_is_decided_is_summed_and_the_rest_is_told(world: World) -> None:
    shown = world.scorecard(DAY, weighed())
    assert shown.fulfilment == (
        "Målopfyldelse indtil nu: 50 pct. af det, der er afgjort (foreløbigt tal). Det er 33,3 pct. af vægten; "
        "ét succeskriterium er ikke afgjort endnu."
    )
    assert world.scorecard(DAY, weighed(milestone="2017-12")).fulfilment == "Målopfyldelse: 16,7 pct. (foreløbigt tal)."
    assert world.scorecard(DAY, holding(criterion("c1", SCORED))).fulfilment == ""


def test_what_is_followed_has_figures_and_is_not_counted(world: World) -> None:
    shown = world.scorecard(DAY, weighed())
    lines = {line.criterion: line for goal in shown.goals for line in goal.lines}
    assert (lines["fulgt"].badge.word, sum(count.count for count in shown.counts)) == ("Følges", 2)
    assert "804 fuldtidspersoner i december 2017" in lines["fulgt"].verdict


def test_what_is_followed_has_its_chart_and_its_table_and_no_word_of_people(world: World) -> None:
    view = criterion_view(world.judged(DAY, weighed()), "fulgt")
    (part,) = view.requirements
    assert part.indicator == SICK
    assert part.trajectory is not None
    assert part.table is not None
    assert [point.value for point in part.trajectory.observed.points] == [Decimal(810), Decimal(804)]
    assert [row[1].text for row in part.table.rows] == ["804", "810"]
    assert view.shown == ()
    assert "804 fuldtidspersoner i december 2017 (foreløbigt tal" in view.verdict
    assert part.data_words == ("foreløbig",)


def test_other_programs_are_told_the_degree_and_no_status_of_what_is_followed(world: World) -> None:
    first, _, followed = machine.status(world.judged(DAY, weighed()))
    assert (first["status"], first["degree"], first["weight"]) == ("MISSED", "50", "1")
    assert (followed["status"], "degree" in followed) == (None, False)
