"""Kommuneprofil: one municipality against its group over every indicator at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi.analysis.profile import IndicatorStanding, standings
from kpi.evaluate import Ranked
from kpi.followup.comparison_choices import known_groups
from kpi.installation import Installation
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, PeerGroup
from kpi.model.views.parts import Cell, Table
from kpi.model.views.profile import Profile, ProfileLine
from kpi.texts import profile as words
from kpi.texts.alphabet import sort_key
from kpi.texts.amounts import is_count, unit_words
from kpi.texts.gaps import gap_word
from kpi.texts.periods import short
from kpi.texts.places import area_name, places
from kpi.texts.together import together


def profile(here: Installation, group_id: str, own: str, as_of: date) -> Profile:
    """KeyError for an unknown group."""
    definitions = here.definitions
    group = definitions.peer_groups[group_id]
    if group.members is None:
        return _unknown(definitions, group, own, as_of)
    lines = [_line(one) for one in standings(here, group, own, as_of)]
    lines.sort(key=lambda line: (_order(line), sort_key(line.indicator.title)))
    name = area_name(own, definitions)
    return Profile(
        own=own,
        own_name=name,
        group=group.id,
        group_title=group.title,
        as_of=as_of,
        headline=words.headline(name, [line.against for line in lines if line.indicator.better is not Better.NEITHER]),
        lines=tuple(lines),
        note=words.note(group),
        table=_table(lines, name, group),
        example=any(line.example for line in lines),
        unknown_group="",
        instead=(),
    )


def _line(found: IndicatorStanding) -> ProfileLine:
    indicator, own, nation = found.indicator, found.value(found.own), found.nation
    middle = found.spine.middle if found.spine is not None else None
    numbers = together(indicator, own, middle, nation)
    text = gap_word(found.seen.get(found.own)) if own is None else numbers.number(own)
    return ProfileLine(
        indicator=indicator,
        period=found.period,
        period_text=short(found.period),
        text=text,
        value=own,
        group_text="" if middle is None else words.middle(numbers.number(middle), found.without),
        group_value=middle,
        nation_text="" if nation is None else numbers.number(nation),
        nation=nation,
        place="" if found.place is None else _place(found.place, len(found.members)),
        against=found.against,
        word=words.COUNT if is_count(indicator) else words.AGAINST[found.against],
        spine=found.spine,
        alternative=words.alternative(indicator, text, "" if middle is None else numbers.number(middle), found.against),
        provisional=found.place is not None and found.place.reading is not None and found.place.reading.provisional,
        example=any(found.seen[area].example for area in found.members if area in found.seen),
    )


def _place(own: Ranked, members: int) -> str:
    """«nr. 3-5 af 16», open «nr. 3 til 6 af 16»."""
    number = places(own.place_from, own.tied_with)
    if own.place_from != own.place_to:
        number = words.between(own.place_from, own.place_to)
    return words.place(number, members)


def _order(line: ProfileLine) -> int:
    """What has a better side first, then context, then counts, which cannot be compared."""
    if is_count(line.indicator):
        return 2
    return 1 if line.indicator.better is Better.NEITHER else 0


def _table(lines: Sequence[ProfileLine], own: str, group: PeerGroup) -> Table:
    return Table(
        title=words.table_title(own, group),
        headings=words.HEADINGS,
        rows=tuple(
            (
                Cell(line.indicator.title, None),
                Cell(unit_words(line.indicator), None),
                Cell(line.period_text, None),
                Cell(line.text, line.value),
                Cell(line.group_text, line.group_value),
                Cell(line.nation_text, line.nation),
                Cell(line.place, None),
                Cell(line.word, None),
            )
            for line in lines
        ),
        example=any(line.example for line in lines),
        source_line=words.SOURCES,
    )


def _unknown(definitions: Definitions, group: PeerGroup, own: str, as_of: date) -> Profile:
    name = area_name(own, definitions)
    return Profile(
        own=own,
        own_name=name,
        group=group.id,
        group_title=group.title,
        as_of=as_of,
        headline=words.unknown(group),
        lines=(),
        note="",
        table=Table(words.table_title(name, group), words.HEADINGS, (), False, ""),
        example=False,
        unknown_group=group.needed,
        instead=known_groups(definitions, own, as_of),
    )
