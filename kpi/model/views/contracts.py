"""Which contracts are there?"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.contract import Contract
from kpi.model.views.parts import Count


@dataclass(frozen=True, slots=True)
class ContractCard:
    """One contract on the first screen."""

    contract: Contract
    municipality: str
    counts: tuple[Count, ...]
    """Empty before the contract begins: nothing is owed yet."""
    newest: str
    phase: str
    example: bool
