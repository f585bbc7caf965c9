"""An indicator is what is measured: its unit, kind, better side, frequency and source are declared, never inferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm

from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Comparison
from kpi.model.unit import Unit


class IndicatorKind(StrEnum):
    """How shorter periods become a longer one."""

    STOCK = "stock"
    """Averaged (fuldtidspersoner)."""
    FLOW = "flow"
    """Summed (antal match)."""
    SHARE = "share"
    """Sum of numerators over sum of denominators; never a mean of percentages."""


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
    """Context only (folketal): never ranked as good or bad, never judged."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """How a figure made in the old way reads in the new: times `factor`, plus `offset`."""

    source: str
    """Who has worked it out, and where."""
    factor: Decimal
    offset: Decimal

    @property
    def unchanged(self) -> bool:
        """«uændret niveau»: the two can be compared as they stand."""
        return self.factor == 1 and self.offset == 0


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """From this period on the figures are made in another way; no difference is shown across it without a bridge."""

    first: Period
    title: str
    bridge: Bridge | None = None
    """None: nobody has declared one."""
    told: bool = False
    """True: only the source tells of it, in the words of the title; nobody has answered whether it is one."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """How the source's API gives the indicator's figures; the table is the indicator's own `table`."""

    column: str
    """The source's heading of the measure; empty where its tables hold one measure each (Statistikbanken)."""
    split: str
    """Hierarchy or variable that is asked for beside area and period; empty: none, the totals."""
    heading: str
    """The answer's heading of the split; empty where it is the same."""
    member: str
    """The source's word for the member of the split that is the indicator; empty exactly where `split` is."""
    unit: str
    """What the source says the figures' unit is; empty where it says none."""
    known_by: tuple[str, ...] = ()
    """Words of the source's exported sheets that mean this table or member: of its title, or the English ones."""


@dataclass(frozen=True, slots=True)
class CompositePart:
    """One figure of a composite, times its weight."""

    indicator: str
    area: str
    """Area code; empty: the area that the composite is asked for."""
    weight: Fraction


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """A composite of other indicators' figures of the same period; a gap to another area has the weights 1 and -1."""

    parts: tuple[CompositePart, ...]

    @property
    def whole(self) -> int:
        """What every weight is so and so many parts of: 6 of a half, a third and a sixth."""
        return lcm(*(part.weight.denominator for part in self.parts))


@dataclass(frozen=True, slots=True)
class CountBeyond:
    """«ikke mere end to distrikter over 10 %»: how many figures of the same period are beyond a level.

    Counted are all `indicators` in all `areas` and members of the group on the period's last day.
    """

    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    """Empty with an empty group: the area that the count is asked for."""
    peer_group: str
    """Empty: no group."""
    comparison: Comparison
    level: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One declared indicator of `data/indicators.toml`."""

    id: str
    title: str
    unit: Unit
    kind: IndicatorKind
    better: Better
    frequency: PeriodKind
    decimals: int
    """Decimals shown; values are judged as delivered."""
    definition: str
    """What is counted, in plain Danish."""
    source: str
    """Id in `data/sources.toml`."""
    table: str
    """The source's own name of the table; empty where it has none."""
    link: str
    """The source's page of definition; empty where it has none."""
    provisional_periods: int
    """The newest n periods are provisional unless a row says otherwise."""
    published_after_days: int
    """Days from the end of a period until the source usually has published it."""
    seasonal: bool
    """Months are compared with the same month of the year before, never raw."""
    persons: bool
    """A count of persons, or a share whose numerator counts persons: own counts under the limit are hidden."""
    hidden_under: int
    """The source hides counts from 1 to this minus one (0: it hides nothing); bounds a hidden value in a ranking."""
    per: str
    """Indicator that is the base of a rate, in the same area and period; empty: none."""
    rate_base: str
    """What one unit of the rate is counted on, in words («befolkningen 16-66 år»); empty: not a rate."""
    minimum: Decimal | None
    """Smallest possible value; None: no bound."""
    maximum: Decimal | None
    """Largest possible value; None: no bound."""
    typed: bool
    """Entered by hand each period in «Indtast tal»."""
    numerator: str
    """Name of the numerator, or of the number of positive answers; empty: none is asked for."""
    denominator: str
    """Name of the denominator, or «antal svar» for a survey; empty: none is asked for."""
    breaks: tuple[SeriesBreak, ...]
    ended: Period | None
    """Last period the source will ever publish; None: it goes on."""
    fetched: Fetched | None = None
    """None: the figures come as files or are typed; no API is asked."""
    made_from: WeightedSum | CountBeyond | None = None
    """None: the figures are delivered. Otherwise they are worked out from other indicators' figures."""
    as_count: str = ""
    """Of a rate: the indicator with the number of those it counts, in the same areas and periods; empty: none."""
    expected: str = ""
    """Indicator with what was to be expected given the municipality's framework conditions; empty: none."""
    year_starts: int | None = None
    """The month that its years begin with: those it is delivered for, or is summed or averaged over. None: unsaid."""
    part_of: tuple[str, ...] = ()
    """Indicators whose persons these are some of, in the same area and period."""
    parts_complete: bool = False
    """True: those that say `part_of` this one are everybody in it, so that one of them can be found by subtraction."""

    @property
    def whole(self) -> bool:
        """Its delivered values are whole numbers."""
        return self.unit.whole and not self.decimals

    @property
    def year_begins(self) -> int:
        """The calendar month that its years begin with."""
        return self.year_starts or 1

    def containing(self, day: date) -> Period:
        """The period it is delivered by that the day lies in."""
        return Period.containing(self.frequency, day, self.year_begins)

    @property
    def can_be_negative(self) -> bool:
        """A result, a difference: a sum of it can fall."""
        return self.minimum is None or self.minimum < 0

    @property
    def is_amount(self) -> bool:
        """A bare amount: never ranked or compared with others as it stands. Counted per something it is a rate."""
        return self.unit.amount and self.kind is not IndicatorKind.SHARE and not self.rate_base


TYPED = "indtastet"
"""Id of the source of figures that people type."""
OWN_FILE = "fil"
"""Id of the source of a file of the municipality's own with figures of several sources."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from, and on which terms."""

    id: str
    name: str
    way_in: str
    terms: str
    credit: str
    """What the source line must say."""
    link: str
    example: bool
    """True: made-up figures (eksempeltal), marked wherever they show."""
    own: bool = True
    """The municipality's own: small counts in it are hidden here. False: published, so the source has been careful."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An area's membership of a group. None: no bound on that side."""

    area: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Municipalities that one is compared with."""

    id: str
    title: str
    source: str
    """Who made the group, where and when published."""
    members: tuple[Membership, ...] | None
    """None: the members are not known yet, and whatever needs them cannot be decided."""
    needed: str
    """What is needed to make the group known; empty where members are given."""
    benefit: str = ""
    """The benefit whose cluster (klynge) it is, in a word; empty: not a cluster."""

    def members_on(self, day: date) -> tuple[str, ...] | None:
        """Codes of the members on that day in code order; None where the members are not known."""
        if self.members is None:
            return None
        return tuple(
            sorted(
                m.area
                for m in self.members
                if (m.valid_from is None or m.valid_from <= day) and (m.valid_to is None or day <= m.valid_to)
            )
        )
