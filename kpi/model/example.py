"""An example beside a rule: what the requirement must answer, were these the figures known on the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from kpi.model.observation import Quality
from kpi.model.period import Period

if TYPE_CHECKING:  # results name contracts, and contracts hold examples
    from kpi.model.evaluation import Status, TargetResult


@dataclass(frozen=True, slots=True)
class ExampleFigure:
    """One figure as known on the example's day."""

    indicator: str
    area: str
    period: Period
    value: Decimal | None
    """None exactly when quality is HIDDEN or MISSING."""
    numerator: Decimal | None
    """None: only the value is written."""
    denominator: Decimal | None
    """None: only the value is written."""
    quality: Quality
    first: Decimal | None
    """What was published first; None: the figure has not been revised."""


@dataclass(frozen=True, slots=True)
class Example:
    why: str
    """What it tries, in the author's words; empty where nothing is said."""
    figures: tuple[ExampleFigure, ...]
    """Each of one indicator, area and period; of one series in order of time."""
    as_of: date
    status: Status


class Trial(StrEnum):
    """What a proposed example tries."""

    BOUNDARY = "boundary"
    BESIDE = "beside"
    """One step away, where the answer is another."""
    NEAR = "near"
    """At the edge of the agreed margin."""
    BEYOND_NEAR = "beyond_near"
    TOLERANCE = "tolerance"
    BEYOND_TOLERANCE = "beyond_tolerance"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    HIDDEN = "hidden"
    MISSING = "missing"
    """The source says that there is no figure."""
    HOLE = "hole"
    """A part is not delivered, and later ones are."""
    NOT_OUT = "not_out"
    """The day after due, before the figure usually comes."""
    LATE = "late"
    NEVER_CAME = "never_came"
    NOTHING = "nothing"
    """Not one figure has been delivered."""
    NO_BASELINE = "no_baseline"
    OTHER_MISSING = "other_missing"
    OTHER_HIDDEN = "other_hidden"
    BEFORE_CONTRACT = "before_contract"
    UNMEASURED = "unmeasured"
    """Before due, and nothing has been measured yet."""
    MIDWAY = "midway"
    """Before due, exactly where it ought to be."""
    MIDWAY_BESIDE = "midway_beside"
    ACCEPTED = "accepted"
    """Inside an agreed deviation."""


@dataclass(frozen=True, slots=True)
class Proposal:
    trial: Trial
    example: Example
    """With the status that the program gives, and no words yet."""
    result: TargetResult
    through: Period
    """The delivered period that it is about."""
