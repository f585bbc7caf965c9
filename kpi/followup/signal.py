"""«Er det mere end støj?»: the newest figure against what the series usually does, its limits against the target."""

from __future__ import annotations

from decimal import Decimal

from kpi.analysis.assurance import Assured, Unsaid, assured
from kpi.analysis.control import DECIMALS, Control, Season
from kpi.analysis.course import Course
from kpi.analysis.judged import Judged
from kpi.followup.progress import breaks, observation_point
from kpi.model.beside import Variation
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.journal import Rebased
from kpi.model.period import Period
from kpi.model.rule import Threshold, Window
from kpi.model.views.line import Break
from kpi.model.views.parts import Cell, Fact, Table
from kpi.model.views.signal import ControlChart, ControlPoint, RebaseProposal, SignalView, SignalWords
from kpi.statistics.binary import exact
from kpi.statistics.control_chart import Signal as Rule
from kpi.texts import progress as progress_words
from kpi.texts import signal as words
from kpi.texts.gaps import gap_word
from kpi.texts.periods import short
from kpi.texts.places import area_name
from kpi.texts.rules import aim_in_words
from kpi.texts.said import said
from kpi.texts.sources import source_line
from kpi.texts.together import Together, enough_decimals

_UNSAID = {
    Unsaid.SETTLED: words.SETTLED,
    Unsaid.NO_PLACE: words.NO_PLACE,
    Unsaid.NO_LEVEL: words.NO_LEVEL,
    Unsaid.MOVES: words.MOVES,
    Unsaid.LEVEL_MOVES: words.LEVEL_MOVES,
    Unsaid.NO_REQUIRED: words.NO_REQUIRED,
    Unsaid.NO_LIMITS: words.NO_LIMITS,
}


def signal(judged: Judged, result: TargetResult) -> SignalWords | None:
    """The two words of Overblik; None: the requirement is not measured, or nothing is delivered yet."""
    way = judged.course(result)
    if way is None or way.control is None or way.assured is None:
        return None
    return _signal(way.control, way.assured)


def signal_view(judged: Judged, result: TargetResult, base_points: int | None = None) -> SignalView | None:
    """`base_points` fixes the limits by the first n figures of each group; None: by all. None: as `signal`."""
    way = judged.course(result)
    chart = None if way is None else way.controlled(base_points) if base_points else way.control
    if way is None or chart is None:
        return None
    answer = assured(chart, way.target, result)
    found = _signal(chart, answer)
    sentence = _sentence(chart, found.variation)
    drawn = _drawn(judged, way, chart, found, answer, sentence) if chart.values else None
    return SignalView(
        signal=found,
        sentence=sentence,
        outlook_sentence=words.outlook_sentence(
            answer.outlook,
            _UNSAID[answer.unsaid] if answer.unsaid else "",
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


def _signal(chart: Control, answer: Assured) -> SignalWords:
    variation = chart.variation
    direction = chart.last.direction if chart.last else 0
    return SignalWords(variation, words.WORDS[variation], direction, answer.outlook, words.OUTLOOKS[answer.outlook])


def _sentence(chart: Control, variation: Variation) -> str:
    point = chart.last
    return words.sentence(
        variation,
        point.signal if point else Rule.NONE,
        point.direction if point else 0,
        (chart.newest, chart.values[chart.newest]) if chart.newest else None,
        chart.band(chart.limits) if chart.limits else None,
        len(chart.side_run),
        len(chart.group),
        _numbers(chart),
        differences=chart.differences,
    )


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
        effect = f" {words.effect_note(chart.variation_of(chart.as_delivered), variation)}"
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
    text = words.proposal(run[0], len(run), direction, mean, _numbers(chart), differences=chart.differences)
    return RebaseProposal(judged.contract.id, target.indicator, target.area, run[0], text)


# Drawn, and as a table


def _target_label(way: Course, level: Decimal) -> str:
    rule, numbers = way.target.rule, said(way.result, way.indicator)
    return words.target_label(
        aim_in_words(rule, level, numbers) if isinstance(rule, Threshold) else numbers.bare(level)
    )


def _drawn(
    judged: Judged, way: Course, chart: Control, found: SignalWords, answer: Assured, sentence: str
) -> ControlChart:
    indicator, numbers = chart.indicator, _numbers(chart)
    periods = _span(next(iter(chart.values)), next(reversed(chart.values)), chart.stride)
    label = ""
    if answer.level is not None:
        label = _target_label(way, answer.level) if chart.season is Season.NONE else words.TARGET
    delivered = chart.season is Season.DECOMPOSED
    return ControlChart(
        title=words.chart_title(indicator, found.variation),
        unit=words.unit(indicator, differences=chart.differences),
        points=tuple(_point(judged, chart, numbers, period) for period in periods),
        delivered=tuple(observation_point(judged.known, indicator, p, chart.observations.get(p)) for p in periods)
        if delivered
        else (),
        starts=tuple(Break(Period.parse(said.period), said.cause) for said in chart.rebases),
        breaks=breaks(indicator, periods),
        target=answer.level,
        target_label=label,
        decimals=numbers.decimals,
        source_line=source_line(indicator, chart.observations[periods[-1]], judged.definitions),
        alternative=sentence,
        example=any(one.example for one in chart.observations.values()),
    )


def _point(judged: Judged, chart: Control, numbers: Together, period: Period) -> ControlPoint:
    seen, value = chart.observations.get(period), chart.values.get(period)
    if value is None:
        gap = gap_word(seen) or words.NOTHING_BEFORE
        return ControlPoint(period, None, f"{short(period)}: {gap}", False, gap, Variation.NONE, None, None, None)
    point = chart.points[period]
    provisional = seen is not None and judged.known.provisional(seen)
    low, high = chart.band(point.limits) if point.limits else (None, None)
    return ControlPoint(
        period=period,
        value=value,
        label=words.point_label(
            period, value, numbers, point.signal, differences=chart.differences, provisional=provisional
        ),
        provisional=provisional,
        gap="",
        variation=chart.variation_of(point),
        low=low,
        mean=exact(point.limits.mean, DECIMALS) if point.limits else None,
        high=high,
    )


def _table(judged: Judged, chart: Control, target: Target, drawn: ControlChart) -> Table:
    """Newest first."""
    indicator, numbers = chart.indicator, _numbers(chart)
    adjusted = chart.season is not Season.NONE
    headings = [progress_words.COLUMN_PERIOD, progress_words.value_heading(indicator)]
    if adjusted:
        headings.append(words.COLUMN_CHANGE if chart.differences else words.COLUMN_ADJUSTED)
    headings += [words.COLUMN_LOW, words.COLUMN_MEAN, words.COLUMN_HIGH, words.COLUMN_SIGNAL]
    rows = []
    for point in reversed(drawn.points):
        seen = chart.observations.get(point.period)
        given = seen.value if seen else None
        cells = [Cell(short(point.period), None), _cell(given, numbers, gap_word(seen))]
        cells += [_cell(point.value, numbers)] if adjusted else []
        cells += [_cell(end, numbers) for end in (point.low, point.mean, point.high)]
        rule = chart.points[point.period].signal if point.value is not None else Rule.NONE
        rows.append((*cells, Cell(words.RULES[rule], None)))
    return Table(
        title=progress_words.table_title(indicator, Window.PERIOD, area_name(target.area, judged.definitions)),
        headings=tuple(headings),
        rows=tuple(rows),
        example=drawn.example,
        source_line=drawn.source_line,
    )


def _cell(value: Decimal | None, numbers: Together, gap: str = "") -> Cell:
    return Cell(gap, None) if value is None else Cell(numbers.number(value), value)


def _numbers(chart: Control) -> Together:
    """As many decimals as it takes that no figure outside the limits looks as if it were on one."""
    needed = [chart.indicator.decimals]
    for period, point in chart.points.items():
        if point.signal is Rule.OUTSIDE and point.limits is not None:
            needed.append(enough_decimals(chart.values[period], chart.band(point.limits), chart.indicator.decimals))
    return Together(chart.indicator, max(needed))
