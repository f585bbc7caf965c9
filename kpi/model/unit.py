"""A unit is what figures are counted in, with the words its numbers are said in; declared in `data/units.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

INDEX = "indeks"
"""The id of the unit that the program itself gives a series whose named period is made 100."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One declared unit."""

    id: str
    """As written in files and in `indicators.toml`."""
    singular: str
    """The word after 1; empty: the number stands alone («antal»)."""
    plural: str
    before: str
    """The word before the number («nr. 12»); empty: none."""
    heading: str
    """What stands on an axis and over a column."""
    more: str
    less: str
    counted: bool
    """«749 færre end», «flere end 80»: what is counted needs no noun where the sentence has said it already."""
    whole: bool
    """Only whole numbers can occur."""
    amount: bool
    """It grows with the municipality unless it is counted per something."""
    base: int | None
    """A share's numerator over its denominator is multiplied by it: 100, 1.000, 100.000. None: it is no share."""
    minimum: Decimal | None
    """Smallest possible value of an indicator that declares none itself; None: no bound."""
    decimals: int
    """Decimals shown of an indicator that declares none itself."""
    difference: Unit | None
    """What a difference is said in (pct: procentpoint); None: in the unit itself."""
    spellings: tuple[str, ...]
    """Other ways to write it in files; upper and lower case are alike."""

    @property
    def percent(self) -> bool:
        """Parts of a hundred: the numerator is some of the denominator, and the sign is %."""
        return self.base == 100

    @property
    def scale(self) -> int:
        """What numerator over denominator is multiplied by to be in the unit; 1 for what is no share."""
        return 1 if self.base is None else self.base

    @property
    def of_difference(self) -> Unit:
        return self if self.difference is None else self.difference
