"""The figures known on the day one looks from, by period, so that no question scans a series twice."""

from __future__ import annotations

from datetime import date

from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator, PeerGroup
from kpi.model.observation import Figures, Observation, Quality
from kpi.model.period import Period

ByPeriod = dict[Period, Observation]


class KnownFigures:
    """Definitions and figures as seen on `as_of`; makes each series' index the first time it is asked for."""

    def __init__(self, definitions: Definitions, figures: Figures) -> None:
        self.definitions = definitions
        self.figures = figures
        self._by_period: dict[tuple[str, str, bool], ByPeriod] = {}

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
            source = self.figures.agreed if as_agreed else self.figures.series
            series = source.get((indicator, area))
            self._by_period[key] = {o.period: o for o in series.observations} if series else {}
        return self._by_period[key]

    def newest_delivered(self, indicator: str, area: str) -> Period | None:
        """The newest period with a row, also a hidden or missing one; None where there is no row."""
        return next(reversed(self.observations(indicator, area)), None)

    def provisional(self, observation: Observation) -> bool:
        """As the row says; a row that says nothing is provisional among the indicator's newest n periods."""
        match observation.quality:
            case Quality.PROVISIONAL:
                return True
            case Quality.FINAL:
                return False
            case _:
                newest = self.figures.newest.get(observation.indicator)
                count = self.indicator(observation.indicator).provisional_periods
                return newest is not None and newest.steps_since(observation.period) < count

    def revised(self, observation: Observation) -> bool:
        """An earlier vintage said something else; never where the publication day of this row is assumed."""
        series = self.figures.of(observation.indicator, observation.area)
        return series is not None and observation.period in series.revised and not observation.published_assumed
