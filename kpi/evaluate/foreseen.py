"""Would a target be fulfilled, if the coming figures were these? Judged by the same rules as figures that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.result import evaluate_target
from kpi.model.contract import Target
from kpi.model.evaluation import Reason, Status
from kpi.model.reference import Constant, OfArea, OfIndicator, OfPeers, Own, Steps
from kpi.model.rule import BestFraction, Between, Strength, Threshold

Key = tuple[str, str]
"""Indicator and area."""


class ForeseenFigures(KnownFigures):
    """The known figures followed by imagined ones, as seen on a day to come; a known figure is never replaced."""

    def __init__(self, known: KnownFigures, day: date, added: Mapping[Key, ByPeriod]) -> None:
        super().__init__(known.definitions, known.figures)
        self._known = known
        self._day = day
        self._added = added

    @property
    def as_of(self) -> date:
        return self._day

    def observations(self, indicator: str, area: str, *, as_agreed: bool = False) -> ByPeriod:
        known = self._known.observations(indicator, area, as_agreed=as_agreed)
        added = self._added.get((indicator, area))
        return known if as_agreed or added is None else known | added


def fulfilled(known: KnownFigures, target: Target, added: Mapping[Key, ByPeriod]) -> bool | tuple[Reason, ...]:
    """The answer when due is over, without agreed margin or deviation; reasons where even then it has none.

    `added` are in order of time and begin after the newest known figure.
    """
    judged = replace(target, also_read_as=None, accepted=None, near=None, strength=Strength.TARGET)
    result = evaluate_target(ForeseenFigures(known, target.due.last_day + timedelta(days=1), added), judged)
    match result.status:
        case Status.MET:
            return True
        case Status.MISSED | Status.NEAR:
            return False
        case _:
            return result.reasons


def compared_series(target: Target, known: KnownFigures) -> tuple[Key, ...]:
    """The other series whose figures at due decide; empty where none does, or the group's members are not known."""
    compared = target.rule.reference.whose if isinstance(target.rule, Threshold) else target.rule
    match compared:
        case Constant() | Steps() | Own() | Between():
            return ()
        case OfArea(area):
            return ((target.indicator, area),)
        case OfIndicator(indicator):
            return ((indicator, target.area),)
        case OfPeers(peer_group=group) | BestFraction(peer_group=group):
            members = known.peer_group(group).members_on(target.due.last_day) or ()
            return tuple((target.indicator, area) for area in members if area != target.area)
        case _:
            assert_never(compared)
