"""One municipality against its group over every indicator at once: the group's spread, own side of it, and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from kpi.analysis.certainty import side
from kpi.analysis.peers import quartiles_of
from kpi.disclosure.shown import shown
from kpi.evaluate import Ranked, rank_members
from kpi.installation import Installation
from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.observation import Figures, Observation
from kpi.model.period import Period
from kpi.model.views.comparison import Against
from kpi.model.views.profile import Spine

_FEWEST_AREAS = 4
"""Indicators that fewer areas have a figure for are no comparison."""


@dataclass(frozen=True)
class IndicatorStanding:
    """One indicator in one period. Each part is worked out when it is first asked for, and kept."""

    definitions: Definitions
    indicator: Indicator
    group: PeerGroup
    own: str
    seen: Mapping[str, Observation]
    """Of the period, by area."""
    figures: Figures

    @property
    def period(self) -> Period:
        return next(iter(self.seen.values())).period

    @property
    def members(self) -> tuple[str, ...]:
        """Of the period, and own."""
        return tuple(sorted({*(self.group.members_on(self.period.last_day) or ()), self.own}))

    def value(self, area: str) -> Decimal | None:
        found = self.seen.get(area)
        return found.value if found is not None else None

    @property
    def nation(self) -> Decimal | None:
        """None: no figure, or an amount, which follows the size."""
        return None if self.indicator.is_amount else self.value(NATION)

    @property
    def without(self) -> int:
        """Of the group, how many have no figure: hidden or late."""
        return sum(self.value(area) is None for area in self.members if area != self.own)

    @cached_property
    def spine(self) -> Spine | None:
        """The group's spread without own; None: an amount, or fewer than three have a figure."""
        values = [found for area in self.members if area != self.own and (found := self.value(area)) is not None]
        middle = None if self.indicator.is_amount else quartiles_of(values)
        if middle is None:
            return None
        return Spine(
            low=min(values),
            lower=middle.lower,
            middle=middle.middle,
            upper=middle.upper,
            high=max(values),
            own=self.value(self.own),
            nation=self.nation,
            better_low=self.indicator.better is Better.LOWER,
        )

    @property
    def against(self) -> Against:
        """Against the middle half, whose ends belong to it."""
        spine = self.spine
        if spine is None or spine.own is None:
            return Against.UNKNOWN
        if spine.lower <= spine.own <= spine.upper:
            return Against.SIMILAR
        return side(self.indicator.better, higher=spine.own > spine.upper)

    @cached_property
    def place(self) -> Ranked | None:
        """Own place among the members; None: amounts and context have none, and own has no figure."""
        if self.indicator.is_amount or self.indicator.better is Better.NEITHER or self.value(self.own) is None:
            return None
        ranking = rank_members(self.indicator.id, self.period, self.members, self.definitions, self.figures)
        own = ranking.of(self.own)
        return own if own is not None and own.reading is not None else None


def standings(here: Installation, group: PeerGroup, own: str, as_of: date) -> tuple[IndicatorStanding, ...]:
    """Each indicator in the newest period that own and others have a figure for, else the newest that others have."""
    with here.store.one_generation():
        figures = shown(here, here.store.newest_of(own, as_of, _FEWEST_AREAS))
    by_indicator: dict[str, dict[str, Observation]] = {}
    for (indicator, area), series in figures.series.items():
        by_indicator.setdefault(indicator, {})[area] = series.observations[-1]
    return tuple(
        IndicatorStanding(here.definitions, here.definitions.indicators[one], group, own, seen, figures)
        for one, seen in by_indicator.items()
    )
