"""Refusals, said in Danish: what is wrong, where, and what to do."""

from __future__ import annotations

from kpi.model.refused import Refused


class FileRefused(Refused):
    """Nothing of the file is stored.

    `reason` never repeats a number that may be a person's. `personal` is true when the file, or its name, holds such a
    number or a list of persons: then not even the file's name may be kept, only its SHA-256 and the reason.
    `unrecognised` is true when the table can be read but no layout is known for it: a mapping can be made.
    """

    def __init__(self, reason: str, *, personal: bool = False, unrecognised: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.personal = personal
        self.unrecognised = unrecognised


class Unreadable(ValueError):
    """A cell is outside its grammar; says why, and what to write instead. The row is refused by it."""
