"""The clock, the time zone and summer time move no figure to another month and lose none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.store import Store
from kpi.store.reader import Manifest
from tests.faults.conftest import Told
from tests.faults.programs import receive_one
from tests.store.given import FOREVER, SILKEBORG, folder_in

ZONES = ("UTC", "Europe/Copenhagen", "America/Los_Angeles", "Pacific/Kiritimati")
INSTANTS = {
    "the hour that summer time takes": (datetime(2017, 3, 26, 1, 30, tzinfo=UTC), "2017-03-26"),
    "the first of two hours in October": (datetime(2017, 10, 29, 0, 30, tzinfo=UTC), "2017-10-29"),
    "the second of two hours in October": (datetime(2017, 10, 29, 1, 30, tzinfo=UTC), "2017-10-29"),
    "after midnight in Denmark, winter": (datetime(2017, 12, 31, 23, 30, tzinfo=UTC), "2018-01-01"),
    "after midnight in Denmark, summer": (datetime(2017, 6, 30, 22, 30, tzinfo=UTC), "2017-07-01"),
    "before midnight in Denmark": (datetime(2017, 6, 30, 21, 59, tzinfo=UTC), "2017-06-30"),
}


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if not hasattr(time, "tzset"):
        pytest.skip("Windows takes its time zone from the system alone")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def manifest(folder: DataFolder) -> Manifest:
    store = Store(folder.store)
    found = store.manifest()
    store.close()
    return found


_SEEN: dict[str, Manifest] = {}


@pytest.mark.parametrize(("now", "day"), INSTANTS.values(), ids=INSTANTS)
def test_the_same_store_comes_of_it_in_every_zone(
    tmp_path: Path, zone: str, now: datetime, day: str, told: Told
) -> None:
    """The day received is the Danish one; the instant is kept in UTC; the months are the file's."""
    folder = folder_in(tmp_path)
    assert receive_one(folder, 1, now=now) is Outcome.STORED
    store = Store(folder.store)
    (delivery,) = store.deliveries()
    months = [str(period) for period in store.periods("sygedagpenge", FOREVER)]
    known = store.series("sygedagpenge", SILKEBORG, date.fromisoformat(day))
    unknown = store.series("sygedagpenge", SILKEBORG, date.fromisoformat(day) - timedelta(days=1))
    store.close()
    assert delivery.id.startswith(f"jobindsats/{day}-")
    assert delivery.received_at == now
    assert months == [f"2016-{month:02}" for month in range(1, 13)]
    assert known is not None
    assert unknown is None
    assert _SEEN.setdefault(day + now.isoformat(), manifest(folder)) == manifest(folder)
    if zone == ZONES[-1] and now.month == 6 and now.minute == 59:
        told("clock and time zone", len(ZONES) * len(INSTANTS), "one store for all zones", "the Danish day, UTC kept")


def test_a_clock_set_back_within_the_day_lets_no_earlier_figure_win(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    noon = datetime(2017, 1, 5, 12, tzinfo=UTC)
    for number, hours in ((1, 0), (2, -3), (3, -9)):
        assert receive_one(folder, number, now=noon + timedelta(hours=hours)) is Outcome.STORED
    store = Store(folder.store)
    vintages = [o.value for o in store.vintages("sygedagpenge", SILKEBORG, FOREVER)[:3]]
    store.close()
    assert vintages == [Decimal(1), Decimal(2), Decimal(3)]


def test_a_clock_set_back_a_day_loses_nothing_and_changes_no_newer_figure(tmp_path: Path, told: Told) -> None:
    """What comes is kept as an earlier vintage, and the report says so; the figure of the later day stands."""
    folder = folder_in(tmp_path)
    assert receive_one(folder, 1, now=datetime(2017, 1, 5, 12, tzinfo=UTC)) is Outcome.STORED
    assert receive_one(folder, 2, now=datetime(2017, 1, 4, 12, tzinfo=UTC)) is Outcome.STORED
    store = Store(folder.store)
    vintages = [o.value for o in store.vintages("sygedagpenge", SILKEBORG, FOREVER)[:2]]
    known = store.series("sygedagpenge", SILKEBORG, FOREVER)
    store.close()
    assert vintages == [Decimal(2), Decimal(1)]
    assert known is not None
    assert known.observations[0].value == Decimal(1)
    told("clock set back", 3, "all kept", "no earlier figure wins")
