"""How far a contract and each criterion are fulfilled, where the contract pays or scores by that, in words."""

from __future__ import annotations

from kpi.analysis.degrees import degree_of, fulfilment, is_scored
from kpi.analysis.judged import Judged
from kpi.model.evaluation import CriterionResult
from kpi.texts import degrees as words


def contract_degree(judged: Judged) -> str:
    """Empty: no criterion has a weight."""
    found = fulfilment(judged.contract, judged.results)
    if found is None:
        return ""
    return words.of_contract(found.degree, found.known, len(found.unknown), provisional=found.provisional)


def criterion_degree(result: CriterionResult) -> str:
    """Empty: it has neither a weight nor degrees."""
    if not is_scored(result.criterion):
        return ""
    provisional = any(part.provisional for part in result.results)
    return words.of_criterion(degree_of(result), result.criterion.weight, provisional=provisional)
