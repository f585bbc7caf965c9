"""Grupper: what can be written in, what has been, by whom, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.definitions.own_groups import in_one_line
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.indicator import PeerGroup
from kpi.model.journal import JournalEntry, PeerGroupGiven, PeerGroupWithdrawn
from kpi.model.views.groups import GroupEditor, OwnGroupLine
from kpi.model.views.parts import Choice
from kpi.texts import groups as words
from kpi.texts.alphabet import sort_key
from kpi.texts.periods import danish_day


def group_editor(definitions: Definitions, own: Sequence[PeerGroup], entries: Sequence[JournalEntry]) -> GroupEditor:
    """`own` are the groups kept by this installation, `entries` the journal in the order of recording."""
    needed = [one for one in definitions.peer_groups.values() if one.members is None]
    needed.sort(key=lambda one: sort_key(one.title))
    municipalities = [area for area in definitions.areas.values() if area.kind is AreaKind.MUNICIPALITY]
    return GroupEditor(
        needed=tuple(Choice(one.id, one.title) for one in needed),
        needs=tuple(one.needed for one in needed),
        benefits=tuple(one.benefit for one in needed),
        areas=tuple(Choice(area.code, area.name) for area in sorted(municipalities, key=lambda a: sort_key(a.name))),
        own=(*_unsaid(definitions, own, entries), *_history(definitions, entries)),
    )


def _history(definitions: Definitions, entries: Sequence[JournalEntry]) -> tuple[OwnGroupLine, ...]:
    """Each time a group was written in, newest first, with its withdrawal."""
    lines: list[OwnGroupLine] = []
    withdrawn: dict[str, str] = {}
    for entry in reversed(entries):
        said, day = entry.statement, danish_day(entry.recorded_at)
        if isinstance(said, PeerGroupWithdrawn):
            withdrawn[said.group] = words.withdrawn(day, entry.by, said.reason)
        elif isinstance(said, PeerGroupGiven):
            text = words.described(said.members, said.source, definitions)
            lines.append(
                OwnGroupLine(
                    said.group,
                    words.named(said.title, said.benefit),
                    text,
                    words.given(day, entry.by),
                    withdrawn.pop(said.group, ""),
                )
            )
    return tuple(lines)


def _unsaid(
    definitions: Definitions, own: Sequence[PeerGroup], entries: Sequence[JournalEntry]
) -> tuple[OwnGroupLine, ...]:
    """Groups that somebody has written straight into the file."""
    said = {entry.statement.group for entry in entries if isinstance(entry.statement, PeerGroupGiven)}
    return tuple(
        OwnGroupLine(
            one.id,
            words.named(one.title, one.benefit),
            words.described(in_one_line(one.members or ()), one.source, definitions),
            words.IN_THE_FILE,
            "",
        )
        for one in own
        if one.id not in said
    )
