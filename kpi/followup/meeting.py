"""MED-møde: a cover, one criterion a screen in the contract's order, a closing screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi.followup.changes import changes_of, last_meeting
from kpi.followup.criterion import build_criterion
from kpi.followup.judged import judge
from kpi.followup.scorecard import newest, phase
from kpi.model.definitions import Definitions
from kpi.model.journal import FollowUp, JournalEntry, MeetingHeld
from kpi.model.views.meeting import Meeting
from kpi.store import Store
from kpi.texts import overview as words
from kpi.texts.places import area_name
from kpi.texts.statuses import counts, counts_line


def meeting(
    definitions: Definitions, store: Store, entries: Sequence[JournalEntry], contract_id: str, as_of: date
) -> Meeting:
    """Follow-ups are those agreed at the last meeting or since."""
    judged = judge(definitions, store, entries, contract_id, as_of)
    held = last_meeting(entries, contract_id, as_of)
    statement = held.statement if held else None
    counted = counts(tuple(result.status for result in judged.results))
    criteria = tuple(build_criterion(judged, result.criterion.id) for result in judged.results)
    return Meeting(
        contract=judged.contract,
        municipality=area_name(judged.contract.municipality, definitions),
        committee=statement.committee if isinstance(statement, MeetingHeld) else words.COMMITTEE,
        as_of=as_of,
        cover_lines=tuple(filter(None, (counts_line(counted), newest(judged), phase(judged.contract, as_of)))),
        counts=counted,
        changes=changes_of(judged, store, entries),
        follow_ups=tuple(
            words.action_state(said.what, said.role, said.when)
            for entry in judged.entries
            if isinstance(said := entry.statement, FollowUp) and (held is None or entry.applies_on >= held.applies_on)
        ),
        criteria=criteria,
        closing=(words.CLOSED, counts_line(counted)),
        example=any(view.example for view in criteria),
    )
