"""«Hvad skal der til»: what every remaining period, or the figure of due, must bring for the target to be fulfilled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from kpi.evaluate.comparison import Grade, Margins, grade
from kpi.evaluate.windows import Stretch, as_decimal
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import IndicatorKind
from kpi.model.period import Period
from kpi.model.rule import Threshold, Window


class Way(StrEnum):
    """What `Needed.value` is."""

    CHANGE = "change"
    """A change in every remaining period, with sign: a stock."""
    AMOUNT = "amount"
    """A sum in every remaining period: a flow through the year."""
    MEAN = "mean"
    """A mean of the remaining periods: a stock averaged over the year."""
    LEVEL = "level"
    """The figure that due must show: a share, a longer window, or something that moves."""


@dataclass(frozen=True, slots=True)
class Needed:
    """`value` is exactly enough; a strict comparison wants a little more."""

    way: Way
    value: Decimal
    periods: int
    """Delivered periods from the newest figure to due."""
    strict: bool


def what_is_needed(result: TargetResult, definitions: Definitions) -> Needed | None:
    """None: nothing is measured or required, due's figure is in, or the newest figure already does what due requires.

    A flow is told also when it is well on its way: what may be used, or must still come, in every remaining period.
    A level or change is counted from the newest figure, evenly to due.
    """
    target, reading, required = result.requirement, result.reading, result.required
    if not isinstance(target, Target) or not isinstance(target.rule, Threshold) or target.every_from is not None:
        return None
    if reading is None or required is None or result.final or result.across_a_break:
        return None
    stretch = Stretch.of(definitions.indicators[target.indicator], target.window, target.year_starts)
    due = stretch.through(target.due)
    left = due.steps_since(reading.through)
    if left < 1:
        return None
    comparison, exact = target.rule.comparison, Fraction(required)
    strict = not comparison.holds(required, required)
    fulfilled = (
        grade(Fraction(reading.value), comparison, exact, Margins(target.near, target.tolerance)) is Grade.FULFILLED
    )
    way = _way(stretch, reading.through, due)
    if fulfilled and way is not Way.AMOUNT and way is not Way.MEAN:
        return None
    value = Fraction(reading.value)
    match way:
        case Way.LEVEL:
            needed = exact
        case Way.CHANGE:
            needed = (exact - value) / left
        case Way.AMOUNT:
            needed = (exact - value) / left
        case Way.MEAN:
            known = len(reading.made_from)
            needed = (exact * (known + left) - value * known) / left
        case _:
            assert_never(way)
    if way is Way.AMOUNT and needed < 0 and not stretch.indicator.can_be_negative:
        return None
    return Needed(way, as_decimal(needed), left, strict)


def _way(stretch: Stretch, through: Period, due: Period) -> Way:
    kind = stretch.indicator.kind
    same_year = stretch.to_date and stretch.period(through) == stretch.period(due)
    match stretch.window:
        case Window.PERIOD if kind is IndicatorKind.STOCK:
            return Way.CHANGE
        case _ if same_year and kind is IndicatorKind.FLOW:
            return Way.AMOUNT
        case _ if same_year and kind is IndicatorKind.STOCK:
            return Way.MEAN
        case _:
            return Way.LEVEL
