"""What people say: entries in the append-only journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    FULFILLED = "opfyldt"
    PARTLY = "delvist"
    NOT_FULFILLED = "ikke opfyldt"


@dataclass(frozen=True, slots=True)
class Assessed:
    """People have judged an assessment."""

    contract: str
    requirement: str
    verdict: Verdict
    forum: str
    evidence: str
    sample: int | None
    """Number of answers, interviews or cases; None: not a sample."""


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    contract: str
    requirement: str
    forum: str
    evidence: str


@dataclass(frozen=True, slots=True)
class OccasionRegistered:
    """A recurring event was held, or was not. The entry's `applies_on` is the occasion's day."""

    contract: str
    requirement: str
    held: bool
    forum: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Estimated:
    """Somebody who is named by role expects the figure of a target to be this at its due. It decides nothing."""

    contract: str
    requirement: str
    due: str
    """The due it was made for (period as written: 2017-12): of another due it says nothing."""
    value: Decimal
    """In the indicator's unit, over the target's window."""
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a criterion for a month (period as written: 2016-12)."""

    contract: str
    criterion: str
    period: str
    text: str


class ActionState(StrEnum):
    NOT_STARTED = "ikke begyndt"
    UNDER_WAY = "i gang"
    DONE = "gennemført"


@dataclass(frozen=True, slots=True)
class ActionUpdate:
    """How an action of the contract stands; `action` is its title."""

    contract: str
    goal: str
    action: str
    state: ActionState
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    """A MED meeting; «siden sidst» counts from it."""

    contract: str
    committee: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something agreed at a meeting: what, which role, when."""

    contract: str
    criterion: str
    """Empty: concerns the whole contract."""
    what: str
    role: str
    when: str


@dataclass(frozen=True, slots=True)
class Rebased:
    """A lasting change has a cause: from `period` (as written: 2017-03) a control chart has new limits.

    It concerns one indicator of one area in one contract, whichever requirements are read from it.
    """

    contract: str
    indicator: str
    area: str
    period: str
    cause: str


@dataclass(frozen=True, slots=True)
class PeerGroupGiven:
    """Somebody has written in a group of municipalities, as it then was."""

    group: str
    title: str
    source: str
    benefit: str
    members: str
    """Area codes with a space between; days of membership in brackets: «573(2014-01-01..2016-12-31)»."""


@dataclass(frozen=True, slots=True)
class PeerGroupWithdrawn:
    """Undo of a group: what was decided by it can no longer be decided."""

    group: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeliveryWithdrawn:
    """Undo of a delivery: gone for every day one looks from, named in the history."""

    delivery: str
    reason: str


@dataclass(frozen=True, slots=True)
class BreakAnswered:
    """What a source told of a series break has been looked at: it is one, or the figures can be compared."""

    indicator: str
    told: str
    """The first period in the new way as the source's words say it (as written: 2016); empty: they do not say."""
    words: str
    """The source's."""
    period: str
    """It is a break from this period; empty: it is none, and the figures can be compared."""
    reason: str


@dataclass(frozen=True, slots=True)
class EntryWithdrawn:
    """Undo of a journal entry."""

    entry: str
    reason: str


Statement = (
    Assessed
    | MilestoneReached
    | OccasionRegistered
    | Estimated
    | Comment
    | ActionUpdate
    | MeetingHeld
    | FollowUp
    | Rebased
    | PeerGroupGiven
    | PeerGroupWithdrawn
    | DeliveryWithdrawn
    | BreakAnswered
    | EntryWithdrawn
)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One statement with who, when and from which day it applies."""

    id: str
    recorded_at: datetime
    """UTC."""
    applies_on: date
    by: str
    example: bool
    """True: a made-up entry (eksempel)."""
    statement: Statement
