"""The first screen: how each contract stands, in counts."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.analysis.judged import Judged
from kpi.followup.scorecard import newest, phase
from kpi.model.views.contracts import ContractCard
from kpi.texts.alphabet import sort_key
from kpi.texts.places import area_name
from kpi.texts.statuses import counts


def contract_cards(contracts: Iterable[Judged]) -> tuple[ContractCard, ...]:
    """Made-up contracts last, otherwise by municipality and newest year first."""
    return tuple(_card(judged) for judged in sorted(contracts, key=_order))


def _order(judged: Judged) -> tuple[object, ...]:
    contract = judged.contract
    name = area_name(contract.municipality, judged.definitions)
    return contract.made_up, sort_key(name), -contract.year, contract.id


def _card(judged: Judged) -> ContractCard:
    begun = judged.as_of >= judged.contract.starts_on
    return ContractCard(
        contract=judged.contract,
        municipality=area_name(judged.contract.municipality, judged.definitions),
        counts=counts([result.decisive for result in judged.results]) if begun else (),
        newest=newest(judged),
        phase=phase(judged.contract, judged.as_of),
        example=any(judged.example(result.results) for result in judged.results),
    )
