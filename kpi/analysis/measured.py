"""What of an indicator is compared: the count, the rate, an index of either, or the distance to what was expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period
from kpi.model.unit import INDEX, Unit

_INDEX_DECIMALS = 1


class MeasuredAs(StrEnum):
    """As spelled in addresses."""

    COUNT = "antal"
    RATE = "andel"
    INDEX = "indeks"
    EXPECTED = "forventet"


def measures(indicator: Indicator, definitions: Definitions) -> tuple[MeasuredAs, ...]:
    """Those that can be had of it, the indicator's own first."""
    own = MeasuredAs.COUNT if indicator.is_amount else MeasuredAs.RATE
    rate = subject(indicator, MeasuredAs.RATE, definitions)
    other = [one for one in (MeasuredAs.RATE, MeasuredAs.COUNT) if one is not own and _has(indicator, one, definitions)]
    expected = [MeasuredAs.EXPECTED] if rate is not None and rate.expected else []
    return own, *other, MeasuredAs.INDEX, *expected


def subject(indicator: Indicator, measure: MeasuredAs, definitions: Definitions) -> Indicator | None:
    """The declared indicator whose figures the measure is made of; None: there is none."""
    match measure:
        case MeasuredAs.INDEX:
            return indicator
        case MeasuredAs.COUNT:
            return indicator if indicator.is_amount else definitions.indicators.get(indicator.as_count)
        case MeasuredAs.RATE | MeasuredAs.EXPECTED:
            return next(iter(rates_of(indicator, definitions)), None) if indicator.is_amount else indicator
        case _:
            assert_never(measure)


def rates_of(indicator: Indicator, definitions: Definitions) -> tuple[Indicator, ...]:
    """The rates that declare the indicator as their count."""
    return tuple(one for one in definitions.indicators.values() if one.as_count == indicator.id)


def _has(indicator: Indicator, measure: MeasuredAs, definitions: Definitions) -> bool:
    return subject(indicator, measure, definitions) is not None


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator and its figures as they are compared. Figures of other indicators are kept as they are."""

    indicator: Indicator
    """With the title it is declared with."""
    figures: Figures
    is_100: Period | None = None
    """What an index is counted from; None: it is none, or own has no figure to count from."""


def measured(
    indicator: Indicator, measure: MeasuredAs, figures: Figures, own: str, definitions: Definitions
) -> Measured:
    match measure:
        case MeasuredAs.COUNT | MeasuredAs.RATE:
            return Measured(indicator, figures)
        case MeasuredAs.INDEX:
            return _index(indicator, figures, own, definitions.units[INDEX])
        case MeasuredAs.EXPECTED:
            return _distance(indicator, figures)
        case _:
            assert_never(measure)


def _index(indicator: Indicator, figures: Figures, own: str, unit: Unit) -> Measured:
    """The first period shown that own has a figure above 0 for is 100; after a series break it begins anew."""
    seen = figures.of(indicator.id, own)
    observations = seen.observations if seen is not None else ()
    broken = [one.first for one in indicator.breaks if observations and one.first <= observations[-1].period]
    since = max(broken, default=None)
    first = next((o.period for o in observations if o.value and (since is None or o.period >= since)), None)
    shown = replace(
        _worked_out(indicator, Decimal(0)),
        unit=unit,
        decimals=_INDEX_DECIMALS,
        rate_base="",
        breaks=(),
    )
    return Measured(shown, _changed(figures, indicator.id, lambda series: _indexed(series, first)), first)


def _indexed(series: Series, first: Period | None) -> tuple[Observation, ...]:
    base = series.at(first) if first is not None else None
    if first is None or base is None or not base.value:
        return tuple(_without(one) for one in series.observations)
    whole = base.value
    return tuple(
        _with(one, one.value * 100 / whole) if one.value is not None else _without(one)
        for one in series.observations
        if one.period >= first
    )


def _distance(indicator: Indicator, figures: Figures) -> Measured:
    """Actual minus expected, in percentage points for a percentage; missing where either is."""

    def apart(series: Series) -> tuple[Observation, ...]:
        expected = figures.of(indicator.expected, series.area)
        found = []
        for one in series.observations:
            other = expected.at(one.period) if expected is not None else None
            if one.value is None or other is None or other.value is None:
                found.append(_without(one))
            else:
                found.append(_with(one, one.value - other.value))
        return tuple(found)

    shown = replace(
        _worked_out(indicator, None),
        unit=indicator.unit.of_difference,
        rate_base="",
    )
    return Measured(shown, _changed(figures, indicator.id, apart))


def _worked_out(indicator: Indicator, minimum: Decimal | None) -> Indicator:
    """What is worked out from others has no longer their counts, base, or the bounds of a share."""
    return replace(
        indicator,
        kind=IndicatorKind.STOCK,
        persons=False,
        hidden_under=0,
        per="",
        numerator="",
        denominator="",
        as_count="",
        expected="",
        minimum=minimum,
        maximum=None,
        made_from=None,
    )


def _changed(figures: Figures, indicator: str, change: Callable[[Series], tuple[Observation, ...]]) -> Figures:
    series = {key: Series(*key, change(one), {}) if key[0] == indicator else one for key, one in figures.series.items()}
    return replace(figures, series=series)


def _with(one: Observation, value: Decimal) -> Observation:
    return replace(one, value=value, numerator=None, denominator=None)


def _without(one: Observation) -> Observation:
    quality = Quality.HIDDEN if one.quality is Quality.HIDDEN else Quality.MISSING
    return replace(one, value=None, numerator=None, denominator=None, quality=quality)
