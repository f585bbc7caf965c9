"""What a person must look at before a file is stored: municipalities and periods that are gone, unlikely figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from statistics import median
from typing import NamedTuple

from kpi.intake.text import danish, listed, ranges
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, RowIssue
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.stored import Past

TENFOLD = 8.0
"""From this many times its neighbours a value may have a misplaced comma."""
SMALL_COUNT = 20
"""Counts under this vary by themselves and are not called tenfold."""
MOST_DEVIATIONS = 5.0
FEWEST_HISTORY = 8
FEWEST_TOGETHER = 3
"""From this many areas on there is something that most of them share."""
_NORMAL = 1.4826
"""Makes the median absolute deviation comparable with a standard deviation."""
_NEIGHBOURS = 2
_NO_PAST = Past((), ())
_MOST_NAMED = 6


class Oddity(Enum):
    """What may be wrong with a figure: said of one, and of most areas' figures of a period."""

    HUNDREDFOLD = "er mindst hundrede gange tallene omkring. Står kommaet rigtigt?"
    TENFOLD = "er omkring ti gange tallene omkring. Står kommaet rigtigt?"
    TENTH = "er omkring en tiendedel af tallene omkring. Står kommaet rigtigt?"
    HUNDREDTH = "er højst en hundrededel af tallene omkring. Står kommaet rigtigt?"
    NOTHING = "er nul blandt tal, der er langt fra nul. Mangler tallet?"
    SIGN = "har modsat fortegn af tallene omkring. Er fortegnet rigtigt?"
    FAR = "ligger langt fra det sædvanlige"


class _Odd(NamedTuple):
    figure: Figure
    oddity: Oddity
    usual: float
    """The middle of the figure's own series."""


def doubts(
    figures: Sequence[Figure],
    newest_in_file: Mapping[str, Period],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
    *,
    official: bool = False,
    row_word: str = "linje",
) -> tuple[RowIssue, ...]:
    """Warnings about the file against itself and `past`; `newest_in_file`: its last period of each indicator.

    `official`: a source's own table, whose unlikely figures are told in one warning for the whole.
    """
    touched: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        touched[figure.indicator, figure.area].append(figure)
    unlikely = tuple(_unlikely(touched, past, definitions))
    return (
        *_missing_areas(touched, newest_in_file, past, definitions),
        *_gaps(touched, past, definitions),
        *_of_other_size(figures, past, definitions),
        *(_in_one(unlikely, row_word) if official and len(unlikely) > 1 else unlikely),
    )


def _missing_areas(
    touched: Mapping[tuple[str, str], list[Figure]],
    newest_in_file: Mapping[str, Period],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
) -> Iterable[RowIssue]:
    """Municipalities that the newest known period has and the file's newest has not; the file's own periods aside."""
    stored: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for (indicator, area), series in past.items():
        if definitions.areas[area].kind is AreaKind.MUNICIPALITY:
            stored[indicator].append((area, series.ordinals))
    for indicator, newest in newest_in_file.items():
        alike = {ordinals for _, ordinals in stored[indicator]}
        before = max((at for ordinals in alike for at in ordinals if at < newest.ordinal), default=None)
        if before is None:
            continue
        gone = sorted(
            definitions.areas[area].name
            for area, ordinals in stored[indicator]
            if before in ordinals
            and newest.ordinal not in ordinals
            and all(figure.period != newest for figure in touched.get((indicator, area), ()))
        )
        if gone:
            yield RowIssue(
                0,
                f"«{definitions.indicators[indicator].title}» har for {newest} færre kommuner end sidst "
                f"({Period(newest.kind, before)}). "
                f"Mangler: {listed(gone)}.",
            )


def _gaps(
    touched: Mapping[tuple[str, str], list[Figure]],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
) -> Iterable[RowIssue]:
    """Periods without a figure inside what the file reaches, joined with what is stored on either side of it."""
    areas_of_gap: dict[tuple[str, tuple[Period, ...]], list[str]] = defaultdict(list)
    for (indicator, area), rows in touched.items():
        have = {figure.period.ordinal for figure in rows}
        before = past.get((indicator, area), _NO_PAST).ordinals
        first, last = min(have), max(have)
        from_place, to_place = bisect_left(before, first), bisect_right(before, last)
        there = have.union(before[max(0, from_place - 1) : to_place + 1])
        first, last = min(there), max(there)
        if len(there) > last - first:
            continue
        kind = rows[0].period.kind
        missing = tuple(Period(kind, ordinal) for ordinal in range(first, last) if ordinal not in there)
        areas_of_gap[indicator, missing].append(definitions.areas[area].name)
    for (indicator, missing), names in areas_of_gap.items():
        yield RowIssue(
            0,
            f"«{definitions.indicators[indicator].title}» mangler {listed([str(period) for period in missing])} for "
            f"{listed(sorted(names))}. Kurven får et hul.",
        )


def _of_other_size(
    figures: Sequence[Figure], past: Mapping[tuple[str, str], Past], definitions: Definitions
) -> Iterator[RowIssue]:
    """An indicator most of whose stored figures the file gives ten times larger or smaller: another unit, or a slip."""
    ratios: dict[str, list[float]] = defaultdict(list)
    for figure in figures:
        stored = past.get((figure.indicator, figure.area), _NO_PAST)
        at = bisect_left(stored.ordinals, figure.period.ordinal)
        is_stored = at < len(stored.values) and stored.ordinals[at] == figure.period.ordinal
        if is_stored and figure.value and (before := stored.values[at]):
            ratios[figure.indicator].append(abs(float(figure.value) / before))
    for indicator, found in ratios.items():
        middle = median(found)
        if len(found) >= FEWEST_TOGETHER and not 1 / TENFOLD < middle < TENFOLD:
            times = Decimal(f"{middle if middle > 1 else 1 / middle:.3g}")
            size = "større" if middle > 1 else "mindre"
            yield RowIssue(
                0,
                f"De fleste tal for «{definitions.indicators[indicator].title}», som er gemt i forvejen, er omkring "
                f"{danish(times + 0)} gange {size} i filen. Er enheden en anden, eller står kommaet forkert?",
            )


# --- one figure beside its own series, and beside the other areas' ---------------------------------------------------


@dataclass(frozen=True)
class _History:
    """The values of one series by ordinal, the file's and the stored ones together."""

    values: Mapping[int, float]

    @classmethod
    def of(cls, rows: Sequence[Figure], past: Past) -> _History:
        series = dict(zip(past.ordinals, past.values, strict=True))
        for figure in rows:
            series[figure.period.ordinal] = None if figure.value is None else float(figure.value)
        return cls({ordinal: value for ordinal in sorted(series) if (value := series[ordinal]) is not None})

    @cached_property
    def ordinals(self) -> list[int]:
        return list(self.values)

    @cached_property
    def ordered(self) -> list[float]:
        return list(self.values.values())

    @cached_property
    def middle(self) -> float:
        return median(self.ordered)

    @cached_property
    def spread(self) -> float:
        """0 also where there is too little to say what is usual."""
        if len(self.values) <= FEWEST_HISTORY:
            return 0.0
        return _NORMAL * median([abs(value - self.middle) for value in self.ordered])

    def near(self, ordinal: int) -> list[float]:
        """Two on each side; at an end of the series four on the one side, so that one odd value decides nothing."""
        at = bisect_left(self.ordinals, ordinal)
        start = max(0, min(at - _NEIGHBOURS, len(self.values) - 2 * _NEIGHBOURS - 1))
        return self.ordered[start:at] + self.ordered[at + 1 : start + 2 * _NEIGHBOURS + 1]

    def deviation(self, ordinal: int) -> float:
        """How many robust deviations the value lies from the middle; 0 where nothing is known of it."""
        value = self.values.get(ordinal)
        return (value - self.middle) / self.spread if self.spread and value is not None else 0.0


def _unlikely(
    touched: Mapping[tuple[str, str], list[Figure]],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
) -> Iterator[RowIssue]:
    """One warning for what most areas share in a period, and at most one for each other figure."""
    histories = {pair: _History.of(rows, past.get(pair, _NO_PAST)) for pair, rows in touched.items()}
    of_period: dict[tuple[str, Period], list[Figure]] = defaultdict(list)
    for rows in touched.values():
        for figure in rows:
            if figure.value is not None:
                of_period[figure.indicator, figure.period].append(figure)
    alone: list[_Odd] = []
    for (indicator, period), figures in sorted(of_period.items()):
        shared = _shared_deviation([histories[one.indicator, one.area] for one in figures], period)
        odd = [found for one in figures if (found := _odd(one, histories, shared, definitions.indicators[indicator]))]
        common = _most_common(odd, len(figures))
        if abs(shared) > MOST_DEVIATIONS:
            common = common or Oddity.FAR
        if common:
            yield _together(common, odd, figures, definitions)
        alone += [one for one in odd if one.oddity is not common]
    yield from (_by_itself(one, definitions) for one in sorted(alone, key=lambda one: one.figure.line))


def _shared_deviation(histories: Sequence[_History], period: Period) -> float:
    """How far the middle one of the areas lies from its usual in the period; 0 for fewer than three areas."""
    known = [history.deviation(period.ordinal) for history in histories if history.spread]
    return median(known) if len(known) >= FEWEST_TOGETHER else 0.0


def _odd(
    figure: Figure, histories: Mapping[tuple[str, str], _History], shared: float, indicator: Indicator
) -> _Odd | None:
    """Misplaced comma, else nought, else sign, else farther from its usual than the areas together; None: likely."""
    history = histories[figure.indicator, figure.area]
    if len(history.values) < 2:
        return None
    ordinal = figure.period.ordinal
    value, near = history.values[ordinal], history.near(ordinal)
    smallest = SMALL_COUNT if indicator.unit.amount else 0
    oddity = _of_size(value, median(near), smallest)
    if oddity is None and value and all(value * other < 0 for other in near):
        oddity = Oddity.SIGN
    if oddity is None and abs(history.deviation(ordinal) - shared) > MOST_DEVIATIONS:
        oddity = Oddity.FAR
    return None if oddity is None else _Odd(figure, oddity, history.middle)


def _of_size(value: float, neighbours: float, smallest: float) -> Oddity | None:
    """None where the value is of its neighbours' size."""
    low, high = sorted((abs(value), abs(neighbours)))
    if value == 0:
        return Oddity.NOTHING if high >= SMALL_COUNT else None
    if low == 0 or high < smallest or high / low < TENFOLD:
        return None
    is_hundred = high / low >= TENFOLD * 10
    if abs(value) > abs(neighbours):
        return Oddity.HUNDREDFOLD if is_hundred else Oddity.TENFOLD
    return Oddity.HUNDREDTH if is_hundred else Oddity.TENTH


def _most_common(odd: Sequence[_Odd], areas: int) -> Oddity | None:
    """What is odd with more than half of the areas; None: nothing is, or they are too few to share anything."""
    for oddity in Oddity:
        if areas >= FEWEST_TOGETHER and 2 * sum(one.oddity is oddity for one in odd) > areas:
            return oddity
    return None


def _together(oddity: Oddity, odd: Sequence[_Odd], figures: Sequence[Figure], definitions: Definitions) -> RowIssue:
    own = [one.figure for one in odd if one.oddity is oddity] or list(figures)
    examples = listed([_named(one, definitions) for one in own[:3]])
    title = definitions.indicators[figures[0].indicator].title
    said = oddity.value if oddity is not Oddity.FAR else f"{oddity.value}."
    return RowIssue(
        own[0].line,
        f"«{title}», {figures[0].period}: for de fleste områder gælder, at tallet {said} Det er fælles for dem, så det "
        f"kan være enheden eller opgørelsen, der er en anden. For eksempel {examples}.",
    )


def _by_itself(one: _Odd, definitions: Definitions) -> RowIssue:
    usual = f" (omkring {danish(Decimal(f'{one.usual:.6g}'))})." if one.oddity is Oddity.FAR else ""
    return RowIssue(one.figure.line, f"{_named(one.figure, definitions)} {one.oddity.value}{usual}")


def _named(figure: Figure, definitions: Definitions) -> str:
    assert figure.value is not None
    return f"{definitions.areas[figure.area].name}, {figure.period}: {danish(figure.value)}"


def _in_one(unlikely: Sequence[RowIssue], row_word: str) -> Iterable[RowIssue]:
    """The first of them in full; the lines of them all."""
    lines = ranges(issue.line for issue in unlikely)
    named = " ".join(issue.text for issue in unlikely[:_MOST_NAMED])
    more = f" Og {len(unlikely) - _MOST_NAMED} til." if len(unlikely) > _MOST_NAMED else ""
    yield RowIssue(
        0,
        f"{len(unlikely)} steder er kildens tal usædvanlige ({row_word} {lines}). Er filen, som kilden gav den, er "
        f"tallene kildens egne; er den rettet bagefter, så se dem efter. {named}{more}",
    )
