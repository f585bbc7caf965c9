"""Which series a requirement rests on, whether their figures can bear to be carried on, and paths drawn from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from kpi.evaluate.foreseen import compared_series
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.windows import Stretch
from kpi.model.contract import Target
from kpi.model.evaluation import Reason, Status, TargetResult
from kpi.model.indicator import Indicator, SeriesBreak
from kpi.model.observation import Observation
from kpi.model.period import Period, PeriodKind
from kpi.statistics.binary import binary, within
from kpi.statistics.forecast import Paths, fewest_points, simulate

MOST_DECIMALS = 6


class Settled(StrEnum):
    """There is nothing to foresee."""

    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    """Due has passed, and its figure is awaited."""
    FAILED = "failed"
    """The requirement is for every period, and one has failed."""
    KNOWN = "known"
    """Due's own figure is in."""
    NO_FIGURES = "no_figures"
    UNDECIDED = "undecided"
    """There will be no answer even when due has come."""


@dataclass(frozen=True, slots=True)
class Undecidable:
    """What hinders an answer now would hinder one at due."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Gap:
    """A period without a value."""

    period: Period
    seen: Observation | None
    """None: there is no row."""


@dataclass(frozen=True, slots=True)
class NewestMissing:
    """The newest figure is hidden or missing. `area` is empty for the own series."""

    gap: Gap
    area: str


@dataclass(frozen=True, slots=True)
class NotTogether:
    """The figures of the area, which is compared with, have not come as far."""

    area: str


@dataclass(frozen=True, slots=True)
class BreakAhead:
    """The series is counted otherwise before due."""

    series_break: SeriesBreak


@dataclass(frozen=True, slots=True)
class TooShort:
    """Fewer unbroken figures than are needed. `area` is empty for the own series."""

    points: int
    needed: int
    first: Period
    seasonal: bool
    area: str
    cut: SeriesBreak | Gap | None
    """Why the stretch does not reach further back; None: the series begins there."""


Refusal = Settled | Undecidable | NewestMissing | NotTogether | BreakAhead | TooShort
"""Why there is no forecast."""


class NotContinued(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Tail:
    """The newest unbroken figures of one series, in order of time."""

    indicator: Indicator
    area: str
    values: Mapping[Period, Decimal]
    observations: ByPeriod

    @property
    def last(self) -> Period:
        return max(self.values)

    def since(self, first: Period, last: Period) -> tuple[Decimal, ...]:
        return tuple(value for period, value in self.values.items() if first <= period <= last)


@dataclass(frozen=True, slots=True)
class Continuation:
    """Every series the target needs, simulated over the same periods with the same draws."""

    own: Tail
    others: tuple[Tail, ...]
    stretch: Stretch
    first: Period
    last: Period
    """The newest period that all have."""
    due: Period
    seasonal: bool

    @property
    def steps(self) -> int:
        return self.due.steps_since(self.last)

    @property
    def ahead(self) -> tuple[Period, ...]:
        return tuple(self.last + step + 1 for step in range(self.steps))

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The own figures that are carried on."""
        return self.own.since(self.first, self.last)

    @property
    def first_month(self) -> int | None:
        """None: no season is taken out."""
        return self.first.end_month if self.seasonal else None

    def decimals(self, tail: Tail) -> int:
        """As many as the series is delivered with; a share worked out has no end, and keeps six."""
        return _decimals(tail.since(self.first, self.last))

    def paths(self, tail: Tail) -> Paths:
        """As the series is delivered: rounded to its decimals, inside what the indicator can be. Read only."""
        values = tail.since(self.first, self.last)
        least, most = tail.indicator.minimum, tail.indicator.maximum
        drawn = _simulated(binary(values), self.steps, self.first_month)
        return within(drawn.round(_decimals(values)), least, most)


def continuation(known: KnownFigures, target: Target, result: TargetResult) -> Continuation:
    """Refused where the figures cannot bear it."""
    if result.withdrawn:
        raise NotContinued(Settled.WITHDRAWN)
    if known.as_of > target.due.last_day:
        raise NotContinued(Settled.PASSED)
    if result.every is not None and result.every.failed:
        raise NotContinued(Settled.FAILED)
    own = _tail(known, target.indicator, target.area, "")
    stretch = Stretch.of(own.indicator, target.window, target.year_starts)
    due = stretch.through(target.due)
    if own.last >= due:
        raise NotContinued(Settled.KNOWN)
    if result.status in (Status.UNDECIDABLE, Status.NO_DATA) and result.reasons:
        raise NotContinued(Undecidable(result.reasons[0]))
    for one in own.indicator.breaks:
        if own.last.last_day < one.first.last_day <= due.last_day:
            raise NotContinued(BreakAhead(one))
    others = tuple(_tail(known, indicator, area, area) for indicator, area in compared_series(target, known))
    late = [tail for tail in others if tail.last < own.last - 1]
    if late:
        raise NotContinued(NotTogether(late[0].area))
    seasonal = own.indicator.seasonal and own.indicator.frequency is PeriodKind.MONTH
    first = max(min(tail.values) for tail in (own, *others))
    last = min(tail.last for tail in (own, *others))
    needed = fewest_points(seasonal=seasonal)
    if last.steps_since(first) + 1 < needed:
        short = max((own, *others), key=lambda tail: min(tail.values))
        area = short.area if short is not own else ""
        raise NotContinued(TooShort(len(short.values), needed, min(short.values), seasonal, area, _cut(short)))
    return Continuation(own, others, stretch, first, last, due, seasonal)


def _tail(known: KnownFigures, indicator_id: str, area: str, other: str) -> Tail:
    """The unbroken figures after the last series break and the last gap. `other` is empty for the own series."""
    indicator = known.indicator(indicator_id)
    observations = known.observations(indicator_id, area)
    newest = next(reversed(observations.values()), None)
    if newest is None:
        raise NotContinued(NotTogether(other) if other else Settled.NO_FIGURES)
    if newest.value is None:
        raise NotContinued(NewestMissing(Gap(newest.period, newest), other))
    breaks = [one.first.last_day for one in indicator.breaks if one.first.last_day <= newest.period.last_day]
    since = max(breaks, default=date.min)
    values: dict[Period, Decimal] = {}
    period = newest.period
    while (seen := observations.get(period)) is not None and seen.value is not None:
        if period.last_day < since:
            break
        values[period] = seen.value
        period -= 1
    return Tail(indicator, area, dict(reversed(values.items())), observations)


def _cut(tail: Tail) -> SeriesBreak | Gap | None:
    first = min(tail.values)
    before = first - 1
    for one in tail.indicator.breaks:
        if before.last_day < one.first.last_day <= first.last_day:
            return one
    if before < next(iter(tail.observations)):
        return None
    return Gap(before, tail.observations.get(before))


def _decimals(values: Sequence[Decimal]) -> int:
    exponents = (value.normalize().as_tuple().exponent for value in values)
    return min(max(0, *(-exponent for exponent in exponents if isinstance(exponent, int))), MOST_DECIMALS)


@lru_cache(maxsize=64)
def _simulated(values: tuple[float, ...], steps: int, first_month: int | None) -> Paths:
    """Kept by series and distance: several targets and readers ask for the same. Read only."""
    return simulate(values, steps, first_month=first_month)
