"""Several requirements in one criterion: those of the next unfinished due decide, in the way the contract says.

«Mindst 25 pct. … i 2020. Andelen skal op på mindst 30 pct. i 2025»: 2020's answer stays visible beside 2025's course.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kpi.model.contract import AtLeast, Combine, Criterion
from kpi.model.evaluation import CriterionResult, TargetResult


def combine(criterion: Criterion, results: Sequence[TargetResult]) -> CriterionResult:
    """`results` in the contract's order, at least one. Of several alike the first is decisive.

    What has been withdrawn decides only where nothing else is left.
    """
    standing = [result for result in results if not result.withdrawn] or list(results)
    unfinished = [result.requirement.due.last_day for result in standing if not result.final]
    due = min(unfinished) if unfinished else max(result.requirement.due.last_day for result in standing)
    current = tuple(result for result in standing if result.requirement.due.last_day == due)
    closed = _closed(standing, current) if criterion.combine is Combine.GATE else None
    decisive = closed or _decisive(criterion.combine, current)
    return CriterionResult(criterion, decisive.status, decisive, tuple(results), current)


def _closed(standing: Sequence[TargetResult], current: Sequence[TargetResult]) -> TargetResult | None:
    """The first that does not hold, whatever its own due is: what comes after it does not count yet."""
    until = standing.index(current[-1]) + 1
    return next((result for result in standing[:until] if not result.holds), None)


def _decisive(how: Combine | AtLeast, current: Sequence[TargetResult]) -> TargetResult:
    match how:
        case Combine.ALL | Combine.GATE:
            return min(current, key=_rank)
        case Combine.ANY:
            return max(current, key=_rank)
        case AtLeast(count):
            best_first = sorted(current, key=_rank, reverse=True)
            return best_first[min(count, len(best_first)) - 1]
        case _:
            assert_never(how)


def _rank(result: TargetResult) -> int:
    return result.status.rank
