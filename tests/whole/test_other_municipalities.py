"""Contracts of other municipalities' kinds: each answer was written down by hand, by the methods, before it was asked.

`others/` is a data folder: economy, schools, elder care, climate, surveys, complaints … , with the figures of each and
`answers.csv`: looked at from a day, what a criterion answers, and why.
"""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from kpi.analysis.judged import judge
from kpi.cli import SHIPPED, main
from kpi.definitions import check_definitions, read_definitions
from kpi.followup.facts import facts
from kpi.followup.read_aloud import read_aloud, read_aloud_with_figures
from kpi.installation import Installation, read_installation
from kpi.model.folder import DataFolder
from kpi.texts.criterion import criterion_sentence
from kpi.texts.facts import EXPECTED, NEEDED, REMAINING
from tests.texts.proofread import faults

OTHERS = Path(__file__).parent / "others"


def answers() -> dict[tuple[str, str], dict[str, str]]:
    """By contract and day: what each criterion answers."""
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with (OTHERS / "answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found[row["aftale"], row["set_fra"]][row["kriterium"]] = row["status"]
    return found


ANSWERS = answers()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = DataFolder(tmp_path_factory.mktemp("others") / "data", SHIPPED)
    shutil.copytree(OTHERS, folder.root)
    (folder.root / "examples").mkdir()
    assert check_definitions(folder) == ()
    asked = ["import", str(OTHERS / "figures.csv"), "--source", "optaelling", "--accept-warnings"]
    assert main([*asked, "--data", str(folder.root)]) == 0
    return read_installation(folder, read_definitions(folder))


@pytest.mark.parametrize(("contract", "day"), ANSWERS)
def test_the_answer_is_the_one_that_was_written_down(here: Installation, contract: str, day: str) -> None:
    judged = judge(here, contract, date.fromisoformat(day))
    told = {one.criterion.id: one.status.value for one in judged.results}
    expected = ANSWERS[contract, day]
    assert {criterion: told[criterion] for criterion in expected} == expected


@pytest.mark.parametrize(("contract", "day"), ANSWERS)
def test_every_sentence_of_them_can_be_signed(here: Installation, contract: str, day: str) -> None:
    judged = judge(here, contract, date.fromisoformat(day))
    for result in judged.results:
        text = criterion_sentence(result, here.definitions, judged.beside(result.decisive))
        assert list(faults(text)) == [], text


def test_each_rule_is_read_aloud_beside_its_quote(here: Installation) -> None:
    for contract in here.definitions.contracts.values():
        texts = read_aloud_with_figures(here, contract.id)
        assert len(texts) == len(tuple(contract.criteria()))
        assert all("læses:" in text for text in texts)


@pytest.mark.parametrize(
    ("contract", "criterion", "said"),
    [
        ("toaendringer", "k", "; ændret 1. april 2017: mindst 80 i 2017; ændret 1. september 2017: mindst 90 i 2017"),
        ("udgaaet", "kursister", "Kursister: mindst 60 i 2017; udgået 1. september 2017"),
        ("halvdelen", "samlet", "opfyldt senest 31. december 2017: ha, hb, hc og hd"),
        ("enhed", "udgift", "Udgift pr. elev: højst 5 pct. mere end gennemsnittet i gruppen «Klyngen» i 2017"),
        ("jobcenter", "klynge", "lavere i december 2017 end medianen i gruppen «Klyngen» året før"),
        ("delvist", "genbrug", "mindst 55 pct. i 2017; tæt på indtil 10 pct. af kravet"),
        ("tilfredshed", "seneste", "mindst 85 pct. i 2017; den seneste måling før fristen gælder"),
    ],
)
def test_what_is_read_aloud_is_all_that_the_rule_says(
    here: Installation, contract: str, criterion: str, said: str
) -> None:
    texts = read_aloud(here.definitions, here.definitions.contracts[contract])
    (text,) = (one for one in texts if one.lstrip().startswith(f"{criterion} "))
    assert text.endswith(said)


def test_there_are_contracts_of_many_kinds() -> None:
    assert len({contract for contract, _ in ANSWERS}) >= 40
    assert {status for one in ANSWERS.values() for status in one.values()} >= {
        "MET", "MISSED", "NEAR", "BEHIND", "ON_COURSE", "AWAITING", "NOT_STARTED", "UNDECIDABLE", "NO_DATA", "UNDERWAY",
        "ACCEPTED", "PLANNED", "UNASSESSED",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("contract", "day", "criterion", "said"),
    [
        ("klager", "2018-01-05", "faerre", "højst 4"),  # 43 known, and 48 is not fewer than 48
        ("klager", "2017-11-25", "faerre", "højst 3 hver måned"),
        ("okonomi", "2017-07-25", "balance", "mindst −0,3 mio. kr. i gennemsnit hver måned"),
        ("okonomi", "2018-01-05", "bedre", "mindst 0,7 mio. kr."),
        ("skole", "2017-02-25", "mindst7", "0,1 karakterpoint højere"),
        ("skole", "2017-02-25", "over_land", "mere end 0,2 karakterpoint højere"),
        ("regnskab", "2016-10-25", "overnat", "100 hver måned"),
        ("indlaeggelser", "2017-06-10", "rate", "højst 250 pr. 100.000"),
    ],
)
def test_what_it_takes_is_enough_and_no_more(
    here: Installation, contract: str, day: str, criterion: str, said: str
) -> None:
    judged = judge(here, contract, date.fromisoformat(day))
    found = {fact.label: fact.value for fact in facts(judged, judged.result(criterion).decisive)}
    assert found[NEEDED] == said


@pytest.mark.parametrize(
    ("contract", "day", "criterion"), [("brud", "2017-06-25", "uden"), ("brud", "2018-01-25", "fast")]
)
def test_no_difference_is_shown_across_a_break(here: Installation, contract: str, day: str, criterion: str) -> None:
    judged = judge(here, contract, date.fromisoformat(day))
    result = judged.result(criterion).decisive
    assert result.gap is None
    assert {fact.label for fact in facts(judged, result)}.isdisjoint({EXPECTED, REMAINING, NEEDED})


def test_a_change_too_small_to_count_does_not_lack_nothing(here: Installation) -> None:
    judged = judge(here, "retning", date(2017, 9, 1))
    assert REMAINING not in {fact.label for fact in facts(judged, judged.result("retning").decisive)}
