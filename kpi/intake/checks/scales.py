"""Headings and titles that say «1.000 kr.», «mio.» or «pct.» where the declared unit is another: nothing is scaled."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kpi.intake.files.table import Cell, Row, as_text
from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold, quoted
from kpi.model.indicator import Indicator
from kpi.model.unit import Unit

_SCALE = re.compile(
    r"(?<!pr\. )(?<!per )(?<![\d.])(?:1[. ]?000 kr\b|t\. ?kr\b|tkr\b|tusinde? kr"
    r"|mio\b|million(?:er)?\b|mia\b|milliard(?:er)?\b|i tusinder?\b|i 1[. ]000\b)"
)
_PERCENT = re.compile(r"%|\bpct\b|\bprocent\b")
_THOUSANDS, _MILLIONS = ("1000", "t.kr", "tkr", "tusind"), ("mio", "million")


def refuse_other_scale(above: Sequence[Row], headings: Sequence[Cell], indicators: Collection[Indicator]) -> None:
    """`headings`: of the columns of numbers. FileRefused, naming the words, where they fit none of the units."""
    amounts = [indicator for indicator in indicators if indicator.unit.amount]
    for text in _texts(above, headings) if amounts else ():
        found = _SCALE.search(fold(text))
        if found and (other := [one for one in amounts if not _is_of(found[0], one.unit)]):
            raise _refusal(text, other[0])
    for heading in headings:
        text = as_text(heading)
        if _PERCENT.search(fold(text)) and indicators and not any(_is_percent(one.unit) for one in indicators):
            raise _refusal(text, next(iter(indicators)))


def _texts(above: Sequence[Row], headings: Sequence[Cell]) -> Iterator[str]:
    yield from (as_text(cell) for _, cells in above for cell in cells if isinstance(cell, str))
    yield from (as_text(cell) for cell in headings)


def _is_of(scale: str, unit: Unit) -> bool:
    """The unit is counted in thousands, or millions, as the words say."""
    said = scale.replace(". ", "").replace(".", "").replace(" ", "")
    spelled = " ".join(map(fold, (unit.id, *unit.spellings)))
    if said.startswith(("mio", "million")):
        return any(word in spelled for word in _MILLIONS)
    if said.startswith(("mia", "milliard")):
        return "mia" in spelled or "milliard" in spelled
    return any(word in spelled for word in _THOUSANDS)


def _is_percent(unit: Unit) -> bool:
    return unit.percent or "pct" in fold(unit.id) or "procent" in fold(unit.id)


def _refusal(text: str, indicator: Indicator) -> FileRefused:
    return FileRefused(
        f"Filen siger {quoted(text)} om tallene, men «{indicator.title}» opgøres i {indicator.unit.id}. Hent eller "
        "skriv tallene i den enhed; tal regnes ikke om."
    )
