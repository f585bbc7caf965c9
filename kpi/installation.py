"""One installation: its folder, what is declared, the figures, and what people have said; handed on as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.definitions import read_definitions
from kpi.journal import read_entries
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import JournalEntry
from kpi.store import Store


@dataclass(frozen=True, slots=True)
class Installation:
    """`definitions` and `entries` as they were when they were read; `store` answers from its newest generation."""

    folder: DataFolder
    definitions: Definitions
    store: Store
    entries: tuple[JournalEntry, ...]
    """Those that stand, in the order of recording."""


def read_installation(folder: DataFolder, definitions: Definitions | None = None) -> Installation:
    """`definitions` None: read from the folder. DefinitionError and JournalBroken: something cannot be read.

    Nothing is asked of the store, which may be missing.
    """
    declared = definitions or read_definitions(folder)
    return Installation(folder, declared, Store(folder.store), read_entries(folder.journals))
