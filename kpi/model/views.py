"""View models: what pages, charts, reports and the command line show, computed once in `kpi.followup`.

Every text is a finished Danish sentence or word; every number that is drawn stands beside its text. Nothing below these
types is computed again by whoever shows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from kpi.model.contract import Contract
from kpi.model.evaluation import CriterionResult, DataState, Status
from kpi.model.indicator import Indicator
from kpi.model.period import Period


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as it is shown: word, shape and colour family always come together."""

    status: Status
    word: str
    """«Nået (foreløbigt tal)», «Vurderet: delvist opfyldt»."""
    shape: str
    grey: bool
    """A missed aspiration: NEAR, but in grey."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a line. `value` None is a gap, with the reason in `gap`."""

    period: Period
    value: Decimal | None
    label: str
    """«dec. 2016: 804 fuldtidspersoner (foreløbigt tal)»: tooltip and text alternative."""
    provisional: bool
    gap: str
    """«skjult», «mangler»; empty where there is a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart with the label that stands at its end."""

    label: str
    points: tuple[Point, ...]
    decimals: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A single named place in a chart: the baseline, or a target at its due."""

    period: Period
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class Break:
    period: Period
    """The first period made in the new way."""
    title: str


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A target's way: what was observed, where it ought to be, and the target."""

    title: str
    """A sentence with the finding."""
    unit: str
    observed: Line
    baseline: Marker | None
    path: Line | None
    """The glide path (målsti); None: there is none."""
    targets: tuple[Marker, ...]
    """Every due target of the criterion on this indicator (staged targets have several)."""
    required: Line | None
    """A requirement that moves (the nation, a group); None: it is fixed."""
    breaks: tuple[Break, ...]
    source_line: str
    alternative: str
    """The same sentence as the verdict: the chart's text alternative."""
    example: bool
    fan: Fan | None = None
    """Where it is heading; None: there is no forecast."""


@dataclass(frozen=True, slots=True)
class Spark:
    """The small chart of Overblik: the newest 24 months."""

    observed: tuple[Point, ...]
    path: tuple[Point, ...]
    required: Decimal | None
    alternative: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion on Overblik."""

    contract: str
    criterion: str
    title: str
    subtitle: str
    """«fuldtidspersoner · dec. 2015: 402 → mål 342»."""
    badge: Badge
    verdict: str
    """The whole sentence."""
    progress: str
    """«−38 af −60», «25,4 pct.»; empty where nothing is measured."""
    progress_note: str
    """«burde være −30»."""
    spark: Spark | None
    data_state: DataState | None
    """None: nothing is measured (milestone, event, assessment)."""
    data_word: str
    due: str
    unit: str
    """Responsible unit."""
    own: bool
    """The unit itself answers for it («kun vores»)."""
    example: bool
    signal: Signal | None = None
    """None: nothing is measured, or nothing is delivered yet."""


@dataclass(frozen=True, slots=True)
class GoalLines:
    number: str
    title: str
    section: str
    note: str
    """«her har Jobkompagniet ikke opgaver», «ingen succeskriterier i aftalen»; empty otherwise."""
    own: bool
    lines: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class Count:
    status: Status
    word: str
    count: int


class ChangeKind(StrEnum):
    STATUS = "status"
    NEW = "new"
    REVISED = "revised"
    LATE = "late"
    REDEFINED = "redefined"
    """The contract itself was changed."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed since last time, in a sentence."""

    kind: ChangeKind
    text: str
    criterion: str
    """Id of the criterion it concerns; empty where several or none."""
    before: Badge | None
    after: Badge | None


@dataclass(frozen=True, slots=True)
class Changes:
    since: date
    title: str
    """«Ændret siden MED-mødet 13. december 2016»."""
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that needs a human."""

    text: str
    criterion: str
    """Empty: concerns the whole contract."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Overblik."""

    contract: Contract
    municipality: str
    """Name."""
    as_of: date
    phase: str
    """«aftalen er slut; her er resultatet», «aftalen er ikke begyndt»; empty while it runs."""
    newest: str
    """«tal til og med dec. 2016»."""
    counts: tuple[Count, ...]
    changes: Changes
    attention: tuple[Attention, ...]
    goals: tuple[GoalLines, ...]
    example: bool
    results: tuple[CriterionResult, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: as shown, and as a number for spreadsheets. `number` None: it is text."""

    text: str
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as shown and as downloaded."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    example: bool
    source_line: str


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
    revisions: tuple[RevisionLine, ...]
    second_reading: str
    """A sentence where two readings give different statuses; empty otherwise."""
    data_words: tuple[str, ...]
    indicator: Indicator | None
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
    badge: Badge
    verdict: str
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


class Third(StrEnum):
    BEST = "best"
    MIDDLE = "middle"
    WORST = "worst"
    NONE = "none"
    """Under three members, or the place cannot be decided."""


@dataclass(frozen=True, slots=True)
class PeerBar:
    """One municipality in a comparison. `value` None: hidden or late, with the word in `gap`."""

    area: str
    name: str
    value: Decimal | None
    text: str
    place: str
    """«3-5»."""
    third: Third
    own: bool
    provisional: bool
    gap: str
    expected: Decimal | None = None
    """What was to be expected of it given its framework conditions; None: not delivered, or not asked for."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Sammenligning: one indicator, one group, one period."""

    indicator: Indicator
    group: str
    group_title: str
    period: Period
    as_of: date
    own: str
    own_name: str
    headline: str
    """«Silkeborg er nr. 3-5 af 16: bedste tredjedel.»; a plain word where there is no ranking."""
    detail: str
    bars: tuple[PeerBar, ...]
    """Best first; those without a value last."""
    best_places: int
    worst_from: int
    """First place of the worst third; 0: no thirds."""
    group_value: Decimal | None
    """Weighted where numerator and denominator are known, otherwise the median; own municipality left out."""
    group_label: str
    nation: Decimal | None
    nation_label: str
    to_best_third: str
    """«12 fuldtidspersoner færre ville række til bedste tredjedel»; empty where it is there or cannot be said."""
    development: tuple[Line, ...]
    """Own municipality, and the group's lower quartile, median and upper quartile."""
    notes: tuple[Fact, ...]
    """Sådan er det regnet, Mangler, Foreløbigt, Kilde."""
    table: Table
    example: bool
    unknown_group: str
    """What is needed where the group's members are not known; empty otherwise. Nothing else is then filled."""
    certainty: tuple[str, ...] = ()
    """Better, similar or worse than group and nation by own interval, a sentence each; said beside the strict place."""
    expected: str = ""
    """Own figure against what was to be expected; empty where nothing was delivered."""
    expected_label: str = ""
    """What the mark on a bar is; empty where no bar has one."""
    funnel: Funnel | None = None
    """None: counts are not small, or numerators and denominators are not known."""
    breaks: tuple[Break, ...] = ()
    """Inside the development shown."""
    instead: tuple[Choice, ...] = ()
    """Known groups that own is in, where this one is not known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a reader can choose: id in the address, words on the screen."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ComparisonChoices:
    indicators: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    """Newest first."""
    areas: tuple[Choice, ...]
    measures: tuple[Choice, ...] = ()
    """Ways to show the indicator: count, rate, index, against what was to be expected. Its own way first."""
    cluster_note: str = ""
    """Said where no cluster is known that own is in; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """MED-møde: a cover, one criterion a screen in the agenda's order, a closing screen."""

    contract: Contract
    municipality: str
    committee: str
    as_of: date
    cover_lines: tuple[str, ...]
    """What the cover says: counts in words, phase."""
    counts: tuple[Count, ...]
    changes: Changes
    follow_ups: tuple[str, ...]
    """What was agreed last time: what, which role, when."""
    criteria: tuple[CriterionView, ...]
    closing: tuple[str, ...]
    example: bool


@dataclass(frozen=True, slots=True)
class ContractCard:
    """One contract on the first screen."""

    contract: Contract
    municipality: str
    counts: tuple[Count, ...]
    newest: str
    phase: str
    example: bool


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


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """One typed figure that is missing, as a row of the grid in «Indtast tal»."""

    indicator: Indicator
    area: str
    period: Period
    period_text: str
    last: str
    """«nov. 2016: 812»; «ingen tal før»."""
    bounds: str
    numerator: str
    denominator: str
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


@dataclass(frozen=True, slots=True)
class GoalDocument:
    number: str
    title: str
    section: str
    origin: str
    responsible: str
    aims: tuple[str, ...]
    evaluated_in: str
    actions: tuple[ActionLine, ...]
    criteria: tuple[CriterionLine, ...]
    quotes: tuple[tuple[str, ...], ...]
    """One for each criterion, in the same order."""
    notes: tuple[str, ...]
    """Our readings, one for each criterion, in the same order; empty where nothing is open."""
    readings: tuple[tuple[str, ...], ...]
    """Each criterion's requirements in one plain sentence each («højst 749 fuldtidspersoner i dec. 2017 …»)."""
    shown: tuple[Trajectory, ...]


@dataclass(frozen=True, slots=True)
class ContractDocument:
    """Aftalen, readable as a document."""

    contract: Contract
    municipality: str
    made_up: str
    """What a reader must know of a made-up contract; empty for a real one."""
    goals: tuple[GoalDocument, ...]
    key_dates: tuple[str, ...]
    example: bool


class Variation(StrEnum):
    """What the newest figure says of the series itself; good or bad by the indicator's declared better side."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"
    """More than noise, but the indicator has no better side."""
    NONE = "none"
    TOO_FEW = "too_few"
    NO_SPREAD = "no_spread"
    """The figures hardly vary, so there are no limits to tell noise by."""


class Outlook(StrEnum):
    """What the limits say of the target."""

    USUALLY_MET = "usually_met"
    USUALLY_MISSED = "usually_missed"
    EITHER = "either"
    TOO_EARLY = "too_early"
    """The newest figure is on the other side of the target than the limits: they are made from a time that is past."""
    NONE = "none"
    """No limits, a target that has no level, or one that is settled."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Noise or not, in two words with an icon each."""

    variation: Variation
    word: str
    """«forbedring»."""
    direction: int
    """1 upwards, -1 downwards, 0 no signal."""
    outlook: Outlook
    outlook_word: str
    """«vil normalt nå målet»; empty for NONE."""


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """One point of a control chart. `value` None is a gap; `low`, `mean`, `high` None: there are no limits."""

    period: Period
    value: Decimal | None
    label: str
    provisional: bool
    gap: str
    variation: Variation
    low: Decimal | None
    mean: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class ControlChart:
    """«Er det mere end støj?» drawn: points, mean and limits of each group."""

    title: str
    unit: str
    points: tuple[ControlPoint, ...]
    delivered: tuple[Point, ...]
    """The figures before the season was taken out; empty where the points are the figures themselves."""
    starts: tuple[Break, ...]
    """Where a person has accepted that new limits begin, with the cause."""
    breaks: tuple[Break, ...]
    target: Decimal | None
    """None: the target has no level that the points can be held against."""
    target_label: str
    decimals: int
    source_line: str
    alternative: str
    example: bool


@dataclass(frozen=True, slots=True)
class RebaseProposal:
    """A shift has lasted: new limits may begin at `period`, if a person knows the cause."""

    contract: str
    indicator: str
    area: str
    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class SignalView:
    """The tab «Er det mere end støj?» for one target."""

    signal: Signal
    sentence: str
    """What the chart shows and what it does not."""
    outlook_sentence: str
    notes: tuple[Fact, ...]
    """How it is worked out: limits, season, groups, provisional figures."""
    chart: ControlChart | None
    """None: there is nothing to draw."""
    table: Table | None
    proposal: RebaseProposal | None


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
    """Where the value is heading; never a status. Either `refused` says why there is none, or the rest is filled."""

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


class Against(StrEnum):
    """Own figure against a group's middle half, or against a benchmark by own interval."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    """Outside, but the indicator has no better side."""
    LOWER = "lower"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One municipality of a funnel: how many it counts of, and its share of them."""

    area: str
    name: str
    base: Decimal
    value: Decimal
    label: str
    """«Varde: 1,2 pr. 1.000 af 49.900 indbyggere, uden for 99,8 %»."""
    outside: bool
    """Beyond the outer limits: named in the picture."""
    own: bool


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """Limits at one size, in the indicator's unit: outer 99.8 per cent, inner 95 per cent."""

    base: Decimal
    low_outer: Decimal
    low_inner: Decimal
    high_inner: Decimal
    high_outer: Decimal


@dataclass(frozen=True, slots=True)
class Funnel:
    """Shares by size round the group's pooled share, with the limits that chance alone seldom passes."""

    title: str
    """A sentence with the finding."""
    unit: str
    base_label: str
    points: tuple[FunnelPoint, ...]
    steps: tuple[FunnelStep, ...]
    pooled: Decimal
    pooled_label: str
    decimals: int
    note: str
    example: bool


@dataclass(frozen=True, slots=True)
class Spine:
    """Own place in the group's spread, own left out: lowest, quartiles, middle and highest."""

    low: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    high: Decimal
    own: Decimal | None
    nation: Decimal | None
    better_low: bool
    """True: low stands to the right, which is the better side."""


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One indicator of Kommuneprofil."""

    indicator: Indicator
    period: Period
    period_text: str
    text: str
    """Own figure, or the word for why there is none."""
    value: Decimal | None
    group_text: str
    group_value: Decimal | None
    nation_text: str
    nation: Decimal | None
    place: str
    """«nr. 3-5 af 16»; empty for counts and context."""
    against: Against
    word: str
    """«bedre end den midterste halvdel»."""
    spine: Spine | None
    """None: a count, or fewer than three of the group have a figure."""
    alternative: str
    provisional: bool
    example: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """Kommuneprofil: one municipality against its group over all indicators."""

    own: str
    own_name: str
    group: str
    group_title: str
    as_of: date
    headline: str
    """«Bedre end den midterste halvdel på 5 af 14 tal, dårligere på 3.»"""
    lines: tuple[ProfileLine, ...]
    """Those with a better side first, then context, then counts."""
    note: str
    table: Table
    example: bool
    unknown_group: str
    """What is needed where the group's members are not known; then nothing else is filled."""
    instead: tuple[Choice, ...]
    """Known groups that own is in, where this one is not known."""


@dataclass(frozen=True, slots=True)
class OwnGroupLine:
    """A group that people here have written in, as it stood each time."""

    id: str
    title: str
    text: str
    """Members, days and source."""
    given: str
    withdrawn: str
    """Empty where it stands."""


@dataclass(frozen=True, slots=True)
class GroupEditor:
    """Grupper: what can be written in, and what has been."""

    needed: tuple[Choice, ...]
    """Groups whose members are not known; the title is the group's own."""
    needs: tuple[str, ...]
    """What each of them needs, in the same order."""
    benefits: tuple[str, ...]
    """Of the needed groups, in the same order; empty: not a cluster."""
    areas: tuple[Choice, ...]
    own: tuple[OwnGroupLine, ...]
    """Newest first."""
