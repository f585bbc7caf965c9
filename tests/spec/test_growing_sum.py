"""«Højst 12 henvisninger i 2017», «mindst 600 match»: a sum that cannot fall may be decided early."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi.model.evaluation import Cause, Status
from kpi.model.period import Period
from kpi.model.rule import Between, Comparison, Window
from tests.spec.builders import (
    FLOW,
    HIDDEN,
    HIGHER,
    change,
    counted,
    hidden_of,
    indicator,
    judge,
    level,
    months,
    percent,
    target,
)

REFERRALS, MATCHES = indicator(FLOW), indicator(FLOW, better=HIGHER)
AT_MOST_12 = target(level(Comparison.AT_MOST, 12), "2017")
AT_LEAST_600 = target(level(Comparison.AT_LEAST, 600), "2017")


def test_et_loft_der_er_overskredet_er_ikke_naaet_med_det_samme() -> None:
    result = judge(AT_MOST_12, REFERRALS, months("2017-01", 10, 3), "2017-03-25")
    assert (result.status, result.at_once, result.final) == (Status.MISSED, True, False)
    assert (result.gap, result.expected) == (Decimal(1), None)
    assert judge(AT_MOST_12, REFERRALS, months("2017-01", 10, 2), "2017-03-25").status is Status.BEHIND


def test_et_loft_er_overskredet_hvad_end_den_maaned_der_mangler_viser() -> None:
    rows = {"2017-01": 10, "2017-03": 5}
    for as_of in ("2017-04-25", "2018-02-01"):
        result = judge(AT_MOST_12, REFERRALS, rows, as_of)
        assert result.status is Status.MISSED
        assert result.reasons[-1].periods[0] == Period.month(2017, 2)
        assert result.reading is not None
        assert result.reading.value == 15


def test_et_gulv_der_er_naaet_er_naaet_med_det_samme() -> None:
    result = judge(AT_LEAST_600, MATCHES, months("2017-01", 300, 300), "2017-03-25")
    assert (result.status, result.at_once, result.provisional) == (Status.MET, True, False)
    assert judge(AT_LEAST_600, MATCHES, months("2017-01", 300, 299), "2017-03-25").status is Status.ON_COURSE


def test_det_er_foreloebigt_saa_laenge_en_maaned_i_summen_er_det() -> None:
    result = judge(AT_LEAST_600, replace(MATCHES, provisional_periods=1), months("2017-01", 300, 300), "2017-03-25")
    assert (result.status, result.provisional) == (Status.MET, True)


def test_et_gulv_regnet_af_et_helt_udgangsaar() -> None:
    rule = target(change(Comparison.AT_LEAST, "2016", 0, per_cent=10), "2017")
    year = months("2016-01", *[50] * 12)
    assert judge(rule, MATCHES, year | months("2017-01", 330, 330), "2017-03-25").status is Status.MET
    assert judge(rule, MATCHES, year | months("2017-01", 330, 329), "2017-03-25").status is Status.ON_COURSE


def test_en_sum_der_kan_falde_afgoeres_foerst_ved_fristen() -> None:
    may_fall = indicator(FLOW, better=HIGHER, minimum=-100)
    assert judge(AT_LEAST_600, may_fall, months("2017-01", 300, 300), "2017-03-25").status is Status.ON_COURSE


def test_et_rullende_aar_begynder_ikke_forfra_og_afgoeres_foerst_ved_fristen() -> None:
    rolling = target(level(Comparison.AT_MOST, 12), "2017-12-R", window=Window.ROLLING_YEAR)
    assert judge(rolling, REFERRALS, months("2016-01", *[2] * 14), "2017-03-25").status is Status.BEHIND


def test_et_baand_er_overskredet_med_det_samme_men_bunden_kan_ikke_siges_endnu() -> None:
    band = target(Between(Decimal(6), Decimal(12)), "2017")
    assert judge(band, REFERRALS, months("2017-01", 13), "2017-02-25").status is Status.MISSED
    assert judge(band, REFERRALS, months("2017-01", 1), "2017-02-25").status is Status.ON_COURSE


@pytest.mark.parametrize(("spent", "status"), [(110, Status.ON_COURSE), (111, Status.BEHIND)])
def test_tolerancen_vokser_med_aaret_som_det_forventede(spent: int, status: Status) -> None:
    """1.200 in the year with a tolerance of 120: after one month 100 and 10."""
    rule = target(level(Comparison.AT_MOST, 1200), "2017", tolerance="120")
    assert judge(rule, REFERRALS, months("2017-01", spent), "2017-02-25").status is status


@pytest.mark.parametrize(("spent", "status"), [(110, Status.NEAR), (111, Status.BEHIND)])
def test_taet_paa_vokser_med_aaret(spent: int, status: Status) -> None:
    rule = target(level(Comparison.AT_MOST, 1200), "2017", near="120")
    assert judge(rule, REFERRALS, months("2017-01", spent), "2017-02-25").status is status


def test_det_der_ikke_kan_aendre_svaret_skjuler_det_ikke() -> None:
    """A hidden month is 0 to 2: 98 others make a mean of 89,9 to 90,0 persons, whatever it is."""
    stock = indicator()
    rule = target(level(Comparison.AT_MOST, 91), "2017")
    rows = months("2017-01", *[98] * 11, HIDDEN)
    result = judge(rule, stock, rows, "2018-02-01")
    assert (result.status, result.reasons[-1].cause) == (Status.MET, Cause.OWN_HIDDEN)
    assert result.possible == (Decimal("89.833333333333"), Decimal(90))
    tight = target(level(Comparison.AT_MOST, "89.9"), "2017")
    assert judge(tight, stock, rows, "2018-02-01").status is Status.UNDECIDABLE


def test_et_skjult_tal_ved_fristen_er_under_graensen_og_afgoer_kun_hvad_det_kan() -> None:
    rows = {"2017-11": 4, "2017-12": HIDDEN}
    assert judge(target(level(Comparison.AT_MOST, 2), "2017-12"), indicator(), rows, "2018-02-01").status is Status.MET
    undecided = judge(target(level(Comparison.AT_MOST, 1), "2017-12"), indicator(), rows, "2018-02-01")
    assert undecided.status is Status.UNDECIDABLE


def test_en_andel_med_en_skjult_maaned_proeves_med_sin_taeller() -> None:
    """Eleven times 80 of 100 and once 0 to 2 of 100: 73,3 to 73,5 per cent."""
    rows = months("2017-01", *[counted(80, 100)] * 12) | {"2017-06": hidden_of(100)}
    assert judge(target(level(Comparison.AT_LEAST, 73), "2017"), percent(), rows, "2018-02-01").status is Status.MET
    assert judge(target(level(Comparison.AT_LEAST, 74), "2017"), percent(), rows, "2018-02-01").status is Status.MISSED
    open_ = target(level(Comparison.AT_LEAST, "73.4"), "2017")
    assert judge(open_, percent(), rows, "2018-02-01").status is Status.UNDECIDABLE
