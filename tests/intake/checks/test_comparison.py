"""A file against what is stored: what is new, revised, unchanged or older."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kpi.intake import FileRefused, StoredComparison, compare
from kpi.intake.checks.publication import Publication
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.model.stored import Past

RECEIVED = date(2018, 1, 22)
SICK = "sygedagpenge"


def figure(value: str | None, period: str = "2017-12", area: str = "740", **other: Any) -> Figure:
    facts: dict[str, Any] = {"line": 2, "quality": Quality.UNSTATED if value else Quality.MISSING, "published_on": None}
    facts |= other
    number = Decimal(value) if value else None
    return Figure(
        indicator=SICK,
        area=area,
        period=Period.parse(period),
        value=number,
        numerator=None,
        denominator=None,
        comment="",
        **facts,
    )


def stored(
    *figures: Figure, published_on: date = date(2018, 1, 20), example: bool = False
) -> Mapping[Any, Observation]:
    return {
        f.key: Observation(
            f.indicator, f.area, f.period, f.value, f.numerator, f.denominator, f.quality, published_on, False,
            datetime(2018, 1, 20, tzinfo=UTC), "proeve/2018-01-20-0", example, f.comment,
        )
        for f in figures
    }  # fmt: skip


def past(known: Mapping[Any, Observation]) -> Mapping[tuple[str, str], Past]:
    """What the store tells of the same figures."""
    series: dict[tuple[str, str], dict[int, float | None]] = {}
    for (indicator, area, period), stated in sorted(known.items()):
        series.setdefault((indicator, area), {})[period.ordinal] = None if stated.value is None else float(stated.value)
    return {key: Past(tuple(values), tuple(values.values())) for key, values in series.items()}


@pytest.fixture
def compared(definitions: Definitions) -> Callable[..., StoredComparison]:
    def compare_them(figures: list[Figure], known: Mapping[Any, Observation], **said: Any) -> StoredComparison:
        publication = Publication(RECEIVED, **said)
        return compare(ReadFile("", tuple(figures), (), ()), known, past(known), definitions, publication)

    return compare_them


Compared = Callable[..., StoredComparison]


def test_every_figure_is_new_revised_restated_or_unchanged(compared: Compared) -> None:
    known = stored(figure("100", "2017-10"), figure("101", "2017-11"), figure("102", "2017-12"))
    file = [
        figure("100", "2017-10"),
        figure("101", "2017-11", quality=Quality.FINAL),
        figure("105", "2017-12"),
        figure("106", "2018-01"),
    ]
    result = compared(file, known)
    assert (result.new, result.restated, result.unchanged, result.earlier) == (1, 1, 1, 0)
    assert [(str(r.period), r.before, r.after) for r in result.revised] == [("2017-12", Decimal(102), Decimal(105))]


def test_a_value_in_place_of_a_missing_one_is_a_revision(compared: Compared) -> None:
    result = compared([figure("105")], stored(figure(None)))
    assert [(r.before, r.after) for r in result.revised] == [(None, Decimal(105))]


def test_hidden_in_place_of_missing_is_a_revision(compared: Compared) -> None:
    assert len(compared([figure(None, quality=Quality.HIDDEN)], stored(figure(None))).revised) == 1


def test_nothing_changed_is_said(compared: Compared) -> None:
    assert compared([figure("1E+2")], stored(figure("100"))).changes_nothing


def test_an_older_extract_is_refused_without_its_day_of_publication(compared: Compared) -> None:
    known = stored(figure("100", "2017-11"), figure("102", "2017-12"))
    with pytest.raises(FileRefused, match="ældre end det, der er gemt"):
        compared([figure("99", "2017-11")], known)


def test_a_real_figure_is_never_older_than_a_made_up_one(compared: Compared) -> None:
    known = stored(figure("100", "2017-11"), figure("102", "2017-12"), example=True)
    assert len(compared([figure("99", "2017-11")], known).revised) == 1


def test_an_older_extract_with_its_day_is_an_earlier_vintage(compared: Compared) -> None:
    known = stored(figure("100", "2017-11"), figure("102", "2017-12"))
    by_file = compared([figure("99", "2017-11")], known, published_on=date(2017, 12, 20))
    by_row = compared([figure("99", "2017-11", published_on=date(2017, 12, 20))], known)
    assert (by_file.earlier, by_file.revised, by_row.earlier) == (1, (), 1)


def test_older_months_that_were_never_stored_are_simply_new(compared: Compared) -> None:
    assert compared([figure("99", "2017-11")], stored(figure("102", "2017-12"))).new == 1


@pytest.mark.parametrize(
    ("before", "after", "large"),
    [
        ("100", "110", False),
        ("100", "111", True),
        ("100", "89", True),
        ("20", "29", False),
        ("20", "30", True),
        (None, "500", False),
    ],
)
def test_a_change_of_more_than_a_tenth_and_ten_is_large(
    compared: Compared, before: str | None, after: str, large: bool
) -> None:
    was = figure(before, quality=Quality.UNSTATED if before else Quality.HIDDEN)
    found = compared([figure(after)], stored(was))
    assert bool(found.large) is large
    assert len(found.revised) == 1


def test_a_figure_that_is_taken_away_is_large(compared: Compared) -> None:
    assert compared([figure(None, quality=Quality.MISSING)], stored(figure("12"))).large
