"""Is it more than noise?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpi.model.beside import Variation
from kpi.model.period import Period
from kpi.model.views.line import Break, Point
from kpi.model.views.parts import Fact, Table


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
class SignalWords:
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

    signal: SignalWords
    sentence: str
    """What the chart shows and what it does not."""
    outlook_sentence: str
    notes: tuple[Fact, ...]
    """How it is worked out: limits, season, groups, provisional figures."""
    chart: ControlChart | None
    """None: there is nothing to draw."""
    table: Table | None
    """None: as `chart`."""
    proposal: RebaseProposal | None
    """None: no shift has lasted."""
