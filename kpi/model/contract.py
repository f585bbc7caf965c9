"""A contract (aftale) with its goals (mål), actions (handlinger), criteria (succeskriterier) and their requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from kpi.model.example import Example
from kpi.model.period import Period
from kpi.model.rule import BaselinePolicy, Comparison, Margin, Rule, Significant, Strength, Window


@dataclass(frozen=True, slots=True)
class AcceptedDeviation:
    """An agreed deviation; ends by itself after `until`."""

    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Term:
    """The days of the agreement, as far as they bear on how a target is judged."""

    agreed_on: date
    """When the requirement was settled: the day of the agreement or of its amendment, else its first day."""
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class DegreeSteps:
    """«100 pct. ved 50, 50 pct. ved 45, 25 pct. ved 40»: the highest degree whose limit the value reaches, else 0."""

    steps: tuple[tuple[Decimal, Decimal], ...]
    """Limit and degree in per cent, the highest degree first."""

    @property
    def wants_high(self) -> bool | None:
        """None: one step alone goes neither way."""
        return None if len(self.steps) == 1 else self.steps[0][0] > self.steps[-1][0]


@dataclass(frozen=True, slots=True)
class DegreeLine:
    """A straight line from 0 per cent at one value to 100 at another; below and beyond them 0 and 100."""

    nothing: Decimal
    everything: Decimal

    @property
    def wants_high(self) -> bool | None:
        return self.everything > self.nothing


Degrees = DegreeSteps | DegreeLine


@dataclass(frozen=True, slots=True)
class Alarm:
    """Beside the requirement, never in its stead: a figure that somebody must be told of («under 60 pct.»)."""

    comparison: Comparison
    level: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A measured requirement: an indicator's value over a window, compared with what the rule requires, by due."""

    id: str
    """Unique in the contract; the criterion's id, with a suffix where the criterion has several requirements."""
    title: str
    indicator: str
    area: str
    due: Period
    term: Term
    window: Window
    rule: Rule
    strength: Strength
    near: Margin | None
    """Inside it the value is «tæt på»; None: none was agreed."""
    baseline_policy: BaselinePolicy
    also_read_as: Window | None
    """A second possible reading of the words; None: there is one reading only."""
    accepted: AcceptedDeviation | None
    """None: no deviation was agreed."""
    every_from: Period | None = None
    """The requirement is held to each period from this to due, in due's kind; None: to due alone."""
    alarm: Alarm | None = None
    """None: none was agreed."""
    degrees: Degrees | None = None
    """How far it is fulfilled, where the contract pays or scores by that; None: fulfilled or not."""
    year_starts: int = 1
    """The calendar month that a year of the target begins with; 8 for a school year."""
    periods_needed: int | None = None
    """In how many of those periods it must hold («i 10 af 12 måneder», 1: «i løbet af året»); None: in every one."""
    tolerance: Margin | None = None
    """«næsten»: how far from the requirement still fulfils it; None: nothing was agreed."""
    material: Margin | Significant | None = None
    """A change from the baseline smaller than this counts as none («uændret»); None: every change counts."""
    population: str = ""
    """Whom the target counts, in the contract's words («sager over 5 uger»); empty: as the indicator says."""
    amendments: tuple[Amendment[Target], ...] = ()
    """Changes of the contract that concern this target, in order of their days."""
    examples: tuple[Example, ...] = field(default=(), compare=False)
    """What it must answer to; they decide nothing."""

    @property
    def versions(self) -> tuple[Target, ...]:
        """As agreed and as revised, in order of time."""
        return self, *(one.revised for one in self.amendments if one.revised is not None)


@dataclass(frozen=True, slots=True)
class Milestone:
    """Done or not, with evidence and a day: «metodegrundlaget implementeres»."""

    id: str
    title: str
    due: Period
    amendments: tuple[Amendment[Milestone], ...] = ()


@dataclass(frozen=True, slots=True)
class Recurring:
    """Held each time or not: «fast punkt på MED-dagsordenen»."""

    id: str
    title: str
    each: str
    """The occasion's name: «MED-møde»."""
    occasions: tuple[Period, ...]
    """When it is planned to be held; empty: each registered occasion counts as it comes."""
    due: Period
    amendments: tuple[Amendment[Recurring], ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """People judge; never coloured by the machine."""

    id: str
    title: str
    basis: str
    """How it is judged: interview, brugerundersøgelse, stikprøve."""
    due: Period
    amendments: tuple[Amendment[Assessment], ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """«mindst halvdelen af indikatorerne er forbedret»: so many of other criteria are fulfilled."""

    id: str
    title: str
    criteria: tuple[str, ...]
    """Ids of the contract's criteria, none of them a tally."""
    needed: int
    due: Period


@dataclass(frozen=True, slots=True)
class Followed:
    """Nothing is required: the figure is shown and followed."""

    id: str
    title: str
    indicator: str
    """One of those that the criterion shows."""
    area: str
    due: Period
    """Until when it is followed."""


Requirement = Target | Milestone | Recurring | Assessment | Tally | Followed
Amendable = TypeVar("Amendable", Target, Milestone, Recurring, Assessment)


@dataclass(frozen=True, slots=True)
class Amendment(Generic[Amendable]):
    """A change of the contract from a day on; what was due before it is judged by what held then."""

    on: date
    reason: str
    revised: Amendable | None
    """The whole requirement as it is from that day, without amendments of its own; None: it is withdrawn."""


def amended_on(requirement: Amendable, day: date) -> Amendment[Amendable] | None:
    """The newest amendment that holds on the day; None: the requirement stands as it was agreed."""
    return next((one for one in reversed(requirement.amendments) if one.on <= day), None)


def held_on(requirement: Amendable, day: date) -> Amendable | None:
    """What was required on the day; None: it was withdrawn."""
    amendment = amended_on(requirement, day)
    return requirement if amendment is None else amendment.revised


def last_held(requirement: Amendable, day: date) -> Amendable:
    """What is required on the day, or was last required before it was withdrawn."""
    stood = [one.revised for one in requirement.amendments if one.on <= day and one.revised is not None]
    return stood[-1] if stood else requirement


class Combine(StrEnum):
    ALL = "all"
    """The worst decides."""
    ANY = "any"
    """The best decides."""
    GATE = "gate"
    """In the order they stand, each must hold before the next counts; when all hold, the worst decides."""
    OTHERWISE = "otherwise"
    """The first decides; only when it has failed do the others count, and then the worst of them decides."""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """«mindst to af tre»: the n-th best decides."""

    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """Requirements that are put together among themselves before the criterion puts them together with the rest."""

    id: str
    """Unique in the criterion."""
    combine: Combine | AtLeast
    requirements: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Who answers for something: posts, never names."""

    owner: str
    """Empty: none is named here."""
    deputy: str
    """Who stands in; empty: none is named here."""


NOBODY = Owners("", "")


@dataclass(frozen=True, slots=True)
class Criterion:
    """A success criterion: a sentence of the contract and the requirements it is read as."""

    id: str
    title: str
    quote: tuple[str, ...]
    """The contract's own words; several fragments where a table row breaks the sentence."""
    note: str
    """What the contract leaves open and how it is read here; empty where nothing is open."""
    measured_by: str
    """The source the contract names; empty where it names none."""
    unit: str
    """Responsible unit in the organisation; empty: the goal's."""
    combine: Combine | AtLeast
    requirements: tuple[Requirement, ...]
    shown: tuple[str, ...]
    """Indicators shown beside the criterion without judging it."""
    weight: Decimal | None = None
    """Of the criterion among the goal's; None: the contract gives it none, so it counts in no sum."""
    parts: tuple[Part, ...] = ()
    """Which of the requirements belong closer together; those in none stand alone."""
    owners: Owners = NOBODY
    """Named at the criterion itself; see `Contract.owners_of`."""


@dataclass(frozen=True, slots=True)
class Action:
    """What the contract says will be done."""

    title: str
    own: bool
    """True: the contract's own unit is to carry it out."""
    due: str
    """When, in the contract's words; empty where it gives no day."""
    short: str = ""
    """What it is called where room is scarce; empty: its title."""

    @property
    def called(self) -> str:
        return self.short or self.title


class Origin(StrEnum):
    SHARED = "fælles"
    GRANTED = "bevillingsaftale"
    OWN = "egen"


@dataclass(frozen=True, slots=True)
class Goal:
    id: str
    number: str
    """As the contract numbers it; empty where it does not."""
    title: str
    section: str
    """The heading it stands under in the contract."""
    origin: Origin
    responsible: bool
    """False: the contract says that the unit has no tasks here."""
    unit: str
    aims: tuple[str, ...]
    evaluated_in: str
    shown: tuple[str, ...]
    """Indicators shown for the goal without judging it."""
    actions: tuple[Action, ...]
    criteria: tuple[Criterion, ...]
    owners: Owners = NOBODY
    """Of every criterion that names none itself."""
    weight: Decimal | None = None
    """Of the goal among the contract's, shared by its criteria's weights; None: those count as they stand."""


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day or stretch that the contract names («offentliggøres senest 31. januar 2017»)."""

    period: Period
    title: str
    day: date | None
    """The exact day; None: only the period is named."""


@dataclass(frozen=True, slots=True)
class Contract:
    id: str
    title: str
    short_title: str
    municipality: str
    """Area code."""
    unit: str
    year: int
    starts_on: date
    ends_on: date
    agreed_on: date | None
    """None: the contract gives no day, so no baseline can be frozen."""
    source: str
    made_up: bool
    """True: made up to try the program, adopted by nobody."""
    mission: str
    vision: str
    background: tuple[str, ...]
    """Other parts of the contract in our own short words (økonomi, pejlemærker, organisation)."""
    follow_up: tuple[str, ...]
    key_dates: tuple[KeyDate, ...]
    goals: tuple[Goal, ...]
    owners: Owners = NOBODY
    """Of every criterion that neither names one itself nor has one by its goal."""
    owner_note: str = ""
    """Why none is named («aftalen nævner ingen»); empty where some are, or nothing is said."""

    def criteria(self) -> Iterator[tuple[Goal, Criterion]]:
        for goal in self.goals:
            for criterion in goal.criteria:
                yield goal, criterion

    def criterion(self, criterion_id: str) -> tuple[Goal, Criterion]:
        """KeyError for an unknown id."""
        for goal, criterion in self.criteria():
            if criterion.id == criterion_id:
                return goal, criterion
        raise KeyError(criterion_id)

    def responsible_unit(self, goal: Goal, criterion: Criterion) -> str:
        return criterion.unit or goal.unit or self.unit

    def owners_of(self, goal: Goal, criterion: Criterion) -> Owners:
        """The nearest that is named, owner and deputy each by itself."""
        named = (criterion.owners, goal.owners, self.owners)
        return Owners(
            next((one.owner for one in named if one.owner), ""), next((one.deputy for one in named if one.deputy), "")
        )

    @property
    def last_due(self) -> date:
        """The last day that anything is due."""
        dues = [
            version.due.last_day
            for _, criterion in self.criteria()
            for requirement in criterion.requirements
            for version in (requirement.versions if isinstance(requirement, Target) else (requirement,))
        ]
        return max([self.ends_on, *dues])
