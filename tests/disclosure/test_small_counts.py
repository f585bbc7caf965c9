"""A typed count of persons under three is not shown anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kpi.disclosure import disclosed, disclosed_alone
from kpi.model.indicator import Indicator
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period
from kpi.texts.gaps import gap_word
from tests.followup.world import DEFINITIONS, RATE, SICK, TYPED


def seen(value: str, *, delivery: str = "hr/x", parts: tuple[int, int] | None = None) -> Observation:
    return Observation(
        indicator="klager",
        area="740",
        period=Period.month(2017, 1),
        value=Decimal(value),
        numerator=None if parts is None else Decimal(parts[0]),
        denominator=None if parts is None else Decimal(parts[1]),
        quality=Quality.UNSTATED,
        published_on=date(2017, 2, 1),
        published_assumed=False,
        recorded_at=datetime(2017, 2, 1, tzinfo=UTC),
        delivery=delivery,
        example=False,
        comment="to klager",
    )


def after(observation: Observation, indicator: Indicator = TYPED, limit: int = 3) -> Observation:
    declared = replace(DEFINITIONS, indicators={"klager": replace(indicator, id="klager")}, hidden_under=limit)
    return disclosed_alone(Series("klager", "740", (observation,), {}), declared).observations[0]


@pytest.mark.parametrize("value", ["0", "1", "2"])
def test_under_three_is_hidden_with_everything_that_tells_it(value: str) -> None:
    hidden = after(seen(value))
    assert (hidden.value, hidden.quality, hidden.comment) == (None, Quality.HIDDEN, "")
    assert gap_word(hidden) == "under 3"


def test_three_is_shown() -> None:
    assert after(seen("3")).value == 3


def test_a_source_hides_its_own_and_what_it_shows_is_shown() -> None:
    assert after(seen("2", delivery="jobindsats/x"), SICK).value == 2
    assert after(seen("2", delivery="indtastet/x"), SICK).value is None
    assert after(seen("2", delivery="fil/x"), SICK).value is None


def test_a_source_is_the_municipalitys_own_unless_it_is_declared_public() -> None:
    """In a file or typed: what counts is the source that the delivery and the indicator name, never where it lies."""
    extract = replace(SICK, source="kmd")
    for delivery in ("kmd/x", "fil/x", "jobindsats/x", "eksempeltal/x"):
        assert after(seen("2", delivery=delivery), extract).value is None, delivery
    public = replace(DEFINITIONS.sources["jobindsats"], id="kmd")
    declared = replace(
        DEFINITIONS, indicators={"klager": extract}, sources={**DEFINITIONS.sources, "kmd": public}, hidden_under=3
    )
    shown = disclosed_alone(Series("klager", "740", (seen("2", delivery="kmd/x"),), {}), declared)
    assert shown.observations[0].value == 2


def test_what_people_type_is_their_own_also_where_the_source_is_public() -> None:
    by_hand = replace(SICK, typed=True)
    assert DEFINITIONS.indicators[SICK.id].source == "jobindsats"
    assert after(seen("2", delivery="jobindsats/x"), by_hand).value is None


def test_what_is_not_persons_is_shown() -> None:
    assert after(seen("2"), replace(TYPED, persons=False)).value == 2


def test_a_share_of_few_persons_hides_numerator_and_share() -> None:
    share = replace(RATE, persons=True, typed=True)
    hidden = after(seen("5", parts=(2, 40)), share)
    assert (hidden.value, hidden.numerator, hidden.denominator) == (None, None, None)
    assert after(seen("7.5", parts=(3, 40)), share).value == Decimal("7.5")


def test_earlier_vintages_and_frozen_baselines_hide_too() -> None:
    small, large = seen("2"), seen("5")
    series = Series("klager", "740", (large,), {large.period: (small,)})
    key = ("klager", "740")
    shown = disclosed(Figures(date(2017, 3, 1), {key: series}, {key: series}, {}), DEFINITIONS)
    for found in (shown.series[key], shown.agreed[key]):
        assert found.revised[large.period][0].value is None
        assert found.observations[0].value == 5
