"""What a person must look at before a file is stored: municipalities and periods that are gone, unlikely figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from kpi.intake.text import danish, listed
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, RowIssue
from kpi.model.period import Period
from kpi.model.stored import Past

TENFOLD = 8.0
"""From this many times its neighbours a value may have a misplaced comma."""
SMALL_COUNT = 20
"""Counts under this vary by themselves and are not called tenfold."""
MOST_DEVIATIONS = 5.0
FEWEST_HISTORY = 8
_NORMAL = 1.4826
"""Makes the median absolute deviation comparable with a standard deviation."""
_NEIGHBOURS = 2
_NO_PAST = Past((), ())


def doubts(
    figures: Sequence[Figure],
    newest_in_file: Mapping[str, Period],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
) -> tuple[RowIssue, ...]:
    """Warnings about the file against itself and `past`; `newest_in_file`: its last period of each indicator."""
    touched: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        touched[figure.indicator, figure.area].append(figure)
    return (
        *_missing_areas(touched, newest_in_file, past, definitions),
        *_gaps(touched, past, definitions),
        *(issue for pair, rows in touched.items() for issue in _unlikely(rows, past.get(pair, _NO_PAST), definitions)),
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


def _unlikely(rows: list[Figure], past: Past, definitions: Definitions) -> Iterable[RowIssue]:
    """At most one warning a row: misplaced comma, else sign, else far from its own history."""
    series = dict(zip(past.ordinals, past.values, strict=True))
    for figure in rows:
        series[figure.period.ordinal] = None if figure.value is None else float(figure.value)
    values = {ordinal: value for ordinal in sorted(series) if (value := series[ordinal]) is not None}
    if len(values) < 2:
        return
    ordinals, history = list(values), list(values.values())
    middle = median(history)
    spread = _NORMAL * median([abs(value - middle) for value in history])
    indicator = definitions.indicators[rows[0].indicator]
    smallest = SMALL_COUNT if indicator.unit.amount else 0
    for figure in rows:
        if figure.value is None:
            continue
        at = bisect_left(ordinals, figure.period.ordinal)
        value = float(figure.value)
        # Two on each side; at an end of the series four on the one side, so that one odd value decides nothing.
        start = max(0, min(at - _NEIGHBOURS, len(history) - 2 * _NEIGHBOURS - 1))
        near = history[start:at] + history[at + 1 : start + 2 * _NEIGHBOURS + 1]
        if times := _times(value, median(near), smallest):
            said = f"er {times} tallene omkring. Står kommaet rigtigt?"
        elif value and all(value * other < 0 for other in near):
            said = "har modsat fortegn af tallene omkring. Er fortegnet rigtigt?"
        elif len(history) > FEWEST_HISTORY and spread > 0 and abs(value - middle) > MOST_DEVIATIONS * spread:
            said = f"ligger langt fra det sædvanlige (omkring {danish(Decimal(f'{middle:.6g}'))})."
        else:
            continue
        where = f"{definitions.areas[figure.area].name}, {figure.period}: {danish(figure.value)}"
        yield RowIssue(figure.line, f"{where} {said}")


def _times(value: float, neighbours: float, smallest: float) -> str:
    """«ti gange», «en hundrededel af»; empty where the value is of its neighbours' size."""
    low, high = sorted((abs(value), abs(neighbours)))
    if low == 0 or high < smallest or high / low < TENFOLD:
        return ""
    hundred = high / low >= TENFOLD * 10
    if abs(value) > abs(neighbours):
        return "mindst hundrede gange" if hundred else "omkring ti gange"
    return "højst en hundrededel af" if hundred else "omkring en tiendedel af"
