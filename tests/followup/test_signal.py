"""«Er det mere end støj?»: what is read, what is taken out, and what the limits say of a target."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import cos, pi

import pytest

from kpi.followup.signal import rebased, signal, signal_view
from kpi.model.beside import Variation
from kpi.model.contract import Term
from kpi.model.journal import Rebased
from kpi.model.period import Period
from kpi.model.rule import Between, Comparison, Window
from kpi.model.views.signal import Outlook, SignalView
from tests.followup.known import judged, months, said
from tests.spec import builders as given
from tests.spec.builders import HIDDEN, HIGHER, LOWER, OWN, QMAT, counted, target

STEADY = [100, 104, 98, 102, 99, 103, 97, 101] * 3
"""24 months of noise round 100 or so: limits some 13 on each side."""
CLIMBED = [20, 21, 19, 20, 22, 20, 19, 21, 20, 21, 19, 20, 20, 21, 20, 19, 33, 34, 32, 33, 34, 33, 35, 34]
AT_MOST_90 = target(given.level(Comparison.AT_MOST, 90), "2018-12")
AT_LEAST_28 = target(given.level(Comparison.AT_LEAST, 28), "2018-12")
STOCK = given.indicator(minimum=None)


def view(what, of, own, as_of="2018-01-15", *, base=None, **more) -> SignalView:
    seen = signal_view(*judged(what, of, own, as_of, **more), base)
    assert seen is not None
    return seen


def test_noise_is_no_change_and_the_sentence_says_what_the_chart_does_not() -> None:
    seen = view(AT_MOST_90, STOCK, months("2016-01", STEADY))
    assert seen.signal.word == "ingen sikker ændring"
    assert seen.sentence.startswith("Ingen sikker ændring: i december 2017 ligger tallet inden for")
    assert "ikke om målet nås" in seen.sentence


@pytest.mark.parametrize(
    ("better", "word"), [(LOWER, Variation.CONCERN), (HIGHER, Variation.IMPROVEMENT)], ids=["lower", "higher"]
)
def test_good_or_bad_is_the_indicators_declared_better_side(better, word) -> None:
    own = months("2016-01", [*STEADY[:-1], 140])
    assert view(AT_MOST_90, given.indicator(better=better), own).signal.variation is word


def test_eleven_figures_are_too_few_and_it_says_how_many_are_missing() -> None:
    seen = view(AT_MOST_90, STOCK, months("2017-02", STEADY[:11]))
    assert seen.signal.variation is Variation.TOO_FEW
    assert "der mangler én måling mere" in seen.sentence
    assert seen.signal.outlook is Outlook.NONE


def test_figures_that_never_move_have_no_limits() -> None:
    seen = view(AT_MOST_90, STOCK, months("2016-01", [100] * 24))
    assert seen.signal.word == "kan ikke vurderes"


def test_a_hidden_month_breaks_a_run_and_is_a_gap() -> None:
    values = [*STEADY[:18], 95, 95.5, 95, 95.5, 95, 95.5]
    whole = months("2016-01", [*STEADY[:17], 95, *values[18:]])
    broken = whole | {"2017-08": HIDDEN}
    assert view(AT_MOST_90, STOCK, whole).signal.variation is Variation.IMPROVEMENT
    seen = view(AT_MOST_90, STOCK, broken)
    assert seen.signal.variation is Variation.NONE
    assert seen.chart is not None
    assert seen.chart.points[19].gap == "skjult"
    assert any("aug. 2017" in note.value for note in seen.notes)


def test_the_newest_figure_is_read_though_provisional_and_it_is_said() -> None:
    seen = view(AT_MOST_90, given.indicator(provisional=1), months("2016-01", STEADY))
    assert seen.chart is not None
    assert seen.chart.points[-1].provisional
    assert any("dec. 2017 er med" in note.value for note in seen.notes)


def test_a_series_break_begins_new_limits() -> None:
    own = months("2016-01", [*STEADY[:12], *(value + 500 for value in STEADY[:12])])
    seen = view(AT_MOST_90, given.indicator(breaks=["2017-01"]), own)
    assert seen.signal.variation is Variation.NONE
    assert any("databrud" in note.value for note in seen.notes)


# Against the target


def test_the_limits_say_what_usually_becomes_of_the_target() -> None:
    own = months("2016-01", STEADY)

    def outlook(level: int) -> Outlook:
        what = target(given.level(Comparison.AT_MOST, level), "2018-12")
        return view(what, STOCK, own).signal.outlook

    assert [outlook(level) for level in (150, 100, 50)] == [
        Outlook.USUALLY_MET, Outlook.EITHER, Outlook.USUALLY_MISSED,
    ]  # fmt: skip


def test_a_share_that_has_climbed_past_its_target_is_not_called_failing_because_of_its_history() -> None:
    seen = view(AT_LEAST_28, given.percent(), months("2016-01", CLIMBED))
    assert seen.signal.variation is Variation.IMPROVEMENT
    assert seen.signal.word == "forbedring"
    assert seen.signal.outlook_word == ""
    assert "ved at flytte sig" in seen.outlook_sentence
    assert seen.proposal is not None
    assert seen.proposal.period == Period.month(2017, 5)


def test_one_that_has_slid_from_its_target_is_not_called_safe_because_of_its_history() -> None:
    own = months("2016-01", [*(value + 30 for value in CLIMBED[:16]), 22, 21, 20, 22, 21, 20, 22, 21])
    seen = view(target(given.level(Comparison.AT_LEAST, 24), "2018-12"), given.percent(), own)
    assert seen.signal.outlook is Outlook.NONE
    assert "ved at flytte sig" in seen.outlook_sentence


def test_one_figure_past_the_target_does_not_outweigh_its_history_and_is_not_outweighed_by_it() -> None:
    seen = view(AT_LEAST_28, given.percent(), months("2016-01", [*CLIMBED[:16], 33]), "2017-06-15")
    assert seen.signal.outlook is Outlook.TOO_EARLY
    assert seen.signal.outlook_word == "for tidligt at sige"
    assert "fortiden tæller ikke imod" in seen.outlook_sentence


def test_new_limits_that_a_person_accepts_begin_at_their_period_from_the_day_they_are_accepted() -> None:
    own = months("2016-01", [*CLIMBED, 33, 34, 32, 34, 33])
    before = view(AT_LEAST_28, given.percent(), own, "2018-06-15")
    assert before.proposal is not None
    entry = said("2018-06-10", rebased(before.proposal, "Ny praksis"))
    after = view(AT_LEAST_28, given.percent(), own, "2018-06-15", entries=[entry])
    assert after.proposal is None
    assert after.signal.outlook is Outlook.USUALLY_MET
    assert after.chart is not None
    assert [(start.period, start.title) for start in after.chart.starts] == [(Period.month(2017, 5), "Ny praksis")]
    assert any("godkendt af en leder" in note.value for note in after.notes)
    earlier = view(AT_LEAST_28, given.percent(), own, "2018-06-09", entries=[entry])
    assert earlier.proposal == before.proposal


def test_a_rebase_of_another_area_changes_nothing() -> None:
    own = months("2016-01", CLIMBED)
    entry = said("2018-01-10", Rebased(given.CONTRACT, "tal", "630", "2017-05", "Ny praksis"))
    assert view(AT_LEAST_28, given.percent(), own, entries=[entry]) == view(AT_LEAST_28, given.percent(), own)


def test_six_points_on_one_side_propose_nothing() -> None:
    assert view(AT_LEAST_28, given.percent(), months("2016-01", CLIMBED[:22])).proposal is None


def test_only_a_level_that_stands_still_and_is_in_force_is_held_against_the_limits() -> None:
    """Not a moving requirement, not a change to be reached by due, and not a level due after the agreement."""
    nation = months("2016-01", [50] * 12 + [150] * 12)
    moving = view(target(given.than_area(Comparison.BELOW), "2018-12"), STOCK, months("2016-01", STEADY),
                  others={given.NATION: nation})  # fmt: skip
    change = view(target(given.change(Comparison.AT_MOST, "2016-12", -5), "2018-12"), STOCK, months("2016-01", STEADY))
    year = Term(date(2017, 1, 1), date(2017, 1, 1), date(2017, 12, 31))
    later = view(target(given.level(Comparison.AT_MOST, 150), "2018-12", term=year), STOCK, months("2016-01", STEADY))
    for seen in (moving, change, later):
        assert seen.signal.outlook is Outlook.NONE
        assert "flytter sig" in seen.outlook_sentence
    still = view(target(given.level(Comparison.AT_MOST, 150), "2018-12"), STOCK, months("2016-01", STEADY))
    assert still.signal.outlook is Outlook.USUALLY_MET


def test_a_level_that_is_moving_is_not_held_against_its_past() -> None:
    falling = [*STEADY[:12], *range(80, 70, -1)]
    seen = view(target(given.level(Comparison.AT_MOST, 60), "2018-12"), STOCK, months("2016-01", falling))
    assert seen.signal.outlook is Outlook.NONE
    assert "ved at flytte sig" in seen.outlook_sentence


def test_a_band_is_usually_met_when_it_holds_the_limits() -> None:
    own = months("2016-01", STEADY)
    wide, narrow = (target(Between(*map(given.Decimal, ends)), "2018-12") for ends in ((50, 150), (99, 101)))
    assert view(wide, STOCK, own).signal.outlook is Outlook.USUALLY_MET
    assert view(narrow, STOCK, own).signal.outlook is Outlook.EITHER


def test_a_place_and_a_year_have_no_level_that_months_can_be_held_against() -> None:
    year = target(given.level(Comparison.AT_MOST, 90), "2018", window=Window.YEAR)
    seen = view(year, STOCK, months("2016-01", STEADY))
    assert seen.signal.outlook is Outlook.NONE
    assert "længere stræk" in seen.outlook_sentence
    place = view(target(given.BEST_THIRD, "2018-12"), given.percent(), months("2016-01", CLIMBED),
                 groups=[given.group(unknown=True)])  # fmt: skip
    assert "en plads" in place.outlook_sentence


# Season, shares, overlap, fixed limits


def seasonal(count: int, *, shift: float = 0.0) -> list[float]:
    """A winter peak of 60 and a little noise; `shift` is added to the last year."""
    noise = [0, 3, -2, 1, -3, 2, 0, -1, 2, -2]
    return [
        500 + 60 * cos(2 * pi * (n % 12) / 12) + noise[n % 10] + (shift if n >= count - 12 else 0) for n in range(count)
    ]


def test_a_winter_that_comes_every_year_is_no_concern() -> None:
    own = months("2013-01", seasonal(61))
    seen = view(AT_MOST_90, given.indicator(seasonal=True), own, "2018-02-15")
    assert seen.signal.variation is Variation.NONE
    assert seen.chart is not None
    assert seen.chart.delivered[-1].value == given.Decimal("560.0")
    note = next(note.value for note in seen.notes if note.label == "Sæson")
    assert "i stedet for" in note
    assert "Uden det ville diagrammet have sagt «forværring»" in note
    assert view(AT_MOST_90, given.indicator(), own, "2018-02-15").signal.variation is Variation.CONCERN


def test_a_real_change_is_still_seen_when_the_season_is_out() -> None:
    own = months("2013-01", seasonal(60, shift=-80))
    assert view(AT_MOST_90, given.indicator(seasonal=True), own).signal.variation is Variation.IMPROVEMENT


def test_under_three_years_each_month_is_held_against_the_year_before() -> None:
    own = months("2015-03", seasonal(34))
    seen = view(AT_MOST_90, given.indicator(seasonal=True), own)
    assert seen.signal.variation is Variation.NONE
    assert seen.chart is not None
    assert seen.chart.points[0].period == Period.month(2016, 3)
    assert seen.chart.unit.endswith("ændring fra året før")


def test_the_target_is_held_against_due_s_own_month() -> None:
    """December lies 52 over the year's level of 500."""
    own = months("2013-01", seasonal(60))
    of = given.indicator(seasonal=True)
    high = target(given.level(Comparison.AT_MOST, 575), "2018-12")
    low = target(given.level(Comparison.AT_MOST, 520), "2018-12")
    assert view(high, of, own).signal.outlook is Outlook.USUALLY_MET
    assert view(low, of, own).signal.outlook is Outlook.USUALLY_MISSED


def test_shares_with_known_denominators_have_limits_of_their_own_at_each_point() -> None:
    tops = [20, 21, 19, 22, 20, 18, 21, 20, 19, 22, 20, 21, 19, 20]
    own = given.months("2016-11", *(counted(top, 100 + 100 * (n % 2)) for n, top in enumerate(tops)))
    seen = view(AT_LEAST_28, given.percent(), own)
    assert seen.chart is not None
    widths = [point.high - point.low for point in seen.chart.points if point.high is not None and point.low is not None]
    assert widths[0] > widths[1] == widths[3]
    assert any("p-grænser" in note.value for note in seen.notes)
    mixed = own | {"2017-03": "20"}
    assert any("XmR" in note.value for note in view(AT_LEAST_28, given.percent(), mixed).notes)


def test_rolling_years_are_read_once_a_year() -> None:
    own = {f"{2005 + n // 4}-Q{n % 4 + 1}-R": str(100 + n % 3) for n in range(52)}
    what = target(given.level(Comparison.AT_LEAST, 90), "2018-R", window=Window.PERIOD)
    seen = view(what, given.indicator(frequency=QMAT, better=HIGHER), own)
    assert seen.chart is not None
    assert len(seen.chart.points) == 13
    assert any("hvert 4. tal" in note.value for note in seen.notes)


def test_limits_can_be_fixed_by_the_first_figures() -> None:
    own = months("2016-01", [*STEADY[:12], *(value + 30 for value in STEADY[:12])])
    assert view(AT_MOST_90, STOCK, own).chart is not None
    fixed = view(AT_MOST_90, STOCK, own, base=12)
    assert fixed.chart is not None
    assert fixed.chart.points[-1].mean == given.Decimal("100.666667")
    assert any("de første 12 tal" in note.value for note in fixed.notes)


def test_the_two_words_of_overblik_are_those_of_the_tab() -> None:
    answer, result = judged(AT_LEAST_28, given.percent(), months("2016-01", CLIMBED), "2018-01-15")
    tab = signal_view(answer, result)
    assert tab is not None
    assert signal(answer, result) == tab.signal


def test_nothing_is_said_where_nothing_is_delivered() -> None:
    what = replace(AT_LEAST_28, area=OWN)
    answer, result = judged(what, given.percent(), {}, "2018-01-15")
    assert signal_view(answer, result) is None
