"""View models for the pages, kept as long as nothing they rest on has changed.

They are frozen and shared by all sessions as they are: no pickling. The key names the store's generation, the journal,
the definition files and the question, so a new figure or entry empties nothing and is never overlooked.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kpi.definitions import read_definitions
from kpi.definitions.own_groups import own_groups
from kpi.followup.comparison import comparison as ask_comparison
from kpi.followup.comparison_choices import comparison_choices as ask_comparison_choices
from kpi.followup.contracts import contract_cards
from kpi.followup.criterion import criterion_view
from kpi.followup.criterion import signals as ask_signals
from kpi.followup.data_status import data_status as ask_data_status
from kpi.followup.document import contract_document
from kpi.followup.entry import entry_grid as ask_entry_grid
from kpi.followup.groups import group_editor as ask_group_editor
from kpi.followup.meeting import meeting as ask_meeting
from kpi.followup.profile import profile as ask_profile
from kpi.followup.scorecard import scorecard as ask_scorecard
from kpi.journal import journal_stamp, read_entries
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import JournalEntry
from kpi.model.period import Period
from kpi.model.views.comparison import Comparison, ComparisonChoices
from kpi.model.views.contracts import ContractCard
from kpi.model.views.criterion import CriterionView
from kpi.model.views.data_status import DataStatus
from kpi.model.views.document import ContractDocument
from kpi.model.views.entry import EntryGrid
from kpi.model.views.groups import GroupEditor
from kpi.model.views.meeting import Meeting
from kpi.model.views.parts import Choice
from kpi.model.views.profile import Profile
from kpi.model.views.scorecard import Scorecard
from kpi.model.views.signal import SignalView
from kpi.store import Store
from kpi.texts import periods
from kpi.ui.choices import Shared

ROOT = Path(__file__).resolve().parents[2]
MOST_KEPT, FEWEST = 400, 10
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything an answer is made from."""

    definitions: Definitions
    store: Store
    entries: tuple[JournalEntry, ...]


class Library:
    """One installation's definitions, store and journal, and the answers kept from them. Safe from any thread."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.store = Store(folder.store)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def definitions(self) -> Definitions:
        """DefinitionError where a file has been changed and cannot be read."""
        return self.keep(("definitions", self._definition_stamp()), lambda: read_definitions(self.folder))

    def entries(self) -> tuple[JournalEntry, ...]:
        return self.keep(("journal", journal_stamp(self.folder.journals)), lambda: read_entries(self.folder.journals))

    def answer(self, question: Hashable, ask: Callable[[Basis], T]) -> T:
        """StoreUnavailable where there is no store that can serve."""
        with self.store.one_generation() as generation:
            key = (generation, journal_stamp(self.folder.journals), self._definition_stamp(), question)
            return self.keep(key, lambda: ask(Basis(self.definitions(), self.store, self.entries())))

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Two sessions that ask at once may both make it; both get a whole answer."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]  # a key always holds what its own question gave
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made

    def _definition_stamp(self) -> tuple[tuple[str, int, int], ...]:
        folder = self.folder
        files = [folder.indicators, folder.areas, folder.peer_groups, folder.sources]
        files += [file for file in (folder.own_peer_groups, folder.disclosure) if file.exists()]
        stats = [(str(file), file.stat()) for file in files]
        with os.scandir(folder.contracts) as contracts:
            stats += sorted((file.path, file.stat()) for file in contracts)
        return tuple((file, stat.st_mtime_ns, stat.st_size) for file, stat in stats)


@cache
def _library(root: Path, shipped: Path) -> Library:
    return Library(DataFolder(root, shipped))


def library() -> Library:
    """The installation that KPI_DATA names; the shipped data where it names none."""
    shipped = ROOT / "data"
    return _library(Path(os.environ.get("KPI_DATA") or shipped), shipped)


def today() -> date:
    """In Denmark."""
    return now().date()


def now() -> datetime:
    return datetime.now(ZoneInfo("Europe/Copenhagen"))


def contract_choices() -> tuple[Choice, ...]:
    """Real contracts before made-up ones, the newest year first."""
    contracts = library().definitions().contracts.values()
    ordered = sorted(contracts, key=lambda contract: (contract.made_up, -contract.year, contract.short_title))
    return tuple(Choice(contract.id, contract.short_title) for contract in ordered)


def criterion_choices(shared: Shared) -> tuple[Choice, ...]:
    contract = library().definitions().contracts[shared.contract]
    return tuple(Choice(criterion.id, criterion.title) for _, criterion in contract.criteria())


def own_area(shared: Shared) -> str:
    return library().definitions().contracts[shared.contract].municipality


def scorecard(shared: Shared) -> Scorecard:
    return library().answer(
        ("scorecard", shared),
        lambda basis: ask_scorecard(basis.definitions, basis.store, basis.entries, shared.contract, shared.as_of),
    )


def written(question: Hashable, ask: Callable[[], T], write: Callable[[T], str]) -> str:
    """HTML that takes long to write: of an answer of this file, asked again here, so that both are of one generation.

    It must follow from that answer and the question alone.
    """
    return library().answer(("written", question), lambda _basis: write(ask()))


def criterion(shared: Shared, criterion_id: str) -> CriterionView:
    return library().answer(
        ("criterion", shared, criterion_id),
        lambda basis: criterion_view(
            basis.definitions, basis.store, basis.entries, shared.contract, criterion_id, shared.as_of
        ),
    )


def signals(shared: Shared, criterion_id: str, base_points: int) -> tuple[SignalView, ...]:
    """Control charts with limits of the first n figures."""
    return library().answer(
        ("signals", shared, criterion_id, base_points),
        lambda basis: ask_signals(
            basis.definitions, basis.store, basis.entries, shared.contract, criterion_id, shared.as_of, base_points
        ),
    )


def criteria(shared: Shared) -> tuple[CriterionView, ...]:
    """Every criterion in the contract's order."""
    return tuple(criterion(shared, choice.id) for choice in criterion_choices(shared))


def criteria_later(shared: Shared) -> Callable[[], tuple[CriterionView, ...]]:
    """As `criteria`, asked for when it is called: by whoever downloads a report, outside the page's run."""
    return partial(criteria, shared)


def entry_grid(shared: Shared) -> EntryGrid:
    return library().answer(
        ("entry", shared),
        lambda basis: ask_entry_grid(basis.definitions, basis.store, basis.entries, shared.contract, shared.as_of),
    )


def cards(as_of: date) -> tuple[ContractCard, ...]:
    return library().answer(
        ("cards", as_of), lambda basis: contract_cards(basis.definitions, basis.store, basis.entries, as_of)
    )


def document(shared: Shared) -> ContractDocument:
    return library().answer(
        ("document", shared),
        lambda basis: contract_document(basis.definitions, basis.store, basis.entries, shared.contract, shared.as_of),
    )


def meeting(shared: Shared) -> Meeting:
    return library().answer(
        ("meeting", shared),
        lambda basis: ask_meeting(basis.definitions, basis.store, basis.entries, shared.contract, shared.as_of),
    )


def data_status(shared: Shared, *, everything: bool) -> DataStatus:
    """Of the contract's indicators, or of every one."""
    here = library()
    contract = "" if everything else shared.contract
    return here.answer(
        ("data status", shared.as_of, contract),
        lambda basis: ask_data_status(
            basis.definitions,
            basis.store,
            basis.entries,
            shared.as_of,
            contract_id=contract,
            own_deliveries=here.folder.deliveries[-1],
        ),
    )


def comparable_indicators(shared: Shared) -> tuple[Choice, ...]:
    return comparison_choices(shared, "", own_area(shared)).indicators


def areas(shared: Shared) -> tuple[Choice, ...]:
    return comparison_choices(shared, "", own_area(shared)).areas


def usual_group(shared: Shared, area: str) -> str:
    """The smallest group of ten or more that the municipality is in: near enough to learn from, large enough to rank.

    Empty where it is in none.
    """
    groups = library().definitions().peer_groups.values()
    members = {group.id: group.members_on(shared.as_of) or () for group in groups}
    sizes = sorted((len(found), id_) for id_, found in members.items() if area in found and len(found) >= FEWEST)
    return sizes[0][1] if sizes else ""


def comparison_choices(shared: Shared, indicator: str, own: str) -> ComparisonChoices:
    return library().answer(
        ("comparison choices", shared, indicator, own),
        lambda basis: ask_comparison_choices(basis.definitions, basis.store, own, indicator, shared.as_of),
    )


def comparison(
    shared: Shared, indicator: str, group: str, period: str, own: str, measure: str = ""
) -> Comparison | None:
    """None: no figures by the day."""
    return library().answer(
        ("comparison", shared.as_of, indicator, group, period, own, measure),
        lambda basis: ask_comparison(
            basis.definitions, basis.store, indicator, group, own, shared.as_of, Period.parse(period), measure
        ),
    )


def profile(shared: Shared, group: str, own: str) -> Profile:
    return library().answer(
        ("profile", shared.as_of, group, own),
        lambda basis: ask_profile(basis.definitions, basis.store, group, own, shared.as_of),
    )


def group_editor() -> GroupEditor:
    here = library()
    return ask_group_editor(here.definitions(), own_groups(here.folder.own_peer_groups), here.entries())


def foot(as_of: date) -> tuple[str, str]:
    """The newest figure's day of publication, and when the store was built; empty where there is none."""
    published, built = library().answer(
        ("foot", as_of), lambda basis: (basis.store.last_published(as_of), basis.store.built_at())
    )
    return periods.day(published) if published else "", periods.moment(built)
