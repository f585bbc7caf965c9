"""Small numbers: a typed count of persons under three leaves the figures before anything is built of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Figures, Observation, Quality, Series

UNDER = Decimal(3)
"""As jobindsats.dk: one and two persons are not shown, and nought is not told apart from them."""


def disclosed(figures: Figures, indicators: Mapping[str, Indicator]) -> Figures:
    """The figures that may be shown, earlier vintages too.

    A small count is hidden before anything is judged, so that no status, gap, sum, line or list can tell what it was.
    """
    return replace(
        figures,
        series={key: disclosed_series(series, indicators[key[0]]) for key, series in figures.series.items()},
        agreed={key: disclosed_series(series, indicators[key[0]]) for key, series in figures.agreed.items()},
    )


def disclosed_series(series: Series, indicator: Indicator) -> Series:
    if not indicator.persons or not any(_too_small(seen, indicator) for seen in _all(series)):
        return series
    return replace(
        series,
        observations=tuple(disclosed_observation(seen, indicator) for seen in series.observations),
        revised={
            period: tuple(disclosed_observation(seen, indicator) for seen in vintages)
            for period, vintages in series.revised.items()
        },
    )


def gap_word(observation: Observation | None, indicator: Indicator) -> str:
    """What stands where there is no value: «under 3», «skjult», «mangler»; empty where there is one."""
    if observation is None:
        return "mangler"
    if observation.value is not None:
        return ""
    if observation.quality is Quality.HIDDEN:
        return "under 3" if indicator.persons and _typed(observation, indicator) else "skjult"
    return "mangler"


def _all(series: Series) -> tuple[Observation, ...]:
    return (*series.observations, *(seen for vintages in series.revised.values() for seen in vintages))


def disclosed_observation(seen: Observation, indicator: Indicator) -> Observation:
    """The observation, or the same without its figures where it is a small count."""
    if not _too_small(seen, indicator):
        return seen
    return replace(seen, value=None, numerator=None, denominator=None, quality=Quality.HIDDEN, comment="")


def _too_small(seen: Observation, indicator: Indicator) -> bool:
    if seen.value is None or not _typed(seen, indicator):
        return False
    counts = (seen.numerator,) if indicator.kind is IndicatorKind.SHARE else (seen.value, seen.numerator)
    return any(count is not None and count < UNDER for count in counts)


def _typed(seen: Observation, indicator: Indicator) -> bool:
    return indicator.typed or seen.delivery.startswith("indtastet/")
