"""«Hvad skal der til»: what each remaining month must bring, or the figure that due must show."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpi.evaluate.outlook import Way, what_is_needed
from kpi.model.contract import Target
from kpi.model.indicator import Indicator
from kpi.model.rule import Comparison
from tests.spec.builders import (
    FLOW,
    HIGHER,
    NATION,
    Value,
    change,
    counted,
    definitions,
    indicator,
    judge,
    level,
    months,
    percent,
    target,
    than_area,
)


def needed(
    what: Target, of: Indicator, own: Mapping[str, Value], as_of: str, nation: Mapping[str, Value] | None = None
) -> tuple[Way, Decimal, int] | None:
    result = judge(what, of, own, as_of, others={NATION: nation} if nation else None)
    found = what_is_needed(result, definitions(of))
    return None if found is None else (found.way, found.value, found.periods)


MINUS_60 = target(change(Comparison.AT_MOST, "2015-12", -60), "2017-12")


def test_en_bestand_skal_aendre_sig_lige_meget_hver_maaned() -> None:
    rows = {"2015-12": 400, "2016-12": 376}
    assert needed(MINUS_60, indicator(), rows, "2017-01-25") == (Way.CHANGE, Decimal(-3), 12)


def test_er_kravet_opfyldt_skal_der_intet_til() -> None:
    assert needed(MINUS_60, indicator(), {"2015-12": 400, "2016-12": 340}, "2017-01-25") is None


def test_naar_fristens_tal_er_kommet_er_der_intet_tilbage() -> None:
    assert needed(MINUS_60, indicator(), {"2015-12": 400, "2017-12": 390}, "2018-02-01") is None


def test_et_flow_skal_give_saa_meget_hver_maaned() -> None:
    rule = target(level(Comparison.AT_LEAST, 120), "2017")
    flow = indicator(FLOW, better=HIGHER)
    assert needed(rule, flow, months("2017-01", 5, 7), "2017-03-25") == (Way.AMOUNT, Decimal("10.8"), 10)


def test_et_loft_siger_hvor_meget_der_er_tilbage_hver_maaned() -> None:
    rule = target(level(Comparison.AT_MOST, 120), "2017")
    rows = months("2017-01", *[10] * 8)
    assert needed(rule, indicator(FLOW), rows, "2017-09-25") == (Way.AMOUNT, Decimal(10), 4)
    assert needed(rule, indicator(FLOW), months("2017-01", 130), "2017-02-25") is None


def test_et_gennemsnit_over_aaret_siger_hvad_resten_skal_vaere() -> None:
    rule = target(level(Comparison.AT_MOST, 100), "2017")
    rows = months("2017-01", *[110] * 6)
    assert needed(rule, indicator(), rows, "2017-07-25") == (Way.MEAN, Decimal(90), 6)


def test_en_andel_siger_niveauet_ved_fristen() -> None:
    rule = target(level(Comparison.AT_LEAST, 65), "2017-12")
    assert needed(rule, percent(), {"2017-06": 63}, "2017-07-25") == (Way.LEVEL, Decimal(65), 6)
    over_year = target(level(Comparison.AT_LEAST, 65), "2017")
    rows = months("2017-01", counted(60, 100))
    assert needed(over_year, percent(), rows, "2017-02-25") == (Way.LEVEL, Decimal(65), 11)


def test_landets_tal_er_niveauet_som_det_er_nu() -> None:
    rule = target(than_area(Comparison.BELOW), "2017-12")
    rows: dict[str, Value] = {"2017-06": 5}
    assert needed(rule, percent(better="lower"), rows, "2017-07-25", {"2017-06": 4}) == (Way.LEVEL, Decimal(4), 6)


def test_en_sum_der_kan_falde_siger_hvad_resten_skal_give_ogsaa_under_nul() -> None:
    rule = target(level(Comparison.AT_LEAST, -6), "2017")
    rows = months("2017-01", *["-0.5"] * 4)
    result = indicator(FLOW, better=HIGHER, minimum=None)
    assert needed(rule, result, rows, "2017-05-25") == (Way.AMOUNT, Decimal("-0.5"), 8)
