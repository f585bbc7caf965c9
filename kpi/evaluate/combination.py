"""Several requirements in one criterion: those of the next unfinished due decide, by the worst or the best of them.

«Mindst 25 pct. … i 2020. Andelen skal op på mindst 30 pct. i 2025»: 2020's answer stays visible beside 2025's course.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kpi.model.contract import Combine, Criterion
from kpi.model.evaluation import CriterionResult, TargetResult


def combine(criterion: Criterion, results: Sequence[TargetResult]) -> CriterionResult:
    """`results` in the contract's order, at least one. Of several alike the first is decisive."""
    unfinished = [result.requirement.due.last_day for result in results if not result.final]
    due = min(unfinished) if unfinished else max(result.requirement.due.last_day for result in results)
    current = tuple(result for result in results if result.requirement.due.last_day == due)
    match criterion.combine:
        case Combine.ALL:
            decisive = min(current, key=lambda result: result.status.rank)
        case Combine.ANY:
            decisive = max(current, key=lambda result: result.status.rank)
        case _:
            assert_never(criterion.combine)
    return CriterionResult(criterion, decisive.status, decisive, tuple(results), current)
