"""«Metodegrundlaget implementeres», «fast punkt på MED-dagsordenen», «medarbejderne har indsigt i målarbejdet»."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi.model.contract import Amendable, Amendment, Assessment, Milestone, Recurring
from kpi.model.evaluation import Cause, Occasions, Status
from kpi.model.journal import Assessed, MilestoneReached, OccasionRegistered, Verdict
from kpi.model.period import Period
from tests.spec.builders import CONTRACT, entry, judge_entered

IMPLEMENTED = Milestone("t", "Metodegrundlaget", Period.of_year(2017))
INSIGHT = Assessment("t", "Indsigt", "interview", Period.of_year(2017))
MEETINGS = ("2017-03", "2017-06", "2017-09", "2017-12")
ON_AGENDA = Recurring("t", "Fast punkt", "MED-møde", tuple(Period.parse(m) for m in MEETINGS), Period.of_year(2017))
AS_THEY_COME = Recurring("t", "Fast punkt", "MED-møde", (), Period.of_year(2017))
REACHED = MilestoneReached(CONTRACT, "t", "ledelsen", "beskrevet og i brug")


def held(day: str, was_held: bool = True, recorded: str | None = None) -> object:
    return entry(day, OccasionRegistered(CONTRACT, "t", was_held, "MED", "punkt 4"), recorded)


def assessed(day: str, verdict: Verdict, recorded: str | None = None) -> object:
    return entry(day, Assessed(CONTRACT, "t", verdict, "interview", "otte medarbejdere", 8), recorded)


def test_en_milepael_er_planlagt_og_efter_fristen_ikke_naaet() -> None:
    assert judge_entered(IMPLEMENTED, "2017-12-31").status is Status.PLANNED
    missed = judge_entered(IMPLEMENTED, "2018-01-01")
    assert (missed.status, missed.final) == (Status.MISSED, True)
    assert missed.reasons[0].cause is Cause.NOT_REGISTERED


def test_en_milepael_er_naaet_fra_den_dag_den_gaelder_fra() -> None:
    entries = [entry("2017-09-01", REACHED, "2017-09-20")]
    assert judge_entered(IMPLEMENTED, "2017-08-31", entries).status is Status.PLANNED
    reached = judge_entered(IMPLEMENTED, "2017-09-01", entries)
    assert (reached.status, reached.answer, reached.recorded_later) == (Status.MET, "beskrevet og i brug", True)
    assert str(reached.answered_on) == "2017-09-01"


def test_en_anden_aftales_milepael_taeller_ikke() -> None:
    other = entry("2017-09-01", MilestoneReached("en anden aftale", "t", "", ""))
    assert judge_entered(IMPLEMENTED, "2017-10-01", [other]).status is Status.PLANNED


def test_en_vurdering_ingen_har_givet_er_ikke_vurderet() -> None:
    assert judge_entered(INSIGHT, "2018-06-01").status is Status.UNASSESSED


def test_den_nyeste_vurdering_gaelder_og_maskinen_farver_den_ikke() -> None:
    entries = [assessed("2017-11-01", Verdict.NOT_FULFILLED), assessed("2017-05-01", Verdict.PARTLY)]
    assert judge_entered(INSIGHT, "2017-06-01", entries).answer == "delvist"
    final = judge_entered(INSIGHT, "2018-01-01", entries)
    assert (final.status, final.answer, final.final) == (Status.ASSESSED, "ikke opfyldt", True)


def test_af_to_vurderinger_fra_samme_dag_gaelder_den_sidst_indtastede() -> None:
    entries = [
        assessed("2017-05-01", Verdict.FULFILLED, "2017-05-03"),
        assessed("2017-05-01", Verdict.PARTLY, "2017-05-02"),
    ]
    assert judge_entered(INSIGHT, "2017-06-01", entries).answer == "opfyldt"


@pytest.mark.parametrize(
    ("as_of", "registered", "status"),
    [
        ("2017-03-31", (), Status.PLANNED),
        ("2017-04-01", (), Status.NO_DATA),
        ("2017-04-01", ("2017-03-14",), Status.ON_COURSE),
        ("2017-07-01", ("2017-03-14",), Status.NO_DATA),
        ("2017-12-31", ("2017-03-14", "2017-06-13", "2017-09-12", "2017-12-12"), Status.ON_COURSE),
        ("2018-01-01", ("2017-03-14", "2017-06-13", "2017-09-12", "2017-12-12"), Status.MET),
        ("2018-01-01", ("2017-03-14", "2017-06-13", "2017-09-12"), Status.NO_DATA),
    ],
)
def test_en_tilbagevendende_begivenhed(as_of: str, registered: tuple[str, ...], status: Status) -> None:
    result = judge_entered(ON_AGENDA, as_of, [held(day) for day in registered])
    assert result.status is status
    if status is Status.NO_DATA:
        assert (result.reasons[0].cause, result.reasons[0].name) == (Cause.NOT_REGISTERED, "MED-møde")


def test_ikke_naaet_fra_den_foerste_der_ikke_blev_holdt() -> None:
    entries = [held("2017-03-14"), held("2017-06-13", False), held("2017-09-12"), held("2017-12-12")]
    assert judge_entered(ON_AGENDA, "2017-06-12", entries).status is Status.ON_COURSE
    for as_of in ("2017-06-13", "2017-10-01", "2018-01-01"):
        assert judge_entered(ON_AGENDA, as_of, entries).status is Status.MISSED


def test_en_rettelse_af_samme_dags_registrering_gaelder() -> None:
    entries = [held("2017-03-14", False, "2017-03-14"), held("2017-03-14", True, "2017-03-15")]
    assert judge_entered(ON_AGENDA, "2017-04-01", entries).status is Status.ON_COURSE


def test_uden_planlagte_gange_taeller_hver_registreret() -> None:
    assert judge_entered(AS_THEY_COME, "2017-08-01").status is Status.PLANNED
    assert judge_entered(AS_THEY_COME, "2017-08-01", [held("2017-03-14")]).status is Status.ON_COURSE
    assert judge_entered(AS_THEY_COME, "2018-01-01", [held("2017-03-14")]).status is Status.MET
    assert judge_entered(AS_THEY_COME, "2018-01-01").status is Status.NO_DATA


@pytest.mark.parametrize(
    ("registered", "counted"),
    [
        ([held("2017-03-14"), held("2017-06-13")], Occasions(2, 2)),
        ([held("2017-03-14"), held("2017-06-13", False), held("2017-09-12")], Occasions(2, 3)),
        ([held("2017-03-14"), held("2017-03-14")], Occasions(1, 1)),
        ([], None),
    ],
)
def test_det_taelles_hvor_mange_gange_den_er_holdt(registered: list[object], counted: Occasions | None) -> None:
    assert judge_entered(AS_THEY_COME, "2017-10-01", registered).occasions == counted


def moved(requirement: Amendable, on: str, revised: Amendable | None) -> Amendable:
    return replace(requirement, amendments=(Amendment(date.fromisoformat(on), "udsat", revised),))


def test_en_milepael_hvis_frist_er_flyttet() -> None:
    later = replace(IMPLEMENTED, due=Period.parse("2018-06"))
    amended = moved(IMPLEMENTED, "2017-10-01", later)
    assert judge_entered(amended, "2018-02-01").status is Status.PLANNED
    missed = judge_entered(amended, "2018-07-01")
    assert (missed.status, missed.requirement.due, missed.amended) == (Status.MISSED, later.due, amended.amendments[0])
    assert judge_entered(amended, "2017-09-30").requirement == amended


@pytest.mark.parametrize("requirement", [IMPLEMENTED, INSIGHT, ON_AGENDA])
def test_det_udgaaede_er_udgaaet(requirement: Milestone | Assessment | Recurring) -> None:
    gone = moved(requirement, "2017-10-01", None)
    withdrawn = judge_entered(gone, "2018-02-01", [held("2017-03-07", was_held=False)])
    assert (withdrawn.status, withdrawn.withdrawn, withdrawn.final) == (Status.ACCEPTED, True, True)
    assert not judge_entered(gone, "2017-09-30").withdrawn


def test_en_begivenhed_der_udgaar_holdes_til_aendringens_dag() -> None:
    gone = moved(ON_AGENDA, "2017-10-01", None)
    assert judge_entered(gone, "2017-09-30", [held("2017-03-07", was_held=False)]).status is Status.MISSED
