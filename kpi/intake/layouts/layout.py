"""What a layout is: how a table is recognised by its content, and what it hands to the checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kpi.intake.checks.numbers import Convention
from kpi.intake.files.table import StatedRow
from kpi.model.delivery import RowIssue


@dataclass(frozen=True, slots=True)
class Translation:
    """Every row of the table is in `rows`, named in `refused` or `told`, or `outside`."""

    rows: list[StatedRow]
    refused: list[RowIssue]
    warnings: list[RowIssue]
    outside: tuple[int, ...]
    """Title rows above and notes below, which are no figures."""
    unread: tuple[str, ...] = ()
    """Headings of columns that belong to no indicator, where that is usual and no fault."""
    told: tuple[RowIssue, ...] = ()
    """Rows that are no figures of ours and no fault, in one line for each kind."""
    official: bool = False
    """True: a source's own table."""
    numbers: Convention = Convention.UNSETTLED
    """How the layout always writes numbers; UNSETTLED: in either way."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table recognised as one layout."""

    name: str
    """In Danish: «Effekttavlens eget format»."""
    place: int
    """Index in the table's rows of the last row of headings."""
    width: int
    figures: frozenset[int]
    """Columns of numbers, where nine digits are an amount."""
    translate: Callable[[], Translation]
    """FileRefused where the table as a whole cannot be trusted."""
    above: str = ""
    """Words over the headings that a person has said belong to it; empty: none."""
