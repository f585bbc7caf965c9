"""Where it is heading: for every kind of reference, over every window, and never where the figures cannot bear it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import cos, pi
from random import Random

import pytest

from kpi.followup.forecast import forecast
from kpi.model.evaluation import Status
from kpi.model.period import Period
from kpi.model.reference import Statistic
from kpi.model.rule import Between, Comparison, Window
from kpi.model.views.forecast import Forecast
from kpi.texts.forecast import chance
from tests.followup.known import judged, months
from tests.spec import builders as given
from tests.spec.builders import FLOW, HIDDEN, HIGHER, MISSING, NATION, counted, target

STOCK = given.indicator()
SHARE = given.percent()


def walk(count: int, seed: int = 1, *, start: float = 500, step: float = 0, noise: float = 4) -> list[float]:
    random = Random(seed)
    value, found = start, []
    for _ in range(count):
        value += step + random.gauss(0, noise)
        found.append(value)
    return found


WALK = months("2015-01", walk(36))
AS_OF = "2018-01-15"


def at_most(level: float, due: str = "2018-06", **more):
    return target(given.level(Comparison.AT_MOST, str(level)), due, **more)


def ahead(what, of, own, as_of=AS_OF, **more) -> Forecast:
    found = forecast(*judged(what, of, own, as_of, **more))
    assert found is not None
    return found


def probability(what, of, own, **more) -> float:
    found = ahead(what, of, own, **more)
    assert found.refused == ""
    assert found.probability is not None
    return float(found.probability)


# The chance in words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("0", "under 1 ud af 20"),
        ("0.049", "under 1 ud af 20"),
        ("0.05", "omkring 1 ud af 10"),
        ("0.149", "omkring 1 ud af 10"),
        ("0.65", "omkring 7 ud af 10"),
        ("0.95", "omkring 9 ud af 10"),
        ("0.951", "over 19 ud af 20"),
        ("1", "over 19 ud af 20"),
    ],
)
def test_the_chance_is_said_out_of_ten(share: str, words: str) -> None:
    assert chance(Decimal(share)) == words


def test_a_fan_from_the_newest_figure_to_due_with_a_plain_sentence() -> None:
    found = ahead(at_most(505), STOCK, WALK)
    assert found.fan is not None
    assert [str(step.period) for step in found.fan.steps] == ["2017-12", *(f"2018-0{month}" for month in range(1, 7))]
    first, last = found.fan.steps[0], found.fan.steps[-1]
    assert first.low_80 == first.high_80 == Decimal(WALK["2017-12"])
    assert last.low_80 < last.low_50 < last.middle < last.high_50 < last.high_80
    assert found.chance in found.sentence
    assert "ikke en status" in found.sentence
    assert "har holdt" in found.back_test


def test_it_never_decides_a_status() -> None:
    _, result = judged(at_most(1), STOCK, WALK, AS_OF)
    assert result.status is Status.BEHIND
    assert ahead(at_most(1), STOCK, WALK).chance == "under 1 ud af 20"


# Every kind of reference


def test_a_fixed_level() -> None:
    assert probability(at_most(1000), STOCK, WALK) == 1
    assert probability(at_most(1), STOCK, WALK) == 0
    middle = float(ahead(at_most(1), STOCK, WALK).fan.steps[-1].middle)
    assert 0.3 < probability(at_most(middle), STOCK, WALK) < 0.7


def test_a_change_from_a_baseline() -> None:
    assert probability(target(given.change(Comparison.AT_MOST, "2017-12", 300), "2018-06"), STOCK, WALK) == 1
    assert probability(target(given.change(Comparison.AT_MOST, "2017-12", -300), "2018-06"), STOCK, WALK) == 0


def test_a_band() -> None:
    wide = target(Between(Decimal(0), Decimal(1000)), "2018-06")
    away = target(Between(Decimal(900), Decimal(1000)), "2018-06")
    assert probability(wide, STOCK, WALK) == 1
    assert probability(away, STOCK, WALK) == 0


def test_better_than_the_nation_simulates_both_as_they_have_moved_together() -> None:
    """Own is always 5 under the nation: alone each wanders far wider than that, together never past it."""
    own = walk(36, noise=10)
    together = {NATION: months("2015-01", [value + 5 for value in own])}
    apart = {NATION: months("2015-01", [value + 5 for value in walk(36, seed=9, noise=10)])}
    what = target(given.than_area(Comparison.BELOW), "2018-06")
    assert probability(what, STOCK, months("2015-01", own), others=together) == 1
    assert 0.05 < probability(what, STOCK, months("2015-01", own), others=apart) < 0.95


def peers(low: float) -> dict[str, dict[str, given.Value]]:
    return {
        code: months("2015-01", walk(36, seed=n, start=low + 10 * n)) for n, code in enumerate(("1", "2", "3", "4"))
    }


@pytest.mark.parametrize("statistic", [Statistic.MEAN, Statistic.MEDIAN])
def test_a_group_s_statistic(statistic: Statistic) -> None:
    groups = [given.group("1", "2", "3", "4")]
    what = target(given.than_peers(Comparison.BELOW, statistic), "2018-06")
    assert probability(what, STOCK, WALK, others=peers(800), groups=groups) == 1
    assert probability(what, STOCK, WALK, others=peers(100), groups=groups) == 0


def test_a_place_in_a_ranking() -> None:
    groups = [given.group("1", "2", "3", "4", "740")]
    best = target(replace(given.BEST_THIRD, fraction=given.Fraction(2, 5)), "2018-06")
    assert probability(best, STOCK, WALK, others=peers(800), groups=groups) == 1
    assert probability(best, STOCK, WALK, others=peers(100), groups=groups) == 0


# Windows


def test_a_year_s_sum_is_the_known_months_and_the_simulated() -> None:
    """Ten of the year's months hold 100 each; two more of about 100 are to come."""
    own = months("2015-01", [100 + (n % 3) for n in range(34)])
    flow = given.indicator(FLOW, better=HIGHER, unit=given.units.COUNT)
    reached = target(given.level(Comparison.AT_LEAST, 1190), "2017", window=Window.YEAR)
    beyond = target(given.level(Comparison.AT_LEAST, 1400), "2017", window=Window.YEAR)
    assert probability(reached, flow, own, as_of="2017-11-15") == 1
    assert probability(beyond, flow, own, as_of="2017-11-15") == 0
    fan = ahead(reached, flow, own, "2017-11-15").fan
    assert fan is not None
    assert fan.steps[0].middle == sum(100 + n % 3 for n in range(24, 34))
    assert 1200 < fan.steps[-1].middle < 1220


def test_a_year_s_mean() -> None:
    own = months("2015-01", walk(34, noise=1))
    assert probability(at_most(560, "2017", window=Window.YEAR), STOCK, own, as_of="2017-11-15") == 1
    assert probability(at_most(440, "2017", window=Window.YEAR), STOCK, own, as_of="2017-11-15") == 0


def test_a_year_s_share_counts_the_coming_months_with_the_usual_denominator() -> None:
    own = given.months("2015-01", *(counted(30 + n % 4, 100) for n in range(34)))
    what = target(given.level(Comparison.AT_LEAST, 25), "2017", window=Window.YEAR)
    assert probability(what, SHARE, own, as_of="2017-11-15") == 1


def test_a_share_without_counts_has_no_year() -> None:
    own = months("2015-01", walk(34, start=50, noise=1))
    what = target(given.level(Comparison.AT_LEAST, 25), "2017", window=Window.YEAR)
    assert "tæller og nævner" in ahead(what, SHARE, own, "2017-11-15").refused


def test_the_season_is_taken_out_and_put_back() -> None:
    noise = walk(48, noise=0.5, start=0)
    own = months("2014-01", [500 + 60 * cos(2 * pi * (n % 12) / 12) + noise[n] for n in range(48)])
    found = ahead(at_most(500), given.indicator(seasonal=True), own)
    assert found.fan is not None
    january, june = found.fan.steps[1], found.fan.steps[6]
    assert january.middle == pytest.approx(Decimal(560), abs=Decimal(15))
    assert june.middle == pytest.approx(Decimal(448), abs=Decimal(15))
    assert any("Sæsonen" in note for note in found.notes)


# Where there is none


def test_no_forecast_under_24_points() -> None:
    assert "der er 23 tal i træk, og der skal være 24" in ahead(at_most(1), STOCK, months("2016-02", walk(23))).refused


def test_no_season_under_36_points() -> None:
    found = ahead(at_most(1), given.indicator(seasonal=True), months("2015-02", walk(35)))
    assert "sæsonen kan først tages ud af 36 måneder" in found.refused


def test_only_figures_after_the_last_break_are_used() -> None:
    of = given.indicator(breaks=["2016-06"])
    found = ahead(at_most(1), of, WALK)
    assert "der er 19 tal i træk" in found.refused
    assert "juni 2016" in found.refused
    assert ahead(at_most(1), given.indicator(breaks=["2015-07"]), WALK).notes[0].endswith("fra og med juli 2015.")


def test_no_forecast_across_a_break_to_come() -> None:
    found = ahead(at_most(1), given.indicator(breaks=["2018-03"]), WALK)
    assert "fra marts 2018 opgøres tallet på en anden måde" in found.refused


@pytest.mark.parametrize(("gap", "word"), [(HIDDEN, "skjult"), (MISSING, "mangler")])
def test_no_forecast_on_a_hidden_or_missing_figure(gap: given.Row, word: str) -> None:
    newest = ahead(at_most(1), STOCK, WALK | {"2017-12": gap})
    inside = ahead(at_most(1), STOCK, WALK | {"2016-06": gap})
    assert f"det seneste tal (december 2017) er {word}" in newest.refused
    assert f"Tallet for juni 2016 er {word}" in inside.refused


def test_a_gap_long_ago_leaves_enough_after_it() -> None:
    assert ahead(at_most(1), STOCK, WALK | {"2015-03": HIDDEN}).refused == ""


def test_no_forecast_when_due_is_past_or_its_figure_is_in() -> None:
    assert "fristen er passeret" in ahead(at_most(1, "2017-12"), STOCK, months("2015-01", walk(34))).refused
    answer, result = judged(at_most(1, "2017-12"), STOCK, WALK, AS_OF)
    assert result.final
    assert forecast(answer, result) is None
    early = ahead(at_most(1, "2017-12"), STOCK, WALK, "2017-12-31")
    assert "tallet for fristen er kommet" in early.refused


def test_no_forecast_of_a_place_while_a_member_is_hidden_or_unknown() -> None:
    best = target(given.BEST_THIRD, "2018-06")
    unknown = ahead(best, STOCK, WALK, groups=[given.group(unknown=True)])
    assert "ikke kendt" in unknown.refused
    others = peers(800)
    others["2"]["2017-12"] = HIDDEN
    hidden = ahead(best, STOCK, WALK, others=others, groups=[given.group("1", "2", "3", "4", "740")])
    assert "er skjult" in hidden.refused


def test_what_people_enter_has_no_forecast() -> None:
    stated = given.Milestone("m", "m", Period.month(2018, 6))
    answer, _ = judged(at_most(1), STOCK, WALK, AS_OF)
    result = given.judge_entered(stated, AS_OF)
    assert forecast(answer, result) is None
