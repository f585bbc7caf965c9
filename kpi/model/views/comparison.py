"""Sammenligning: how does own municipality stand among others on one indicator?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.funnel import Funnel
from kpi.model.views.line import Break, Line
from kpi.model.views.parts import Choice, Fact, Table


class Against(StrEnum):
    """Own figure against a group's middle half, or against a benchmark by own interval."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    """Outside, but the indicator has no better side."""
    LOWER = "lower"
    UNKNOWN = "unknown"


class AgainstMiddle(StrEnum):
    """Own figure against a group's middle half, whose ends belong to it."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


class ShownThird(StrEnum):
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
    third: ShownThird
    own: bool
    provisional: bool
    gap: str
    expected: Decimal | None = None
    """What was to be expected of it given its framework conditions; None: not delivered, or not asked for."""


@dataclass(frozen=True, slots=True)
class ComparisonView:
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
    title: str
    """Over the bars: own figure beside the group's and the nation's; empty where there are none."""
    bars: tuple[PeerBar, ...]
    """Best first; those without a value last."""
    best_places: int
    group_value: Decimal | None
    """Weighted where numerator and denominator are known, otherwise the median; own left out. None: no figure."""
    group_label: str
    nation: Decimal | None
    """None: no figure."""
    nation_label: str
    to_best_third: str
    """«12 fuldtidspersoner færre ville række til bedste tredjedel»; empty where it is there or cannot be said."""
    development: tuple[Line, ...]
    """Own municipality, and the group's lower quartile, median and upper quartile."""
    development_title: str
    """Own against the middle half: newest, and how often; only the indicator's name where they never meet."""
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
class ComparisonChoices:
    indicators: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    usual_group: str
    """What is compared with until another is chosen; empty where the municipality is in none that will do."""
    periods: tuple[Choice, ...]
    """Newest first."""
    areas: tuple[Choice, ...]
    measures: tuple[Choice, ...] = ()
    """Ways to show the indicator: count, rate, index, against what was to be expected. Its own way first."""
    cluster_note: str = ""
    """Said where no cluster is known that own is in; empty otherwise."""
