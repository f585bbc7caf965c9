"""The figures known on the day one looks from, by period, so that no question scans a series twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi.evaluate.derived import derived_series, parts_of, provisional_in
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator, PeerGroup
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period

ByPeriod = dict[Period, Observation]


def _measured(figures: Figures) -> Figures:
    """Without rows that say «mangler» where no area has a figure yet: not yet measured.

    An indicator of one area alone has no pattern to tell it by: there the row is its source's own word.
    """

    def measured(series: Series) -> Series:
        newest = figures.newest.get(series.indicator) if series.indicator in figures.shared else None
        kept = len(series.observations)
        while newest and kept and _is_to_come(series.observations[kept - 1], newest):
            kept -= 1
        return series if kept == len(series.observations) else replace(series, observations=series.observations[:kept])

    return replace(figures, series={pair: measured(series) for pair, series in figures.series.items()})


def _is_to_come(observation: Observation, newest: Period) -> bool:
    return observation.quality is Quality.MISSING and observation.period > newest


class KnownFigures:
    """Definitions and figures as seen on `as_of`; makes each series' index the first time it is asked for."""

    def __init__(self, definitions: Definitions, figures: Figures) -> None:
        self.definitions = definitions
        self.figures = _measured(figures)
        self._by_period: dict[tuple[str, str, bool], ByPeriod] = {}
        self.provisional = provisional_in(definitions, figures)
        """As the row says; a row that says nothing is provisional among the indicator's newest n periods."""

    @property
    def as_of(self) -> date:
        return self.figures.as_of

    def indicator(self, indicator: str) -> Indicator:
        """KeyError for an id that is not declared."""
        return self.definitions.indicators[indicator]

    def peer_group(self, group: str) -> PeerGroup:
        """KeyError for an id that is not declared."""
        return self.definitions.peer_groups[group]

    def observations(self, indicator: str, area: str, *, as_agreed: bool = False) -> ByPeriod:
        """In order of time; empty where nothing was delivered. `as_agreed`: as known when the contract was signed."""
        key = indicator, area, as_agreed
        if key not in self._by_period:
            series = self._series(indicator, area, as_agreed=as_agreed)
            self._by_period[key] = {o.period: o for o in series.observations} if series else {}
        return self._by_period[key]

    def _series(self, indicator: str, area: str, *, as_agreed: bool) -> Series | None:
        source = self.figures.agreed if as_agreed else self.figures.series
        delivered = source.get((indicator, area))
        if delivered is not None or self.indicator(indicator).made_from is None:
            return delivered
        return derived_series(self.definitions, source, indicator, area, self.provisional)

    def newest_delivered(self, indicator: str, area: str) -> Period | None:
        """The newest period with a row, also a hidden or missing one; None where there is no row."""
        return next(reversed(self.observations(indicator, area)), None)

    def revised(self, observation: Observation) -> bool:
        """An earlier vintage said something else; never where the publication day of this row is assumed.

        A figure that is worked out is revised when one of its parts is.
        """
        indicator = self.indicator(observation.indicator)
        for part in parts_of(indicator, observation.area, self.definitions, observation.period):
            row = self.observations(*part).get(observation.period)
            if row is not None and self.revised(row):
                return True
        series = self.figures.of(observation.indicator, observation.area)
        return series is not None and observation.period in series.revised and not observation.published_assumed
