"""The rule language: what a target requires of a value, as closed unions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from kpi.model.period import Period

Number = TypeVar("Number", Decimal, Fraction)
"""Values as delivered, or exact where they are worked out (a mean of twelve months, a third of a change)."""


class Comparison(StrEnum):
    AT_LEAST = "at_least"
    ABOVE = "above"
    """Strict: «over 80 %», «bedre end», «flere end»."""
    AT_MOST = "at_most"
    BELOW = "below"
    """Strict."""

    def holds(self, value: Number, required: Number) -> bool:
        match self:
            case Comparison.AT_LEAST:
                return value >= required
            case Comparison.ABOVE:
                return value > required
            case Comparison.AT_MOST:
                return value <= required
            case Comparison.BELOW:
                return value < required

    @property
    def wants_high(self) -> bool:
        return self in (Comparison.AT_LEAST, Comparison.ABOVE)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a change is counted from."""

    period: Period
    stated: Decimal | None
    """The contract's own figure («mod 62 % i 1. kvartal 2014»); None: the indicator's figure of that period."""
    population: str = ""
    """Whom the baseline counts, in the contract's words; empty: as the target."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A change in the indicator's own unit, with sign: minus 63. Zero is «flere end», «skal falde»."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class RelativeChange:
    """A change in per cent of the baseline, with sign: «10 procent flere» is 10."""

    percent: Decimal


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


Change = Amount | RelativeChange | Yearly


@dataclass(frozen=True, slots=True)
class Constant:
    """«mindst 25 pct.», «til 15 %»."""

    value: Decimal
    path_from: Baseline | None
    """Where the straight line to the target begins; None: no path, the level is compared as it stands."""


@dataclass(frozen=True, slots=True)
class FromBaseline:
    """«reduceret med 63 … sammenlignet med niveauet i december 2015»."""

    baseline: Baseline
    change: Change


class Lag(StrEnum):
    """How far back the figure lies that the value is compared with."""

    YEAR = "year"
    """The same period of the year before."""
    PERIOD = "period"
    """The period before; over a whole year the year before."""


@dataclass(frozen=True, slots=True)
class FromEarlier:
    """«bedre end året før», «år for år»: a baseline that moves with the period judged."""

    lag: Lag
    change: Amount | RelativeChange


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

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class OfArea:
    """«bedre end landsgennemsnittet»: the same indicator, same period, of another area."""

    area: str


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """«bedre end forventet givet rammevilkår»: another indicator of the same area in the same period."""

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

    peer_group: str
    statistic: Statistic


Reference = Constant | Steps | FromBaseline | FromEarlier | OfArea | OfIndicator | OfPeers


@dataclass(frozen=True, slots=True)
class Threshold:
    """The value against one required value."""

    comparison: Comparison
    reference: Reference


@dataclass(frozen=True, slots=True)
class Between:
    """The value inside a band; both ends are included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class BestFraction:
    """«i den laveste tredjedel af kontanthjælpsklyngen»: places 1..floor(n x fraction), 1 is best.

    «Ikke i den dårligste tredjedel»: places 1..n - floor(n x fraction).
    """

    peer_group: str
    fraction: Fraction
    outside_worst: bool = False
    """True: the fraction is that of the worst places, and the place must be outside them."""

    def places(self, members: int) -> int:
        """How many places fulfil it, from 1."""
        part = int(members * self.fraction)
        return members - part if self.outside_worst else part


Rule = Threshold | Between | BestFraction


class Window(StrEnum):
    """What stretch of time the value covers."""

    PERIOD = "period"
    """One period as delivered."""
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"
    ROLLING_YEAR = "rolling_year"


class Strength(StrEnum):
    TARGET = "target"
    ASPIRATION = "aspiration"
    """«gerne»: never shown as missed in red."""


class BaselinePolicy(StrEnum):
    RESTATED = "restated"
    """The baseline as known now."""
    FROZEN = "frozen"
    """The baseline as known when the contract was agreed."""
