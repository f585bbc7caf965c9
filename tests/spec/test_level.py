"""«over 80 % har en digital postkasse», «ned til 15 %, pt. 19 %», «mindst 25 pct.», «mellem»."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.model.evaluation import Cause, DataState, Status
from kpi.model.observation import Quality
from kpi.model.rule import Between, Comparison, Strength
from tests.spec.builders import HIDDEN, YEAR, Row, baseline, indicator, judge, level, percent, target

SHARE = percent()
OVER_80 = target(level(Comparison.ABOVE, 80), "2015-12")


@pytest.mark.parametrize(("value", "status"), [("80", Status.MISSED), ("80.04", Status.MET), ("79.96", Status.MISSED)])
def test_over_80_er_strengt_og_bruger_det_uafrundede_tal(value: str, status: Status) -> None:
    result = judge(OVER_80, SHARE, {"2015-12": value}, "2016-02-01")
    assert (result.status, result.reading and result.reading.value) == (status, Decimal(value))


@pytest.mark.parametrize(("value", "status"), [("25", Status.MET), ("24.999", Status.MISSED)])
def test_mindst_25_pct_er_naaet_ved_praecis_25(value: str, status: Status) -> None:
    at_least = target(level(Comparison.AT_LEAST, 25), "2020")
    assert judge(at_least, percent(frequency=YEAR), {"2020": value}, "2021-05-01").status is status


def test_et_niveau_uden_udgangspunkt_har_ingen_sti_og_sammenlignes_som_det_staar() -> None:
    result = judge(OVER_80, SHARE, {"2015-06": 79}, "2015-07-25")
    assert (result.status, result.expected, result.required) == (Status.BEHIND, None, Decimal(80))
    early = judge(OVER_80, SHARE, {"2015-06": 81}, "2015-07-25")
    assert (early.status, early.reached_early) == (Status.ON_COURSE, True)


def test_ned_til_15_fra_19_foelger_linjen_fra_aftalens_eget_udgangspunkt() -> None:
    to_15 = target(level(Comparison.AT_MOST, 15, baseline("2014-12", "19")), "2015-12")
    cases = percent()
    on_course = judge(to_15, cases, {"2015-06": 17}, "2015-07-25")
    assert (on_course.status, on_course.expected) == (Status.ON_COURSE, Decimal(17))
    assert judge(to_15, cases, {"2015-06": "17.1"}, "2015-07-25").status is Status.BEHIND
    assert judge(to_15, cases, {"2015-12": 15}, "2016-02-01").status is Status.MET


def test_stiens_udgangspunkt_er_ikke_noedvendigt_naar_fristen_er_gaaet() -> None:
    to_15 = target(level(Comparison.AT_MOST, 15, baseline("2014-12")), "2015-12")
    assert judge(to_15, SHARE, {"2015-06": 17}, "2015-07-25").status is Status.NO_DATA
    assert judge(to_15, SHARE, {"2015-12": 14}, "2016-02-01").status is Status.MET


@pytest.mark.parametrize(
    ("value", "status"), [("79", Status.NEAR), ("78.99", Status.MISSED), ("80", Status.NEAR), ("81", Status.MET)]
)
def test_taet_paa_er_inden_for_den_aftalte_margen_ved_fristen(value: str, status: Status) -> None:
    near = target(level(Comparison.ABOVE, 80), "2015-12", near="1")
    assert judge(near, SHARE, {"2015-12": value}, "2016-02-01").status is status


def test_taet_paa_foer_fristen_maales_fra_maalstien() -> None:
    near = target(level(Comparison.AT_MOST, 15, baseline("2014-12", "19")), "2015-12", near="0.5")
    assert judge(near, SHARE, {"2015-06": "17.5"}, "2015-07-25").status is Status.NEAR
    assert judge(near, SHARE, {"2015-06": "17.6"}, "2015-07-25").status is Status.BEHIND


def test_gerne_under_20_vises_aldrig_som_roedt() -> None:
    wish = target(level(Comparison.BELOW, 20), "2015-12", strength=Strength.ASPIRATION)
    exempt = percent()
    for known, as_of in (({"2015-12": 20}, "2016-02-01"), ({"2015-06": 25}, "2015-07-25")):
        result = judge(wish, exempt, known, as_of)
        assert (result.status, result.aspiration_missed) == (Status.NEAR, True)
    met = judge(wish, exempt, {"2015-12": "19.9"}, "2016-02-01")
    assert (met.status, met.aspiration_missed) == (Status.MET, False)


@pytest.mark.parametrize(("value", "status", "end"), [("365", "MET", 365), ("385", "MET", 385), ("386", "MISSED", 385)])
def test_mellem_tager_begge_ender_med_og_naevner_den_naermeste(value: str, status: str, end: int) -> None:
    band = target(Between(Decimal(365), Decimal(385)), "2017-12")
    result = judge(band, percent(maximum=None), {"2017-12": value}, "2018-02-01")
    assert (result.status, result.required) == (Status(status), Decimal(end))


@pytest.mark.parametrize(
    ("low", "high", "near", "status"),
    [
        (40, 60, None, Status.UNDECIDABLE),
        (0, 100, None, Status.MET),
        (40, 60, "40", Status.UNDECIDABLE),
        (0, 60, None, Status.UNDECIDABLE),
    ],
)
def test_et_skjult_tal_der_kan_ligge_i_baandet_eller_paa_hver_side_er_ikke_et_nej(
    low: int, high: int, near: str | None, status: Status
) -> None:
    """The share lies between 0 and 100 pct.: below the band and above it, and in it too."""
    band = target(Between(Decimal(low), Decimal(high)), "2017-12", near=near)
    assert judge(band, percent(), {"2017-12": HIDDEN}, "2018-02-01").status is status


@pytest.mark.parametrize(
    ("low", "status"), [(3, Status.MISSED), (2, Status.UNDECIDABLE), (1, Status.UNDECIDABLE), (0, Status.MET)]
)
def test_et_skjult_antal_holdes_mod_baandet_med_de_vaerdier_det_kan_have(low: int, status: Status) -> None:
    """Hidden under three: 0, 1 or 2."""
    band = target(Between(Decimal(low), Decimal(9)), "2017-12")
    assert judge(band, indicator(), {"2017-12": HIDDEN}, "2018-02-01").status is status


@pytest.mark.parametrize(("near", "status"), [("4", Status.NEAR), ("2", Status.UNDECIDABLE), ("1", Status.MISSED)])
def test_et_skjult_antal_helt_under_baandet_bedoemmes_af_begge_ender(near: str, status: Status) -> None:
    """0, 1 or 2 against 4 to 9: 4, 3 or 2 away."""
    band = target(Between(Decimal(4), Decimal(9)), "2017-12", near=near)
    assert judge(band, indicator(), {"2017-12": HIDDEN}, "2018-02-01").status is status


def test_et_skjult_tal_som_det_eneste_kan_ikke_afgoere() -> None:
    result = judge(OVER_80, SHARE, {"2015-06": HIDDEN}, "2015-07-25")
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is Cause.OWN_HIDDEN


def test_de_nyeste_perioder_er_foreloebige_medmindre_raekken_siger_andet() -> None:
    two = percent(provisional=2)
    rows = {"2015-10": 81, "2015-11": 81, "2015-12": 81}
    result = judge(OVER_80, two, rows, "2016-01-25")
    assert (result.status, result.provisional, result.data_state) == (Status.MET, True, DataState.PROVISIONAL)
    said_final = judge(OVER_80, two, rows | {"2015-12": Row(81, Quality.FINAL)}, "2016-01-25")
    assert (said_final.provisional, said_final.data_state) == (False, DataState.FINAL)
    third_newest = judge(OVER_80, two, rows | {"2016-01": 82, "2016-02": 82}, "2016-03-25")
    assert third_newest.provisional is False
    said_provisional = judge(OVER_80, percent(), {"2015-12": Row(81, Quality.PROVISIONAL)}, "2016-01-25")
    assert said_provisional.provisional is True


def test_antaget_offentliggoerelse_er_aldrig_revideret() -> None:
    known, before = {"2015-12": Row(81, assumed=True)}, {"2015-12": 79}
    assert judge(OVER_80, SHARE, known, "2016-01-25", earlier=before).data_states == (DataState.FINAL,)
    stated = judge(OVER_80, SHARE, {"2015-12": 81}, "2016-01-25", earlier=before)
    assert stated.data_states == (DataState.REVISED,)


def test_et_eksempeltal_maerker_resultatet() -> None:
    assert judge(OVER_80, SHARE, {"2015-12": Row(81, example=True)}, "2016-01-25").example is True
    assert judge(OVER_80, SHARE, {"2015-12": 81}, "2016-01-25").example is False


def test_forsinket_foer_fristen_og_aldrig_naar_indikatoren_er_ophoert() -> None:
    known = {"2015-04": 81}
    assert judge(OVER_80, SHARE, known, "2015-06-21").late is False
    assert judge(OVER_80, SHARE, known, "2015-06-22").late is True
    assert judge(OVER_80, percent(ended="2015-04"), known, "2015-09-01").late is False


def test_en_aftalt_afvigelse_gaelder_til_og_med_sin_sidste_dag_og_ophoerer_af_sig_selv() -> None:
    accepted = target(level(Comparison.ABOVE, 80), "2015-12", accepted=("2015-07-01", "2015-09-30"))
    known = {"2015-05": 70}
    statuses = [
        judge(accepted, SHARE, known, day).status for day in ("2015-06-30", "2015-07-01", "2015-09-30", "2015-10-01")
    ]
    assert statuses == [Status.BEHIND, Status.ACCEPTED, Status.ACCEPTED, Status.BEHIND]
