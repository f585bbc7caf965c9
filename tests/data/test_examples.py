"""Eksempeltal and example entries: marked, never of other municipalities, and telling the intended story."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from data.tools import make_examples
from kpi.evaluate import evaluate_contract, needed_series
from kpi.journal import read_entries, verify_chain
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, Status
from kpi.model.period import Period
from kpi.store import Store

from .conftest import DATA

EXAMPLES = DATA / "examples"
SILKEBORG, VARDE = "silkeborg-jobkompagniet-2017", "varde-borger-og-arbejdsmarked-2015"


def judged(store: Store, definitions: Definitions, contract_id: str, day: date) -> dict[str, CriterionResult]:
    contract = definitions.contracts[contract_id]
    figures = store.figures(needed_series(contract, definitions), day, contract.agreed_on)
    entries = read_entries([EXAMPLES / "journal"])
    return {one.criterion.id: one for one in evaluate_contract(contract, definitions, figures, entries)}


def rows() -> list[dict[str, str]]:
    found = []
    for path in sorted(EXAMPLES.glob("deliveries/*/*/original.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file, delimiter=";"))
    return found


def test_only_the_contracts_own_municipalities_and_the_nation_have_made_up_figures() -> None:
    assert {row["kommune"] for row in rows()} == {"740", "573", "000"}


def test_all_made_up_figures_come_from_the_source_that_is_marked(definitions: Definitions) -> None:
    assert [folder.name for folder in (EXAMPLES / "deliveries").iterdir()] == ["eksempeltal"]
    assert definitions.sources["eksempeltal"].example


def test_nothing_is_made_up_for_a_public_series_of_the_same_years(store: Store, definitions: Definitions) -> None:
    made_up = {(row["indikator"], row["kommune"]) for row in rows()}
    for indicator, area in made_up:
        series = store.series(indicator, area, date(2026, 11, 22))
        assert series is not None
        public = [one.period for one in series.observations if not one.example]
        made = [one.period for one in series.observations if one.example]
        assert not public or max(made) < min(public), (indicator, area)


def test_late_revised_provisional_hidden_and_missing_ones_are_among_them() -> None:
    assert {"", "foreløbig", "endelig", "skjult", "mangler"} == {row["kvalitet"] for row in rows()}
    assert sum("sent" in row["kommentar"] for row in rows()) == 2


def test_every_entry_of_the_example_journal_is_marked_and_chained() -> None:
    entries = read_entries([EXAMPLES / "journal"])
    assert len(entries) > 60
    assert all(entry.example and entry.by == "Eksempel" for entry in entries)
    assert verify_chain(EXAMPLES / "journal") == ()


def test_the_same_program_makes_the_same_bytes(definitions: Definitions, tmp_path: Path) -> None:
    make_examples.make_figures(tmp_path / "deliveries", definitions)
    make_examples.make_journal(tmp_path / "journal", definitions)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLES): path.read_bytes() for path in EXAMPLES.rglob("*") if path.is_file()}
    assert made.keys() == kept.keys()
    assert [str(name) for name in made if made[name] != kept[name]] == []


def test_silkeborg_in_january_2017_is_partly_on_course_and_partly_behind(
    store: Store, definitions: Definitions
) -> None:
    results = judged(store, definitions, SILKEBORG, date(2017, 1, 25))
    status = {name: one.status for name, one in results.items()}
    assert {name for name in status if status[name] is Status.ON_COURSE} == {"s1", "s3a", "s5b"}
    assert {name for name in status if status[name] is Status.BEHIND} == {"s3b", "s5a"}
    assert status["s2"] is Status.UNDERWAY
    assert status["s4a"] is Status.NOT_STARTED
    assert status["s4b"] is Status.NOT_STARTED
    reading = {name: one.decisive.reading for name, one in results.items()}
    for name, value in (("s1", 364), ("s5a", 804), ("s5b", 205)):
        found = reading[name]
        assert found is not None
        assert (found.value, found.period) == (Decimal(value), Period.month(2016, 12))
        assert found.example
    assert results["s5a"].decisive.expected == Decimal("780.5")


def test_november_was_revised_between_two_meetings(store: Store) -> None:
    series = store.series("fuldtidspersoner_jobafklaring", "740", date(2017, 1, 25))
    assert series is not None
    november = Period.month(2016, 11)
    now = series.at(november)
    assert now is not None
    assert now.value == 211
    assert [earlier.value for earlier in series.revised[november]] == [209]


def test_silkeborg_is_decided_in_february_2018_but_for_what_comes_late(store: Store, definitions: Definitions) -> None:
    before = judged(store, definitions, SILKEBORG, date(2018, 1, 10))
    results = judged(store, definitions, SILKEBORG, date(2018, 2, 1))
    assert {before[name].status for name in ("s1", "s3a", "s3b", "s5a", "s5b")} == {Status.AWAITING}
    expected = {
        "s1": Status.MET,
        "s2": Status.UNDERWAY,
        "s3a": Status.MET,
        "s3b": Status.MET,
        "s4a": Status.MET,
        "s4b": Status.AWAITING,
        "s5a": Status.MISSED,
        "s5b": Status.MET,
        "s6a": Status.ASSESSED,
        "s6b": Status.MET,
        "s6c": Status.MET,
        "s7": Status.MET,
        "s8": Status.MET,
    }
    assert {name: results[name].status for name in expected} == expected
    second = results["s1"].decisive.second_reading
    assert second is not None
    assert (second.status, second.differs) == (Status.MISSED, True)


def test_varde_is_judged_in_spring_2016_but_for_the_retention_that_came_late(
    store: Store, definitions: Definitions
) -> None:
    spring = judged(store, definitions, VARDE, date(2016, 3, 1))
    assert spring["v14c"].status is Status.AWAITING
    assert judged(store, definitions, VARDE, date(2016, 5, 1))["v14c"].status is Status.MET
    assert spring["v14a"].status is Status.MET
    assert spring["v14a"].decisive.gap == 0
    assert {spring[name].status for name in ("v3b", "v16a")} == {Status.MISSED}
    assert {spring[name].status for name in ("v8b", "v16b", "v17a")} == {Status.UNDECIDABLE}
    assert {spring[name].status for name in ("v3a", "v5", "v14d")} == {Status.UNASSESSED}
