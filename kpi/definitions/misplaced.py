"""Keys of a contract that stand under the wrong heading: told once, and read where they belong.

A heading that is forgotten, or a key written one heading too late, is one slip, however many keys it takes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.definitions.danish import meant_key
from kpi.definitions.place import Place
from kpi.definitions.table import Key

Keys = Sequence[Key[Any]]
_Raw = dict[str, object]


@dataclass(frozen=True, slots=True)
class Levels:
    """What can stand where."""

    contract: Keys
    goal: Keys
    criterion: Keys
    requirements: Mapping[str, Keys]
    """By the name of their heading: «target», «milestone»."""


def in_place(raw: Mapping[str, object], levels: Levels, place: Place) -> Mapping[str, object]:
    """The contract as it was meant; each misplaced key, or each heap of them, is noted."""
    contract: _Raw = dict(raw)
    goals = list(_tables(contract, "goal"))
    for goal_number, goal in goals:
        goal_at = place.at("goal").number(goal_number).in_goal(goal.get("id"))
        for number, criterion in _tables(goal, "criterion"):
            at = goal_at.at("criterion").number(number).in_criterion(criterion.get("id"))
            for name, keys in levels.requirements.items():
                for requirement_number, requirement in _tables(criterion, name):
                    _cut_next(requirement, criterion, levels.criterion, at.at(name).number(requirement_number))
                    _lift(requirement, keys, at.at(name).number(requirement_number), (
                        _Above(criterion, levels.criterion, at, "succeskriteriet", f"[[goal.criterion.{name}]]"),
                        _Above(goal, levels.goal, goal_at, "målet", "[[goal.criterion]]"),
                        _Above(contract, levels.contract, place, "aftalen selv", "den første [[goal]]"),
                    ))  # fmt: skip
            _lift(criterion, levels.criterion, at, (
                _Above(goal, levels.goal, goal_at, "målet", "[[goal.criterion]]"),
                _Above(contract, levels.contract, place, "aftalen selv", "den første [[goal]]"),
            ))  # fmt: skip
            _sink(criterion, levels, at)
        _lift(
            goal,
            levels.goal,
            goal_at,
            (_Above(contract, levels.contract, place, "aftalen selv", "den første [[goal]]"),),
        )
    return contract


def _tables(table: _Raw, name: str) -> Iterator[tuple[int, _Raw]]:
    """The tables of an array of tables, copied into place so that they can be changed; counted from 1."""
    several = table.get(name)
    if isinstance(several, list):
        table[name] = copied = [dict(one) if isinstance(one, dict) else one for one in several]
        yield from ((number, one) for number, one in enumerate(copied, start=1) if isinstance(one, dict))


@dataclass(frozen=True, slots=True)
class _Above:
    """A table that a key may belong to."""

    table: _Raw
    keys: Keys
    place: Place
    called: str
    before: str
    """The heading that its keys stand above."""


def _means(name: str, keys: Keys) -> str:
    """The key that a name is, or is Danish for, among these; empty where it is none of them."""
    names = [key.name for key in keys]
    return name if name in names else meant_key(name, names)


def _lift(table: _Raw, keys: Keys, place: Place, above: Sequence[_Above]) -> None:
    """A heading of another kind is left to whoever reads the table."""
    for name in [name for name in table if not _means(name, keys)]:
        for one in above:
            meant = "" if _is_heading(table[name]) else _means(name, one.keys)
            if meant:
                place.at(name).note(f"Nøglen «{name}» hører til {one.called}.", f"Flyt den op over {one.before}.")
                place.at(name).moved_to(one.place.at(meant))
                one.table.setdefault(meant, table.pop(name))
                break


def _cut_next(requirement: _Raw, criterion: _Raw, keys: Keys, place: Place) -> None:
    """A second quote begins the next criterion, whose heading is forgotten: the keys beside it go with it."""
    names = list(requirement)
    if "quote" not in requirement or "quote" not in criterion:
        return
    start = end = names.index("quote")
    while start and _means(names[start - 1], keys):
        start -= 1
    while end + 1 < len(names) and _means(names[end + 1], keys):
        end += 1
    place.at(names[start]).note(
        "Her begynder nok et nyt succeskriterium, men overskriften mangler.", "Skriv [[goal.criterion]] på linjen over."
    )
    for name in names[start : end + 1]:
        requirement.pop(name)


def _is_heading(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def _sink(criterion: _Raw, levels: Levels, place: Place) -> None:
    """What belongs to a requirement stands in its criterion: the requirement's heading is forgotten, or comes later."""
    stray = [name for name in criterion if not _means(name, levels.criterion)]
    fitting = {
        name: [(one, meant) for one in stray if (meant := _means(one, keys))]
        for name, keys in levels.requirements.items()
    }
    name = max(fitting, key=lambda kind: len(fitting[kind]))
    found = fitting[name]
    if not found:
        return
    heading = f"[[goal.criterion.{name}]]"
    words = ", ".join(f"«{one}»" for one, _ in found)
    at, first = place.at(name).number(1), place.at(found[0][0])
    if name in criterion:
        first.note(f"{words} hører til kravet.", f"Flyt det ned under {heading}.")
    else:
        first.note(f"{words} hører til et krav, men kravets overskrift mangler.", f"Skriv {heading} på linjen over.")
        first.moved_to(at)
        for one, meant in found:
            place.at(one).moved_to(at.at(meant))
        criterion[name] = [{meant: criterion[one] for one, meant in found}]
    for one, _ in found:
        criterion.pop(one)
