"""What a person expects a target's figure to be at its due, read as strictly as a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kpi.access import Permission, User, require
from kpi.disclosure import too_small_to_expect
from kpi.intake import contains_cpr
from kpi.intake.checks.numbers import Convention, read_number
from kpi.intake.refusal import Unreadable
from kpi.journal import add_entry
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import Estimated, JournalEntry
from kpi.model.views.entry import OpenTarget
from kpi.receive.withdrawal import ChangeRefused
from kpi.texts import entry as words
from kpi.texts.numbers import decimals_of, plain_input


@dataclass(frozen=True, slots=True)
class TypedEstimate:
    """In the texts that were typed; a Danish number."""

    value: str
    role: str
    note: str
    applies_on: date


def receive_estimate(
    folder: DataFolder, definitions: Definitions, asked: OpenTarget, typed: TypedEstimate, *, by: User, now: datetime
) -> JournalEntry:
    """ChangeRefused where anything is missing, is no possible figure of the target, or reads as a CPR number."""
    require(by, Permission.ENTER, f"skøn for {asked.requirement}")
    role, note = typed.role.strip(), typed.note.strip()
    if any(contains_cpr(text) for text in (typed.value, role, note)):
        raise ChangeRefused(words.ESTIMATE_CPR)
    if not typed.value.strip() or not role or not note:
        raise ChangeRefused(words.ESTIMATE_INCOMPLETE)
    value = _read(typed.value, asked, definitions.hidden_under)
    said = Estimated(asked.contract, asked.requirement, str(asked.due), value, role, note)
    return add_entry(folder.journals[-1], said, applies_on=typed.applies_on, by=by.name, now=now)


def _read(text: str, asked: OpenTarget, hidden_under: int) -> Decimal:
    indicator = asked.indicator
    try:
        value, in_percent = read_number(text, Convention.DANISH)
    except Unreadable as mistake:
        raise ChangeRefused(str(mistake)) from None
    if in_percent and not indicator.unit.percent:
        raise ChangeRefused(words.estimate_not_percent(indicator))
    if decimals_of(value) > indicator.decimals:
        raise ChangeRefused(words.estimate_decimals(indicator.decimals))
    if asked.lowest is not None and value < asked.lowest:
        raise ChangeRefused(words.estimate_too_low(plain_input(value), asked.lowest))
    if asked.highest is not None and value > asked.highest:
        raise ChangeRefused(words.estimate_too_high(plain_input(value), asked.highest))
    if too_small_to_expect(value, indicator, hidden_under):
        raise ChangeRefused(words.estimate_too_small(hidden_under))
    return value
