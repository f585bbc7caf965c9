"""Skøn for fristen: a person's expectation beside the forecast; it never decides anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.access import local_user
from kpi.followup.criterion import criterion_view
from kpi.followup.entry import entry_grid
from kpi.followup.estimate import estimate_fact
from kpi.followup.forecast import forecast
from kpi.followup.machine import status
from kpi.journal import add_entry, read_entries
from kpi.model.contract import Target
from kpi.model.indicator import Indicator
from kpi.model.journal import EntryWithdrawn, Estimated, JournalEntry
from kpi.model.rule import Comparison, Window
from kpi.model.views.entry import OpenTarget
from kpi.model.views.parts import Fact
from kpi.receive import ChangeRefused, TypedEstimate, receive_estimate
from tests.followup.known import judged
from tests.followup.test_forecast import AS_OF, STOCK, WALK
from tests.followup.world import CONTRACT, DEFINITIONS, World
from tests.spec import builders as given
from tests.spec.builders import FLOW, target

JANUARY = date(2017, 1, 25)
PERSONS = replace(STOCK, persons=True)


def estimated(value: str, *, due: str = "2018-06", requirement: str = "t", note: str = "færre sager") -> Estimated:
    return Estimated(given.CONTRACT, requirement, due, Decimal(value), "afdelingslederen", note)


def by_hand(day: str, value: str, **more: str) -> JournalEntry:
    return replace(given.entry(day, estimated(value, **more)), example=False)


def goal(due: str = "2018-06", **more: object) -> Target:
    return target(given.level(Comparison.AT_MOST, "505"), due, **more)


def facts(*entries: JournalEntry, what: Target | None = None, of: Indicator = STOCK) -> tuple[Fact, ...]:
    return estimate_fact(*judged(what or goal(), of, WALK, AS_OF, entries=sorted(entries, key=lambda e: e.applies_on)))


def test_skønnet_står_med_rolle_dag_og_begrundelse() -> None:
    (fact,) = facts(by_hand("2017-09-12", "760"))
    assert fact.label == "Skøn for fristen"
    assert fact.value.startswith("760")
    assert fact.note == "afdelingslederen, 12. september 2017: færre sager"


def test_det_nyeste_skøn_tæller_og_kun_dem_til_og_med_dagen() -> None:
    older, newer, later = by_hand("2017-09-12", "760"), by_hand("2017-11-01", "640"), by_hand("2018-01-16", "1")
    (fact,) = facts(newer, later, older)
    assert fact.value.startswith("640")


def test_et_skøn_om_et_andet_krav_eller_en_anden_frist_siger_intet() -> None:
    assert facts(by_hand("2017-09-12", "760", requirement="andet")) == ()
    assert facts(by_hand("2017-09-12", "760", due="2017-12")) == ()


def test_et_fortrudt_skøn_tæller_ikke_og_det_før_gælder_igen(tmp_path: Path) -> None:
    now = datetime(2017, 12, 1, tzinfo=UTC)
    for day, value in ((date(2017, 9, 12), "760"), (date(2017, 11, 1), "640")):
        last = add_entry(tmp_path, estimated(value), applies_on=day, by="leder", now=now)
    assert facts(*read_entries([tmp_path]))[0].value.startswith("640")
    add_entry(tmp_path, EntryWithdrawn(last.id, "fejl"), applies_on=date(2017, 12, 1), by="leder", now=now)
    assert facts(*read_entries([tmp_path]))[0].value.startswith("760")


def test_når_resultatet_er_endeligt_vises_skønnet_ikke() -> None:
    what = goal("2017-12")
    answer, result = judged(what, STOCK, WALK, AS_OF, entries=[by_hand("2017-09-12", "760", due="2017-12")])
    assert result.final
    assert estimate_fact(answer, result) == ()
    assert entry_grid(answer).open_targets == ()


@pytest.mark.parametrize("value", ["1", "505", "99999"])
def test_et_skøn_ændrer_hverken_status_eller_fremskrivning(value: str) -> None:
    bare, without = judged(goal(), STOCK, WALK, AS_OF)
    answer, result = judged(goal(), STOCK, WALK, AS_OF, entries=[by_hand("2017-09-12", value)])
    assert result == without
    assert answer.beside(result) == bare.beside(without)
    with_it, alone = forecast(answer, result), forecast(bare, without)
    assert with_it is not None
    assert replace(with_it, estimate="") == alone


def test_der_står_om_skønnet_ligger_inden_for_fremskrivningen_og_enderne_er_med() -> None:
    course = judged(goal(), STOCK, WALK, AS_OF)
    found = course[0].course(course[1])
    assert found is not None
    band = found.forecast.at_due

    def told(value: Decimal) -> str:
        ahead = forecast(*judged(goal(), STOCK, WALK, AS_OF, entries=[by_hand("2017-09-12", f"{value:f}")]))
        assert ahead is not None
        return ahead.estimate

    low, high = (Decimal(str(round(end, 8))) for end in (band.low_80, band.high_80))
    step = Decimal("0.01")
    assert "ligger inden for fremskrivningens" in told((low + high) / 2)
    assert "ligger inden for" in told(low + step)
    assert "ligger inden for" in told(high - step)
    assert "ligger under" in told(low - step)
    assert "ligger over" in told(high + step)


def test_uden_skøn_siger_fremskrivningen_intet_om_et() -> None:
    found = forecast(*judged(goal(), STOCK, WALK, AS_OF))
    assert found is not None
    assert found.estimate == ""


def test_et_skøn_under_grænsen_vises_som_under_og_sammenlignes_ikke() -> None:
    entries = [by_hand("2017-09-12", "2")]
    answer, result = judged(goal(), PERSONS, WALK, AS_OF, entries=entries)
    assert estimate_fact(answer, result)[0].value == "under 3"
    assert forecast(answer, result).estimate == ""


def test_et_opdigtet_skøn_siger_det_og_gør_ikke_svaret_til_et_eksempel() -> None:
    made_up = given.entry("2017-09-12", estimated("760"))
    answer, result = judged(goal(), STOCK, WALK, AS_OF, entries=[made_up])
    assert "(eksempel)" in estimate_fact(answer, result)[0].note
    assert not answer.answered_by_example(result)


def test_på_succeskriteriet_ændrer_skønnet_kun_sin_egen_oplysning(world: World) -> None:
    before = criterion_view(world.judged(JANUARY), "c1")
    machine = status(world.judged(JANUARY))
    world.say("2017-01-20", Estimated(CONTRACT, "færre", "2017-12", Decimal(760), "afdelingslederen", "nye forløb"))
    after = criterion_view(world.judged(JANUARY), "c1")
    assert (after.badge, after.verdict, after.headline) == (before.badge, before.verdict, before.headline)
    added = [fact for fact in after.requirements[0].facts if fact not in before.requirements[0].facts]
    assert added == [Fact("Skøn for fristen", "760 fuldtidspersoner", "afdelingslederen, 20. januar 2017: nye forløb")]
    assert status(world.judged(JANUARY)) == machine


# Indtast tal


def asked(what: Target | None = None, of: Indicator = STOCK) -> OpenTarget:
    (one,) = entry_grid(judged(what or goal(), of, WALK, AS_OF)[0]).open_targets
    return one


def received(root: Path, value: str, of: OpenTarget, *, role: str = "leder", note: str = "færre sager") -> Decimal:
    typed = TypedEstimate(value, role, note, date(2018, 1, 10))
    here = World(root).folder
    now = datetime(2018, 1, 15, tzinfo=UTC)
    said = receive_estimate(here, DEFINITIONS, of, typed, by=local_user("leder"), now=now).statement
    assert isinstance(said, Estimated)
    assert read_entries(here.journals)[-1].statement == said
    return said.value


def test_et_skøn_læses_som_et_dansk_tal(tmp_path: Path) -> None:
    assert received(tmp_path, " 1.234 ", asked()) == 1234


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("ca. 60", "er ikke et tal"),
        ("", "Skriv både tallet"),
        ("60 %", "er skrevet i procent"),
        ("-1", "mindre end 0"),
        ("1000001", "større end 1000000"),
        ("60,25", "decimal"),
        ("2", "under 3 personer"),
        ("0101901234", "CPR-nummer"),
    ],
)
def test_hvad_der_ikke_er_et_muligt_skøn_afvises_og_intet_gemmes(tmp_path: Path, value: str, why: str) -> None:
    of = replace(PERSONS, decimals=1, minimum=Decimal(0), maximum=Decimal(1000000))
    with pytest.raises(ChangeRefused, match=why):
        received(tmp_path, value, asked(of=of))
    assert read_entries(World(tmp_path).folder.journals) == ()


@pytest.mark.parametrize(("role", "note"), [("", "x"), ("x", " "), ("010190-1234", "x"), ("x", "borger 010190-1234")])
def test_rolle_og_begrundelse_skal_med_og_uden_cpr_nummer(tmp_path: Path, role: str, note: str) -> None:
    with pytest.raises(ChangeRefused):
        received(tmp_path, "60", asked(), role=role, note=note)
    assert read_entries(World(tmp_path).folder.journals) == ()


def test_et_års_sum_kan_være_større_end_én_måneds_største() -> None:
    of = given.indicator(FLOW, unit=given.units.COUNT)
    of = replace(of, minimum=Decimal(0), maximum=Decimal(100))
    month, year = asked(goal(), of), asked(goal("2018", window=Window.YEAR), of)
    assert (month.lowest, month.highest) == (0, 100)
    assert (year.lowest, year.highest) == (0, None)
