"""Groups that people write in: checked as the definition files are, kept beside them, and said in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kpi.access import Permission, User, require
from kpi.definitions import check_own_groups
from kpi.definitions.own_groups import in_one_line, own_groups, written
from kpi.durable import only_writer, write_durably
from kpi.intake import contains_cpr
from kpi.journal import add_entry
from kpi.model.folder import DataFolder
from kpi.model.indicator import Membership, PeerGroup
from kpi.model.journal import PeerGroupGiven, PeerGroupWithdrawn
from kpi.texts import groups as words
from kpi.texts.alphabet import plain_name
from kpi.texts.periods import danish_day


class GroupRefused(Exception):
    """The group cannot be kept or withdrawn; says why and what to do, in Danish."""


@dataclass(frozen=True, slots=True)
class WrittenGroup:
    """A group as somebody wrote it in."""

    id: str
    """Of a group whose members were not known; empty: a new one, named after its title."""
    title: str
    source: str
    benefit: str
    """Empty: not a cluster."""
    members: tuple[str, ...]
    valid_from: date | None
    """None: no bound."""
    valid_to: date | None
    """None: no bound."""


def save_peer_group(folder: DataFolder, given: WrittenGroup, *, by: User, now: datetime) -> str:
    """The group's id. All members share the days of membership. GroupRefused where anything is wrong."""
    require(by, Permission.ENTER, words.OBJECT)
    group = _group(given)
    with only_writer(folder.local):
        kept = own_groups(folder.own_peer_groups)
        if any(one.id == group.id for one in kept):
            raise GroupRefused(words.taken(group.title))
        members = group.members or ()
        said = PeerGroupGiven(group.id, group.title, group.source, group.benefit, in_one_line(members))
        _keep(folder, (*kept, group), said, by, now)
    return group.id


def withdraw_peer_group(folder: DataFolder, group_id: str, *, reason: str, by: User, now: datetime) -> None:
    """Take out a group that was written in here; the journal keeps what it was. GroupRefused where it cannot be."""
    require(by, Permission.ENTER, words.OBJECT)
    if not reason.strip():
        raise GroupRefused(words.REASON_MISSING)
    if contains_cpr(reason):
        raise GroupRefused(words.CPR)
    with only_writer(folder.local):
        kept = own_groups(folder.own_peer_groups)
        left = tuple(one for one in kept if one.id != group_id)
        if len(left) == len(kept):
            raise GroupRefused(words.NOT_OURS)
        _keep(folder, left, PeerGroupWithdrawn(group_id, reason.strip()), by, now)


def _group(given: WrittenGroup) -> PeerGroup:
    """GroupRefused where a part is missing; the definitions' own reader checks the rest."""
    title, source, benefit = given.title.strip(), given.source.strip(), given.benefit.strip()
    if not title:
        raise GroupRefused(words.TITLE_MISSING)
    if not source:
        raise GroupRefused(words.SOURCE_MISSING)
    if not given.members:
        raise GroupRefused(words.MEMBERS_MISSING)
    if any(contains_cpr(text) for text in (title, source, benefit)):
        raise GroupRefused(words.CPR)
    if given.valid_from is not None and given.valid_to is not None and given.valid_to < given.valid_from:
        raise GroupRefused(words.DAYS_TURNED)
    group_id = given.id or plain_name(title)
    if not group_id:
        raise GroupRefused(words.TITLE_WITHOUT_LETTERS)
    members = tuple(Membership(code, given.valid_from, given.valid_to) for code in sorted(set(given.members)))
    return PeerGroup(group_id, title, source, members, "", benefit)


def _keep(
    folder: DataFolder,
    groups: tuple[PeerGroup, ...],
    said: PeerGroupGiven | PeerGroupWithdrawn,
    by: User,
    now: datetime,
) -> None:
    """The journal first: a group never counts without it being known who wrote it in."""
    content = written(groups)
    problems = check_own_groups(folder, content)
    if problems:
        raise GroupRefused(f"{problems[0].file}: {problems[0].text} {problems[0].remedy}")
    add_entry(folder.journals[-1], said, applies_on=danish_day(now), by=by.name, now=now)
    write_durably(folder.own_peer_groups, content.encode())
