"""«Antal langtidsledige i den laveste tredjedel af kontanthjælpsklyngen»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.evaluate import Third, rank_members
from kpi.model.evaluation import Cause, Standing, Status, TargetResult
from kpi.model.indicator import Better, Indicator, Membership
from kpi.model.period import Period
from kpi.model.rule import BestFraction
from tests import units
from tests.spec.builders import (
    BEST_THIRD,
    HIDDEN,
    LOWER,
    OWN,
    SHARE,
    Value,
    definitions,
    group,
    indicator,
    judge,
    known,
    series,
    target,
)

RATE = indicator(SHARE, better=LOWER, unit=units.PER_1000, maximum=1000, per="folketal")
PEOPLE = indicator(id="folketal", unit=units.PERSONS, better=Better.NEITHER)
DUE = "2015-12"
AREAS = ("101", "147", "151", "153", "155", "157", "159", "161")


def ranked(
    own: Value,
    others: list[Value | None],
    *,
    of: Indicator = RATE,
    people: int | None = None,
    as_of: str = "2016-02-01",
    outside_worst: bool = False,
) -> TargetResult:
    """Others in order of AREAS; None: not delivered."""
    areas = AREAS[: len(others)]
    rows = {area: {DUE: value} for area, value in zip(areas, others, strict=True) if value is not None}
    bases = [series(PEOPLE, area, {DUE: people}) for area in areas] if people is not None else []
    return judge(
        target(replace(BEST_THIRD, outside_worst=outside_worst), DUE),
        of,
        {DUE: own},
        as_of,
        others=rows,
        groups=[group(OWN, *areas)],
        bases=bases,
        base=PEOPLE,
    )


def standing(result: TargetResult) -> Standing:
    assert result.standing is not None
    return result.standing


def test_laveste_tredjedel_af_ni_er_plads_1_til_3() -> None:
    third = ranked(3, [1, 2, 4, 5, 6, 7, 8, 9])
    assert (third.status, standing(third).place_from, standing(third).best_places) == (Status.MET, 3, 3)
    assert ranked("3.5", [1, 2, 3, 5, 6, 7, 8, 9]).status is Status.MISSED


def test_tredjedelen_rundes_ned() -> None:
    result = ranked(2, [1, 3, 4, 5])
    assert (result.status, standing(result).best_places, standing(result).members) == (Status.MISSED, 1, 5)


def test_ikke_i_den_daarligste_tredjedel_af_fem_er_plads_1_til_4() -> None:
    result = ranked(4, [1, 2, 3, 5], outside_worst=True)
    assert (result.status, standing(result).best_places) == (Status.MET, 4)
    assert ranked(6, [1, 2, 3, 5], outside_worst=True).status is Status.MISSED


def test_delte_pladser_faar_den_bedste() -> None:
    tied = ranked(3, [1, 2, 3, 3, 6, 7, 8, 9])
    assert (tied.status, standing(tied).place_from, standing(tied).place_to) == (Status.MET, 3, 3)
    assert standing(tied).tied_with == 2


def test_pladser_bruger_de_uafrundede_tal() -> None:
    assert ranked("3.0004", [1, 2, "3.0003", 5, 6, 7, 8, 9]).status is Status.MISSED


def test_en_forsinket_kommune_der_ikke_kan_aendre_svaret() -> None:
    """Second of nine even if the late one is best."""
    inside = ranked(2, [1, None, 4, 5, 6, 7, 8, 9])
    assert (inside.status, standing(inside).place_from, standing(inside).place_to) == (Status.MET, 2, 3)
    assert standing(inside).unknown == ("147",)
    assert ranked("4.5", [1, 2, 3, 4, None, 7, 8, 9]).status is Status.MISSED


def test_en_forsinket_kommune_der_afgoer_det() -> None:
    result = ranked(3, [1, 2, None, 5, 6, 7, 8, 9])
    assert result.status is Status.UNDECIDABLE
    assert (result.reasons[0].cause, result.reasons[0].areas) == (Cause.PEER_DECIDES, ("151",))
    assert (standing(result).place_from, standing(result).place_to) == (3, 4)


def test_en_skjult_kommune_taeller_med_og_proeves_over_sin_base() -> None:
    """Hidden: 0, 1 or 2 of 1.000 people is at most 2 pr. 1.000: surely better than 2,5, not surely better than 1,5."""
    sure = ranked("2.5", [1, HIDDEN, 2, 5, 6, 7, 8, 9], people=1000)
    assert (sure.status, standing(sure).place_from, standing(sure).place_to) == (Status.MISSED, 4, 4)
    open_ = ranked("1.5", [1, HIDDEN, HIDDEN, 5, 6, 7, 8, 9], people=1000)
    assert (open_.status, standing(open_).place_from, standing(open_).place_to) == (Status.UNDECIDABLE, 2, 4)
    assert open_.reasons[0].areas == ("147", "151")


def test_en_skjult_kommunes_rate_er_hoejst_graensen_minus_en_over_basen() -> None:
    """2 of 500 people is 4 pr. 1.000."""
    assert ranked("4.5", [1, HIDDEN, 3, 5, 6, 7, 8, 9], people=500).status is Status.MISSED
    assert ranked("3.5", [1, HIDDEN, 3, 5, 6, 7, 8, 9], people=500).status is Status.UNDECIDABLE


def test_en_senere_base_bruges_ikke() -> None:
    others: dict[str, dict[str, Value]] = {"101": {DUE: 1}, "147": {DUE: HIDDEN}, "151": {DUE: 8}}
    bases = [series(PEOPLE, "147", {"2015-06": 500, "2016-01": 5000})]
    result = judge(
        target(BEST_THIRD, DUE), RATE, {DUE: 3}, "2016-02-01",
        others=others, groups=[group(OWN, "101", "147", "151")], bases=bases, base=PEOPLE,
    )  # fmt: skip
    assert (standing(result).place_from, standing(result).place_to) == (2, 3)


def test_kun_de_kommuner_der_kan_aendre_svaret_naevnes() -> None:
    result = ranked("2.5", [1, HIDDEN, None, 5, 6, 7, 8, 9], people=1000)
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].areas == ("151",)
    assert standing(result).unknown == ("147", "151")


def test_en_skjult_kommune_uden_kendt_base_proeves_med_hele_spaendet() -> None:
    assert ranked("2.5", [1, HIDDEN, 2, 5, 6, 7, 8, 9]).status is Status.UNDECIDABLE


def test_under_tre_medlemmer_er_der_ingen_tredjedele() -> None:
    result = ranked(1, [2])
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is Cause.GROUP_TOO_SMALL


def test_en_klynge_hvis_medlemmer_ikke_er_kendt() -> None:
    result = judge(target(BEST_THIRD, DUE), RATE, {DUE: 1}, "2016-02-01", groups=[group(unknown=True)])
    assert result.status is Status.UNDECIDABLE
    assert result.reasons[0].cause is Cause.GROUP_UNKNOWN


def test_medlemmerne_er_dem_i_den_periode_der_bedoemmes() -> None:
    left = Membership("101", None, date(2015, 11, 30))
    joined = Membership("147", date(2016, 1, 1), None)
    members = group(OWN, left, joined, "151", "153")
    others: dict[str, dict[str, Value]] = {"101": {DUE: 1}, "147": {DUE: 1}, "151": {DUE: 5}, "153": {DUE: 6}}
    result = judge(target(BEST_THIRD, DUE), RATE, {DUE: 4}, "2016-02-01", others=others, groups=[members])
    assert (result.status, standing(result).members) == (Status.MET, 3)


def test_foer_fristen_er_plads_i_tredjedelen_paa_sporet() -> None:
    rows: dict[str, dict[str, Value]] = {area: {"2015-06": place} for place, area in enumerate(AREAS, 2)}
    at = {"groups": [group(OWN, *AREAS)], "others": rows}
    early = judge(target(BEST_THIRD, DUE), RATE, {"2015-06": 1}, "2015-07-25", **at)
    assert (early.status, early.reached_early) == (Status.ON_COURSE, True)
    behind = judge(target(BEST_THIRD, DUE), RATE, {"2015-06": 90}, "2015-07-25", **at)
    assert behind.status is Status.BEHIND


def page(values: dict[str, Value], of: Indicator = RATE) -> dict[str, tuple[int, int, Third | None]]:
    figures = known("2016-02-01", *(series(of, area, {DUE: value}) for area, value in values.items()))
    areas = [*values, *(a for a in AREAS[:2] if a not in values)]
    found = rank_members(of.id, Period.parse(DUE), areas, definitions(of, PEOPLE), figures)
    return {m.area: (m.place_from, m.place_to, m.third) for m in found.members}


def test_sammenligningens_tredjedele_er_pladserne_foerst_midt_og_sidst() -> None:
    places = page({area: value for value, area in enumerate(AREAS[:7])})
    assert [third for _, _, third in places.values()] == [
        Third.BEST, Third.BEST, Third.MIDDLE, Third.MIDDLE, Third.MIDDLE, Third.WORST, Third.WORST
    ]  # fmt: skip


def test_en_ukendt_placering_har_kun_en_tredjedel_naar_alle_dens_pladser_ligger_i_den() -> None:
    places = page({"151": 1, "153": 2, "155": 3, "101": 4})
    assert places["147"] == (1, 5, None)
    assert places["151"] == (1, 2, None)
    assert places["155"] == (3, 4, Third.MIDDLE)


def test_uden_en_bedste_side_er_der_ingen_tredjedele_og_det_hoejeste_staar_foerst() -> None:
    places = page({"101": 1, "147": 2, "151": 3}, indicator(better=Better.NEITHER))
    assert list(places) == ["151", "147", "101"]
    assert {third for _, _, third in places.values()} == {None}


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=2, max_size=7)


@settings(max_examples=150, deadline=None)
@given(others=VALUES, own=st.integers(0, 6), data=st.data())
def test_enhver_udfyldning_af_ukendte_tal_giver_en_plads_inden_for_det_sagte(
    others: list[int | None], own: int, data: st.DataObject
) -> None:
    bounded = ranked(own, list(others), of=indicator(SHARE, better=LOWER, unit=units.PERCENT, maximum=6))
    filled: list[Value | None] = [data.draw(st.integers(0, 6)) if v is None else v for v in others]
    exact = ranked(own, filled, of=indicator(SHARE, better=LOWER, unit=units.PERCENT, maximum=6))
    if bounded.standing is not None:
        assert bounded.standing.place_from <= standing(exact).place_from <= bounded.standing.place_to
    if bounded.status in (Status.MET, Status.MISSED):
        assert exact.status is bounded.status


@settings(max_examples=100, deadline=None)
@given(others=st.lists(st.integers(0, 6), min_size=2, max_size=7), own=st.integers(0, 6))
def test_en_stoerre_broekdel_goer_aldrig_svaret_vaerre(others: list[int], own: int) -> None:
    areas = AREAS[: len(others)]
    rows: dict[str, dict[str, Value]] = {area: {DUE: v} for area, v in zip(areas, others, strict=True)}
    results = [
        judge(
            target(BestFraction("klynge", fraction), DUE),
            RATE, {DUE: own}, "2016-02-01", others=rows, groups=[group(OWN, *areas)],
        )
        for fraction in (Fraction(1, 3), Fraction(2, 3))
    ]  # fmt: skip
    narrow, wide = results
    assert narrow.status.rank <= wide.status.rank or narrow.status is Status.UNDECIDABLE
    assert Decimal(standing(narrow).best_places) <= standing(wide).best_places
