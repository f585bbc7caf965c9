"""«Ændret siden sidst»: what is new, revised or late, and which statuses moved because of it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from kpi.analysis.asked import own_indicators
from kpi.analysis.judged import Judged
from kpi.followup.attention import late_text
from kpi.model.contract import Target
from kpi.model.journal import JournalEntry, MeetingHeld
from kpi.model.observation import Observation, Series
from kpi.model.period import Period
from kpi.model.views.changes import ChangeKind, ChangeLine, Changes
from kpi.texts import overview as words
from kpi.texts.statuses import badge


def looked_back_to(judged: Judged) -> date:
    """The day of the contract's last MED meeting before the day; without one the same day a month before."""
    held = last_meeting(judged)
    return held.applies_on if held else month_before(judged.as_of)


def changes(judged: Judged, before: Judged) -> Changes:
    """`before` is the contract on the day that is looked back to."""
    held, since = last_meeting(judged), before.as_of
    return Changes(
        since=since,
        title=words.since_meeting(since) if held else words.since_day(since),
        lines=(*_redefined(judged, since), *_moved(judged, before), *_figures(judged, before), *_late(judged, before)),
    )


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


def _redefined(judged: Judged, since: date) -> list[ChangeLine]:
    """Amendments of the contract that took effect since, in the contract's order."""
    lines = []
    for _, criterion in judged.contract.criteria():
        for requirement in criterion.requirements:
            amendments = requirement.amendments if isinstance(requirement, Target) else ()
            for amendment in amendments:
                if since < amendment.on <= judged.as_of:
                    title = requirement.title or criterion.title
                    text = words.redefined(title, amendment)
                    lines.append(ChangeLine(ChangeKind.REDEFINED, text, criterion.id, None, None))
    return lines


def _moved(judged: Judged, before: Judged) -> list[ChangeLine]:
    lines = []
    for now, then in zip(judged.results, before.results, strict=True):
        if now.status is then.status:
            continue
        was, now_badge = badge(then.decisive), badge(now.decisive)
        text = words.moved(now, was, now_badge, judged.definitions)
        lines.append(ChangeLine(ChangeKind.STATUS, text, now.criterion.id, was, now_badge))
    return lines


def _figures(judged: Judged, before: Judged) -> list[ChangeLine]:
    """New figures first, then revisions; one line an indicator of each."""
    new, revised = [], []
    for indicator_id in own_indicators(judged.contract):
        key = indicator_id, judged.contract.municipality
        now, then = judged.figures.series.get(key), before.figures.series.get(key)
        if now is None:
            continue
        indicator = judged.definitions.indicators[indicator_id]
        known = {seen.period: seen for seen in then.observations} if then else {}
        came = [seen for seen in now.observations if _is_new(seen, known.get(seen.period))]
        if came:
            text = words.new_figure(indicator, came[-1], tuple(seen.period for seen in came))
            new.append(ChangeLine(ChangeKind.NEW, text, _criterion(judged, indicator_id), None, None))
        changed = _revised(now, known)
        if len(changed) == 1:
            text = words.revised_figure(indicator, *changed[0])
        elif changed:
            text = words.revised_figures(indicator, len(changed), *changed[-1])
        if changed:
            revised.append(ChangeLine(ChangeKind.REVISED, text, _criterion(judged, indicator_id), None, None))
    return new + revised


def _is_new(now: Observation, then: Observation | None) -> bool:
    """Also where a made-up figure stood. `then` None: nothing stood there."""
    return then is None or (then.example and not now.example)


def _revised(now: Series, known: dict[Period, Observation]) -> list[tuple[Observation, Observation]]:
    """Before and after."""
    found = ((known.get(seen.period), seen) for seen in now.observations)
    return [(then, seen) for then, seen in found if then and seen.revises(then)]


def _late(judged: Judged, before: Judged) -> list[ChangeLine]:
    """What has become late since; what was late already is among what needs a human."""
    known = {part.requirement.id for result in before.results for part in result.results if part.late}
    lines: dict[str, ChangeLine] = {}
    for result in judged.results:
        for part in result.results:
            if part.late and part.requirement.id not in known and (text := late_text(judged, part)):
                lines.setdefault(text, ChangeLine(ChangeKind.LATE, text, result.criterion.id, None, None))
    return list(lines.values())


def _criterion(judged: Judged, indicator: str) -> str:
    """The criterion that the indicator decides; empty where several or none do."""
    found = {
        criterion.id
        for _, criterion in judged.contract.criteria()
        for requirement in criterion.requirements
        if getattr(requirement, "indicator", None) == indicator
    }
    return found.pop() if len(found) == 1 else ""
