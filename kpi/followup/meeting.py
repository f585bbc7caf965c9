"""MED-møde: a cover, one criterion a screen in the contract's order, a closing screen."""

from __future__ import annotations

from kpi.analysis.judged import Judged
from kpi.analysis.since import last_meeting
from kpi.followup.changes import changes
from kpi.followup.degrees import contract_degree
from kpi.followup.scorecard import newest, phase
from kpi.model.journal import FollowUp, MeetingHeld
from kpi.model.views.criterion import CriterionView
from kpi.model.views.meeting import Meeting
from kpi.model.views.parts import Count
from kpi.texts import overview as words
from kpi.texts.places import area_name
from kpi.texts.statuses import counts, counts_line


def meeting(judged: Judged, before: Judged, criteria: tuple[CriterionView, ...]) -> Meeting:
    """`before` is the contract on the day that is looked back to, `criteria` are all of it, in its order.

    Follow-ups are those agreed at the last meeting or since.
    """
    held = last_meeting(judged)
    statement = held.statement if held else None
    counted = counts([result.decisive for result in judged.results])
    return Meeting(
        contract=judged.contract,
        municipality=area_name(judged.contract.municipality, judged.definitions),
        committee=statement.committee if isinstance(statement, MeetingHeld) else words.COMMITTEE,
        as_of=judged.as_of,
        cover_lines=_cover(judged, counted),
        counts=counted,
        changes=changes(judged, before),
        follow_ups=tuple(
            words.action_state(said.what, said.role, said.when)
            for entry in judged.entries
            if isinstance(said := entry.statement, FollowUp) and (held is None or entry.applies_on >= held.applies_on)
        ),
        criteria=criteria,
        closing=(words.CLOSED, counts_line(counted)),
        example=any(view.example for view in criteria),
    )


def _cover(judged: Judged, counted: tuple[Count, ...]) -> tuple[str, ...]:
    lines = counts_line(counted), contract_degree(judged), newest(judged), phase(judged.contract, judged.as_of)
    return tuple(filter(None, lines))
