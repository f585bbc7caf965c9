"""What the folder of a source offers: its sheets, its API and how it writes; one entry of the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kpi.intake.api.answer import Envelope, TableFacts
from kpi.intake.api.web import AccessKey, Host, Patience, WebClient
from kpi.intake.checks.signs import Signs
from kpi.intake.files.table import SheetTable
from kpi.intake.layouts.layout import Layout
from kpi.model.area import Area
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.indicator import Fetched, Indicator


class Recogniser(Protocol):
    def __call__(self, table: SheetTable, definitions: Definitions) -> Layout | None:
        """None for another's table. FileRefused where it is the source's own, but cannot be trusted."""
        ...


class Api(Protocol):
    """What the module of a source's API offers."""

    OWNER: str
    HOST: Host
    KEY: AccessKey | None
    """None: everybody may ask."""

    def client(self, host: Host, key: str, patience: Patience, pause: Callable[[float], None]) -> WebClient: ...

    def ask_description(self, web: WebClient, table: str) -> str: ...

    def read_facts(
        self,
        description: str,
        table: str,
        indicators: Sequence[tuple[Indicator, Fetched]],
        areas: Mapping[str, Area],
    ) -> TableFacts: ...

    def ask_figures(
        self, web: WebClient, table: str, description: str, split: str, facts: TableFacts, periods: Sequence[str]
    ) -> Envelope: ...

    def read_envelope(
        self,
        envelope: Envelope,
        indicators: Sequence[tuple[Indicator, Fetched]],
        facts: TableFacts,
        definitions: Definitions,
        *,
        received_on: date,
    ) -> ReadFile: ...

    def updated_on(self, envelope: Envelope, facts: TableFacts) -> date | None: ...


@dataclass(frozen=True, slots=True)
class SourceReader:
    """How one source is read. What a person must know of it stands in `data/sources.toml`."""

    id: str
    """As in `data/sources.toml`; also the folder's name."""
    name: str
    """What its files are said to come from: «Statistikbanken»."""
    layouts: tuple[str, ...]
    """Names of the layouts that its files are recognised as."""
    signs: Signs
    """How it writes a cell without a number, wherever it is read."""
    recognise: Recogniser
    api: Api | None = None
    """None: it has none that is used."""
    unfolded: Callable[[SheetTable], SheetTable] | None = None
    """The table under its own headings; None: its tables stand so from the beginning."""
