"""Each criterion's own words beside the rule they are read as, laid before whoever writes a contract."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.analysis.judged import judge
from kpi.definitions.spots import spots_of
from kpi.evaluate import evaluate_contract
from kpi.installation import Installation
from kpi.model.contract import Contract
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult
from kpi.model.observation import Figures
from kpi.texts import read_aloud as words


def read_aloud(definitions: Definitions, contract: Contract) -> tuple[str, ...]:
    """One text a criterion, without figures: «63 færre i december 2017 end i december 2015»."""
    figures = Figures(contract.starts_on, {}, {}, {})
    return _told(evaluate_contract(contract, definitions, figures, ()), definitions, contract)


def read_aloud_with_figures(here: Installation, contract_id: str) -> tuple[str, ...]:
    """As known on the contract's last day: «højst 749 … : 63 færre end de 812». KeyError for an unknown contract."""
    contract = here.definitions.contracts[contract_id]
    return _told(judge(here, contract_id, contract.ends_on).results, here.definitions, contract)


def _told(results: Iterable[CriterionResult], definitions: Definitions, contract: Contract) -> tuple[str, ...]:
    spots = spots_of(definitions, contract)
    return tuple(
        words.told(
            one.criterion,
            {part.requirement.id: words.rule(part, definitions, contract.municipality) for part in one.results},
            spots.criteria[one.criterion.id].line,
        )
        for one in results
    )
