"""Several requirements in one criterion: which of them decide, and how the contract puts them together.

«Mindst 25 pct. … i 2020. Andelen skal op på mindst 30 pct. i 2025»: 2020's answer stays visible beside 2025's course.
«Mindst to af tre» looks over every due, because it is fulfilled whenever enough of them are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from kpi.model.contract import AtLeast, Combine, Criterion
from kpi.model.evaluation import CriterionResult, Status, TargetResult
from kpi.model.journal import Verdict

_NOT_YET = (Status.PLANNED, Status.NOT_STARTED)
_TELLING = (
    Status.MISSED, Status.BEHIND, Status.UNDECIDABLE, Status.NO_DATA, Status.AWAITING, Status.UNASSESSED, Status.NEAR,
    Status.UNDERWAY, Status.ON_COURSE,
)  # fmt: skip
"""What decides beside a part of another kind whose day has not come."""


def combine(criterion: Criterion, results: Sequence[TargetResult], as_of: date) -> CriterionResult:
    """`results` in the contract's order, at least one. Of several alike the first is decisive.

    What has been withdrawn decides only where nothing else is left.
    """
    standing = [result for result in results if not result.withdrawn] or list(results)
    match criterion.combine:
        case Combine.ALL:
            current = _next_due(standing, as_of)
            decisive = min(_deciding(current), key=_rank)
        case Combine.GATE:
            current = _next_due(standing, as_of)
            decisive = _closed(standing, current) or min(_deciding(current), key=_rank)
        case Combine.ANY:
            current = tuple(standing)
            decisive = _enough(standing, 1)
        case AtLeast(count):
            current = tuple(standing)
            decisive = _enough(standing, min(count, len(standing)))
        case _:
            assert_never(criterion.combine)
    return CriterionResult(criterion, decisive.status, decisive, tuple(results), current)


def _next_due(standing: Sequence[TargetResult], as_of: date) -> tuple[TargetResult, ...]:
    """Those of the next unfinished due, else of the last. A due whose figure never came is finished."""

    def finished(result: TargetResult) -> bool:
        return result.final or (result.status is Status.NO_DATA and as_of > result.requirement.due.last_day)

    unfinished = [result.requirement.due.last_day for result in standing if not finished(result)]
    due = min(unfinished) if unfinished else max(result.requirement.due.last_day for result in standing)
    return tuple(result for result in standing if result.requirement.due.last_day == due)


def _deciding(current: Sequence[TargetResult]) -> Sequence[TargetResult]:
    """Of several kinds, a part whose day has not come waits while another part tells something; a done one does not."""
    several_kinds = len({type(result.requirement) for result in current}) > 1
    if not several_kinds or not any(result.status in _TELLING for result in current):
        return current
    return [result for result in current if result.status not in _NOT_YET]


def _closed(standing: Sequence[TargetResult], current: Sequence[TargetResult]) -> TargetResult | None:
    """The first that does not hold, whatever its own due is: what comes after it does not count yet."""
    until = standing.index(current[-1]) + 1
    return next((result for result in standing[:until] if not result.holds), None)


def _enough(standing: Sequence[TargetResult], count: int) -> TargetResult:
    """The one that settles whether `count` of them are fulfilled: met when enough are, missed when enough cannot be.

    Until then the best that is still open; a provisional figure settles only where the final ones are too few.
    """
    lost = [result for result in standing if _lost(result)]
    still = [result for result in standing if not _lost(result)]
    if len(still) < count:
        return max(lost, key=_rank)
    return sorted(still, key=_settles, reverse=True)[count - 1]


def _settles(result: TargetResult) -> tuple[bool, int, bool]:
    """Best first; of alike the one whose figures are final."""
    return _fulfilled(result), _rank(result), not result.provisional


def _fulfilled(result: TargetResult) -> bool:
    if result.status is Status.ASSESSED:
        return result.answer == Verdict.FULFILLED.value
    return result.status in (Status.MET, Status.ACCEPTED)


def _lost(result: TargetResult) -> bool:
    """Nothing that comes later can fulfil it."""
    if result.status is Status.ASSESSED:
        return result.final and not _fulfilled(result)
    decided = result.status in (Status.MISSED, Status.NEAR)
    return decided and (result.final or result.at_once or (result.every is not None and result.status is Status.MISSED))


def _rank(result: TargetResult) -> int:
    return result.status.rank
