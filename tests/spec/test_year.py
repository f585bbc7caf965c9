"""«I 2017 matches 10 procent flere ledige til job sammenlignet med 2016», og året der mangler en måned."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.model.evaluation import Cause, DataState, Status
from kpi.model.period import Period
from kpi.model.rule import BaselinePolicy, Between, Comparison, Window
from tests import units
from tests.spec.builders import (
    FLOW,
    HIDDEN,
    HIGHER,
    LOWER,
    MISSING,
    QUARTER,
    SHARE,
    Row,
    baseline,
    change,
    counted,
    indicator,
    judge,
    level,
    months,
    percent,
    target,
)

MATCHES = indicator(FLOW, better=HIGHER)
YEAR_2016 = months("2016-01", 40, 60, 50, 50, 50, 50, 20, 80, 50, 50, 50, 50)
TEN_MORE = target(change(Comparison.AT_LEAST, "2016", per_cent=10), "2017")


def test_et_flow_er_summen_af_aarets_maaneder() -> None:
    met = judge(TEN_MORE, MATCHES, YEAR_2016 | months("2017-01", *[55] * 12), "2018-02-01")
    assert (met.status, met.required) == (Status.MET, Decimal(660))
    assert met.reading is not None
    assert (met.reading.value, met.reading.whole, met.gap) == (Decimal(660), True, Decimal(0))
    short = judge(TEN_MORE, MATCHES, YEAR_2016 | months("2017-01", *[55] * 11, 54), "2018-02-01")
    assert (short.status, short.gap) == (Status.MISSED, Decimal(-1))


def test_aar_til_dato_mod_de_samme_maaneder_sidste_aar() -> None:
    behind = judge(TEN_MORE, MATCHES, YEAR_2016 | months("2017-01", 54, 55), "2017-03-25")
    assert (behind.status, behind.expected) == (Status.BEHIND, Decimal(110))
    on_course = judge(TEN_MORE, MATCHES, YEAR_2016 | months("2017-01", 45), "2017-02-25")
    assert (on_course.status, on_course.expected) == (Status.ON_COURSE, Decimal(44))
    assert on_course.reading is not None
    assert (str(on_course.reading.period), str(on_course.reading.through)) == ("2017", "2017-01")
    assert on_course.reading.whole is False


def test_et_aar_der_mangler_en_maaned_er_ikke_et_aar_og_siger_hvilken() -> None:
    holed = months("2017-01", *[50] * 12)
    del holed["2017-05"]
    result = judge(TEN_MORE, MATCHES, YEAR_2016 | holed, "2018-02-01")
    assert (result.status, result.data_state) == (Status.UNDECIDABLE, DataState.MISSING)
    assert result.reasons[0].cause is Cause.YEAR_INCOMPLETE
    assert result.reasons[0].periods == (Period.month(2017, 5),)
    assert (result.reading, result.final) == (None, False)


def test_et_udgangsaar_der_mangler_en_maaned_kan_ikke_afgoere() -> None:
    holed = dict(YEAR_2016)
    del holed["2016-03"]
    result = judge(TEN_MORE, MATCHES, holed | months("2017-01", *[70] * 12), "2018-02-01")
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].periods == (Period.month(2016, 3),)


def test_et_udgangsaar_der_aldrig_er_leveret_mangler_ogsaa_naar_senere_tal_er_kendt() -> None:
    assert judge(TEN_MORE, MATCHES, months("2017-01", *[70] * 12), "2018-02-01").status is Status.NO_DATA


def test_et_udgangsaar_der_ikke_er_offentliggjort_endnu_er_paa_vej_og_mangler_foerst_bagefter() -> None:
    """December 2016 is usually out 21 days after: on 21 January."""
    known = dict(YEAR_2016)
    del known["2016-12"]
    ahead = judge(TEN_MORE, MATCHES, known, "2017-01-21")
    assert (ahead.status, ahead.reasons[0].cause) == (Status.NOT_STARTED, Cause.BASELINE_AHEAD)
    missing = judge(TEN_MORE, MATCHES, known, "2017-01-22")
    assert (missing.status, missing.reasons[0].cause) == (Status.NO_DATA, Cause.BASELINE_MISSING)
    assert ahead.reasons[0].periods == missing.reasons[0].periods == (Period.month(2016, 12),)


def test_aarets_sidste_maaned_er_ikke_offentliggjort_saa_tallet_afventes() -> None:
    result = judge(TEN_MORE, MATCHES, YEAR_2016 | months("2017-01", *[50] * 11), "2018-01-10")
    assert (result.status, result.final) == (Status.AWAITING, False)
    assert result.reading is not None
    assert result.reading.value == 550


def test_kun_udgangsaaret_er_kendt() -> None:
    assert judge(TEN_MORE, MATCHES, YEAR_2016, "2017-01-25").status is Status.NOT_STARTED


def test_en_skjult_maaned_i_aaret_kan_ikke_afgoere() -> None:
    result = judge(TEN_MORE, MATCHES, YEAR_2016 | months("2017-01", 59, *[60] * 10, HIDDEN), "2018-02-01")
    assert (result.status, result.data_state) == (Status.UNDECIDABLE, DataState.HIDDEN)


def test_et_flow_mod_et_fast_tal_uden_referenceaar_er_n_tolvtedele_af_aaret() -> None:
    at_least_600 = target(level(Comparison.AT_LEAST, 600), "2017")
    result = judge(at_least_600, MATCHES, months("2017-01", 50, 49), "2017-03-25")
    assert (result.status, result.expected) == (Status.BEHIND, Decimal(100))
    at_most_600 = target(level(Comparison.AT_MOST, 600), "2017")
    spent = judge(at_most_600, indicator(FLOW), months("2017-01", 50, 51), "2017-03-25")
    assert (spent.status, spent.reached_early) == (Status.BEHIND, False)
    saved = judge(at_most_600, indicator(FLOW), months("2017-01", 50, 50), "2017-03-25")
    assert (saved.status, saved.reached_early) == (Status.ON_COURSE, False)


def test_en_del_af_aaret_foer_er_ikke_naaet_nu() -> None:
    result = judge(target(level(Comparison.AT_LEAST, 600), "2017"), MATCHES, months("2016-01", *[70] * 9), "2016-10-25")
    assert (result.status, result.reached_early) == (Status.ON_COURSE, False)


def test_fra_aarets_foerste_dag_taeller_kun_aarets_egne_maaneder() -> None:
    ceiling = target(level(Comparison.AT_MOST, 600), "2017", window=Window.YEAR_TO_DATE)
    band = target(Between(Decimal(500), Decimal(600)), "2017")
    average = target(level(Comparison.AT_MOST, 40), "2017")
    year_before = months("2016-01", *[60] * 10, HIDDEN)
    for rule, of in ((ceiling, MATCHES), (band, MATCHES), (average, indicator())):
        result = judge(rule, of, year_before, "2017-01-10")
        assert (result.status, result.reading) == (Status.NOT_STARTED, None)
    assert judge(ceiling, MATCHES, months("2016-01", *[60] * 10), "2016-12-20").status is Status.BEHIND


def test_et_baand_for_et_flow_skaleres_med_aarets_maaneder() -> None:
    band = target(Between(Decimal(360), Decimal(480)), "2017")
    assert judge(band, MATCHES, months("2017-01", 30, 30, 30), "2017-04-25").status is Status.ON_COURSE
    assert judge(band, MATCHES, months("2017-01", 29, 30, 30), "2017-04-25").status is Status.BEHIND
    assert judge(band, MATCHES, months("2017-01", *[30] * 12), "2018-02-25").status is Status.MET


def test_en_stock_er_aarets_gennemsnit_og_graensen_er_eksakt() -> None:
    minus_60 = target(change(Comparison.AT_MOST, "2016", -60), "2017")
    thirds = months("2016-01", *[133] * 8, *[134] * 4)
    met = judge(minus_60, indicator(), thirds | months("2017-01", *[73] * 8, *[74] * 4), "2018-02-01")
    assert (met.status, met.gap) == (Status.MET, Decimal(0))
    missed = judge(minus_60, indicator(), thirds | months("2017-01", *[73] * 7, *[74] * 5), "2018-02-01")
    assert missed.status is Status.MISSED


def test_en_relativ_aendring_af_et_gennemsnit_uden_ende_er_ogsaa_eksakt() -> None:
    ten_more = target(change(Comparison.AT_MOST, "2016", per_cent=10), "2017")
    thirds = months("2016-01", *[133] * 8, *[134] * 4)
    met = judge(ten_more, indicator(), thirds | months("2017-01", *[147] * 8, *[146] * 4), "2018-02-01")
    assert met.status is Status.MET


def test_en_stock_foer_aaret_er_gaaet_sammenlignes_med_de_samme_maaneder() -> None:
    minus_12 = target(change(Comparison.AT_MOST, "2016", -12), "2017")
    year = months("2016-01", 90, 100, *[110] * 10)
    result = judge(minus_12, indicator(), year | months("2017-01", 80, 86), "2017-03-25")
    assert (result.status, result.expected) == (Status.ON_COURSE, Decimal(83))
    assert judge(minus_12, indicator(), year | months("2017-01", 80, 87), "2017-03-25").status is Status.BEHIND


def test_en_andel_over_et_aar_er_sum_af_taellere_over_sum_af_naevnere() -> None:
    at_most_4 = target(level(Comparison.AT_MOST, 4), "2015")
    year = months("2015-01", counted(1, 100), *[counted(6, 150)] * 11)
    result = judge(at_most_4, percent(), year, "2016-02-01")
    assert result.status is Status.MET
    assert result.reading is not None
    assert result.reading.value == Decimal("3.828571428571")


def test_en_andel_over_et_aar_uden_taeller_og_naevner_kan_ikke_afgoere() -> None:
    at_most_4 = target(level(Comparison.AT_MOST, 4), "2015")
    result = judge(at_most_4, percent(), months("2015-01", *[3] * 12), "2016-02-01")
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is Cause.DENOMINATOR_MISSING


def test_uden_naevnere_kan_det_ikke_afgoeres_heller_ikke_mens_fristens_tal_afventes() -> None:
    at_most_4 = target(level(Comparison.AT_MOST, 4), "2015")
    assert judge(at_most_4, percent(), months("2015-01", *[3] * 11), "2016-01-10").status is Status.UNDECIDABLE


def test_en_andel_pr_1000_over_et_aar() -> None:
    at_most_40 = target(level(Comparison.AT_MOST, 40), "2015")
    per_1000 = indicator(SHARE, unit=units.PER_1000)
    result = judge(at_most_40, per_1000, months("2015-01", *[counted(4, 100)] * 12), "2016-02-01")
    assert (result.status, result.reading and result.reading.value) == (Status.MET, Decimal(40))


def test_holdes_paa_nuvaerende_niveau_mod_aaret_foer() -> None:
    keep = target(change(Comparison.AT_MOST, "2014"), "2015")
    absence = percent()
    year_2014 = months("2014-01", *[counted(40, 1000)] * 12)
    assert (
        judge(keep, absence, year_2014 | months("2015-01", *[counted(40, 1000)] * 12), "2016-02-01").status
        is Status.MET
    )
    assert judge(keep, absence, year_2014 | months("2015-01", counted(41, 1000)), "2015-02-25").status is Status.BEHIND


def test_budgettet_aar_til_dato_bruger_aarets_maaneder_til_nu() -> None:
    budget = target(level(Comparison.AT_MOST, 100), "2015-12", window=Window.YEAR_TO_DATE)
    spent = percent(maximum=1000)
    over = judge(budget, spent, months("2015-01", counted(90, 100), counted(111, 100)), "2015-03-25")
    assert (over.status, over.reading and over.reading.value) == (Status.BEHIND, Decimal("100.5"))
    assert judge(budget, spent, months("2015-01", *[counted(100, 100)] * 12), "2016-02-01").status is Status.MET


def test_aar_til_dato_med_frist_midt_paa_aaret_maaler_de_samme_maaneder() -> None:
    june = target(change(Comparison.AT_LEAST, "2016-06", 30), "2017-06", window=Window.YEAR_TO_DATE)
    result = judge(june, MATCHES, YEAR_2016 | months("2017-01", *[55] * 6), "2017-07-25")
    assert (result.status, result.required) == (Status.MET, Decimal(330))
    assert result.baseline is not None
    assert result.baseline.value == 300


def test_over_flere_aar_gaar_linjen_fra_udgangsaaret() -> None:
    plus_100 = target(change(Comparison.AT_LEAST, "2016", 100), "2018")
    year_2017 = months("2017-01", 45, 60, 55, 55, 55, 55, 20, 90, 55, 55, 55, 50)
    result = judge(plus_100, MATCHES, YEAR_2016 | year_2017, "2018-01-25")
    assert (result.status, result.expected) == (Status.ON_COURSE, Decimal(650))


def test_aftalens_eget_aarstal_som_udgangspunkt_bruger_n_tolvtedele() -> None:
    twenty_more = target(change(Comparison.AT_LEAST, baseline("2014", "600"), per_cent=20), "2015")
    result = judge(twenty_more, MATCHES, months("2015-01", 60, 60), "2015-03-25")
    assert (result.required, result.expected, result.status) == (Decimal(720), Decimal(120), Status.ON_COURSE)


def test_et_niveau_mod_aftalens_eget_aarstal_foelger_linjen_maaned_for_maaned() -> None:
    minus_12 = target(change(Comparison.AT_MOST, baseline("2016", "100"), -12), "2017")
    result = judge(minus_12, indicator(), months("2017-01", 99, 99, 99), "2017-04-25")
    assert (result.status, result.expected, result.required) == (Status.BEHIND, Decimal(97), Decimal(88))


def test_de_fastfrosne_maaneder_i_referenceaaret_bruges_ogsaa_paa_vejen() -> None:
    frozen = target(change(Comparison.AT_LEAST, "2016", per_cent=10), "2017", policy=BaselinePolicy.FROZEN)
    then = months("2016-01", 60, *[40] * 11)
    result = judge(frozen, MATCHES, YEAR_2016 | months("2017-01", 60), "2017-02-25", agreed=then)
    assert (result.required, result.expected, result.status) == (Decimal(550), Decimal(66), Status.BEHIND)


@pytest.mark.parametrize("first", ["2017-01", "2016-07"])
def test_et_aar_paa_tvaers_af_et_databrud_er_ikke_et_tal(first: str) -> None:
    broken = indicator(FLOW, better=HIGHER, breaks=[first])
    result = judge(TEN_MORE, broken, YEAR_2016 | months("2017-01", *[70] * 12), "2018-02-01")
    assert (result.status, result.data_state) == (Status.UNDECIDABLE, DataState.BREAK)


QUARTERLY = percent(frequency=QUARTER, better=LOWER)
FOUR_QUARTERS = target(level(Comparison.AT_MOST, 40), "2017-Q3-R", window=Window.ROLLING_YEAR)


def test_et_rullende_aar_afventer_sit_sidste_kvartal_ogsaa_naar_aaret_foer_mangler_et() -> None:
    """The year to the second quarter lacks a quarter; the year to the third does not."""
    rows = {"2016-Q4": counted(40, 100), "2017-Q1": counted(40, 100), "2017-Q2": counted(40, 100)}
    assert judge(FOUR_QUARTERS, QUARTERLY, rows, "2017-10-10").status is Status.AWAITING
    whole = rows | {"2017-Q3": counted(40, 100)}
    assert judge(FOUR_QUARTERS, QUARTERLY, whole, "2017-11-10").status is Status.MET


def test_et_rullende_aar_der_endnu_ikke_kan_regnes_er_ikke_begyndt() -> None:
    rows = {"2016-Q4": counted(40, 100), "2017-Q1": counted(40, 100)}
    result = judge(FOUR_QUARTERS, QUARTERLY, rows, "2017-05-10")
    assert (result.status, result.reasons[0].cause) == (Status.NOT_STARTED, Cause.ONLY_BASELINE)


def test_et_hul_i_det_rullende_aar_som_fristen_er_en_del_af_kan_ikke_afgoeres() -> None:
    rows = {"2016-Q3": counted(40, 100), "2016-Q4": counted(40, 100), "2017-Q2": counted(40, 100)}
    assert judge(FOUR_QUARTERS, QUARTERLY, rows, "2017-10-10").status is Status.UNDECIDABLE


@pytest.mark.parametrize("hole", [(), (MISSING,)], ids=["uden hul", "med hul"])
@pytest.mark.parametrize("made_up", [0, 1])
def test_et_eneste_eksempeltal_i_summen_goer_svaret_til_et_eksempel(made_up: int, hole: tuple[Row, ...]) -> None:
    """Also of a ceiling that is passed whatever the missing month is."""
    ceiling, flow = target(level(Comparison.AT_MOST, 12), "2017"), indicator(FLOW)
    first, last = (Row(8, example=place == made_up) for place in range(2))
    assert judge(ceiling, flow, months("2017-01", first, *hole, last), "2017-05-01").example
    assert not judge(ceiling, flow, months("2017-01", 8, *hole, 8), "2017-05-01").example
