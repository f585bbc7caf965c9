"""Indtast tal: what is missing that somebody here must write?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.model.contract import Contract
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.parts import Choice


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """One typed figure that is missing, as a line of fields in «Indtast tal»."""

    indicator: Indicator
    area: str
    period: Period
    period_text: str
    last: str
    """«nov. 2016: 812»; «ingen tal før»."""
    bounds: str
    seen: str
    """Delivery that says that there is no figure; empty: nothing was delivered."""


@dataclass(frozen=True, slots=True)
class MissingEntry:
    """A milestone, occasion or assessment that awaits somebody's word."""

    kind: str
    """milestone · recurring · assessment."""
    contract: str
    criterion: str
    requirement: str
    title: str
    basis: str
    due: str
    now: str
    """The present answer; empty where there is none."""


@dataclass(frozen=True, slots=True)
class EntryGrid:
    """Indtast tal."""

    contract: Contract
    as_of: date
    figures: tuple[MissingFigure, ...]
    entries: tuple[MissingEntry, ...]
    criteria: tuple[Choice, ...]
    months: tuple[Choice, ...]
    """Months that a comment can be about, newest first."""
    actions: tuple[Choice, ...]
    """`goal/action title` → title."""
