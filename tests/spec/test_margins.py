"""«Delvist fra 80 pct.», «næsten», «uændret»: margins in the indicator's unit, or in per cent of what is required."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.model.evaluation import Status
from kpi.model.rule import Between, Comparison, OfRequired, Significant
from tests.spec.builders import FLOW, HIGHER, Value, change, counted, indicator, judge, level, months, percent, target

TWENTY = OfRequired(Decimal(20))


@pytest.mark.parametrize(("value", "status"), [("40", Status.NEAR), ("39.99", Status.MISSED), ("50", Status.MET)])
def test_delvist_fra_firs_procent_af_kravet(value: str, status: Status) -> None:
    rule = target(level(Comparison.AT_LEAST, 50), "2017-12", near=TWENTY)
    assert judge(rule, percent(), {"2017-12": value}, "2018-02-01").status is status


@pytest.mark.parametrize(("value", "status"), [(48, Status.MET), (49, Status.MISSED)])
def test_naesten_er_en_del_af_kravet(value: int, status: Status) -> None:
    rule = target(level(Comparison.AT_MOST, 40), "2017-12", tolerance=TWENTY)
    assert judge(rule, indicator(), {"2017-12": value}, "2018-02-01").status is status


def test_en_relativ_margen_foelger_aarets_loeb_af_sig_selv() -> None:
    """A fifth of the 100 expected after one month, not of the year's 1.200 and not a twelfth of a fifth."""
    rule = target(level(Comparison.AT_MOST, 1200), "2017", near=TWENTY)
    referrals = indicator(FLOW)
    assert judge(rule, referrals, months("2017-01", 120), "2017-02-25").status is Status.NEAR
    assert judge(rule, referrals, months("2017-01", 121), "2017-02-25").status is Status.BEHIND


def test_i_et_baand_er_det_den_naermeste_ende_der_regnes_af() -> None:
    rule = target(Between(Decimal(40), Decimal(60)), "2017-12", near=OfRequired(Decimal(10)))
    assert judge(rule, percent(), {"2017-12": 36}, "2018-02-01").status is Status.NEAR
    assert judge(rule, percent(), {"2017-12": 35}, "2018-02-01").status is Status.MISSED
    assert judge(rule, percent(), {"2017-12": 66}, "2018-02-01").status is Status.NEAR


@pytest.mark.parametrize(("now", "unchanged"), [(counted(55, 100), True), (counted(60, 100), False)])
def test_en_aendring_der_kan_vaere_tilfaeldig_er_uaendret(now: Value, unchanged: bool) -> None:
    """50 of 100 before: 55 of 100 lies between 45 and 64 by Wilson, 60 of 100 between 50,2 and 69."""
    rule = target(change(Comparison.ABOVE, "2016-12"), "2017-12", material=Significant.SIGNIFICANT)
    result = judge(rule, percent(), {"2016-12": counted(50, 100), "2017-12": now}, "2018-02-01")
    assert (result.unchanged, result.status) == (unchanged, Status.MISSED if unchanged else Status.MET)


def test_et_antal_svinger_som_et_antal() -> None:
    """100 before: 115 may be 95 to 138, 125 may be 104 to 149."""
    rule = target(change(Comparison.ABOVE, "2016-12"), "2017-12", material=Significant.SIGNIFICANT)
    matches = indicator(FLOW, better=HIGHER)
    assert judge(rule, matches, {"2016-12": 100, "2017-12": 115}, "2018-02-01").unchanged
    assert not judge(rule, matches, {"2016-12": 100, "2017-12": 125}, "2018-02-01").unchanged


def test_en_mindste_aendring_kan_vaere_en_del_af_kravet() -> None:
    rule = target(change(Comparison.BELOW, "2016-12"), "2017-12", material=OfRequired(Decimal(10)))
    assert judge(rule, indicator(), {"2016-12": 100, "2017-12": 91}, "2018-02-01").status is Status.MISSED
    assert judge(rule, indicator(), {"2016-12": 100, "2017-12": 90}, "2018-02-01").status is Status.MET
