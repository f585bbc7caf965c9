"""Figures as received: observations with their vintage, series as known on a day, and the snapshot that is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from kpi.model.period import Period


class Quality(StrEnum):
    """As the row says; words as written in files."""

    UNSTATED = ""
    FINAL = "endelig"
    PROVISIONAL = "foreløbig"
    HIDDEN = "skjult"
    """The source knows the figure and hides it (small numbers)."""
    MISSING = "mangler"
    """The source says that there is no figure."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One delivered value. `value` is None exactly when quality is HIDDEN or MISSING."""

    indicator: str
    area: str
    period: Period
    value: Decimal | None
    numerator: Decimal | None
    """None: not delivered."""
    denominator: Decimal | None
    """None: not delivered; for surveys the number of answers (n)."""
    quality: Quality
    published_on: date
    published_assumed: bool
    """True: the publication day is the source's usual delay, not a stated day."""
    recorded_at: datetime
    """When this installation received it (UTC)."""
    delivery: str
    example: bool
    """True: a made-up figure (eksempeltal)."""
    comment: str
    under: int = 0
    """Hidden here because it is a count of persons under this; 0: it is not."""
    guards: bool = False
    """True: hidden here because a hidden figure could be found from it; it may be of any size."""

    @property
    def source(self) -> str:
        """Id of the source it was delivered under, which the delivery's id begins with."""
        return self.delivery.partition("/")[0]

    def revises(self, before: Observation) -> bool:
        """It says something else. An assumed publication revises nothing, nor does a real figure a made-up one."""
        return not self.published_assumed and self.example == before.example and self.value != before.value


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one area as known on a day: the newest vintage of each period, in order of time."""

    indicator: str
    area: str
    observations: tuple[Observation, ...]
    revised: Mapping[Period, tuple[Observation, ...]]
    """Earlier vintages of a period whose value differs, oldest first; periods never revised are absent."""
    earlier: Mapping[Period, tuple[Observation, ...]] = field(default_factory=dict, compare=False)
    """Every vintage before the newest, oldest first, where that is more than `revised` tells (values repeated)."""

    def at(self, period: Period) -> Observation | None:
        """The observation of that period; None where nothing was delivered."""
        for observation in reversed(self.observations):
            if observation.period == period:
                return observation
        return None

    @property
    def latest(self) -> Observation | None:
        """The newest period that has a value; None where none has."""
        for observation in reversed(self.observations):
            if observation.value is not None:
                return observation
        return None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the judging may see of the figures, as known on `as_of`."""

    as_of: date
    series: Mapping[tuple[str, str], Series]
    """By (indicator, area); a pair with no figure at all is absent."""
    agreed: Mapping[tuple[str, str], Series]
    """The same as known on the day the contract was agreed, for frozen baselines; empty where none is frozen."""
    newest: Mapping[str, Period]
    """By indicator: the newest period any area has a value for on `as_of`."""
    shared: frozenset[str] = frozenset()
    """Indicators that several areas have figures of."""

    def of(self, indicator: str, area: str) -> Series | None:
        return self.series.get((indicator, area))
