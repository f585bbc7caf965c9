"""Many contracts and one very long one: a page, a report and a meeting cost as much a criterion as in a small one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import cycle, islice

from benchmarks.dataset import AS_OF, Dataset
from benchmarks.measurement import Measurement, held_against, seconds_of, taking
from kpi.analysis.judged import Judged, judge, judge_shown
from kpi.analysis.since import looked_back_to
from kpi.disclosure.shown import Shown
from kpi.followup.contracts import contract_cards
from kpi.followup.criterion import criterion_view
from kpi.followup.meeting import meeting
from kpi.followup.scorecard import scorecard
from kpi.installation import Installation
from kpi.journal import read_entries
from kpi.model.area import AreaKind
from kpi.model.contract import Contract, Requirement, Target
from kpi.model.definitions import Definitions
from kpi.model.views.criterion import CriterionView
from kpi.report.html import report_html
from kpi.store import Store

SMALL = (4, 40)
SIZES = (SMALL, (24, 40), (100, 40), (1, 400))
"""So many contracts of so many criteria each."""
RUNS = 3
FIRST_PAGE, GOAL = "first page, cold", 300.0 / (20 * 40)
"""20 contracts of 40 criteria in 300 ms."""
GOALS = {"every criterion's page": 20.0, "report": 20.0, "MED-møde": 20.0}
"""ms a criterion."""
LINEAR = 1.25
"""A criterion costs at most so many times what it does where there are few."""
Costs = dict[str, float]
"""Seconds a criterion."""


def measure(data: Dataset) -> Iterator[Measurement]:
    """A page, a report and a meeting begin with nothing kept but the series that the store has at hand."""
    for size in SIZES:
        contracts, criteria = size
        pairs = [(_costs(data, size), _costs(data, SMALL)) for _ in range(RUNS)]
        name, number = f"{contracts} × {criteria} criteria", contracts * criteria
        whole = [ours[FIRST_PAGE] * number for ours, _ in pairs]
        yield taking(f"{name}: {FIRST_PAGE}", data.scale, "ms", GOAL * number, whole)
        for what, goal in GOALS.items():
            yield taking(f"{name}: {what}, a criterion", data.scale, "ms", goal, [ours[what] for ours, _ in pairs])
        for what in (FIRST_PAGE, *GOALS):
            if size != SMALL:
                both = [(ours[what], few[what]) for ours, few in pairs]
                yield held_against(f"{name}: {what}, beside {SMALL[0]} × {SMALL[1]}", data.scale, LINEAR, both)


def _costs(data: Dataset, size: tuple[int, int]) -> Costs:
    contracts, criteria = size
    definitions = many(data.definitions, contracts, criteria)
    here = Installation(data.folder, definitions, Store(data.folder.store), read_entries(data.folder.journals))

    def one_contract() -> Judged:
        return judge(here, next(iter(definitions.contracts)), AS_OF)

    def first_page() -> None:
        shown = Shown(here, AS_OF)
        contract_cards(judge_shown(shown, one) for one in definitions.contracts)

    def pages(now: Judged) -> tuple[CriterionView, ...]:
        return tuple(criterion_view(now, result.criterion.id) for result in now.results)

    def report() -> None:
        now = one_contract()
        card = scorecard(now, judge(here, now.contract.id, looked_back_to(now)))
        report_html(card, pages(now), version="")

    def med() -> None:
        now = one_contract()
        meeting(now, judge(here, now.contract.id, looked_back_to(now)), pages(now))

    found = {
        FIRST_PAGE: seconds_of(first_page) / contracts / criteria,
        "every criterion's page": seconds_of(lambda: pages(one_contract())) / criteria,
        "report": seconds_of(report) / criteria,
        "MED-møde": seconds_of(med) / criteria,
    }
    here.store.close()
    return found


def many(definitions: Definitions, contracts: int, criteria: int) -> Definitions:
    """Contracts of other municipalities on the public figures, with the requirements of the shipped made-up ones."""
    made_up = [one for one in definitions.contracts.values() if one.made_up]
    towns = [a.code for a in definitions.areas.values() if a.kind is AreaKind.MUNICIPALITY and a.ended_on is None]
    found = (_of(made_up, f"maalt-{code}", code, criteria) for code in islice(cycle(towns), contracts))
    return replace(definitions, contracts={one.id: one for one in found})


def _of(patterns: Sequence[Contract], id_: str, municipality: str, count: int) -> Contract:
    every = [criterion for pattern in patterns for _, criterion in pattern.criteria()]
    own = {pattern.municipality for pattern in patterns}
    taken = (
        replace(
            criterion,
            id=f"k{number}",
            requirements=tuple(
                _aimed(one, f"k{number}.{place}", own, municipality) for place, one in enumerate(criterion.requirements)
            ),
        )
        for number, criterion in enumerate(islice(cycle(every), count), start=1)
    )
    goal = replace(patterns[0].goals[0], criteria=tuple(taken), actions=())
    return replace(patterns[0], id=id_, municipality=municipality, goals=(goal,), key_dates=())


def _aimed(requirement: Requirement, id_: str, own: Set[str], municipality: str) -> Requirement:
    """At the municipality, where it was at one of the patterns' own."""
    if not isinstance(requirement, Target):
        return replace(requirement, id=id_)

    def moved(one: Target) -> Target:
        return replace(one, id=id_, area=municipality if one.area in own else one.area)

    changes = (replace(one, revised=moved(one.revised) if one.revised else None) for one in requirement.amendments)
    return replace(moved(requirement), amendments=tuple(changes))
