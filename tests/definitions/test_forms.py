"""The newer forms of a requirement, written wrongly: each fault is named with its place and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.model.contract import AtLeast, Combine, Target
from kpi.model.folder import DataFolder
from kpi.model.indicator import CountBeyond, WeightedSum
from tests.definitions.conftest import CONTRACT, INDICATORS

AT = "goal[1].criterion[1].target[1]"
RULE = 'at_most = { baseline = "2015-12", minus = 63 }'


def amended(body: str) -> str:
    return f"{RULE}\n      [[goal.criterion.target.amended]]\n{body}"


FAULTS = {
    "yearly without growth": (
        'at_most = { baseline = "2015-12", minus_percent = 2, yearly = true }', f"{AT}.at_most.yearly", "growth"),
    "growth without yearly": (
        'at_most = { baseline = "2015-12", minus_percent = 2, growth = "linear" }', f"{AT}.at_most.growth", "yearly"),
    "compound over a part of a year": (
        'at_most = { baseline = "2015-06", minus_percent = 2, yearly = true, growth = "compound" }',
        f"{AT}.at_most.growth", "hele år"),
    "an amount that compounds": (
        'at_most = { baseline = "2015-12", minus = 2, yearly = true, growth = "compound" }',
        f"{AT}.at_most.yearly", "minus_percent"),
    "steps out of order": (
        'at_most = { steps = { "2017-12" = 2, "2017-06" = 3 } }', f"{AT}.at_most.steps", "rækkefølge"),
    "steps that do not end at due": (
        'at_most = { steps = { "2017-06" = 3 } }', f"{AT}.at_most.steps", "fristen"),
    "no steps": ("at_most = { steps = {} }", f"{AT}.at_most.steps", "2017-12"),
    "an unknown lag": ('below = { earlier = "decade" }', f"{AT}.below.earlier", "year"),
    "an unknown indicator": ('at_most = { indicator = "sygedagpeng" }', f"{AT}.at_most.indicator", "sygedagpenge"),
    "itself": ('at_most = { indicator = "sygedagpenge" }', f"{AT}.at_most.indicator", "anden"),
    "another unit": ('at_most = { indicator = "ledighed" }', f"{AT}.at_most.indicator", "samme enhed"),
    "every period of another kind": (f'{RULE}\n    every_period = "2017"', f"{AT}.every_period", "fristen"),
    "every period after due": (f'{RULE}\n    every_period = "2018-01"', f"{AT}.every_period", "fristen"),
    "near inside the tolerance": (f"{RULE}\n    near = 1\n    tolerance = 2", f"{AT}.near", "near"),
    "material without a change": ("at_most = 5\n    material = 2", f"{AT}.material", "material"),
    "an amendment that changes nothing": (
        amended('      on = 2017-06-01\n      reason = "nyt"'), f"{AT}.amended[1]", "withdrawn"),
    "an amendment after due": (
        amended('      on = 2018-06-01\n      reason = "nyt"\n      at_most = 5'), f"{AT}.amended[1].on", "ny frist"),
    "an amendment without a reason": (
        amended("      on = 2017-06-01\n      at_most = 5"), f"{AT}.amended[1].reason", "reason"),
    "an amendment that makes the rule wrong": (
        amended('      on = 2017-06-01\n      reason = "nyt"\n      at_least = 5'),
        f"{AT}.amended[1].at_least", "at_most"),
    "amendments out of order": (
        amended(
            '      on = 2017-06-01\n      reason = "nyt"\n      at_most = 5\n      [[goal.criterion.target.amended]]\n'
            '      on = 2017-05-01\n      reason = "nyt"\n      at_most = 6'
        ), f"{AT}.amended[2].on", "rækkefølge"),
    "changed after it was withdrawn": (
        amended(
            '      on = 2017-05-01\n      reason = "nyt"\n      withdrawn = true\n'
            "      [[goal.criterion.target.amended]]\n"
            '      on = 2017-06-01\n      reason = "nyt"\n      at_most = 6'
        ), f"{AT}.amended[2]", "nyt"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_named_with_its_place_and_a_remedy(fault: str, folder: Callable[..., DataFolder]) -> None:
    written, key, remedy = FAULTS[fault]
    (problem,) = check_definitions(folder(contract=CONTRACT.replace(RULE, written)))
    assert problem.key == key
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("combine", "remedy"),
    [
        ("{ at_least = 2 }", "Ret tallet"),
        ("{ at_least = 0 }", "1"),
        ("{ mindst = 1 }", "at_least"),
        ('"gates"', "«gate»"),
    ],
)
def test_a_wrong_combination_is_named(combine: str, remedy: str, folder: Callable[..., DataFolder]) -> None:
    contract = CONTRACT.replace('id = "k1"', f'id = "k1"\n  combine = {combine}')
    (problem,) = check_definitions(folder(contract=contract))
    assert problem.key == "goal[1].criterion[1].combine"
    assert remedy in problem.remedy


@pytest.mark.parametrize(("combine", "read"), [("{ at_least = 1 }", AtLeast(1)), ('"gate"', Combine.GATE)])
def test_a_combination_is_read(combine: str, read: object, folder: Callable[..., DataFolder]) -> None:
    contract = CONTRACT.replace('id = "k1"', f'id = "k1"\n  combine = {combine}')
    _, criterion = read_definitions(folder(contract=contract)).contracts["proeve"].criterion("k1")
    assert criterion.combine == read


def test_an_amendment_keeps_what_it_does_not_name(folder: Callable[..., DataFolder]) -> None:
    contract = CONTRACT.replace(
        RULE,
        f"{RULE}\n    near = 2\n"
        '      [[goal.criterion.target.amended]]\n      on = 2017-06-01\n      reason = "nyt"\n      at_most = 700\n'
        '      [[goal.criterion.target.amended]]\n      on = 2017-07-01\n      reason = "nyt"\n      due = "2018-12"\n',
    )
    _, criterion = read_definitions(folder(contract=contract)).contracts["proeve"].criterion("k1")
    (target,) = criterion.requirements
    assert isinstance(target, Target)
    first, second = (one.revised for one in target.amendments)
    assert first is not None
    assert second is not None
    assert (str(first.due), first.near, first.rule) == ("2017-12", target.near, second.rule)
    assert (str(second.due), second.id, second.amendments) == ("2018-12", target.id, ())


COMPOSITE = """
[[indicator]]
id = "sammensat"
title = "Sammensat"
unit = "pct"
kind = "stock"
better = "lower"
frequency = "month"
source = "jobindsats"
definition = "Regnet ud."
"""
PARTS = """
[[indicator.part]]
indicator = "ledighed"
weight = 1
[[indicator.part]]
indicator = "ledighed"
area = "000"
weight = -1
"""
COUNT = '[indicator.count]\nindicators = ["ledighed"]\npeer_group = "begge"\nabove = 10\n'


def test_composites_are_read(folder: Callable[..., DataFolder]) -> None:
    made_from = read_definitions(folder(indicators=INDICATORS + COMPOSITE + PARTS)).indicators["sammensat"].made_from
    assert isinstance(made_from, WeightedSum)
    assert [(part.area, int(part.weight)) for part in made_from.parts] == [("", 1), ("000", -1)]


def parts(*weights: str) -> str:
    """A part a weight; «» leaves the weight out."""
    written = [f"weight = {one}\n" if one else "" for one in weights]
    return "".join(f'[[indicator.part]]\nindicator = "ledighed"\n{weight}' for weight in written)


@pytest.mark.parametrize("made_from", [parts('"1/3"', '"1/3"', '"1/3"'), "mean = true\n" + parts("", "", "")])
def test_a_mean_is_written_as_mean_or_as_fractions(made_from: str, folder: Callable[..., DataFolder]) -> None:
    composite = read_definitions(folder(indicators=INDICATORS + COMPOSITE + made_from)).indicators["sammensat"]
    assert isinstance(composite.made_from, WeightedSum)
    assert {part.weight for part in composite.made_from.parts} == {Fraction(1, 3)}


@pytest.mark.parametrize(
    ("weights", "meant"),
    [
        (("0.33", "0.33", "0.33"), "0.33 ligner 1/3"),
        (("0.34", "0.33", "0.34"), "0.34 ligner 1/3"),
        (("0.3", "0.3", "0.3"), "0.3 ligner 1/3"),
        (("0.17", "0.33", "0.51"), "0.17 ligner 1/6, 0.33 ligner 1/3, 0.51 ligner 1/2"),
        (("0.14", "0.29", "0.58"), "0.14 ligner 1/7, 0.29 ligner 2/7, 0.58 ligner 4/7"),
        (("0.5", "0.25"), "0.5 ligner 1/2, 0.25 ligner 1/4"),
    ],
)
def test_decimal_weights_that_do_not_add_up_to_one_are_refused_with_the_fractions_they_look_like(
    weights: Sequence[str], meant: str, folder: Callable[..., DataFolder]
) -> None:
    (found,) = check_definitions(folder(indicators=INDICATORS + COMPOSITE + parts(*weights)))
    assert meant in found.text
    assert "brøker" in found.remedy


@pytest.mark.parametrize(
    "weights", [("0.6", "0.4"), ("1", "-1"), ("1", "0.5"), ('"1/2"', '"1/4"'), ("2", "3"), ("0.5",)]
)
def test_weights_that_add_up_or_are_no_mean_stand(weights: Sequence[str], folder: Callable[..., DataFolder]) -> None:
    assert check_definitions(folder(indicators=INDICATORS + COMPOSITE + parts(*weights))) == ()


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_composite_may_stand_before_or_after_its_parts(first: bool, folder: Callable[..., DataFolder]) -> None:
    composite = COMPOSITE + PARTS.replace('"ledighed"', '"sygedagpenge"')
    written = composite + INDICATORS if first else INDICATORS + composite
    read = read_definitions(folder(indicators=written)).indicators
    assert read["sammensat"].made_from is not None
    assert read["sammensat"].breaks == read["sygedagpenge"].breaks


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_composite_of_a_composite_is_refused_wherever_it_stands(
    first: bool, folder: Callable[..., DataFolder]
) -> None:
    over = COMPOSITE.replace("sammensat", "over") + PARTS.replace('"ledighed"', '"sammensat"')
    under = COMPOSITE + PARTS
    written = over + under if first else under + over
    found = check_definitions(folder(indicators=INDICATORS + written))
    assert {one.text for one in found} == {"«sammensat» er selv regnet ud."}


def test_counts_are_read(folder: Callable[..., DataFolder]) -> None:
    made_from = read_definitions(folder(indicators=INDICATORS + COMPOSITE + COUNT)).indicators["sammensat"].made_from
    assert isinstance(made_from, CountBeyond)
    assert (made_from.indicators, made_from.peer_group, int(made_from.level)) == (("ledighed",), "begge", 10)


def test_a_composite_has_its_parts_series_breaks(folder: Callable[..., DataFolder]) -> None:
    parts = PARTS.replace('"ledighed"', '"sygedagpenge"')
    read = read_definitions(folder(indicators=INDICATORS + COMPOSITE + parts))
    assert read.indicators["sammensat"].breaks == read.indicators["sygedagpenge"].breaks


@pytest.mark.parametrize(
    ("made_from", "remedy"),
    [
        (PARTS + COUNT, "Behold"),
        (PARTS.replace('"ledighed"', '"ledigheden"'), "ledighed"),
        (PARTS.replace("weight = 1", "weight = 0"), "vægt"),
        (PARTS.replace('"000"', '"001"'), "000"),
        (PARTS.replace('"ledighed"', '"praktik"'), "frequency"),
        (COUNT.replace("above = 10", ""), "above"),
        (COUNT.replace("begge", "ukendt-klynge"), "peer_groups.toml"),
        ("typed = true\n" + PARTS, "typed"),
        ("mean = true\n", "[[indicator.part]]"),
        ("mean = true\n" + PARTS, "Fjern weight"),
        (PARTS.replace("weight = 1\n", ""), "mean = true"),
        (PARTS.replace("weight = 1\n", 'weight = "en tredjedel"\n'), "1/3"),
    ],
)
def test_a_faulty_composite_is_named(made_from: str, remedy: str, folder: Callable[..., DataFolder]) -> None:
    problems = check_definitions(folder(indicators=INDICATORS + COMPOSITE + made_from))
    assert problems
    assert all(problem.file == "indicators.toml" for problem in problems)
    assert any(remedy in problem.remedy for problem in problems)
