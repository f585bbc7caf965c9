"""Words and tables that several views are made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi.model.evaluation import Status


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
class Count:
    status: Status
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
