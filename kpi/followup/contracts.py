"""The first screen: how each contract stands, in counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi.followup.judged import judge
from kpi.followup.scorecard import newest, phase
from kpi.model.definitions import Definitions
from kpi.model.journal import JournalEntry
from kpi.model.views.contracts import ContractCard
from kpi.store import Store
from kpi.texts.alphabet import sort_key
from kpi.texts.places import area_name
from kpi.texts.statuses import counts


def contract_cards(
    definitions: Definitions, store: Store, entries: Sequence[JournalEntry], as_of: date
) -> tuple[ContractCard, ...]:
    """Made-up contracts last, otherwise by municipality and newest year first."""
    order = sorted(
        definitions.contracts.values(),
        key=lambda one: (one.made_up, sort_key(area_name(one.municipality, definitions)), -one.year, one.id),
    )
    return tuple(_card(definitions, store, entries, contract.id, as_of) for contract in order)


def _card(
    definitions: Definitions, store: Store, entries: Sequence[JournalEntry], contract_id: str, as_of: date
) -> ContractCard:
    judged = judge(definitions, store, entries, contract_id, as_of)
    begun = as_of >= judged.contract.starts_on
    return ContractCard(
        contract=judged.contract,
        municipality=area_name(judged.contract.municipality, definitions),
        counts=counts(tuple(result.status for result in judged.results)) if begun else (),
        newest=newest(judged),
        phase=phase(judged.contract, as_of),
        example=any(judged.example(result.results) for result in judged.results),
    )
