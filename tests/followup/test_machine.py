"""What other programs read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from kpi.followup.machine import series, status
from kpi.model.contract import Amendment, Target
from tests.followup.world import AGREEMENT, CONTRACT, DEFINITIONS, GOAL, OWN, World

JANUARY = date(2017, 1, 25)


def seen(world: World) -> list[dict[str, Any]]:
    said = status(world.judged(JANUARY))
    read: list[dict[str, Any]] = json.loads(json.dumps(said))
    return read


def test_values_are_decimal_strings_and_gap_is_value_less_required(world: World) -> None:
    first = seen(world)[0]
    assert list(first) == ["id", "title", "status", "targets", "sentence"]
    (target,) = first["targets"]
    assert {
        name: target[name] for name in ("status", "due", "indicator", "unit", "window", "period", "comparison")
    } == {
        "status": "BEHIND",
        "due": "2017-12",
        "indicator": "sygedagpenge",
        "unit": "fuldtidspersoner",
        "window": "period",
        "period": "2016-12",
        "comparison": "at_most",
    }
    values = [target[name] for name in ("value", "required", "expected", "baseline", "gap")]
    assert values == ["804", "749", "780.5", "812", "55"]
    assert (target["provisional"], target["example"], target["data_state"]) == (True, False, "PROVISIONAL")


def test_an_open_place_gives_both_ends_and_who_is_missing(world: World) -> None:
    (target,) = seen(world)[1]["targets"]
    assert (target["place"], target["place_from"], target["place_to"]) == (None, 2, 3)
    assert target["missing"] == ["615"]


def test_a_change_of_the_contract_stands_beside_the_figures(world: World) -> None:
    withdrawn = Amendment(date(2017, 1, 10), "Opgaven er flyttet", None)
    first, *rest = GOAL.criteria
    (agreed,) = first.requirements
    assert isinstance(agreed, Target)
    changed = replace(first, requirements=(replace(agreed, amendments=(withdrawn,)),))
    contract = replace(AGREEMENT, goals=(replace(GOAL, criteria=(changed, *rest)),))
    definitions = replace(DEFINITIONS, contracts={CONTRACT: contract})
    said: list[dict[str, Any]] = json.loads(json.dumps(status(world.judged(JANUARY, definitions))))
    (target,) = said[0]["targets"]
    assert target["amended"] == {"on": "2017-01-10", "reason": "Opgaven er flyttet", "withdrawn": True}
    assert target["status"] == "ACCEPTED"
    (as_agreed,) = seen(world)[0]["targets"]
    assert as_agreed["amended"] is None


def test_a_small_count_is_in_no_machine_answer(world: World) -> None:
    (target,) = seen(world)[2]["targets"]
    assert (target["period"], target["value"], target["data_state"]) == ("2016-11", "7", "HIDDEN")
    rows = series(world.here(), "klager", OWN, JANUARY)["rows"]
    assert isinstance(rows, list)
    assert [(row["period"], row["value"], row["quality"]) for row in rows if isinstance(row, dict)] == [
        ("2016-11", "7", ""),
        ("2016-12", None, "skjult"),
    ]


def test_what_people_enter_has_the_same_fields(world: World) -> None:
    fields = [set(target) for criterion in seen(world) for target in criterion["targets"]]
    assert all(one == fields[0] for one in fields)
    (milestone,) = seen(world)[3]["targets"]
    assert (milestone["kind"], milestone["status"], milestone["value"]) == ("milestone", "PLANNED", None)


def test_an_unknown_area_has_no_rows(world: World) -> None:
    assert series(world.here(), "andel", "999", JANUARY)["rows"] == []
