"""Kommuneprofil: how does own municipality stand on all indicators?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.comparison import Against
from kpi.model.views.parts import Choice, Table


@dataclass(frozen=True, slots=True)
class Spine:
    """Own place in the group's spread, own left out: lowest, quartiles, middle and highest. None: no figure."""

    low: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    high: Decimal
    own: Decimal | None
    nation: Decimal | None
    better_low: bool
    """True: low stands to the right, which is the better side."""


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One indicator of Kommuneprofil. None: no figure, and the text beside it says why."""

    indicator: Indicator
    period: Period
    period_text: str
    text: str
    """Own figure, or the word for why there is none."""
    value: Decimal | None
    group_text: str
    group_value: Decimal | None
    nation_text: str
    nation: Decimal | None
    place: str
    """«nr. 3-5 af 16»; empty for counts and context."""
    against: Against
    word: str
    """«bedre end den midterste halvdel»."""
    spine: Spine | None
    """None: a count, or fewer than three of the group have a figure."""
    alternative: str
    provisional: bool
    example: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """Kommuneprofil: one municipality against its group over all indicators."""

    own: str
    own_name: str
    group: str
    group_title: str
    as_of: date
    headline: str
    """«Bedre end den midterste halvdel på 5 af 14 tal, dårligere på 3.»"""
    lines: tuple[ProfileLine, ...]
    """Those with a better side first, then context, then counts."""
    note: str
    table: Table
    example: bool
    unknown_group: str
    """What is needed where the group's members are not known; then nothing else is filled."""
    instead: tuple[Choice, ...]
    """Known groups that own is in, where this one is not known."""
