"""Every text of every contract, read on days spread over its life, before it and after: as a careful clerk reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kpi.analysis.judged import Judged, judge
from kpi.analysis.since import looked_back_to
from kpi.cli import main
from kpi.definitions import read_definitions
from kpi.followup.criterion import criterion_view
from kpi.followup.facts import facts
from kpi.followup.meeting import meeting
from kpi.followup.scorecard import scorecard
from kpi.installation import Installation, read_installation
from kpi.kept.build import build_store
from kpi.model.beside import Variation
from kpi.model.contract import Contract, Target
from kpi.model.evaluation import Status, TargetResult
from kpi.model.folder import DataFolder
from kpi.model.views.criterion import CriterionView
from kpi.model.views.meeting import Meeting
from kpi.model.views.parts import ColourFamily
from kpi.model.views.scorecard import Scorecard
from kpi.model.views.signal import Outlook
from kpi.report.html import report_html
from kpi.texts.criterion import criterion_sentence
from kpi.texts.facts import LATEST
from kpi.texts.headline import headline
from kpi.texts.rules import reading_aloud
from kpi.texts.said import said
from kpi.texts.verdict import second_reading, sentence
from tests.field.given import INPUTS, installation
from tests.texts.proofread import faults, fractions, sums

SHIPPED = Path(__file__).parents[2] / "data"
CONTRACTS = sorted(path.stem for path in (SHIPPED / "contracts").glob("*.toml"))
CASES = sorted(path.parent.name for path in INPUTS.glob("*/contract.toml"))
WHOLE = bool(os.environ.get("KPI_WHOLE"))
DAYS, DAYS_OF_PAGES = (50, 50) if WHOLE else (12, 3)
LONG_AFTER = timedelta(days=500)
DECIDED = (Status.MET, Status.MISSED, Status.ON_COURSE, Status.BEHIND, Status.NEAR, Status.UNDERWAY, Status.AWAITING)
ALL_OR_NONE = re.compile(r"\b(?:alle|ingen) ")
ON_AN_AXIS = re.compile(r"[−\d.,]+")
"""All marks of an axis have as many decimals as the step between them."""
OWN_WORDS = {"quote", "note", "definition", "evidence", "text", "mission", "vision", "background", "follow_up"}
"""Fields of a page that hold what a contract or a person wrote: read by nobody here."""


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = DataFolder(tmp_path_factory.mktemp("installation"), SHIPPED)
    build_store(folder, read_definitions(folder))
    here = read_installation(folder)
    yield here
    here.store.close()


def of_case(root: Path, case: str) -> Installation:
    folder = installation(root / case, case)
    figures = INPUTS / case / "figures.csv"
    assert main(["import", str(figures), "--data", str(folder.root), "--accept-warnings"]) == 0
    return read_installation(folder)


def days(contract: Contract, count: int) -> Iterator[date]:
    """Evenly from half a year before the contract until well after its last due, or the one two years on."""
    dues = [part.due.last_day for _, criterion in contract.criteria() for part in criterion.requirements]
    near = [due for due in dues if due <= contract.ends_on + 2 * LONG_AFTER]
    first, last = contract.starts_on - timedelta(days=190), max([contract.ends_on, *near]) + LONG_AFTER
    for number in range(count):
        yield first + (last - first) * (2 * number + 1) / (2 * count)


def texts_of(judged: Judged, part: TargetResult) -> Iterator[str]:
    """All that is said of one requirement."""
    yield sentence(part, judged.definitions, judged.beside(part))
    yield headline(part, judged.definitions)
    yield reading_aloud(part, judged.definitions)
    yield second_reading(part, judged.definitions)
    for fact in facts(judged, part):
        yield f"{fact.value}"
        yield fact.note


def contradicted(judged: Judged, part: TargetResult) -> Iterator[str]:
    """The newest figure is written alike in the sentence and beside the chart."""
    told = sentence(part, judged.definitions, judged.beside(part))
    latest = next((fact.value for fact in facts(judged, part) if fact.label == LATEST), "")
    if headline(part, judged.definitions).startswith("Kun udgangspunktet er kendt") and "punktet er " not in told:
        yield "the headline knows a baseline that the sentence does not"
    if part.status in DECIDED and part.every is None and latest not in told and not ALL_OR_NONE.search(told):
        yield f"beside the chart it is «{latest}»"


def wrong(judged: Judged) -> Iterator[str]:
    """Each fault, with the criterion and the text it is in."""
    for result in judged.results:
        where = f"{judged.contract.id} {judged.as_of} {result.criterion.id}"
        told = criterion_sentence(result, judged.definitions, judged.beside(result.decisive))
        yield from (f"{where}: {fault}\n    {told}" for fault in faults(told))
        for part in result.results:
            told = sentence(part, judged.definitions, judged.beside(part))
            yield from (f"{where}: {fault}\n    {told}" for fault in contradicted(judged, part))
            for text in texts_of(judged, part):
                found = [*faults(text), *(fractions(text) if counts_wholes(judged, part) else ())]
                yield from (f"{where}: {fault}\n    {text}" for fault in found)


def counts_wholes(judged: Judged, part: TargetResult) -> bool:
    target = part.requirement
    return isinstance(target, Target) and said(part, judged.definitions.indicators[target.indicator]).whole


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_sentence_of_a_shipped_contract_can_be_signed(contract: str, shipped: Installation) -> None:
    found = [
        fault
        for day in days(shipped.definitions.contracts[contract], DAYS)
        for fault in wrong(judge(shipped, contract, day))
    ]
    assert not found, "\n".join(found[:20])


def test_the_sums_of_sentences_are_tried(shipped: Installation) -> None:
    """A sentence that is told in another form than the clerk can read would let everything through."""
    tried = [
        said_of_one
        for contract in CONTRACTS
        for day in days(shipped.definitions.contracts[contract], 12)
        for result in judge(shipped, contract, day).results
        for part in result.results
        for said_of_one in sums(sentence(part, shipped.definitions))
    ]
    assert len(tried) > 200


@pytest.mark.parametrize("case", CASES)
def test_every_sentence_of_a_case_from_the_field_can_be_signed(case: str, tmp_path: Path) -> None:
    here = of_case(tmp_path, case)
    found = [fault for day in days(here.definitions.contracts[case], DAYS) for fault in wrong(judge(here, case, day))]
    here.store.close()
    assert not found, "\n".join(found[:20])


def shown(view: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a page's view model, with the name of the field it stands in."""
    if isinstance(view, str) and not isinstance(view, Enum):
        yield path, view
    elif isinstance(view, tuple | list):
        for one in view:
            yield from shown(one, path)
    elif is_dataclass(view) and type(view).__module__.startswith("kpi.model.views"):
        for field in fields(view):
            if field.name not in OWN_WORDS:
                yield from shown(getattr(view, field.name), field.name)


def views_of(here: Installation, contract: str, day: date) -> tuple[Scorecard, tuple[CriterionView, ...], Meeting]:
    judged = judge(here, contract, day)
    before = judge(here, contract, looked_back_to(judged))
    criteria = tuple(criterion_view(judged, result.criterion.id) for result in judged.results)
    return scorecard(judged, before), criteria, meeting(judged, before, criteria)


class Printed(HTMLParser):
    """Every text of a page as a reader or a screen reader meets it: between the tags, and instead of the pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag == "style"
        self.texts += [value for name, value in attrs if name == "aria-label" and value]

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.texts.append(" ".join(data.split()))


def printed(page: bytes) -> list[str]:
    reader = Printed()
    reader.feed(page.decode())
    return reader.texts


def written(value: object) -> Iterator[str]:
    """Every text of the contract itself: read by nobody here."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, tuple | list):
        for one in value:
            yield from written(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from written(getattr(value, field.name))


def unexplained(view: CriterionView) -> Iterator[str]:
    """A green row that a red word stands beside, without the small mark that says how the two go together."""
    for part in view.requirements:
        if part.badge.family is not ColourFamily.GOOD or part.badge.mark or part.signal is None:
            continue
        signal = part.signal.signal
        if signal.variation is Variation.CONCERN or signal.outlook is Outlook.USUALLY_MISSED:
            yield f"a green row beside «{signal.word}» and «{signal.outlook_word}»"


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_text_of_its_pages_slides_and_papers_can_be_signed(contract: str, shipped: Installation) -> None:
    own = set(written(shipped.definitions.contracts[contract]))
    found = []
    for day in days(shipped.definitions.contracts[contract], DAYS_OF_PAGES):
        card, criteria, slides = views_of(shipped, contract, day)
        report = printed(report_html(card, criteria, version="0"))
        found += [f"{contract} {day} {view.criterion}: {fault}" for view in criteria for fault in unexplained(view)]
        told = [*shown(card), *shown(criteria), *shown(slides), *(("report", text) for text in report)]
        found += [
            f"{contract} {day} {field}: {fault}\n    {text}"
            for field, text in told
            if text.strip("«»") not in own and not (field == "report" and ON_AN_AXIS.fullmatch(text))
            for fault in faults(text)
        ]
    assert not found, "\n".join(dict.fromkeys(found))


def test_charts_slides_and_papers_are_among_what_is_read(shipped: Installation) -> None:
    """A picture's words, a slide's and a paper's: were one of them left out, nothing would tell."""
    card, criteria, slides = views_of(shipped, "silkeborg-jobkompagniet-2017", date(2017, 7, 25))
    report = printed(report_html(card, criteria, version="0"))
    chart = next(part.trajectory for part in criteria[0].requirements if part.trajectory)
    assert ("alternative", chart.alternative) in shown(criteria)
    assert ("cover_lines", slides.cover_lines[0]) in shown(slides)
    assert ("headline", criteria[0].headline) in shown(slides)
    assert {chart.alternative, chart.title, criteria[0].verdict, criteria[0].badge.mark} <= set(report)


def test_a_green_row_that_had_lost_its_mark_would_be_found(shipped: Installation) -> None:
    """«Ønsket er nået», while ever more are exempted."""
    _, criteria, _ = views_of(shipped, "varde-borger-og-arbejdsmarked-2015", date(2016, 2, 15))
    view = next(one for one in criteria if one.criterion == "v9b")
    bare = tuple(replace(part, badge=replace(part.badge, mark="")) for part in view.requirements)
    assert list(unexplained(replace(view, requirements=bare)))
    assert not list(unexplained(view))
