"""Where in which definition file something stands, and the list its problems are noted in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kpi.model.definitions import Problem

_LAST_PART = re.compile(r"(?:\[\d+\]|\.?[^.\[\]]+)$")


@dataclass(frozen=True, slots=True)
class Place:
    """A key path in one file; all places of one reading share the list of problems and the lines of the file."""

    file: str
    key: str
    problems: list[Problem]
    lines: dict[str, int] = field(default_factory=dict)
    """By key path, from 1; filled when the file is read."""
    spoilt: set[int] = field(default_factory=set)
    """Lines whose value could not be read, which is told: nothing more is said of the keys on them."""
    goal: str = ""
    """The id of the goal it stands under; empty where it stands under none, or the id is faulty."""
    criterion: str = ""
    """As the goal's."""

    def at(self, name: str) -> Place:
        return replace(self, key=f"{self.key}.{name}" if self.key else name)

    def number(self, number: int) -> Place:
        """The n-th table or entry of a list, counted from 1 as a reader of the file counts."""
        return replace(self, key=f"{self.key}[{number}]")

    def on_line(self, line: int) -> Place:
        """In a file that has lines and no keys."""
        self.lines[key := f"linje {line}"] = line
        return replace(self, key=key)

    def in_goal(self, goal: object) -> Place:
        """`goal` is what stands as its id, which need not be a usable one."""
        return replace(self, goal=goal) if isinstance(goal, str) else self

    def in_criterion(self, criterion: object) -> Place:
        return replace(self, criterion=criterion) if isinstance(criterion, str) else self

    def read_as(self, written: str, meant: str) -> None:
        """What stands under the key as it is written can be found under the key that is meant as well."""
        self.at(written).moved_to(self.at(meant))

    def moved_to(self, other: Place) -> None:
        """What stands here can be found there as well."""
        inside = (f"{self.key}.", f"{self.key}[")
        found = {path: line for path, line in self.lines.items() if path == self.key or path.startswith(inside)}
        self.lines.update({other.key + path.removeprefix(self.key): line for path, line in found.items()})

    def note(self, text: str, remedy: str, entry: int = 0) -> None:
        """`entry` of a list is where the line is; 0: the value as a whole."""
        line = line_of(f"{self.key}[{entry}]", self.lines)
        if self.lines.get(self.key) in self.spoilt:
            text = _TOLD_ALREADY
        self.problems.append(Problem(self.file, self.key, text, remedy, line, self.goal, self.criterion))


_TOLD_ALREADY = ""
"""Stands among the problems, so that what is read there is not taken for sound, and is never said."""


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each once, file by file in the order they were read, and down through each file."""
    told = [one for one in problems if one.text != _TOLD_ALREADY]
    files = list(dict.fromkeys(one.file for one in told))
    return tuple(sorted(told, key=lambda one: (files.index(one.file), one.line)))


def line_of(key: str, lines: Mapping[str, int]) -> int:
    """Of the key, or of the table it is missing from; 0 where the file as a whole is meant."""
    while key and key not in lines:
        key = _LAST_PART.sub("", key)
    return lines.get(key, 0)
