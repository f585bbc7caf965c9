"""One family of figures in one area and one period, vintage by vintage in the order they were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from kpi.disclosure.relations import Family, ShareOf, Whole
from kpi.evaluate.scale import share_scale
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Observation, Quality

Run = tuple[str, int]
"""An indicator and the place among its values over time: a value that is published again is the same one."""


class Why(Enum):
    SMALL = "small"
    GUARDS = "guards"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Stood:
    """A value and the day it first stood."""

    since: date
    seen: Observation


def own(seen: Observation, indicator: Indicator) -> bool:
    """The municipality's own figure, not one that a public source has already been careful with."""
    return indicator.typed or seen.delivery.startswith("indtastet/")


def too_small(seen: Observation, indicator: Indicator, limit: int) -> bool:
    if seen.value is None or not indicator.persons or not own(seen, indicator):
        return False
    counts = (seen.numerator,) if indicator.kind is IndicatorKind.SHARE else (seen.value, seen.numerator)
    return any(count is not None and count < limit for count in counts)


class FamilyPeriod:
    """Decides what is hidden. `runs` by indicator, oldest first; indicators without a figure are absent."""

    def __init__(
        self, family: Family, indicators: Mapping[str, Indicator], runs: Mapping[str, Sequence[Stood]], limit: int
    ) -> None:
        self.family = family
        self.indicators = indicators
        self.runs = runs
        self.limit = limit
        self.hidden: dict[Run, Why] = {}
        self._seen: set[Run] = set()
        """Published on an earlier day, so that it can no longer be hidden."""
        self._now: dict[str, int] = {}
        self._closed: set[str] = set()
        """Wholes whose later vintages are not shown."""
        self._all_closed = False

    def decide(self) -> dict[Run, Why]:
        """Every run that is hidden, with the reason."""
        for fresh in self._days():
            self._now |= fresh
            for one in fresh:
                self._first_look(one)
            before = -1
            while before != len(self.hidden):
                before = len(self.hidden)
                self._shares()
                self._wholes()
                if self._all_closed:
                    self._close(self.family.indicators)
            self._seen |= set(fresh.items())
        return self.hidden

    def _days(self) -> Iterator[dict[str, int]]:
        """What each day brought; two values of one indicator on one day are two steps."""
        steps: dict[tuple[date, int], dict[str, int]] = {}
        for one, runs in self.runs.items():
            earlier: list[date] = []
            for place, run in enumerate(runs):
                steps.setdefault((run.since, earlier.count(run.since)), {})[one] = place
                earlier.append(run.since)
        for day in sorted(steps):
            yield steps[day]

    def _first_look(self, one: str) -> None:
        seen = self._row(one)
        if seen is not None and seen.quality is Quality.HIDDEN:
            self.hidden[one, self._now[one]] = Why.SOURCE
        elif seen is not None and too_small(seen, self.indicators[one], self.limit):
            self.hidden[one, self._now[one]] = Why.SMALL

    # what is known now

    def _row(self, one: str) -> Observation | None:
        return self.runs[one][self._now[one]].seen if one in self._now else None

    def _is_hidden(self, one: str) -> bool:
        return one in self._now and (one, self._now[one]) in self.hidden

    def _is_small(self, one: str) -> bool:
        return one in self._now and self.hidden.get((one, self._now[one])) is Why.SMALL

    def _value(self, one: str) -> Decimal | None:
        """None: hidden, missing or not delivered."""
        seen = self._row(one)
        return None if seen is None or self._is_hidden(one) else seen.value

    def _can_hide(self, one: str) -> bool:
        return self._value(one) is not None and (one, self._now[one]) not in self._seen

    def _guard(self, one: str) -> None:
        self.hidden[one, self._now[one]] = Why.GUARDS

    def _close(self, ones: Sequence[str]) -> None:
        """Hide what is new of them, and say of the small ones no more than of the others."""
        for one in ones:
            run = one, self._now.get(one, -1)
            if self._can_hide(one) or (self.hidden.get(run) is Why.SMALL and run not in self._seen):
                self.hidden[run] = Why.GUARDS

    def _limit_of(self, ones: Sequence[str]) -> int:
        """The largest limit that anybody hides these by."""
        limits = [self.indicators[one].hidden_under for one in ones]
        limits += [self.limit for one in ones if (seen := self._row(one)) and own(seen, self.indicators[one])]
        return max(limits) or self.limit

    # a share, its count and its base

    def _shares(self) -> None:
        for share in self.family.shares:
            if self._value(share.id) is not None:
                self._shown_share(share)
            elif self._is_small(share.id) and self._can_hide(share.count):
                self._guard(share.count)

    def _shown_share(self, share: ShareOf) -> None:
        tells = self._is_hidden(share.count) or self._is_hidden(share.base) or self._tells_small(share)
        if not tells or self._tells_nothing(share):
            return
        if self._can_hide(share.id):
            self._guard(share.id)
        elif self._can_hide(share.base) and not self._is_hidden(share.base):
            self._guard(share.base)

    def _tells_small(self, share: ShareOf) -> bool:
        """An own share of a known base that few enough persons give, before their count has come."""
        seen, value, base = self._row(share.id), self._value(share.id), self._value(share.base)
        indicator = self.indicators[share.id]
        if seen is None or value is None or not base or self._value(share.count) is not None:
            return False
        if not indicator.persons or not own(seen, indicator):
            return False
        return (value - _half(indicator)) * base < self.limit * share_scale(indicator.unit)

    def _tells_nothing(self, share: ShareOf) -> bool:
        """Every count under the limit gives the same share, rounded as it is shown: 0.0 of a large base."""
        indicator, seen, base = self.indicators[share.id], self._row(share.id), self._value(share.base)
        count = self.hidden.get((share.count, self._now.get(share.count, -1)))
        if seen is None or seen.value is None or not base or count not in (Why.SMALL, Why.SOURCE):
            return False
        if seen.numerator is not None or seen.value != round(seen.value, indicator.decimals):
            return False
        return self._limit_of((share.count,)) * share_scale(indicator.unit) < _half(indicator) * base

    # a whole and its parts

    def _wholes(self) -> None:
        for whole in self.family.wholes:
            if whole.id in self._closed:
                self._close((whole.id, *whole.parts))
            else:
                self._whole(whole)

    def _whole(self, whole: Whole) -> None:
        members = (whole.id, *whole.parts)
        hidden = [part for part in whole.parts if self._is_hidden(part)]
        known = {part: value for part in whole.parts if (value := self._value(part)) is not None}
        rest_is_open = not whole.complete or len(hidden) + len(known) < len(whole.parts)
        total = self._value(whole.id)
        if total is None:
            if self._is_hidden(whole.id) and not hidden and not rest_is_open:
                self._close_one_part(whole)
            return
        rest = total - sum(known.values(), Decimal(0))
        limit = self._limit_of(members)
        if not hidden:
            if not rest_is_open or not known or rest >= limit or not self._protects(members):
                return
        elif rest_is_open:
            if rest < len(hidden) * (limit - 1):
                self._all_closed = True
            return
        other = next((part for part in known if self._can_hide(part)), None)
        enough = max(len(hidden), 1) * (limit - 1) + limit
        if other is None or not self._stands_alone(other) or rest + known[other] < enough:
            self._all_closed = True
            return
        self._guard(other)
        self._closed.add(whole.id)

    def _close_one_part(self, whole: Whole) -> None:
        other = next((part for part in whole.parts if self._can_hide(part)), None)
        if other is not None:
            self._guard(other)
            self._closed.add(whole.id)

    def _protects(self, members: Sequence[str]) -> bool:
        """Whether anybody hides small counts among these."""
        return any(
            self.indicators[one].hidden_under or ((seen := self._row(one)) and own(seen, self.indicators[one]))
            for one in members
            if self.indicators[one].persons
        )

    def _stands_alone(self, part: str) -> bool:
        """Nothing else tells it: it has no parts, is part of nothing else, and no share was shown on an earlier day."""
        if sum(part == whole.id or part in whole.parts for whole in self.family.wholes) > 1:
            return False
        return all(
            self._value(share.id) is None or self._can_hide(share.id)
            for share in self.family.shares
            if part in (share.count, share.base)
        )


def _half(indicator: Indicator) -> Decimal:
    """Half of the last decimal shown."""
    return Decimal(5).scaleb(-indicator.decimals - 1)
