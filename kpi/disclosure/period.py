"""One family of figures in one area and one period, vintage by vintage in the order they were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from kpi.disclosure.relations import Family, ShareOf, Whole
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Observation, Quality

Run = tuple[str, int]
"""An indicator and the place among its vintages of the period."""


class Why(Enum):
    SMALL = "small"
    GUARDS = "guards"
    SOURCE = "source"


def own(seen: Observation, definitions: Definitions) -> bool:
    """The municipality's own figure, not one that a public source has already been careful with.

    Both the source it was delivered under and the one its indicator declares must be public for it to be so.
    """
    indicator = definitions.indicators[seen.indicator]
    return indicator.typed or definitions.is_own(seen.source) or definitions.is_own(indicator.source)


def too_small(seen: Observation, definitions: Definitions) -> bool:
    indicator = definitions.indicators[seen.indicator]
    if seen.value is None or not indicator.persons or not own(seen, definitions):
        return False
    counts = (seen.numerator,) if indicator.kind is IndicatorKind.SHARE else (seen.value, seen.numerator)
    return any(count is not None and count < definitions.hidden_under for count in counts)


def too_small_to_expect(value: Decimal, indicator: Indicator, hidden_under: int) -> bool:
    """A count of persons that somebody expects: whoever knows the few cases may have counted them."""
    return indicator.persons and indicator.kind is not IndicatorKind.SHARE and value < hidden_under


class FamilyPeriod:
    """Decides what is hidden. `vintages` by indicator, oldest first; indicators without a figure are absent."""

    def __init__(
        self,
        family: Family,
        definitions: Definitions,
        vintages: Mapping[str, Sequence[Observation]],
    ) -> None:
        self.family = family
        self.definitions = definitions
        self.indicators = definitions.indicators
        self.vintages = vintages
        self.limit = definitions.hidden_under
        self.hidden: dict[Run, Why] = {}
        self._seen: set[Run] = set()
        """Published on an earlier day, so that it can no longer be hidden."""
        self._now: dict[str, int] = {}
        self._closed: dict[str, tuple[str, ...]] = {}
        """Wholes of which nothing new is shown, with the figures that is."""
        self._closing: dict[str, tuple[str, ...]] = {}
        """Those that are so from the next day on."""
        self._all_closed = False

    def decide(self) -> dict[Run, Why]:
        """Every vintage that is hidden, with the reason."""
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
            self._closed |= self._closing
        return self.hidden

    def _days(self) -> Iterator[dict[str, int]]:
        """What each day brought; two vintages of one indicator on one day are two steps."""
        steps: dict[tuple[date, int], dict[str, int]] = {}
        for one, vintages in self.vintages.items():
            earlier: list[date] = []
            for place, seen in enumerate(vintages):
                steps.setdefault((seen.published_on, earlier.count(seen.published_on)), {})[one] = place
                earlier.append(seen.published_on)
        for day in sorted(steps):
            yield steps[day]

    def _first_look(self, one: str) -> None:
        seen = self._row(one)
        if seen is not None and seen.quality is Quality.HIDDEN:
            self.hidden[one, self._now[one]] = Why.SOURCE
        elif seen is not None and too_small(seen, self.definitions):
            self.hidden[one, self._now[one]] = Why.SMALL

    # what is known now

    def _row(self, one: str) -> Observation | None:
        return self.vintages[one][self._now[one]] if one in self._now else None

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
        limits += [self.limit for one in ones if (seen := self._row(one)) and own(seen, self.definitions)]
        return max(limits) or self.limit

    # a share, its count and its base

    def _shares(self) -> None:
        for share in self.family.shares:
            if self._value(share.id) is not None:
                self._shown_share(share)
            elif self._is_small(share.id) and self._can_hide(share.count):
                self._guard(share.count)
            elif self._is_small(share.id) and self._comes_first(share):
                self._guard(share.id)  # «under 3» would tell the others from it

    def _shown_share(self, share: ShareOf) -> None:
        told = self._is_hidden(share.count) or self._is_hidden(share.base) or self._comes_first(share)
        if not told or self._tells_nothing(share):
            return
        if self._can_hide(share.id):
            self._guard(share.id)
        elif self._can_hide(share.base):
            self._guard(share.base)

    def _comes_first(self, share: ShareOf) -> bool:
        """An own share that tells a part of a whole before that part has come, and may be one to hide when it does.

        Any other share that comes without its count is shown: hiding it would hide every rate that is delivered alone.
        """
        lacking = [one for one in (share.count, share.base) if one and one not in self._now]
        seen = self._row(share.id)
        if seen is None or not own(seen, self.definitions):
            return False
        return any(one == whole.id or one in whole.parts for whole in self.family.wholes for one in lacking)

    def _tells_nothing(self, share: ShareOf) -> bool:
        """Every count under the limit gives the same share, rounded as it is shown: 0.0 of a large base."""
        indicator, seen, base = self.indicators[share.id], self._row(share.id), self._value(share.base)
        count = self.hidden.get((share.count, self._now.get(share.count, -1)))
        if seen is None or seen.value is None or not base or count not in (Why.SMALL, Why.SOURCE):
            return False
        if seen.numerator is not None or seen.value != round(seen.value, indicator.decimals):
            return False
        return self._limit_of((share.count,)) * indicator.unit.scale < _half(indicator) * base

    # a whole and its parts

    def _wholes(self) -> None:
        for whole in self.family.wholes:
            if whole.id in self._closed:
                above = any(whole.id in other.parts for other in self.family.wholes)
                self._all_closed = self._all_closed or (above and self._can_hide(whole.id))
                self._close(self._closed[whole.id])
            elif whole.id not in self._closing:
                self._whole(whole)

    def _whole(self, whole: Whole) -> None:
        parts, complete = self._delivered_parts(whole)
        members = (whole.id, *parts)
        hidden = [part for part in parts if self._is_hidden(part)]
        known = {part: value for part in parts if (value := self._known(part, frozenset((whole.id,)))) is not None}
        limit = self._limit_of(members)
        told = [part for part, value in known.items() if part not in self._now and value < limit]
        hidden += told
        known = {part: value for part, value in known.items() if part not in told}
        to_come = len(parts) - len(hidden) - len(known)
        rest_is_open = to_come > 0 or not complete
        total = self._known(whole.id, frozenset((whole.id,)))
        if total is None:
            if self._is_hidden(whole.id) and not hidden and not rest_is_open:
                self._close_one_part(whole)
            return
        rest = total - sum(known.values(), Decimal(0))
        if not hidden:
            if not rest_is_open or not known or rest >= limit or not self._protects(members):
                return
        elif self._overlaps(whole):
            self._all_closed = True
            return
        elif rest_is_open:
            few = self._enough(len(hidden) + to_come, limit) if complete else len(hidden) * (limit - 1) + 2
            if rest < few:
                self._all_closed = True
            return
        other = next((part for part in known if self._can_hide(part) and self._stands_alone(part)), None)
        if other is None or rest + known[other] < self._enough(max(len(hidden), 1), limit):
            self._all_closed = True
            return
        self._guard(other)
        self._closing[whole.id] = (*members, *whole.parts)

    def _enough(self, small: int, limit: int) -> int:
        """So many together that any of the small ones can be any number under the limit, with room for another."""
        return small * (limit - 1) + 3 * limit

    def _delivered_parts(self, whole: Whole) -> tuple[tuple[str, ...], bool]:
        """A part that has not been delivered is seen through to its own parts; and whether they are everybody."""
        inside = {one.id: one for one in self.family.wholes}
        parts: list[str] = []
        complete = whole.complete
        for part in whole.parts:
            if part in self._now or part not in inside:
                parts.append(part)
            else:
                its_parts, its_complete = self._delivered_parts(inside[part])
                parts += its_parts
                complete = complete and its_complete
        return tuple(parts), complete

    def _known(self, one: str, used: frozenset[str]) -> Decimal | None:
        """The value shown, or the one that wholes not `used` tell of what has not been delivered; None: not known."""
        if one in self._now:
            return self._value(one)
        for whole in self.family.wholes:
            if whole.id in used or not whole.complete or one not in (whole.id, *whole.parts):
                continue
            beyond = used | {whole.id}
            others = [self._known(part, beyond) for part in whole.parts if part != one]
            total = Decimal(0) if whole.id == one else self._known(whole.id, beyond)
            told = [other for other in others if other is not None]
            if total is not None and len(told) == len(others):
                return abs(total - sum(told))
        return None

    def _close_one_part(self, whole: Whole) -> None:
        other = next((part for part in whole.parts if self._can_hide(part)), None)
        if other is not None:
            self._guard(other)
            self._closing[whole.id] = (whole.id, *whole.parts)

    def _protects(self, members: Sequence[str]) -> bool:
        """Whether anybody hides small counts among these."""
        return any(
            self.indicators[one].hidden_under or ((seen := self._row(one)) and own(seen, self.definitions))
            for one in members
            if self.indicators[one].persons
        )

    def _overlaps(self, whole: Whole) -> bool:
        """A part of it is part of another whole too: what one tells of the part, the other can use."""
        return any(part in other.parts for other in self.family.wholes if other is not whole for part in whole.parts)

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
