"""Where a target's figure is heading, and how likely it is to be fulfilled at due; never a status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kpi.analysis.judged import Judged
from kpi.evaluate.foreseen import ForeseenFigures, Key, compared_series, fulfilled
from kpi.evaluate.known import ByPeriod, KnownFigures
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.contract import Target
from kpi.model.evaluation import Status, TargetResult
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Window
from kpi.model.views.forecast import Fan, FanStep, Forecast
from kpi.statistics.binary import binary, column, exact, within
from kpi.statistics.forecast import PATHS, BackTest, Band, Paths, back_test, bands, fewest_points, simulate
from kpi.texts import forecast as words
from kpi.texts.gaps import gap_word
from kpi.texts.places import area_name
from kpi.texts.reasons import why

_JUDGED = 400
_FIGURES = 16_000
"""Imagined figures that are judged at most: fewer paths where a target needs many series."""
_FEWEST_JUDGED = 100
_READ = 200
"""Paths that a longer window is read over at each coming period."""
_MOST_DECIMALS = 6
_BASE_PERIODS = 12
"""The coming denominators are as the newest of these on average."""


class _Refused(Exception):
    """There is no forecast; says why, in Danish."""


@dataclass(frozen=True, slots=True)
class _Tail:
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
class _Course:
    """Every series the target needs, simulated over the same periods with the same draws."""

    own: _Tail
    others: tuple[_Tail, ...]
    first: Period
    last: Period
    """The newest period that all have."""
    due: Period
    seasonal: bool

    @property
    def steps(self) -> int:
        return self.due.steps_since(self.last)

    @property
    def first_month(self) -> int | None:
        return self.first.end_month if self.seasonal else None

    def paths(self, tail: _Tail) -> Paths:
        """As the series is delivered: rounded to its decimals, inside what the indicator can be."""
        values = tail.since(self.first, self.last)
        least, most = tail.indicator.minimum, tail.indicator.maximum
        drawn = _simulated(binary(values), self.steps, self.first_month)
        return within(drawn.round(_decimals(values)), least, most)


def forecast(judged: Judged, result: TargetResult) -> Forecast | None:
    """None: the requirement is not measured, or it is settled."""
    target = result.requirement
    if not isinstance(target, Target) or result.final:
        return None
    known = KnownFigures(judged.definitions, judged.figures)
    try:
        return _forecast(known, target, _course(known, target, result))
    except _Refused as refused:
        return Forecast("", None, "", "", "", (), None, str(refused))


def _forecast(known: KnownFigures, target: Target, course: _Course) -> Forecast:
    stretch = Stretch.of(course.own.indicator, target.window, target.year_starts)
    drawn = {(tail.indicator.id, tail.area): (tail, course.paths(tail)) for tail in (course.own, *course.others)}
    imagined = _imagined(course, drawn)
    probability = _probability(known, target, imagined)
    own_paths = drawn[course.own.indicator.id, course.own.area][1]
    readings = _readings(known, target, course, stretch, own_paths, imagined)
    values = course.own.since(course.first, course.last)
    tested = _tested(binary(values), course.steps, course.first_month)
    at_due = readings[course.due]
    low, high, middle = (exact(end, _MOST_DECIMALS) for end in (at_due.low_80, at_due.high_80, at_due.middle))
    chance = words.chance(probability)
    notes = [words.simulated(len(imagined), len(values), course.first)]
    notes += [words.SEASON] if course.seasonal else []
    notes += [words.TOGETHER] if course.others else []
    return Forecast(
        chance=chance,
        probability=probability,
        sentence=words.sentence(chance, target.due),
        band=words.band(target.due, low, high, middle, course.own.indicator),
        back_test=words.back_test(tested.held, tested.starts, course.steps, course.own.indicator),
        notes=tuple(notes),
        fan=_fan(known, course, stretch, readings),
        refused="",
    )


# What may be simulated


def _course(known: KnownFigures, target: Target, result: TargetResult) -> _Course:
    if result.withdrawn:
        raise _Refused(words.WITHDRAWN)
    if known.as_of > target.due.last_day:
        raise _Refused(words.PASSED)
    if result.every is not None and result.every.failed:
        raise _Refused(words.ALREADY_FAILED)
    own = _tail(known, target.indicator, target.area, "")
    due = Stretch.of(own.indicator, target.window, target.year_starts).through(target.due)
    if own.last >= due:
        raise _Refused(words.SETTLED)
    if result.status in (Status.UNDECIDABLE, Status.NO_DATA) and result.reasons:
        raise _Refused(words.undecided(why(result.reasons[0], own.indicator, known.definitions)))
    _no_break_ahead(own, due)
    others = tuple(
        _tail(known, indicator, area, area_name(area, known.definitions))
        for indicator, area in compared_series(target, known)
    )
    last = min(own.last, *(tail.last for tail in others)) if others else own.last
    late = [tail for tail in others if tail.last < own.last - 1]
    if late:
        raise _Refused(words.not_together(area_name(late[0].area, known.definitions)))
    seasonal = own.indicator.seasonal and own.indicator.frequency is PeriodKind.MONTH
    first = max(min(tail.values) for tail in (own, *others))
    needed = fewest_points(seasonal=seasonal)
    if last.steps_since(first) + 1 < needed:
        short = max((own, *others), key=lambda tail: min(tail.values))
        say = words.season_too_short if seasonal else words.too_few
        who = area_name(short.area, known.definitions) if short is not own else ""
        raise _Refused(say(len(short.values), needed, _why_short(short), who))
    return _Course(own, others, first, last, due, seasonal)


def _tail(known: KnownFigures, indicator_id: str, area: str, who: str) -> _Tail:
    """The unbroken figures after the last series break and the last gap."""
    indicator = known.indicator(indicator_id)
    observations = known.observations(indicator_id, area)
    newest = next(reversed(observations.values()), None)
    if newest is None:
        raise _Refused(words.not_together(who) if who else words.NO_FIGURES)
    if newest.value is None:
        raise _Refused(words.newest_gap(newest.period, gap_word(newest), who))
    breaks = [one.first.last_day for one in indicator.breaks if one.first.last_day <= newest.period.last_day]
    since = max(breaks, default=date.min)
    values: dict[Period, Decimal] = {}
    period = newest.period
    while (seen := observations.get(period)) is not None and seen.value is not None:
        if period.last_day < since:
            break
        values[period] = seen.value
        period -= 1
    return _Tail(indicator, area, dict(reversed(values.items())), observations)


def _why_short(tail: _Tail) -> str:
    """Why the tail does not reach further back; empty where the series begins there."""
    first = min(tail.values)
    for one in tail.indicator.breaks:
        if (first - 1).last_day < one.first.last_day <= first.last_day:
            return words.since_break(one.title, first)
    before = first - 1
    if before < next(iter(tail.observations)):
        return ""
    return words.since_gap(before, gap_word(tail.observations.get(before)))


def _no_break_ahead(own: _Tail, due: Period) -> None:
    for one in own.indicator.breaks:
        if own.last.last_day < one.first.last_day <= due.last_day:
            raise _Refused(words.break_ahead(one.title, one.first))


# What the simulated figures say


def _imagined(course: _Course, drawn: Mapping[Key, tuple[_Tail, Paths]]) -> list[dict[Key, ByPeriod]]:
    """Each path as figures that can be judged: an even choice among them, half of either model."""
    count = min(_JUDGED, max(_FEWEST_JUDGED, _FIGURES // (len(drawn) * course.steps)))
    apart = PATHS // count
    found: list[dict[Key, ByPeriod]] = [{} for _ in range(0, PATHS, apart)]
    for key, (tail, paths) in drawn.items():
        newest, base = tail.observations[tail.last], _coming_base(tail)
        top = None if base is None else base / tail.indicator.unit.scale
        decimals = _decimals(tail.since(course.first, course.last))
        coming = ((step, course.last + step + 1) for step in range(course.steps))
        ahead = [(step, period) for step, period in coming if period > newest.period]
        for one, path in zip(found, paths[::apart].tolist(), strict=True):
            figures = (_figure(newest, period, exact(path[step], decimals), base, top) for step, period in ahead)
            one[key] = {figure.period: figure for figure in figures}
    return found


def _coming_base(tail: _Tail) -> Decimal | None:
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


def _probability(known: KnownFigures, target: Target, imagined: Sequence[Mapping[Key, ByPeriod]]) -> Decimal:
    """Share of the paths in which the target is fulfilled, by the rules that judge known figures."""
    held = 0
    for figures in imagined:
        answer = fulfilled(known, target, figures)
        if isinstance(answer, tuple):
            indicator = known.indicator(target.indicator)
            reason = words.undecided(why(answer[0], indicator, known.definitions)) if answer else words.UNDECIDED
            raise _Refused(reason)
        held += answer
    return Decimal(held) / len(imagined)


def _readings(
    known: KnownFigures,
    target: Target,
    course: _Course,
    stretch: Stretch,
    paths: Paths,
    imagined: Sequence[Mapping[Key, ByPeriod]],
) -> dict[Period, Band]:
    """Where the target's own reading may lie at each coming period of due's year, and at due; by period."""
    ahead = [course.last + step + 1 for step in range(course.steps)]
    if stretch.window is Window.PERIOD:
        return dict(zip(ahead, bands(paths), strict=True))
    shown = [period for period in ahead if not stretch.to_date or period.year == course.due.year]
    some = imagined[:: max(1, len(imagined) // _READ)]
    found = {}
    for period in shown:
        values = [_value(known, target, stretch, figures, period) for figures in some]
        (found[period],) = bands(column(binary(values)))
    return found


def _value(
    known: KnownFigures, target: Target, stretch: Stretch, figures: Mapping[Key, ByPeriod], through: Period
) -> Decimal:
    seen = measure(ForeseenFigures(known, target.due.last_day, figures), stretch, target.area, through)
    if isinstance(seen, Measure):
        return seen.reading.value
    raise _Refused(words.undecided(why(seen, stretch.indicator, known.definitions)))


def _fan(known: KnownFigures, course: _Course, stretch: Stretch, readings: Mapping[Period, Band]) -> Fan | None:
    """From the newest reading; None where a year that has not begun yet is all there is to draw."""
    indicator, last = course.own.indicator, course.own.last
    ahead = [period for period in readings if period > last and (not stretch.to_date or period.year == last.year)]
    start = measure(known, stretch, course.own.area, last)
    if not ahead or not isinstance(start, Measure):
        return None
    value = start.reading.value
    steps = [FanStep(last, value, value, value, value, value, "")]
    steps += [_step(period, readings[period], indicator) for period in ahead]
    return Fan(tuple(steps), words.FAN)


def _step(period: Period, band: Band, indicator: Indicator) -> FanStep:
    low_80, low_50, middle, high_50, high_80 = (
        exact(end, _MOST_DECIMALS) for end in (band.low_80, band.low_50, band.middle, band.high_50, band.high_80)
    )
    label = words.step_label(period, low_80, high_80, middle, indicator)
    return FanStep(period, low_80, low_50, middle, high_50, high_80, label)


def _decimals(values: Sequence[Decimal]) -> int:
    """As many as the series is delivered with; a share worked out has no end, and keeps six."""
    exponents = (value.normalize().as_tuple().exponent for value in values)
    return min(max(0, *(-exponent for exponent in exponents if isinstance(exponent, int))), _MOST_DECIMALS)


@lru_cache(maxsize=64)
def _simulated(values: tuple[float, ...], steps: int, first_month: int | None) -> Paths:
    """Kept by series and distance: several targets and readers ask for the same. Read only."""
    return simulate(values, steps, first_month=first_month)


@lru_cache(maxsize=512)
def _tested(values: tuple[float, ...], steps: int, first_month: int | None) -> BackTest:
    return back_test(values, steps, first_month=first_month)
