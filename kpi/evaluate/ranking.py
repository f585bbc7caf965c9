"""Places among municipalities: «i den laveste tredjedel»; ties share the better place, hidden and late are tried."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpi.evaluate.known import KnownFigures
from kpi.evaluate.possible import Span, possible_values
from kpi.evaluate.windows import Measure, Stretch, measure
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Reading, Standing
from kpi.model.indicator import Better
from kpi.model.observation import Figures
from kpi.model.period import Period
from kpi.model.rule import BestFraction, Window

SMALLEST_GROUP = 3
"""Under three members there are no thirds."""
_INFINITE = float("inf")
End = Fraction | float
"""A possible value turned so that lower is better; plus or minus infinity where there is no bound."""


class Third(StrEnum):
    BEST = "best"
    MIDDLE = "middle"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Ranked:
    """One member's place. `reading` None: hidden or late, so the places are bounds."""

    area: str
    reading: Reading | None
    place_from: int
    place_to: int
    tied_with: int
    """Other members with the same delivered, unrounded value."""
    third: Third | None
    """None: under three members, no better side, or the possible places lie in several thirds."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All members, best first, those without a value last; `unknown` are the codes of the latter."""

    period: Period
    members: tuple[Ranked, ...]
    unknown: tuple[str, ...]

    def of(self, area: str) -> Ranked | None:
        """None: the area is not a member."""
        return next((m for m in self.members if m.area == area), None)


def rank_members(
    indicator: str,
    period: Period,
    members: Sequence[str],
    definitions: Definitions,
    figures: Figures,
    window: Window = Window.PERIOD,
) -> Ranking:
    """The members' places in one period by the declared better side; without one highest first, no thirds."""
    known = KnownFigures(definitions, figures)
    stretch = Stretch.of(known.indicator(indicator), window)
    through = stretch.through(period)
    spans = member_spans(known, stretch, members, through)
    places = _Places(spans, stretch.indicator.better)
    judged = stretch.indicator.better is not Better.NEITHER
    ranked = []
    for area in spans:
        found = measure(known, stretch, area, through)
        place_from, place_to = places.of(area)
        third = third_of(place_from, place_to, len(spans)) if judged else None
        reading = found.reading if isinstance(found, Measure) else None
        ranked.append(Ranked(area, reading, place_from, place_to, places.tied_with(area), third))
    ranked.sort(key=lambda m: (m.reading is None, m.place_from, m.place_to, m.area))
    return Ranking(stretch.period(through), tuple(ranked), tuple(m.area for m in ranked if m.reading is None))


def third_of(place_from: int, place_to: int, members: int) -> Third | None:
    """Best: places 1..floor(n/3); worst: over n - floor(n/3). None under three members, or when it is left open."""
    if members < SMALLEST_GROUP:
        return None
    best, worst = _third(place_from, members), _third(place_to, members)
    return best if best is worst else None


def _third(place: int, members: int) -> Third:
    size = members // 3
    if place <= size:
        return Third.BEST
    return Third.WORST if place > members - size else Third.MIDDLE


def member_spans(known: KnownFigures, stretch: Stretch, members: Sequence[str], through: Period) -> dict[str, Span]:
    return {area: possible_values(known, stretch, area, through) for area in sorted(set(members))}


def standing_of(
    known: KnownFigures, stretch: Stretch, own: str, members: Sequence[str], rule: BestFraction, through: Period
) -> tuple[Standing, tuple[str, ...]]:
    """Own place among the members and own, and the members without a figure that could change it."""
    spans = member_spans(known, stretch, [*members, own], through)
    places = _Places(spans, stretch.indicator.better)
    place_from, place_to = places.of(own)
    unknown = tuple(a for a in spans if not isinstance(measure(known, stretch, a, through), Measure))
    standing = Standing(
        place_from=place_from,
        place_to=place_to,
        tied_with=places.tied_with(own),
        members=len(spans),
        best_places=rule.places(len(spans)),
        unknown=unknown,
    )
    return standing, tuple(a for a in unknown if a != own and places.open_between(a, own))


class _Places:
    """Every member's possible places; one member's values do not depend on another's."""

    def __init__(self, spans: Mapping[str, Span], better: Better) -> None:
        self._ends = {area: _turned(span, better) for area, span in spans.items()}
        self._bests = sorted(best for best, _ in self._ends.values())
        self._worsts = sorted(worst for _, worst in self._ends.values())
        self._alike = Counter(best for best, worst in self._ends.values() if best == worst)

    def of(self, area: str) -> tuple[int, int]:
        """Best and worst possible place."""
        best, worst = self._ends[area]
        itself = best < worst
        return 1 + bisect_left(self._worsts, best), 1 + bisect_left(self._bests, worst) - itself

    def tied_with(self, area: str) -> int:
        """0 for a member whose value is not known."""
        best, worst = self._ends[area]
        return self._alike[best] - 1 if best == worst else 0

    def open_between(self, other: str, own: str) -> bool:
        """The other may turn out better than own, and may not."""
        (best, worst), (own_best, own_worst) = self._ends[other], self._ends[own]
        return best < own_worst and worst >= own_best


def _turned(span: Span, better: Better) -> tuple[End, End]:
    """Best and worst possible value, lower is better."""
    low: End = -_INFINITE if span.low is None else span.low
    high: End = _INFINITE if span.high is None else span.high
    return (low, high) if better is Better.LOWER else (-high, -low)
