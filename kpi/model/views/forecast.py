"""Where is the value heading?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi.model.period import Period


@dataclass(frozen=True, slots=True)
class FanStep:
    """Where the value may lie at one period ahead: the middle, and the ends of the 50 and 80 per cent bands."""

    period: Period
    low_80: Decimal
    low_50: Decimal
    middle: Decimal
    high_50: Decimal
    high_80: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Fan:
    """The forecast as it is drawn; the first step is the newest known value, where all are equal."""

    steps: tuple[FanStep, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where the value is heading; never a status. Either `refused` says why there is none, or the rest is filled.

    None: there is no forecast.
    """

    chance: str
    """«omkring 7 ud af 10»."""
    probability: Decimal | None
    sentence: str
    band: str
    """Where the value will lie at due in eight of ten courses."""
    back_test: str
    notes: tuple[str, ...]
    fan: Fan | None
    refused: str
    estimate: str = ""
    """Whether what somebody expects lies inside the band; empty: nobody has said, or it may not be told."""
