"""Kommuneprofil: one municipality against its group over every indicator at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import quantiles

from kpi.analysis.certainty import side
from kpi.disclosure.shown import shown
from kpi.evaluate import rank_members
from kpi.followup.comparison_choices import known_groups
from kpi.installation import Installation
from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better, Indicator, PeerGroup
from kpi.model.observation import Figures, Observation
from kpi.model.period import Period
from kpi.model.views.comparison import Against
from kpi.model.views.parts import Cell, Table
from kpi.model.views.profile import Profile, ProfileLine, Spine
from kpi.texts import profile as words
from kpi.texts.alphabet import sort_key
from kpi.texts.amounts import is_count, unit_words, value_text
from kpi.texts.gaps import gap_word
from kpi.texts.periods import short
from kpi.texts.places import area_name, places

_SMALLEST = 3
_FEWEST_AREAS = 4
"""Indicators that fewer areas have a figure for are no comparison."""


def profile(here: Installation, group_id: str, own: str, as_of: date) -> Profile:
    """Each indicator in the newest period that own and others have a figure for, else the newest that others have.

    KeyError for an unknown group.
    """
    definitions = here.definitions
    group = definitions.peer_groups[group_id]
    if group.members is None:
        return _unknown(definitions, group, own, as_of)
    with here.store.one_generation():
        figures = shown(here, here.store.newest_of(own, as_of, _FEWEST_AREAS))
    by_indicator: dict[str, dict[str, Observation]] = {}
    for (indicator, area), series in figures.series.items():
        by_indicator.setdefault(indicator, {})[area] = series.observations[-1]
    lines = [
        _line(_Row(definitions, definitions.indicators[one], group, own, seen, figures))
        for one, seen in by_indicator.items()
    ]
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


@dataclass(frozen=True, slots=True)
class _Row:
    definitions: Definitions
    indicator: Indicator
    group: PeerGroup
    own: str
    seen: dict[str, Observation]
    """Of one period, by area."""
    figures: Figures

    @property
    def period(self) -> Period:
        return next(iter(self.seen.values())).period

    @property
    def members(self) -> tuple[str, ...]:
        """Of the period, and own."""
        return tuple(sorted({*(self.group.members_on(self.period.last_day) or ()), self.own}))

    def value(self, area: str) -> Decimal | None:
        found = self.seen.get(area)
        return found.value if found is not None else None


def _line(row: _Row) -> ProfileLine:
    indicator = row.indicator
    own, nation = row.value(row.own), row.value(NATION)
    ranked = not is_count(indicator) and indicator.better is not Better.NEITHER
    spine = None if is_count(indicator) else _spine(row, own, nation)
    against = _against(spine, indicator)
    middle = spine.middle if spine is not None else None
    text = gap_word(row.seen.get(row.own)) if own is None else value_text(own, indicator)
    place, provisional = _place(row) if ranked and own is not None else ("", False)
    return ProfileLine(
        indicator=indicator,
        period=row.period,
        period_text=short(row.period),
        text=text,
        value=own,
        group_text="" if middle is None else words.middle(value_text(middle, indicator), _without(row)),
        group_value=middle,
        nation_text="" if nation is None or is_count(indicator) else value_text(nation, indicator),
        nation=None if is_count(indicator) else nation,
        place=place,
        against=against,
        word=words.COUNT if is_count(indicator) else words.AGAINST[against],
        spine=spine,
        alternative=words.alternative(indicator, text, middle, against),
        provisional=provisional,
        example=any(row.seen[area].example for area in row.members if area in row.seen),
    )


def _without(row: _Row) -> int:
    """Of the group, how many have no figure: hidden or late."""
    return sum(row.value(area) is None for area in row.members if area != row.own)


def _spine(row: _Row, own: Decimal | None, nation: Decimal | None) -> Spine | None:
    """The group's spread without own; None where fewer than three have a figure."""
    values = [found for area in row.members if area != row.own and (found := row.value(area)) is not None]
    if len(values) < _SMALLEST:
        return None
    lower, middle, upper = quantiles(values, n=4, method="inclusive")
    better_low = row.indicator.better is Better.LOWER
    return Spine(min(values), lower, middle, upper, max(values), own, nation, better_low)


def _against(spine: Spine | None, indicator: Indicator) -> Against:
    """Against the middle half, whose ends belong to it."""
    if spine is None or spine.own is None:
        return Against.UNKNOWN
    if spine.lower <= spine.own <= spine.upper:
        return Against.SIMILAR
    return side(indicator.better, higher=spine.own > spine.upper)


def _place(row: _Row) -> tuple[str, bool]:
    """«3-5 af 16», open «mellem 3 og 6 af 16»; and whether own figure is provisional."""
    ranking = rank_members(row.indicator.id, row.period, row.members, row.definitions, row.figures)
    own = ranking.of(row.own)
    if own is None or own.reading is None:
        return "", False
    number = places(own.place_from, own.tied_with)
    if own.place_from != own.place_to:
        number = words.between(own.place_from, own.place_to)
    return words.place(number, len(row.members)), own.reading.provisional


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
