"""«I hver måned», «fastholdt hvert år»: one period that fails cannot be mended."""

from __future__ import annotations

from kpi.model.evaluation import Cause, Status, TargetResult
from kpi.model.period import Period
from kpi.model.reference import PeriodBefore, Statistic
from kpi.model.rule import Comparison, Window
from tests.spec.builders import (
    FLOW,
    HIDDEN,
    HIGHER,
    NATION,
    YEAR,
    Value,
    amended,
    group,
    indicator,
    judge,
    level,
    months,
    percent,
    target,
    than_area,
    than_earlier,
    than_peers,
)

AT_MOST_5 = target(level(Comparison.AT_MOST, 5), "2017-12", every="2017-01")
SHARE = percent(better="lower")


def monthly(*values: Value, as_of: str, near: str | None = None) -> TargetResult:
    rule = target(level(Comparison.AT_MOST, 5), "2017-12", every="2017-01", near=near)
    return judge(rule, SHARE, months("2017-01", *values), as_of)


def test_paa_sporet_saa_laenge_alle_kendte_maaneder_holder() -> None:
    result = monthly(5, 4, 3, as_of="2017-04-25")
    assert (result.status, result.reached_early) == (Status.ON_COURSE, False)
    assert result.every is not None
    assert [str(p) for p in result.every.held] == ["2017-01", "2017-02", "2017-03"]
    assert result.reading is not None
    assert str(result.reading.period) == "2017-03"


def test_ikke_naaet_fra_den_foerste_maaned_der_svigter_ogsaa_naar_de_naeste_holder() -> None:
    result = monthly(5, 6, 4, 7, as_of="2017-05-25")
    assert result.status is Status.MISSED
    assert result.reading is not None
    assert str(result.reading.period) == "2017-02"
    assert result.every is not None
    assert [str(p) for p in result.every.failed] == ["2017-02", "2017-04"]


def test_naaet_naar_alle_maaneder_til_fristen_har_holdt() -> None:
    assert monthly(*[5] * 12, as_of="2018-02-01").status is Status.MET
    assert monthly(*[5] * 11, as_of="2018-01-10").status is Status.AWAITING


def test_tal_foer_den_foerste_maaned_taeller_ikke() -> None:
    rows: dict[str, Value] = {"2016-12": 9, "2017-01": 5}
    assert judge(AT_MOST_5, SHARE, rows, "2017-02-25").status is Status.ON_COURSE
    early = judge(AT_MOST_5, SHARE, {"2016-12": 9}, "2017-01-20")
    assert (early.status, early.reading) == (Status.NOT_STARTED, None)


def test_foer_den_foerste_maaned_vises_det_den_skal_holdes_op_mod() -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017-12", every="2017-01")
    result = judge(rule, percent(better="lower"), months("2016-01", *range(1, 12)), "2017-01-10")
    assert result.status is Status.NOT_STARTED
    assert result.baseline is not None
    assert (str(result.baseline.period), result.baseline.value) == ("2016-01", 1)
    broken = percent(better="lower", breaks=["2016-06"])
    rows = {"2015-11": 9, **months("2016-01", *range(1, 12))}
    assert judge(rule, broken, rows, "2017-01-10").status is Status.NOT_STARTED


def test_uden_tal_mangler_der_tal() -> None:
    assert judge(AT_MOST_5, SHARE, {}, "2017-04-25").status is Status.NO_DATA


def test_en_skjult_maaned_kan_ikke_afgoeres_medmindre_en_anden_svigter() -> None:
    assert monthly(5, HIDDEN, 4, as_of="2017-04-25").status is Status.UNDECIDABLE
    assert monthly(5, HIDDEN, 6, as_of="2017-04-25").status is Status.MISSED


def test_et_hul_mellem_leverede_maaneder_kan_ikke_afgoere_og_naevnes() -> None:
    rows = months("2017-01", *[5] * 12)
    del rows["2017-05"], rows["2017-07"]
    for as_of in ("2017-12-15", "2018-02-01"):
        result = judge(AT_MOST_5, SHARE, rows, as_of)
        assert (result.status, result.reasons[0].cause) == (Status.UNDECIDABLE, Cause.OWN_MISSING)
        assert result.reasons[0].periods == (Period.month(2017, 5), Period.month(2017, 7))


def test_et_hul_skjuler_ikke_en_maaned_der_har_svigtet() -> None:
    rows = months("2017-01", *[5] * 6)
    del rows["2017-02"]
    assert judge(AT_MOST_5, SHARE, rows | {"2017-04": 6}, "2017-07-25").status is Status.MISSED


def test_det_der_ikke_er_offentliggjort_endnu_ligger_blot_forude() -> None:
    assert judge(AT_MOST_5, SHARE, months("2017-01", *[5] * 6), "2017-10-05").status is Status.ON_COURSE


def needed(count: int, *values: Value, as_of: str) -> TargetResult:
    rule = target(level(Comparison.AT_MOST, 5), "2017-12", every="2017-01", needed=count)
    return judge(rule, SHARE, months("2017-01", *values), as_of)


def test_i_ti_af_tolv_maaneder_maa_to_svigte_og_ikke_tre() -> None:
    assert needed(10, 6, 5, 6, 5, as_of="2017-05-25").status is Status.ON_COURSE
    assert needed(10, 6, 5, 6, 5, 6, as_of="2017-06-25").status is Status.MISSED
    assert needed(10, 6, *[5] * 9, as_of="2017-11-25").status is Status.ON_COURSE
    met = needed(10, 6, *[5] * 10, as_of="2017-12-25")
    assert met.status is Status.MET
    assert met.every is not None
    assert len(met.every.held) == 10


def test_i_loebet_af_aaret_er_naaet_af_den_foerste_maaned_der_opfylder_det() -> None:
    """«Passerer 7.600 i løbet af året»: until then under way, and missed when the year has gone without it."""
    assert needed(1, 6, 6, as_of="2017-03-25").status is Status.UNDERWAY
    assert needed(1, 6, 5, 6, as_of="2017-04-25").status is Status.MET
    assert needed(1, *[6] * 12, as_of="2018-02-01").status is Status.MISSED


def test_inden_for_margenen_er_taet_paa_og_ikke_svigtet() -> None:
    assert monthly(5, "5.4", 4, as_of="2017-04-25", near="0.5").status is Status.NEAR
    assert monthly(5, "5.6", 4, as_of="2017-04-25", near="0.5").status is Status.MISSED


def test_hver_maaned_mod_landets_tal_i_samme_maaned() -> None:
    rule = target(than_area(Comparison.BELOW), "2017-12", every="2017-01")
    others = {NATION: months("2017-01", 6, 4, 6)}
    result = judge(rule, SHARE, months("2017-01", 5, 5, 5), "2017-04-25", others=others)
    assert (result.status, str(result.required)) == (Status.MISSED, "4")


def test_bedre_aar_for_aar() -> None:
    rule = target(than_earlier(Comparison.BELOW), "2017", every="2015")
    yearly = percent(better="lower", frequency=YEAR)
    rows: dict[str, Value] = {"2014": 20, "2015": 19, "2016": 18}
    assert judge(rule, yearly, rows, "2017-06-01").status is Status.ON_COURSE
    assert judge(rule, yearly, rows | {"2017": 17}, "2018-06-01").status is Status.MET
    standing = judge(rule, yearly, rows | {"2017": 18}, "2018-06-01")
    assert (standing.status, standing.baseline and str(standing.baseline.period)) == (Status.MISSED, "2016")


def test_hver_maaned_lavere_end_maaneden_foer() -> None:
    rule = target(than_earlier(Comparison.BELOW, PeriodBefore()), "2017-06", every="2017-02")
    assert judge(rule, SHARE, months("2017-01", 9, 8, 7), "2017-04-25").status is Status.ON_COURSE
    assert judge(rule, SHARE, months("2017-01", 9, 8, 8), "2017-04-25").status is Status.MISSED


def test_hvert_aar_under_et() -> None:
    rule = target(level(Comparison.AT_LEAST, 120), "2017", every="2016")
    flow = indicator(FLOW, better=HIGHER)
    rows = months("2016-01", *[10] * 12, *[11] * 3)
    assert judge(rule, flow, rows, "2017-04-25").status is Status.ON_COURSE
    assert judge(rule, flow, months("2016-01", *[9] * 12), "2017-02-25").status is Status.MISSED


def test_hver_maaned_bedre_end_hver_i_gruppen() -> None:
    rule = target(than_peers(Comparison.BELOW, Statistic.EACH), "2017-03", every="2017-01")
    others = {"101": months("2017-01", 6, 6, 6), "147": months("2017-01", 7, 4, 7)}
    result = judge(rule, SHARE, months("2017-01", 5, 5, 5), "2017-05-01", others=others, groups=[group("101", "147")])
    assert (result.status, str(result.required)) == (Status.MISSED, "4")


def test_maaneder_foer_en_aendring_doemmes_efter_det_der_gjaldt_da() -> None:
    later = target(level(Comparison.AT_MOST, 8), "2017-12", every="2017-01")
    first = target(level(Comparison.AT_MOST, 5), "2017-12", every="2017-01", amendments=[amended("2017-03-01", later)])
    result = judge(first, SHARE, months("2017-01", 5, 4, 7), "2017-04-25")
    assert result.status is Status.ON_COURSE
    failed_before = judge(first, SHARE, months("2017-01", 5, 7, 7), "2017-04-25")
    assert (failed_before.status, str(failed_before.required)) == (Status.MISSED, "5")


def test_i_hver_maaned_over_et_rullende_aar() -> None:
    rule = target(level(Comparison.AT_MOST, 10), "2017-12-R", every="2017-01-R", window=Window.ROLLING_YEAR)
    stock = indicator()
    assert judge(rule, stock, months("2016-01", *[10] * 14), "2017-03-25").status is Status.ON_COURSE
    assert judge(rule, stock, months("2016-01", *[10] * 13, 11), "2017-03-25").status is Status.MISSED


def test_en_maaned_der_svigtede_er_et_endeligt_svar_efter_fristen_ogsaa_naar_den_sidste_maaned_mangler() -> None:
    result = monthly(*[6] * 11, as_of="2018-02-01")
    assert (result.status, result.final) == (Status.MISSED, True)


def test_i_ti_af_tolv_maaneder_viser_den_seneste_maaned_ogsaa_naar_den_svigtede() -> None:
    rule = target(level(Comparison.AT_MOST, 5), "2017-12", every="2017-01", needed=10)
    result = judge(rule, SHARE, months("2017-01", 5, 4, 7), "2017-04-25")
    assert result.status is Status.ON_COURSE
    assert result.reading is not None
    assert (str(result.reading.period), result.reading.value) == ("2017-03", 7)
