"""«Hvordan står aftalen?» from a small real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi.analysis.judged import judge
from kpi.analysis.since import month_before
from kpi.followup.contracts import contract_cards
from kpi.model.evaluation import Status
from kpi.model.views.changes import ChangeKind
from kpi.model.views.scorecard import Scorecard
from kpi.store import Store, StoreUnavailable
from tests.followup.world import CONTRACT, SICK, World, figure

JANUARY = date(2017, 1, 25)


def seen(world: World, day: date = JANUARY) -> Scorecard:
    return world.scorecard(day)


def test_a_criterion_on_one_line_says_how_far_and_where_it_ought_to_be(world: World) -> None:
    line = seen(world).goals[0].lines[0]
    assert line.badge.status is Status.BEHIND
    assert (line.subtitle, line.progress, line.progress_note) == (
        "fuldtidspersoner · dec. 2015: 812 → mål 749",
        "−8 af −63",
        "burde være −32",
    )
    assert line.verdict.startswith("Bagud: 804 fuldtidspersoner i december 2016 (foreløbigt tal), 24 flere end")
    assert (line.due, line.data_word, line.unit) == ("dec. 2017", "foreløbig", "Jobkompagniet")


def test_the_small_chart_has_gaps_and_a_path(world: World) -> None:
    spark = seen(world).goals[0].lines[0].spark
    assert spark is not None
    assert [point.gap for point in spark.observed] == ["", *["mangler"] * 10, "", ""]
    assert [point.provisional for point in spark.observed][-2:] == [False, True]
    assert len(spark.path) == 13
    assert str(spark.required) == "749"


def test_a_tie_for_the_best_third_with_a_hidden_peer_cannot_be_decided(world: World) -> None:
    line = seen(world).goals[0].lines[1]
    assert line.badge.status is Status.UNDECIDABLE
    assert line.progress == "mellem nr. 2 og nr. 3 af 6"
    assert "Horsens har skjulte eller sene tal, som kan ændre svaret" in line.verdict


def test_counts_newest_and_goals_without_criteria(world: World) -> None:
    card = seen(world)
    assert [(count.count, count.word) for count in card.counts] == [
        (2, "bagud"),
        (1, "kan ikke afgøres"),
        (2, "planlagt"),
    ]
    assert card.newest == "tal til og med dec. 2016"
    assert card.goals[1].note == "her har Jobkompagniet ikke opgaver"
    assert not card.goals[1].own


def test_changes_since_the_last_meeting_name_new_revised_and_moved(world: World) -> None:
    changes = seen(world).changes
    assert changes.title == "Ændret siden MED-mødet 13. december 2016"
    by_kind = {kind: [line.text for line in changes.lines if line.kind is kind] for kind in ChangeKind}
    assert "«Kriterium c1» gik fra ○ ikke begyndt til ▼ bagud: 804 fuldtidspersoner" in by_kind[ChangeKind.STATUS][0]
    assert by_kind[ChangeKind.NEW][0] == ("Fuldtidspersoner på sygedagpenge: 2 nye tal, senest 804 i december 2016.")
    assert by_kind[ChangeKind.REVISED] == []


def test_a_revision_is_told_from_and_to(world: World) -> None:
    world.entries = ()
    changes = seen(world).changes
    assert changes.title == "Ændret siden 25. december 2016"
    assert [line.text for line in changes.lines if line.kind is ChangeKind.REVISED] == [
        "Fuldtidspersoner på sygedagpenge: november 2016 er rettet fra 780 til 779."
    ]
    assert [line.criterion for line in changes.lines if line.kind is ChangeKind.REVISED] == ["c1"]


@pytest.mark.parametrize("value", ["790", "788"], ids=["the same", "another"])
def test_a_real_figure_where_a_made_up_one_stood_is_new_and_no_revision(world: World, value: str) -> None:
    world.deliver("2016-12-01", figure(SICK, "2016-10", "790"), source="eksempeltal")
    world.deliver("2017-01-20", figure(SICK, "2016-10", value))
    world.build()
    lines = [line.text for line in seen(world).changes.lines if line.text.startswith(SICK.title)]
    assert lines == ["Fuldtidspersoner på sygedagpenge: 3 nye tal, senest 804 i december 2016."]


def test_without_a_meeting_a_month_back_also_at_the_end_of_a_month() -> None:
    assert month_before(date(2017, 3, 31)) == date(2017, 2, 28)
    assert month_before(date(2017, 1, 25)) == date(2016, 12, 25)


def test_what_needs_a_human_is_named(world: World) -> None:
    texts = [one.text for one in seen(world).attention]
    assert "«Metoden er i brug»: er milepælen nået? Fristen er 31. januar 2017." in texts
    late = [one.text for one in seen(world, date(2017, 3, 1)).attention]
    assert (
        "Fuldtidspersoner på sygedagpenge: tallet for januar 2017 er forsinket; det skulle være kommet "
        "21. februar 2017." in late
    )
    assert "«Personer med klager»: tallene for januar og februar 2017 mangler at blive indtastet." in late


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2016, 12, 31), "Aftalen er ikke begyndt: den gælder fra 1. januar 2017."),
        (date(2017, 6, 1), ""),
        (date(2018, 1, 1), "Aftalen er slut; her er resultatet."),
    ],
)
def test_before_the_start_and_after_the_last_due_it_is_said(world: World, day: date, phase: str) -> None:
    assert seen(world, day).phase == phase


def test_one_made_up_figure_marks_the_line_and_the_whole(world: World) -> None:
    assert not seen(world).example
    world.deliver("2017-01-21", figure(SICK, "2016-10", "790"), source="eksempeltal")
    world.build()
    card = seen(world)
    assert card.example
    assert [line.example for line in card.goals[0].lines] == [True, False, False, False, False]


def test_the_first_screen_counts_each_contract(world: World) -> None:
    (card,) = contract_cards([world.judged(JANUARY)])
    assert (card.municipality, card.newest, card.example) == ("Silkeborg", "tal til og med dec. 2016", False)
    assert sum(count.count for count in card.counts) == 5


def test_a_contract_that_has_not_begun_owes_nothing_yet(world: World) -> None:
    (card,) = contract_cards([world.judged(date(2016, 12, 31))])
    assert (card.counts, card.phase) == ((), "Aftalen er ikke begyndt: den gælder fra 1. januar 2017.")


def test_an_unknown_contract_and_a_missing_store_are_told_apart(world: World) -> None:
    with pytest.raises(KeyError):
        judge(world.here(), "findes-ikke", JANUARY)
    with pytest.raises(StoreUnavailable):
        judge(replace(world.here(), store=Store(world.folder.root / "tom")), CONTRACT, JANUARY)
