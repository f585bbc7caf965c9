"""Examples proposed from a rule itself: at its boundary and just beside it, and wherever a figure can fail to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from kpi.evaluate.comparison import width
from kpi.evaluate.every_period import periods_of
from kpi.evaluate.examples import answer_to
from kpi.evaluate.foreseen import compared_series
from kpi.evaluate.judging import Judging
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.references import baseline_of, baseline_through
from kpi.evaluate.windows import Stretch
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Status
from kpi.model.example import Example, ExampleFigure, Proposal, Trial
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Figures, Observation, Quality
from kpi.model.period import Period
from kpi.model.reference import OfPeers, Own, Reference, SamePeriod
from kpi.model.rule import BestFraction, Between, Threshold

Key = tuple[str, str]
"""Indicator and area."""
Rows = Mapping[tuple[str, str, Period], ExampleFigure]


def proposals(target: Target, definitions: Definitions, seen: Figures) -> tuple[Proposal, ...]:
    """Those that no example of the target has tried. What `seen` knows of baselines and others is used as it is."""
    had = {(one.figures, one.as_of) for one in target.examples}
    found = []
    for one in _Bench(target, definitions, seen).proposals():
        key = one.example.figures, one.example.as_of
        if key not in had:
            had.add(key)
            found.append(one)
    return tuple(found)


def untried(target: Target, proposed: Sequence[Proposal], accepted: Sequence[Proposal] = ()) -> tuple[Status, ...]:
    """Answers that a proposal gives and none of the target's own examples, or those accepted, expects; best first."""
    tried = {one.status for one in target.examples} | {one.example.status for one in accepted}
    return tuple(sorted({one.example.status for one in proposed} - tried, key=lambda status: -status.rank))


@dataclass(frozen=True)
class _Bench:
    """Where figures are made up and judged: those of a baseline and of others stand, the own are varied."""

    target: Target
    definitions: Definitions
    seen: Figures

    @property
    def judging(self) -> Judging:
        return Judging(KnownFigures(self.definitions, self.seen), self.target, self.target.window)

    @property
    def indicator(self) -> Indicator:
        return self.definitions.indicators[self.target.indicator]

    @property
    def stretch(self) -> Stretch:
        return self.judging.stretch

    @property
    def due(self) -> Period:
        return self.judging.due_through

    @property
    def reference(self) -> Reference | None:
        return self.target.rule.reference if isinstance(self.target.rule, Threshold) else None

    @property
    def ready(self) -> date:
        """The day after the figure of due usually has come."""
        return self._ready(self.due)

    def _ready(self, through: Period) -> date:
        return max(self.judging.usual_day(through), through.last_day) + timedelta(days=1)

    # --- what is proposed

    def proposals(self) -> Iterator[Proposal]:
        given = self._given(self.due)
        ways = list(self._at_due(given))
        yield from ways
        fulfilling = next((one.example.figures for one in ways if one.result.status is Status.MET), ())
        good: Rows = {self._key(one): one for one in fulfilling}
        if good:
            yield from self._of_the_data(given, good)
        yield from self._without_due(given, good)
        yield from self._before_due()

    def _at_due(self, given: Rows) -> Iterator[Proposal]:
        for trial, value, nudge in self._values(given, self.due):
            rows = {**given, **self._own(self.due, value, nudge)}
            if self._possible(rows):
                yield self._try(trial, rows, self.ready, self.due)

    def _of_the_data(self, given: Rows, good: Rows) -> Iterator[Proposal]:
        parts = [self._own_key(part) for part in self.stretch.parts(self.due) if self._own_key(part) in good]
        last = parts[-1]
        provisional = {key: replace(good[key], quality=Quality.PROVISIONAL) for key in parts}
        yield self._try(Trial.PROVISIONAL, {**good, **provisional}, self.ready, self.due)
        value = good[last].value
        worse = None if value is None or good[last].numerator is not None else self._worse(value)
        if worse is not None:
            revised = {**good, last: replace(good[last], first=worse)}
            yield self._try(Trial.REVISED, revised, self.ready, self.due)
        for trial, quality in ((Trial.HIDDEN, Quality.HIDDEN), (Trial.MISSING, Quality.MISSING)):
            yield self._try(trial, {**good, last: _gap(good[last], quality)}, self.ready, self.due)
        if len(parts) > 2:
            hole = {key: row for key, row in good.items() if key != parts[len(parts) // 2]}
            yield self._try(Trial.HOLE, hole, self.ready, self.due)
        baseline = baseline_of(self.target)
        if baseline is not None and baseline.stated is None:
            alone = {key: row for key, row in good.items() if key in parts}
            yield self._try(Trial.NO_BASELINE, alone, self.ready, self.due)
        others = [key for key in given if key[:2] != self._whose]
        if others:
            one = others[-1]
            without = {key: row for key, row in good.items() if key != one}
            yield self._try(Trial.OTHER_MISSING, without, self.ready, self.due)
            yield self._try(Trial.OTHER_HIDDEN, {**good, one: _gap(good[one], Quality.HIDDEN)}, self.ready, self.due)

    def _without_due(self, given: Rows, good: Rows) -> Iterator[Proposal]:
        day_after = self.target.due.last_day + timedelta(days=1)
        due_rows = {self._own_key(part) for part in self.stretch.parts(self.due)}
        known = {key: row for key, row in given.items() if key not in due_rows}
        parts = self.stretch.parts(self.due)
        if len(parts) > 1:
            known |= {key: row for key, row in good.items() if key in due_rows and key[2] != parts[-1]}
        else:
            newest = self.due - 1
            while not self._out(self._own_key(newest), day_after):
                newest = newest - 1
            known |= {**self._given(newest), **self._own(newest, self._usual(self._whose), 0)}
        if day_after < self.ready:
            early = {key: row for key, row in known.items() if self._out(key, day_after)}
            yield self._try(Trial.NOT_OUT, early, day_after, self.due)
        yield self._try(Trial.LATE, known, self.ready, self.due)
        long_after = self.ready + timedelta(days=400)
        yield self._try(Trial.NEVER_CAME, known, long_after, self.due)
        yield self._try(Trial.NOTHING, {}, self.ready, self.due)

    def _before_due(self) -> Iterator[Proposal]:
        starts_on = self.target.term.starts_on
        before = starts_on - timedelta(days=1)
        first = self._given(self.due)
        yield self._try(Trial.BEFORE_CONTRACT, self._out_by(first, before), before, self.due)
        midway = self._midway()
        middle = starts_on + (self.target.due.last_day - starts_on) / 2
        day = middle if midway is None else self._ready(midway)
        yield self._try(Trial.UNMEASURED, self._out_by(first, day), day, self.due)
        if midway is None:
            return
        given = {**self._out_by(first, day), **self._given(midway)}
        found = list(self._values(given, midway, self.due))
        for trial, (_, value, nudge) in zip((Trial.MIDWAY, Trial.MIDWAY_BESIDE), found[:2], strict=False):
            rows = {**given, **self._own(midway, value, nudge)}
            if self._possible(rows):
                yield self._try(trial, rows, day, midway)
        accepted = self.target.accepted
        if accepted is not None and found:
            known = self._out_by({**given, **self._own(midway, *found[-1][1:])}, accepted.since)
            yield self._try(Trial.ACCEPTED, known, accepted.since, midway)

    def _midway(self) -> Period | None:
        """The middle one of the periods that can be known inside the contract before due; None: none can."""
        periods = []
        through = self.due - 1
        while through.last_day >= self.target.term.starts_on:
            if self._ready(through) <= self.target.due.last_day and not self._deviates(self._ready(through)):
                periods.append(through)
            through = through - 1
        return periods[len(periods) // 2] if periods else None

    def _deviates(self, day: date) -> bool:
        accepted = self.target.accepted
        return accepted is not None and accepted.since <= day <= accepted.until

    def _try(self, trial: Trial, rows: Rows, as_of: date, through: Period) -> Proposal:
        in_order = sorted(rows.values(), key=lambda one: (one.indicator, one.area, one.period.last_day))
        example = Example("", tuple(in_order), as_of, Status.NO_DATA)
        result = answer_to(example, self.target, self.definitions)
        return Proposal(trial, replace(example, status=result.status), result, through)

    # --- the boundary

    def _values(self, given: Rows, through: Period, due: Period | None = None) -> Iterator[tuple[Trial, Decimal, int]]:
        """Values to try, and how many steps a part of it is moved; `due` None: the period is due's own."""
        rule = self.target.rule
        if isinstance(rule, Between) and due is None:
            for end, away in ((rule.low, -1), (rule.high, 1)):
                yield Trial.BOUNDARY, end, 0
                yield Trial.BESIDE, end, away
            return
        if isinstance(rule, BestFraction):
            usual = self._usual(self._whose)
            better = 1 if self._wants_high else -1
            yield Trial.BOUNDARY, usual, better
            yield Trial.BESIDE, usual, -better
            return
        required = self._required(given, through)
        if required is None:
            yield Trial.BOUNDARY, self._usual(self._whose), 0
            return
        yield from self._around(Fraction(required))
        if due is None:
            for margin, edge, beyond in (
                (self.target.tolerance, Trial.TOLERANCE, Trial.BEYOND_TOLERANCE),
                (self.target.near, Trial.NEAR, Trial.BEYOND_NEAR),
            ):
                if margin is not None:
                    worse = width(margin, Fraction(required)) * (-1 if self._wants_high else 1)
                    inside = self._grid(Fraction(required) + worse, up=self._wants_high)
                    yield edge, inside, 0
                    yield beyond, inside, -1 if self._wants_high else 1

    def _around(self, required: Fraction) -> Iterator[tuple[Trial, Decimal, int]]:
        """Exactly what is required, else the nearest that can occur and fulfils it; and one step to the other side."""
        at = self._grid(required, up=self._wants_high)
        strict = isinstance(self.target.rule, Threshold) and self.target.rule.comparison in ("above", "below")
        yield Trial.BOUNDARY, at, 0
        outwards = 1 if self._wants_high else -1
        exact = Fraction(at) == required
        if exact:
            yield Trial.BESIDE, at, outwards if strict else -outwards
        else:
            yield Trial.BESIDE, at - self._step * outwards, 0

    @property
    def _wants_high(self) -> bool:
        rule = self.target.rule
        return rule.comparison.wants_high if isinstance(rule, Threshold) else self.indicator.better == "higher"

    @property
    def _step(self) -> Decimal:
        """The smallest difference there can be: a whole one, or the decimals; of a percentage at least two."""
        if self.indicator.whole:
            return Decimal(1)
        least = 2 if self.indicator.kind is IndicatorKind.SHARE else 0
        return Decimal(1).scaleb(-max(self.indicator.decimals, least))

    def _grid(self, value: Fraction, *, up: bool) -> Decimal:
        steps = value / Fraction(self._step)
        return (ceil(steps) if up else floor(steps)) * self._step

    def _worse(self, value: Decimal) -> Decimal | None:
        found = value - self._step * 5 if self._wants_high else value + self._step * 5
        return found if self._inside(found) else None

    def _inside(self, value: Decimal) -> bool:
        low, high = self.indicator.minimum, self.indicator.maximum
        return (low is None or value >= low) and (high is None or value <= high)

    def _possible(self, rows: Rows) -> bool:
        own = [row.value for key, row in rows.items() if key[:2] == self._whose and row.value is not None]
        return all(self._inside(value) for value in own)

    def _required(self, given: Rows, through: Period) -> Decimal | None:
        """What is required of the figure ending with the period, on the way or at due; None: nothing can be said."""
        rows: Rows = {**given, **self._own(through, self._usual(self._whose), 0)}
        result = self._try(Trial.BOUNDARY, rows, self._ready(through), through).result
        if result.every is not None and through == self.due:
            return self._required_alone(rows, self.target.due)
        return result.required if result.expected is None or through == self.due else result.expected

    def _required_alone(self, rows: Rows, due: Period) -> Decimal | None:
        """Of one period of those that the requirement is held to."""
        one = replace(self.target, due=due, every_from=None, periods_needed=None, accepted=None, amendments=())
        return _Bench(one, self.definitions, self.seen)._required(rows, self.stretch.through(due))

    # --- figures

    @property
    def _whose(self) -> Key:
        return self.target.indicator, self.target.area

    def _given(self, through: Period) -> Rows:
        """What stands when the own figure ending with the period is varied: the baseline, others, earlier periods."""
        rows: dict[tuple[str, str, Period], ExampleFigure] = {}
        judging, reference = self.judging, self.reference
        baseline = baseline_of(self.target)
        if baseline is not None and baseline.stated is None:
            rows |= self._known(self._whose, baseline_through(self.stretch, baseline, self.due))
            if self.indicator.seasonal:
                for back in range(self.stretch.parts_of_a_year if self.stretch.window == "period" else 0):
                    rows |= self._known(self._whose, self.stretch.through(baseline.period) - back)
        elif reference is not None and isinstance(reference.whose, Own):
            rows |= self._known(self._whose, judging.held_to(reference, through, ()))
        when = reference.when if reference is not None else SamePeriod()
        held = Reference(reference.whose, when, reference.change) if reference is not None else None
        others = compared_series(self.target, judging.known)
        for place, key in enumerate(others):
            ends = through if held is None else judging.held_to(held, through, ())
            rows |= self._known(key, ends, self._ranked(place, len(others)))
        for period in periods_of(self.target) if self.target.every_from is not None else ():
            ends = self.stretch.through(period)
            if ends < through:
                required = self._required_alone(rows, period)
                level = (
                    self._usual(self._whose)
                    if required is None
                    else self._grid(Fraction(required), up=self._wants_high)
                )
                away = 1 if self._wants_high else -1
                rows |= self._own(ends, level, away)
        return rows

    def _ranked(self, place: int, others: int) -> Decimal | None:
        """Of a ranking: those who are better than the boundary, and those who are worse. None: no ranking."""
        rule = self.target.rule
        if not isinstance(rule, BestFraction):
            return None
        usual, away = self._usual(self._whose), self._step * 10 * (1 if self._wants_high else -1)
        better = place < rule.places(others + 1) - 1
        tied = place == rule.places(others + 1) - 1
        return usual if tied else usual + away if better else usual - away

    def _known(self, key: Key, through: Period, value: Decimal | None = None) -> Rows:
        """The figure that is seen; else the usual one, in each part of a longer stretch."""
        stretch = Stretch.of(self.definitions.indicators[key[0]], self.target.window, self.target.year_starts)
        parts, series = stretch.parts(through), self.seen.of(*key)
        row = series.at(through) if series is not None and len(parts) == 1 else None
        if value is None and row is not None and row.value is not None:
            return {(*key, through): _as_seen(row, stretch.indicator, share=self._weighted)}
        level = self._usual(key) if value is None else value
        flow = stretch.indicator.kind is IndicatorKind.FLOW
        return self._filled(key, stretch, through, level * len(parts) if flow else level, 0)

    def _own(self, through: Period, value: Decimal, nudge: int) -> Rows:
        return self._filled(self._whose, self.stretch, through, value, nudge)

    def _filled(self, key: Key, stretch: Stretch, through: Period, value: Decimal, nudge: int) -> Rows:
        """Figures that together make the value, the last of them moved so many steps."""
        indicator, parts = stretch.indicator, stretch.parts(through)
        moved = self._step * nudge
        if indicator.kind is IndicatorKind.SHARE and (len(parts) > 1 or self._weighted):
            whole = Decimal(10_000)
            top = value * whole / indicator.unit.scale
            tops = [top] * (len(parts) - 1) + [top + moved * whole / indicator.unit.scale]
            return {
                (*key, part): ExampleFigure(
                    *key, part, one / whole * indicator.unit.scale, one, whole, Quality.FINAL, None
                )
                for part, one in zip(parts, tops, strict=True)
            }
        values = [value] * len(parts)
        if indicator.kind is IndicatorKind.FLOW and len(parts) > 1:
            each = Decimal(floor(value / self._step / len(parts))) * self._step
            values = [each] * (len(parts) - 1) + [value - each * (len(parts) - 1)]
        values[-1] += moved
        return {
            (*key, part): ExampleFigure(*key, part, one, None, None, Quality.FINAL, None)
            for part, one in zip(parts, values, strict=True)
        }

    @property
    def _weighted(self) -> bool:
        whose = self.reference.whose if self.reference is not None else None
        return isinstance(whose, OfPeers) and whose.statistic == "weighted"

    def _usual(self, key: Key) -> Decimal:
        """The newest figure seen of the series, else a plain number that can occur."""
        series = self.seen.of(*key)
        latest = None if series is None else series.latest
        indicator = self.definitions.indicators[key[0]]
        if latest is not None and latest.value is not None and not isinstance(self.target.rule, BestFraction):
            return self._grid(Fraction(latest.value), up=False)
        high, low = indicator.maximum, indicator.minimum
        if high is not None:
            return self._grid(Fraction(high + (low or 0)) / 2, up=False)
        return Decimal(800) if indicator.unit.counted else Decimal(20)

    def _own_key(self, period: Period) -> tuple[str, str, Period]:
        return (*self._whose, period)

    def _key(self, figure: ExampleFigure) -> tuple[str, str, Period]:
        return figure.indicator, figure.area, figure.period

    def _out(self, key: tuple[str, str, Period], day: date) -> bool:
        return key[2].last_day + timedelta(days=self.definitions.indicators[key[0]].published_after_days) < day

    def _out_by(self, rows: Rows, day: date) -> Rows:
        """What has usually come by the day."""
        return {key: row for key, row in rows.items() if self._out(key, day)}


def _gap(figure: ExampleFigure, quality: Quality) -> ExampleFigure:
    return replace(figure, value=None, numerator=None, denominator=None, quality=quality, first=None)


def _as_seen(row: Observation, indicator: Indicator, *, share: bool) -> ExampleFigure:
    """`share`: with numerator and denominator, where it has them; the value is then what they give."""
    value, top, bottom = row.value, row.numerator, row.denominator
    if not share or top is None or not bottom:
        return ExampleFigure(row.indicator, row.area, row.period, value, None, None, Quality.FINAL, None)
    exact = top / bottom * indicator.unit.scale
    return ExampleFigure(row.indicator, row.area, row.period, exact, top, bottom, Quality.FINAL, None)
