"""Where in its file each criterion and requirement of a contract stands, so that a question can be found there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi.definitions.place import line_of
from kpi.model.contract import Contract, Criterion, Requirement
from kpi.model.definitions import Caution, Definitions


@dataclass(frozen=True, slots=True)
class Spot:
    """One key path of one file."""

    file: str
    key: str
    line: int
    """From 1; 0: the file as a whole."""
    goal: str = ""
    criterion: str = ""

    def ask(self, text: str, remedy: str) -> Caution:
        return Caution(self.file, self.key, text, remedy, self.line, self.goal, self.criterion)


@dataclass(frozen=True, slots=True)
class Spots:
    """Those of one contract."""

    contract: Spot
    criteria: Mapping[str, Spot]
    requirements: Mapping[str, Spot]


def spots_of(definitions: Definitions, contract: Contract) -> Spots:
    """Without lines where the definitions were not read from files."""
    file = f"contracts/{contract.id}.toml"
    lines = definitions.lines.get(file, {})

    def spot(key: str, goal: str = "", criterion: str = "") -> Spot:
        return Spot(file, key, line_of(key, lines), goal, criterion)

    criteria, requirements = {}, {}
    for goal_number, goal in enumerate(contract.goals, start=1):
        for number, criterion in enumerate(goal.criteria, start=1):
            key = f"goal[{goal_number}].criterion[{number}]"
            criteria[criterion.id] = spot(key, goal.id, criterion.id)
            for part, requirement in _numbered(criterion):
                requirements[requirement.id] = spot(f"{key}.{part}", goal.id, criterion.id)
    return Spots(spot(""), criteria, requirements)


def _numbered(criterion: Criterion) -> list[tuple[str, Requirement]]:
    """«target[2]»: counted within its kind, as in the file."""
    counted: dict[str, int] = {}
    found = []
    for requirement in criterion.requirements:
        name = type(requirement).__name__.lower()
        counted[name] = counted.get(name, 0) + 1
        found.append((f"{name}[{counted[name]}]", requirement))
    return found
