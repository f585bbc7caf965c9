"""What figures a contract asks for, by when, and which of the typed ones nobody has written yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kpi.analysis.judged import Judged
from kpi.evaluate import needed_series
from kpi.evaluate.derived import with_parts
from kpi.model.contract import Contract, Target
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.reference import AtBaseline, OfIndicator, Own, Reference
from kpi.model.rule import Threshold


def own_indicators(contract: Contract) -> tuple[str, ...]:
    """Every indicator the contract judges or shows, in its own order, each once."""
    found: dict[str, None] = {}
    for goal in contract.goals:
        found |= dict.fromkeys(goal.shown)
        for criterion in goal.criteria:
            for requirement in criterion.requirements:
                if isinstance(requirement, Target):
                    found |= dict.fromkeys(version.indicator for version in requirement.versions)
            found |= dict.fromkeys(criterion.shown)
    return tuple(found)


def delivered_indicators(contract: Contract, definitions: Definitions) -> tuple[str, ...]:
    """What must be delivered for the contract's answers: its own indicators, those they are compared with, and parts.

    A composite is not among them: it is worked out from its parts.
    """
    found: dict[str, None] = {}
    for indicator in (*own_indicators(contract), *_compared_with(contract)):
        parts = sorted(part for part, _ in with_parts([(indicator, contract.municipality)], definitions))
        found |= dict.fromkeys(part for part in parts if definitions.indicators[part].made_from is None)
    return tuple(found)


def _compared_with(contract: Contract) -> tuple[str, ...]:
    return tuple(
        version.rule.reference.whose.indicator
        for _, criterion in contract.criteria()
        for requirement in criterion.requirements
        if isinstance(requirement, Target)
        for version in requirement.versions
        if isinstance(version.rule, Threshold) and isinstance(version.rule.reference.whose, OfIndicator)
    )


def missing_figures(judged: Judged) -> tuple[tuple[Indicator, tuple[Period, ...]], ...]:
    """Typed indicators of the contract with the ended periods that have no figure, oldest first.

    From the contract's first period, or the baseline before it, to the last that the contract asks about.
    """
    found = []
    for indicator_id in delivered_indicators(judged.contract, judged.definitions):
        indicator = judged.definitions.indicators[indicator_id]
        if not indicator.typed:
            continue
        series = judged.figures.of(indicator_id, judged.contract.municipality)
        entered = (
            {seen.period for seen in series.observations if seen.quality is not Quality.MISSING} if series else set()
        )
        missing = tuple(period for period in asked_for(judged, indicator) if period not in entered)
        if missing:
            found.append((indicator, missing))
    return tuple(found)


def undelivered(judged: Judged, *, whole: bool) -> Iterator[tuple[Indicator, str, Period]]:
    """Figures that the contract needs, have had time to be published, and nobody has delivered: of which area and when.

    `whole`: also of the municipalities and areas one is compared with, after the contract's own.
    """
    definitions, own = judged.definitions, judged.contract.municipality
    needed = sorted(needed_series(judged.contract, definitions), key=lambda pair: (pair[1] != own, pair))
    for indicator_id, area in needed:
        indicator = definitions.indicators[indicator_id]
        if not (whole or area == own) or indicator.made_from is not None:
            continue
        series = judged.figures.of(indicator_id, area)
        there = {seen.period for seen in series.observations} if series else set()
        for period in asked_for(judged, indicator):
            late = (judged.as_of - period.last_day).days >= indicator.published_after_days
            if late and period not in there:
                yield indicator, area, period


def asked_for(judged: Judged, indicator: Indicator) -> tuple[Period, ...]:
    """The indicator's ended periods that the contract asks about, in order of time."""
    contract = judged.contract
    targets = judged.targets(indicator.id)
    last = indicator.containing(max([contract.ends_on, *(target.due.last_day for target in targets)]))
    first = indicator.containing(contract.starts_on)
    asked = {first + step for step in range(last.ordinal - first.ordinal + 1)}
    for target in targets:
        match target.rule:
            case Threshold(_, Reference(Own(), AtBaseline(baseline))) if baseline.stated is None:
                asked |= set(_inside(baseline.period, indicator))
            case _:
                pass
    ended = (period for period in asked if period.last_day < judged.as_of)
    return tuple(sorted(period for period in ended if indicator.ended is None or period <= indicator.ended))


def _inside(period: Period, indicator: Indicator) -> tuple[Period, ...]:
    """The indicator's own periods that make up a longer one."""
    if period.kind.span_months <= indicator.frequency.span_months:
        return (indicator.containing(period.last_day),)
    return period.parts(indicator.frequency)


def next_expected(newest: Period, published_after_days: int) -> tuple[Period, date]:
    """The period after the newest delivered one, and the last day it usually has come by."""
    period = newest + 1
    return period, period.last_day + timedelta(days=published_after_days)
