"""«Er det mere end støj?»: the newest figure against what the series usually does, its limits against the target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from kpi.analysis.control import DECIMALS, Control, Season
from kpi.analysis.course import Course
from kpi.analysis.judged import Judged
from kpi.evaluate.windows import Stretch
from kpi.followup.progress import breaks, observation_point
from kpi.model.beside import Variation
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Better, Indicator
from kpi.model.journal import Rebased
from kpi.model.period import Period
from kpi.model.reference import Constant, Reference
from kpi.model.rule import BestFraction, Between, Threshold, Window
from kpi.model.views.line import Break
from kpi.model.views.parts import Cell, Fact, Table
from kpi.model.views.signal import ControlChart, ControlPoint, Outlook, RebaseProposal, Signal, SignalView
from kpi.statistics.binary import exact
from kpi.statistics.control_chart import FEWEST_POINTS, RUN, Assurance, ChartPoint, Limits, assurance
from kpi.statistics.control_chart import Signal as Rule
from kpi.texts import progress as progress_words
from kpi.texts import signal as words
from kpi.texts.amounts import value_text
from kpi.texts.gaps import gap_word
from kpi.texts.periods import short
from kpi.texts.places import area_name
from kpi.texts.rules import required_number
from kpi.texts.said import said
from kpi.texts.sources import source_line

_MEANING = {
    Assurance.USUALLY_MET: Outlook.USUALLY_MET,
    Assurance.USUALLY_MISSED: Outlook.USUALLY_MISSED,
    Assurance.EITHER: Outlook.EITHER,
    Assurance.NONE: Outlook.NONE,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the limits say of a target. `level` is the target as the chart's points can be held against it."""

    outlook: Outlook
    why_none: str
    level: Decimal | None
    """None: they cannot be held against it."""
    ahead: bool
    """TOO_EARLY: the newest figure fulfils the target."""


def signal(judged: Judged, result: TargetResult) -> Signal | None:
    """The two words of Overblik; None: the requirement is not measured, or nothing is delivered yet."""
    way = judged.course(result)
    chart = None if way is None else way.control
    return None if chart is None else _signal(chart, _answer(chart, result))


def signal_view(judged: Judged, result: TargetResult, base_points: int | None = None) -> SignalView | None:
    """`base_points` fixes the limits by the first n figures of each group; None: by all. None: as `signal`."""
    way = judged.course(result)
    chart = None if way is None else way.controlled(base_points) if base_points else way.control
    if way is None or chart is None:
        return None
    answer = _answer(chart, result)
    found = _signal(chart, answer)
    sentence = _sentence(chart, found.variation)
    drawn = _drawn(judged, way, chart, found, answer, sentence) if chart.values else None
    return SignalView(
        signal=found,
        sentence=sentence,
        outlook_sentence=words.outlook_sentence(
            answer.outlook,
            answer.why_none,
            ahead=answer.ahead,
            better=found.variation is Variation.IMPROVEMENT,
        ),
        notes=_notes(judged, chart, found.variation, base_points),
        chart=drawn,
        table=_table(judged, chart, way.target, drawn) if drawn else None,
        proposal=_proposal(judged, chart, way.target),
    )


def rebased(proposal: RebaseProposal, cause: str) -> Rebased:
    """What is written in the journal when a person accepts the proposal."""
    return Rebased(proposal.contract, proposal.indicator, proposal.area, str(proposal.period), cause)


# Noise or not


def _signal(chart: Control, answer: _Answer) -> Signal:
    variation = _variation(chart, chart.last)
    direction = chart.last.direction if chart.last else 0
    return Signal(variation, words.WORDS[variation], direction, answer.outlook, words.OUTLOOKS[answer.outlook])


def _variation(chart: Control, point: ChartPoint | None) -> Variation:
    if point is None or point.limits is None:
        return Variation.TOO_FEW if len(chart.group) < FEWEST_POINTS else Variation.NO_SPREAD
    if point.direction == 0:
        return Variation.NONE
    match chart.indicator.better:
        case Better.HIGHER:
            return Variation.IMPROVEMENT if point.direction > 0 else Variation.CONCERN
        case Better.LOWER:
            return Variation.IMPROVEMENT if point.direction < 0 else Variation.CONCERN
        case Better.NEITHER:
            return Variation.CHANGE
        case _:
            assert_never(chart.indicator.better)


def _sentence(chart: Control, variation: Variation) -> str:
    point = chart.last
    return words.sentence(
        variation,
        point.signal if point else Rule.NONE,
        point.direction if point else 0,
        chart.newest,
        _band(chart, chart.limits) if chart.limits else None,
        len(chart.side_run),
        len(chart.group),
        chart.indicator,
        differences=_differences(chart),
    )


def _differences(chart: Control) -> bool:
    return chart.season is Season.SAME_PERIOD


def _band(chart: Control, limits: Limits) -> tuple[Decimal, Decimal]:
    """The limits as they are shown: never beyond what the indicator can be."""
    low, high = exact(limits.low, DECIMALS), exact(limits.high, DECIMALS)
    if chart.season is Season.NONE:
        least, most = chart.indicator.minimum, chart.indicator.maximum
        low = low if least is None else max(low, least)
        high = high if most is None else min(high, most)
    return low, high


# The limits against the target


def _answer(chart: Control, result: TargetResult) -> _Answer:
    target = result.requirement
    if not isinstance(target, Target):
        raise TypeError("only a measured requirement has limits")
    stretch = Stretch.of(chart.indicator, target.window, target.year_starts)
    if result.final:
        return _none(words.SETTLED)
    if isinstance(target.rule, BestFraction):
        return _none(words.NO_PLACE)
    if stretch.window is not Window.PERIOD:
        return _none(words.NO_LEVEL)
    if not _stands_still(target):
        return _none(words.MOVES)
    if _moving(chart):
        return _none(words.LEVEL_MOVES)
    shift = _shift(chart, target, stretch)
    if shift is None or chart.newest is None:
        return _none(words.NO_LIMITS)
    newest = chart.values[chart.newest]
    match target.rule:
        case Between(low, high):
            found = _against_band(chart.limits, low + shift, high + shift)
            fulfilled = low + shift <= newest <= high + shift
            level = None
        case Threshold(comparison):
            if result.required is None:
                return _none(words.NO_REQUIRED)
            level = result.required + shift
            found = assurance(chart.limits, level, high_is_met=comparison.wants_high)
            fulfilled = comparison.holds(Fraction(newest), Fraction(level))
        case _:
            assert_never(target.rule)
    if found is Assurance.NONE:
        return _Answer(Outlook.NONE, words.NO_LIMITS, level, False)
    history_speaks_against = found is (Assurance.USUALLY_MISSED if fulfilled else Assurance.USUALLY_MET)
    outlook = Outlook.TOO_EARLY if history_speaks_against else _MEANING[found]
    return _Answer(outlook, "", level, fulfilled)


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


def _moving(chart: Control) -> bool:
    """The last points hold a shift or a trend, also where the newest is marked as outside the limits first."""
    newest = [chart.values[period] for period in list(chart.values)[-RUN:]]
    steps = [later - earlier for earlier, later in pairwise(newest)]
    trend = len(newest) == RUN and (all(step > 0 for step in steps) or all(step < 0 for step in steps))
    return trend or len(chart.side_run) >= RUN


def _none(why: str) -> _Answer:
    return _Answer(Outlook.NONE, why, None, False)


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


# How it is worked out


def _notes(judged: Judged, chart: Control, variation: Variation, base_points: int | None) -> tuple[Fact, ...]:
    notes = []
    if chart.limits is not None and chart.group:
        text = words.limits_note(len(chart.group), base_points, by_share=chart.by_share, first=chart.group[0])
        notes.append(Fact(words.LIMITS, text, ""))
    if chart.season is not Season.NONE:
        notes.append(Fact(words.SEASON, _season_note(chart, variation), ""))
    if chart.stride > 1:
        notes.append(Fact(words.OVERLAP, words.overlap_note(chart.stride), ""))
    notes += [Fact(words.GROUPS, text, "") for text in _group_notes(judged, chart)]
    provisional = _provisional(judged, chart)
    if provisional:
        notes.append(Fact(words.PROVISIONAL_NOTE, words.provisional_note(provisional), ""))
    gaps = _gaps(chart)
    if gaps:
        newest_missing = chart.newest is not None and gaps[-1] > chart.newest
        notes.append(Fact(words.GAP, words.gap_note(gaps, newest_missing), ""))
    return tuple(notes)


def _season_note(chart: Control, variation: Variation) -> str:
    effect = ""
    if chart.as_delivered is not None and chart.limits is not None:
        effect = f" {words.effect_note(_variation(chart, chart.as_delivered), variation)}"
    delivered = chart.observations[chart.newest].value if chart.newest else None
    if chart.season is Season.SAME_PERIOD or chart.newest is None or delivered is None:
        return f"{words.SAME_PERIOD_NOTE}{effect}"
    figures = chart.month_figures
    note = words.decomposed_note(
        chart.newest,
        delivered,
        chart.values[chart.newest],
        chart.indicator,
        max(figures, key=figures.__getitem__),
        min(figures, key=figures.__getitem__),
    )
    return f"{note}{effect}"


def _group_notes(judged: Judged, chart: Control) -> list[str]:
    shown = tuple(chart.values)
    made = breaks(chart.indicator, shown) if shown else ()
    notes = [words.break_note(one.period, one.title) for one in made]
    return notes + [words.rebase_note(Period.parse(r.period), r.cause, _by(judged, r)) for r in chart.rebases]


def _by(judged: Judged, said: Rebased) -> str:
    return next(entry.by for entry in judged.entries if entry.statement is said)


def _provisional(judged: Judged, chart: Control) -> tuple[Period, ...]:
    return tuple(period for period in chart.values if judged.known.provisional(chart.observations[period]))


def _gaps(chart: Control) -> tuple[Period, ...]:
    """Periods without a figure from the first that is judged to the newest delivered."""
    if not chart.values:
        return ()
    first, last = next(iter(chart.values)), next(reversed(chart.observations))
    return tuple(p for p in _span(first, last, 1) if (seen := chart.observations.get(p)) is None or seen.value is None)


def _span(first: Period, last: Period, stride: int) -> tuple[Period, ...]:
    return tuple(first + step for step in range(0, last.steps_since(first) + 1, stride))


def _proposal(judged: Judged, chart: Control, target: Target) -> RebaseProposal | None:
    run = chart.lasting_shift
    if not run or chart.limits is None:
        return None
    direction = 1 if chart.points[run[0]].value > chart.limits.mean else -1
    mean = exact(chart.limits.mean, DECIMALS)
    text = words.proposal(run[0], len(run), direction, mean, chart.indicator, differences=_differences(chart))
    return RebaseProposal(judged.contract.id, target.indicator, target.area, run[0], text)


# Drawn, and as a table


def _target_label(way: Course, level: Decimal) -> str:
    numbers = said(way.result, way.indicator)
    if isinstance(way.target.rule, Threshold):
        level = numbers.limit(way.target.rule.comparison, level)
    return words.target_label(required_number(way.target, numbers).bare(level))


def _drawn(judged: Judged, way: Course, chart: Control, found: Signal, answer: _Answer, sentence: str) -> ControlChart:
    indicator = chart.indicator
    periods = _span(next(iter(chart.values)), next(reversed(chart.values)), chart.stride)
    label = ""
    if answer.level is not None:
        label = _target_label(way, answer.level) if chart.season is Season.NONE else words.TARGET
    delivered = chart.season is Season.DECOMPOSED
    return ControlChart(
        title=words.chart_title(indicator, found.variation),
        unit=words.unit(indicator, differences=_differences(chart)),
        points=tuple(_point(judged, chart, period) for period in periods),
        delivered=tuple(observation_point(judged.known, indicator, p, chart.observations.get(p)) for p in periods)
        if delivered
        else (),
        starts=tuple(Break(Period.parse(said.period), said.cause) for said in chart.rebases),
        breaks=breaks(indicator, periods),
        target=answer.level,
        target_label=label,
        decimals=indicator.decimals,
        source_line=source_line(indicator, chart.observations[periods[-1]], judged.definitions),
        alternative=sentence,
        example=any(one.example for one in chart.observations.values()),
    )


def _point(judged: Judged, chart: Control, period: Period) -> ControlPoint:
    seen, value = chart.observations.get(period), chart.values.get(period)
    if value is None:
        gap = gap_word(seen) or words.NOTHING_BEFORE
        return ControlPoint(period, None, f"{short(period)}: {gap}", False, gap, Variation.NONE, None, None, None)
    point = chart.points[period]
    provisional = seen is not None and judged.known.provisional(seen)
    low, high = _band(chart, point.limits) if point.limits else (None, None)
    return ControlPoint(
        period=period,
        value=value,
        label=words.point_label(
            period, value, chart.indicator, point.signal, differences=_differences(chart), provisional=provisional
        ),
        provisional=provisional,
        gap="",
        variation=_variation(chart, point),
        low=low,
        mean=exact(point.limits.mean, DECIMALS) if point.limits else None,
        high=high,
    )


def _table(judged: Judged, chart: Control, target: Target, drawn: ControlChart) -> Table:
    """Newest first."""
    indicator = chart.indicator
    adjusted = chart.season is not Season.NONE
    headings = [progress_words.COLUMN_PERIOD, progress_words.value_heading(indicator)]
    if adjusted:
        headings.append(words.COLUMN_CHANGE if _differences(chart) else words.COLUMN_ADJUSTED)
    headings += [words.COLUMN_LOW, words.COLUMN_MEAN, words.COLUMN_HIGH, words.COLUMN_SIGNAL]
    rows = []
    for point in reversed(drawn.points):
        seen = chart.observations.get(point.period)
        given = seen.value if seen else None
        cells = [Cell(short(point.period), None), _cell(given, indicator, gap_word(seen))]
        cells += [_cell(point.value, indicator)] if adjusted else []
        cells += [_cell(end, indicator) for end in (point.low, point.mean, point.high)]
        rule = chart.points[point.period].signal if point.value is not None else Rule.NONE
        rows.append((*cells, Cell(words.RULES[rule], None)))
    return Table(
        title=progress_words.table_title(indicator, Window.PERIOD, area_name(target.area, judged.definitions)),
        headings=tuple(headings),
        rows=tuple(rows),
        example=drawn.example,
        source_line=drawn.source_line,
    )


def _cell(value: Decimal | None, indicator: Indicator, gap: str = "") -> Cell:
    return Cell(gap, None) if value is None else Cell(value_text(value, indicator), value)
