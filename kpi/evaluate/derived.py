"""Figures worked out from other indicators' figures of the same period: composites, gaps to another area, counts.

A figure exists when all its parts have been delivered. One hidden part hides a composite, for it could be found by
subtraction; a hidden member of a count is tried with its possible values and hides the count only where they differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import assert_never

from kpi.model.definitions import Definitions
from kpi.model.indicator import CountBeyond, Indicator, WeightedSum
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period

_DIVISION = Context(prec=50)
_FINEST = 10**12
"""Figures are delivered with at most twelve decimals."""

Key = tuple[str, str]
Provisional = Callable[[Observation], bool]


def parts_of(
    indicator: Indicator, area: str, definitions: Definitions, period: Period | None = None
) -> tuple[Key, ...]:
    """(indicator, area) of every part, composites of composites not opened; `period` None: of all members ever."""
    match indicator.made_from:
        case None:
            return ()
        case WeightedSum(parts):
            return tuple((part.indicator, part.area or area) for part in parts)
        case CountBeyond(indicators, areas, group):
            members = (*areas, *_members(group, definitions, period)) if areas or group else (area,)
            return tuple((one, member) for one in indicators for member in members)
        case _:
            assert_never(indicator.made_from)


def with_parts(keys: Iterable[Key], definitions: Definitions) -> frozenset[Key]:
    """The pairs and everything they are worked out from."""
    found: set[Key] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(parts_of(definitions.indicators[key[0]], key[1], definitions))
    return frozenset(found)


def with_derived(definitions: Definitions, figures: Figures, keys: Iterable[Key]) -> Figures:
    """The figures and, of the pairs that are worked out, their series; parts that are not known leave them out."""
    wanted = [key for key in keys if definitions.indicators[key[0]].made_from is not None]
    if not wanted:
        return figures
    provisional = provisional_in(definitions, figures)
    series, agreed = dict(figures.series), dict(figures.agreed)
    for source in (series, agreed):
        for indicator, area in wanted:
            found = derived_series(definitions, source, indicator, area, provisional)
            if found is not None:
                source[indicator, area] = found
    newest = dict(figures.newest)
    for (indicator, _), one in series.items():
        if definitions.indicators[indicator].made_from is not None and one.latest is not None:
            newest[indicator] = max(newest.get(indicator, one.latest.period), one.latest.period)
    return replace(figures, series=series, agreed=agreed, newest=newest)


def provisional_in(definitions: Definitions, figures: Figures) -> Provisional:
    """As the row says; a row that says nothing is provisional among its indicator's newest n periods."""

    def provisional(observation: Observation) -> bool:
        match observation.quality:
            case Quality.PROVISIONAL:
                return True
            case Quality.FINAL:
                return False
            case _:
                newest = figures.newest.get(observation.indicator)
                count = definitions.indicators[observation.indicator].provisional_periods
                return newest is not None and newest.steps_since(observation.period) < count

    return provisional


def derived_series(
    definitions: Definitions, source: Mapping[Key, Series], indicator_id: str, area: str, provisional: Provisional
) -> Series | None:
    """None where no period has all its parts. Composites of composites are worked out from the inside."""
    indicator = definitions.indicators[indicator_id]
    known = {key: _of(definitions, source, key, provisional) for key in parts_of(indicator, area, definitions)}
    periods = sorted({period for rows in known.values() for period in rows})
    observations = []
    for period in periods:
        rows = [known[key].get(period) for key in parts_of(indicator, area, definitions, period)]
        delivered = [row for row in rows if row is not None]
        if delivered and len(delivered) == len(rows):
            observations.append(_observation(definitions, indicator, area, delivered, provisional))
    return Series(indicator_id, area, tuple(observations), {}) if observations else None


def _of(
    definitions: Definitions, source: Mapping[Key, Series], key: Key, provisional: Provisional
) -> dict[Period, Observation]:
    composite = definitions.indicators[key[0]].made_from is not None
    series = derived_series(definitions, source, *key, provisional) if composite else source.get(key)
    return {row.period: row for row in series.observations} if series else {}


def _members(group: str, definitions: Definitions, period: Period | None) -> tuple[str, ...]:
    if not group:
        return ()
    members = definitions.peer_groups[group].members or ()
    if period is None:
        return tuple(sorted({member.area for member in members}))
    return definitions.peer_groups[group].members_on(period.last_day) or ()


def _observation(
    definitions: Definitions, indicator: Indicator, area: str, rows: Sequence[Observation], provisional: Provisional
) -> Observation:
    made_from = indicator.made_from
    match made_from:
        case WeightedSum(parts):
            values = [row.value for row in rows]
            weights = [part.weight for part in parts]
            value = _weighted(values, weights)
        case CountBeyond():
            value = _count(definitions, made_from, rows)
        case None:
            raise ValueError(f"{indicator.id} is delivered, not worked out")
        case _:
            assert_never(made_from)
    quality = Quality.PROVISIONAL if any(provisional(row) for row in rows) else Quality.FINAL
    if value is None:
        quality = Quality.HIDDEN if any(row.quality is Quality.HIDDEN for row in rows) else Quality.MISSING
    newest = max(rows, key=lambda row: (row.published_on, row.recorded_at))
    return Observation(
        indicator=indicator.id,
        area=area,
        period=rows[0].period,
        value=value,
        numerator=None,
        denominator=None,
        quality=quality,
        published_on=newest.published_on,
        published_assumed=newest.published_assumed,
        recorded_at=newest.recorded_at,
        delivery=newest.delivery,
        example=any(row.example for row in rows),
        comment="",
    )


def _weighted(values: Sequence[Decimal | None], weights: Sequence[Fraction]) -> Decimal | None:
    known = [Fraction(value) * weight for value, weight in zip(values, weights, strict=True) if value is not None]
    if len(known) < len(values):
        return None
    exact = sum(known, Fraction(0))
    return _DIVISION.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def exact_value(indicator: Indicator, value: Decimal) -> Fraction:
    """The value that was worked out: a third has no end as a decimal, and twelve of them make four."""
    if not isinstance(indicator.made_from, WeightedSum):
        return Fraction(value)
    steps = indicator.made_from.whole * _FINEST
    return Fraction(round(Fraction(value) * steps), steps)


def _count(definitions: Definitions, rule: CountBeyond, rows: Sequence[Observation]) -> Decimal | None:
    """None where a hidden member may be beyond the level and may not, or where the source has no figure."""
    found = 0
    for row in rows:
        answers = {rule.comparison.holds(value, Fraction(rule.level)) for value in _possible(definitions, row)}
        if len(answers) != 1:
            return None
        found += answers.pop()
    return Decimal(found)


def hidden_limit(indicator: Indicator, row: Observation) -> int:
    """A hidden count is under this; 0: the row is not hidden, or may be of any size."""
    if row.quality is not Quality.HIDDEN or row.guards:
        return 0
    return row.under or indicator.hidden_under


def _possible(definitions: Definitions, row: Observation) -> Iterator[Fraction]:
    """The value; of a hidden one every count under the source's limit, over its base. Nothing where that is open."""
    if row.value is not None:
        yield Fraction(row.value)
        return
    indicator = definitions.indicators[row.indicator]
    limit, scale = hidden_limit(indicator, row), indicator.unit.scale
    if scale == 1:
        yield from (Fraction(count) for count in range(limit))
    elif row.denominator:
        yield from (scale * count / Fraction(row.denominator) for count in range(limit))
