"""Series breaks that sources tell of: said at import, and where they are answered."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.definitions.told_breaks import BreakProposal
from kpi.model.definitions import Definitions
from kpi.model.delivery import ToldBreak
from kpi.model.journal import BreakAnswered, JournalEntry
from kpi.model.period import Period
from kpi.texts.periods import danish_day, day, long

ANSWER = (
    "Svar på siden Datagrundlag, om det er et databrud, eller om tallene kan sammenlignes. Indtil da skriver tavlen "
    "«kilden melder databrud», når tal sammenlignes hen over det."
)
SETTLED = "Det står der allerede et databrud for, eller nogen har svaret på det."
NONE = "Ingen kilde melder databrud."
OPEN = "Ingen har svaret endnu."


def told(one: ToldBreak, definitions: Definitions) -> str:
    """«Filen melder databrud i «Beskæftigelsesfrekvens» fra 2016: «Der er databrud mellem 2015 og 2016.»»."""
    title = definitions.indicators[one.indicator].title
    return f"Filen melder databrud i «{title}» {place(one.first)}: «{one.words}»"


def place(first: Period | None) -> str:
    return f"fra {long(first)}" if first else "uden at sige, fra hvornår"


def proposal(one: BreakProposal, definitions: Definitions) -> str:
    title = definitions.indicators[one.indicator].title
    return f"{title}, {place(one.first)}: «{one.words}»"


def answer(one: BreakProposal) -> str:
    """What somebody has answered; or that nobody has."""
    entry = one.answer
    if entry is None:
        return OPEN
    return f"{_answered(one, entry)} ({entry.by}, {day(danish_day(entry.recorded_at))})."


def _answered(one: BreakProposal, entry: JournalEntry) -> str:
    assert isinstance(entry.statement, BreakAnswered)
    accepted, reason = one.accepted_from, entry.statement.reason.rstrip(".")
    said = f"Et databrud fra {long(accepted)}" if accepted else "Tallene kan sammenlignes"
    return f"{said}: {reason}"


def at_import(open_: Sequence[ToldBreak], settled: Sequence[ToldBreak], definitions: Definitions) -> list[str]:
    """Each in the source's own words, and what is to be done."""
    said = [told(one, definitions) for one in open_]
    if said:
        said.append(ANSWER)
    return said + [f"{told(one, definitions)} {SETTLED}" for one in settled]
