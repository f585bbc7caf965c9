"""Whatever the store is asked, it shows of a figure what it shows when the whole family is asked for: one answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from random import Random

import pytest

from kpi.access import local_user
from kpi.disclosure import disclosed, with_related
from kpi.disclosure.shown import Shown, shown, shown_changes, shown_vintages
from kpi.installation import Installation, read_installation
from kpi.kept.build import build_store
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile
from kpi.model.folder import DataFolder
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation, Series
from tests.disclosure.attack import AREA, DAYS, Table, random_tables
from tests.plain import area

SEED, TABLES = 20261122, 25
_BEGINNING = DAYS[0].replace(day=1, month=1)


def renamed(number: int, one: Indicator) -> Indicator:
    """Tables stand beside each other in one store."""

    def name(other: str) -> str:
        return f"t{number}_{other}" if other else ""

    return replace(
        one,
        id=name(one.id),
        part_of=tuple(name(whole) for whole in one.part_of),
        as_count=name(one.as_count),
        per=name(one.per),
    )


@pytest.fixture(scope="module", params=[3, 5])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found: list[tuple[int, Table]] = []
    number = 0
    while len(found) < TABLES:
        number += 1
        tables = [one for one in random_tables(Random(SEED + number)) if one.limit in (request.param, 3)]
        found += [(number, one) for one in tables if one.definitions.hidden_under == request.param]
    indicators = {
        new.id: new
        for number, table in found
        for one in table.definitions.indicators.values()
        if (new := renamed(number, one))
    }
    places = {AREA: area(AREA, "Silkeborg")}
    definitions = Definitions(indicators, {}, places, {}, {}, request.param)
    folder = DataFolder(tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("shipped"))
    for at, day in enumerate(DAYS):
        for source, own in (("indtastet", True), ("jobindsats", False)):
            figures = tuple(
                figure(f"t{number}_{one}", table.row(table.world, one, at))
                for number, table in found
                if table.own is own
                for one in sorted(table.definitions.indicators)
                if (one, at) in table.rows
            )
            handed_in = Submission(
                repr((at, own, figures)).encode(),
                "tal.csv",
                local_user("Prøve"),
                datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
                source=source,
                published_on=day,
            )
            read = ReadFile("Effekttavlens eget format", figures, (), ())
            keep_delivery(folder.deliveries[-1], handed_in, read, definitions)
    build_store(folder, definitions)
    here = read_installation(folder, definitions)
    yield here
    here.store.close()


def figure(name: str, row: Observation | None) -> Figure:
    assert row is not None
    return Figure(1, name, AREA, row.period, row.value, row.numerator, row.denominator, row.quality, None, "")


def says(seen: Observation) -> tuple[object, ...]:
    return seen.value, seen.numerator, seen.denominator, seen.quality, seen.under, seen.guards


def as_shown(here: Installation, day: date) -> Mapping[tuple[str, str], Series]:
    indicators = here.definitions.indicators
    keys = with_related({(one, AREA) for one in indicators}, indicators)
    return disclosed(here.store.figures(keys, day), here.definitions).series


def test_a_comparison_and_a_profile_show_what_the_criterion_shows(world: Installation) -> None:
    indicators, store = world.definitions.indicators, world.store
    other = []
    for day in DAYS:
        whole = as_shown(world, day)
        answers = [store.newest_of(AREA, day, 1), store.compared(frozenset(indicators), day, 36)]
        answers += [store.compared(frozenset({one}), day, 36) for one in indicators]
        for answer in answers:
            for key, series in shown(world, answer).series.items():
                for seen in series.observations:
                    now = whole[key].at(seen.period)
                    assert now is not None
                    if says(seen) != says(now):
                        other.append((day, key, seen.period, says(seen), says(now)))
    assert other == []


def test_figures_asked_for_a_few_at_a_time_are_shown_as_when_all_are_asked_for_at_once(world: Installation) -> None:
    indicators = list(world.definitions.indicators)
    for day in DAYS:
        together, few = as_shown(world, day), Shown(world, day)
        for number, one in enumerate(Random(SEED).sample(indicators, len(indicators))):
            agreed_on = DAYS[number % len(DAYS)]
            keys = with_related({(one, AREA)}, world.definitions.indicators)
            found = few.figures({(one, AREA)}, agreed_on)
            apart = disclosed(world.store.figures(keys, day, agreed_on), world.definitions)
            assert found == apart
            assert {key: (series, series.earlier) for key, series in found.series.items()} == {
                key: (together[key], together[key].earlier) for key in found.series
            }


def test_every_value_a_figure_has_had_shows_what_was_shown_on_its_own_day(world: Installation) -> None:
    indicators, store = world.definitions.indicators, world.store
    on = {day: as_shown(world, day) for day in DAYS}
    other = []
    for day in DAYS:
        for one in indicators:
            for seen in shown_vintages(world, store.vintages(one, AREA, day), day):
                then = on[seen.published_on][one, AREA].at(seen.period)
                assert then is not None
                if says(seen)[:4] != says(then)[:4]:
                    other.append((day, seen.published_on, one, says(seen), says(then)))
    assert other == []


def test_a_change_between_two_days_shows_no_more_than_the_two_days(world: Installation) -> None:
    on = {day: as_shown(world, day) for day in DAYS}
    other = []
    for since, until in combinations(DAYS, 2):
        for change in shown_changes(world, world.store.changes(since, until), until):
            key, period = (change.after.indicator, change.after.area), change.after.period
            before = on[since][key].at(period) if key in on[since] else None
            now = on[until][key].at(period)
            assert now is not None
            told = [(change.after, now)] + ([(change.before, before)] if change.before and before else [])
            other += [(since, until, key) for said, stood in told if says(said)[:4] != says(stood)[:4]]
            assert change.before is None or change.before.value is not None or change.after.value is not None
            assert change.before is None or not (change.before.guards or change.after.guards)
    assert other == []
