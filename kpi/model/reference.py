"""What a value is compared with: whose figure, of when, and how much better.

Three orthogonal parts that can be put together freely: «2 procentpoint over landet», «medianen af regionens kommuner i
samme måned sidste år». A combination without a meaning cannot be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from kpi.model.period import Period

# --- whose figure


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a change is counted from."""

    period: Period
    stated: Decimal | None
    """The contract's own figure («mod 62 % i 1. kvartal 2014»); None: the figure of that period."""
    population: str = ""
    """Whom the baseline counts, in the contract's words; empty: as the target."""


@dataclass(frozen=True, slots=True)
class Constant:
    """«mindst 25 pct.», «til 15 %»."""

    series: ClassVar[bool] = False
    group: ClassVar[bool] = False
    value: Decimal
    path_from: Baseline | None = None
    """Where the straight line to the target begins; None: no path, the level is compared as it stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is required in this period: in every shorter one inside it, or at its end."""

    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Steps:
    """A level that varies by period: «800 i marts, 780 i juni, 749 i december»; in order of time, the last is due's.

    Between two steps the more lenient of them holds; a sum that grows through the year goes in a straight line.
    """

    series: ClassVar[bool] = False
    group: ClassVar[bool] = False
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """The target's own indicator in its own area."""

    series: ClassVar[bool] = True
    group: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class OfArea:
    """«bedre end landsgennemsnittet»: the same indicator of another area."""

    series: ClassVar[bool] = True
    group: ClassVar[bool] = False
    area: str


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """«bedre end forventet givet rammevilkår»: another indicator of the same area."""

    series: ClassVar[bool] = True
    group: ClassVar[bool] = False
    indicator: str


class Statistic(StrEnum):
    MEAN = "mean"
    """Plain mean of the members' figures."""
    MEDIAN = "median"
    WEIGHTED = "weighted"
    """Sum of numerators over sum of denominators; for counts the plain sum has no meaning and is refused."""
    EACH = "each"
    """Every member by itself: the one that is hardest to beat decides."""


@dataclass(frozen=True, slots=True)
class OfPeers:
    """«højere end andre kommuner, vi normalt sammenligner os med»; the own municipality is left out."""

    series: ClassVar[bool] = True
    group: ClassVar[bool] = True
    peer_group: str
    statistic: Statistic


Whose = Constant | Steps | Own | OfArea | OfIndicator | OfPeers
"""Traits: `series`, it has figures of its own that must be known; `group`, they are several areas'."""

# --- of when


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """The period that is judged."""

    moves: ClassVar[bool] = True
    ahead: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AtBaseline:
    """«sammenlignet med niveauet i december 2015»: one period, whenever one looks."""

    moves: ClassVar[bool] = False
    ahead: ClassVar[bool] = True
    baseline: Baseline


@dataclass(frozen=True, slots=True)
class YearsEarlier:
    """«bedre end året før»: the same period so many years back."""

    moves: ClassVar[bool] = True
    ahead: ClassVar[bool] = True
    years: int


@dataclass(frozen=True, slots=True)
class PeriodBefore:
    """«bedre måned for måned»: the period before; over a whole year the year before."""

    moves: ClassVar[bool] = True
    ahead: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class MeasurementBefore:
    """«bedre end ved sidste måling»: the last measurement before, whatever its date (a survey every second year)."""

    moves: ClassVar[bool] = True
    ahead: ClassVar[bool] = True


When = SamePeriod | AtBaseline | YearsEarlier | PeriodBefore | MeasurementBefore
"""Traits: `moves`, another period for each one judged; `ahead`, its figure is there before the one held to it."""

# --- how much better


@dataclass(frozen=True, slots=True)
class Amount:
    """A change in the indicator's own unit, with sign: minus 63. Zero is «flere end», «skal falde»."""

    value: Decimal

    @property
    def rises(self) -> bool:
        return self.value > 0


@dataclass(frozen=True, slots=True)
class RelativeChange:
    """A change in per cent of what it is counted from, with sign: «10 procent flere» is 10."""

    percent: Decimal

    @property
    def rises(self) -> bool:
        return self.percent > 0


class Growth(StrEnum):
    """How a rate per year adds up over several years."""

    LINEAR = "linear"
    """The same amount, or the same share of the baseline, every year."""
    COMPOUND = "compound"
    """The same share of the year before: 2 % of what is left."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A change every year from the baseline to due: «2 % om året». An amount is always linear."""

    change: Amount | RelativeChange
    growth: Growth

    @property
    def rises(self) -> bool:
        return self.change.rises


Change = Amount | RelativeChange | Yearly
UNCHANGED = Amount(Decimal(0))

# --- together


class Senseless(StrEnum):
    """Why parts that are each right have no meaning together."""

    FIXED_IN_TIME = "fixed_in_time"
    """A number that the contract gives belongs to no other period."""
    FIXED_CHANGED = "fixed_changed"
    """A number that the contract gives is written as it is, not as a change."""
    ITSELF = "itself"
    """The own figure compared with itself."""
    STATED_OF_OTHERS = "stated_of_others"
    """The contract's own figure of a baseline stands for the own figure alone."""
    RATE_WITHOUT_BASELINE = "rate_without_baseline"
    """A change every year is counted from a baseline."""


def senseless(whose: Whose, when: When, change: Change) -> Senseless | None:
    """None: the parts can be put together."""
    if not whose.series:
        if not isinstance(when, SamePeriod):
            return Senseless.FIXED_IN_TIME
        return None if change == UNCHANGED else Senseless.FIXED_CHANGED
    if isinstance(whose, Own) and isinstance(when, SamePeriod):
        return Senseless.ITSELF
    if not isinstance(whose, Own) and isinstance(when, AtBaseline) and when.baseline.stated is not None:
        return Senseless.STATED_OF_OTHERS
    if isinstance(change, Yearly) and not isinstance(when, AtBaseline):
        return Senseless.RATE_WITHOUT_BASELINE
    return None


@dataclass(frozen=True, slots=True)
class Reference:
    """ValueError for parts that have no meaning together (`senseless`)."""

    whose: Whose
    when: When = SamePeriod()
    change: Change = UNCHANGED

    def __post_init__(self) -> None:
        reason = senseless(self.whose, self.when, self.change)
        if reason is not None:
            raise ValueError(f"a reference without a meaning: {reason}")

    @property
    def series(self) -> bool:
        """It has figures that must be known."""
        return self.whose.series

    @property
    def group(self) -> bool:
        return self.whose.group

    @property
    def others(self) -> bool:
        """It is somebody else's, or something else's, figure."""
        return self.whose.series and not isinstance(self.whose, Own)

    @property
    def moves(self) -> bool:
        """Another figure for each period judged."""
        return self.whose.series and self.when.moves

    @property
    def ahead(self) -> bool:
        """What it requires can be known before the figure that it is held to."""
        return not self.whose.series or self.when.ahead

    @property
    def baseline(self) -> Baseline | None:
        """Where a change or a path of the own figure is counted from; None: nothing is."""
        if isinstance(self.whose, Constant):
            return self.whose.path_from
        if isinstance(self.whose, Own) and isinstance(self.when, AtBaseline):
            return self.when.baseline
        return None
