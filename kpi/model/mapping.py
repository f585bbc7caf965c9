"""A mapping (tilknytning): what a person once said of a sheet, so that next month's is read by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ColumnFact(StrEnum):
    """What a column of the sheet, or one fixed text for all its rows, can say."""

    INDICATOR = "indicator"
    AREA = "area"
    AREA_CODE = "area_code"
    PERIOD = "period"
    VALUE = "value"
    UNIT = "unit"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    QUALITY = "quality"
    PUBLISHED = "published"
    COMMENT = "comment"


FIXABLE = (ColumnFact.INDICATOR, ColumnFact.AREA, ColumnFact.PERIOD, ColumnFact.UNIT)
"""May be fixed where the sheet has no column for them."""
NEEDED = (ColumnFact.INDICATOR, ColumnFact.AREA, ColumnFact.PERIOD, ColumnFact.VALUE, ColumnFact.UNIT)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    name: str
    """The file's name without .toml."""
    title: str
    sheet: str
    """The sheet's name; empty: any sheet, or a text file."""
    above: str
    """Words that must stand above the headings; empty: the headings alone say what it is."""
    headings: tuple[str, ...]
    """The row of headings, empty cells left out; without the periods where these stand across."""
    columns: Mapping[ColumnFact, str]
    """The heading of the column that says each fact."""
    fixed: Mapping[ColumnFact, str]
    periods_across: bool
    """True: every heading that is a period stands over values of that period."""
