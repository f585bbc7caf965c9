"""One indicator of a municipality among a group's in one period: places, the group's own figure, chance, and before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import ceil
from statistics import median, quantiles

from kpi.analysis.certainty import Certainty, certainty
from kpi.analysis.funnel import Spread, spread
from kpi.analysis.measured import MeasuredAs, measured, measures, subject
from kpi.disclosure.shown import shown
from kpi.evaluate import Ranking, rank_members
from kpi.evaluate.known import KnownFigures
from kpi.installation import Installation
from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.observation import Figures, Observation
from kpi.model.period import Period
from kpi.model.views.comparison import AgainstMiddle

SMALLEST = 3
"""Fewer have no thirds and no spread."""
_FEWEST = 10
_DEVELOPMENT_MONTHS = 36
_DEVELOPMENT_YEARS = 9


class Weighting(StrEnum):
    """How the group's figure is made."""

    DELIVERED = "delivered"
    """Numerators over denominators as delivered."""
    COUNTED_BACK = "counted_back"
    """Counts over the bases that the delivered, rounded shares imply."""
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class OthersFigure:
    """Own left out. `value` None: nobody has a figure."""

    value: Decimal | None
    weighting: Weighting


@dataclass(frozen=True, slots=True)
class Quartiles:
    lower: Decimal
    middle: Decimal
    upper: Decimal

    def place(self, value: Decimal) -> AgainstMiddle:
        """Beside the middle half, whose ends belong to it."""
        if value < self.lower:
            return AgainstMiddle.BELOW
        return AgainstMiddle.ABOVE if value > self.upper else AgainstMiddle.INSIDE


@dataclass(frozen=True, slots=True)
class Persons:
    """So many more or fewer reach the last of the best places. `about`: by bases that rounded shares imply."""

    count: int
    about: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """So much reaches the last of the best places, where nobody can be counted."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the framework conditions gave reason to expect of the own figure."""

    actual: Decimal
    expected: Decimal
    persons: Decimal | None
    """Actual less expected, counted; None: it is not counted."""


@dataclass(frozen=True)
class Peers:
    """Each part is worked out when it is first asked for, and kept."""

    definitions: Definitions
    """With the indicator as it is compared."""
    indicator: Indicator
    """As it is compared: an index and a distance to what was expected are worked out."""
    subject: Indicator
    """As it is declared."""
    measure: MeasuredAs
    is_100: Period | None
    """What an index is counted from; None: it is none, or own has no figure to count from."""
    group: PeerGroup
    period: Period
    own: str
    figures: Figures

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The group's members of the period, and own; none where they are not known."""
        found = self.group.members_on(self.period.last_day)
        return () if found is None else tuple(sorted({*found, self.own}))

    @property
    def own_inside(self) -> bool:
        return self.own in (self.group.members_on(self.period.last_day) or ())

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(area for area in self.members if area != self.own)

    @cached_property
    def _observations(self) -> Mapping[tuple[str, Period], Observation]:
        return {
            (area, seen.period): seen
            for (one, area), series in self.figures.series.items()
            if one == self.indicator.id
            for seen in series.observations
        }

    def at(self, area: str, period: Period) -> Observation | None:
        return self._observations.get((area, period))

    def now(self, area: str) -> Observation | None:
        """In the period that is compared."""
        return self.at(area, self.period)

    @cached_property
    def seen(self) -> Mapping[str, Observation]:
        """The members' rows of the period, by area."""
        return {area: one for area in self.members if (one := self.now(area)) is not None}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Those with a row of anybody, in order of time."""
        return tuple(sorted({period for _, period in self._observations}))

    @cached_property
    def known(self) -> KnownFigures:
        return KnownFigures(self.definitions, self.figures)

    def other(self, indicator: str, area: str) -> Decimal | None:
        """Another indicator's figure of the period."""
        series = self.figures.of(indicator, area)
        found = series.at(self.period) if series is not None else None
        return found.value if found is not None else None

    @property
    def as_declared(self) -> bool:
        return self.measure in (MeasuredAs.COUNT, MeasuredAs.RATE)

    # Places

    @property
    def ranked(self) -> bool:
        return not self.indicator.is_amount and self.indicator.better is not Better.NEITHER

    @cached_property
    def ranking(self) -> Ranking:
        return rank_members(self.indicator.id, self.period, self.members, self.definitions, self.figures)

    @property
    def best_places(self) -> int:
        """How many make the best third; 0: there are no thirds."""
        return len(self.members) // 3 if self.ranked and len(self.members) >= SMALLEST else 0

    @cached_property
    def to_best_third(self) -> Persons | Difference | None:
        """How much it takes to share the last of the best places; in persons where the base is known.

        None where own is there already, or a hidden or late member leaves it open.
        """
        own, best = self.ranking.of(self.own), self.best_places
        if not best or own is None or own.reading is None or self.ranking.unknown or own.place_to <= best:
            return None
        others = [one.reading for one in self.ranking.members if one.reading is not None and one.area != self.own]
        lower = self.indicator.better is Better.LOWER
        enough = sorted((one.value for one in others), reverse=not lower)[best - 1]
        seen = own.reading.made_from[-1]
        parts = self._parts(seen)
        scale = self.indicator.unit.scale
        if parts is None or scale == 1:
            return Difference(enough - own.reading.value)
        tied = [_unrounded(one.made_from[-1], scale) for one in others if one.value == enough]
        apart = min(abs(one - _unrounded(seen, scale)) for one in tied)
        persons = max(1, ceil(apart * Fraction(parts[1]) / scale))
        return Persons(persons, about=not seen.denominator)

    # What own is compared with

    @cached_property
    def group_figure(self) -> OthersFigure:
        """Sum over sum of those with a figure, where both parts of every one are known; otherwise their median."""
        seen = [one for area in self.others if (one := self.now(area)) and one.value is not None]
        if not seen:
            return OthersFigure(None, Weighting.MEDIAN)
        parts = [self._parts(one) for one in seen]
        known = [part for part in parts if part is not None]
        scale = self.indicator.unit.scale
        if scale == 1 or len(known) != len(parts):
            return OthersFigure(median(one.value for one in seen if one.value is not None), Weighting.MEDIAN)
        top, base = sum((t for t, _ in known), Decimal(0)), sum((b for _, b in known), Decimal(0))
        delivered = all(one.numerator is not None and one.denominator for one in seen)
        return OthersFigure(scale * top / base, Weighting.DELIVERED if delivered else Weighting.COUNTED_BACK)

    def _parts(self, seen: Observation) -> tuple[Decimal, Decimal] | None:
        """Numerator and denominator as delivered; else the count, and the base that count and share imply."""
        if seen.numerator is not None and seen.denominator:
            return seen.numerator, seen.denominator
        count = self.other(self.subject.as_count, seen.area)
        if count is None or not seen.value or not self.as_declared:
            return None
        return count, count * self.indicator.unit.scale / seen.value

    @property
    def nation(self) -> Decimal | None:
        """None: no figure."""
        seen = self.now(NATION)
        return seen.value if seen else None

    def certainty(self, benchmark: Decimal | None) -> Certainty | None:
        """None: own has no figure, nothing is compared, or the source gives no numerator and denominator."""
        own = self.now(self.own)
        if own is None or own.value is None or benchmark is None:
            return None
        return certainty(self.indicator, [own], benchmark)

    @property
    def foreseen(self) -> Expectation | None:
        """In persons where they are counted; None: nothing was expected, or own has no figure."""
        own = self.now(self.own)
        expected = self.other(self.subject.expected, self.own)
        if own is None or own.value is None or expected is None or not self.as_declared:
            return None
        count = self.definitions.indicators.get(self.subject.as_count)
        persons = None
        if count is not None:
            actual, foreseen = self.other(count.id, self.own), self.other(count.expected, self.own)
            persons = None if actual is None or foreseen is None else actual - foreseen
        return Expectation(own.value, expected, persons)

    @cached_property
    def spread(self) -> Spread | None:
        """Of small counts; None: as `funnel.spread`."""
        return spread(self.indicator, self.seen, self.own)

    # Before

    @cached_property
    def quartiles(self) -> Mapping[Period, Quartiles]:
        """Of the others, in each period where three or more have a figure."""
        found = {period: self._quartiles(period) for period in self.periods}
        return {period: quartiles for period, quartiles in found.items() if quartiles is not None}

    def _quartiles(self, period: Period) -> Quartiles | None:
        members = self.group.members_on(period.last_day) or ()
        seen = [self.at(area, period) for area in members if area != self.own]
        values = [one.value for one in seen if one is not None and one.value is not None]
        return quartiles_of(values)

    @property
    def course(self) -> Mapping[Period, AgainstMiddle]:
        """Own beside the middle half, in order of time, in each period where the two can be held against each other.

        Each period is compared with the others' same period, so that a series break is in no comparison.
        """
        return {
            period: quartiles.place(seen.value)
            for period, quartiles in self.quartiles.items()
            if (seen := self.at(self.own, period)) is not None and seen.value is not None
        }


def quartiles_of(values: Sequence[Decimal]) -> Quartiles | None:
    """None: fewer than three have a figure."""
    return Quartiles(*quantiles(values, n=4, method="inclusive")) if len(values) >= SMALLEST else None


def peers(
    here: Installation,
    indicator_id: str,
    group_id: str,
    own: str,
    as_of: date,
    period: Period | None = None,
    measure: str = "",
) -> Peers | None:
    """`period` None: the newest that any area has; of another kind: the indicator's own period it ends in.

    `measure` is one that the indicator has; another, and empty: as it is delivered.

    None: the indicator has no figures by the day in the period or the years before it.

    KeyError for an unknown indicator or group.
    """
    definitions, store = here.definitions, here.store
    chosen, group = definitions.indicators[indicator_id], definitions.peer_groups[group_id]
    ways = measures(chosen, definitions)
    way = next((one for one in ways if one.value == measure), ways[0])
    asked_of = subject(chosen, way, definitions) or chosen
    if period is not None and period.begins_after:
        period = period.beginning(asked_of.year_begins)
    last = asked_of.containing(period.last_day) if period else None
    months = _DEVELOPMENT_MONTHS if asked_of.frequency.step_months < 12 else 12 * _DEVELOPMENT_YEARS
    with store.one_generation():
        found = shown(here, store.compared(_needed(asked_of, definitions), as_of, months, last))
    if asked_of.id not in found.newest:
        return None
    compared = measured(asked_of, way, found, own, definitions)
    return Peers(
        definitions=replace(definitions, indicators={**definitions.indicators, asked_of.id: compared.indicator}),
        indicator=compared.indicator,
        subject=asked_of,
        measure=way,
        is_100=compared.is_100,
        group=group,
        period=last or found.newest[asked_of.id],
        own=own,
        figures=compared.figures,
    )


def usual_group(definitions: Definitions, own: str, day: date) -> str:
    """The smallest group of ten or more that own is in: near enough to learn from, large enough to rank.

    Of two as small, the first by id. Empty where own is in none.
    """
    found = [group for group in definitions.peer_groups.values() if holds(group, own, day)]
    sizes = sorted((len(group.members_on(day) or ()), group.id) for group in found)
    return next((id_ for size, id_ in sizes if size >= _FEWEST), "")


def holds(group: PeerGroup, area: str, day: date) -> bool:
    members = group.members_on(day)
    return members is not None and area in members


def _needed(indicator: Indicator, definitions: Definitions) -> frozenset[str]:
    """The indicator, its count, and what was to be expected of both."""
    count = definitions.indicators.get(indicator.as_count)
    named = (indicator.id, indicator.expected, indicator.as_count, count.expected if count is not None else "")
    return frozenset(one for one in named if one)


def _unrounded(seen: Observation, scale: int) -> Fraction:
    """The share of its delivered parts; else as delivered. Four of thirty is not 13.3 pct. to a person."""
    if seen.value is None or seen.numerator is None or not seen.denominator:
        return Fraction(seen.value or 0)
    return scale * Fraction(seen.numerator) / Fraction(seen.denominator)
