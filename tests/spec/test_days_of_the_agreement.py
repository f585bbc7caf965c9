"""What the agreement's own days bear on: what has not begun, what was agreed before a break, and what is due later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi.evaluate import glide_path
from kpi.model.contract import Assessment, Milestone, Recurring, Term
from kpi.model.evaluation import Cause, Status, TargetResult
from kpi.model.indicator import Bridge, Indicator
from kpi.model.period import Period
from kpi.model.reference import MeasurementBefore, OfArea, OfPeers, Own, Reference, Statistic, YearsEarlier
from kpi.model.rule import Between, Comparison, Rule, Threshold, Window
from tests.spec.builders import (
    BEST_THIRD,
    FLOW,
    HIGHER,
    NATION,
    OWN,
    YEAR,
    Value,
    amended,
    baseline,
    change,
    definitions,
    group,
    indicator,
    judge,
    judge_entered,
    known,
    level,
    months,
    percent,
    series,
    stepwise,
    target,
    than_area,
)

YEAR_2017 = Term(date(2016, 12, 15), date(2017, 1, 1), date(2017, 12, 31))
TWO_YEARS = replace(YEAR_2017, ends_on=date(2018, 12, 31))


# --- before the first day


def test_foer_aftalens_foerste_dag_er_intet_begyndt_selv_om_der_er_tal() -> None:
    rule = target(change(Comparison.AT_MOST, "2015-12", -63), "2017-12", term=YEAR_2017)
    known = {"2015-12": 812, "2016-11": 700}
    result = judge(rule, indicator(), known, "2016-12-31")
    assert (result.status, result.begins_on, result.reading) == (Status.NOT_STARTED, date(2017, 1, 1), None)
    assert result.required == Decimal(749)
    assert judge(rule, indicator(), known, "2017-01-01").status is Status.ON_COURSE


def test_foer_aftalens_foerste_dag_er_milepaele_planlagt_og_vurderinger_ikke_begyndt() -> None:
    due = Period.of_year(2017)
    assert judge_entered(Milestone("m", "m", due), "2016-12-31").status is Status.PLANNED
    assert judge_entered(Recurring("r", "r", "MED-møde", (), due), "2016-12-31").status is Status.PLANNED
    assert judge_entered(Assessment("a", "a", "interview", due), "2016-12-31").status is Status.NOT_STARTED


def test_en_vurdering_er_planlagt_til_dens_dag_er_gaaet_og_saa_ikke_foretaget() -> None:
    assessment = Assessment("a", "a", "interview", Period.of_year(2017))
    assert judge_entered(assessment, "2017-12-31").status is Status.PLANNED
    assert judge_entered(assessment, "2018-01-01").status is Status.UNASSESSED


def test_en_sum_af_et_tidligere_aar_bedoemmes_aldrig() -> None:
    """Varde's budget of 2015 in January 2015: the spending of 2014 says nothing."""
    spent = indicator(FLOW, delay=30)
    rule = target(level(Comparison.AT_MOST, 1200), "2017-12", window=Window.YEAR_TO_DATE, term=YEAR_2017)
    result = judge(rule, spent, months("2016-01", *[200] * 12), "2017-01-15")
    assert (result.status, result.reading) == (Status.NOT_STARTED, None)


def test_et_niveaus_seneste_tal_maa_vaere_aeldre_end_aftalen() -> None:
    rule = target(level(Comparison.ABOVE, 80), "2017-12", term=YEAR_2017)
    result = judge(rule, percent(), {"2016-11": 81}, "2017-01-15")
    assert result.status is Status.ON_COURSE
    assert result.reading is not None
    assert str(result.reading.period) == "2016-11"


@pytest.mark.parametrize(("as_of", "status"), [("2017-02-21", Status.NOT_STARTED), ("2017-02-22", Status.NO_DATA)])
def test_det_foerste_tal_mangler_ikke_foer_dets_saedvanlige_dag(as_of: str, status: Status) -> None:
    """The first figure is January's, usually out on 21 February."""
    rule = target(level(Comparison.ABOVE, 80), "2017-12", term=YEAR_2017)
    assert judge(rule, percent(), {}, as_of).status is status


# --- what a level is held to across a break


def broken(first: str = "2017-07", bridge: Bridge | None = None) -> Indicator:
    of = percent(breaks=[first])
    return replace(of, breaks=tuple(replace(one, bridge=bridge) for one in of.breaks))


OVER_TWO = [level(Comparison.ABOVE, 2), Between(Decimal(2), Decimal(50)), stepwise(Comparison.ABOVE, m2017_12=2)]


@pytest.mark.parametrize("rule", OVER_TWO)
def test_otteogfyrre_paa_en_ny_skala_opfylder_ikke_over_to_paa_den_gamle(rule: Rule) -> None:
    one = target(rule, "2017-12", term=YEAR_2017)
    result = judge(one, broken(), {"2017-12": 48}, "2018-02-01")
    assert (result.status, result.reasons[-1].cause) == (Status.UNDECIDABLE, Cause.SERIES_BREAK)
    before = judge(one, broken(), {"2017-06": 48}, "2017-08-01")
    assert before.status is Status.ON_COURSE


@pytest.mark.parametrize(("first", "status"), [("2016-12", Status.MET), ("2017-01", Status.UNDECIDABLE)])
def test_et_databrud_fra_foer_aftalens_dag_er_kendt_af_dem_der_aftalte(first: str, status: Status) -> None:
    """Agreed on 15 December 2016: a break whose first period begins before that day was known."""
    rule = target(level(Comparison.ABOVE, 2), "2017-12", term=YEAR_2017)
    assert judge(rule, broken(first), {"2017-12": 48}, "2018-02-01").status is status


def test_aftalens_eget_udgangspunkt_ligger_ogsaa_foer_databruddet() -> None:
    rule = target(change(Comparison.AT_LEAST, baseline("2016-12", "40"), 3), "2017-12", term=YEAR_2017)
    assert judge(rule, broken(), {"2017-12": 48}, "2018-02-01").status is Status.UNDECIDABLE


def test_en_bro_foerer_det_aftalte_over_paa_den_nye_skala() -> None:
    tenfold = Bridge("STAR, notat 2017", Decimal(10), Decimal(0))
    rule = target(level(Comparison.ABOVE, 2), "2017-12", term=YEAR_2017)
    result = judge(rule, broken(bridge=tenfold), {"2017-12": 48}, "2018-02-01")
    assert (result.status, result.required) == (Status.MET, Decimal(20))
    assert judge(rule, broken(bridge=tenfold), {"2017-12": 20}, "2018-02-01").status is Status.MISSED


def test_en_bro_foerer_ogsaa_et_udgangspunkt_over() -> None:
    plus_five = Bridge("STAR, notat 2017", Decimal(1), Decimal(5))
    rule = target(change(Comparison.AT_LEAST, "2016-12", 3), "2017-12", term=YEAR_2017)
    result = judge(rule, broken(bridge=plus_five), {"2016-12": 40, "2017-12": 48}, "2018-02-01")
    assert (result.status, result.required) == (Status.MET, Decimal(48))
    unchanged = Bridge("STAR, notat 2017", Decimal(1), Decimal(0))
    assert judge(rule, broken(bridge=unchanged), {"2016-12": 40, "2017-12": 43}, "2018-02-01").status is Status.MET


def test_en_aendring_af_kravet_efter_databruddet_er_aftalt_paa_den_nye_skala() -> None:
    revised = target(level(Comparison.ABOVE, 45), "2017-12", term=replace(YEAR_2017, agreed_on=date(2017, 7, 1)))
    rule = target(level(Comparison.ABOVE, 2), "2017-12", term=YEAR_2017, amendments=[amended("2017-07-02", revised)])
    assert judge(rule, broken("2017-06"), {"2017-12": 48}, "2018-02-01").status is Status.MET


# --- what ends, and what never comes


@pytest.mark.parametrize(("as_of", "status"), [("2017-06-30", Status.ON_COURSE), ("2017-07-01", Status.UNDECIDABLE)])
def test_en_kilde_der_er_ophoert_foer_fristen_kan_ikke_afgoere(as_of: str, status: Status) -> None:
    of = percent(ended="2017-06", delay=0)
    result = judge(target(level(Comparison.ABOVE, 2), "2017-12"), of, {"2017-05": 48, "2017-06": 48}, as_of)
    assert result.status is status
    if status is Status.UNDECIDABLE:
        assert (result.reasons[0].cause, result.reasons[0].periods) == (Cause.SOURCE_ENDED, (Period.month(2017, 6),))


@pytest.mark.parametrize(("as_of", "status"), [("2019-01-21", Status.AWAITING), ("2019-01-22", Status.NO_DATA)])
def test_man_venter_tolv_maaneder_og_saa_er_tallet_ikke_kommet(as_of: str, status: Status) -> None:
    """December 2017 is usually out on 21 January 2018."""
    result = judge(target(level(Comparison.ABOVE, 2), "2017-12"), percent(), {"2017-10": 48}, as_of)
    assert result.status is status


def test_mangler_kun_en_del_af_aaret_siges_hvilken() -> None:
    rule = target(level(Comparison.AT_LEAST, 600), "2017")
    result = judge(rule, indicator(FLOW, better=HIGHER), months("2017-01", *[10] * 11), "2019-06-01")
    assert (result.status, result.reasons[-1].cause) == (Status.UNDECIDABLE, Cause.YEAR_INCOMPLETE)
    assert result.reasons[-1].periods == (Period.month(2017, 12),)


def test_en_gruppe_der_ikke_er_oplyst_siges_foer_at_tallet_ikke_kom() -> None:
    rule = target(BEST_THIRD, "2017-12")
    result = judge(rule, percent(), {"2017-10": 48}, "2019-06-01", groups=[group(unknown=True)])
    assert (result.status, result.reasons[0].cause) == (Status.UNDECIDABLE, Cause.GROUP_UNKNOWN)


# --- due after the agreement


def test_et_niveau_uden_vej_dertil_er_undervejs_naar_fristen_ligger_efter_aftalen() -> None:
    """«Mindst 25 pct. i 2020» in an agreement for 2017 says nothing of where one ought to be in 2017."""
    of = percent(frequency=YEAR)
    rule = target(level(Comparison.AT_LEAST, 25), "2020", term=YEAR_2017)
    assert judge(rule, of, {"2017": 19}, "2018-06-01").status is Status.UNDERWAY
    reached = judge(rule, of, {"2017": 25}, "2018-06-01")
    assert (reached.status, reached.reached_early) == (Status.ON_COURSE, True)
    within = target(level(Comparison.AT_LEAST, 25), "2017-12", term=YEAR_2017)
    assert judge(within, percent(), {"2017-05": 19}, "2017-06-25").status is Status.BEHIND
    with_path = target(level(Comparison.AT_LEAST, 25, baseline("2016", "20")), "2020", term=YEAR_2017)
    assert judge(with_path, of, {"2017": 19}, "2018-06-01").status is Status.BEHIND


def test_bedre_end_landet_efter_aftalen_er_ogsaa_undervejs() -> None:
    rule = target(than_area(Comparison.ABOVE), "2020-12", term=YEAR_2017)
    result = judge(rule, percent(), {"2017-12": 19}, "2018-02-01", others={NATION: {"2017-12": 20}})
    assert result.status is Status.UNDERWAY


# --- the last measurement before due


def test_den_seneste_maaling_foer_fristen() -> None:
    """A survey every second year, due 2017: that of 2016 is the answer when 2017's usual day has passed without one."""
    rule = target(level(Comparison.AT_LEAST, 90), "2017", window=Window.LATEST)
    of = percent(frequency=YEAR)
    assert judge(rule, of, {"2014": 80, "2016": 91}, "2018-01-21").status is Status.AWAITING
    result = judge(rule, of, {"2014": 80, "2016": 91}, "2018-01-22")
    assert result.status is Status.MET
    assert judge(rule, of, {"2014": 95, "2016": 89}, "2018-01-22").status is Status.MISSED
    assert judge(rule, of, {"2016": 89, "2017": 90}, "2018-01-22").status is Status.MET


TENFOLD, TWICE_AND_ONE = (Bridge("STAR, notat 2017", Decimal(f), Decimal(o)) for f, o in ((10, 0), (2, 1)))


@pytest.mark.parametrize(
    ("value", "status"), [(20, Status.MET), (19, Status.MISSED), (500, Status.MET), (48, Status.MET)]
)
def test_en_bro_foerer_begge_ender_af_et_baand_over(value: int, status: Status) -> None:
    rule = target(Between(Decimal(2), Decimal(50)), "2017-12", term=YEAR_2017)
    assert judge(rule, broken(bridge=TENFOLD), {"2017-12": value}, "2018-02-01").status is status


def test_et_niveau_aftalt_efter_databruddets_begyndelse_er_allerede_paa_den_nye_skala() -> None:
    """Agreed on 15 December 2016, in the middle of the first month on the new scale."""
    rule = target(level(Comparison.ABOVE, 2), "2017-12", term=YEAR_2017)
    result = judge(rule, broken("2016-12", bridge=TENFOLD), {"2017-12": 3}, "2018-02-01")
    assert (result.status, result.required) == (Status.MET, Decimal(2))


def test_en_aendring_maales_paa_en_skala_naar_det_afgoeres_om_den_er_stor_nok() -> None:
    """40 is 81 on the new scale, so 82 is one more and not 42 more."""
    rule = target(change(Comparison.ABOVE, "2016-12"), "2017-12", material="5", term=YEAR_2017)
    result = judge(rule, broken(bridge=TWICE_AND_ONE), {"2016-12": 40, "2017-12": 82}, "2018-02-01")
    assert (result.status, result.unchanged) == (Status.MISSED, True)
    assert judge(rule, broken(bridge=TWICE_AND_ONE), {"2016-12": 40, "2017-12": 86}, "2018-02-01").status is Status.MET


def test_maalstien_foelger_med_over_broen_og_slutter_ved_et_brud_uden() -> None:
    rule = target(change(Comparison.AT_LEAST, "2016-12", 12), "2017-12", term=YEAR_2017)
    figures = known("2018-02-01", series(broken(), OWN, {"2016-12": 40}))
    points = {str(one.period): one.value for one in glide_path(rule, definitions(broken(bridge=TENFOLD)), figures)}
    assert (points["2017-06"], points["2017-07"], points["2017-12"]) == (Decimal(46), Decimal(470), Decimal(520))
    assert [str(one.period) for one in glide_path(rule, definitions(broken()), figures)][-1] == "2017-06"


# --- what moves, across a break

EARLIER = Threshold(Comparison.ABOVE, Reference(Own(), YearsEarlier(1)))
OF_NATION = Threshold(Comparison.ABOVE, Reference(OfArea(NATION), YearsEarlier(1)))
OF_GROUP = Threshold(Comparison.ABOVE, Reference(OfPeers("klynge", Statistic.MEAN), YearsEarlier(1)))


@pytest.mark.parametrize("rule", [EARLIER, OF_NATION, OF_GROUP])
def test_aaret_foer_paa_en_anden_skala_er_ikke_til_at_sammenligne_med(rule: Threshold) -> None:
    result = judged_across(rule, None, 48)
    assert (result.status, result.reasons[-1].cause) == (Status.UNDECIDABLE, Cause.SERIES_BREAK)


@pytest.mark.parametrize("rule", [EARLIER, OF_NATION, OF_GROUP])
def test_en_bro_foerer_ogsaa_aaret_foer_over(rule: Threshold) -> None:
    assert judged_across(rule, TENFOLD, 48).status is Status.MISSED
    assert judged_across(rule, TENFOLD, 400).status is Status.MISSED
    result = judged_across(rule, TENFOLD, 401)
    assert (result.status, result.required) == (Status.MET, Decimal(400))


def judged_across(rule: Threshold, bridge: Bridge | None, value: int) -> TargetResult:
    """40 everywhere in December 2016, and the scale changes in July 2017."""
    before: dict[str, Value] = {"2016-12": 40}
    others = dict.fromkeys((NATION, "615", "657"), before)
    one = target(rule, "2017-12", term=YEAR_2017)
    of = replace(broken(bridge=bridge), maximum=None)
    return judge(one, of, before | {"2017-12": value}, "2018-02-01", others=others, groups=[group(OWN, "615", "657")])


# --- before the first measurement of the agreement


def test_en_maaling_fra_foer_aftalen_er_ikke_aftalens_fremgang() -> None:
    """A survey every second year: that 2016 was better than 2014 says nothing of 2018 against 2016."""
    rule = target(Threshold(Comparison.ABOVE, Reference(Own(), MeasurementBefore())), "2018", term=TWO_YEARS)
    survey = percent(frequency=YEAR, delay=60)
    for rows in ({"2014": 82, "2016": 85}, {"2016": 85}):
        result = judge(rule, survey, rows, "2017-06-01")
        assert (result.status, result.reasons[0].cause) == (Status.NOT_STARTED, Cause.ONLY_BASELINE)
    assert judge(rule, survey, {"2016": 85, "2018": 86}, "2019-06-01").status is Status.MET


def test_den_foerste_maaling_i_aftalens_tid_er_udgangspunktet() -> None:
    rule = target(Threshold(Comparison.ABOVE, Reference(Own(), MeasurementBefore())), "2018", term=TWO_YEARS)
    assert judge(rule, percent(frequency=YEAR), {"2017": 85}, "2018-06-01").status is Status.NOT_STARTED


def test_efter_fristen_afventes_det_foerste_tal_til_det_plejer_at_vaere_kommet() -> None:
    rule = target(level(Comparison.AT_LEAST, 60), "2017", term=YEAR_2017)
    survey = percent(frequency=YEAR, delay=60)
    assert judge(rule, survey, {}, "2017-12-31").status is Status.NOT_STARTED
    assert judge(rule, survey, {}, "2018-02-01").status is Status.AWAITING
    assert judge(rule, survey, {}, "2018-03-02").status is Status.NO_DATA
