"""«100 pct. ved 50, 50 pct. ved 45, 25 pct. ved 40», «vægter 60 pct.»: how far a contract is fulfilled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi.analysis.degrees import Fulfilment, degree_of, fulfilment
from kpi.evaluate import evaluate_contract
from kpi.model.contract import AtLeast, Combine, DegreeLine, Degrees, DegreeSteps, Goal, Part, Target
from kpi.model.rule import Comparison
from tests.spec.builders import (
    HIGHER,
    LOWER,
    OWN,
    amended,
    contract,
    definitions,
    indicator,
    known,
    level,
    series,
    target,
)

STEPS = DegreeSteps(tuple((Decimal(limit), Decimal(percent)) for limit, percent in ((50, 100), (45, 50), (40, 25))))
FALLING = DegreeSteps(tuple((Decimal(limit), Decimal(percent)) for limit, percent in ((100, 100), (120, 50))))
LINE = DegreeLine(Decimal(40), Decimal(50))
NAMES = ("a", "b", "c")


def scored(degrees: Degrees, value: str, *, high: bool = True, as_of: str = "2018-02-01") -> Fraction | None:
    of = indicator(better=HIGHER if high else LOWER)
    comparison, limit = (Comparison.AT_LEAST, 50) if high else (Comparison.AT_MOST, 100)
    what = replace(target(level(comparison, limit), "2017-12"), degrees=degrees)
    figures = known(as_of, series(of, OWN, {"2017-06": value, "2017-12": value}))
    (result,) = evaluate_contract(contract(what), definitions(of), figures, ())
    return degree_of(result)


@pytest.mark.parametrize(
    ("value", "degree"), [("50", 100), ("49.99", 50), ("45", 50), ("44.99", 25), ("40", 25), ("39.99", 0), ("70", 100)]
)
def test_100_pct_ved_50_50_pct_ved_45_25_pct_ved_40(value: str, degree: int) -> None:
    assert scored(STEPS, value) == degree


@pytest.mark.parametrize(("value", "degree"), [("100", 100), ("100.01", 50), ("120", 50), ("120.01", 0)])
def test_hoejst_100_giver_det_hele_og_hoejst_120_det_halve(value: str, degree: int) -> None:
    assert scored(FALLING, value, high=False) == degree


@pytest.mark.parametrize(
    ("value", "degree"), [("40", "0"), ("30", "0"), ("42.5", "25"), ("45", "50"), ("50", "100"), ("60", "100")]
)
def test_en_ret_linje_fra_40_til_50(value: str, degree: str) -> None:
    assert scored(LINE, value) == Fraction(degree)


def test_en_linje_nedad() -> None:
    assert scored(DegreeLine(Decimal(120), Decimal(100)), "105", high=False) == 75


def test_en_grad_gives_foerst_naar_fristens_tal_er_der() -> None:
    assert scored(STEPS, "46", as_of="2017-08-01") is None


def weighed(
    values: Mapping[str, int],
    weights: Mapping[str, int],
    *,
    goal: int | None = None,
    withdrawn: str = "",
) -> Fulfilment | None:
    """Criteria a, b and c, each at least 50 with the steps above; a value left out has not come."""
    of = {name: indicator(better=HIGHER, id=name) for name in NAMES}
    plain = contract()
    (only,) = plain.goals
    (pattern,) = only.criteria
    criteria = tuple(
        replace(
            pattern,
            id=name,
            requirements=(_scored(name, gone=name == withdrawn),),
            weight=Decimal(weights[name]) if name in weights else None,
        )
        for name in NAMES
    )
    whole = replace(plain, goals=(replace(only, criteria=criteria, weight=None if goal is None else Decimal(goal)),))
    rows = [series(of[name], OWN, {"2017-12": value}) for name, value in values.items()]
    return fulfilment(whole, evaluate_contract(whole, definitions(*of.values()), known("2018-02-01", *rows), ()))


def _scored(name: str, *, gone: bool) -> Target:
    changes = (amended("2017-06-01", None),) if gone else ()
    return replace(
        target(level(Comparison.AT_LEAST, 50), "2017-12", of=name, id=name, amendments=changes), degrees=STEPS
    )


def test_vaegtene_laegges_sammen() -> None:
    found = weighed({"a": 50, "b": 45, "c": 10}, {"a": 50, "b": 30, "c": 20})
    assert found == Fulfilment(Fraction(65), Fraction(100), (), provisional=False)


def test_det_der_ikke_er_afgjort_holdes_ude_og_naevnes() -> None:
    found = weighed({"a": 50, "b": 45}, {"a": 50, "b": 30, "c": 20})
    assert found == Fulfilment(Fraction(65 * 100, 80), Fraction(80), ("c",), provisional=False)
    nothing = weighed({}, {"a": 1})
    assert nothing == Fulfilment(None, Fraction(0), ("a",), provisional=False)


def test_et_kriterium_uden_vaegt_taeller_ikke() -> None:
    assert weighed({"a": 50, "b": 10, "c": 10}, {"a": 1}) == Fulfilment(
        Fraction(100), Fraction(100), (), provisional=False
    )
    assert weighed({"a": 50}, {}) is None


def test_det_udgaaede_vejer_ikke() -> None:
    found = weighed({"a": 50, "b": 45, "c": 10}, {"a": 50, "b": 30, "c": 20}, withdrawn="c")
    assert found == Fulfilment(Fraction(65 * 100, 80), Fraction(100), (), provisional=False)


def test_maalets_vaegt_deles_mellem_dets_kriterier() -> None:
    """With one goal alone it changes nothing; beside another it decides how much they all weigh."""
    assert weighed({"a": 50, "b": 10}, {"a": 3, "b": 1}, goal=60) == weighed({"a": 50, "b": 10}, {"a": 3, "b": 1})


def two_goals() -> Fulfilment | None:
    of = {name: indicator(better=HIGHER, id=name) for name in NAMES}
    (pattern,) = contract().goals
    (one,) = pattern.criteria

    def goal(weight: int, *names: str) -> Goal:
        made = tuple(replace(one, id=n, requirements=(_scored(n, gone=False),), weight=Decimal(1)) for n in names)
        return replace(pattern, id=names[0], criteria=made, weight=Decimal(weight))

    whole = replace(contract(), goals=(goal(60, "a", "b"), goal(40, "c")))
    rows = [series(of[name], OWN, {"2017-12": value}) for name, value in {"a": 50, "b": 10, "c": 50}.items()]
    return fulfilment(whole, evaluate_contract(whole, definitions(*of.values()), known("2018-02-01", *rows), ()))


def test_et_maal_paa_60_og_et_paa_40() -> None:
    assert two_goals() == Fulfilment(Fraction(70), Fraction(100), (), provisional=False)


def together(combine: Combine | AtLeast, values: Mapping[str, int], *parts: Part) -> Fraction | None:
    of = {name: indicator(better=HIGHER, id=name) for name in NAMES}
    (goal,) = contract().goals
    criterion = replace(
        goal.criteria[0], requirements=tuple(_scored(n, gone=False) for n in NAMES), combine=combine, parts=parts
    )
    whole = replace(contract(), goals=(replace(goal, criteria=(criterion,)),))
    rows = [series(of[name], OWN, {"2017-12": value}) for name, value in values.items()]
    (result,) = evaluate_contract(whole, definitions(*of.values()), known("2018-02-01", *rows), ())
    return degree_of(result)


ALL_THREE = {"a": 50, "b": 45, "c": 40}


@pytest.mark.parametrize(
    ("combine", "degree"),
    [(Combine.ALL, 25), (Combine.GATE, 25), (Combine.ANY, 100), (AtLeast(2), 50), (Combine.OTHERWISE, 100)],
)
def test_graden_af_flere_krav_er_den_deres_sammensaetning_giver(combine: Combine | AtLeast, degree: int) -> None:
    assert together(combine, ALL_THREE) == degree


def test_kun_hvis_a_svigter_taeller_b_og_c() -> None:
    assert together(Combine.OTHERWISE, {"a": 10, "b": 50, "c": 45}) == 50


def test_a_og_enten_b_eller_c() -> None:
    assert together(Combine.ALL, {"a": 50, "b": 45, "c": 10}, Part("p", Combine.ANY, ("b", "c"))) == 50


def test_det_der_mangler_skjuler_ikke_det_der_er_afgjort() -> None:
    assert together(Combine.ALL, {"a": 10}) == 0
    assert together(Combine.ALL, {"a": 50}) is None
    assert together(Combine.ANY, {"a": 50}) == 100


def test_en_aftalt_afvigelse_er_ikke_afgjort() -> None:
    of = indicator(better=HIGHER)
    what = target(level(Comparison.AT_LEAST, 50), "2017-12", accepted=("2017-01-01", "2018-12-31"))
    (result,) = evaluate_contract(
        contract(replace(what, degrees=STEPS)),
        definitions(of),
        known("2018-02-01", series(of, OWN, {"2017-12": "30"})),
        (),
    )
    assert degree_of(result) is None
