"""Steps, the year before, composites and amendments on the screens, and what the figures ask of a contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from kpi.followup.cautions import contract_warnings
from kpi.followup.criterion import criterion_view
from kpi.followup.data_status import data_status
from kpi.model.contract import Amendment, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Status
from kpi.model.indicator import CompositePart, IndicatorKind, WeightedSum
from kpi.model.period import Period
from kpi.model.reference import (
    Amount,
    AtBaseline,
    Baseline,
    Constant,
    Own,
    Reference,
    RelativeChange,
    Step,
    Steps,
    YearsEarlier,
)
from kpi.model.rule import Comparison, Rule, Threshold
from kpi.model.views.changes import ChangeKind
from kpi.model.views.criterion import CriterionView
from tests import units
from tests.followup.world import (
    AGREEMENT,
    CONTRACT,
    DEFINITIONS,
    GOAL,
    RATE,
    SICK,
    World,
    criterion,
    figure,
    target,
)

GAP = replace(
    RATE,
    id="afstand",
    title="Afstand til landet",
    unit=units.PERCENTAGE_POINT,
    kind=IndicatorKind.STOCK,
    minimum=None,
    made_from=WeightedSum((CompositePart(RATE.id, "", Fraction(1)), CompositePart(RATE.id, "000", Fraction(-1)))),
)


def agreed(*targets: Target) -> Definitions:
    """The contract with these targets, one criterion each, in place of its own."""
    criteria = tuple(criterion(f"c{number}", one) for number, one in enumerate(targets, start=1))
    contract = replace(AGREEMENT, goals=(replace(GOAL, criteria=criteria),))
    return replace(
        DEFINITIONS,
        indicators={**DEFINITIONS.indicators, GAP.id: GAP},
        contracts={CONTRACT: contract},
    )


def at_most(value: int) -> Rule:
    return Threshold(Comparison.AT_MOST, Reference(Constant(Decimal(value))))


def view(world: World, what: Target, day: str = "2017-01-25") -> CriterionView:
    return criterion_view(world.judged(date.fromisoformat(day), agreed(what)), "c1")


def test_steps_are_drawn_ahead_of_the_figures(world: World) -> None:
    steps = Steps((Step(Period.month(2016, 6), Decimal(800)), Step(Period.month(2017, 12), Decimal(749))))
    rule = Threshold(Comparison.AT_MOST, Reference(steps))
    drawn = view(world, target("trin", SICK, rule, "2017-12")).requirements[0].trajectory
    assert drawn is not None
    assert drawn.path is not None
    assert [str(point.period) for point in drawn.path.points][::18] == ["2016-06", "2017-12"]
    assert [(marker.value, str(marker.period)) for marker in drawn.targets] == [(Decimal(749), "2017-12")]


def test_the_year_before_is_a_line_that_is_known_ahead(world: World) -> None:
    rule = Threshold(Comparison.BELOW, Reference(Own(), YearsEarlier(1), Amount(Decimal(0))))
    drawn = view(world, target("aar", SICK, rule, "2017-12")).requirements[0].trajectory
    assert drawn is not None
    assert drawn.required is not None
    assert drawn.required.label == "året før"
    assert str(drawn.required.points[-1].period) == "2017-12"


def test_a_composite_has_its_own_chart_and_sentence(world: World) -> None:
    shown = view(world, target("gab", GAP, at_most(0), "2017-12")).requirements[0]
    assert shown.verdict.startswith("Målet er nået nu, men gælder først december 2017: −0,1 procentpoint")
    assert shown.trajectory is not None
    assert shown.trajectory.observed.points[-1].value == Decimal("-0.1")


def test_what_must_hold_in_every_period_is_drawn_to_due_and_counted(world: World) -> None:
    every = replace(target("hver", SICK, at_most(790), "2017-12"), every_from=Period.month(2016, 11))
    shown = view(world, every).requirements[0]
    assert shown.trajectory is not None
    assert (shown.trajectory.path, shown.badge.status) == (None, Status.MISSED)
    required = shown.trajectory.required
    assert required is not None
    assert (required.label, {point.value for point in required.points}) == ("krav", {Decimal(790)})
    assert (str(required.points[0].period), str(required.points[-1].period)) == ("2016-11", "2017-12")
    facts = {fact.label: (fact.value, fact.note) for fact in shown.facts}
    assert facts["Holdt indtil nu"] == ("1 af 2 måneder", "ikke i december 2016")
    assert "Mangler til målet" not in facts


def test_the_parts_of_a_composite_are_what_must_be_delivered(world: World) -> None:
    definitions = agreed(target("gab", GAP, at_most(0), "2017-12"))
    status = data_status(world.here(definitions), date(2017, 1, 25), contract_id=CONTRACT)
    assert sorted(one.indicator.id for one in status.indicators) == [RATE.id]


def test_what_is_needed_stands_among_the_facts(world: World) -> None:
    fewer = Threshold(
        Comparison.AT_MOST, Reference(Own(), AtBaseline(Baseline(Period.month(2015, 12), None)), Amount(Decimal(-68)))
    )
    facts = {fact.label: fact for fact in view(world, target("færre", SICK, fewer, "2017-12")).requirements[0].facts}
    assert facts["Hvad skal der til"].value == "5 færre hver måned"
    level = {
        fact.label: fact for fact in view(world, target("andel", RATE, at_most(1), "2017-12")).requirements[0].facts
    }
    assert level["Hvad skal der til"].value == "højst 1 pct."


@pytest.mark.parametrize(
    ("revised", "word"), [(target("færre", SICK, at_most(765), "2017-12"), "ændret"), (None, "udgået")]
)
def test_a_change_of_the_contract_is_among_what_changed(world: World, revised: Target | None, word: str) -> None:
    amendment = Amendment(date(2017, 1, 15), "nyt budget", revised)
    what = replace(target("færre", SICK, at_most(749), "2017-12"), amendments=(amendment,))
    shown = world.scorecard(date(2017, 1, 25), agreed(what))
    (line,) = [line for line in shown.changes.lines if line.kind is ChangeKind.REDEFINED]
    assert line.text == f"Kravet «Færre» er {word} 15. januar 2017: nyt budget."
    before = world.scorecard(date(2017, 1, 14), agreed(what))
    assert not [one for one in before.changes.lines if one.kind is ChangeKind.REDEFINED]


def test_a_withdrawn_requirement_is_called_so(world: World) -> None:
    what = replace(
        target("færre", SICK, at_most(749), "2017-12"),
        amendments=(Amendment(date(2017, 1, 15), "Opgaven er flyttet", None),),
    )
    shown = view(world, what)
    assert shown.badge.word == "Udgået"
    assert shown.verdict.startswith("Udgået 15. januar 2017: Opgaven er flyttet. Det seneste er 804")


def test_a_requirement_already_met_at_signing_is_asked_about(world: World) -> None:
    (found,) = contract_warnings(world.here(agreed(target("færre", SICK, at_most(800), "2017-12"))), CONTRACT)
    assert (found.file, found.key) == (f"contracts/{CONTRACT}.toml", "goal[1].criterion[1].target[1]")
    assert found.text == (
        "Kravet var allerede opfyldt, da aftalen blev indgået: 780 fuldtidspersoner i november 2016; "
        "målet er højst 800 i december 2017."
    )
    assert contract_warnings(world.here(agreed(target("færre", SICK, at_most(700), "2017-12"))), CONTRACT) == ()


@pytest.mark.parametrize(("amount", "asked"), [(-10, True), (-40, False)])
def test_a_change_smaller_than_the_figures_move_is_asked_about(tmp_path: Path, amount: int, asked: bool) -> None:
    """Neighbours differ by 8, so the limits lie 2,66 x 8 = 21,28 from the mean."""
    world = World(tmp_path)
    rows = [figure(SICK, f"2016-{month:02d}", str(800 + 8 * (month % 2))) for month in range(1, 13)]
    world.deliver("2016-12-31", figure(SICK, "2015-12", "800"), *rows)
    world.build()
    rule = Threshold(
        Comparison.AT_MOST,
        Reference(Own(), AtBaseline(Baseline(Period.month(2016, 12), None)), Amount(Decimal(amount))),
    )
    found = contract_warnings(world.here(agreed(target("færre", SICK, rule, "2017-12"))), CONTRACT)
    assert [("svinger af sig selv" in one.text, "op til 21 " in one.text) for one in found] == [(True, True)] * asked


@pytest.mark.parametrize(("amount", "asked"), [(-5, True), (-7, False)])
def test_a_change_smaller_than_the_usual_revision_is_asked_about(tmp_path: Path, amount: int, asked: bool) -> None:
    world = World(tmp_path)
    world.deliver("2016-06-30", *(figure(SICK, f"2016-{month:02d}", "800") for month in range(1, 7)))
    world.deliver("2016-12-20", *(figure(SICK, f"2016-{month:02d}", "806") for month in range(1, 7)))
    world.build()
    rule = Threshold(
        Comparison.AT_MOST, Reference(Own(), AtBaseline(Baseline(Period.month(2016, 6), None)), Amount(Decimal(amount)))
    )
    found = contract_warnings(world.here(agreed(target("færre", SICK, rule, "2017-12"))), CONTRACT)
    assert ["plejer at rette" in one.text for one in found] == [True] * asked


@pytest.mark.parametrize(("known", "asked"), [("0", True), ("-5", True), ("5", False)])
def test_per_cent_of_nothing_or_less_is_asked_about_before_anybody_signs(
    tmp_path: Path, known: str, asked: bool
) -> None:
    world = World(tmp_path)
    world.deliver("2016-12-31", figure(SICK, "2015-12", known))
    world.build()
    rule = Threshold(
        Comparison.AT_MOST,
        Reference(Own(), AtBaseline(Baseline(Period.month(2015, 12), None)), RelativeChange(Decimal(-10))),
    )
    found = contract_warnings(world.here(agreed(target("færre", SICK, rule, "2017-12"))), CONTRACT)
    assert ["nul eller negativt" in one.text for one in found] == [True] * asked


def test_what_the_note_says_of_a_level_already_met_is_not_asked(world: World) -> None:
    asking = target("færre", SICK, at_most(800), "2017-12")
    definitions = agreed(asking)
    (goal,) = definitions.contracts[CONTRACT].goals[:1]
    noted = replace(goal, criteria=tuple(replace(one, note="Niveauet skal fastholdes.") for one in goal.criteria))
    contract = replace(definitions.contracts[CONTRACT], goals=(noted,))
    assert contract_warnings(world.here(replace(definitions, contracts={CONTRACT: contract})), CONTRACT) == ()
