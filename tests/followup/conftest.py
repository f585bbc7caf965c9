"""Silkeborg on 25 January 2017: sick listed persons behind the path, a rate tied for the best third."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.model.journal import ActionState, ActionUpdate, Comment, FollowUp, MeetingHeld
from kpi.model.observation import Quality
from tests.followup.world import CONTRACT, OWN, PEERS, RATE, SICK, TYPED, World, figure


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.deliver("2016-01-20", figure(SICK, "2015-12", "812"))
    world.deliver("2016-12-20", figure(SICK, "2016-11", "780"))
    world.deliver("2017-01-20", figure(SICK, "2016-11", "779"), figure(SICK, "2016-12", "804"))
    rates = {OWN: "2.0", "630": "2.0", "657": "1.6", "751": "3.1", "791": "2.5"}
    parts = {"2.0": (20, 1000), "1.6": (16, 1000), "3.1": (31, 1000), "2.5": (25, 1000)}
    world.deliver(
        "2017-01-10",
        *(figure(RATE, "2016-12", value, area=code, parts=parts[value]) for code, value in rates.items()),
        figure(RATE, "2016-12", None, area="615", quality=Quality.HIDDEN),
        figure(RATE, "2016-12", "2.1", area="000", parts=(210, 10000)),
    )
    world.deliver("2017-01-05", figure(TYPED, "2016-11", "7"), figure(TYPED, "2016-12", "2"), source="indtastet")
    world.say("2016-12-13", MeetingHeld(CONTRACT, "MED-udvalget"))
    world.say("2016-12-13", FollowUp(CONTRACT, "c1", "Oversigt over lange sager", "teamleder", "24. januar 2017"))
    world.say(
        "2017-01-12",
        ActionUpdate(CONTRACT, "sygemeldte", "Tidligere kontakt", ActionState.UNDER_WAY, "teamleder", ""),
        example=True,
    )
    world.say("2017-01-12", Comment(CONTRACT, "c1", "2016-12", "<b>Influenza</b>"))
    world.build()
    assert set(PEERS) == {"630", "657", "751", "791", "615"}
    return world
