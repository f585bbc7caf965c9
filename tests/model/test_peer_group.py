"""A group's members change: both days of a membership are inside it."""

from __future__ import annotations

from datetime import date

from kpi.model.indicator import Membership, PeerGroup

GROUP = PeerGroup(
    "klynge",
    "Klyngen",
    "kilde",
    (Membership("751", None, None), Membership("740", date(2017, 1, 1), date(2017, 12, 31))),
    "",
)


def test_a_member_belongs_from_its_first_day_to_its_last() -> None:
    days = (date(2016, 12, 31), date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 1))
    assert [GROUP.members_on(day) for day in days] == [("751",), ("740", "751"), ("740", "751"), ("751",)]


def test_members_that_are_not_known_are_not_none_at_all() -> None:
    unknown = PeerGroup("klynge", "Klyngen", "", None, "medlemmerne")
    assert unknown.members_on(date(2017, 1, 1)) is None
