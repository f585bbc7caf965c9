"""What judging found: status, the facts it rests on, and the state of the data, as three separate statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpi.model.contract import Alarm, Amendment, Assessment, Criterion, Milestone, Recurring, Requirement, Target
from kpi.model.indicator import SeriesBreak
from kpi.model.journal import Verdict
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.rule import Window

AnyAmendment = Amendment[Target] | Amendment[Milestone] | Amendment[Recurring] | Amendment[Assessment]


class Status(StrEnum):
    """Result against the target; declared from worst to best, which is how several targets are combined."""

    MISSED = "MISSED"
    BEHIND = "BEHIND"
    UNDECIDABLE = "UNDECIDABLE"
    NO_DATA = "NO_DATA"
    AWAITING = "AWAITING"
    UNASSESSED = "UNASSESSED"
    NOT_STARTED = "NOT_STARTED"
    PLANNED = "PLANNED"
    NEAR = "NEAR"
    UNDERWAY = "UNDERWAY"
    ON_COURSE = "ON_COURSE"
    ACCEPTED = "ACCEPTED"
    ASSESSED = "ASSESSED"
    MET = "MET"
    FOLLOWED = "FOLLOWED"
    """Nothing is required; never counted, and null to other programs."""

    @property
    def told(self) -> str | None:
        """To other programs. None: nothing is required."""
        return None if self is Status.FOLLOWED else self.value

    @property
    def rank(self) -> int:
        """0 is worst."""
        return _ORDER[self]


_ORDER = {status: place for place, status in enumerate(Status)}


class DataState(StrEnum):
    """State of the figure judged; the first that applies, in this order."""

    BREAK = "BREAK"
    HIDDEN = "HIDDEN"
    MISSING = "MISSING"
    LATE = "LATE"
    PROVISIONAL = "PROVISIONAL"
    REVISED = "REVISED"
    FINAL = "FINAL"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value over a window, with what it was made from."""

    period: Period
    """The period it speaks for; a year that is not whole yet has `through` before its end."""
    through: Period
    """The newest delivered period inside it; equal to `period` when it was delivered as it is."""
    value: Decimal
    provisional: bool
    example: bool
    made_from: tuple[Observation, ...]

    @property
    def whole(self) -> bool:
        return self.through.last_day == self.period.last_day


class Cause(StrEnum):
    """Why something cannot be decided or is not there."""

    OWN_NEVER_DELIVERED = "own_never_delivered"
    BASELINE_MISSING = "baseline_missing"
    OWN_HIDDEN = "own_hidden"
    OWN_MISSING = "own_missing"
    YEAR_INCOMPLETE = "year_incomplete"
    """Months are missing inside the year; `periods` says which."""
    DENOMINATOR_MISSING = "denominator_missing"
    """A share over a longer period needs numerator and denominator."""
    SERIES_BREAK = "series_break"
    TOLD_BREAK = "told_break"
    """The source tells of a series break, and nobody has answered whether it is one."""
    GROUP_UNKNOWN = "group_unknown"
    GROUP_TOO_SMALL = "group_too_small"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_HIDDEN = "reference_hidden"
    PEER_DECIDES = "peer_decides"
    """A hidden or late member could change the answer; `areas` says which."""
    BASELINE_ZERO = "baseline_zero"
    """A relative change from nothing, or from less than nothing, has no meaning."""
    SOURCE_ENDED = "source_ended"
    """The indicator has ended before due; `periods` has its last."""
    NEVER_CAME = "never_came"
    """A year after it usually would have been published, nothing of due's figure is there."""
    NOT_PUBLISHED = "not_published"
    ONLY_BASELINE = "only_baseline"
    NOT_BEGUN = "not_begun"
    """The contract's first day has not come."""
    BASELINE_AHEAD = "baseline_ahead"
    """The baseline's usual day of publication has not passed; `periods` has it."""
    FIRST_AHEAD = "first_ahead"
    """The first figure's usual day of publication has not passed; `periods` has it."""
    NOT_REGISTERED = "not_registered"
    """An occasion or milestone that nobody has entered."""


@dataclass(frozen=True, slots=True)
class Reason:
    cause: Cause
    periods: tuple[Period, ...] = ()
    areas: tuple[str, ...] = ()
    """Area codes."""
    name: str = ""
    """Peer group id, series break title or occasion, as the cause needs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a ranking; the places differ when a hidden or late member leaves it open."""

    place_from: int
    place_to: int
    tied_with: int
    """Other members with the same value."""
    members: int
    best_places: int
    """Places that count: floor(n x fraction)."""
    unknown: tuple[str, ...]
    """Codes of members with a hidden or late value."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """The same words read over another window. None: the fact is not known."""

    window: Window
    status: Status
    reading: Reading | None
    required: Decimal | None
    differs: bool
    """True where the two readings give different statuses: the page says so."""


@dataclass(frozen=True, slots=True)
class EveryPeriod:
    """How a requirement that must hold in every period has gone so far, in order of time."""

    held: tuple[Period, ...]
    near: tuple[Period, ...]
    """Inside the agreed margin."""
    failed: tuple[Period, ...]
    unknown: tuple[Period, ...]
    """Over, but without a figure that can be judged."""


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many of the criteria that are counted stand where."""

    fulfilled: int
    lost: int
    """Those that can no longer be fulfilled."""
    total: int


@dataclass(frozen=True, slots=True)
class Occasions:
    """How often what should be held each time has been, of those registered."""

    held: int
    registered: int


@dataclass(frozen=True, slots=True)
class TargetResult:
    """The judgement of one requirement, with the facts its sentence is built from. None: the fact is not known."""

    requirement: Requirement
    status: Status
    final: bool
    """True: due has passed and the figure of due is in."""
    reached_early: bool
    """Before due, and the target itself is already fulfilled («er nået nu, men gælder først …»)."""
    aspiration_missed: bool
    """«ønsket er ikke nået»: shown as NEAR in grey."""
    reading: Reading | None
    required: Decimal | None
    """What due requires, as known now; for a band its nearest end."""
    expected: Decimal | None
    """Where it ought to be at `reading` (målsti); None: no path, `required` is compared as it stands."""
    baseline: Reading | None
    """None: the rule has no baseline, or it is missing; a stated baseline is a Reading made from nothing."""
    baseline_other_policy: Decimal | None
    """The baseline under the policy that is not chosen, where it differs: both are shown."""
    reference: Reading | None
    """The other area's figure, or the group's."""
    standing: Standing | None
    data_state: DataState
    data_states: tuple[DataState, ...]
    """All that apply."""
    second_reading: SecondReading | None
    reasons: tuple[Reason, ...]
    late: bool
    """The source's next figure is later than usual."""
    answer: str
    """For entered kinds the people's word or evidence; empty otherwise."""
    answered_on: date | None
    recorded_later: bool
    """The entry was recorded after the day it applies from."""
    every: EveryPeriod | None = None
    """None: the requirement is judged at due alone. Otherwise `reading` is the first failed period's, else the last."""
    occasions: Occasions | None = None
    """None: it is no recurring event, or none has been registered."""
    unchanged: bool = False
    """The change is smaller than the contract counts, so it was judged as none."""
    amended: AnyAmendment | None = None
    """The amendment that holds on the day; `requirement` is what it says. None: as agreed."""
    begins_on: date | None = None
    """The contract's first day, where one looks from before it: «Ikke begyndt». None: it has begun."""
    possible: tuple[Decimal | None, Decimal | None] | None = None
    """The bounds that a missing part leaves, both included (None: no bound); None: nothing that decides is missing."""
    at_once: bool = False
    """Decided by a sum that can only grow, whatever is still missing: «loftet er overskredet»."""
    carried_over: tuple[SeriesBreak, ...] = ()
    """The breaks whose bridges carried what is required over to the way the figure is made, and changed it."""

    tallied: Tallied | None = None
    """None: it does not count criteria."""

    @property
    def holds(self) -> bool:
        """Opens a gate: reached, on course, agreed away, or judged as fulfilled by people."""
        return self.fulfilled or self.status is Status.ON_COURSE

    @property
    def fulfilled(self) -> bool:
        """Reached, agreed away, or judged as fulfilled by people."""
        if self.status is Status.ASSESSED:
            return self.answer == Verdict.FULFILLED.value
        return self.status in (Status.MET, Status.ACCEPTED)

    @property
    def lost(self) -> bool:
        """Nothing that comes later can fulfil it."""
        if self.status is Status.ASSESSED:
            return self.final and not self.fulfilled
        if self.status is Status.MISSED:
            return self.final or self.at_once or self.every is not None
        return self.status is Status.NEAR and self.final

    @property
    def withdrawn(self) -> bool:
        """Taken out of the contract: ACCEPTED, and never decisive beside a requirement that stands."""
        return self.amended is not None and self.amended.revised is None

    @property
    def across_a_break(self) -> bool:
        """The figure and what it is held to are made in two ways: no difference between them is shown."""
        return any(reason.cause in (Cause.SERIES_BREAK, Cause.TOLD_BREAK) for reason in self.reasons)

    @property
    def alarm(self) -> Alarm | None:
        """The alarm level that the figure has passed; None: none was agreed, it has not, or nothing is required now."""
        agreed = self.requirement.alarm if isinstance(self.requirement, Target) else None
        if agreed is None or self.reading is None or self.withdrawn:
            return None
        return agreed if agreed.comparison.holds(self.reading.value, agreed.level) else None

    @property
    def gap(self) -> Decimal | None:
        """value - required, in the indicator's unit."""
        if self.reading is None or self.required is None or self.across_a_break:
            return None
        return self.reading.value - self.required

    @property
    def provisional(self) -> bool:
        """True when any figure judged may still change as a matter of course."""
        parts = (self.reading, self.baseline, self.reference)
        return any(part is not None and part.provisional for part in parts)

    @property
    def example(self) -> bool:
        """True when any figure judged is made up."""
        parts = (self.reading, self.baseline, self.reference)
        return any(part is not None and part.example for part in parts)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion's status: its requirements of the next unfinished due, combined."""

    criterion: Criterion
    status: Status
    decisive: TargetResult
    """The requirement whose status the criterion shows."""
    results: tuple[TargetResult, ...]
    """Every requirement, in the contract's order, also those already finished."""
    current: tuple[TargetResult, ...]
    """Those of the due that is shown."""
