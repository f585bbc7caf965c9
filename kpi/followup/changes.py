"""«Ændret siden sidst»: what is new, revised or late, and which statuses moved because of it."""

from __future__ import annotations

from kpi.analysis.judged import Judged
from kpi.analysis.since import Came, came, last_meeting, late, moved, redefined
from kpi.followup.attention import late_text
from kpi.model.views.changes import ChangeKind, ChangeLine, Changes
from kpi.texts import overview as words
from kpi.texts.statuses import badge


def changes(judged: Judged, before: Judged) -> Changes:
    """`before` is the contract on the day that is looked back to."""
    held, since = last_meeting(judged), before.as_of
    arrived = tuple(came(judged, before))
    return Changes(
        since=since,
        title=words.since_meeting(since) if held else words.since_day(since),
        lines=(
            *_redefined(judged, before),
            *_moved(judged, before),
            *(_new(judged, one) for one in arrived if one.new),
            *(_revised(judged, one) for one in arrived if one.revised),
            *_late(judged, before),
        ),
    )


def _redefined(judged: Judged, before: Judged) -> list[ChangeLine]:
    return [
        ChangeLine(
            ChangeKind.REDEFINED, words.redefined(target.title or criterion.title, amendment), criterion.id, None, None
        )
        for criterion, target, amendment in redefined(judged, before.as_of)
    ]


def _moved(judged: Judged, before: Judged) -> list[ChangeLine]:
    lines = []
    for then, now in moved(judged, before):
        was, now_badge = badge(then.decisive), badge(now.decisive)
        text = words.moved(now, was, now_badge, judged.definitions)
        lines.append(ChangeLine(ChangeKind.STATUS, text, now.criterion.id, was, now_badge))
    return lines


def _new(judged: Judged, one: Came) -> ChangeLine:
    text = words.new_figure(one.indicator, one.new[-1], tuple(seen.period for seen in one.new))
    return ChangeLine(ChangeKind.NEW, text, _criterion(judged, one), None, None)


def _revised(judged: Judged, one: Came) -> ChangeLine:
    if len(one.revised) == 1:
        text = words.revised_figure(one.indicator, *one.revised[0])
    else:
        text = words.revised_figures(one.indicator, len(one.revised), *one.revised[-1])
    return ChangeLine(ChangeKind.REVISED, text, _criterion(judged, one), None, None)


def _criterion(judged: Judged, one: Came) -> str:
    """The criterion that the indicator decides; empty where several or none do."""
    found = judged.judging(one.indicator.id)
    return found[0] if len(found) == 1 else ""


def _late(judged: Judged, before: Judged) -> list[ChangeLine]:
    lines: dict[str, ChangeLine] = {}
    for result, part in late(judged, before):
        if text := late_text(judged, part):
            lines.setdefault(text, ChangeLine(ChangeKind.LATE, text, result.criterion.id, None, None))
    return list(lines.values())
