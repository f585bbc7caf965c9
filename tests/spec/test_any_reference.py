"""Whose figure, of when, and how much better: «2 procentpoint over landet», «bedre end medianen sidste år»."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from kpi.evaluate import required_over_time
from kpi.model.evaluation import Cause, Status, TargetResult
from kpi.model.period import Period
from kpi.model.reference import (
    UNCHANGED,
    Amount,
    AtBaseline,
    Change,
    Constant,
    Growth,
    MeasurementBefore,
    OfArea,
    OfIndicator,
    OfPeers,
    Own,
    PeriodBefore,
    Reference,
    RelativeChange,
    SamePeriod,
    Statistic,
    When,
    Whose,
    Yearly,
    YearsEarlier,
    senseless,
)
from kpi.model.rule import Comparison, Threshold
from tests.spec.builders import (
    NATION,
    OWN,
    YEAR,
    Value,
    baseline,
    criterion,
    definitions,
    group,
    indicator,
    judge,
    known,
    level,
    percent,
    series,
    target,
)

PEERS = group("101", "147", "151", OWN)
TWO_OVER = Amount(Decimal(2))
TEN_BETTER = RelativeChange(Decimal(10))
MEDIAN = OfPeers("klynge", Statistic.MEDIAN)


def against(
    reference: Reference,
    own: dict[str, Value],
    others: dict[str, dict[str, Value]],
    as_of: str = "2018-02-01",
    comparison: Comparison = Comparison.AT_LEAST,
) -> TargetResult:
    rule = target(Threshold(comparison, reference), "2017-12")
    return judge(rule, percent(), own, as_of, others=others, groups=[PEERS])


@pytest.mark.parametrize(("own", "status"), [(28, Status.MET), ("27.99", Status.MISSED)])
def test_to_procentpoint_over_landet(own: Value, status: Status) -> None:
    result = against(Reference(OfArea(NATION), change=TWO_OVER), {"2017-12": own}, {NATION: {"2017-12": 26}})
    assert (result.status, result.required) == (status, Decimal(28))
    assert result.reference is not None
    assert result.reference.value == Decimal(26)


@pytest.mark.parametrize(("own", "status"), [(55, Status.MET), ("54.99", Status.MISSED)])
def test_ti_pct_bedre_end_gruppens_gennemsnit(own: Value, status: Status) -> None:
    peers: dict[str, dict[str, Value]] = {"101": {"2017-12": 40}, "147": {"2017-12": 50}, "151": {"2017-12": 60}}
    result = against(Reference(OfPeers("klynge", Statistic.MEAN), change=TEN_BETTER), {"2017-12": own}, peers)
    assert (result.status, result.required) == (status, Decimal(55))


@pytest.mark.parametrize(("own", "status"), [("44.01", Status.MET), (44, Status.MISSED)])
def test_bedre_end_medianen_af_regionens_kommuner_i_samme_maaned_sidste_aar(own: Value, status: Status) -> None:
    peers: dict[str, dict[str, Value]] = {
        "101": {"2016-12": 40, "2017-12": 90}, "147": {"2016-12": 44, "2017-12": 90}, "151": {"2016-12": 60},
    }  # fmt: skip
    reference = Reference(MEDIAN, YearsEarlier(1))
    result = against(reference, {"2017-12": own}, peers, comparison=Comparison.ABOVE)
    assert (result.status, result.required) == (status, Decimal(44))


def test_landets_niveau_i_et_fast_udgangspunkt() -> None:
    """«Mindst landets niveau i december 2015»: what the nation does later is another matter."""
    reference = Reference(OfArea(NATION), AtBaseline(baseline("2015-12")))
    nation: dict[str, dict[str, Value]] = {NATION: {"2015-12": 20, "2017-12": 40}}
    assert against(reference, {"2017-12": 20}, nation).status is Status.MET
    assert against(reference, {"2017-12": "19.9"}, nation).status is Status.MISSED


def test_to_aar_foer_og_ikke_et() -> None:
    reference = Reference(Own(), YearsEarlier(2))
    own: dict[str, Value] = {"2015-12": 20, "2016-12": 30, "2017-12": 25}
    assert against(reference, own, {}).status is Status.MET
    assert against(Reference(Own(), YearsEarlier(1)), own, {}).status is Status.MISSED


@pytest.mark.parametrize(("now", "status"), [("91", Status.MET), ("90", Status.MISSED)])
def test_bedre_end_ved_sidste_maaling_hvornaar_den_end_var(now: str, status: Status) -> None:
    """A survey every second year: 2017 is held to 2015, and to 2014 had there been none in 2015."""
    survey = percent(frequency=YEAR)
    rule = target(Threshold(Comparison.ABOVE, Reference(Own(), MeasurementBefore())), "2017")
    assert judge(rule, survey, {"2015": 90, "2017": now}, "2018-06-01").status is status
    assert judge(rule, survey, {"2014": 90, "2017": now}, "2018-06-01").status is status


def test_den_foerste_maaling_har_ingen_foer_sig() -> None:
    rule = target(Threshold(Comparison.ABOVE, Reference(Own(), MeasurementBefore())), "2017")
    result = judge(rule, percent(frequency=YEAR), {"2017": 91}, "2018-06-01")
    assert (result.status, result.reasons[0].cause) == (Status.NO_DATA, Cause.BASELINE_MISSING)


@pytest.mark.parametrize("start", [0, -1_000_000])
def test_procent_af_ingenting_eller_af_mindre_har_ingen_mening(start: int) -> None:
    """«Resultatet forbedres med 10 pct.» from minus one million: which way is better?"""
    money = indicator(minimum=-10_000_000)
    rule = target(
        Threshold(Comparison.AT_LEAST, Reference(Own(), AtBaseline(baseline("2016-12")), TEN_BETTER)), "2017-12"
    )
    result = judge(rule, money, {"2016-12": start, "2017-12": -1_050_000}, "2018-02-01")
    assert (result.status, result.reasons[0].cause) == (Status.UNDECIDABLE, Cause.BASELINE_ZERO)


WHOSE: list[Whose] = [Constant(Decimal(50)), Own(), OfArea(NATION), OfIndicator("forventet"), MEDIAN]
WHEN: list[When] = [
    SamePeriod(), AtBaseline(baseline("2015-12")), YearsEarlier(1), YearsEarlier(2), PeriodBefore(),
    MeasurementBefore(),
]  # fmt: skip
CHANGES: list[Change] = [UNCHANGED, TWO_OVER, TEN_BETTER, Yearly(TWO_OVER, Growth.LINEAR)]
TOGETHER = list(product(WHOSE, WHEN, CHANGES))


@pytest.mark.parametrize(("whose", "when", "change"), [parts for parts in TOGETHER if senseless(*parts) is None])
def test_whatever_makes_sense_is_judged_as_its_own_number_would_be(whose: Whose, when: When, change: Change) -> None:
    """At due a reference requires one number; that number written as a level gives the same answer."""
    reference = Reference(whose, when, change)
    rows = {f"{year}-{month:02d}": year - 1980 + month for year in (2015, 2016, 2017) for month in range(1, 13)}
    of = percent()
    other = percent(id="forventet")
    places = [
        series(of, area, {p: v + off for p, v in rows.items()}) for off, area in enumerate((NATION, "101", "147"))
    ]
    figures = known("2018-02-01", series(of, OWN, rows), series(other, OWN, rows), *places)
    facts = definitions(of, other, groups=[group("101", "147", OWN)])
    for comparison in Comparison:
        one = target(Threshold(comparison, reference), "2017-12")
        result = criterion(one, facts=facts, figures=figures).decisive
        assert result.status in (Status.MET, Status.MISSED)
        assert result.required is not None
        plain = target(level(comparison, str(result.required)), "2017-12")
        assert criterion(plain, facts=facts, figures=figures).decisive.status is result.status
        if reference.moves:
            drawn = {point.period: point.value for point in required_over_time(one, facts, figures)}
            assert drawn[Period.month(2017, 12)] == result.required


@pytest.mark.parametrize(("whose", "when", "change"), [parts for parts in TOGETHER if senseless(*parts) is not None])
def test_what_makes_no_sense_cannot_be_made(whose: Whose, when: When, change: Change) -> None:
    with pytest.raises(ValueError, match="without a meaning"):
        Reference(whose, when, change)
