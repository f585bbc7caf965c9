"""A criterion of several parts: which one its answer follows, and every part with its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi.model.contract import AtLeast, Combine, Criterion
from kpi.model.evaluation import CriterionResult, Occasions, Status, TargetResult
from kpi.model.rule import Comparison
from kpi.texts.criterion import criterion_sentence
from tests.texts.given import AT_LEAST_26, DEFINITIONS, MILESTONE, RECURRING, UNDER_20, reading, result, target
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
