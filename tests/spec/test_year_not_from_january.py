"""«Skoleåret 2016/17», «4. kvartal»: a year need not begin in January, and a quarter of months can be due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi.model.contract import Target, Term
from kpi.model.evaluation import Status
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Comparison, Rule, Window
from kpi.texts.periods import long, of_reading
from tests.spec.builders import FLOW, HIGHER, change, counted, indicator, judge, level, months, percent, target

REFERRALS = indicator(FLOW)
SCHOOL_YEAR = Term(date(2016, 6, 15), date(2016, 8, 1), date(2017, 7, 31))


def in_school_year(rule: Rule, due: str = "2016/17", window: Window = Window.YEAR) -> Target:
    return replace(target(rule, due, window=window, term=SCHOOL_YEAR), year_starts=8)


def test_et_aar_skrives_med_begge_aar_og_ender_hvor_det_ender() -> None:
    year = Period.parse("2016/17")
    assert (year.first_day, year.last_day, str(year)) == (date(2016, 8, 1), date(2017, 7, 31), "2016/17")
    from_april = year.beginning(4)
    assert (str(year + 1), str(from_april), from_april.first_day) == ("2017/18", "2016/17", date(2016, 4, 1))
    assert Period.containing(PeriodKind.YEAR, date(2017, 7, 31), 8) == year
    assert Period.starting(PeriodKind.YEAR, date(2016, 8, 1)) == year
    assert Period.starting(PeriodKind.YEAR, date(2016, 1, 1)) == Period.of_year(2016)
    assert len(year.parts(PeriodKind.MONTH)) == 12
    with pytest.raises(ValueError, match="not a period"):
        Period.parse("2016/18")


@pytest.mark.parametrize("window", [Window.YEAR, Window.YEAR_TO_DATE])
def test_tolv_om_maaneden_mod_hoejst_120_i_skoleaaret(window: Window) -> None:
    due = "2016/17" if window is Window.YEAR else "2017-07"
    rule = in_school_year(level(Comparison.AT_MOST, 120), due, window)
    half_way = judge(rule, REFERRALS, months("2016-08", *[12] * 6), "2017-02-25")
    assert (half_way.status, half_way.expected) == (Status.BEHIND, Decimal(60))
    assert half_way.reading is not None
    assert half_way.reading.value == 72
    assert of_reading(half_way.reading) == "august 2016-januar 2017"
    over = judge(rule, REFERRALS, months("2016-08", *[12] * 12), "2017-08-25")
    assert (over.status, over.required) == (Status.MISSED, Decimal(120))
    assert over.reading is not None
    assert (over.reading.value, long(over.reading.period)) == (Decimal(144), "2016/17")


def test_aaret_foer_er_skoleaaret_foer() -> None:
    rule = in_school_year(change(Comparison.AT_LEAST, "2015/16", 0, per_cent=10))
    matches = indicator(FLOW, better=HIGHER)
    before = months("2015-08", *[50] * 12)
    result = judge(rule, matches, before | months("2016-08", 54, 55), "2016-10-25")
    assert (result.status, result.expected, result.required) == (Status.BEHIND, Decimal(110), Decimal(660))


def test_et_kvartal_af_maaneder_er_summen_gennemsnittet_eller_andelen_af_dem() -> None:
    rows = months("2017-10", 10, 20, 33)
    at_most = target(level(Comparison.AT_MOST, 63), "2017-Q4", window=Window.QUARTER)
    assert judge(at_most, REFERRALS, rows, "2018-02-01").status is Status.MET
    average = target(level(Comparison.AT_MOST, 21), "2017-Q4", window=Window.QUARTER)
    result = judge(average, indicator(), rows, "2018-02-01")
    assert (result.status, result.reading and result.reading.value) == (Status.MET, Decimal(21))
    shares = months("2017-10", counted(1, 10), counted(50, 100), counted(9, 90))
    thirty = target(level(Comparison.AT_LEAST, 30), "2017-Q4", window=Window.QUARTER)
    assert judge(thirty, percent(), shares, "2018-02-01").status is Status.MET


def test_et_kvartal_taeller_kun_egne_maaneder_og_loeber_op_undervejs() -> None:
    rule = target(level(Comparison.AT_MOST, 30), "2017-Q4", window=Window.QUARTER)
    rows = months("2017-07", 90, 90, 90, 10, 11)
    result = judge(rule, REFERRALS, rows, "2017-12-25")
    assert (result.status, result.expected) == (Status.BEHIND, Decimal(20))
    passed = judge(rule, REFERRALS, months("2017-10", 10, 21), "2017-12-25")
    assert (passed.status, passed.at_once) == (Status.MISSED, True)


def test_et_halvaar_af_kvartaler() -> None:
    quarterly = indicator(FLOW, frequency=PeriodKind.QUARTER)
    rule = target(level(Comparison.AT_MOST, 30), "2017-H2", window=Window.HALF_YEAR)
    rows = {"2017-Q2": 50, "2017-Q3": 15, "2017-Q4": 15}
    assert judge(rule, quarterly, rows, "2018-02-01").status is Status.MET
