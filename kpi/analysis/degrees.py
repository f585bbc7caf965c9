"""How far a contract is fulfilled where it pays or scores by that: degrees, weighed together; never a status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from kpi.model.contract import AtLeast, Combine, Contract, Criterion, DegreeLine, Degrees, DegreeSteps, Target
from kpi.model.evaluation import CriterionResult, Status, TargetResult
from kpi.model.journal import Verdict
from kpi.model.rule import Threshold

WHOLE, NOTHING = Fraction(100), Fraction(0)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """`degree` is in per cent of the weight that is known; None: nothing is known yet."""

    degree: Fraction | None
    known: Fraction
    """Weight of the criteria whose degree is known, in per cent of all that count."""
    unknown: tuple[str, ...]
    """Ids of the criteria that count and have no degree yet."""
    provisional: bool
    """A figure that it rests on may still change."""


def is_scored(criterion: Criterion) -> bool:
    """It has a weight, or degrees."""
    degrees = (one.degrees for one in criterion.requirements if isinstance(one, Target))
    return criterion.weight is not None or any(one is not None for one in degrees)


def degree_of(result: CriterionResult) -> Fraction | None:
    """Of a criterion, in per cent: its requirements put together as the contract does.

    None: it is not known, that is what is not decided yet can still change it.
    """
    found = {one.requirement.id: requirement_degree(one) for one in result.results if not one.withdrawn}
    if not found:
        return None
    least, most = (
        _of_criterion({id_: open_ if one is None else one for id_, one in found.items()}, result.criterion)
        for open_ in (NOTHING, WHOLE)
    )
    return least if least == most else None


def _of_criterion(degrees: Mapping[str, Fraction], criterion: Criterion) -> Fraction:
    """Those of a part are put together among themselves first, at the place of its first."""
    together: dict[str, list[Fraction]] = {}
    part_of = {id_: part for part in criterion.parts for id_ in part.requirements}
    for id_, degree in degrees.items():
        together.setdefault(part_of[id_].id if id_ in part_of else f"[{id_}]", []).append(degree)
    how = {part.id: part.combine for part in criterion.parts}
    return _together(
        [_together(ones, how.get(name, Combine.ALL)) for name, ones in together.items()], criterion.combine
    )


def _together(degrees: Sequence[Fraction], combine: Combine | AtLeast) -> Fraction:
    match combine:
        case Combine.ALL | Combine.GATE:
            return min(degrees)
        case Combine.ANY:
            return max(degrees)
        case Combine.OTHERWISE:
            first, *others = degrees
            return max(first, min(others, default=NOTHING))
        case AtLeast(count):
            return sorted(degrees, reverse=True)[min(count, len(degrees)) - 1]
        case _:
            assert_never(combine)


def requirement_degree(result: TargetResult) -> Fraction | None:
    """By the figure at due where degrees are agreed; else 100 when fulfilled and 0 when it can no longer be.

    None: it is not decided, people found it partly fulfilled, or a deviation was agreed.
    """
    target = result.requirement
    if result.status is Status.ACCEPTED or (result.status is Status.ASSESSED and result.answer == Verdict.PARTLY.value):
        return None
    if isinstance(target, Target) and target.degrees is not None and isinstance(target.rule, Threshold):
        decided = result.final and result.status in (Status.MET, Status.NEAR, Status.MISSED)
        if not decided or result.reading is None:
            return None
        return _by_figure(target.degrees, Fraction(result.reading.value), wants_high=target.rule.comparison.wants_high)
    if result.fulfilled:
        return WHOLE
    return NOTHING if result.lost else None


def _by_figure(degrees: Degrees, value: Fraction, *, wants_high: bool) -> Fraction:
    match degrees:
        case DegreeSteps(steps):
            reached = (
                Fraction(percent)
                for limit, percent in steps
                if (value >= Fraction(limit) if wants_high else value <= Fraction(limit))
            )
            return max(reached, default=NOTHING)
        case DegreeLine(nothing, everything):
            part = (value - Fraction(nothing)) / (Fraction(everything) - Fraction(nothing))
            return min(max(part, Fraction(0)), Fraction(1)) * 100
        case _:
            assert_never(degrees)


def fulfilment(contract: Contract, results: Iterable[CriterionResult]) -> Fulfilment | None:
    """Of the whole contract; a criterion that is withdrawn weighs nothing. None: no criterion in it has a weight."""
    weights = dict(_weights(contract))
    counted = [
        one for one in results if one.criterion.id in weights and not all(part.withdrawn for part in one.results)
    ]
    if not counted:
        return None
    degrees = {one.criterion.id: degree_of(one) for one in counted}
    known = {id_: degree for id_, degree in degrees.items() if degree is not None}
    weighed = sum((weights[id_] for id_ in known), NOTHING)
    total = sum((weights[id_] * degree for id_, degree in known.items()), NOTHING)
    return Fulfilment(
        degree=total / weighed if weighed else None,
        known=weighed / sum((weights[id_] for id_ in degrees), NOTHING) * 100,
        unknown=tuple(id_ for id_ in degrees if id_ not in known),
        provisional=any(part.provisional for one in counted if one.criterion.id in known for part in one.results),
    )


def _weights(contract: Contract) -> Iterable[tuple[str, Fraction]]:
    """Of each criterion that has one, as part of the contract: the goal's weight shared among its criteria's."""
    for goal in contract.goals:
        weighed = [(one.id, Fraction(one.weight)) for one in goal.criteria if one.weight is not None]
        among = sum((weight for _, weight in weighed), NOTHING)
        for criterion, weight in weighed:
            yield criterion, weight if goal.weight is None else Fraction(goal.weight) * weight / among
