"""«Antal årspersoner er reduceret med 60 i perioden fra december 2015 til december 2017»."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.model.evaluation import Cause, DataState, Status
from kpi.model.period import Period
from kpi.model.rule import BaselinePolicy, Comparison
from tests.spec.builders import (
    FLOW,
    HIDDEN,
    HIGHER,
    MISSING,
    QMAT,
    baseline,
    change,
    indicator,
    judge,
    months,
    target,
)

PERSONS = indicator()
MINUS_60 = target(change(Comparison.AT_MOST, "2015-12", -60), "2017-12")


@pytest.mark.parametrize(
    ("december_2017", "status"), [("340", Status.MET), ("340.01", Status.MISSED), ("339.99", Status.MET)]
)
def test_reduceret_med_60_er_naaet_ved_praecis_60(december_2017: str, status: Status) -> None:
    result = judge(MINUS_60, PERSONS, {"2015-12": 400, "2017-12": december_2017}, "2018-02-01")
    assert (result.status, result.required, result.final) == (status, Decimal(340), True)
    assert (result.gap, result.expected) == (Decimal(december_2017) - 340, None)


def test_maalstien_er_en_ret_linje_i_tid_fra_december_2015_til_december_2017() -> None:
    known = {"2015-12": 400, "2016-12": 370}
    result = judge(MINUS_60, PERSONS, known, "2017-01-25")
    assert (result.status, result.expected) == (Status.ON_COURSE, Decimal(370))
    assert judge(MINUS_60, PERSONS, known | {"2016-12": "370.1"}, "2017-01-25").status is Status.BEHIND


def test_det_seneste_tal_gaelder_og_ikke_det_bedste() -> None:
    result = judge(MINUS_60, PERSONS, {"2015-12": 400, "2016-11": 330, "2016-12": 399}, "2017-01-25")
    assert result.status is Status.BEHIND
    assert result.reading is not None
    assert result.reading.period == Period.month(2016, 12)


def test_naaet_foer_fristen_er_paa_sporet_og_ikke_naaet() -> None:
    result = judge(MINUS_60, PERSONS, {"2015-12": 400, "2016-12": 330}, "2017-01-25")
    assert (result.status, result.reached_early, result.final) == (Status.ON_COURSE, True, False)


def test_fristen_er_foerst_gaaet_dagen_efter_dens_sidste_dag() -> None:
    known = {"2015-12": 400, "2017-12": 340}
    assert judge(MINUS_60, PERSONS, known, "2017-12-31").status is Status.ON_COURSE
    assert judge(MINUS_60, PERSONS, known, "2018-01-01").status is Status.MET


def test_maalstien_er_aldrig_strengere_end_kravet() -> None:
    at_most_380 = target(change(Comparison.AT_MOST, "2015-12", 20), "2017-12")
    result = judge(at_most_380, PERSONS, {"2015-12": 360, "2016-01": 375}, "2016-02-25")
    assert (result.status, result.expected) == (Status.ON_COURSE, Decimal(380))


def test_fristen_er_gaaet_men_tallet_er_ikke_offentliggjort_saa_afventes_det() -> None:
    known = {"2015-12": 400, "2017-11": 330}
    on_time = judge(MINUS_60, PERSONS, known, "2018-01-21")
    assert (on_time.status, on_time.late, on_time.final) == (Status.AWAITING, False, False)
    assert on_time.reasons[0].cause is Cause.NOT_PUBLISHED
    late = judge(MINUS_60, PERSONS, known, "2018-01-22")
    assert (late.status, late.late, late.data_state) == (Status.AWAITING, True, DataState.LATE)


def test_der_afventes_indtil_tallet_kommer_ogsaa_naar_senere_tal_er_kommet() -> None:
    result = judge(MINUS_60, PERSONS, {"2015-12": 400, "2018-06": 300}, "2018-07-10")
    assert (result.status, result.late) == (Status.AWAITING, True)
    assert DataState.MISSING in result.data_states


def test_kun_udgangspunktet_er_kendt() -> None:
    for known in ({"2015-12": 400}, {"2015-10": 390, "2015-12": 400}):
        result = judge(MINUS_60, PERSONS, known, "2016-01-25")
        assert (result.status, result.reading) == (Status.NOT_STARTED, None)
        assert result.baseline is not None


def test_uden_et_eneste_tal_mangler_tallet() -> None:
    result = judge(MINUS_60, PERSONS, {}, "2017-01-25")
    assert (result.status, result.data_state) == (Status.NO_DATA, DataState.MISSING)
    assert result.reasons[0].cause is Cause.OWN_NEVER_DELIVERED


def test_et_udgangspunkt_der_aldrig_er_leveret_mangler() -> None:
    result = judge(MINUS_60, PERSONS, {"2016-12": 370, "2017-12": 330}, "2018-02-01")
    assert result.status is Status.NO_DATA
    assert result.reasons[0].cause is Cause.BASELINE_MISSING


@pytest.mark.parametrize("row", [HIDDEN, MISSING])
def test_et_skjult_eller_manglende_udgangspunkt_kan_ikke_afgoere(row: object) -> None:
    result = judge(MINUS_60, PERSONS, {"2015-12": row, "2017-12": 330}, "2018-02-01")
    assert result.status is Status.UNDECIDABLE


@pytest.mark.parametrize(("row", "cause"), [(HIDDEN, Cause.OWN_HIDDEN), (MISSING, Cause.OWN_MISSING)])
def test_et_skjult_eller_manglende_tal_ved_fristen_kan_ikke_afgoere(row: object, cause: Cause) -> None:
    known = {"2015-12": 61, "2017-11": 330, "2017-12": row}
    result = judge(MINUS_60, PERSONS, known, "2018-02-01")
    assert result.status is Status.UNDECIDABLE
    assert (result.reasons[0].cause, result.final) == (cause, True)


def test_foer_fristen_gaelder_det_seneste_tal_der_er_og_det_skjulte_vises_som_datatilstand() -> None:
    result = judge(MINUS_60, PERSONS, {"2015-12": 400, "2016-11": 360, "2016-12": HIDDEN}, "2017-01-25")
    assert (result.status, result.data_state) == (Status.ON_COURSE, DataState.HIDDEN)


@pytest.mark.parametrize(("december_2017", "status"), [("100", Status.MISSED), ("101", Status.MET)])
def test_flere_end_er_ikke_opfyldt_af_stilstand(december_2017: str, status: Status) -> None:
    more = target(change(Comparison.ABOVE, "2016-12"), "2017-12")
    result = judge(more, indicator(better=HIGHER), {"2016-12": 100, "2017-12": december_2017}, "2018-02-01")
    assert result.status is status


def test_flere_end_er_ogsaa_bagud_ved_stilstand_foer_fristen() -> None:
    more = target(change(Comparison.ABOVE, "2016-12"), "2017-12")
    assert judge(more, indicator(better=HIGHER), {"2016-12": 100, "2017-06": 100}, "2017-07-25").status is Status.BEHIND


def test_flere_forloeb_end_i_2016_laeses_som_de_rullende_aar_uden_aar_til_dato() -> None:
    more = target(change(Comparison.ABOVE, "2016"), "2017")
    courses = indicator(FLOW, better=HIGHER, frequency=QMAT)
    known = {"2016-Q4-R": 50, "2017-Q2-R": 51}
    underway = judge(more, courses, known, "2017-09-01")
    assert (underway.status, underway.expected) == (Status.ON_COURSE, Decimal(50))
    assert underway.reading is not None
    assert str(underway.reading.period) == "2017-Q2-R"
    final = judge(more, courses, known | {"2017-Q4-R": 50}, "2018-03-01")
    assert (final.status, final.final) == (Status.MISSED, True)


@pytest.mark.parametrize(("value", "status"), [("110", Status.MET), ("109.999", Status.MISSED)])
def test_10_procent_flere_regnes_af_udgangspunktet(value: str, status: Status) -> None:
    ten_more = target(change(Comparison.AT_LEAST, "2016-12", per_cent=10), "2017-12")
    result = judge(ten_more, indicator(better=HIGHER), {"2016-12": 100, "2017-12": value}, "2018-02-01")
    assert (result.status, result.required) == (status, Decimal(110))


def test_en_relativ_aendring_fra_nul_giver_ingen_mening() -> None:
    ten_more = target(change(Comparison.AT_LEAST, "2016-12", per_cent=10), "2017-12")
    result = judge(ten_more, indicator(better=HIGHER), {"2016-12": 0, "2017-12": 5}, "2018-02-01")
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is Cause.BASELINE_ZERO


def test_et_databrud_mellem_udgangspunkt_og_tal_kan_ikke_afgoere() -> None:
    broken = indicator(breaks=["2016-07"])
    result = judge(MINUS_60, broken, {"2015-12": 400, "2017-12": 330}, "2018-02-01")
    assert (result.status, result.data_state) == (Status.UNDECIDABLE, DataState.BREAK)
    before_the_break = judge(MINUS_60, broken, {"2015-12": 400, "2016-06": 380}, "2016-07-25")
    assert before_the_break.status is Status.ON_COURSE


def test_et_databrud_i_udgangspunktets_egen_maaned_ligger_ikke_imellem() -> None:
    result = judge(MINUS_60, indicator(breaks=["2015-12"]), {"2015-12": 400, "2017-12": 330}, "2018-02-01")
    assert result.status is Status.MET


def test_et_revideret_udgangspunkt_under_begge_politikker() -> None:
    now, then = {"2015-12": 405, "2017-12": 343}, {"2015-12": 402}
    restated = judge(MINUS_60, PERSONS, now, "2018-02-01", agreed=then, earlier=then)
    assert (restated.status, restated.required) == (Status.MET, Decimal(345))
    assert restated.baseline_other_policy == Decimal(402)
    assert DataState.REVISED in restated.data_states
    frozen_target = target(change(Comparison.AT_MOST, "2015-12", -60), "2017-12", policy=BaselinePolicy.FROZEN)
    frozen = judge(frozen_target, PERSONS, now, "2018-02-01", agreed=then, earlier=then)
    assert (frozen.status, frozen.required) == (Status.MISSED, Decimal(342))
    assert frozen.baseline_other_policy == Decimal(405)


def test_et_udgangspunkt_der_er_ens_under_begge_politikker_vises_en_gang() -> None:
    known = {"2015-12": 400, "2017-12": 343}
    assert judge(MINUS_60, PERSONS, known, "2018-02-01", agreed={"2015-12": 400}).baseline_other_policy is None


def test_aftalens_eget_udgangspunkt_bruges_i_stedet_for_tallet() -> None:
    stated = target(change(Comparison.AT_MOST, baseline("2015-12", "390"), -60), "2017-12")
    result = judge(stated, PERSONS, {"2015-12": 400, "2017-12": 335}, "2018-02-01")
    assert (result.status, result.required) == (Status.MISSED, Decimal(330))
    assert result.baseline is not None
    assert result.baseline.made_from == ()


def test_saesonen_foelger_referenceaarets_samme_maaned_plus_linjens_aendring() -> None:
    year_2015 = months("2015-01", 430, 425, 420, 410, 400, 390, 380, 385, 390, 395, 398, 400)
    seasonal = indicator(seasonal=True)
    result = judge(MINUS_60, seasonal, year_2015 | {"2016-06": 375}, "2016-07-25")
    assert (result.expected, result.status) == (Decimal(375), Status.ON_COURSE)
    winter = judge(MINUS_60, seasonal, year_2015 | {"2017-01": 397}, "2017-02-25")
    assert winter.expected == 430 - Decimal("32.5")


def test_saesonen_bruges_kun_naar_de_tolv_maaneder_er_kendt_og_fristen_er_i_samme_maaned() -> None:
    year_2015 = months("2015-01", 430, 425, 420, 410, 400, 390, 380, 385, 390, 395, 398, 400)
    seasonal = indicator(seasonal=True)
    eleven = {period: value for period, value in year_2015.items() if period != "2015-03"}
    assert judge(MINUS_60, seasonal, eleven | {"2016-06": 375}, "2016-07-25").expected == Decimal(385)
    june = target(change(Comparison.AT_MOST, "2015-12", -60), "2017-06")
    assert judge(june, seasonal, year_2015 | {"2016-09": 375}, "2016-10-25").expected == Decimal(370)


def test_saesonen_bruges_ikke_naar_referenceaaret_har_et_databrud() -> None:
    year_2015 = months("2015-01", 430, 425, 420, 410, 400, 390, 380, 385, 390, 395, 398, 400)
    broken = indicator(seasonal=True, breaks=["2015-06"])
    assert judge(MINUS_60, broken, year_2015 | {"2016-06": 375}, "2016-07-25").expected == Decimal(385)


def test_naar_fristens_tal_er_inde_er_senere_tal_ikke_forsinkede_eller_skjulte() -> None:
    known = {"2015-12": 400, "2017-12": 340, "2018-01": HIDDEN}
    result = judge(MINUS_60, PERSONS, known, "2020-01-01")
    assert (result.status, result.late, result.data_states) == (Status.MET, False, (DataState.FINAL,))


@pytest.mark.parametrize(("june", "status"), [(316, Status.BEHIND), (315, Status.ON_COURSE), (340, Status.BEHIND)])
def test_en_lav_sommer_er_ikke_naaet_for_saesonens_sti_er_ikke_skaaret_af_ved_kravet(june: int, status: Status) -> None:
    """330 in June 2015, 15 fewer by June 2016, though 340 is enough in December 2017."""
    year_2015 = months("2015-01", 430, 425, 420, 410, 400, 330, 380, 385, 390, 395, 398, 400)
    result = judge(MINUS_60, indicator(seasonal=True), year_2015 | {"2016-06": june}, "2016-07-25")
    assert (result.expected, result.status, result.reached_early) == (Decimal(315), status, False)


def test_i_fristens_egen_maaned_er_aarstiden_den_samme_og_kravet_kan_vaere_naaet_foer_tid() -> None:
    year_2015 = months("2015-01", 430, 425, 420, 410, 400, 330, 380, 385, 390, 395, 398, 400)
    result = judge(MINUS_60, indicator(seasonal=True), year_2015 | {"2016-12": 340}, "2017-01-25")
    assert (result.status, result.reached_early) == (Status.ON_COURSE, True)
