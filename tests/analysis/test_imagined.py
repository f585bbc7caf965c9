"""Paths put in order as arrays give the answer of every path judged by itself: for every rule, also at exact ties."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from kpi.analysis.continuation import continuation
from kpi.analysis.imagined import Imagined
from kpi.evaluate.foreseen import ForeseenFigures
from kpi.evaluate.windows import Measure, measure
from kpi.model.contract import Target
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.reference import (
    Amount,
    MeasurementBefore,
    OfPeers,
    PeriodBefore,
    Reference,
    RelativeChange,
    Statistic,
    YearsEarlier,
)
from kpi.model.rule import Between, Comparison, OfRequired, Rule, Significant, Threshold, Window
from tests.followup.known import judged
from tests.spec import builders as given
from tests.spec.builders import FLOW, LOWER, NATION, OWN, counted, target

STOCK, COUNT = given.indicator(), given.indicator(FLOW, better=given.HIGHER, unit=given.units.COUNT)
SHARE = given.percent()
PEERS = ("1", "2", "3", "4", "5")
GROUP = given.group(*PEERS, OWN)
AS_OF = "2018-01-15"
COMPARISONS = tuple(Comparison)


def whole(seed: int, count: int = 36) -> dict[str, given.Value]:
    """Small whole numbers, so that many paths end on the same one, or exactly on what is required."""
    random = Random(seed)
    return given.months("2015-01", *(str(100 + random.randint(-3, 3)) for _ in range(count)))


def imagined(
    what: Target, of: Indicator = STOCK, own: dict[str, given.Value] | None = None, as_of: str = AS_OF
) -> Imagined:
    others = {area: whole(seed) for seed, area in enumerate((NATION, *PEERS), start=2)}
    found, result = judged(what, of, own or whole(1), as_of, others=others, groups=[GROUP])
    return Imagined(found.known, what, continuation(found.known, what, result))


def held_one_by_one(paths: Imagined) -> Decimal:
    return Decimal(sum(paths.fulfils(path) for path in range(len(paths)))) / len(paths)


def newest(rows: dict[str, given.Value]) -> int:
    return int(str(list(rows.values())[-1]))


LEVEL = newest(whole(1))
KNOWN_BEFOREHAND: list[tuple[str, Rule, str, Window | None]] = [
    *((f"{c} a level", given.level(c, LEVEL), "2018-06", None) for c in COMPARISONS),
    *((f"{c} a change", given.change(c, "2017-12", 1), "2018-06", None) for c in COMPARISONS),
    *((f"{c} per cent", given.change(c, "2016-12", per_cent=3), "2018-06", None) for c in COMPARISONS),
    *(
        (f"{c} a stated baseline", given.change(c, given.baseline("2019", "99"), 1), "2018-06", None)
        for c in COMPARISONS
    ),
    ("per cent every year", given.yearly(Comparison.AT_LEAST, "2016-12", per_cent=2), "2018-12", None),
    ("steps", given.stepwise(Comparison.AT_MOST, m2018_03=LEVEL, m2018_06=LEVEL - 1), "2018-06", None),
    ("the year before", given.than_earlier(Comparison.ABOVE, YearsEarlier(1)), "2018-06", None),
    ("two years before", given.than_earlier(Comparison.BELOW, YearsEarlier(2), per_cent=1), "2019-06", None),
    ("the period before", given.than_earlier(Comparison.ABOVE, PeriodBefore()), "2018-01", None),
    ("the measurement before", given.than_earlier(Comparison.BELOW, MeasurementBefore()), "2018-01", None),
    ("a year's mean", given.level(Comparison.AT_LEAST, LEVEL), "2018", Window.YEAR),
    ("the year so far", given.change(Comparison.AT_MOST, "2017", 0), "2018-08", Window.YEAR_TO_DATE),
    ("a rolling year", given.level(Comparison.BELOW, LEVEL), "2018-06", Window.ROLLING_YEAR),
    ("the latest measurement", given.level(Comparison.AT_LEAST, LEVEL), "2018-06", Window.LATEST),
]


@pytest.mark.parametrize(
    ("rule", "due", "window"), [one[1:] for one in KNOWN_BEFOREHAND], ids=lambda part: str(part)[:40]
)
def test_what_is_required_is_known_beforehand(rule: Rule, due: str, window: Window | None) -> None:
    paths = imagined(target(rule, due, window=window))
    assert paths.order is not None
    assert paths.probability() == held_one_by_one(paths)


def test_these_rules_do_part_the_paths() -> None:
    """Otherwise all of them, or none, would be fulfilled whatever the order."""
    chances = [imagined(target(r, due, window=w)).probability() for _, r, due, w in KNOWN_BEFOREHAND]
    assert sum(0 < chance < 1 for chance in chances) > 15


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize("margin", ["2", OfRequired(Decimal(2))], ids=["amount", "per cent"])
def test_a_tolerance_and_a_change_that_does_not_count(comparison: Comparison, margin: str | OfRequired) -> None:
    tolerated = imagined(target(given.level(comparison, LEVEL), "2018-06", tolerance=margin))
    assert tolerated.order is not None
    assert tolerated.probability() == held_one_by_one(tolerated)
    unchanged = imagined(target(given.change(comparison, "2017-12", 0), "2018-06", material=margin))
    assert unchanged.order is not None
    assert unchanged.probability() == held_one_by_one(unchanged)


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize("change", [0, -1])
def test_beside_another_area(comparison: Comparison, change: int) -> None:
    rule = given.than_area(comparison)
    moved = Threshold(comparison, replace(rule.reference, change=Amount(Decimal(change))))
    for tolerance in (None, "1"):
        paths = imagined(target(moved, "2018-04", tolerance=tolerance))
        assert paths.order is not None
        assert paths.probability() == held_one_by_one(paths)


@pytest.mark.parametrize("comparison", [Comparison.ABOVE, Comparison.AT_MOST])
@pytest.mark.parametrize("statistic", [Statistic.MEAN, Statistic.MEDIAN, Statistic.EACH])
@pytest.mark.parametrize("members", [4, 5])
def test_beside_a_group(comparison: Comparison, statistic: Statistic, members: int) -> None:
    rule = Threshold(comparison, Reference(OfPeers("klynge", statistic)))
    what = target(rule, "2018-04")
    others = {area: whole(seed) for seed, area in enumerate(PEERS[:members], start=2)}
    found, result = judged(what, STOCK, whole(1), AS_OF, others=others, groups=[given.group(*PEERS[:members], OWN)])
    paths = Imagined(found.known, what, continuation(found.known, what, result))
    assert paths.order is not None
    assert paths.probability() == held_one_by_one(paths)


@pytest.mark.parametrize("better", [LOWER, given.HIGHER])
@pytest.mark.parametrize("outside_worst", [True, False])
def test_a_place_in_a_ranking(better: given.Better, outside_worst: bool) -> None:
    rule = replace(given.BEST_THIRD, fraction=Fraction(1, 3), outside_worst=outside_worst)
    paths = imagined(target(rule, "2018-04"), replace(STOCK, better=better))
    assert paths.order is not None
    assert 0 < paths.probability() < 1
    assert paths.probability() == held_one_by_one(paths)


def test_a_year_s_share_and_sum() -> None:
    random = Random(3)
    own = given.months("2015-01", *(counted(random.randint(20, 40), random.randint(90, 110)) for _ in range(34)))
    paths = imagined(target(given.level(Comparison.AT_LEAST, 29), "2018", window=Window.YEAR), SHARE, own, "2017-11-15")
    assert paths.order is not None
    assert 0 < paths.probability() < 1
    assert paths.probability() == held_one_by_one(paths)
    total = imagined(target(given.level(Comparison.ABOVE, 12 * LEVEL), "2018", window=Window.YEAR), COUNT)
    assert total.order is not None
    assert total.probability() == held_one_by_one(total)


def test_another_s_figure_of_due_may_be_in_already() -> None:
    """Own December is not published yet; the nation's is."""
    own = {period: value for period, value in whole(1).items() if period != "2017-12"}
    paths = imagined(target(given.than_area(Comparison.ABOVE), "2017-12"), own=own, as_of="2017-12-31")
    assert paths.order is not None
    assert 0 < paths.probability() < 1
    assert paths.probability() == held_one_by_one(paths)


NATION_AND_MORE = replace(given.than_area(Comparison.ABOVE).reference, change=RelativeChange(Decimal(2)))
CHANGED = given.amended("2018-03-01", target(given.level(Comparison.AT_LEAST, LEVEL + 3), "2018-06"))
ONE_BY_ONE = {
    "a band": target(Between(Decimal(LEVEL - 2), Decimal(LEVEL + 2)), "2018-06"),
    "every period": target(given.level(Comparison.AT_LEAST, LEVEL - 5), "2018-06", every="2018-01"),
    "the period before, itself to come": target(given.than_earlier(Comparison.ABOVE, PeriodBefore()), "2018-06"),
    "a baseline to come": target(given.change(Comparison.ABOVE, "2018-03", 0), "2018-06"),
    "significant": target(given.change(Comparison.ABOVE, "2017-12", 0), "2018-06", material=Significant.SIGNIFICANT),
    "per cent over another": target(Threshold(Comparison.ABOVE, NATION_AND_MORE), "2018-06"),
    "per cent of another's": target(given.than_area(Comparison.ABOVE), "2018-06", tolerance=OfRequired(Decimal(2))),
    "another's year": target(given.than_area(Comparison.ABOVE), "2018", window=Window.YEAR),
    "changed on the way": target(given.level(Comparison.AT_LEAST, LEVEL), "2018-06", amendments=[CHANGED]),
}


@pytest.mark.parametrize("what", ONE_BY_ONE.values(), ids=ONE_BY_ONE)
def test_where_more_than_one_quantity_decides_every_path_is_judged_by_itself(what: Target) -> None:
    paths = imagined(what)
    assert paths.order is None
    assert paths.probability() == held_one_by_one(paths)


def test_a_figure_that_is_known_is_not_imagined() -> None:
    paths = imagined(target(given.than_area(Comparison.ABOVE), "2018-04"))
    own = paths.figures(0)["tal", OWN]
    assert list(own) == [Period.month(2018, month) for month in range(1, 5)]


READINGS = {
    "a year's mean": (STOCK, Window.YEAR, "2018"),
    "a year's sum": (COUNT, Window.YEAR, "2018"),
    "a year so far": (COUNT, Window.YEAR_TO_DATE, "2018-10"),
    "a rolling year": (STOCK, Window.ROLLING_YEAR, "2018-06"),
    "a quarter": (STOCK, Window.QUARTER, "2018-Q1"),
    "a year's share": (SHARE, Window.YEAR, "2018"),
}


@pytest.mark.parametrize(("of", "window", "due"), READINGS.values(), ids=READINGS)
def test_a_reading_over_a_longer_stretch_is_the_rules_own_in_every_path(
    of: Indicator, window: Window, due: str
) -> None:
    random = Random(4)
    shares = given.months("2015-01", *(counted(random.randint(20, 40), random.randint(90, 110)) for _ in range(36)))
    what = target(given.level(Comparison.AT_LEAST, 1), due, window=window)
    paths = imagined(what, of, shares if of is SHARE else whole(1))
    course = paths.course
    every = range(0, len(paths), 20)
    for through in course.ahead:
        foreseen = (ForeseenFigures(paths.known, what.due.last_day, paths.figures(path)) for path in every)
        one_by_one = [measure(one, course.stretch, OWN, through) for one in foreseen]
        values = [float(one.reading.value) for one in one_by_one if isinstance(one, Measure)]
        assert paths.readings(through, every) == pytest.approx(values, rel=1e-12)
