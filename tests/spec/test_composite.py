"""«Afstanden til landet skal blive mindre», et vægtet indeks, «ikke mere end to distrikter over 10 %»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi.evaluate import needed_series, observed_readings, with_derived
from kpi.model.definitions import Definitions
from kpi.model.evaluation import DataState, Status, TargetResult
from kpi.model.indicator import CompositePart, CountBeyond, Indicator, WeightedSum
from kpi.model.observation import Quality, Series
from kpi.model.rule import Comparison
from tests import units
from tests.spec.builders import (
    FLOW,
    HIDDEN,
    MISSING,
    NATION,
    OWN,
    Row,
    Value,
    change,
    contract,
    criterion,
    definitions,
    group,
    hidden_of,
    indicator,
    known,
    level,
    months,
    percent,
    series,
    target,
)

RATE = percent(id="ledighed", better="lower")
GAP = replace(
    indicator(id="afstand", unit=units.PERCENTAGE_POINT),
    made_from=WeightedSum(
        (CompositePart("ledighed", "", Fraction(1)), CompositePart("ledighed", NATION, Fraction(-1)))
    ),
)

SHRINK = target(change(Comparison.BELOW, "2016-12"), "2017-12", of="afstand")
FACTS = definitions(RATE, GAP)


def gap(own: Mapping[str, Value], nation: Mapping[str, Value], as_of: str = "2018-02-01") -> TargetResult:
    figures = known(as_of, series(RATE, OWN, own), series(RATE, NATION, nation))
    return criterion(SHRINK, facts=FACTS, figures=figures).decisive


def test_afstanden_er_vores_tal_minus_landets_og_skal_falde() -> None:
    result = gap({"2016-12": "5.4", "2017-12": "4.6"}, {"2016-12": "4.4", "2017-12": "4.0"})
    assert (result.status, result.required, result.gap) == (Status.MET, Decimal("1.0"), Decimal("-0.4"))
    same = gap({"2016-12": "5.4", "2017-12": "5.0"}, {"2016-12": "4.4", "2017-12": "4.0"})
    assert same.status is Status.MISSED


def test_et_lavere_tal_er_ikke_nok_naar_landet_falder_mere() -> None:
    assert gap({"2016-12": 5, "2017-12": 4}, {"2016-12": 4, "2017-12": 2}).status is Status.MISSED


def test_tallet_findes_foerst_naar_alle_dele_er_kommet() -> None:
    result = gap({"2016-12": 5, "2017-12": 4}, {"2016-12": 4})
    assert result.status is Status.AWAITING


@pytest.mark.parametrize("part", [HIDDEN, MISSING])
def test_en_skjult_del_skjuler_hele_tallet(part: Row) -> None:
    result = gap({"2016-12": 5, "2017-12": 4}, {"2016-12": 4, "2017-12": part})
    assert (result.status, result.reading) == (Status.UNDECIDABLE, None)


def test_et_foreloebigt_tal_goer_det_hele_foreloebigt() -> None:
    early = Row("4.0", Quality.PROVISIONAL)
    assert gap({"2016-12": 5, "2017-12": 4}, {"2016-12": 4, "2017-12": early}).provisional
    assert not gap({"2016-12": 5, "2017-12": 4}, {"2016-12": 4, "2017-12": "3.5"}).provisional


def test_en_rettet_del_goer_tallet_rettet() -> None:
    own = series(RATE, OWN, {"2016-12": 5, "2017-12": 4}, {"2017-12": 6})
    figures = known("2018-02-01", own, series(RATE, NATION, {"2016-12": 4, "2017-12": 3}))
    assert DataState.REVISED in criterion(SHRINK, facts=FACTS, figures=figures).decisive.data_states


def test_delene_hentes_med_aftalen() -> None:
    assert needed_series(contract(SHRINK), FACTS) == {("afstand", OWN), ("ledighed", OWN), ("ledighed", NATION)}


def test_en_sammensat_serie_kan_vises_som_enhver_anden() -> None:
    own, nation = series(RATE, OWN, months("2017-01", 5, 6, 7)), series(RATE, NATION, months("2017-01", 4, HIDDEN, 4))
    figures = with_derived(FACTS, known("2017-05-01", own, nation), needed_series(contract(SHRINK), FACTS))
    found = figures.of("afstand", OWN)
    assert found is not None
    assert [(str(o.period), o.value) for o in found.observations] == [
        ("2017-01", Decimal(1)), ("2017-02", None), ("2017-03", Decimal(3)),
    ]  # fmt: skip
    assert len(observed_readings(SHRINK, FACTS, figures)) == 2


def test_et_vaegtet_indeks_over_indikatorer_og_omraader() -> None:
    index = replace(
        indicator(id="indeks"),
        made_from=WeightedSum(
            (CompositePart("ledighed", "", Fraction(1, 4)), CompositePart("ledighed", "615", Fraction(3, 4)))
        ),
    )
    rule = target(level(Comparison.AT_MOST, 4), "2017-12", of="indeks")
    figures = known("2018-02-01", series(RATE, OWN, {"2017-12": 7}), series(RATE, "615", {"2017-12": 3}))
    result = criterion(rule, facts=definitions(RATE, index), figures=figures).decisive
    assert (result.status, result.reading and result.reading.value) == (Status.MET, Decimal("4.00"))


def test_et_gennemsnit_over_aaret_af_et_sammensat_tal() -> None:
    figures = known(
        "2018-02-01",
        series(RATE, OWN, months("2017-01", *[5] * 6, *[7] * 6)),
        series(RATE, NATION, months("2017-01", *[4] * 12)),
    )
    rule = target(level(Comparison.AT_MOST, 2), "2017", of="afstand")
    result = criterion(rule, facts=FACTS, figures=figures).decisive
    assert (result.status, result.reading and result.reading.value) == (Status.MET, Decimal(2))


THIRDS = WeightedSum(tuple(CompositePart("ledighed", area, Fraction(1, 3)) for area in ("", "615", "751")))
MEAN = replace(indicator(id="snit", better="higher"), made_from=THIRDS)


def thirds(*of_each: Mapping[str, Value]) -> tuple[Series, ...]:
    return tuple(series(RATE, area, rows) for area, rows in zip((OWN, "615", "751"), of_each, strict=True))


@pytest.mark.parametrize(
    ("values", "status"), [((85, 85, 85), Status.MET), ((84, 85, 86), Status.MET), ((85, 85, "84.99"), Status.MISSED)]
)
def test_et_gennemsnit_af_tre_paa_mindst_85_er_naaet_ved_praecis_85(values: Sequence[Value], status: Status) -> None:
    rule = target(level(Comparison.AT_LEAST, 85), "2017-12", of="snit")
    figures = known("2018-02-01", *thirds(*({"2017-12": value} for value in values)))
    assert criterion(rule, facts=definitions(RATE, MEAN), figures=figures).decisive.status is status


def test_tredjedele_laegges_sammen_uden_at_noget_gaar_tabt() -> None:
    one, none = months("2017-01", *[1] * 12), months("2017-01", *[0] * 12)
    facts = definitions(RATE, replace(MEAN, kind=FLOW))
    rule = target(level(Comparison.AT_LEAST, 4), "2017", of="snit")
    result = criterion(rule, facts=facts, figures=known("2018-02-01", *thirds(one, none, none))).decisive
    assert (result.status, result.reading and result.reading.value) == (Status.MET, Decimal(4))


# How many are beyond a level

NAMES = ("nord", "syd", "midt")
DISTRICTS = [percent(id=name, better="lower", hidden_under=3) for name in NAMES]
AT_MOST_TWO = target(level(Comparison.AT_MOST, 1), "2017-12", of="over_10")


def counting(areas: tuple[str, ...] = (), group_id: str = "", names: tuple[str, ...] = NAMES) -> Indicator:
    rule = CountBeyond(names, areas, group_id, Comparison.ABOVE, Decimal(10))
    return replace(indicator(id="over_10", unit=units.COUNT), made_from=rule)


def beyond(*values: Value) -> TargetResult:
    rows = [series(one, OWN, {"2017-12": value}) for one, value in zip(DISTRICTS, values, strict=True)]
    return criterion(
        AT_MOST_TWO, facts=definitions(*DISTRICTS, counting()), figures=known("2018-02-01", *rows)
    ).decisive


def test_hvor_mange_ligger_over_graensen_og_graensen_selv_taeller_ikke() -> None:
    result = beyond(11, 10, 9)
    assert (result.status, result.reading and result.reading.value) == (Status.MET, Decimal(1))
    assert beyond(11, "10.01", 9).status is Status.MISSED


def test_et_skjult_tal_skjuler_kun_antallet_naar_det_kan_vaere_paa_begge_sider() -> None:
    """Hidden is 0 to 2: of 100 at most 2 pct., of 10 up to 20 pct."""
    assert beyond(11, 9, hidden_of(100)).status is Status.MET
    assert beyond(11, 9, hidden_of(10)).status is Status.UNDECIDABLE
    assert beyond(11, 9, HIDDEN).status is Status.UNDECIDABLE


def test_antallet_i_en_gruppe_taeller_gruppens_medlemmer_den_dag() -> None:
    facts = definitions(RATE, counting((), "klynge", ("ledighed",)), groups=[group(OWN, "615", "657")])
    rows = {OWN: 11, "615": 12, "657": 9, "999": 50}
    figures = known("2018-02-01", *(series(RATE, area, {"2017-12": value}) for area, value in rows.items()))
    result = criterion(AT_MOST_TWO, facts=facts, figures=figures).decisive
    assert (result.status, result.reading and result.reading.value) == (Status.MISSED, Decimal(2))
    assert _needed(facts) == {("over_10", OWN), ("ledighed", OWN), ("ledighed", "615"), ("ledighed", "657")}


def _needed(facts: Definitions) -> frozenset[tuple[str, str]]:
    return needed_series(contract(AT_MOST_TWO), facts)
