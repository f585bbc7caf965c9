"""Drawn paths as figures that can be judged, and how often the target is fulfilled in them.

The rules that judge known figures judge these. Where nothing but one quantity tells the paths apart, and more of it is
never worse, the paths are put in order of it as arrays, and the rules are asked where the answer turns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from kpi.analysis.continuation import Continuation, NotContinued, Settled, Tail, Undecidable
from kpi.evaluate.foreseen import ForeseenFigures, Key, fulfilled
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.references import period_of
from kpi.evaluate.windows import Measure, measure
from kpi.model.contract import Target
from kpi.model.indicator import Better, WeightedSum
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.model.reference import Amount, OfArea, OfIndicator, OfPeers, Reference, SamePeriod, Statistic
from kpi.model.rule import BestFraction, Between, OfRequired, Significant, Threshold, Window
from kpi.statistics.binary import binary, exact
from kpi.statistics.forecast import PATHS, Paths

_JUDGED = 400
_FIGURES = 16_000
"""Imagined figures at most: fewer paths where a target needs many series."""
_FEWEST_JUDGED = 100
_BASE_PERIODS = 12
"""The coming denominators are as the newest of these on average."""
_LARGEST = 2**53 / 10**6
"""Sums and differences of whole numbers under this are exact."""

Order = NDArray[np.int64]
"""One whole number a path."""


@dataclass(frozen=True)
class Imagined:
    """An even choice among the paths drawn, half of either model."""

    known: KnownFigures
    target: Target
    course: Continuation

    @cached_property
    def paths(self) -> Mapping[Key, Paths]:
        """Those chosen, of every series that the target needs."""
        tails = (self.course.own, *self.course.others)
        count = min(_JUDGED, max(_FEWEST_JUDGED, _FIGURES // (len(tails) * self.course.steps)))
        return {_key(tail): self.course.paths(tail)[:: PATHS // count] for tail in tails}

    def __len__(self) -> int:
        return len(self.paths[_key(self.course.own)])

    def figures(self, path: int) -> dict[Key, ByPeriod]:
        """What is to come in one of the paths; a figure that is known is not imagined."""
        return {_key(tail): self._of(tail, path) for tail in (self.course.own, *self.course.others)}

    def _of(self, tail: Tail, path: int) -> ByPeriod:
        newest, base = tail.observations[tail.last], _coming_base(tail)
        top = None if base is None else base / tail.indicator.unit.scale
        decimals = self.course.decimals(tail)
        drawn = self.paths[_key(tail)][path].tolist()
        return {
            period: _figure(newest, period, exact(value, decimals), base, top)
            for period, value in zip(self.course.ahead, drawn, strict=True)
            if period > newest.period
        }

    def probability(self) -> Decimal:
        """Share of the paths in which the target is fulfilled. Refused where it cannot be decided even then."""
        order = self.order
        held = sum(map(self.fulfils, range(len(self)))) if order is None else self._held_in_order(order)
        return Decimal(held) / len(self)

    def fulfils(self, path: int) -> bool:
        """The answer when due has passed in this path, by the rules that judge known figures."""
        answer = fulfilled(self.known, self.target, self.figures(path))
        if isinstance(answer, tuple):
            raise NotContinued(Undecidable(answer[0]) if answer else Settled.UNDECIDED)
        return answer

    def _held_in_order(self, order: Order) -> int:
        """Paths of one place in the order have one answer, and it turns once: where, is found by halving."""
        places, first = np.unique(order, return_index=True)
        turns = bisect_left(range(len(places)), True, key=lambda place: self.fulfils(int(first[place])))
        return int((order >= places[turns]).sum()) if turns < len(places) else 0

    def readings(self, through: Period, paths: Sequence[int]) -> NDArray[np.float64]:
        """The target's own reading in each of the paths. Refused where there is none.

        A mean, a sum and a share of known bases lie on a straight line over the sum of the figures to come: it is read
        at its ends.
        """
        if not self._exact or isinstance(self.course.own.indicator.made_from, WeightedSum):
            return np.array([self._reading(through, path) for path in paths])
        coming = self._coming(through)[list(paths)].astype(np.float64)
        low, high = int(coming.argmin()), int(coming.argmax())
        least, most = self._reading(through, paths[low]), self._reading(through, paths[high])
        width = coming[high] - coming[low]
        found: NDArray[np.float64] = least + (coming - coming[low]) * ((most - least) / width if width else 0.0)
        return found

    def _reading(self, through: Period, path: int) -> float:
        foreseen = ForeseenFigures(self.known, self.target.due.last_day, self.figures(path))
        seen = measure(foreseen, self.course.stretch, self.target.area, through)
        if not isinstance(seen, Measure):
            raise NotContinued(Undecidable(seen))
        return binary([seen.reading.value])[0]

    # What puts the paths in order

    @cached_property
    def order(self) -> Order | None:
        """From the worst path to the best; None: no single quantity tells them apart."""
        target = self.target
        if target.every_from is not None or target.amendments or not self._exact:
            return None
        match target.rule:
            case Threshold(comparison, reference):
                high = comparison.wants_high
                found = self._distance(reference, wants_high=high) if reference.others else self._own_figure(reference)
                return found if found is None or high else -found
            case BestFraction(peer_group=group):
                return self._places(group)
            case Between():
                return None
            case _:
                assert_never(target.rule)

    @property
    def _exact(self) -> bool:
        """As whole numbers the figures can be added up without loss."""
        return all(abs(paths).max() < _LARGEST for paths in self.paths.values())

    def _own_figure(self, reference: Reference) -> Order | None:
        """What is required is known beforehand: the sum of the coming figures that due's own is made from."""
        if self.target.material is Significant.SIGNIFICANT or not self._required_beforehand(reference):
            return None
        return self._coming(self.course.due)

    def _coming(self, through: Period) -> Order:
        """The sum of the imagined figures that the own reading through the period is made from."""
        own, parts = self.course.own, self.course.stretch.parts(through)
        steps = [step for step, one in enumerate(self.course.ahead) if one in parts and one > own.last]
        found: Order = self._whole(own, self.course.decimals(own))[:, steps].sum(axis=1)
        return found

    def _required_beforehand(self, reference: Reference) -> bool:
        baseline = reference.baseline
        if not reference.series or (baseline is not None and baseline.stated is not None):
            return True
        due, own = self.course.due, self.course.own
        seen = (*own.values, *self.course.ahead)
        return period_of(reference.when, self.course.stretch, due, due, seen) <= own.last

    def _distance(self, reference: Reference, *, wants_high: bool) -> Order | None:
        """From what others have in the same period; a constant more or less does not change the order."""
        plain = isinstance(reference.when, SamePeriod) and isinstance(reference.change, Amount)
        if not plain or isinstance(self.target.tolerance, OfRequired):
            return None
        at_due = self._at_due()
        if at_due is None:
            return None
        own, others = at_due
        apart: Order
        match reference.whose:
            case OfPeers(group) if not self._are_the_members(group):
                return None
            case OfPeers(statistic=Statistic.WEIGHTED):
                return None
            case OfPeers(statistic=Statistic.MEAN):
                apart = len(others) * own - others.sum(axis=0)
            case OfPeers(statistic=Statistic.MEDIAN):
                ranked = np.sort(others, axis=0)
                apart = 2 * own - ranked[(len(ranked) - 1) // 2] - ranked[len(ranked) // 2]
            case OfPeers(statistic=Statistic.EACH):
                apart = own - (others.max(axis=0) if wants_high else others.min(axis=0))
            case OfArea() | OfIndicator():
                apart = own - others[0]
            case _:
                return None
        return apart

    def _places(self, group: str) -> Order | None:
        """How many members are not better."""
        at_due = self._at_due()
        if at_due is None or not self._are_the_members(group):
            return None
        own, others = at_due
        lower = self.course.own.indicator.better is Better.LOWER
        found: Order = ((others >= own) if lower else (others <= own)).sum(axis=0)
        return found

    def _are_the_members(self, group: str) -> bool:
        """Those simulated are the group's of the period that is judged."""
        members = self.known.peer_group(group).members_on(self.course.due.last_day) or ()
        return {tail.area for tail in self.course.others} == {one for one in members if one != self.target.area}

    def _at_due(self) -> tuple[Order, Order] | None:
        """The own figure of due, and the others', one row each; None: they are made of more than that figure."""
        tails = (self.course.own, *self.course.others)
        if self.course.stretch.window is not Window.PERIOD or len(tails) < 2:
            return None
        if any(isinstance(tail.indicator.made_from, WeightedSum) for tail in tails):
            return None
        if {tail.indicator.frequency for tail in tails} != {self.course.own.indicator.frequency}:
            return None
        decimals = max(self.course.decimals(tail) for tail in tails)
        found = []
        for tail in tails:
            known = tail.values.get(self.course.due)
            if known is None:
                found.append(self._whole(tail, decimals)[:, -1])
                continue
            whole = known.scaleb(decimals)
            if whole != int(whole):
                return None
            found.append(np.full(len(self), int(whole)))
        return found[0], np.array(found[1:])

    def _whole(self, tail: Tail, decimals: int) -> Order:
        """The coming figures in units of the last decimal; `decimals` no fewer than the series has."""
        drawn = np.rint(self.paths[_key(tail)] * 10.0 ** self.course.decimals(tail)).astype(np.int64)
        found: Order = drawn * 10 ** (decimals - self.course.decimals(tail))
        return found


def _key(tail: Tail) -> Key:
    return tail.indicator.id, tail.area


def _coming_base(tail: Tail) -> Decimal | None:
    """A coming share's denominator; None where the newest are not all known."""
    newest = [tail.observations[period].denominator for period in tail.values][-_BASE_PERIODS:]
    known = [base for base in newest if base]
    return sum(known, Decimal(0)) / len(known) if known and len(known) == len(newest) else None


def _figure(
    newest: Observation, period: Period, value: Decimal, base: Decimal | None, top: Decimal | None
) -> Observation:
    """`top` times the value is its numerator."""
    return Observation(
        indicator=newest.indicator,
        area=newest.area,
        period=period,
        value=value,
        numerator=None if top is None else value * top,
        denominator=base,
        quality=Quality.FINAL,
        published_on=period.last_day,
        published_assumed=False,
        recorded_at=newest.recorded_at,
        delivery=newest.delivery,
        example=newest.example,
        comment="",
    )
