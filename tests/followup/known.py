"""A target judged on exactly the figures a test names, with words for its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kpi.analysis.judged import Judged, judge_on
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator, PeerGroup, Source
from kpi.model.journal import JournalEntry, Statement
from kpi.model.period import Period
from tests.spec import builders as given

SOURCE = Source("kilde", "Kilden", "", "", "", "", False)


def judged(
    what: Target,
    of: Indicator,
    own: Mapping[str, given.Value],
    as_of: str,
    *,
    others: Mapping[str, Mapping[str, given.Value]] | None = None,
    groups: Sequence[PeerGroup] = (),
    entries: Sequence[JournalEntry] = (),
) -> tuple[Judged, TargetResult]:
    figures = [given.series(of, given.OWN, own)]
    figures += [given.series(of, area, rows) for area, rows in (others or {}).items()]
    definitions = replace(given.definitions(of, groups=groups), sources={"kilde": SOURCE})
    answer = judge_on(definitions, given.contract(what), given.known(as_of, *figures), entries)
    return answer, answer.results[0].decisive


def said(applies_on: str, statement: Statement) -> JournalEntry:
    return given.entry(applies_on, statement)


def months(first: str, values: Sequence[float]) -> dict[str, given.Value]:
    return given.months(first, *(str(round(value, 2)) for value in values))


def last_day(first: str, count: int) -> str:
    """The day after the last of so many months."""
    return (Period.parse(first) + count).first_day.isoformat()
