"""«Bedre end året før», «800 i marts, 749 i december», «2 pct. om året», «bedre end forventet givet rammevilkår»."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.evaluate import glide_path, needed_series, required_over_time
from kpi.model.evaluation import Cause, Status
from kpi.model.reference import Growth, PeriodBefore
from kpi.model.rule import Comparison, Window
from tests.spec.builders import (
    FLOW,
    HIDDEN,
    HIGHER,
    OWN,
    QMAT,
    YEAR,
    Value,
    contract,
    criterion,
    definitions,
    indicator,
    judge,
    known,
    level,
    months,
    percent,
    series,
    stepwise,
    target,
    than_earlier,
    than_indicator,
    yearly,
)

STOCK = indicator()


# Against the year before


def test_lavere_end_samme_maaned_aaret_foer() -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017-12")
    result = judge(rule, STOCK, {"2016-12": 400, "2017-12": 399}, "2018-02-01")
    assert (result.status, result.required) == (Status.MET, Decimal(400))
    assert judge(rule, STOCK, {"2016-12": 400, "2017-12": 400}, "2018-02-01").status is Status.MISSED


def test_foer_fristen_bruges_samme_maaned_aaret_foer_det_seneste_tal() -> None:
    rule = target(than_earlier(Comparison.AT_MOST, per_cent=-10), "2017-12")
    result = judge(rule, STOCK, {"2016-03": 400, "2016-12": 100, "2017-03": 360}, "2017-04-25")
    assert (result.status, result.required) == (Status.ON_COURSE, Decimal(360))
    assert result.baseline is not None
    assert str(result.baseline.period) == "2016-03"


def test_aaret_til_dato_mod_de_samme_maaneder_aaret_foer() -> None:
    rule = target(than_earlier(Comparison.ABOVE, PeriodBefore()), "2017")
    flow = indicator(FLOW, better=HIGHER)
    rows = months("2016-01", 10, 20, *[10] * 10, 10, 21)
    result = judge(rule, flow, rows, "2017-03-25")
    assert (result.status, result.required) == (Status.ON_COURSE, Decimal(30))


def test_uden_tal_for_aaret_foer_mangler_udgangspunktet() -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017-12")
    result = judge(rule, STOCK, {"2017-12": 399}, "2018-02-01")
    assert (result.status, result.reasons[0].cause) == (Status.NO_DATA, Cause.BASELINE_MISSING)
    hidden = judge(rule, STOCK, {"2016-12": HIDDEN, "2017-12": 399}, "2018-02-01")
    assert (hidden.status, hidden.reasons[0].cause) == (Status.UNDECIDABLE, Cause.OWN_HIDDEN)


def test_foer_fristen_gaelder_den_seneste_maaned_der_ogsaa_er_kendt_aaret_foer() -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017-12")
    result = judge(rule, STOCK, {"2016-03": 400, "2017-03": 390, "2017-04": 300}, "2017-05-25")
    assert (result.status, result.required) == (Status.ON_COURSE, Decimal(400))
    assert result.reading is not None
    assert str(result.reading.period) == "2017-03"
    early = judge(rule, STOCK, {"2016-03": 400}, "2016-04-25")
    assert early.status is Status.NOT_STARTED
    late = judge(rule, STOCK, {"2017-03": 390}, "2017-04-25")
    assert (late.status, late.reasons[0].cause) == (Status.NO_DATA, Cause.BASELINE_MISSING)


def test_et_databrud_mellem_aarene_kan_ikke_afgoeres() -> None:
    broken = indicator(breaks=["2017-07"])
    result = judge(
        target(than_earlier(Comparison.BELOW), "2017-12"), broken, {"2016-12": 400, "2017-12": 1}, "2018-02-01"
    )
    assert (result.status, result.reasons[0].cause) == (Status.UNDECIDABLE, Cause.SERIES_BREAK)


def test_en_aendring_i_procent_fra_nul_har_ingen_mening() -> None:
    rule = target(than_earlier(Comparison.AT_MOST, per_cent=-10), "2017-12")
    result = judge(rule, STOCK, {"2016-12": 0, "2017-12": 0}, "2018-02-01")
    assert result.reasons[0].cause is Cause.BASELINE_ZERO


def test_aarets_krav_er_kendt_forud_og_tegnes_til_fristen() -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017-12")
    figures = known("2017-02-25", series(STOCK, OWN, months("2016-01", *range(100, 113))))
    points = required_over_time(rule, definitions(STOCK), figures)
    assert [(str(p.period), p.value) for p in points][-1] == ("2017-12", Decimal(111))


# A level that varies by period


DOWN = target(stepwise(Comparison.AT_MOST, m2017_03=800, m2017_06=780, m2017_12=749), "2017-12")


@pytest.mark.parametrize(
    ("month", "value", "status"),
    [
        ("2017-03", 800, Status.ON_COURSE),
        ("2017-03", 801, Status.BEHIND),
        ("2017-05", 800, Status.ON_COURSE),
        ("2017-05", 801, Status.BEHIND),
        ("2017-06", 781, Status.BEHIND),
        ("2017-11", 780, Status.ON_COURSE),
    ],
)
def test_mellem_to_trin_gaelder_det_lempeligste(month: str, value: int, status: Status) -> None:
    result = judge(DOWN, STOCK, {month: value}, "2017-12-20")
    assert (result.status, result.required) == (status, Decimal(749))


def test_mellem_to_stigende_trin_gaelder_det_der_er_passeret() -> None:
    up = target(stepwise(Comparison.AT_LEAST, m2017_03=50, m2017_12=60), "2017-12")
    assert judge(up, percent(), {"2017-05": 50}, "2017-06-25").status is Status.ON_COURSE
    assert judge(up, percent(), {"2017-05": 49}, "2017-06-25").status is Status.BEHIND


def test_ved_fristen_gaelder_det_sidste_trin() -> None:
    assert judge(DOWN, STOCK, {"2017-12": 749}, "2018-02-01").status is Status.MET
    assert judge(DOWN, STOCK, {"2017-12": 750}, "2018-02-01").status is Status.MISSED


def test_trinnene_tegnes_forud_for_tallene() -> None:
    points = glide_path(DOWN, definitions(STOCK), known("2017-03-25", series(STOCK, OWN, {"2017-02": 805})))
    drawn = {str(point.period): point.value for point in points}
    assert (drawn["2017-03"], drawn["2017-05"], drawn["2017-12"]) == (Decimal(800), Decimal(800), Decimal(749))
    assert next(iter(drawn)) == "2017-03"


def test_et_trin_for_et_aar_gaelder_i_alle_dets_maaneder() -> None:
    rule = target(stepwise(Comparison.AT_MOST, m2017=50, m2018=40), "2018-12", every="2017-01")
    assert judge(rule, STOCK, months("2017-01", *[50] * 12, 40), "2018-02-25").status is Status.ON_COURSE
    assert judge(rule, STOCK, months("2017-01", *[50] * 12, 41), "2018-02-25").status is Status.MISSED


def test_en_sum_gaar_i_en_lige_linje_mellem_trinnene() -> None:
    rule = target(stepwise(Comparison.AT_LEAST, m2017_03=30, m2017_12=120), "2017-12", window=Window.YEAR_TO_DATE)
    flow = indicator(FLOW, better=HIGHER)
    first = judge(rule, flow, months("2017-01", 10, 9), "2017-03-25")
    assert (first.status, first.expected) == (Status.BEHIND, Decimal(20))
    later = judge(rule, flow, months("2017-01", 10, 10, 10, 10), "2017-05-25")
    assert (later.status, later.expected) == (Status.ON_COURSE, Decimal(40))


# A rate per year


@pytest.mark.parametrize(("growth", "required"), [(Growth.LINEAR, "720"), (Growth.COMPOUND, "722")])
def test_fem_procent_om_aaret_siger_hvordan_den_loeber_op(growth: Growth, required: str) -> None:
    rule = target(yearly(Comparison.AT_MOST, "2015-12", per_cent=-5, growth=growth), "2017-12")
    result = judge(rule, STOCK, {"2015-12": 800, "2017-12": 722}, "2018-02-01")
    assert result.required == Decimal(required)
    assert result.status is (Status.MET if growth is Growth.COMPOUND else Status.MISSED)


def test_stien_for_renters_rente_gaar_fra_hele_aar_til_hele_aar() -> None:
    rule = target(yearly(Comparison.AT_MOST, "2015-12", per_cent=-5, growth=Growth.COMPOUND), "2017-12")
    result = judge(rule, STOCK, {"2015-12": 800, "2016-12": 760}, "2017-01-25")
    assert (result.status, result.expected) == (Status.ON_COURSE, Decimal(760))
    half = judge(rule, STOCK, {"2015-12": 800, "2016-06": 780}, "2016-07-25")
    assert half.expected == Decimal(780)


def test_et_antal_om_aaret_er_lige_meget_hvert_aar() -> None:
    rule = target(yearly(Comparison.AT_MOST, "2015-12", each=-20), "2018-12")
    result = judge(rule, STOCK, {"2015-12": 800, "2016-06": 791}, "2016-07-25")
    assert (result.required, result.expected, result.status) == (Decimal(740), Decimal(790), Status.BEHIND)


def test_en_rate_om_aaret_over_hele_aar() -> None:
    rule = target(yearly(Comparison.AT_LEAST, "2015", per_cent=10, growth=Growth.COMPOUND), "2017")
    flow = indicator(FLOW, better=HIGHER)
    result = judge(rule, flow, months("2015-01", *[100] * 12, *[110] * 12, *[121] * 12), "2018-02-01")
    assert (result.status, result.required) == (Status.MET, Decimal(1452))


# Another indicator


EXPECTED = percent(id="forventet", better="lower", frequency=YEAR)
ACTUAL = percent(better="lower", frequency=YEAR)
THAN_EXPECTED = target(than_indicator(Comparison.AT_MOST, "forventet"), "2017")


def than_expected(own: dict[str, Value], expected: dict[str, Value], as_of: str) -> Status:
    bases = [series(EXPECTED, OWN, expected)] if expected else []
    return judge(THAN_EXPECTED, ACTUAL, own, as_of, bases=bases, base=EXPECTED).status


def test_bedre_end_forventet_i_samme_aar_og_samme_kommune() -> None:
    assert than_expected({"2017": "19.8"}, {"2017": "19.8"}, "2018-06-01") is Status.MET
    assert than_expected({"2017": "19.9"}, {"2017": "19.8"}, "2018-06-01") is Status.MISSED
    assert than_expected({"2016": 21, "2017": 19}, {"2016": 20}, "2017-06-01") is Status.BEHIND


def test_det_forventede_tal_afventes_eller_mangler() -> None:
    assert than_expected({"2017": 19}, {"2016": 20}, "2018-02-01") is Status.AWAITING
    assert than_expected({"2017": 19}, {}, "2018-02-01") is Status.UNDECIDABLE
    result = judge(THAN_EXPECTED, ACTUAL, {"2017": 19}, "2018-02-01", base=EXPECTED)
    assert (result.reasons[0].cause, result.reasons[0].name) == (Cause.REFERENCE_MISSING, "forventet")


def test_aftalen_har_brug_for_den_anden_indikator() -> None:
    assert needed_series(contract(THAN_EXPECTED), definitions(ACTUAL, EXPECTED)) == {
        ("tal", OWN), ("forventet", OWN),
    }  # fmt: skip


def test_det_forventede_over_tid_er_kravet_over_tid() -> None:
    figures = known("2018-06-01", series(ACTUAL, OWN, {"2017": 1}), series(EXPECTED, OWN, {"2016": 2, "2017": 3}))
    points = required_over_time(THAN_EXPECTED, definitions(ACTUAL, EXPECTED), figures)
    assert [(str(p.period), p.value) for p in points] == [("2016", Decimal(2)), ("2017", Decimal(3))]


# «næsten» and «uændret»


@pytest.mark.parametrize(
    ("value", "status"), [("89", Status.MET), ("88.99", Status.NEAR), ("87", Status.NEAR), ("86.9", Status.MISSED)]
)
def test_naesten_er_opfyldt_inden_for_tolerancen_og_taet_paa_er_det_ikke(value: str, status: Status) -> None:
    rule = target(level(Comparison.AT_LEAST, 90), "2017-12", tolerance="1", near="3")
    assert judge(rule, percent(), {"2017-12": value}, "2018-02-01").status is status


def test_tolerancen_gaelder_ogsaa_stien_og_over() -> None:
    rule = target(level(Comparison.ABOVE, 90), "2017-12", tolerance="1")
    early = judge(rule, percent(), {"2017-06": 89}, "2017-07-25")
    assert (early.status, early.reached_early) == (Status.ON_COURSE, True)


@pytest.mark.parametrize(("value", "status"), [(796, Status.MISSED), (795, Status.MET), (804, Status.MISSED)])
def test_en_aendring_mindre_end_aftalt_er_uaendret_og_stilstand_er_ikke_nok(value: int, status: Status) -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017-12", material="5")
    result = judge(rule, STOCK, {"2016-12": 800, "2017-12": value}, "2018-02-01")
    assert (result.status, result.unchanged) == (status, value != 795)


def test_holdes_paa_niveau_taaler_en_uvaesentlig_forvaerring() -> None:
    rule = target(than_earlier(Comparison.AT_MOST), "2017-12", material="5")
    assert judge(rule, STOCK, {"2016-12": 800, "2017-12": 804}, "2018-02-01").status is Status.MET
    assert judge(rule, STOCK, {"2016-12": 800, "2017-12": 805}, "2018-02-01").status is Status.MISSED


def test_et_kriterium_kan_blande_formerne() -> None:
    result = criterion(
        DOWN, target(than_earlier(Comparison.BELOW), "2017-12", id="b"), facts=definitions(STOCK),
        figures=known("2018-02-01", series(STOCK, OWN, {"2016-12": 740, "2017-12": 745})),
    )  # fmt: skip
    assert [one.status for one in result.results] == [Status.MET, Status.MISSED]
    assert result.status is Status.MISSED


def test_et_trin_i_et_rullende_aar_er_et_punkt_og_spaender_ikke_over_kvartalerne() -> None:
    rule = target(stepwise(Comparison.AT_LEAST, _2014_Q4_R=42, _2015_Q4_R=45), "2015-Q4-R")
    result = judge(rule, percent(frequency=QMAT), {"2015-Q2-R": "42.5"}, "2015-08-01")
    assert (result.status, result.expected) == (Status.ON_COURSE, Decimal(42))
