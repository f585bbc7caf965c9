"""Two installations that differ in what is hidden, and in nothing else, say letter for letter the same everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kpi import frames
from kpi.access import local_user
from kpi.analysis.judged import Judged, judge
from kpi.analysis.since import looked_back_to
from kpi.cli import SHIPPED
from kpi.definitions import read_definitions
from kpi.disclosure import with_related
from kpi.followup import machine
from kpi.followup.comparison import comparison
from kpi.followup.contracts import contract_cards
from kpi.followup.criterion import criterion_view, signals
from kpi.followup.data_status import data_status
from kpi.followup.document import contract_document
from kpi.followup.entry import entry_grid
from kpi.followup.figure_history import changed_between, values_of
from kpi.followup.meeting import meeting
from kpi.followup.profile import profile
from kpi.followup.scorecard import scorecard
from kpi.installation import Installation, read_installation
from kpi.kept.build import build_store
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.delivery import ReadFile
from kpi.model.folder import DataFolder
from kpi.report.csv import table_csv
from kpi.report.html import report_html
from kpi.report.scorecard import scorecard_figures
from tests.disclosure.planted import GROUPS, planted

DAYS = {
    "silkeborg-jobkompagniet-2017": (date(2017, 1, 25), date(2018, 2, 1)),
    "varde-borger-og-arbejdsmarked-2015": (date(2015, 6, 1), date(2016, 3, 1)),
}
DELIVERY = re.compile(r"/(\d{4}-\d{2}-\d{2})-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Installation]]:
    found = []
    for number, small in enumerate((1, 2)):
        root = tmp_path_factory.mktemp(f"data{number}")
        (root / "indicators.toml").write_text(
            (SHIPPED / "indicators.toml").read_text(encoding="utf-8") + GROUPS, encoding="utf-8"
        )
        folder = DataFolder(root, SHIPPED)
        definitions = read_definitions(folder)
        for day, figures in planted(definitions, small).items():
            handed_in = Submission(
                repr((day, figures)).encode(),
                "tal.csv",
                local_user("Prøve"),
                datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
                source="indtastet",
                published_on=day,
            )
            read = ReadFile("Effekttavlens eget format", tuple(figures), (), ())
            keep_delivery(folder.deliveries[-1], handed_in, read, definitions)
        build_store(folder, definitions)
        found.append(read_installation(folder, definitions))
    yield found[0], found[1]
    for here in found:
        here.store.close()


def said(here: Installation, contract_id: str, as_of: date) -> Iterator[str]:
    """Every view of the contract with everything in it, and every file made of them."""
    now = judge(here, contract_id, as_of)
    before = judge(here, contract_id, looked_back_to(now))
    own, ids = now.contract.municipality, [result.criterion.id for result in now.results]
    card = scorecard(now, before)
    criteria = tuple(criterion_view(now, one) for one in ids)
    yield from map(repr, (card, *criteria, contract_document(now), meeting(now, before, criteria), entry_grid(now)))
    yield from (repr(signals(now, one, 12)) for one in ids)
    yield repr(contract_cards(judge(here, one, as_of) for one in here.definitions.contracts))
    yield report_html(card, criteria, version="prøve").decode()
    yield table_csv(scorecard_figures(card)).decode()
    parts = [part for view in criteria for part in view.requirements]
    yield from (table_csv(part.table).decode() for part in parts if part.table is not None)
    yield json.dumps(machine.status(now))
    yield repr(changed_between(here, date(2014, 1, 1), as_of))
    yield repr(changed_between(here, date(2015, 6, 1), as_of))
    yield repr(replace(data_status(here, as_of), built=""))
    for indicator in (one.id for one in here.definitions.indicators.values() if one.typed and one.persons):
        yield json.dumps(machine.series(here, indicator, own, as_of))
        yield repr(values_of(here, indicator, own, as_of))
        yield repr(comparison(here, indicator, "region-midtjylland", own, as_of))
        yield frames.vintages(here, indicator, own, as_of).to_csv()
    yield repr(profile(here, "region-midtjylland", own, as_of))
    yield from framed(here, now)


def framed(here: Installation, judged: Judged) -> Iterator[str]:
    """What the contract and everybody's figures are as frames."""
    every = here.definitions.indicators
    yield frames.series(here, every, [judged.contract.municipality, "000"], judged.as_of).to_csv()
    yield frames.status(judged).to_csv()
    yield frames.missing(judged, whole=True).to_csv()
    yield frames.revisions(here, date(2015, 6, 1), judged.as_of).to_csv()


@pytest.mark.parametrize(("contract", "as_of"), [(one, day) for one, days in DAYS.items() for day in days])
def test_nothing_shown_depends_on_what_is_hidden(
    worlds: tuple[Installation, Installation], contract: str, as_of: date
) -> None:
    mine, its = ([DELIVERY.sub(r"/\1-…", text) for text in said(here, contract, as_of)] for here in worlds)
    assert len(mine) == len(its)
    different = [(a, b) for a, b in zip(mine, its, strict=True) if a != b]
    for a, b in different[:3]:
        at = next(place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
        print(a[max(0, at - 300) : at + 100], "\n<>\n", b[max(0, at - 100) : at + 100])
    assert not different


def test_the_two_installations_do_differ(worlds: tuple[Installation, Installation]) -> None:
    """What is planted is really there: without protection the two would not say the same."""
    one, other = worlds
    keys = with_related({("matchede_ledige", "740"), ("betalingsaftaler", "573")}, one.definitions.indicators)
    assert one.store.figures(keys, date(2018, 2, 1)).series != other.store.figures(keys, date(2018, 2, 1)).series
