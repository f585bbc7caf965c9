"""One reading of result, signal and forecast: a closed table, and no green row with a red word unexplained."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from kpi.model.beside import NOTHING, Beside, Chance, Variation
from kpi.model.evaluation import Status, TargetResult
from kpi.model.rule import Strength
from kpi.texts.reconciled import reconciled
from kpi.texts.verdict import mark, sentence
from tests.texts.given import DEFINITIONS, FEWER_63, PERSONS, UNDER_20, reading, result, target

CHANCES = {None: Chance.NONE, "0.2": Chance.LOW, "0.5": Chance.OPEN, "0.7": Chance.HIGH}
BAD_WORDS = ("misse", "ringere", "forkerte vej", "ikke nået", "ikke at holde")


def judged(status: Status, *, early: bool = False) -> TargetResult:
    found = result(target(FEWER_63, indicator=PERSONS), status)
    return replace(
        found,
        reading=reading("804", "2016-12"),
        required=Decimal(749),
        expected=Decimal("780.5"),
        reached_early=early,
        final=status in (Status.MET, Status.MISSED),
    )


def beside(probability: str | None, variation: Variation = Variation.NONE, revision: str | None = None) -> Beside:
    return Beside(
        variation,
        None if probability is None else Decimal(probability),
        None if revision is None else Decimal(revision),
    )


@pytest.mark.parametrize(
    ("status", "found", "opening", "said"),
    [
        (Status.ON_COURSE, beside("0.2"), "På sporet nu, men ventes at misse: 2 ud af 10", "men ventes at misse"),
        (Status.BEHIND, beside("0.7"), "Bagud, men på vej: 7 ud af 10", "men på vej"),
        (Status.ON_COURSE, beside(None, Variation.IMPROVEMENT), "På sporet, og det er mere end støj", ""),
        (
            Status.BEHIND,
            beside("0.7", revision="30"),
            "Bagud med 24 fuldtidspersoner; så meget plejer tallet at blive rettet",
            "men inden for en almindelig rettelse",
        ),
        (Status.BEHIND, beside(None), "Bagud", ""),
    ],
)
def test_the_reader_gets_one_sentence_that_reconciles_them(
    status: Status, found: Beside, opening: str, said: str
) -> None:
    one = reconciled(judged(status), found, "24 fuldtidspersoner")
    assert f"{one.opening}{one.tail}" == opening
    assert one.mark == said
    assert sentence(judged(status), DEFINITIONS, found).startswith(opening)
    assert mark(judged(status), DEFINITIONS, found) == said


@pytest.mark.parametrize(
    ("probability", "chance"),
    [("0.399", Chance.LOW), ("0.4", Chance.OPEN), ("0.599", Chance.OPEN), ("0.6", Chance.HIGH)],
)
def test_under_forty_is_expected_to_be_missed_and_from_sixty_on_its_way(probability: str, chance: Chance) -> None:
    assert beside(probability).chance is chance


@pytest.mark.parametrize(("probability", "said"), [("0.38", "under 4 ud af 10"), ("0.58", "under 6 ud af 10")])
def test_the_number_never_says_another_band_than_the_words(probability: str, said: str) -> None:
    assert reconciled(judged(Status.ON_COURSE), beside(probability), "").tail.endswith(said)


EVERY = list(product(Status, CHANCES, Variation, (False, True)))


@pytest.mark.parametrize(("status", "probability", "variation", "early"), EVERY)
def test_the_table_is_closed_and_every_pull_is_marked(
    status: Status, probability: str | None, variation: Variation, early: bool
) -> None:
    early = early and status is Status.ON_COURSE
    one = reconciled(judged(status, early=early), beside(probability, variation), "")
    if status in (Status.ON_COURSE, Status.MET) and any(word in one.tail for word in BAD_WORDS):
        assert one.mark.startswith("men ")
    if status in (Status.ON_COURSE, Status.MET) and variation is Variation.CONCERN:
        assert "forkerte vej" in one.tail or "ringere, end det plejer" in one.tail
    if status is Status.BEHIND and CHANCES[probability] is Chance.HIGH:
        assert one.mark == "men på vej"
    assert "{" not in one.tail
    settled = status is Status.MET
    assert (" ud af " in one.tail) is (bool(one.tail) and probability is not None and not settled)


def test_without_anything_beside_it_the_sentence_is_the_results_alone() -> None:
    for status in (Status.ON_COURSE, Status.BEHIND, Status.NEAR):
        assert reconciled(judged(status), NOTHING, "4").tail == ""


@pytest.mark.parametrize(
    ("probability", "tail"),
    [
        ("0.2", "; det går den forkerte vej og ventes ikke at holde: 2 ud af 10"),
        ("0.5", "; det går den forkerte vej, og det er for tæt på til at sige, om det holder: 5 ud af 10"),
        ("0.9", "; det går den forkerte vej, men ventes at holde: 9 ud af 10"),
        (None, "; det går den forkerte vej"),
    ],
)
def test_what_is_reached_early_and_goes_the_wrong_way_is_one_clause(probability: str | None, tail: str) -> None:
    early = judged(Status.ON_COURSE, early=True)
    assert reconciled(early, beside(probability, Variation.CONCERN), "").tail == tail


def test_a_goal_that_is_met_while_the_figure_grows_worse_says_both() -> None:
    worse = beside(None, Variation.CONCERN)
    assert sentence(judged(Status.MET), DEFINITIONS, worse).startswith(
        "Målet er nået, selv om tallet er ringere, end det plejer: "
    )
    assert mark(judged(Status.MET), DEFINITIONS, worse) == "men ringere end det plejer"


def test_a_wish_is_never_called_a_goal_in_the_same_breath() -> None:
    wish = target(UNDER_20, strength=Strength.ASPIRATION)
    wished = replace(judged(Status.NEAR), requirement=wish, aspiration_missed=True)
    assert reconciled(wished, beside("0.2"), "").tail == ", og ønsket ventes ikke nået: 2 ud af 10"
