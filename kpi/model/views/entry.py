"""Indtast tal: what is missing that somebody here must write?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
class OpenTarget:
    """A measured target whose figure is still to come: somebody can say what they expect it to be."""

    contract: str
    requirement: str
    title: str
    """«Færre på sygedagpenge · dec. 2017»."""
    indicator: Indicator
    due: Period
    due_text: str
    lowest: Decimal | None
    """Least possible figure over the target's window; None: no bound."""
    highest: Decimal | None
    """Greatest; None: no bound."""
    now: str
    """The estimate that counts; empty: there is none."""


@dataclass(frozen=True, slots=True)
class EntryGrid:
    """Indtast tal."""

    contract: Contract
    as_of: date
    figures: tuple[MissingFigure, ...]
    entries: tuple[MissingEntry, ...]
    open_targets: tuple[OpenTarget, ...]
    criteria: tuple[Choice, ...]
    months: tuple[Choice, ...]
    """Months that a comment can be about, newest first."""
    actions: tuple[Choice, ...]
    """`goal/action title` → title."""
