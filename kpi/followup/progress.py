"""How a target has moved: points, glide path, small charts, and tables with earlier values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from kpi.analysis.course import Course, between, earliest_shown
from kpi.analysis.judged import Judged
from kpi.evaluate.known import KnownFigures
from kpi.model.contract import Target
from kpi.model.evaluation import CriterionResult, Reading, TargetResult
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation, Series
from kpi.model.period import Period
from kpi.model.reference import Constant, OfArea, OfIndicator, OfPeers, Own, Steps, Whose
from kpi.model.rule import BestFraction, Between, Comparison, Threshold, Window
from kpi.model.views.criterion import RevisionLine
from kpi.model.views.line import Break, Line, Marker, Point
from kpi.model.views.parts import Cell, Table
from kpi.model.views.trajectory import Spark, Trajectory
from kpi.texts import alarm
from kpi.texts import progress as words
from kpi.texts.amounts import amount, under_title, unit_words
from kpi.texts.gaps import gap_word
from kpi.texts.headline import headline
from kpi.texts.periods import of_reading_short, short
from kpi.texts.places import area_name
from kpi.texts.references import line_name
from kpi.texts.rules import aim_in_words, starting_point
from kpi.texts.said import Said, said
from kpi.texts.sources import source_line
from kpi.texts.statuses import PROVISIONAL
from kpi.texts.together import Together, as_written, together


def _point(way: Course, numbers: Said, period: Period) -> Point:
    """A gap with its word where the window has no value."""
    reading = way.readings.get(period)
    if reading is not None:
        return reading_point(period, reading, numbers)
    gap = gap_word(way.observations.get(period)) or words.NOT_WHOLE
    return Point(period, None, f"{short(period)}: {gap}", False, gap)


def reading_point(period: Period, reading: Reading, numbers: Together) -> Point:
    mark = f" ({PROVISIONAL})" if reading.provisional else ""
    label = f"{of_reading_short(reading)}: {numbers.amount(reading.value)}{mark}"
    return Point(period, reading.value, label, reading.provisional, "")


def observation_point(known: KnownFigures, indicator: Indicator, period: Period, seen: Observation | None) -> Point:
    """A delivered value as it stands, outside any target."""
    gap = gap_word(seen)
    if seen is None or seen.value is None:
        return Point(period, None, f"{short(period)}: {gap}", False, gap)
    provisional = known.provisional(seen)
    mark = f" ({PROVISIONAL})" if provisional else ""
    return Point(period, seen.value, f"{short(period)}: {amount(seen.value, indicator)}{mark}", provisional, "")


def observed_line(points: Sequence[Point], numbers: Together) -> Line:
    """Labelled at its end with the newest value."""
    latest = next((point for point in reversed(points) if point.value is not None), None)
    label = ""
    if latest is not None and latest.value is not None:
        label = numbers.number(latest.value) + (f" ({PROVISIONAL})" if latest.provisional else "")
    return Line(label, tuple(points), numbers.decimals)


def trajectory(judged: Judged, criterion: CriterionResult, result: TargetResult, verdict: str) -> Trajectory | None:
    """`verdict` is the sentence that tells the same. None: not measured, or nothing delivered yet."""
    way = judged.course(result)
    if way is None or not way.periods:
        return None
    numbers = said(result, way.indicator)
    names = [area.name for area in judged.definitions.areas.values()]
    return Trajectory(
        title=under_title(way.indicator, headline(result, judged.definitions), names),
        unit=unit_words(way.indicator),
        observed=observed_line([_point(way, numbers, period) for period in way.periods], numbers),
        baseline=_baseline(way, result),
        path=_path_line(way),
        targets=_targets(criterion, way),
        required=_moving(judged, way),
        alarm=_alarm(way),
        breaks=breaks(way.indicator, way.periods),
        source_line=source_line(way.indicator, way.newest, judged.definitions),
        alternative=verdict,
        example=way.example or judged.example([result]),
    )


def shown_trajectory(judged: Judged, indicator_id: str) -> Trajectory | None:
    """An indicator that is shown without being judged; None where nothing is delivered."""
    indicator = judged.definitions.indicators[indicator_id]
    series = judged.figures.of(indicator_id, judged.contract.municipality)
    if series is None:
        return None
    observations = {seen.period: seen for seen in series.observations}
    last = series.observations[-1]
    periods = between(max(earliest_shown(last.period), series.observations[0].period), last.period)
    points = [observation_point(judged.known, indicator, period, observations.get(period)) for period in periods]
    title = words.shown_title(indicator, next((point for point in reversed(points) if point.value is not None), None))
    return Trajectory(
        title=title,
        unit=unit_words(indicator),
        observed=observed_line(points, together(indicator)),
        baseline=None,
        path=None,
        targets=(),
        required=None,
        breaks=breaks(indicator, periods),
        source_line=source_line(indicator, last, judged.definitions),
        alternative=title,
        example=any(observations[period].example for period in periods if period in observations),
    )


def spark(judged: Judged, result: TargetResult) -> Spark | None:
    """The newest 24 months, or ten years of a yearly figure; None: not measured, or nothing delivered."""
    way = judged.course(result)
    if way is None or not way.periods:
        return None
    numbers = said(result, way.indicator)
    newest = [period for period in way.periods if period > earliest_shown(way.periods[-1])]
    points = tuple(_point(way, numbers, period) for period in newest)
    path = tuple(Point(period, way.path[period], "", False, "") for period in newest if period in way.path)
    label = next((point.label for point in reversed(points) if point.value is not None), words.NO_FIGURES)
    return Spark(points, path, result.required, f"{way.indicator.title}. {label}")


def _baseline(way: Course, result: TargetResult) -> Marker | None:
    """None also where one year alone is shown, so that the baseline's place is outside the chart."""
    reading = result.baseline
    if reading is None or way.one_year or reading.through not in way.path:
        return None
    value = starting_point(said(result, way.indicator), result).bare(reading.value)
    return Marker(reading.through, reading.value, f"{value} i {of_reading_short(reading)}")


def _alarm(way: Course) -> Line | None:
    """Straight through the periods shown."""
    agreed = way.target.alarm
    if agreed is None:
        return None
    label = alarm.in_chart(agreed, way.indicator)
    ends = dict.fromkeys((way.periods[0], way.periods[-1]))
    return Line(label, tuple(Point(end, agreed.level, label, False, "") for end in ends), way.indicator.decimals)


def _path_line(way: Course) -> Line | None:
    numbers = said(way.result, way.indicator)
    points = tuple(
        Point(period, value, words.path_label(period, _expected(way, numbers, value)), False, "")
        for period, value in way.path.items()
        if not way.one_year or way.stretch.period(period) == way.stretch.period(way.periods[0])
    )
    return Line(words.PATH, points, numbers.decimals) if points else None


def _expected(way: Course, numbers: Said, expected: Decimal) -> str:
    """A point of the path, as the sentences say it."""
    rule = way.target.rule
    shown = numbers.limit(rule.comparison, expected) if isinstance(rule, Threshold) else expected
    return numbers.bare(shown)


def _targets(criterion: CriterionResult, way: Course) -> tuple[Marker, ...]:
    """Every due target of the criterion on this indicator; a band has two, a moving requirement none."""
    found: list[Marker] = []
    for result in criterion.results:
        target = result.requirement
        if not isinstance(target, Target) or (target.indicator, target.area) != (way.target.indicator, way.target.area):
            continue
        due = way.indicator.containing(target.due.last_day)
        numbers = said(result, way.indicator)
        match target.rule:
            case Between(low, high):
                ends = numbers.limit(Comparison.AT_LEAST, low), numbers.limit(Comparison.AT_MOST, high)
                low_text, high_text = (as_written(way.indicator, end).number(end) for end in ends)
                found.append(Marker(due, low, f"{words.AT_LEAST} {low_text}"))
                found.append(Marker(due, high, f"{words.AT_MOST} {high_text}"))
            case Threshold(_, reference):
                level = result.required if reference.series or result.carried_over else _level(reference.whose)
                if not reference.moves and level is not None:
                    aim = aim_in_words(target.rule, level, numbers)
                    found.append(Marker(due, level, f"{words.TARGET} {aim}"))
            case BestFraction():
                continue
            case _:
                assert_never(target.rule)
    return tuple(found)


def _level(whose: Whose) -> Decimal | None:
    """What the contract itself requires at due; None: it names no number."""
    match whose:
        case Constant(value):
            return value
        case Steps(steps):
            return steps[-1].value
        case Own() | OfArea() | OfIndicator() | OfPeers():
            return None
        case _:
            assert_never(whose)


def _moving(judged: Judged, way: Course) -> Line | None:
    """A requirement that moves with time: the nation, another area, a group; None: it is fixed.

    The year before, and what must hold in every period, are known ahead of the figures and drawn to due.
    """
    if not isinstance(way.target.rule, Threshold):
        return None
    reference = way.target.rule.reference
    last = max(way.periods[-1], way.periods[-1].holding(way.target.due.last_day))
    last = last if reference.ahead else way.periods[-1]
    numbers = said(way.result, way.indicator)
    points = tuple(
        Point(point.period, point.value, f"{short(point.period)}: {numbers.amount(point.value)}", False, "")
        for point in way.moving
        if way.periods[0] <= point.period <= last
    )
    return Line(line_name(reference, judged.definitions), points, numbers.decimals) if points else None


def breaks(indicator: Indicator, periods: Sequence[Period]) -> tuple[Break, ...]:
    """The series breaks inside what is shown."""
    return tuple(
        Break(one.first, one.title)
        for one in indicator.breaks
        if periods[0].last_day < one.first.last_day <= periods[-1].last_day
    )


def figures_table(judged: Judged, result: TargetResult) -> Table | None:
    """The chart's figures, newest first, with where they ought to be and what they were before."""
    way = judged.course(result)
    if way is None or not way.periods:
        return None
    parts = any(way.observations[p].denominator is not None for p in way.periods if p in way.observations)
    numbers = said(result, way.indicator)
    headings = [words.COLUMN_PERIOD, words.value_heading(way.indicator)]
    headings += [words.COLUMN_EXPECTED] if way.path else []
    headings += [words.numerator_heading(way.indicator), words.denominator_heading(way.indicator)] if parts else []
    headings += [words.COLUMN_STATE, words.COLUMN_PUBLISHED, words.COLUMN_EARLIER]
    return Table(
        title=words.table_title(way.indicator, way.target.window, area_name(way.target.area, judged.definitions)),
        headings=tuple(headings),
        rows=tuple(_row(way, numbers, period, parts=parts) for period in reversed(way.periods)),
        example=way.example or judged.example([result]),
        source_line=source_line(way.indicator, way.newest, judged.definitions),
    )


def _row(way: Course, numbers: Said, period: Period, *, parts: bool) -> tuple[Cell, ...]:
    point, seen = _point(way, numbers, period), way.observations.get(period)
    value = point.gap if point.value is None else numbers.number(point.value)
    cells = [Cell(short(period), None), Cell(value, point.value)]
    if way.path:
        expected = way.path.get(period)
        cells.append(Cell("" if expected is None else _expected(way, numbers, expected), expected))
    if parts:
        for part in (seen.numerator, seen.denominator) if seen else (None, None):
            cells.append(Cell("" if part is None else words.part_text(part), part))
    return *cells, *_as_delivered(point, seen, way.series, way.indicator)


def _as_delivered(
    point: Point, seen: Observation | None, series: Series | None, indicator: Indicator
) -> tuple[Cell, Cell, Cell]:
    """How the figure stands, when it was published, and what it was before."""
    return (
        Cell(words.quality_word(point, example=seen is not None and seen.example), None),
        Cell("" if seen is None else words.published(seen), None),
        Cell("" if series is None else words.earlier_values(series, point.period, indicator), None),
    )


def shown_table(judged: Judged, indicator_id: str) -> Table | None:
    """The figures of `shown_trajectory`, newest first; None where nothing is delivered."""
    indicator, area = judged.definitions.indicators[indicator_id], judged.contract.municipality
    chart, series = shown_trajectory(judged, indicator_id), judged.figures.of(indicator_id, area)
    if chart is None or series is None:
        return None
    observations, numbers = {seen.period: seen for seen in series.observations}, together(indicator)
    headings = words.COLUMN_PERIOD, words.value_heading(indicator)
    return Table(
        title=words.table_title(indicator, Window.PERIOD, area_name(area, judged.definitions)),
        headings=(*headings, words.COLUMN_STATE, words.COLUMN_PUBLISHED, words.COLUMN_EARLIER),
        rows=tuple(
            (
                Cell(short(point.period), None),
                Cell(point.gap if point.value is None else numbers.number(point.value), point.value),
                *_as_delivered(point, observations.get(point.period), series, indicator),
            )
            for point in reversed(chart.observed.points)
        ),
        example=chart.example,
        source_line=chart.source_line,
    )


def revisions(series: Series | None, indicator: Indicator) -> tuple[RevisionLine, ...]:
    """«dec. 2015: 402 → 405 den 20. feb. 2016», newest period first."""
    if series is None:
        return ()
    lines: list[RevisionLine] = []
    for period in sorted(series.revised, reverse=True):
        current = series.at(period)
        if current is None:
            raise ValueError(f"{series.indicator} {period} is revised but has no figure")
        chain = [*series.revised[period], current]
        for before, after in pairwise(chain):
            lines.append(RevisionLine(period, words.revision(before, after, indicator)))
    return tuple(lines)
