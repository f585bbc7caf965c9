"""One installation: its folder, what is declared, the figures, and what people have said; handed on as one thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kpi.definitions import read_definitions
from kpi.definitions.told_breaks import BreakProposal, break_proposals, with_told_breaks
from kpi.journal import read_entries
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import JournalEntry
from kpi.store import Store


@dataclass(frozen=True)
class Installation:
    """`declared` and `entries` as they were when they were read; `store` answers from its newest generation."""

    folder: DataFolder
    declared: Definitions
    store: Store
    entries: tuple[JournalEntry, ...]
    """Those that stand, in the order of recording."""

    @cached_property
    def break_proposals(self) -> tuple[BreakProposal, ...]:
        """What sources tell of series breaks. StoreUnavailable where there is no store that can serve."""
        return break_proposals(self.store.told_breaks(), self.entries)

    @cached_property
    def definitions(self) -> Definitions:
        """What is declared, and the series breaks that sources tell of. StoreUnavailable as `break_proposals`."""
        return with_told_breaks(self.declared, self.break_proposals)


def read_installation(folder: DataFolder, definitions: Definitions | None = None) -> Installation:
    """`definitions` None: read from the folder. DefinitionError and JournalBroken: something cannot be read.

    Nothing is asked of the store, which may be missing.
    """
    declared = definitions or read_definitions(folder)
    return Installation(folder, declared, Store(folder.store), read_entries(folder.journals))
