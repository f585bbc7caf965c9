"""Numbers in a sentence: one number of decimals, differences of what is shown, limits as values that can occur."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi.model.beside import Variation
from kpi.model.contract import Target
from kpi.model.evaluation import Status, TargetResult
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.reference import Constant, Reference
from kpi.model.rule import Between, Comparison, Rule, Threshold, Window
from kpi.statistics.control_chart import Signal
from kpi.texts import comparison, forecast, signal
from kpi.texts.headline import headline
from kpi.texts.rules import limit, reading_aloud
from kpi.texts.said import said
from kpi.texts.together import Together, as_written, occurring, together
from kpi.texts.verdict import sentence
from tests import units
from tests.texts.given import DEFINITIONS, FEWER_63, MATCHES, MILESTONE, PERSONS, SHARE, reading, result, target


def level(comparison: Comparison, value: str) -> Threshold:
    return Threshold(comparison, Reference(Constant(Decimal(value))))


def judged(
    status: Status,
    rule: Rule,
    value: str,
    required: str,
    *,
    expected: str | None = None,
    of: Indicator = SHARE,
    near: str | None = None,
    window: Window = Window.PERIOD,
    period: str = "2017-06",
) -> TargetResult:
    due = period if len(period) == 4 else "2017-12"
    aim = replace(target(rule, indicator=of, near=near, due=due), window=window)
    return result(aim, status, read=reading(value, period), required=required, expected=expected)


def everything(answer: TargetResult) -> str:
    """What is said of one answer."""
    return " ".join([sentence(answer, DEFINITIONS), headline(answer, DEFINITIONS), reading_aloud(answer, DEFINITIONS)])


@pytest.mark.parametrize(
    ("value", "expected", "required", "comparison", "texts"),
    [
        ("74.98", "75", "80", Comparison.AT_LEAST, ("74,98 pct.", "0,02 procentpoint lavere end målstiens 75 pct.",
                                                    "stige med 5,02 procentpoint")),
        ("5.51", "5.5", "5", Comparison.AT_MOST, ("5,51 pct.", "0,01 procentpoint højere end målstiens 5,5 pct.",
                                                  "falde med 0,51 procentpoint")),
    ],
)  # fmt: skip
def test_where_rounding_hides_it_every_number_has_one_decimal_more(
    value: str, expected: str, required: str, comparison: Comparison, texts: tuple[str, ...]
) -> None:
    answer = judged(Status.BEHIND, level(comparison, required), value, required, expected=expected)
    told = everything(answer)
    assert all(text in sentence(answer, DEFINITIONS) for text in texts)
    assert "75,0" not in told
    assert "5,50" not in told


@pytest.mark.parametrize(
    ("values", "decimals"),
    [(("80.04", "80"), 2), (("80", "80"), 1), (("80.5", "80"), 1), (("3.74", "3.88"), 1), (("1.0004", "1", "1.01"), 4)],
)
def test_one_more_decimal_only_where_two_numbers_would_look_alike(values: tuple[str, ...], decimals: int) -> None:
    assert together(SHARE, *map(Decimal, values)).decimals == decimals


def test_the_difference_is_that_of_what_is_shown() -> None:
    answer = judged(Status.MISSED, level(Comparison.AT_LEAST, "3.9"), "3.74", "3.88")
    assert "3,7 pct. i juni 2017 mod et krav om mindst 3,9 pct., altså 0,2 procentpoint lavere" in sentence(
        answer, DEFINITIONS
    )


def test_a_gap_is_never_shown_on_the_other_side_of_the_agreed_margin() -> None:
    inside = judged(Status.NEAR, level(Comparison.AT_LEAST, "3.9"), "3.76", "3.9", near="0.14")
    assert said(inside, SHARE).gap == Decimal("-0.14")
    outside = judged(Status.BEHIND, level(Comparison.AT_LEAST, "26"), "25.46", "26", near="0.5")
    assert said(outside, SHARE).gap == Decimal("-0.54")


def test_the_contracts_own_number_keeps_its_decimals() -> None:
    whole_kroner = replace(PERSONS, unit=units.KRONER, decimals=0)
    assert as_written(whole_kroner, Decimal("2.50")).amount(Decimal("2.50")) == "2,5 kr."
    answer = judged(Status.BEHIND, level(Comparison.AT_MOST, "97.25"), "98", "97.25")
    assert limit(answer, DEFINITIONS) == "højst 97,25 pct."


@pytest.mark.parametrize(("value", "text"), [("74.98", "74,98"), ("75", "75"), ("75.1", "75,1"), ("75.10", "75,1")])
def test_no_noughts_beyond_the_indicators_decimals(value: str, text: str) -> None:
    assert Together(SHARE, 2).number(Decimal(value)) == text
    assert Together(SHARE, 1).number(Decimal(75)) == "75,0"


@pytest.mark.parametrize(
    ("comparison", "limit", "said"),
    [
        (Comparison.AT_MOST, "767.4", 767),
        (Comparison.AT_LEAST, "691.9", 692),
        (Comparison.ABOVE, "767.4", 767),
        (Comparison.BELOW, "767.4", 768),
        (Comparison.AT_MOST, "767", 767),
        (Comparison.AT_LEAST, "-3.5", -3),
    ],
)
def test_a_limit_on_whole_things_is_the_nearest_value_that_can_occur(
    comparison: Comparison, limit: str, said: int
) -> None:
    assert occurring(comparison, Decimal(limit)) == said


@pytest.mark.parametrize("comparison", list(Comparison))
@pytest.mark.parametrize("tenths", range(7660, 7690))
def test_and_is_the_same_truth_for_every_value_that_can_be_delivered(comparison: Comparison, tenths: int) -> None:
    limit = Decimal(tenths) / 10
    for value in map(Decimal, range(764, 772)):
        assert comparison.holds(value, limit) is comparison.holds(value, occurring(comparison, limit))


def test_hoejst_767() -> None:
    answer = judged(Status.BEHIND, FEWER_63, "804", "767.4", expected="780.5", of=PERSONS)
    told = everything(answer)
    assert "24 flere end målstiens 780" in told
    assert "målet er højst 767 i december 2017, så tallet skal falde med 37 fuldtidspersoner" in told
    assert ",4" not in told
    assert ",5" not in told


def test_mindst_692_and_a_sum_lacks_what_it_lacks() -> None:
    rule = level(Comparison.AT_LEAST, "691.9")
    answer = judged(Status.BEHIND, rule, "57", "691.9", expected="115.3", of=MATCHES, window=Window.YEAR, period="2017")
    so_far = replace(answer, reading=reading("57", "2017", through="2017-02"))
    told = "57 i januar-februar 2017, 59 færre end målstiens 116; målet er mindst 692 i 2017, så der mangler 635"
    assert told in everything(so_far)


def test_a_source_that_counts_in_halves_is_not_rounded_to_another_truth() -> None:
    answer = judged(Status.MET, FEWER_63, "767.3", "767.4", of=PERSONS)
    assert "767,3 fuldtidspersoner i juni 2017 mod et krav om højst 767,4, altså 0,1 færre" in everything(answer)


def test_a_mean_of_months_is_said_in_whole_persons_where_that_hides_nothing() -> None:
    far = judged(Status.BEHIND, FEWER_63, "793.4", "767.4", of=PERSONS, window=Window.YEAR, period="2017")
    assert "793 fuldtidspersoner i 2017; målet er højst 767" in sentence(far, DEFINITIONS)
    near = judged(Status.BEHIND, FEWER_63, "767.6", "767.2", of=PERSONS, window=Window.YEAR, period="2017")
    assert "768 fuldtidspersoner i 2017; målet er højst 767" in sentence(near, DEFINITIONS)
    nearer = judged(Status.BEHIND, FEWER_63, "767.4", "767.2", of=PERSONS, window=Window.YEAR, period="2017")
    assert "767,4 fuldtidspersoner i 2017; målet er højst 767,2" in sentence(nearer, DEFINITIONS)


def test_a_band_of_whole_things_has_ends_that_can_occur() -> None:
    answer = judged(Status.MET, Between(Decimal("364.5"), Decimal("385.5")), "370", "364.5", of=PERSONS)
    assert limit(answer, DEFINITIONS) == "mellem 365 og 385 fuldtidspersoner"


SHARE_OF_ALL = replace(SHARE, minimum=Decimal(0), maximum=Decimal(100))


@pytest.fixture
def of_all(monkeypatch: pytest.MonkeyPatch) -> Indicator:
    monkeypatch.setitem(DEFINITIONS.indicators, SHARE.id, SHARE_OF_ALL)  # type: ignore[arg-type]  # a dict, read as a mapping
    return SHARE_OF_ALL


def test_alle_for_100_pct_where_it_means_that(of_all: Indicator) -> None:
    rule = level(Comparison.AT_LEAST, "100")
    short = sentence(judged(Status.MISSED, rule, "92.3", "100"), DEFINITIONS)
    assert "92,3 pct. i juni 2017 mod et krav om alle, altså 7,7 procentpoint lavere" in short
    met = judged(Status.MET, rule, "100", "100")
    assert "alle (100 pct.) i juni 2017 mod et krav om alle" in sentence(met, DEFINITIONS)
    assert headline(met, DEFINITIONS) == "Alle (100 pct.) i juni 2017. Kravet var alle."


def test_100_pct_of_what_can_be_more_is_not_alle() -> None:
    spent = judged(Status.MET, level(Comparison.AT_MOST, "100"), "100", "100")
    assert "100,0 pct. i juni 2017 mod et krav om højst 100 pct." in sentence(spent, DEFINITIONS)


def test_ingen_for_0() -> None:
    none = judged(Status.MET, level(Comparison.AT_MOST, "0"), "0", "0", of=PERSONS)
    assert "ingen fuldtidspersoner i juni 2017 mod et krav om ingen" in sentence(none, DEFINITIONS)
    some = judged(Status.MISSED, level(Comparison.AT_MOST, "0"), "3", "0", of=PERSONS)
    assert "3 fuldtidspersoner i juni 2017 mod et krav om ingen, altså 3 flere" in sentence(some, DEFINITIONS)


def test_what_is_not_measured_has_no_numbers() -> None:
    with pytest.raises(TypeError):
        said(result(MILESTONE, Status.PLANNED), SHARE)
    assert isinstance(judged(Status.MET, FEWER_63, "1", "2", of=PERSONS).requirement, Target)


def test_a_figure_outside_the_limits_is_not_written_as_one_of_them() -> None:
    value, low, high = Decimal("2.06"), Decimal("2.08"), Decimal("2.3")
    numbers, newest = together(SHARE, value, low, high), (Period.month(2017, 6), value)
    told = signal.sentence(
        Variation.CONCERN, Signal.OUTSIDE, -1, newest, (low, high), 1, 24, numbers, differences=False
    )
    assert "i juni 2017 er tallet 2,06 pct., under grænserne for det, der plejer at være støj (mellem 2,08 og" in told


def test_a_band_of_a_forecast_has_two_ends() -> None:
    told = forecast.band(Period.month(2017, 12), Decimal("2.01"), Decimal("2.04"), Decimal("2.02"), SHARE)
    assert told == "I december 2017 ventes mellem 2,01 og 2,04 pct. i otte af ti forløb; midten er 2,02."


def test_two_areas_that_differ_are_not_written_alike() -> None:
    assert comparison.detail(SHARE, "gruppens samlede tal", Decimal("2.01"), Decimal("2.04")) == (
        "Gruppens samlede tal: 2,01 pct. · hele landet: 2,04 pct."
    )
