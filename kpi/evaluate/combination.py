"""Several requirements in one criterion: which of them decide, and how the contract puts them together.

«Mindst 25 pct. … i 2020. Andelen skal op på mindst 30 pct. i 2025»: 2020's answer stays visible beside 2025's course.
«Mindst to af tre» looks over every due, because it is fulfilled whenever enough of them are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from kpi.model.contract import AtLeast, Combine, Criterion
from kpi.model.evaluation import CriterionResult, Status, Tallied, TargetResult

_NOT_YET = (Status.PLANNED, Status.NOT_STARTED)
_TELLING = (
    Status.MISSED, Status.BEHIND, Status.UNDECIDABLE, Status.NO_DATA, Status.AWAITING, Status.UNASSESSED, Status.NEAR,
    Status.UNDERWAY, Status.ON_COURSE,
)  # fmt: skip
"""What decides beside a part of another kind whose day has not come."""


@dataclass(frozen=True, slots=True)
class _One:
    """What is put together with the others: a requirement, or a part with the requirement that decides in it."""

    result: TargetResult
    leaves: tuple[TargetResult, ...]


def combine(criterion: Criterion, results: Sequence[TargetResult], as_of: date) -> CriterionResult:
    """`results` in the contract's order, at least one. Of several alike the first is decisive.

    What has been withdrawn decides only where nothing else is left.
    """
    standing = [result for result in results if not result.withdrawn] or list(results)
    decisive, current = _decide(criterion.combine, _together(criterion, standing, as_of), as_of)
    leaves = tuple(leaf for one in current for leaf in one.leaves)
    return CriterionResult(criterion, decisive.result.status, decisive.result, tuple(results), leaves)


def _together(criterion: Criterion, standing: Sequence[TargetResult], as_of: date) -> list[_One]:
    """In the contract's order; a part stands where its first requirement does."""
    part_of = {one: part for part in criterion.parts for one in part.requirements}
    found: list[_One] = []
    done: set[str] = set()
    for result in standing:
        part = part_of.get(result.requirement.id)
        if part is None:
            found.append(_One(result, (result,)))
        elif part.id not in done:
            done.add(part.id)
            inside = [_One(one, (one,)) for one in standing if one.requirement.id in part.requirements]
            decisive, current = _decide(part.combine, inside, as_of)
            found.append(_One(decisive.result, tuple(leaf for one in current for leaf in one.leaves)))
    return found


def _decide(how: Combine | AtLeast, standing: Sequence[_One], as_of: date) -> tuple[_One, tuple[_One, ...]]:
    """The one whose status is shown, and those that it stands among."""
    match how:
        case Combine.ALL:
            current = _next_due(standing, as_of)
            return min(_deciding(current), key=_rank), current
        case Combine.GATE:
            current = _next_due(standing, as_of)
            return _closed(standing, current) or min(_deciding(current), key=_rank), current
        case Combine.OTHERWISE:
            first, rest = standing[0], standing[1:]
            return _decide(Combine.ALL, rest, as_of) if first.result.lost and rest else (first, (first,))
        case Combine.ANY:
            return _enough(standing, 1), tuple(standing)
        case AtLeast(count):
            return _enough(standing, min(count, len(standing))), tuple(standing)
        case _:
            assert_never(how)


def tally(results: Sequence[CriterionResult], needed: int) -> tuple[TargetResult, Tallied]:
    """The one of the counted criteria's requirements that settles whether so many are fulfilled, and how they stand."""
    standing = [_One(one.decisive, (one.decisive,)) for one in results]
    decided = [one.decisive for one in results]
    counted = Tallied(sum(one.fulfilled for one in decided), sum(one.lost for one in decided), len(decided))
    return _enough(standing, needed).result, counted


def _next_due(standing: Sequence[_One], as_of: date) -> tuple[_One, ...]:
    """Those of the next unfinished due, else of the last. A due whose figure never came is finished."""

    def due(one: _One) -> date:
        return one.result.requirement.due.last_day

    def finished(one: _One) -> bool:
        return one.result.final or (one.result.status is Status.NO_DATA and as_of > due(one))

    unfinished = [due(one) for one in standing if not finished(one)]
    shown = min(unfinished) if unfinished else max(due(one) for one in standing)
    return tuple(one for one in standing if due(one) == shown)


def _deciding(current: Sequence[_One]) -> Sequence[_One]:
    """Of several kinds, a part whose day has not come waits while another part tells something; a done one does not."""
    several_kinds = len({type(leaf.requirement) for one in current for leaf in one.leaves}) > 1
    if not several_kinds or not any(one.result.status in _TELLING for one in current):
        return current
    return [one for one in current if one.result.status not in _NOT_YET]


def _closed(standing: Sequence[_One], current: Sequence[_One]) -> _One | None:
    """The first that does not hold, whatever its own due is: what comes after it does not count yet."""
    until = standing.index(current[-1]) + 1
    return next((one for one in standing[:until] if not one.result.holds), None)


def _enough(standing: Sequence[_One], count: int) -> _One:
    """The one that settles whether `count` of them are fulfilled: met when enough are, missed when enough cannot be.

    Until then the best that is still open; a provisional figure settles only where the final ones are too few.
    """
    still = [one for one in standing if not one.result.lost]
    if len(still) < count:
        return max((one for one in standing if one.result.lost), key=_rank)
    return sorted(still, key=_settles, reverse=True)[count - 1]


def _settles(one: _One) -> tuple[bool, int, bool]:
    """Best first; of alike the one whose figures are final."""
    return one.result.fulfilled, _rank(one), not one.result.provisional


def _rank(one: _One) -> int:
    return one.result.status.rank
