"""What a read file would change of what is stored, and what a person must look at first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from kpi.intake.delivery import publication
from kpi.intake.refusal import FileRefused
from kpi.intake.text import danish, listed
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile, Revision, RowIssue
from kpi.model.indicator import Unit
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.stored import Past

Key = tuple[str, str, Period]
"""Indicator, area, period."""

TENFOLD = 8.0
"""From this many times its neighbours a value may have a misplaced comma."""
SMALL_COUNT = 20
"""Counts under this vary by themselves and are not called tenfold."""
MOST_DEVIATIONS = 5.0
FEWEST_HISTORY = 8
LARGE = Decimal("0.1")
"""A revision of more than this part of the value before asks for a reason: sources revise a few per cent."""
SMALLEST_LARGE = {Unit.PERCENT: 1, Unit.PERCENTAGE_POINT: 1, Unit.PER_1000: 1}
SMALLEST_LARGE_COUNT = 10
_NORMAL = 1.4826
"""Makes the median absolute deviation comparable with a standard deviation."""
_NEIGHBOURS = 2
_NO_PAST = Past((), ())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every figure of the file is counted in one of the five."""

    new: int
    revised: tuple[Revision, ...]
    restated: int
    """The same value with another quality, numerator, denominator or comment."""
    earlier: int
    """Published before what is stored of the same key: an earlier vintage, the present figure stays."""
    unchanged: int
    warnings: tuple[RowIssue, ...]
    large: tuple[Revision, ...]
    """Those of `revised` that are larger than sources' revisions are, or that take a figure away."""

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.revised or self.restated or self.earlier)


def compare(
    read: ReadFile,
    known: Mapping[Key, Observation],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
    *,
    published_on: date | None,
    received_on: date,
    assume_usual_delay: bool = False,
    sha256: str = "",
    received_before: Mapping[str, date] | None = None,
) -> Comparison:
    """The file against the newest known vintage of each key; those of its own keys that are stored are in `known`.

    `past`: every stored series of the file's indicators, by indicator and area; of its own areas with their values.
    Days of publication are those that `keep_delivery` gives. `received_before`: SHA-256 of kept originals that are not
    withdrawn, with the day received. FileRefused for the same file again, and for a file that is older than what is
    stored unless `published_on`, or its rows, say when it was published.
    """
    if received_before and sha256 in received_before:
        raise FileRefused(f"Filen er allerede indlæst den {received_before[sha256]:%d-%m-%Y}. Intet er ændret.")
    new = restated = earlier = unchanged = 0
    revised: list[Revision] = []
    harmful: list[Figure] = []
    newest_in_file: dict[str, Period] = {}
    for figure in read.figures:
        newest_in_file[figure.indicator] = max(figure.period, newest_in_file.get(figure.indicator, figure.period))
    newest = _newest(past)
    for figure in read.figures:
        before = known.get(figure.key)
        if before is None:
            new += 1
            continue
        published, assumed = publication(figure, definitions.indicators, published_on, received_on, assume_usual_delay)
        if published < before.published_on:
            earlier += 1
        elif figure.value == before.value and _absence(figure) == _absence(before):
            same = _other_facts(figure) == _other_facts(before)
            unchanged += same
            restated += not same
        else:
            revised.append(Revision(*figure.key, before.value, figure.value))
            stated = assumed or figure.published_on or published_on
            if not stated and newest_in_file[figure.indicator].ordinal < newest[figure.indicator]:
                harmful.append(figure)
    if harmful:
        indicator, last = harmful[0].indicator, newest_in_file[harmful[0].indicator]
        title = definitions.indicators[indicator].title
        raise FileRefused(
            f"Filen er ældre end det, der er gemt: den går til {last}, men «{title}» er gemt til "
            f"{Period(last.kind, newest[indicator])}, og {len(harmful)} tal er anderledes. Angiv dagen, da tallene "
            "blev offentliggjort, så gemmes de som tidligere udgave."
        )
    return Comparison(
        new,
        tuple(revised),
        restated,
        earlier,
        unchanged,
        tuple(_warnings(read.figures, newest_in_file, past, definitions)),
        tuple(one for one in revised if _is_large(one, definitions)),
    )


def _is_large(revision: Revision, definitions: Definitions) -> bool:
    """Exactly a tenth is not; nor is a figure that the source no longer hides."""
    if revision.before is None:
        return False
    if revision.after is None:
        return True
    difference = abs(revision.after - revision.before)
    smallest = SMALLEST_LARGE.get(definitions.indicators[revision.indicator].unit, SMALLEST_LARGE_COUNT)
    return difference >= smallest and difference > LARGE * abs(revision.before)


def _absence(stated: Figure | Observation) -> str:
    """Hidden and missing are two different answers; other qualities are no part of the value."""
    return stated.quality.value if stated.value is None else ""


def _other_facts(stated: Figure | Observation) -> tuple[object, ...]:
    return stated.quality, stated.numerator, stated.denominator, stated.comment


def _newest(past: Mapping[tuple[str, str], Past]) -> dict[str, int]:
    """The last ordinal of each indicator."""
    newest: dict[str, int] = {}
    for (indicator, _), series in past.items():
        last = series.ordinals[-1]
        if newest.get(indicator, last) <= last:
            newest[indicator] = last
    return newest


# --- what a person must look at -------------------------------------------------------------------------------------


def _warnings(
    figures: tuple[Figure, ...],
    newest_in_file: Mapping[str, Period],
    past: Mapping[tuple[str, str], Past],
    definitions: Definitions,
) -> Iterable[RowIssue]:
    touched: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        touched[figure.indicator, figure.area].append(figure)
    yield from _missing_areas(touched, newest_in_file, past, definitions)
    yield from _gaps(touched, past, definitions)
    for pair, rows in touched.items():
        yield from _unlikely(rows, past.get(pair, _NO_PAST), definitions)


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
    smallest = 0 if indicator.unit in (Unit.PERCENT, Unit.PERCENTAGE_POINT, Unit.PER_1000) else SMALL_COUNT
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
