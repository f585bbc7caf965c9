"""Aftalen: the contract readable as a document, with the reading chosen for each criterion."""

from __future__ import annotations

from kpi.analysis.judged import Judged
from kpi.followup.criterion import action_lines
from kpi.followup.progress import shown_trajectory
from kpi.followup.scorecard import criterion_line
from kpi.model.contract import Contract, Criterion, Goal, KeyDate
from kpi.model.views.document import ContractDocument, GoalDocument
from kpi.texts import document as words
from kpi.texts import overview as overview_words
from kpi.texts.periods import day, long
from kpi.texts.places import area_name
from kpi.texts.rules import reading_aloud


def contract_document(judged: Judged) -> ContractDocument:
    goals = tuple(_goal(judged, goal) for goal in judged.contract.goals)
    return ContractDocument(
        contract=judged.contract,
        municipality=area_name(judged.contract.municipality, judged.definitions),
        owners=words.owners(judged.contract.owners, judged.contract.owner_note),
        goals=goals,
        key_dates=tuple(_key_date(one) for one in judged.contract.key_dates),
        example=any(line.example for goal in goals for line in goal.criteria)
        or any(line.example for goal in goals for line in goal.shown),
    )


def _goal(judged: Judged, goal: Goal) -> GoalDocument:
    return GoalDocument(
        number=goal.number,
        title=goal.title,
        section=goal.section,
        origin=words.ORIGINS[goal.origin],
        responsible="" if goal.responsible else overview_words.not_responsible(judged.contract.unit),
        aims=goal.aims,
        evaluated_in=goal.evaluated_in,
        actions=action_lines(judged, goal),
        criteria=tuple(criterion_line(judged, goal, criterion) for criterion in goal.criteria),
        quotes=tuple(criterion.quote for criterion in goal.criteria),
        notes=tuple(criterion.note for criterion in goal.criteria),
        readings=tuple(
            tuple(reading_aloud(part, judged.definitions) for part in judged.result(criterion.id).results)
            for criterion in goal.criteria
        ),
        owners=tuple(_owners(judged.contract, goal, criterion) for criterion in goal.criteria),
        shown=tuple(filter(None, (shown_trajectory(judged, indicator) for indicator in goal.shown))),
    )


def _owners(contract: Contract, goal: Goal, criterion: Criterion) -> str:
    named = contract.owners_of(goal, criterion)
    return "" if named == contract.owners else words.owners(named, contract.owner_note)


def _key_date(key_date: KeyDate) -> str:
    when = long(key_date.period) if key_date.day is None else day(key_date.day)
    return words.key_date(when, key_date.title)
