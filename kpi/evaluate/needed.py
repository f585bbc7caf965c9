"""Which series a contract needs: its targets', what they are compared with, bases of rates, and those only shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from kpi.evaluate.derived import with_parts
from kpi.model.contract import Contract, Target
from kpi.model.definitions import Definitions
from kpi.model.reference import Constant, OfArea, OfIndicator, OfPeers, Own, Steps
from kpi.model.rule import BestFraction, Between, Threshold


def needed_series(contract: Contract, definitions: Definitions) -> frozenset[tuple[str, str]]:
    """(indicator, area); of a group all members there have ever been, so that any day can be looked from."""
    needed: set[tuple[str, str]] = set()
    for _, criterion in contract.criteria():
        for requirement in criterion.requirements:
            if isinstance(requirement, Target):
                for version in requirement.versions:
                    needed.update(_of_target(version, definitions))
        needed.update((shown, contract.municipality) for shown in criterion.shown)
    for goal in contract.goals:
        needed.update((shown, contract.municipality) for shown in goal.shown)
    return with_parts(needed, definitions)


def _of_target(target: Target, definitions: Definitions) -> Iterator[tuple[str, str]]:
    yield target.indicator, target.area
    base = definitions.indicators[target.indicator].per
    if isinstance(target.rule, Threshold) and isinstance(target.rule.reference.whose, OfIndicator):
        yield target.rule.reference.whose.indicator, target.area
    for area in compared_areas(target, definitions):
        yield target.indicator, area
        if base:
            yield base, area


def compared_areas(target: Target, definitions: Definitions) -> tuple[str, ...]:
    """The other area, or all members ever of the group; empty where the target is compared with no one else."""
    compared = target.rule.reference.whose if isinstance(target.rule, Threshold) else target.rule
    match compared:
        case Between() | Constant() | Steps() | Own() | OfIndicator():
            return ()
        case OfArea(area):
            return (area,)
        case OfPeers(peer_group=group) | BestFraction(peer_group=group):
            members = definitions.peer_groups[group].members
            return tuple(sorted({member.area for member in members})) if members is not None else ()
        case _:
            assert_never(compared)
