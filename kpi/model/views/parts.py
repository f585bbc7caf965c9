"""Words and tables that several views are made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpi.model.evaluation import Status


class ColourFamily(StrEnum):
    """Colour families of status; always shown together with a word and a shape."""

    GOOD = "good"
    NEAR = "near"
    BAD = "bad"
    UNDERWAY = "underway"
    AGREED = "agreed"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as it is shown: word, shape and colour family always come together."""

    status: Status
    line: str
    """Which line of the table of statuses it is: the status, or a case of it with a word of its own."""
    word: str
    """«Nået (foreløbigt tal)», «Vurderet: delvist opfyldt»."""
    shape: str
    family: ColourFamily
    mark: str = ""
    """«men ventes at misse», where signal or forecast pull the other way than the result; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many are shown as the badge says; `word` is what stands after the number."""

    badge: Badge
    word: str
    count: int


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a reader can choose: id in the address, words on the screen."""

    id: str
    title: str


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
