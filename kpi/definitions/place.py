"""Where in which definition file something stands, and the list its problems are noted in."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.model.definitions import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A key path in one file; all places of one reading share the list of problems."""

    file: str
    key: str
    problems: list[Problem]

    def at(self, name: str) -> Place:
        return Place(self.file, f"{self.key}.{name}" if self.key else name, self.problems)

    def number(self, number: int) -> Place:
        """The n-th table of an array of tables, counted from 1 as a reader of the file counts."""
        return Place(self.file, f"{self.key}[{number}]", self.problems)

    def note(self, text: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, self.key, text, remedy))
