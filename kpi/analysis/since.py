"""What has changed since the day that is looked back to: the contract, its statuses and figures, and what is late."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi.analysis.asked import own_indicators
from kpi.analysis.judged import Judged
from kpi.model.contract import Criterion, Followed, Requirement, Tally
from kpi.model.evaluation import AnyAmendment, CriterionResult, TargetResult
from kpi.model.indicator import Indicator
from kpi.model.journal import JournalEntry, MeetingHeld
from kpi.model.observation import Observation


def looked_back_to(judged: Judged) -> date:
    """The day of the contract's last MED meeting before the day; without one the same day a month before."""
    held = last_meeting(judged)
    return held.applies_on if held else month_before(judged.as_of)


def last_meeting(judged: Judged) -> JournalEntry | None:
    """The newest meeting held before the day; None: none is in the journal."""
    held = [
        entry
        for entry in judged.entries
        if isinstance(entry.statement, MeetingHeld) and entry.applies_on < judged.as_of
    ]
    return held[-1] if held else None


def month_before(day: date) -> date:
    """The same day of the month before, or its last day (31 March → 28 February)."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def redefined(judged: Judged, since: date) -> Iterator[tuple[Criterion, Requirement, AnyAmendment]]:
    """Amendments of the contract that took effect since, in the contract's order."""
    for _, criterion in judged.contract.criteria():
        for requirement in criterion.requirements:
            if not isinstance(requirement, Tally | Followed):
                found = (one for one in requirement.amendments if since < one.on <= judged.as_of)
                yield from ((criterion, requirement, one) for one in found)


def moved(judged: Judged, before: Judged) -> Iterator[tuple[CriterionResult, CriterionResult]]:
    """Each criterion whose status is another, as it was and as it is."""
    for then, now in zip(before.results, judged.results, strict=True):
        if now.status is not then.status:
            yield then, now


@dataclass(frozen=True, slots=True)
class Came:
    """What has come of one indicator since, in order of time."""

    indicator: Indicator
    new: tuple[Observation, ...]
    """Also where a made-up figure stood."""
    revised: tuple[tuple[Observation, Observation], ...]
    """As it was and as it is."""


def came(judged: Judged, before: Judged) -> Iterator[Came]:
    """Of the contract's own indicators and municipality."""
    for indicator in own_indicators(judged.contract):
        key = indicator, judged.contract.municipality
        now, then = judged.figures.series.get(key), before.figures.series.get(key)
        if now is None:
            continue
        known = {seen.period: seen for seen in then.observations} if then else {}
        pairs = [(known.get(seen.period), seen) for seen in now.observations]
        yield Came(
            indicator=judged.definitions.indicators[indicator],
            new=tuple(seen for then, seen in pairs if then is None or (then.example and not seen.example)),
            revised=tuple((then, seen) for then, seen in pairs if then is not None and seen.revises(then)),
        )


def late(judged: Judged, before: Judged) -> Iterator[tuple[CriterionResult, TargetResult]]:
    """What has become late since; what was late already is among what needs a human."""
    known = {part.requirement.id for result in before.results for part in result.results if part.late}
    for result in judged.results:
        for part in result.results:
            if part.late and part.requirement.id not in known:
                yield result, part
