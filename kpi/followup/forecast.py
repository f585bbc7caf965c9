"""Where a target's figure is heading, how likely it is to be fulfilled at due, or why nothing is foreseen; in words."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from kpi.analysis.continuation import (
    MOST_DECIMALS,
    BreakAhead,
    Gap,
    NewestMissing,
    NotTogether,
    Refusal,
    Settled,
    TooShort,
    Undecidable,
)
from kpi.analysis.forecast import Foreseen
from kpi.analysis.judged import Judged
from kpi.followup.estimate import shown_value
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator, SeriesBreak
from kpi.model.period import Period
from kpi.model.views.forecast import Fan, FanStep, Forecast
from kpi.statistics.binary import exact
from kpi.statistics.forecast import Band
from kpi.texts import forecast as words
from kpi.texts.gaps import gap_word
from kpi.texts.places import area_name
from kpi.texts.reasons import why

_SETTLED = {
    Settled.WITHDRAWN: words.WITHDRAWN,
    Settled.PASSED: words.PASSED,
    Settled.FAILED: words.ALREADY_FAILED,
    Settled.KNOWN: words.SETTLED,
    Settled.NO_FIGURES: words.NO_FIGURES,
    Settled.UNDECIDED: words.UNDECIDED,
}


def forecast(judged: Judged, result: TargetResult) -> Forecast | None:
    """None: the requirement is not measured, or it is settled."""
    way = judged.course(result)
    found = None if way is None else way.forecast
    if way is None or found is None:
        return None
    if isinstance(found, Foreseen):
        return _forecast(found, way.target, shown_value(judged, result))
    return Forecast("", None, "", "", "", (), None, _refused(found, way.indicator, judged.definitions))


def _forecast(found: Foreseen, target: Target, expected: Decimal | None) -> Forecast:
    """`expected`: by a person; None: by nobody."""
    low, high, middle = (
        exact(end, MOST_DECIMALS) for end in (found.at_due.low_80, found.at_due.high_80, found.at_due.middle)
    )
    chance = words.chance(found.probability)
    course, indicator = found.course, found.course.own.indicator
    notes = [words.simulated(found.paths, len(course.values), course.first)]
    notes += [words.SEASON] if course.seasonal else []
    notes += [words.TOGETHER] if course.others else []
    return Forecast(
        chance=chance,
        probability=found.probability,
        sentence=words.sentence(chance, target.due),
        band=words.band(target.due, low, high, middle, indicator),
        back_test=words.back_test(found.tested.held, found.tested.starts, course.steps, indicator),
        notes=tuple(notes),
        fan=_fan(found),
        refused="",
        estimate="" if expected is None else words.estimate(expected, low, high, indicator),
    )


def _fan(found: Foreseen) -> Fan | None:
    """From the newest reading; None where there is none to begin with, or nothing to draw."""
    start, own = found.start, found.course.own
    if not found.ahead or start is None:
        return None
    steps = [FanStep(own.last, start, start, start, start, start, "")]
    steps += [_step(period, band, own.indicator) for period, band in found.ahead.items()]
    return Fan(tuple(steps), words.FAN)


def _step(period: Period, band: Band, indicator: Indicator) -> FanStep:
    low_80, low_50, middle, high_50, high_80 = (
        exact(end, MOST_DECIMALS) for end in (band.low_80, band.low_50, band.middle, band.high_50, band.high_80)
    )
    label = words.step_label(period, low_80, high_80, middle, indicator)
    return FanStep(period, low_80, low_50, middle, high_50, high_80, label)


def _refused(refusal: Refusal, own: Indicator, definitions: Definitions) -> str:
    match refusal:
        case Settled():
            return _SETTLED[refusal]
        case Undecidable(reason):
            return words.undecided(why(reason, own, definitions))
        case NewestMissing(gap, area):
            return words.newest_gap(gap.period, gap_word(gap.seen), _who(area, definitions))
        case NotTogether(area):
            return words.not_together(area_name(area, definitions))
        case BreakAhead(series_break):
            return words.break_ahead(series_break.title, series_break.first)
        case TooShort():
            say = words.season_too_short if refusal.seasonal else words.too_few
            return say(refusal.points, refusal.needed, _cut(refusal), _who(refusal.area, definitions))
        case _:
            assert_never(refusal)


def _who(area: str, definitions: Definitions) -> str:
    """Empty for the own series."""
    return area_name(area, definitions) if area else ""


def _cut(short: TooShort) -> str:
    """Why the figures do not reach further back; empty where the series begins there."""
    match short.cut:
        case SeriesBreak(title=title):
            return words.since_break(title, short.first)
        case Gap(period, seen):
            return words.since_gap(period, gap_word(seen))
        case None:
            return ""
        case _:
            assert_never(short.cut)
