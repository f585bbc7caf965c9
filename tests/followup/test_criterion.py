"""One criterion in depth, its meeting screen, the agreement as a document and the grid of what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi.analysis.since import looked_back_to
from kpi.followup.criterion import criterion_view
from kpi.followup.data_status import data_status
from kpi.followup.document import contract_document
from kpi.followup.entry import entry_grid
from kpi.followup.meeting import meeting
from kpi.model.contract import NOBODY, Owners
from kpi.model.definitions import Definitions
from kpi.model.journal import Assessed, Verdict
from kpi.model.views.parts import Fact
from tests.followup.world import AGREEMENT, CONTRACT, DEFINITIONS, World

JANUARY = date(2017, 1, 25)


def test_facts_chart_and_table_tell_the_same_figures(world: World) -> None:
    view = criterion_view(world.judged(JANUARY), "c1")
    (requirement,) = view.requirements
    assert [(fact.label, fact.value) for fact in requirement.facts] == [
        ("Seneste tal", "804 fuldtidspersoner"),
        ("Burde være nu", "højst 780"),
        ("Mangler til målet", "55 færre"),
        ("Hvad skal der til", "5 færre hver måned"),
        ("Udgangspunkt", "812 fuldtidspersoner"),
        ("Er det mere end støj?", "For få målinger"),
    ]
    chart, table = requirement.trajectory, requirement.table
    assert chart is not None
    assert table is not None
    assert chart.observed.label == "804 (foreløbigt tal)"
    assert chart.observed.points[-1].label == "dec. 2016: 804 fuldtidspersoner (foreløbigt tal)"
    assert [(marker.label, str(marker.value)) for marker in chart.targets] == [("mål 749", "749")]
    assert chart.path is not None
    assert len(chart.path.points) == 25
    assert chart.alternative == requirement.verdict
    assert chart.source_line == "Kilde: jobindsats.dk, Y07A02, offentliggjort 20. jan. 2017, hentet 20. jan. 2017"
    assert [cell.text for cell in table.rows[0]] == ["dec. 2016", "804", "780", "foreløbigt tal", "20. jan. 2017", ""]
    assert [cell.text for cell in table.rows[1]][-1] == "780 (20. dec. 2016)"
    assert [line.text for line in requirement.revisions] == ["nov. 2016: 780 → 779 den 20. jan. 2017"]


def test_an_assessment_says_in_which_forum_and_on_what(world: World) -> None:
    for day, evidence in (("2017-01-10", "Spørgeskema."), ("2017-01-20", "Interview med otte medarbejdere.")):
        world.say(day, Assessed(CONTRACT, "indsigt", Verdict.PARTLY, "MED-udvalget", evidence, 8))
    (requirement,) = criterion_view(world.judged(JANUARY), "c5").requirements
    assert requirement.facts == (Fact("Forum", "MED-udvalget", "belæg: Interview med otte medarbejdere; 8 svar"),)
    (before,) = criterion_view(world.judged(date(2017, 1, 9)), "c5").requirements
    assert before.facts == ()


def test_actions_comments_and_neighbours(world: World) -> None:
    view = criterion_view(world.judged(JANUARY), "c1")
    assert [action.state for action in view.actions] == ["i gang · teamleder · senest 1. marts 2017"]
    assert [(comment.heading, comment.text) for comment in view.comments] == [
        ("dec. 2016 · skrevet 12. januar 2017 af teamleder", "<b>Influenza</b>")
    ]
    assert (view.previous, view.following) == ("", "c2")
    before = criterion_view(world.judged(date(2017, 1, 1)), "c1")
    assert before.actions[0].state == "ingen status endnu · senest 1. marts 2017"
    assert before.comments == ()


def test_a_typed_count_under_three_is_shown_nowhere(world: World) -> None:
    view = criterion_view(world.judged(JANUARY), "c3")
    (requirement,) = view.requirements
    assert requirement.table is not None
    assert requirement.trajectory is not None
    assert [[cell.text for cell in row[:2]] for row in requirement.table.rows] == [
        ["dec. 2016", "under 3"],
        ["nov. 2016", "7"],
    ]
    assert requirement.table.rows[0][1].number is None
    assert (requirement.trajectory.observed.points[-1].value, requirement.trajectory.observed.points[-1].gap) == (
        None,
        "under 3",
    )
    shown = criterion_view(world.judged(JANUARY), "c1").shown[0]
    assert shown.observed.points[-1].value is None


def test_the_meeting_shows_what_was_agreed_last_time(world: World) -> None:
    now = world.judged(JANUARY)
    criteria = tuple(criterion_view(now, result.criterion.id) for result in now.results)
    view = meeting(now, world.judged(looked_back_to(now)), criteria)
    assert view.follow_ups == ("Oversigt over lange sager · teamleder · 24. januar 2017",)
    assert view.cover_lines[:2] == (
        "2 bagud · 1 kan ikke afgøres · 2 planlagt",
        "tal til og med dec. 2016",
    )
    assert [one.criterion for one in view.criteria] == ["c1", "c2", "c3", "c4", "c5"]
    assert view.criteria[0].headline == "804 fuldtidspersoner i december 2016. Der burde være højst 780."


def test_the_agreement_reads_aloud(world: World) -> None:
    document = contract_document(world.judged(JANUARY))
    assert document.goals[0].readings == (
        ("højst 749 fuldtidspersoner i dec. 2017: 63 færre end de 812 i dec. 2015",),
        ("den bedste tredjedel, plads 1-2, i gruppen «Naboer» i dec. 2017",),
        ("højst 5 personer i dec. 2017",),
        ("Metoden er i brug: gennemført senest 31. januar 2017",),
        ("Indsigt: vurderes af mennesker ud fra interview senest 31. december 2017",),
    )
    assert document.goals[0].origin == "fælles mål"


def owned(criterion: Owners, whole: Owners, note: str = "") -> Definitions:
    (goal, other) = AGREEMENT.goals
    first, *rest = goal.criteria
    goals = (replace(goal, criteria=(replace(first, owners=criterion), *rest)), other)
    agreement = replace(AGREEMENT, goals=goals, owners=whole, owner_note=note)
    return replace(DEFINITIONS, contracts={CONTRACT: agreement})


def test_who_answers_for_a_criterion_is_said_once_for_the_whole_and_where_it_is_another(world: World) -> None:
    definitions = owned(Owners("teamlederen", ""), Owners("afdelingslederen", "faglig koordinator"))
    judged = world.judged(JANUARY, definitions)
    assert criterion_view(judged, "c1").owners == "teamlederen, stedfortræder: faglig koordinator"
    assert criterion_view(judged, "c2").owners == "afdelingslederen, stedfortræder: faglig koordinator"
    document = contract_document(judged)
    assert document.owners == "afdelingslederen, stedfortræder: faglig koordinator"
    assert document.goals[0].owners == ("teamlederen, stedfortræder: faglig koordinator", "", "", "", "")


def test_an_agreement_that_names_nobody_says_so(world: World) -> None:
    judged = world.judged(JANUARY, owned(NOBODY, NOBODY, "aftalen nævner ingen"))
    assert criterion_view(judged, "c1").owners == contract_document(judged).owners == "aftalen nævner ingen"
    assert criterion_view(world.judged(JANUARY), "c1").owners == ""


def test_an_action_has_a_short_name_where_room_is_scarce(world: World) -> None:
    (action,) = AGREEMENT.goals[0].actions
    goal = replace(AGREEMENT.goals[0], actions=(replace(action, short="Kontakt"),))
    definitions = replace(DEFINITIONS, contracts={CONTRACT: replace(AGREEMENT, goals=(goal, AGREEMENT.goals[1]))})
    (line,) = criterion_view(world.judged(JANUARY, definitions), "c1").actions
    assert (line.title, line.called) == ("Tidligere kontakt", "Kontakt")
    (plain,) = criterion_view(world.judged(JANUARY), "c1").actions
    assert plain.called == plain.title == "Tidligere kontakt"


def test_the_grid_holds_exactly_what_is_missing(world: World) -> None:
    grid = entry_grid(world.judged(date(2017, 3, 1)))
    assert [(one.indicator.id, str(one.period), one.last, one.bounds) for one in grid.figures] == [
        ("klager", "2017-01", "dec. 2016: skjult", "fra 0"),
        ("klager", "2017-02", "dec. 2016: skjult", "fra 0"),
    ]
    assert [(one.kind, one.requirement, one.due) for one in grid.entries] == [
        ("milestone", "trin", "31. januar 2017"),
        ("assessment", "indsigt", "31. december 2017"),
    ]
    assert (grid.months[0].id, grid.months[0].title) == ("2017-03", "marts 2017")


def test_data_status_says_what_is_late(world: World) -> None:
    status = data_status(world.here(), date(2017, 3, 1))
    by_id = {one.indicator.id: one for one in status.indicators}
    assert by_id["sygedagpenge"].state == "forsinket: skulle være kommet 21. feb. 2017"
    assert by_id["sygedagpenge"].revisions == "1 tal rettet"
    assert by_id["andel"].gaps == "1 skjult"
    assert all(one.own for one in status.deliveries)
    assert status.deliveries[0].text.startswith("2 tal")
    assert status.faults == ()
