"""What the limits of a control chart say of a target: will figures that go on as hitherto usually fulfil it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

from kpi.analysis.control import Control, Season
from kpi.evaluate.windows import Stretch
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.reference import Constant, Reference
from kpi.model.rule import BestFraction, Between, Threshold, Window
from kpi.model.views.signal import Outlook
from kpi.statistics.control_chart import Assurance, Limits, assurance

_MEANING = {
    Assurance.USUALLY_MET: Outlook.USUALLY_MET,
    Assurance.USUALLY_MISSED: Outlook.USUALLY_MISSED,
    Assurance.EITHER: Outlook.EITHER,
    Assurance.NONE: Outlook.NONE,
}


class Unsaid(StrEnum):
    """Why the limits say nothing of the target."""

    SETTLED = "settled"
    NO_PLACE = "no_place"
    """A place among others has no level."""
    NO_LEVEL = "no_level"
    """It is for a longer stretch than the single figure."""
    MOVES = "moves"
    """The requirement is a change, a staged or a moving one, or not in force yet."""
    LEVEL_MOVES = "level_moves"
    """The figures hold a shift or a trend."""
    NO_REQUIRED = "no_required"
    NO_LIMITS = "no_limits"


@dataclass(frozen=True, slots=True)
class Assured:
    """`level` is the target as the chart's points can be held against it."""

    outlook: Outlook
    unsaid: Unsaid | None
    """None: the limits say something."""
    level: Decimal | None
    """None: the points cannot be held against it."""
    ahead: bool
    """The newest figure fulfils the target."""


def assured(chart: Control, target: Target, result: TargetResult) -> Assured:
    stretch = Stretch.of(chart.indicator, target.window, target.year_starts)
    if result.final:
        return _unsaid(Unsaid.SETTLED)
    if isinstance(target.rule, BestFraction):
        return _unsaid(Unsaid.NO_PLACE)
    if stretch.window is not Window.PERIOD:
        return _unsaid(Unsaid.NO_LEVEL)
    if not _stands_still(target):
        return _unsaid(Unsaid.MOVES)
    if chart.moving:
        return _unsaid(Unsaid.LEVEL_MOVES)
    shift = _shift(chart, target, stretch)
    if shift is None or chart.newest is None:
        return _unsaid(Unsaid.NO_LIMITS)
    newest = chart.values[chart.newest]
    match target.rule:
        case Between(low, high):
            found = _against_band(chart.limits, low + shift, high + shift)
            fulfilled = low + shift <= newest <= high + shift
            level = None
        case Threshold(comparison):
            if result.required is None:
                return _unsaid(Unsaid.NO_REQUIRED)
            level = result.required + shift
            found = assurance(chart.limits, level, high_is_met=comparison.wants_high)
            fulfilled = comparison.holds(Fraction(newest), Fraction(level))
        case _:
            assert_never(target.rule)
    if found is Assurance.NONE:
        return Assured(Outlook.NONE, Unsaid.NO_LIMITS, level, False)
    history_speaks_against = found is (Assurance.USUALLY_MISSED if fulfilled else Assurance.USUALLY_MET)
    outlook = Outlook.TOO_EARLY if history_speaks_against else _MEANING[found]
    return Assured(outlook, None, level, fulfilled)


def _stands_still(target: Target) -> bool:
    """A constant level that is in force now: not a change, a staged or a moving requirement, nor one due later."""
    if target.due.last_day > target.term.ends_on:
        return False
    match target.rule:
        case Between():
            return True
        case Threshold(_, Reference(Constant(path_from=None))):
            return True
        case _:
            return False


def _unsaid(why: Unsaid) -> Assured:
    return Assured(Outlook.NONE, why, None, False)


def _shift(chart: Control, target: Target, stretch: Stretch) -> Decimal | None:
    """From the target's level to the chart's points; None: they cannot be held against each other.

    A deseasonalised point lies off by due's month; a change since last year by last year's figure at the newest point.
    """
    if chart.newest is None:
        return None
    match chart.season:
        case Season.NONE:
            return Decimal(0)
        case Season.DECOMPOSED:
            return -chart.month_figures[stretch.through(target.due).end_month]
        case Season.SAME_PERIOD:
            delivered = chart.observations[chart.newest].value
            return None if delivered is None else chart.values[chart.newest] - delivered
        case _:
            assert_never(chart.season)


def _against_band(limits: Limits | None, low: Decimal, high: Decimal) -> Assurance:
    """Wholly inside the band, wholly outside it, or either; a bound on an end is either."""
    if limits is None:
        return Assurance.NONE
    least, most = Fraction(low), Fraction(high)
    if least < limits.low and limits.high < most:
        return Assurance.USUALLY_MET
    return Assurance.USUALLY_MISSED if limits.high < least or most < limits.low else Assurance.EITHER
