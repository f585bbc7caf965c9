"""The examples beside the rules of a contract, tried: those whose requirement answers something else."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.definitions.place import line_of
from kpi.definitions.spots import spots_of
from kpi.evaluate.examples import answer_to
from kpi.model.contract import Contract, Target
from kpi.model.definitions import Definitions, Problem
from kpi.texts import examples as words


def failing_examples(definitions: Definitions) -> tuple[Problem, ...]:
    """Of every contract, in the files' order; empty where every requirement answers as its examples say."""
    return tuple(one for contract in definitions.contracts.values() for one in _of_contract(definitions, contract))


def _of_contract(definitions: Definitions, contract: Contract) -> Iterator[Problem]:
    spots = spots_of(definitions, contract)
    for _, criterion in contract.criteria():
        for target in criterion.requirements:
            for number, example in enumerate(target.examples if isinstance(target, Target) else (), start=1):
                assert isinstance(target, Target)
                result = answer_to(example, target, definitions)
                if result.status is example.status:
                    continue
                spot = spots.requirements[target.id]
                key = f"{spot.key}.example[{number}]"
                line = line_of(key, definitions.lines.get(spot.file, {}))
                text = words.failing(example, result, definitions)
                yield Problem(spot.file, key, text, words.FAILING_REMEDY, line, spot.goal, spot.criterion)
