"""View models for the pages, kept as long as nothing they rest on has changed.

They are frozen and shared by all sessions as they are: no pickling. The key names the store's generation, the journal,
the definition files and the question, so a new figure or entry empties nothing and is never overlooked.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from markupsafe import Markup

from kpi.analysis.judged import Judged, judge_shown
from kpi.analysis.since import looked_back_to
from kpi.definitions import read_definitions
from kpi.definitions.own_groups import own_groups
from kpi.disclosure.shown import Shown
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
from kpi.followup.template import template as ask_template
from kpi.installation import Installation
from kpi.journal import journal_stamp, read_entries
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import JournalEntry
from kpi.model.period import Period
from kpi.model.views.comparison import ComparisonChoices, ComparisonView
from kpi.model.views.contracts import ContractCard
from kpi.model.views.criterion import CriterionView
from kpi.model.views.data_status import DataStatus
from kpi.model.views.document import ContractDocument
from kpi.model.views.entry import EntryGrid
from kpi.model.views.groups import GroupEditor
from kpi.model.views.meeting import Meeting
from kpi.model.views.parts import Choice, Table
from kpi.model.views.profile import Profile
from kpi.model.views.scorecard import Scorecard
from kpi.model.views.signal import SignalView
from kpi.store import Store
from kpi.texts import periods
from kpi.ui.choices import Shared

ROOT = Path(__file__).resolve().parents[2]
MOST_KEPT = 400
T = TypeVar("T")


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

    def installation(self) -> Installation:
        return Installation(self.folder, self.definitions(), self.store, self.entries())

    def answer(self, question: Hashable, ask: Callable[[Installation], T]) -> T:
        """StoreUnavailable where there is no store that can serve."""
        with self.store.one_generation() as generation:
            key = (generation, journal_stamp(self.folder.journals), self._definition_stamp(), question)
            return self.keep(key, lambda: ask(self.installation()))

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
        files = [*folder.units, folder.indicators, folder.areas, folder.peer_groups, folder.sources]
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


def judged(contract: str, as_of: date) -> Judged:
    """Every view of a contract on a day is made from the one judgement of it."""
    return library().answer(("judged", contract, as_of), lambda _here: judge_shown(_shown(as_of), contract))


def _shown(as_of: date) -> Shown:
    """Of every contract that is judged on the day."""
    return library().answer(("shown", as_of), lambda here: Shown(here, as_of))


def _view(question: Hashable, shared: Shared, ask: Callable[[Judged], T]) -> T:
    return library().answer((question, shared), lambda _here: ask(judged(shared.contract, shared.as_of)))


def _before(now: Judged) -> Judged:
    return judged(now.contract.id, looked_back_to(now))


def scorecard(shared: Shared) -> Scorecard:
    return _view("scorecard", shared, lambda now: ask_scorecard(now, _before(now)))


def written(question: Hashable, ask: Callable[[], T], write: Callable[[T], Markup]) -> Markup:
    """HTML that takes long to write: of an answer of this file, asked again here, so that both are of one generation.

    It must follow from that answer and the question alone.
    """
    return library().answer(("written", question), lambda _here: write(ask()))


def criterion(shared: Shared, criterion_id: str) -> CriterionView:
    return _view(("criterion", criterion_id), shared, lambda now: criterion_view(now, criterion_id))


def signals(shared: Shared, criterion_id: str, base_points: int) -> tuple[SignalView, ...]:
    """Control charts with limits of the first n figures."""
    question = "signals", criterion_id, base_points
    return _view(question, shared, lambda now: ask_signals(now, criterion_id, base_points))


def criteria(shared: Shared) -> tuple[CriterionView, ...]:
    """Every criterion in the contract's order."""
    return _view(
        "criteria", shared, lambda now: tuple(criterion(shared, result.criterion.id) for result in now.results)
    )


def criteria_later(shared: Shared) -> Callable[[], tuple[CriterionView, ...]]:
    """As `criteria`, asked for when it is called: by whoever downloads a report, outside the page's run."""
    return partial(criteria, shared)


def entry_grid(shared: Shared) -> EntryGrid:
    return _view("entry", shared, ask_entry_grid)


def cards(as_of: date) -> tuple[ContractCard, ...]:
    return library().answer(
        ("cards", as_of), lambda here: contract_cards(judged(one, as_of) for one in here.definitions.contracts)
    )


def document(shared: Shared) -> ContractDocument:
    return _view("document", shared, contract_document)


def meeting(shared: Shared) -> Meeting:
    return _view("meeting", shared, lambda now: ask_meeting(now, _before(now), criteria(shared)))


def template(shared: Shared, *, whole: bool) -> Table:
    """The figures that the contract lacks, to fill in."""
    return _view(("template", whole), shared, lambda now: ask_template(now, whole=whole))


def data_status(shared: Shared, *, everything: bool) -> DataStatus:
    """Of the contract's indicators, or of every one."""
    contract = "" if everything else shared.contract
    return library().answer(
        ("data status", shared.as_of, contract), lambda here: ask_data_status(here, shared.as_of, contract_id=contract)
    )


def comparable_indicators(shared: Shared) -> tuple[Choice, ...]:
    return comparison_choices(shared, "", own_area(shared)).indicators


def areas(shared: Shared) -> tuple[Choice, ...]:
    return comparison_choices(shared, "", own_area(shared)).areas


def comparison_choices(shared: Shared, indicator: str, own: str) -> ComparisonChoices:
    return library().answer(
        ("comparison choices", shared, indicator, own),
        lambda here: ask_comparison_choices(here, own, indicator, shared.as_of),
    )


def comparison(
    shared: Shared, indicator: str, group: str, period: str, own: str, measure: str = ""
) -> ComparisonView | None:
    """None: no figures by the day."""
    return library().answer(
        ("comparison", shared.as_of, indicator, group, period, own, measure),
        lambda here: ask_comparison(here, indicator, group, own, shared.as_of, Period.parse(period), measure),
    )


def profile(shared: Shared, group: str, own: str) -> Profile:
    return library().answer(
        ("profile", shared.as_of, group, own),
        lambda here: ask_profile(here, group, own, shared.as_of),
    )


def group_editor() -> GroupEditor:
    here = library()
    return ask_group_editor(here.definitions(), own_groups(here.folder.own_peer_groups), here.entries())


def foot(as_of: date) -> tuple[str, str]:
    """The newest figure's day of publication, and when the store was built; empty where there is none."""
    published, built = library().answer(
        ("foot", as_of), lambda here: (here.store.last_published(as_of), here.store.built_at())
    )
    return periods.day(published) if published else "", periods.moment(built)
