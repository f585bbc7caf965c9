"""A person's answer to what a source tells of a series break."""

from __future__ import annotations

from datetime import datetime

from kpi.access import Permission, User, require
from kpi.definitions.told_breaks import BreakProposal
from kpi.intake import contains_cpr
from kpi.intake.checks.periods import read_period
from kpi.intake.refusal import Unreadable
from kpi.journal import add_entry
from kpi.model.folder import DataFolder
from kpi.model.journal import BreakAnswered
from kpi.receive.withdrawal import ChangeRefused
from kpi.texts.periods import danish_day


def answer_break(
    folder: DataFolder, proposal: BreakProposal, *, accepted_from: str, reason: str, by: User, now: datetime
) -> None:
    """It is a break from this period, as written; empty: the figures can be compared. A later answer goes before.

    ChangeRefused for a period that is none of the indicator's kind, and for a reason that is empty or holds a CPR
    number.
    """
    require(by, Permission.ENTER, f"svar om databrud i {proposal.indicator}")
    if not reason.strip():
        raise ChangeRefused("Skriv, hvad svaret bygger på.")
    if contains_cpr(reason):
        raise ChangeRefused("Begrundelsen ser ud til at indeholde et CPR-nummer. Skriv den uden.")
    try:
        period = str(read_period(accepted_from, proposal.since.kind)) if accepted_from.strip() else ""
    except Unreadable as problem:
        raise ChangeRefused(str(problem)) from None
    answered = BreakAnswered(proposal.indicator, proposal.told, proposal.words, period, reason.strip())
    add_entry(folder.journals[-1], answered, applies_on=danish_day(now), by=by.name, now=now)
