"""Datagrundlag: what do the figures rest on?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kpi.model.indicator import Indicator


@dataclass(frozen=True, slots=True)
class IndicatorStatus:
    """One indicator on Datagrundlag."""

    indicator: Indicator
    source: str
    newest: str
    last_published: str
    next_expected: str
    state: str
    """«i orden», «forsinket: skulle være kommet 21. feb. 2017», «ingen tal endnu»."""
    late: bool
    provisional: str
    gaps: str
    revisions: str
    example: bool


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery in the history."""

    id: str
    received_at: datetime
    received: str
    by: str
    file_name: str
    source: str
    sha256: str
    """Empty for the municipality's own figures: a small count could be tried out against it."""
    figures: int
    refused: int
    text: str
    withdrawn: str
    """«fortrudt 3. marts 2017: forkert fil»; empty where it stands."""
    own: bool
    """Kept by this installation, so that it can be withdrawn here."""
    example: bool


@dataclass(frozen=True, slots=True)
class DataStatus:
    """Datagrundlag."""

    as_of: date
    indicators: tuple[IndicatorStatus, ...]
    deliveries: tuple[DeliveryLine, ...]
    faults: tuple[str, ...]
    """Deliveries that could not be used, each in a sentence."""
    built: str
