"""«Højere end andre kommuner, vi normalt sammenligner os med»."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.model.evaluation import Cause, Status, TargetResult
from kpi.model.reference import Statistic
from kpi.model.rule import Comparison
from tests.spec.builders import HIDDEN, OWN, Value, counted, group, hidden_of, judge, percent, target, than_peers

PEERS = group("101", "147", "151", OWN)
DUE = "2015-12"


def compared(
    own: Value, peers: dict[str, Value], statistic: Statistic = Statistic.MEAN, as_of: str = "2016-02-01"
) -> TargetResult:
    rule = target(than_peers(Comparison.ABOVE, statistic), DUE)
    others = {area: {DUE: value} for area, value in peers.items()}
    return judge(rule, percent(), {DUE: own}, as_of, others=others, groups=[PEERS])


def test_egen_kommune_er_ikke_med_i_gruppens_gennemsnit() -> None:
    result = compared(51, {"101": 40, "147": 50, "151": 60})
    assert (result.status, result.required) == (Status.MET, Decimal(50))
    assert compared(50, {"101": 40, "147": 50, "151": 60}).status is Status.MISSED


def test_medianen_er_den_midterste() -> None:
    assert compared(45, {"101": 40, "147": 44, "151": 90}, Statistic.MEDIAN).required == Decimal(44)


def test_medianen_af_et_lige_antal_er_midt_imellem_de_to_midterste() -> None:
    rule = target(than_peers(Comparison.ABOVE, Statistic.MEDIAN), DUE)
    others: dict[str, dict[str, Value]] = {"101": {DUE: 40}, "147": {DUE: 50}}
    result = judge(rule, percent(), {DUE: 46}, "2016-02-01", others=others, groups=[group(OWN, "101", "147")])
    assert (result.status, result.required) == (Status.MET, Decimal(45))


def test_vaegtet_er_sum_over_sum_og_ikke_et_gennemsnit_af_procenter() -> None:
    peers: dict[str, Value] = {"101": counted(10, 100), "147": counted(90, 100), "151": counted(100, 800)}
    result = compared(counted(21, 100), peers, Statistic.WEIGHTED)
    assert (result.status, result.required) == (Status.MET, Decimal(20))


def test_en_skjult_kommune_i_et_vaegtet_gennemsnit_er_hoejst_graensen_minus_en() -> None:
    """Hidden: 0 to 2 of 100, so the weighted figure is 20 to 20,67 per cent of 300."""
    peers: dict[str, Value] = {"101": counted(30, 100), "147": counted(30, 100), "151": hidden_of(100)}
    assert compared("20.67", peers, Statistic.WEIGHTED).status is Status.MET
    assert compared("20.66", peers, Statistic.WEIGHTED).status is Status.UNDECIDABLE
    assert compared(20, peers, Statistic.WEIGHTED).status is Status.MISSED


def test_en_forsinket_kommunes_vaegt_kendes_ikke() -> None:
    peers: dict[str, Value] = {"101": counted(30, 100), "147": counted(30, 100)}
    assert compared(99, peers, Statistic.WEIGHTED).status is Status.UNDECIDABLE


def test_vaegtet_kraever_taeller_og_naevner() -> None:
    result = compared(21, {"101": 40, "147": 44, "151": 90}, Statistic.WEIGHTED)
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is Cause.DENOMINATOR_MISSING


def test_en_gruppe_hvis_medlemmer_ikke_er_kendt_kan_ikke_afgoere() -> None:
    rule = target(than_peers(Comparison.ABOVE), DUE)
    result = judge(rule, percent(), {DUE: 90}, "2016-02-01", groups=[group(unknown=True)])
    assert result.status is Status.UNDECIDABLE
    assert (result.reasons[0].cause, result.reasons[0].name) == (Cause.GROUP_UNKNOWN, "klynge")
    assert result.reading is not None


def test_en_gruppe_uden_andre_end_os_er_for_lille() -> None:
    result = judge(target(than_peers(Comparison.ABOVE), DUE), percent(), {DUE: 90}, "2016-02-01", groups=[group(OWN)])
    assert result.reasons[0].cause is Cause.GROUP_TOO_SMALL


@pytest.mark.parametrize(("own", "status"), [(81, Status.MET), (30, Status.MISSED), (40, Status.UNDECIDABLE)])
def test_en_forsinket_kommune_proeves_med_hele_indikatorens_spaend(own: int, status: Status) -> None:
    """The peers' mean lies between (50 + 50 + 0) / 3 and (50 + 50 + 100) / 3."""
    result = compared(own, {"101": 50, "147": 50})
    assert (result.status, result.required) == (status, None)
    if status is Status.UNDECIDABLE:
        assert (result.reasons[0].cause, result.reasons[0].areas) == (Cause.PEER_DECIDES, ("151",))


def test_en_skjult_kommune_proeves_fra_nul_til_graensen_minus_en_over_sin_base() -> None:
    """Hidden: 0, 1 or 2 of 100, so the mean lies between 33,3 and 34."""
    peers: dict[str, Value] = {"101": 50, "147": 50, "151": hidden_of(100)}
    assert compared(35, peers).status is Status.MET
    assert compared("33.2", peers).status is Status.MISSED
    assert compared("33.5", peers).status is Status.UNDECIDABLE


def test_en_skjult_kommune_flytter_ikke_medianen_naar_den_kun_kan_vaere_lav() -> None:
    peers: dict[str, Value] = {"101": 50, "147": 60, "151": hidden_of(100)}
    assert compared(51, peers, Statistic.MEDIAN).status is Status.MET


def test_ingen_af_de_andre_har_fristens_tal_saa_det_afventes() -> None:
    rule = target(than_peers(Comparison.ABOVE), DUE)
    others: dict[str, dict[str, Value]] = {area: {"2015-11": 50} for area in ("101", "147", "151")}
    result = judge(rule, percent(), {DUE: 90}, "2016-01-10", others=others, groups=[PEERS])
    assert result.status is Status.AWAITING


def test_foer_fristen_bruges_den_seneste_periode_som_baade_vi_og_gruppen_har() -> None:
    rule = target(than_peers(Comparison.ABOVE), DUE)
    others: dict[str, dict[str, Value]] = {area: {"2015-05": 50} for area in ("101", "147", "151")}
    result = judge(rule, percent(), {"2015-05": 60, "2015-06": 10}, "2015-07-25", others=others, groups=[PEERS])
    assert (result.status, result.required) == (Status.ON_COURSE, Decimal(50))


def test_eget_skjult_tal_regnes_aldrig_ud() -> None:
    assert compared(HIDDEN, {"101": 50, "147": 50, "151": 50}).status is Status.UNDECIDABLE


@settings(max_examples=150)
@given(
    peers=st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3),
    own=st.integers(0, 100),
    statistic=st.sampled_from([Statistic.MEAN, Statistic.MEDIAN]),
    data=st.data(),
)
def test_enhver_udfyldning_af_forsinkede_tal_giver_det_sagte_svar(
    peers: list[int | None], own: int, statistic: Statistic, data: st.DataObject
) -> None:
    areas = ("101", "147", "151")
    told = compared(
        own, {area: value for area, value in zip(areas, peers, strict=True) if value is not None}, statistic
    )
    filled: dict[str, Value] = {
        area: data.draw(st.integers(0, 100)) if value is None else value
        for area, value in zip(areas, peers, strict=True)
    }
    if told.status in (Status.MET, Status.MISSED):
        assert compared(own, filled, statistic).status is told.status


def test_bedre_end_hver_af_de_andre_afgoeres_af_den_bedste() -> None:
    assert compared(61, {"101": 40, "147": 50, "151": 60}, Statistic.EACH).status is Status.MET
    result = compared(60, {"101": 40, "147": 50, "151": 60}, Statistic.EACH)
    assert (result.status, result.required) == (Status.MISSED, Decimal(60))


def test_en_skjult_kommune_aendrer_kun_hver_af_de_andre_naar_den_kan_vaere_den_bedste() -> None:
    peers: dict[str, Value] = {"101": 50, "147": 50, "151": hidden_of(100)}
    assert compared(51, peers, Statistic.EACH).status is Status.MET
    assert compared(99, {"101": 50, "147": 50}, Statistic.EACH).status is Status.UNDECIDABLE
    assert compared(49, {"101": 50, "147": 50}, Statistic.EACH).status is Status.MISSED
