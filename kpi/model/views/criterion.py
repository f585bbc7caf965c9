"""Succeskriterium: how does one criterion stand, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.model.contract import Contract
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.forecast import Forecast
from kpi.model.views.parts import Badge, Fact, Table
from kpi.model.views.signal import SignalView
from kpi.model.views.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """«dec. 2015: 402 → 405 den 20. feb. 2016»."""

    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class CommentLine:
    heading: str
    """«dec. 2016 · skrevet 12. januar 2017 af teamleder»."""
    text: str
    """As written: text, never markup."""
    example: bool


@dataclass(frozen=True, slots=True)
class ActionLine:
    title: str
    called: str
    """Where room is scarce."""
    state: str
    """«i gang · teamleder · senest 1. marts 2017»; «ingen status endnu»."""
    note: str
    own: bool


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement of a criterion with its own verdict."""

    title: str
    badge: Badge
    verdict: str
    due: str
    facts: tuple[Fact, ...]
    trajectory: Trajectory | None
    """None: nothing is measured, or nothing is delivered yet."""
    table: Table | None
    """None: nothing is measured, or nothing is delivered yet."""
    revisions: tuple[RevisionLine, ...]
    second_reading: str
    """A sentence where two readings give different statuses; empty otherwise."""
    data_words: tuple[str, ...]
    indicator: Indicator | None
    """None: nothing is measured."""
    current: bool
    """It belongs to the due that the criterion shows."""
    signal: SignalView | None = None
    """None: nothing is measured, or nothing is delivered yet."""
    forecast: Forecast | None = None
    """None: nothing is measured, or it is settled."""


@dataclass(frozen=True, slots=True)
class CriterionView:
    """Succeskriterium, and one screen of a meeting."""

    contract: Contract
    as_of: date
    goal_number: str
    goal_title: str
    criterion: str
    title: str
    quote: tuple[str, ...]
    note: str
    measured_by: str
    unit: str
    owners: str
    """Who answers for it; why none is named; empty where nothing is said."""
    badge: Badge
    verdict: str
    fulfilment: str
    """«Målopfyldelse: 50 pct. · vægt 25»; empty where nothing is scored."""
    headline: str
    """The verdict in a dozen words, for a screen on the wall."""
    requirements: tuple[RequirementView, ...]
    shown: tuple[Trajectory, ...]
    """Indicators shown without being judged."""
    actions: tuple[ActionLine, ...]
    comments: tuple[CommentLine, ...]
    example: bool
    previous: str
    """Id of the criterion before this one in the contract's order; empty: this is the first."""
    following: str
