"""What surrounds a requirement while it is read: what it may name, its contract, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.definitions import value
from kpi.definitions.table import Key, ReadTable
from kpi.model.area import Area
from kpi.model.contract import Term
from kpi.model.indicator import Indicator, PeerGroup
from kpi.model.period import Period

# fmt: off
REQUIREMENT_ID = Key[str | None]("id", value.identifier, None, about=
    "Kravets id; begynder med succeskriteriets. Uden får det succeskriteriets, med et nummer efter, når der er "
    "flere.", example="k1-marts")
REQUIREMENT_TITLE = Key[str | None]("title", value.text, None, about=
    "Kravets egen titel, når succeskriteriet har flere krav.", example="Mindst 10 pct. i juni")
PART = Key[str]("part", value.any_text, "", about="Id på den del (part), kravet hører til.", example="tal")
DUE = Key[Period]("due", value.period, about=
    "Fristen som en periode: en måned, et kvartal, et halvår eller et år.", example="2017-12")
REASON = Key[str]("reason", value.text, about=
    "Hvorfor; det vises på tavlen.", example="Vedtaget af udvalget 14. marts 2017")
# fmt: on


@dataclass(frozen=True, slots=True)
class Declared:
    """What contracts may name. None for one of them: declared, but faulty; None for all: the file cannot be read."""

    indicators: Mapping[str, Indicator | None] | None
    areas: Mapping[str, Area | None] | None
    peer_groups: Mapping[str, PeerGroup | None] | None


@dataclass(frozen=True, slots=True)
class Scope:
    """The contract around a criterion. None: unknown because it is itself faulty."""

    declared: Declared
    municipality: str | None
    agreed_on: date | None
    term: Term | None
    year_starts: int
    """The month that the contract's own year begins with."""
    goals: dict[str, str]
    criteria: dict[str, str]
    requirements: dict[str, str]

    def in_own_year(self, period: Period) -> Period:
        """A year written 2016/17 begins with the contract's own month, where that is not January."""
        return period.beginning(self.year_starts) if period.begins_after and self.year_starts != 1 else period


@dataclass(frozen=True, slots=True)
class Named:
    """What a requirement is called when it does not say it itself: as its criterion, with a number among several."""

    criterion: str | None
    """None: the criterion has no usable id, which is told already."""
    title: str
    several: bool
    number: int = 1

    def numbered(self, number: int) -> Named:
        return Named(self.criterion, self.title, self.several, number)

    def identify(self, table: ReadTable) -> str:
        """The id; notes one that does not begin with the criterion's. Empty where the criterion's own is faulty."""
        own = table.get(REQUIREMENT_ID)
        if self.criterion is None:
            return own or ""
        if own is None:
            return f"{self.criterion}-{self.number}" if self.several else self.criterion
        if own != self.criterion and not own.startswith(f"{self.criterion}-"):
            table.at(REQUIREMENT_ID).note(
                f"Kravets id «{own}» begynder ikke med succeskriteriets «{self.criterion}».",
                f"Skriv fx «{self.criterion}-{self.number}», eller fjern id'et.",
            )
        return own

    def call(self, table: ReadTable) -> str:
        return table.get(REQUIREMENT_TITLE) or self.title
