"""Which indicators can be used in a contract, and what uses each of them already?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kpi.model.contract import Contract, Criterion, Target
from kpi.model.definitions import Definitions
from kpi.model.indicator import CountBeyond, Indicator, WeightedSum
from kpi.model.reference import OfIndicator
from kpi.model.rule import Threshold
from kpi.model.views.indicators import IndicatorEntry, IndicatorUse
from kpi.texts.alphabet import folded
from kpi.texts.sources import source_name


def indicator_catalogue(definitions: Definitions, words: Sequence[str] = ()) -> tuple[IndicatorEntry, ...]:
    """Those whose id, title or definition hold every word, in the order they are declared.

    A word may be a part of one; case does not matter, nor whether æ, ø and å are spelled out.
    """
    wanted = [folded(word) for word in words]
    uses: defaultdict[str, list[IndicatorUse]] = defaultdict(list)
    for contract in definitions.contracts.values():
        for indicator, use in _uses(contract):
            if use not in uses[indicator]:
                uses[indicator].append(use)
    return tuple(
        IndicatorEntry(one, source_name(one, definitions), tuple(uses[one.id]), _parts_of(one.id, definitions))
        for one in definitions.indicators.values()
        if all(word in folded(f"{one.id}\n{one.title}\n{one.definition}") for word in wanted)
    )


def _uses(contract: Contract) -> Iterator[tuple[str, IndicatorUse]]:
    for goal in contract.goals:
        for indicator in goal.shown:
            yield indicator, IndicatorUse(contract.id, goal.id, "")
        for criterion in goal.criteria:
            for indicator in _indicators(criterion):
                yield indicator, IndicatorUse(contract.id, goal.id, criterion.id)


def _indicators(criterion: Criterion) -> Iterator[str]:
    targets = (one for one in criterion.requirements if isinstance(one, Target))
    for version in (version for target in targets for version in target.versions):
        yield version.indicator
        if isinstance(version.rule, Threshold) and isinstance(version.rule.reference.whose, OfIndicator):
            yield version.rule.reference.whose.indicator
    yield from criterion.shown


def _parts_of(indicator: str, definitions: Definitions) -> tuple[str, ...]:
    return tuple(one.id for one in definitions.indicators.values() if indicator in _parts(one))


def _parts(indicator: Indicator) -> tuple[str, ...]:
    match indicator.made_from:
        case WeightedSum(parts):
            return tuple(part.indicator for part in parts)
        case CountBeyond(indicators):
            return indicators
        case None:
            return ()
