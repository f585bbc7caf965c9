"""Reads what figures are compared with and where they come from: `sources.toml`, `areas.csv`, `peer_groups.toml`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from kpi.definitions import value
from kpi.definitions.place import Place
from kpi.definitions.table import NAMELESS, Key, Tables, is_known, note_repeated, read_table
from kpi.model.area import Area, AreaKind
from kpi.model.indicator import Membership, PeerGroup, Source

_ID = Key[str]("id", value.identifier)

_SOURCES = Key[Tables]("source", value.tables)
SOURCES_FILE: tuple[Key[Any], ...] = (_SOURCES,)
_NAME = Key[str]("name", value.text)
_WAY_IN = Key[str]("way_in", value.text)
_TERMS = Key[str]("terms", value.text)
_CREDIT = Key[str]("credit", value.text)
_LINK = Key[str]("link", value.any_text, "")
_EXAMPLE = Key[bool]("example", value.flag, False)
_OWN = Key[bool]("own", value.flag, True)
SOURCE: tuple[Key[Any], ...] = (_ID, _NAME, _WAY_IN, _TERMS, _CREDIT, _LINK, _EXAMPLE, _OWN)

_GROUPS = Key[Tables]("peer_group", value.tables)
GROUPS_FILE: tuple[Key[Any], ...] = (_GROUPS,)
_TITLE = Key[str]("title", value.text)
_MADE_BY = Key[str]("source", value.text)
_MEMBERS = Key[tuple[object, ...]]("members", value.members, ())
_DATED_MEMBERS = Key[Tables]("member", value.tables, ())
_NEEDED = Key[str]("needed", value.any_text, "")
_BENEFIT = Key[str]("benefit", value.any_text, "")
PEER_GROUP: tuple[Key[Any], ...] = (_ID, _TITLE, _MADE_BY, _MEMBERS, _DATED_MEMBERS, _NEEDED, _BENEFIT)
_AREA = Key[str]("area", value.text)
_VALID_FROM = Key[date | None]("valid_from", value.day, None)
_VALID_TO = Key[date | None]("valid_to", value.day, None)
MEMBER: tuple[Key[Any], ...] = (_AREA, _VALID_FROM, _VALID_TO)

_OF_AREAS = "Danmarks Statistik, regioner og landsdele, fra 1. januar 2007 (CC BY 4.0)"
_CODE = re.compile(r"\d{3}", re.ASCII)
AREA_COLUMNS = ("kode", "navn", "art", "region", "landsdel", "gamle_navne", "ophoert")


def read_sources(raw: Mapping[str, object], place: Place) -> dict[str, Source | None]:
    """By id; None for one that is faulty."""
    file = read_table(raw, SOURCES_FILE, place)
    sources: dict[str, Source | None] = {}
    seen: dict[str, str] = {}
    for one, at in file.rows(_SOURCES):
        before = len(place.problems)
        table = read_table(one, SOURCE, at)
        source_id = table.get(_ID)
        if source_id is None:
            sources[NAMELESS] = None
            continue
        note_repeated(seen, source_id, "Kildens id", table.at(_ID))
        sources[source_id] = None
        if len(place.problems) == before:
            sources[source_id] = Source(
                id=source_id,
                name=table[_NAME],
                way_in=table[_WAY_IN],
                terms=table[_TERMS],
                credit=table[_CREDIT],
                link=table[_LINK],
                example=table[_EXAMPLE],
                own=table[_OWN],
            )
    return sources


def read_peer_groups(
    raw: Mapping[str, object], areas: Mapping[str, Area | None] | None, place: Place
) -> dict[str, PeerGroup | None]:
    """By id; None for one that is faulty."""
    file = read_table(raw, GROUPS_FILE, place)
    groups: dict[str, PeerGroup | None] = {}
    seen: dict[str, str] = {}
    for one, at in file.rows(_GROUPS):
        before = len(place.problems)
        table = read_table(one, PEER_GROUP, at)
        members = [
            Membership(code, None, None)
            for code in _codes(table.get(_MEMBERS) or (), table.at(_MEMBERS))
            if is_known(code, areas, "Området", table.at(_MEMBERS))
        ]
        for member, member_at in table.rows(_DATED_MEMBERS):
            found = _read_member(member, areas, member_at)
            if found is not None:
                members.append(found)
        _check_once(members, table.place)
        has_members = bool(table.given & {_MEMBERS.name, _DATED_MEMBERS.name})
        if not has_members and not table.get(_NEEDED):
            table.place.note(
                "Gruppen har ingen medlemmer, og der står ikke, hvad der mangler.",
                "Skriv members = […], eller skriv i needed, hvad der skal til for at kende dem.",
            )
        group_id = table.get(_ID)
        if group_id is None:
            groups[NAMELESS] = None
            continue
        note_repeated(seen, group_id, "Gruppens id", table.at(_ID))
        groups[group_id] = None
        if len(place.problems) == before:
            groups[group_id] = PeerGroup(
                id=group_id,
                title=table[_TITLE],
                source=table[_MADE_BY],
                members=tuple(members) if has_members else None,
                needed=table[_NEEDED],
                benefit=table[_BENEFIT],
            )
    return groups


def groups_of_areas(areas: Mapping[str, Area | None] | None) -> dict[str, PeerGroup | None]:
    """The municipalities of each region and landsdel, by id («region-midtjylland»): groups that nobody need list.

    None for all of them where an area is faulty: its region may be any.
    """
    members: dict[str, list[Membership]] = {}
    for area in (areas or {}).values():
        if area is None:
            return {NAMELESS: None}
        if area.kind is AreaKind.MUNICIPALITY:
            for name in filter(None, (area.region, area.landsdel)):
                members.setdefault(name, []).append(Membership(area.code, None, area.ended_on))
    groups = (
        PeerGroup(id=_id_of(name), title=name, source=_OF_AREAS, members=tuple(found), needed="", benefit="")
        for name, found in sorted(members.items())
    )
    return {group.id: group for group in groups}


def _id_of(name: str) -> str:
    """«Landsdel Byen København» is landsdel-byen-koebenhavn."""
    plain = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def with_own_groups(
    declared: Mapping[str, PeerGroup | None], own: Mapping[str, PeerGroup | None], place: Place
) -> dict[str, PeerGroup | None]:
    """Groups that this installation has written in beside the declared ones; no id may stand in both.

    Only a declared group whose members were not known gives way: then its members have become known.
    """
    for group_id in own:
        known_before = declared.get(group_id)
        if group_id in declared and (known_before is None or known_before.members is not None):
            place.note(
                f"Gruppens id «{group_id}» findes i forvejen, og dens medlemmer er kendt.",
                "Giv gruppen et andet id, eller fjern den fra filen.",
            )
    return {**declared, **own}


def _codes(written: tuple[object, ...], place: Place) -> list[str]:
    codes = []
    for one in written:
        try:
            codes.append(value.text(one))
        except value.Wrong as wrong:
            place.note(wrong.text, wrong.remedy)
    return codes


def _read_member(raw: Mapping[str, object], areas: Mapping[str, Area | None] | None, place: Place) -> Membership | None:
    before = len(place.problems)
    table = read_table(raw, MEMBER, place)
    code = table.get(_AREA)
    if code is not None:
        is_known(code, areas, "Området", table.at(_AREA))
    valid_from, valid_to = table.get(_VALID_FROM), table.get(_VALID_TO)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        table.at(_VALID_TO).note("Medlemskabet slutter, før det begynder.", "Ret valid_from eller valid_to.")
    return Membership(table[_AREA], valid_from, valid_to) if len(place.problems) == before else None


def _check_once(members: list[Membership], place: Place) -> None:
    """A municipality counts once on any day: its stretches of membership do not overlap."""
    stretches = sorted(members, key=lambda one: (one.area, one.valid_from or date.min))
    for earlier, later in pairwise(stretches):
        if earlier.area == later.area and (earlier.valid_to or date.max) >= (later.valid_from or date.min):
            place.note(f"Området «{later.area}» er medlem to gange på samme tid.", "Fjern det ene, eller ret dagene.")


def read_areas(content: str, place: Place) -> dict[str, Area | None] | None:
    """By code, from semicolon-separated text. None for one whose line is faulty; None for all: other columns."""
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=";", strict=True)
    areas: dict[str, Area | None] = {}
    seen: dict[str, str] = {}
    try:
        header = next(lines, [])
        if tuple(header) != AREA_COLUMNS:
            place.note(f"Overskriften er «{';'.join(header)}».", f"Skriv «{';'.join(AREA_COLUMNS)}» på første linje.")
            return None
        for cells in lines:
            at = place.on_line(lines.line_num)
            code = cells[0] if cells and _CODE.fullmatch(cells[0]) else NAMELESS
            if code != NAMELESS:
                note_repeated(seen, code, "Områdets kode", at)
            areas[code] = _read_area(cells, at)
    except csv.Error:
        place.on_line(lines.line_num).note("Linjen kan ikke læses.", "Se efter et manglende anførselstegn.")
    return areas


def _read_area(cells: list[str], place: Place) -> Area | None:
    if len(cells) != len(AREA_COLUMNS):
        place.note(f"Linjen har {len(cells)} felter og ikke {len(AREA_COLUMNS)}.", "Sæt et semikolon mellem felterne.")
        return None
    code, name, kind, region, landsdel, old_names, ended = cells
    before = len(place.problems)
    if not _CODE.fullmatch(code):
        place.note(f"Koden «{code}» er ikke tre cifre.", "Skriv Danmarks Statistiks kode, fx 740.")
    if not name:
        place.note("Navnet mangler.", "Skriv områdets navn.")
    if kind not in set(AreaKind):
        place.note(f"Arten «{kind}» kendes ikke.", value.suggestion(kind, AreaKind))
    ended_on: date | None = None
    if ended:
        try:
            ended_on = date.fromisoformat(ended)
        except ValueError:
            place.note(f"Dagen «{ended}» kan ikke læses.", "Skriv fx 2006-12-31.")
    if len(place.problems) > before:
        return None
    names = tuple(part for part in old_names.split("|") if part)
    return Area(code, name, AreaKind(kind), region, landsdel, names, ended_on)
