"""Better, similar or worse by the figure's own interval, beside the strict reading; nothing where parts are unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpi.analysis.certainty import certainty
from kpi.model.indicator import Better
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.model.views.comparison import Against
from tests import units
from tests.followup.world import RATE, SICK


def seen(value: str | None, numerator: str | None, denominator: str | None) -> Observation:
    parts = [None if part is None else Decimal(part) for part in (value, numerator, denominator)]
    return Observation(
        "andel", "740", Period.month(2016, 12), *parts, Quality.UNSTATED, date(2017, 1, 10), False,
        datetime(2017, 1, 10, tzinfo=UTC), "jobindsats/x", False, "",
    )  # fmt: skip


SIXTY_ONE_OF_240 = seen("25.42", "61", "240")
"""95 per cent: 20,3 to 31,3."""


@pytest.mark.parametrize(
    ("benchmark", "better", "against"),
    [
        ("25.3", Better.HIGHER, Against.SIMILAR),
        ("25.5", Better.LOWER, Against.SIMILAR),
        ("20", Better.HIGHER, Against.BETTER),
        ("20", Better.LOWER, Against.WORSE),
        ("32", Better.HIGHER, Against.WORSE),
        ("32", Better.LOWER, Against.BETTER),
        ("32", Better.NEITHER, Against.LOWER),
        ("20", Better.NEITHER, Against.HIGHER),
    ],
)
def test_better_or_worse_only_where_the_interval_leaves_the_benchmark_out(
    benchmark: str, better: Better, against: Against
) -> None:
    found = certainty(replace(RATE, better=better), [SIXTY_ONE_OF_240], Decimal(benchmark))
    assert found is not None
    assert found.against is against
    assert (round(found.bounds.low, 1), round(found.bounds.high, 1)) == (Decimal("20.3"), Decimal("31.3"))


def test_a_survey_without_numerator_counts_its_answers() -> None:
    with_parts = certainty(RATE, [seen("25", "60", "240")], Decimal(30))
    assert certainty(RATE, [seen("25", None, "240")], Decimal(30)) == with_parts


def test_several_months_are_counted_together() -> None:
    twelve = [seen("25", "5", "20")] * 12
    assert certainty(RATE, twelve, Decimal(30)) == certainty(RATE, [seen("25", "60", "240")], Decimal(30))


def test_a_rate_per_thousand_is_its_counts_interval_over_the_base() -> None:
    found = certainty(replace(RATE, unit=units.PER_1000), [seen("0.43", "21", "49383")], Decimal("0.73"))
    assert found is not None
    assert found.against is Against.BETTER


@pytest.mark.parametrize("one", [seen("25.4", None, None), seen("25.4", "61", None), seen(None, None, "240")])
def test_without_denominator_or_figure_nothing_is_said(one: Observation) -> None:
    assert certainty(RATE, [one], Decimal(20)) is None


def test_of_a_count_nothing_is_said() -> None:
    assert certainty(SICK, [seen("804", "804", "1000")], Decimal(700)) is None
