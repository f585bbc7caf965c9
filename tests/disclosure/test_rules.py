"""What is hidden beside a small count, one rule at a time, and what is left standing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpi.cli import SHIPPED
from kpi.definitions import read_definitions
from kpi.disclosure import disclosed, with_related
from kpi.evaluate.derived import hidden_limit
from kpi.kept.build import build_store
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Figures, Observation, Quality
from kpi.model.period import Period
from kpi.store import Store
from kpi.store.vintage import as_known
from kpi.texts.gaps import gap_word
from tests import units
from tests.followup.world import SICK

MONTH = Period.month(2017, 1)
WHOLE = replace(SICK, id="alle", unit=units.PERSONS, typed=True, hidden_under=0, parts_complete=True)
A, B, C = (replace(WHOLE, id=name, part_of=("alle",), parts_complete=False) for name in ("a", "b", "c"))
SHARE = replace(
    WHOLE,
    id="andel",
    unit=units.PERCENT,
    kind=IndicatorKind.SHARE,
    decimals=1,
    as_count="a",
    per="alle",
    parts_complete=False,
)


def row(indicator: Indicator, value: str | None, day: int = 1) -> Observation:
    return Observation(
        indicator=indicator.id,
        area="740",
        period=MONTH,
        value=None if value is None else Decimal(value),
        numerator=None,
        denominator=None,
        quality=Quality.HIDDEN if value is None else Quality.UNSTATED,
        published_on=date(2017, 2, day),
        published_assumed=False,
        recorded_at=datetime(2017, 2, day, tzinfo=UTC),
        delivery="hr/x",
        example=False,
        comment="",
    )


def shown(indicators: tuple[Indicator, ...], *rows: Observation, limit: int = 3, day: int = 28) -> dict[str, str]:
    """What stands for each indicator: the value, or the word for the gap."""
    definitions = Definitions({one.id: one for one in indicators}, {}, {}, {}, {}, limit)
    ordered = sorted(rows, key=lambda one: (one.indicator, one.published_on))
    series = as_known(one for one in ordered if one.published_on.day <= day)
    figures = disclosed(Figures(date(2017, 3, 1), series, {}, {}), definitions)
    newest = {key[0]: one.observations[-1] for key, one in figures.series.items()}
    return {name: gap_word(seen) if seen.value is None else str(seen.value) for name, seen in newest.items()}


def test_the_first_other_part_is_hidden_where_the_small_one_is_the_whole_minus_the_rest() -> None:
    found = shown((WHOLE, A, B, C), row(WHOLE, "60"), row(A, "2"), row(B, "38"), row(C, "20"))
    assert found == {"alle": "60", "a": "under 3", "b": "skjult", "c": "20"}


def test_where_the_parts_are_not_everybody_none_of_the_others_is_hidden() -> None:
    whole = replace(WHOLE, parts_complete=False)
    found = shown((whole, A, B), row(whole, "60"), row(A, "2"), row(B, "38"))
    assert found == {"alle": "60", "a": "under 3", "b": "38"}


def test_where_all_are_few_everything_of_the_group_is_hidden_without_saying_which_is_small() -> None:
    found = shown((WHOLE, A, B), row(WHOLE, "6"), row(A, "2"), row(B, "4"))
    assert found == {"alle": "skjult", "a": "skjult", "b": "skjult"}


def test_a_rest_that_nobody_names_is_protected_too() -> None:
    whole = replace(WHOLE, parts_complete=False)
    assert shown((whole, A), row(whole, "60"), row(A, "58")) == {"alle": "60", "a": "skjult"}
    assert shown((whole, A), row(whole, "60"), row(A, "57")) == {"alle": "60", "a": "57"}


def test_a_share_is_hidden_with_its_count() -> None:
    found = shown((WHOLE, A, SHARE), row(WHOLE, "60"), row(A, "2"), row(SHARE, "3.3"))
    assert found["andel"] == "skjult"
    assert shown((WHOLE, A, SHARE), row(WHOLE, "60"), row(A, "20"), row(SHARE, "33.3"))["andel"] == "33.3"


def test_a_share_that_every_small_count_would_give_stays() -> None:
    whole = replace(WHOLE, parts_complete=False)
    found = shown((whole, A, SHARE), row(whole, "30000"), row(A, "2"), row(SHARE, "0.0"))
    assert found == {"alle": "30000", "a": "under 3", "andel": "0.0"}


def test_five_may_be_the_limit() -> None:
    found = shown((WHOLE, A, B), row(WHOLE, "60"), row(A, "4"), row(B, "56"), limit=5)
    assert found == {"alle": "60", "a": "under 5", "b": "skjult"}


def test_while_a_part_is_hidden_for_another_no_later_vintage_tells_the_difference() -> None:
    rows = (row(WHOLE, "60"), row(A, "2"), row(B, "58"), row(A, "4", day=10), row(WHOLE, "62", day=10))
    assert shown((WHOLE, A, B), *rows, day=9) == {"alle": "60", "a": "under 3", "b": "skjult"}
    assert shown((WHOLE, A, B), *rows) == {"alle": "skjult", "a": "skjult", "b": "skjult"}


def test_a_vintage_is_shown_as_one_thing_also_where_a_contract_froze_it() -> None:
    """C came when A had become two: as agreed there is the old A of five, and C, which would tell the new one."""
    frozen = (row(A, "5"), row(WHOLE, "60"), row(B, "35"), row(C, "20", day=10))
    now = (*frozen[:1], row(A, "2", day=10), *frozen[1:])
    definitions = Definitions({one.id: one for one in (WHOLE, A, B, C)}, {}, {}, {}, {}, 3)
    series, agreed = (as_known(sorted(rows, key=lambda one: one.indicator)) for rows in (now, frozen))
    figures = disclosed(Figures(date(2017, 3, 1), series, agreed, {}), definitions)
    for found in (figures.series, figures.agreed):
        assert found["c", "740"].observations[-1].value is None
    assert figures.agreed["a", "740"].observations[-1].value == 5


def test_what_a_source_hides_is_not_found_from_its_own_percentage() -> None:
    source = tuple(replace(one, typed=False, hidden_under=3) for one in (replace(WHOLE, parts_complete=False), A))
    share = replace(SHARE, typed=False, persons=False)
    found = shown((*source, share), row(source[0], "112"), row(source[1], None), row(share, "1.8"))
    assert found == {"alle": "112", "a": "skjult", "andel": "skjult"}


def test_what_is_hidden_for_anothers_sake_may_be_of_any_size() -> None:
    seen = row(B, None)
    assert hidden_limit(replace(B, hidden_under=3), replace(seen, guards=True)) == 0
    assert hidden_limit(B, replace(seen, under=5)) == 5
    assert hidden_limit(replace(B, hidden_under=3), seen) == 3


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Definitions, Store]]:
    folder = DataFolder(tmp_path_factory.mktemp("data"), SHIPPED)
    definitions = read_definitions(folder)
    build_store(folder, definitions)
    store = Store(folder.store)
    yield definitions, store
    store.close()


@pytest.mark.parametrize(
    ("count", "share"),
    [
        ("personer_ordinaere_timer", "andel_ordinaere_timer"),
        ("ledige_kontanthjaelp", "ledighedsprocent_kontanthjaelp"),
        ("langtidsledige_kontanthjaelp", "langtidsledige_kontanthjaelp_pr_1000"),
    ],
)
def test_no_shipped_percentage_stands_beside_its_hidden_count(
    shipped: tuple[Definitions, Store], count: str, share: str
) -> None:
    definitions, store = shipped
    areas = [code for code in definitions.areas if code != "000"]
    keys = with_related({(count, area) for area in areas}, definitions.indicators)
    as_known_now = store.figures(keys, date(2026, 11, 22))
    figures = disclosed(as_known_now, definitions)
    hidden = shares = 0
    for area in areas:
        counts = figures.of(count, area)
        for seen in counts.observations if counts else ():
            if seen.quality is Quality.HIDDEN:
                beside = figures.of(share, area)
                told = beside.at(seen.period) if beside else None
                hidden += 1
                shares += told is not None and told.value is not None
    assert hidden > 0
    assert shares == 0
