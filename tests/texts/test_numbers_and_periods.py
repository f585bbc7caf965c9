"""Numbers, periods, units and names as Danes write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi.model.evaluation import Standing, Status
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import BestFraction
from kpi.model.views.parts import ColourFamily
from kpi.texts import alphabet, amounts, numbers, periods, places, statuses
from kpi.texts.rules import reading_aloud
from kpi.texts.together import alone
from tests import units
from tests.texts.given import (
    ABOVE_NATION,
    ABOVE_PEERS,
    AT_LEAST_26,
    DEFINITIONS,
    FEWER_63,
    MATCHES,
    MORE_10_PERCENT,
    MORE_THAN_2016,
    PERSONS,
    RATE,
    SHARE,
    reading,
    result,
    target,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("1234.5", 1, "1.234,5"),
        ("1234567", 0, "1.234.567"),
        ("-34", 0, "−34"),
        ("-0.04", 1, "0,0"),
        ("0.25", 1, "0,3"),
        ("-0.25", 1, "−0,3"),
        ("100", 1, "100,0"),
    ],
)
def test_numbers_have_points_between_thousands_and_a_decimal_comma(value: str, decimals: int, text: str) -> None:
    assert numbers.number(Decimal(value), decimals) == text


@pytest.mark.parametrize(("value", "text"), [("25.0", "25"), ("780.5", "780,5"), ("100", "100"), ("1210.04", "1.210")])
def test_a_requirement_has_no_needless_zeros(value: str, text: str) -> None:
    assert numbers.plain(Decimal(value), 1) == text


@pytest.mark.parametrize(("value", "text"), [("0.4", "+0,4"), ("-34", "−34"), ("0", "0"), ("0.01", "0")])
def test_a_change_carries_its_sign(value: str, text: str) -> None:
    assert numbers.signed(Decimal(value), 1) == text


@pytest.mark.parametrize(
    ("period", "short", "long"),
    [
        (Period.month(2017, 12), "dec. 2017", "december 2017"),
        (Period.month(2017, 5), "maj 2017", "maj 2017"),
        (Period.quarter(2017, 4), "4. kvt. 2017", "4. kvartal 2017"),
        (Period.half_year(2015, 1), "1. halvår 2015", "1. halvår 2015"),
        (Period.of_year(2017), "2017", "2017"),
        (
            Period.ending(PeriodKind.ROLLING_YEAR, 2017, 11),
            "de 12 måneder til og med nov. 2017",
            "de 12 måneder til og med november 2017",
        ),
        (
            Period.ending(PeriodKind.ROLLING_YEAR, 2017, 12),
            "2017",
            "2017",
        ),
        (
            Period.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, 2017, 9),
            "de 12 måneder til og med 3. kvt. 2017",
            "de 12 måneder til og med 3. kvartal 2017",
        ),
        (
            Period.ending(PeriodKind.ROLLING_YEAR_QUARTERLY, 2017, 12),
            "2017",
            "2017",
        ),
    ],
)
def test_periods_in_words(period: Period, short: str, long: str) -> None:
    assert (periods.short(period), periods.long(period)) == (short, long)


@pytest.mark.parametrize(
    ("through", "words"),
    [
        ("2017-04", "januar-april 2017"),
        ("2017-01", "januar 2017"),
        ("2017-Q3", "1.-3. kvartal 2017"),
        ("2017-H1", "1. halvår 2017"),
        ("2017-12", "2017"),
    ],
)
def test_a_year_so_far_says_how_far(through: str, words: str) -> None:
    assert periods.of_reading(reading("1", "2017", through=through)) == words


def test_days_and_moments_are_danish() -> None:
    assert periods.day(date(2017, 12, 31)) == "31. december 2017"
    assert periods.day_short(date(2017, 5, 1)) == "1. maj 2017"
    assert periods.moment(datetime(2017, 1, 22, 23, 5, tzinfo=UTC)) == "23. jan. 2017 kl. 0.05"


def test_several_periods_are_listed() -> None:
    may = Period.month(2017, 5)
    assert periods.listed((may,)) == "maj 2017"
    assert periods.listed((may, may + 1)) == "maj og juni 2017"
    assert periods.listed((Period.month(2016, 12), Period.month(2017, 1))) == "december 2016 og januar 2017"
    assert periods.listed(tuple(may + step for step in range(6))) == "maj, juni, juli og august 2017 og 2 mere"


@pytest.mark.parametrize(
    ("difference", "indicator", "words"),
    [
        ("-63", PERSONS, "63 færre"),
        ("12", MATCHES, "12 flere"),
        ("-0.6", SHARE, "0,6 procentpoint lavere"),
        ("0.02", SHARE, "0,02 procentpoint højere"),
        ("-0.3", RATE, "0,3 pr. 1.000 lavere"),
    ],
)
def test_changes_are_said_with_their_direction(difference: str, indicator: object, words: str) -> None:
    assert alone(indicator, Decimal(difference)).change(Decimal(difference)) == words


@pytest.mark.parametrize(
    ("value", "indicator", "words"),
    [
        ("1", PERSONS, "1 fuldtidsperson"),
        ("749", PERSONS, "749 fuldtidspersoner"),
        ("25.4", SHARE, "25,4 pct."),
        ("1100", MATCHES, "1.100"),
        ("0.5", RATE, "0,5 pr. 1.000"),
    ],
)
def test_one_person_is_not_persons(value: str, indicator: object, words: str) -> None:
    assert amounts.amount(Decimal(value), indicator) == words


def test_an_amount_per_something_is_a_rate_and_says_what_it_is_counted_per() -> None:
    kroner = replace(PERSONS, unit=units.KRONER)
    per_pupil = replace(kroner, rate_base="elev")
    assert (kroner.is_amount, amounts.unit_words(kroner)) == (True, "kr.")
    assert (per_pupil.is_amount, amounts.unit_words(per_pupil)) == (False, "kr. pr. elev")
    assert amounts.amount(Decimal(42), replace(PERSONS, unit=units.DAYS)) == "42 dage"


def test_names_are_sorted_as_danes_do() -> None:
    names = ["Aabenraa", "Ærø", "Varde", "Aarhus", "Ølstykke", "Assens", "Åbybro"]
    expected = ["Assens", "Varde", "Ærø", "Ølstykke", "Aabenraa", "Åbybro", "Aarhus"]
    assert sorted(names, key=alphabet.sort_key) == expected


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Sygefravær, månedligt", "sygefravaer-maanedligt"),
        ("  ÆØÅ & 2017/18 ", "aeoeaa-2017-18"),
        ("!?", ""),
        (f"{'lang ' * 12}titel", "-".join(["lang"] * 12)),
    ],
)
def test_a_plain_name_has_small_letters_digits_and_single_hyphens(title: str, plain: str) -> None:
    assert alphabet.plain_name(title) == plain


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(5, 5, 0, 16, 5, ()), "nr. 5 af 16"),
        (Standing(3, 3, 2, 16, 5, ()), "nr. 3-5 af 16"),
        (Standing(3, 6, 0, 16, 5, ("630",)), "mellem nr. 3 og nr. 6 af 16"),
    ],
)
def test_places_with_ties_and_doubt(standing: Standing, words: str) -> None:
    assert places.place(standing) == words


def test_thirds_are_named_by_the_best_side() -> None:
    third = BestFraction("klyngen", Fraction(1, 3))
    assert places.part_of_group(third) == "den bedste tredjedel"
    assert places.part_of_group(replace(third, outside_worst=True)) == "uden for den dårligste tredjedel"


def test_every_status_has_a_line_of_its_own_and_each_line_a_word_of_its_own() -> None:
    plain = [line for line in statuses.TABLE if not line.case]
    assert sorted(line.status for line in plain) == sorted(Status)
    for own in ("id", "word", "meaning"):
        assert len({getattr(line, own) for line in statuses.TABLE}) == len(statuses.TABLE), own


def test_only_what_waits_for_a_figure_shares_a_shape() -> None:
    shapes = [line.shape for line in statuses.TABLE if not line.case]
    shared = {line.status for line in statuses.TABLE if shapes.count(line.shape) > 1}
    assert shared == {Status.AWAITING, Status.NOT_STARTED}


def test_every_colour_of_the_table_is_a_family_of_its_own() -> None:
    assert set(statuses.COLOURS) == set(ColourFamily) == {line.family for line in statuses.TABLE}


def test_the_head_line_counts_what_is_judged_first() -> None:
    judged = [
        result(target(AT_LEAST_26), status)
        for status in (Status.BEHIND, Status.UNASSESSED, Status.ON_COURSE, Status.BEHIND, Status.NOT_STARTED)
    ]
    counted = statuses.counts(judged)
    assert statuses.counts_line(counted) == "1 på sporet · 2 bagud · 1 ingen måling endnu · 1 ikke vurderet"


def test_the_head_line_counts_what_is_shown() -> None:
    """A wish that is not met is no «tæt på», and a contract that has not begun awaits no measurement."""
    wish = result(target(AT_LEAST_26), Status.NEAR, aspiration_missed=True)
    near = result(target(AT_LEAST_26), Status.NEAR)
    ahead = replace(result(target(AT_LEAST_26), Status.NOT_STARTED), begins_on=date(2017, 1, 1))
    assert statuses.counts_line(statuses.counts([wish, near, wish])) == "1 tæt på · 2 ikke nået (ønske)"
    assert statuses.counts_line(statuses.counts([ahead, ahead])) == "2 ikke begyndt"


BASE = reading("812", "2015-12")


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (
            result(target(FEWER_63, indicator=PERSONS), Status.BEHIND, required="749", baseline=BASE),
            "højst 749 fuldtidspersoner i dec. 2017: 63 færre end de 812 i dec. 2015",
        ),
        (
            result(target(FEWER_63, indicator=PERSONS), Status.NO_DATA),
            "63 færre i december 2017 end i december 2015",
        ),
        (
            result(
                target(MORE_10_PERCENT, indicator=MATCHES, due="2017"),
                Status.BEHIND,
                required="1210",
                baseline=reading("1100", "2016"),
            ),
            "mindst 1.210 i 2017: 10 pct. flere end de 1.100 i 2016",
        ),
        (
            result(
                target(MORE_THAN_2016, indicator=MATCHES, due="2017"),
                Status.BEHIND,
                required="1100",
                baseline=reading("1100", "2016"),
            ),
            "flere end 1.100 i 2017; i 2016 var det 1.100",
        ),
        (result(target(AT_LEAST_26), Status.BEHIND, required="26"), "mindst 26 pct. i dec. 2017"),
        (result(target(ABOVE_NATION), Status.NO_DATA), "højere end i hele landet i december 2017"),
        (result(target(ABOVE_NATION), Status.BEHIND, required="24.1"), "over landets 24,1 pct. i dec. 2017"),
        (
            result(target(ABOVE_PEERS), Status.UNDECIDABLE),
            "højere end gennemsnittet i gruppen «Kontanthjælpsklyngen» i december 2017",
        ),
    ],
)
def test_a_rule_is_read_aloud(read: object, words: str) -> None:
    assert reading_aloud(read, DEFINITIONS) == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("804 fuldtidspersoner i maj", "Fuldtidspersoner på sygedagpenge: 804 i maj"),
        ("1 fuldtidsperson i maj", "Fuldtidspersoner på sygedagpenge: 1 i maj"),
        ("tallet er skjult", "Fuldtidspersoner på sygedagpenge: tallet er skjult"),
    ],
)
def test_the_noun_that_a_title_has_said_is_not_said_again(text: str, told: str) -> None:
    assert amounts.under_title(PERSONS, text) == told


def test_a_unit_that_the_title_does_not_name_is_said() -> None:
    assert amounts.under_title(SHARE, "25,4 pct. i maj") == "Andel i job: 25,4 pct. i maj"
    assert (
        amounts.under_title(SHARE, "Favrskov har skjulte tal.", ["Favrskov"])
        == "Andel i job: Favrskov har skjulte tal."
    )
    assert amounts.under_title(SHARE, "Tallet er ikke kommet.", ["Favrskov"]) == "Andel i job: tallet er ikke kommet."
