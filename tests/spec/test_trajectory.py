"""What charts draw is judged by the same rules: readings, the glide path and a moving reference."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.evaluate import glide_path, needed_series, observed_readings, required_over_time
from kpi.model.indicator import Membership
from kpi.model.rule import Comparison, Window
from tests.spec.builders import (
    BEST_THIRD,
    FLOW,
    HIDDEN,
    HIGHER,
    NATION,
    OWN,
    change,
    contract,
    definitions,
    group,
    indicator,
    judge,
    known,
    level,
    months,
    percent,
    series,
    target,
    than_area,
    than_peers,
)

MINUS_60 = target(change(Comparison.AT_MOST, "2015-12", -60), "2017-12")


def test_maalstien_gaar_fra_udgangspunktet_til_fristen() -> None:
    stock = indicator()
    points = glide_path(MINUS_60, definitions(stock), known("2016-03-01", series(stock, OWN, {"2015-12": 400})))
    assert len(points) == 25
    assert (str(points[0].period), points[0].value) == ("2015-12", Decimal(400))
    assert (str(points[12].period), points[12].value) == ("2016-12", Decimal(370))
    assert (str(points[-1].period), points[-1].value) == ("2017-12", Decimal(340))


def test_maalstien_for_et_flow_vokser_gennem_aaret() -> None:
    flow = indicator(FLOW, better=HIGHER)
    ten_more = target(change(Comparison.AT_LEAST, "2016", per_cent=10), "2017")
    rows = months("2016-01", *[10] * 12)
    points = glide_path(ten_more, definitions(flow), known("2017-03-01", series(flow, OWN, rows)))
    in_2017 = {str(point.period): point.value for point in points if point.period.year == 2017}
    assert (in_2017["2017-01"], in_2017["2017-12"]) == (Decimal(11), Decimal(132))


def test_uden_kendt_udgangspunkt_er_der_ingen_maalsti() -> None:
    stock = indicator()
    assert glide_path(MINUS_60, definitions(stock), known("2016-03-01", series(stock, OWN, {"2016-01": 400}))) == ()
    fixed = target(level(Comparison.AT_LEAST, 25), "2017-12")
    assert glide_path(fixed, definitions(stock), known("2016-03-01", series(stock, OWN, {"2016-01": 400}))) == ()


def test_de_viste_maalinger_er_vinduets_og_et_skjult_tal_er_et_hul() -> None:
    stock = indicator()
    figures = known("2018-02-01", series(stock, OWN, months("2016-01", *[10] * 6, HIDDEN, *[10] * 14)))
    monthly = observed_readings(MINUS_60, definitions(stock), figures)
    assert len(monthly) == 20
    rolling = observed_readings(MINUS_60, definitions(stock), figures, Window.ROLLING_YEAR)
    assert [str(reading.period) for reading in rolling] == ["2017-07-R", "2017-08-R", "2017-09-R"]


def test_et_rullende_aar_paa_tvaers_af_et_databrud_vises_ikke() -> None:
    broken = indicator(breaks=["2017-01"])
    figures = known("2018-02-01", series(broken, OWN, months("2016-01", *[10] * 24)))
    rolling = observed_readings(MINUS_60, definitions(broken), figures, Window.ROLLING_YEAR)
    assert [str(reading.period) for reading in rolling] == ["2016-R", "2017-R"]


def test_landets_tal_over_tid_er_kravet_over_tid() -> None:
    share = percent()
    figures = known(
        "2018-02-01", series(share, OWN, {"2017-01": 1}), series(share, NATION, {"2017-01": 2, "2017-02": 3})
    )
    points = required_over_time(target(than_area(Comparison.ABOVE), "2017-12"), definitions(share), figures)
    assert [(str(p.period), p.value) for p in points] == [("2017-01", Decimal(2)), ("2017-02", Decimal(3))]


def test_gruppens_tal_over_tid_er_kravet_over_tid() -> None:
    share = percent()
    rows = {OWN: {"2017-01": 1, "2017-02": 9}, "101": {"2017-01": 2, "2017-02": 3}, "147": {"2017-01": 4}}
    figures = known("2018-02-01", *(series(share, area, values) for area, values in rows.items()))
    facts = definitions(share, groups=[group(OWN, "101", "147")])
    points = required_over_time(target(than_peers(Comparison.ABOVE), "2017-12"), facts, figures)
    assert [(str(p.period), p.value) for p in points] == [("2017-01", Decimal(3))]


def test_en_aftale_har_brug_for_alle_medlemmer_nogen_sinde_og_deres_base() -> None:
    rate, people = percent(per="folketal"), indicator(id="folketal")
    members = group(OWN, "101", Membership("147", None, date(2014, 12, 31)))
    facts = definitions(rate, people, groups=[members])
    needed = needed_series(
        contract(target(BEST_THIRD, "2015-12"), target(than_area(Comparison.ABOVE), "2015-12")), facts
    )
    areas = {OWN, "101", "147"}
    assert needed == {(i, a) for i in ("tal", "folketal") for a in areas | {NATION}}


LEVELS = st.integers(0, 500)


@settings(max_examples=200, deadline=None)
@given(
    year=st.lists(LEVELS, min_size=12, max_size=12),
    amount=st.integers(-100, 100),
    comparison=st.sampled_from(Comparison),
)
def test_en_lige_maalsti_er_aldrig_strengere_end_kravet(year: list[int], amount: int, comparison: Comparison) -> None:
    stock = indicator()
    rule = target(change(comparison, "2015-12", amount), "2017-12")
    points = glide_path(rule, definitions(stock), known("2016-03-01", series(stock, OWN, months("2015-01", *year))))
    required = Decimal(year[-1] + amount)
    for point in points:
        assert point.value <= required if comparison.wants_high else point.value >= required


@settings(max_examples=200, deadline=None)
@given(start=LEVELS, now=LEVELS, strict=st.integers(0, 100), slack=st.integers(0, 100), month=st.integers(1, 24))
def test_et_lempeligere_krav_goer_aldrig_status_vaerre(
    start: int, now: int, strict: int, slack: int, month: int
) -> None:
    period = str(MINUS_60.due - 24 + month)
    as_of = "2017-12-15" if month < 24 else "2018-02-01"
    ranks = [
        judge(
            target(change(Comparison.AT_MOST, "2015-12", -amount), "2017-12"),
            indicator(), {"2015-12": start, period: now}, as_of,
        ).status.rank
        for amount in (strict + slack, strict)
    ]  # fmt: skip
    assert ranks[0] <= ranks[1]
