"""Which figures tell of each other: a whole and its parts, a share with its count and its base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kpi.model.indicator import Indicator, IndicatorKind


@dataclass(frozen=True, slots=True)
class Whole:
    """A count of persons and the counts that are some of them, in the order they are declared."""

    id: str
    parts: tuple[str, ...]
    complete: bool
    """True: the parts are everybody."""


@dataclass(frozen=True, slots=True)
class ShareOf:
    id: str
    count: str
    """The count that is the numerator; empty: it is not an indicator."""
    base: str
    """The indicator that is the denominator; empty: it is not one that could be hidden."""


@dataclass(frozen=True, slots=True)
class Family:
    """Indicators that are tied together, directly or through others; decided on together, area by area."""

    indicators: tuple[str, ...]
    wholes: tuple[Whole, ...]
    shares: tuple[ShareOf, ...]


def families(indicators: Mapping[str, Indicator]) -> dict[str, Family]:
    """By indicator; one without relations is absent."""
    wholes = tuple(_wholes(indicators))
    shares = tuple(_shares(indicators))
    group = {one: {one} for one in indicators}
    ties = [(whole.id, part) for whole in wholes for part in whole.parts]
    ties += [(share.id, other) for share in shares for other in (share.count, share.base) if other]
    for one, other in ties:
        if group[one] is not group[other]:
            group[one] |= group[other]
            for member in group[other]:
                group[member] = group[one]
    found: dict[str, Family] = {}
    for one in indicators:
        if one in found or len(group[one]) == 1:
            continue
        family = Family(
            indicators=tuple(member for member in indicators if member in group[one]),
            wholes=tuple(whole for whole in wholes if whole.id in group[one]),
            shares=tuple(share for share in shares if share.id in group[one]),
        )
        found |= dict.fromkeys(family.indicators, family)
    return found


def _wholes(indicators: Mapping[str, Indicator]) -> Iterator[Whole]:
    parts: dict[str, list[str]] = {}
    for one in indicators.values():
        for whole in one.part_of:
            if whole in indicators:
                parts.setdefault(whole, []).append(one.id)
    for whole, its_parts in parts.items():
        yield Whole(whole, tuple(its_parts), indicators[whole].parts_complete)


def _shares(indicators: Mapping[str, Indicator]) -> Iterator[ShareOf]:
    """A base that is nobody's secret (folketal) ties nothing together."""
    for one in indicators.values():
        if one.kind is not IndicatorKind.SHARE:
            continue
        base = indicators.get(one.per)
        named = one.per if base is not None and base.persons else ""
        count = one.as_count if one.as_count in indicators else ""
        if count or named:
            yield ShareOf(one.id, count, named)
