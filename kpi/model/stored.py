"""What the store tells of itself: deliveries, faults found while building, how far indicators are, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kpi.model.observation import Observation
from kpi.model.period import Period


@dataclass(frozen=True, slots=True)
class StoredDelivery:
    """One received file, also when it has been withdrawn."""

    id: str
    source: str
    received_at: datetime
    """UTC."""
    by: str
    file_name: str
    sha256: str
    published_on: date | None
    """None: its rows say it themselves, or it was published the day it was received."""
    published_assumed: bool
    state_of_knowledge: str
    note: str
    figures: int
    refused: int
    """Rows that were refused when it was received."""
    warnings: int
    """Warnings that a person ticked when it was received."""
    example: bool
    withdrawn: str | None
    """Why it was withdrawn; None: it stands."""
    current: int
    """Figures of it that no later one has replaced."""
    reason: str = ""
    """Why stored figures were changed, in a person's words; empty: nobody was asked."""
    own_mistake: bool = False
    """True: it corrects our own mistake; otherwise changed figures are the source's own revisions."""


@dataclass(frozen=True, slots=True)
class DeliveryProblem:
    """Something is wrong with what is kept of a delivery; the text says whether it was left out."""

    delivery: str
    text: str
    """What is wrong and what to do, in Danish."""


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """How far one indicator has come as known on a day, counted over all areas."""

    indicator: str
    newest: Period | None
    """The newest period with a value; None: none has one."""
    last_published: date
    areas: int
    figures: int
    hidden: int
    missing: int
    revised: int
    """Figures that replaced an earlier, different value."""
    assumed: int
    """Figures whose day of publication is assumed."""
    examples: int


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was not known, or was another, on the earlier of two days."""

    before: Observation | None
    """None: new."""
    after: Observation


@dataclass(frozen=True, slots=True)
class Past:
    """One series over some years as known now, without the facts of each figure: what new figures are held against."""

    ordinals: tuple[int, ...]
    """Of the periods that have a row, in order of time."""
    values: Sequence[float | None]
    """One for each, None: hidden or missing. Empty: only the periods were asked for."""
