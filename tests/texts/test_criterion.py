"""A criterion of several parts: which one its answer follows, and every part with its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi.model.contract import AtLeast, Combine, Criterion, Target, Term
from kpi.model.evaluation import CriterionResult, Occasions, Standing, Status, TargetResult
from kpi.model.indicator import Bridge, Indicator
from kpi.model.rule import Comparison
from kpi.texts.criterion import criterion_sentence
from tests import units
from tests.spec.builders import (
    FLOW,
    HIGHER,
    OWN,
    YEAR,
    Value,
    change,
    criterion,
    definitions,
    indicator,
    known,
    percent,
    series,
)
from tests.spec.builders import level as floor
from tests.spec.builders import target as built
from tests.texts.given import (
    AT_LEAST_26,
    BEST_THIRD,
    DEFINITIONS,
    MILESTONE,
    RATE,
    RECURRING,
    UNDER_20,
    reading,
    result,
    target,
)
from tests.texts.test_numbers_together import level

SOURCE = "(jobindsats.dk, 21. jan. 2018)"


def named(title: str, part: TargetResult) -> TargetResult:
    return replace(part, requirement=replace(part.requirement, title=title))


def met(title: str = "Flere i job") -> TargetResult:
    return named(title, result(target(AT_LEAST_26), Status.MET, read=reading("27.5"), required="26"))


def missed(title: str = "Færre ledige") -> TargetResult:
    return named(title, result(target(UNDER_20), Status.MISSED, read=reading("22.3"), required="20"))


def several(*parts: TargetResult, combine: Combine | AtLeast = Combine.ALL) -> CriterionResult:
    criterion = Criterion("k", "Kriterium", (), "", "", "", combine, (), ())
    decisive = (max if combine is Combine.ANY else min)(parts, key=lambda part: part.status.rank)
    return CriterionResult(criterion, decisive.status, decisive, parts, parts)


def told(*parts: TargetResult, combine: Combine | AtLeast = Combine.ALL) -> str:
    return criterion_sentence(several(*parts, combine=combine), DEFINITIONS)


MISSED = (
    "Målet er ikke nået: 22,3 pct. i december 2017 mod et krav om under 20 pct., altså 2,3 procentpoint højere "
    f"{SOURCE}."
)
MET = f"Målet er nået: 27,5 pct. i december 2017 mod et krav om mindst 26 pct., altså 1,5 procentpoint højere {SOURCE}."


def test_a_criterion_of_one_part_is_that_part() -> None:
    assert told(missed()) == MISSED


def test_the_part_that_lags_decides_and_the_other_is_told_with_its_number() -> None:
    assert told(met(), missed()) == (
        f"Svaret følger den del, der halter mest. «Færre ledige»: {MISSED} "
        "Den anden del: «Flere i job» (nået): 27,5 pct. i december 2017 mod et krav om mindst 26 pct."
    )


def test_one_of_them_is_enough() -> None:
    assert told(met(), missed(), combine=Combine.ANY) == (
        f"Ét af kravene er nok, og svaret følger den del, der står bedst. «Flere i job»: {MET} "
        "Den anden del: «Færre ledige» (ikke nået): 22,3 pct. i december 2017 mod et krav om under 20 pct."
    )


def test_at_least_two_of_three() -> None:
    text = told(met("A"), met("B"), missed("C"), combine=AtLeast(2))
    assert text.startswith("Mindst 2 af 3 krav skal være opfyldt, og 2 er det eller er på sporet. «C»: ")
    assert "De andre dele: «A» (nået): 27,5 pct." in text
    assert "; «B» (nået): 27,5 pct." in text


def test_a_gate_that_is_shut_holds_the_rest_back() -> None:
    text = told(missed(), met(), combine=Combine.GATE)
    assert text.startswith(f"«Færre ledige» skal være på plads, før resten tæller. {MISSED} Den anden del: ")


def test_where_the_first_has_failed_it_is_told_with_the_one_that_counts_instead() -> None:
    first, instead = missed("Svartid"), met("Tilfredshed")
    criterion = replace(several(first, instead).criterion, combine=Combine.OTHERWISE)
    judged = CriterionResult(criterion, Status.MET, instead, (first, instead), (instead,))
    assert criterion_sentence(judged, DEFINITIONS) == (
        f"Det første krav er ikke opfyldt, så resten tæller. «Tilfredshed»: {MET} "
        "Den anden del: «Svartid» (ikke nået): 22,3 pct. i december 2017 mod et krav om under 20 pct."
    )


def test_all_are_met() -> None:
    six = result(target(level(Comparison.AT_LEAST, "5")), Status.MET, read=reading("6"), required="5")
    assert told(met("A"), named("B", six)) == (
        f"Begge dele er nået. «A»: {MET} Den anden del: «B» (nået): 6,0 pct. i december 2017 mod et krav om mindst "
        "5 pct."
    )


def test_what_is_the_same_of_all_is_said_once() -> None:
    planned = [named(title, result(MILESTONE, Status.PLANNED)) for title in ("A", "B", "C")]
    assert told(*planned) == ("Det gælder alle tre dele. Planlagt: milepælen skal være nået senest 31. december 2017.")


def test_parts_that_stand_alike_but_are_not_the_same_are_each_told() -> None:
    text = told(
        named("Notatet", result(MILESTONE, Status.PLANNED)), named("Møderne", result(RECURRING, Status.PLANNED))
    )
    assert text == (
        "Det gælder begge dele. «Notatet»: Planlagt: milepælen skal være nået senest 31. december 2017. "
        "Den anden del: «Møderne»: planlagt til senest 31. december 2017."
    )


def test_what_people_enter_is_told_in_its_own_words() -> None:
    done = named("Notatet", result(MILESTONE, Status.MET, answered_on=date(2017, 5, 15)))
    held = replace(named("Møderne", result(RECURRING, Status.ON_COURSE)), occasions=Occasions(9, 9))
    text = told(done, held, missed())
    assert "De andre dele: «Notatet»: gennemført 15. maj 2017; «Møderne»: holdt 9 af 9 gange indtil nu." in text


def test_what_is_still_to_come_decides_when_the_rest_is_done() -> None:
    done = named("A", result(MILESTONE, Status.MET, answered_on=date(2017, 5, 15)))
    ahead = named("B", result(MILESTONE, Status.PLANNED))
    assert told(done, ahead).startswith("Svaret følger den del, der mangler endnu. «B»: Planlagt: ")


def test_many_parts_are_not_all_listed() -> None:
    text = told(missed(), *(met(title) for title in "ABCDEF"))
    assert text.endswith("«D» (nået): 27,5 pct. i december 2017 mod et krav om mindst 26 pct.; og 2 mere.")


@pytest.mark.parametrize(("occasions", "words"), [(Occasions(1, 1), "den ene gang"), (Occasions(4, 5), "4 af 5 gange")])
def test_how_often_it_was_held_is_counted(occasions: Occasions, words: str) -> None:
    held = replace(result(RECURRING, Status.ON_COURSE), occasions=occasions)
    assert f"holdt {words} indtil nu (MED-møde)" in told(held)


def of(of: Indicator, own: Mapping[str, Value], as_of: str, *parts: Target, how: Combine = Combine.ALL) -> str:
    """The sentence of requirements as they are judged."""
    figures = known(as_of, series(of, OWN, own))
    facts = replace(definitions(of), sources={"kilde": DEFINITIONS.sources["jobindsats"]}, areas=DEFINITIONS.areas)
    return criterion_sentence(criterion(*parts, facts=facts, figures=figures, combine=how), facts)


def test_two_dues_of_one_figure_are_told_apart_by_their_due() -> None:
    parts = [
        replace(built(floor(Comparison.AT_LEAST, value), due, id=due), title="Flere i uddannelse")
        for due, value in (("2016", 85), ("2017", 88))
    ]
    text = of(percent(frequency=YEAR), {"2015": 84}, "2016-05-01", *parts, how=Combine.ANY)
    assert "«kravet til 2016»: Bagud: " in text
    assert "«kravet til 2017» (bagud): 84 pct. i 2015 mod et krav om mindst 88 pct." in text


def test_two_requirements_of_one_figure_at_one_due_are_told_apart_by_what_they_require() -> None:
    parts = [replace(built(floor(Comparison.AT_MOST, value), "2017-12", id=str(value)), title="") for value in (24, 12)]
    text = of(indicator(), {"2017-06": 15}, "2017-07-25", *parts)
    assert "«højst 12»: Bagud: " in text
    assert "«højst 24» (på sporet): " in text


def test_what_an_earlier_due_came_to_stays_beside_the_later_one() -> None:
    parts = [
        replace(built(floor(Comparison.AT_LEAST, value), due, id=due), title="Flere i uddannelse")
        for due, value in (("2016", 85), ("2017", 88))
    ]
    text = of(percent(frequency=YEAR), {"2016": "84.9", "2017": 88}, "2018-05-01", *parts)
    assert text.startswith("Målet er nået: 88 pct. i 2017 mod et krav om mindst 88 pct.")
    assert text.endswith("Fristen 2016 (ikke nået): 84,9 pct. i 2016 mod et krav om mindst 85 pct.")


def test_a_change_too_small_to_count_is_never_told_to_be_held() -> None:
    rule = built(change(Comparison.ABOVE, "2016-12"), "2017-12", material="1")
    text = of(percent(), {"2016-12": 60, "2017-06": "60.9"}, "2017-07-25", rule)
    assert "60,9 pct. i juni 2017, 0,9 procentpoint højere" in text
    assert "målet er over 60 pct. i december 2017, så ændringen skal være så stor, at den tæller (" in text
    assert "Ændringen er mindre end 1 procentpoint og regnes som uændret." in text


def test_a_sum_that_can_fall_is_told_by_what_the_rest_of_the_year_must_give() -> None:
    result_of = replace(indicator(FLOW, better=HIGHER, minimum=None), unit=units.UNITS["mio. kr."], decimals=1)
    rule = built(floor(Comparison.AT_LEAST, -5), "2017")
    text = of(result_of, {f"2017-{month:02d}": "-0.5" for month in range(1, 7)}, "2017-07-25", rule)
    assert "målet er mindst −5 mio. kr. i 2017, så resten af 2017 skal give mindst −2,0 mio. kr." in text
    ceiling = built(floor(Comparison.AT_MOST, -5), "2017")
    text = of(result_of, {f"2017-{month:02d}": "-0.5" for month in range(1, 7)}, "2017-07-25", ceiling)
    assert "så resten af 2017 skal give højst −2,0 mio. kr." in text


def test_a_requirement_carried_over_a_break_says_so() -> None:
    bridge = Bridge("Leverandørens dobbelttælling", Decimal("1.1"), Decimal(0))
    broken = indicator(breaks=["2017-04"])
    broken = replace(broken, breaks=tuple(replace(one, bridge=bridge, title="Nyt system") for one in broken.breaks))
    rule = built(change(Comparison.AT_MOST, "2016-12", -10), "2017-12")
    text = of(broken, {"2016-12": 100, "2017-12": 99}, "2018-02-01", rule)
    assert "mod et krav om højst 99" in text
    assert text.endswith("Kravet er regnet om, fordi tallene nu opgøres på en anden måde («Nyt system»).")
    assert "regnet om" not in of(broken, {"2016-12": 100, "2017-03": 99}, "2017-04-25", rule)


def test_a_level_agreed_inside_the_month_of_a_break_is_not_said_to_be_carried_over() -> None:
    bridge = Bridge("Leverandørens dobbelttælling", Decimal("1.1"), Decimal(0))
    broken = indicator(breaks=["2017-04"])
    broken = replace(broken, breaks=tuple(replace(one, bridge=bridge, title="Nyt system") for one in broken.breaks))
    days = (("2017-03-31", "110", True), ("2017-04-01", "110", True), ("2017-04-15", "100", False))
    for agreed, limit, carried in days:
        rule = replace(built(floor(Comparison.AT_MOST, 100), "2017-12"), term=agreed_on(agreed))
        text = of(broken, {"2017-03": 100, "2017-12": 99}, "2018-02-01", rule)
        assert f"mod et krav om højst {limit}" in text, agreed
        assert ("regnet om" in text) is carried, agreed


def agreed_on(day: str) -> Term:
    return Term(date.fromisoformat(day), date(2017, 1, 1), date(2017, 12, 31))


def test_in_ten_of_twelve_months_says_what_settled_it_and_what_may_still_fail() -> None:
    rule = built(floor(Comparison.AT_MOST, 5), "2017-12", every="2017-01", needed=10)
    rows = {f"2017-{month:02d}": value for month, value in enumerate([5] * 10 + [9], start=1)}
    text = of(percent(better="lower"), rows, "2017-12-25", rule)
    assert "holdt i 10 af 11 måneder; afgjort af 5 pct. i oktober 2017" in text
    two_failed = {f"2017-{month:02d}": value for month, value in enumerate([9, 9, 5], start=1)}
    assert "og der må ikke svigte flere; senest 5 pct. i marts 2017" in of(
        percent(better="lower"), two_failed, "2017-04-25", rule
    )


def test_a_member_without_a_figure_is_named_where_the_place_is_settled() -> None:
    standing = replace(standing_of_two(), unknown=("751",))
    placed = replace(result(target(BEST_THIRD, indicator=RATE), Status.MET, read=reading("1.9")), standing=standing)
    assert criterion_sentence(several(placed), DEFINITIONS).endswith(
        "Aarhus har skjulte eller sene tal, men de kan ikke ændre svaret."
    )


def standing_of_two() -> Standing:
    return Standing(1, 2, 0, 16, 5, ())
