"""«Kun hvis A svigter, tæller B og C», «A og enten B eller C», «mindst halvdelen af indikatorerne»."""

from __future__ import annotations

from dataclasses import replace

from kpi.evaluate import evaluate_contract
from kpi.model.contract import AtLeast, Combine, Contract, Criterion, Part, Tally
from kpi.model.evaluation import CriterionResult, Status
from kpi.model.period import Period
from kpi.model.rule import Comparison
from tests.spec.builders import OWN, contract, definitions, known, level, percent, series, target

NAMES = ("a", "b", "c")
SHARES = {name: percent(id=name) for name in NAMES}


def three(
    values: dict[str, int], combine: Combine | AtLeast, *parts: Part, as_of: str = "2018-02-01", due: str = "2017-12"
) -> CriterionResult:
    """At least 25 each; a value left out has not come."""
    targets = [target(level(Comparison.AT_LEAST, 25), due, of=name, id=name) for name in NAMES]
    rows = [series(SHARES[name], OWN, {"2017-06": 25, due: values[name]}) for name in values]
    rows += [series(SHARES[name], OWN, {"2017-06": 25}) for name in NAMES if name not in values]
    facts, figures = definitions(*SHARES.values()), known(as_of, *rows)
    plain = contract(*targets, combine=combine)
    (goal,) = plain.goals
    one = replace(goal.criteria[0], parts=parts)
    (result,) = evaluate_contract(replace(plain, goals=(replace(goal, criteria=(one,)),)), facts, figures, ())
    return result


def test_kun_hvis_a_svigter_taeller_b_og_c() -> None:
    assert three({"a": 30, "b": 20, "c": 20}, Combine.OTHERWISE).status is Status.MET
    failed = three({"a": 20, "b": 30, "c": 30}, Combine.OTHERWISE)
    assert (failed.status, [one.requirement.id for one in failed.current]) == (Status.MET, ["b", "c"])
    assert three({"a": 20, "b": 30, "c": 20}, Combine.OTHERWISE).status is Status.MISSED
    waiting = three({"b": 30, "c": 30}, Combine.OTHERWISE)
    assert (waiting.status, waiting.decisive.requirement.id) == (Status.AWAITING, "a")


EITHER = Part("enten", Combine.ANY, ("b", "c"))


def test_a_og_enten_b_eller_c() -> None:
    assert three({"a": 30, "b": 20, "c": 30}, Combine.ALL, EITHER).status is Status.MET
    assert three({"a": 30, "b": 20, "c": 20}, Combine.ALL, EITHER).status is Status.MISSED
    assert three({"a": 20, "b": 30, "c": 30}, Combine.ALL, EITHER).status is Status.MISSED


def test_enten_a_eller_baade_b_og_c() -> None:
    both = Part("baade", Combine.ALL, ("b", "c"))
    assert three({"a": 20, "b": 30, "c": 30}, Combine.ANY, both).status is Status.MET
    assert three({"a": 20, "b": 30, "c": 20}, Combine.ANY, both).status is Status.MISSED
    assert three({"a": 30, "b": 20, "c": 20}, Combine.ANY, both).status is Status.MET


def counting(needed: int, values: dict[str, int], as_of: str = "2018-02-01") -> CriterionResult:
    tally = Tally("t", "t", NAMES, needed, Period.of_year(2017))
    plain = contract(tally)
    (goal,) = plain.goals
    counted = [_criterion(name) for name in NAMES]
    whole: Contract = replace(plain, goals=(replace(goal, criteria=(*goal.criteria, *counted)),))
    rows = [series(SHARES[name], OWN, {"2017-06": 20, "2017-12": value}) for name, value in values.items()]
    rows += [series(SHARES[name], OWN, {"2017-06": 20}) for name in NAMES if name not in values]
    results = evaluate_contract(whole, definitions(*SHARES.values()), known(as_of, *rows), ())
    assert [one.criterion.id for one in results] == ["k", *NAMES]
    return results[0]


def _criterion(name: str) -> Criterion:
    one = target(level(Comparison.AT_LEAST, 25), "2017-12", of=name, id=name)
    return Criterion(name, name, (), "", "", "", Combine.ALL, (one,), ())


def test_mindst_to_af_tre_indikatorer_er_forbedret() -> None:
    met = counting(2, {"a": 30, "b": 20, "c": 30})
    assert met.decisive.tallied is not None
    assert (met.status, met.decisive.tallied.fulfilled, met.decisive.tallied.lost) == (Status.MET, 2, 1)
    assert counting(2, {"a": 30, "b": 20, "c": 20}).status is Status.MISSED
    assert counting(2, {"a": 30}).status is Status.AWAITING
    assert counting(2, {"a": 20, "b": 20}).status is Status.MISSED


def test_en_optaelling_foelger_den_del_der_afgoer_den_undervejs() -> None:
    under_way = counting(2, {}, as_of="2017-07-25")
    assert (under_way.status, under_way.decisive.final) == (Status.BEHIND, False)
