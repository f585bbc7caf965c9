"""The file in which an installation keeps the groups that people there have written in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kpi.definitions.comparisons import read_peer_groups
from kpi.definitions.file import read_toml
from kpi.definitions.place import Place
from kpi.model.definitions import Problem
from kpi.model.indicator import Membership, PeerGroup

_HEADING = """# Grupper, som er skrevet ind på siden «Grupper». Hvem der gjorde det og hvornår, står i journalen.
# Filen skrives af programmet; en gruppe trækkes tilbage på siden.
"""


def own_groups(file: Path) -> tuple[PeerGroup, ...]:
    """In the order they were written in; none where there is no file. ValueError, in Danish, for a broken one."""
    if not file.exists():
        return ()
    problems: list[Problem] = []
    at = Place(file.name, "", problems)
    raw = read_toml(file, at)
    groups = read_peer_groups(raw, None, at) if raw is not None else {}
    if problems:
        raise ValueError(f"{file.name}: {problems[0].text} {problems[0].remedy}")
    return tuple(group for group in groups.values() if group is not None)


def written(groups: Iterable[PeerGroup]) -> str:
    """The file's content. Groups without known members have no place in it."""
    return _HEADING + ("".join(f"\n{_group(group)}" for group in groups) or "\npeer_group = []\n")


def in_one_line(members: Iterable[Membership]) -> str:
    """«573 607», with days of membership «573(2014-01-01..2016-12-31)»: as the journal spells them."""
    return " ".join(
        f"{one.area}({one.valid_from or ''}..{one.valid_to or ''})" if one.valid_from or one.valid_to else one.area
        for one in members
    )


def _group(group: PeerGroup) -> str:
    texts = {"id": group.id, "title": group.title, "source": group.source, "benefit": group.benefit}
    lines = ["[[peer_group]]", *(f"{name} = {_text(text)}" for name, text in texts.items() if text)]
    return "\n".join([*lines, *(_member(member) for member in group.members or ())]) + "\n"


def _member(member: Membership) -> str:
    days = {"valid_from": member.valid_from, "valid_to": member.valid_to}
    lines = ["[[peer_group.member]]", f"area = {_text(member.area)}"]
    return "\n".join([*lines, *(f"{name} = {_day(day)}" for name, day in days.items() if day is not None)])


def _text(text: str) -> str:
    """A TOML basic string: spelled as JSON, which leaves only DEL to be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _day(day: date) -> str:
    return day.isoformat()
