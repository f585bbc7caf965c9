"""Scales: values and periods to places, with round ticks and Danish words at them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi.model.period import Period
from kpi.texts.numbers import number

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)


@dataclass(frozen=True, slots=True)
class ValueScale:
    low: float
    high: float
    ticks: tuple[Decimal, ...]
    decimals: int

    def texts(self) -> tuple[str, ...]:
        return tuple(number(tick, self.decimals) for tick in self.ticks)

    def at(self, value: Decimal | float, start: float, end: float) -> float:
        """The place of the value between `start` (lowest) and `end` (highest)."""
        return start + (float(value) - self.low) / (self.high - self.low) * (end - start)


def value_scale(values: Sequence[Decimal], *, count: int, from_zero: bool) -> ValueScale:
    """About `count` round ticks round the values; a flat or single value gets room on both sides."""
    low, high = min(values), max(values)
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        room = abs(low) / 10 or Decimal(1)
        low, high = (low, high + room) if from_zero else (low - room, high + room)
    if not from_zero:
        # Words stand over the highest point and under the lowest.
        room = (high - low) / 20
        low, high = max(low - room, Decimal(0)) if low >= 0 else low - room, high + room
    rough = (high - low) / count
    power = Decimal(10) ** math.floor(math.log10(rough))
    step = next(step * power for step in STEPS if step * power >= rough)
    first = math.floor(low / step)
    last = math.ceil(high / step)
    ticks = tuple(step * n for n in range(first, last + 1))
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return ValueScale(float(ticks[0]), float(ticks[-1]), ticks, decimals)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """From the end of the first period to the end of the last; periods of different kinds share it."""

    first: Period
    last: Period

    def at(self, period: Period, start: float, end: float) -> float:
        return self.share(period.last_day.toordinal()) * (end - start) + start

    def share(self, day: float) -> float:
        """0 at the first period's end, 1 at the last's; a half when there is one period only."""
        low, high = self.first.last_day.toordinal(), self.last.last_day.toordinal()
        return (day - low) / (high - low) if high > low else 0.5

    def ticks(self, most: int) -> tuple[Period, ...]:
        """At most `most` periods of the first one's kind, counted back from the last: due has its word."""
        kind = self.first.kind
        last = self.first.holding(self.last.last_day)
        count = last.steps_since(self.first)
        for months in MONTH_STEPS:
            step = max(1, months // kind.step_months)
            if count // step + 1 <= most:
                return tuple(last - back for back in range(0, count + 1, step))[::-1]
        return (self.first, last)


def time_scale(periods: Sequence[Period]) -> TimeScale:
    """Spans all the periods; its ticks are of the kind that is delivered most often."""
    first = min(periods, key=lambda period: period.last_day)
    last = max(periods, key=lambda period: period.last_day)
    shortest = min(periods, key=lambda period: period.kind.step_months)
    return TimeScale(shortest.holding(first.last_day), last)
