"""Reads what an indicator is worked out from: a weighted sum or a plain mean of others, or a count beyond a level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kpi.definitions import value
from kpi.definitions.place import Place
from kpi.definitions.table import Key, ReadTable, Tables, is_known, read_table
from kpi.model.area import Area
from kpi.model.indicator import CompositePart, CountBeyond, Indicator, PeerGroup, SeriesBreak, WeightedSum
from kpi.model.rule import Comparison

_PARTS = Key[Tables]("part", value.tables, ())
_MEAN = Key[bool]("mean", value.flag, False)
_COUNT = Key[Mapping[str, object] | None]("count", value.table, None)
OF_INDICATOR: tuple[Key[Any], ...] = (_PARTS, _MEAN, _COUNT)

_MADE_FROM = Key[str]("indicator", value.identifier)
_AREA = Key[str]("area", value.text, "")
_WEIGHT = Key[Fraction | None]("weight", value.weight, None)
PART: tuple[Key[Any], ...] = (_MADE_FROM, _AREA, _WEIGHT)

_COUNTED_INDICATORS = Key[tuple[str, ...]]("indicators", value.identifiers)
_AREAS = Key[tuple[str, ...]]("areas", value.texts, ())
_PEER_GROUP = Key[str]("peer_group", value.identifier, "")
_LEVELS: dict[Comparison, Key[Decimal | None]] = {
    comparison: Key(comparison.value, value.number, None) for comparison in Comparison
}
COUNT: tuple[Key[Any], ...] = (_COUNTED_INDICATORS, _AREAS, _PEER_GROUP, *_LEVELS.values())


@dataclass(frozen=True, slots=True)
class Others:
    """What a composite may name, wherever in the file it stands. None: the file could not be read."""

    indicators: Mapping[str, Indicator | None]
    worked_out: frozenset[str]
    """Ids of the indicators that are composites themselves."""
    areas: Mapping[str, Area | None] | None
    peer_groups: Mapping[str, PeerGroup | None] | None


def worked_out(tables: Iterable[ReadTable], indicator_id: Key[str]) -> frozenset[str]:
    return frozenset(
        found for table in tables if _is_composite(table) and (found := table.get(indicator_id)) is not None
    )


def with_made_from(table: ReadTable, indicator: Indicator, others: Others) -> Indicator | None:
    """The indicator, with what it is worked out from; its parts' series breaks are its own. None where it is faulty."""
    before = len(table.place.problems)
    if not _is_composite(table):
        if table.get(_MEAN):
            table.at(_MEAN).note("Et gennemsnit skal have dele.", "Skriv [[indicator.part]] for hver del.")
        return indicator if len(table.place.problems) == before else None
    raw_count = table.get(_COUNT)
    if table.get(_PARTS) and raw_count is not None:
        table.place.note("Indikatoren er både sammensat og talt.", "Behold [[indicator.part]] eller [indicator.count].")
    made_from = _read_parts(table, others) if raw_count is None else _read_count(raw_count, others, table.at(_COUNT))
    breaks = _breaks(table, indicator, made_from, others)
    if indicator.typed:
        table.place.at("typed").note("En indikator, der regnes ud, kan ikke indtastes.", "Fjern typed.")
    if len(table.place.problems) > before:
        return None
    return replace(indicator, made_from=made_from, breaks=breaks)


def _is_composite(table: ReadTable) -> bool:
    parts: Tables = table.get(_PARTS) or ()
    return bool(parts) or table.get(_COUNT) is not None


def _breaks(
    table: ReadTable, indicator: Indicator, made_from: WeightedSum | CountBeyond | None, others: Others
) -> tuple[SeriesBreak, ...]:
    """Its own and its parts'; notes parts that cannot be used."""
    breaks = list(indicator.breaks)
    for part_id, at in _used(table, made_from):
        if not part_id or not is_known(part_id, others.indicators, "Indikatoren", at):
            continue
        if part_id in others.worked_out:
            at.note(f"«{part_id}» er selv regnet ud.", "Brug de indikatorer, den er regnet ud af.")
        part = others.indicators.get(part_id)
        if part is None:
            continue
        if part.frequency is not indicator.frequency:
            at.note(f"«{part_id}» måles ikke lige så tit som «{indicator.id}».", "Ret frequency.")
        breaks += [one for one in part.breaks if one not in breaks]
    return tuple(sorted(breaks, key=lambda one: one.first))


def _used(table: ReadTable, made_from: WeightedSum | CountBeyond | None) -> list[tuple[str, Place]]:
    match made_from:
        case None:
            return []
        case WeightedSum(parts):
            return [(part.indicator, table.at(_PARTS).number(number)) for number, part in enumerate(parts, start=1)]
        case CountBeyond(indicators):
            return [(one, table.at(_COUNT)) for one in indicators]


def _read_parts(table: ReadTable, others: Others) -> WeightedSum:
    """A part that is faulty, which is noted, has no name."""
    rows = [read_table(raw, PART, at) for raw, at in table.rows(_PARTS)]
    mean = Fraction(1, len(rows)) if table.get(_MEAN) else None
    if mean is None:
        _note_rounded_weights(table, [raw.get(_WEIGHT.name) for raw, _ in table.rows(_PARTS)])
    return WeightedSum(tuple(_read_part(row, mean, others) for row in rows))


def _read_part(row: ReadTable, mean: Fraction | None, others: Others) -> CompositePart:
    """`mean`: what every part of a mean weighs; None: it is not one."""
    area, weight = row.get(_AREA) or "", row.get(_WEIGHT)
    if area:
        is_known(area, others.areas, "Området", row.at(_AREA))
    if mean is not None and _WEIGHT.name in row.given:
        row.at(_WEIGHT).note("I et gennemsnit vejer delene lige meget.", "Fjern weight, eller fjern mean = true.")
    if mean is None and _WEIGHT.name not in row.given:
        remedy = "Skriv weight = …, eller skriv mean = true på indikatoren, hvis det er et gennemsnit."
        row.at(_WEIGHT).note("Nøglen «weight» mangler.", remedy)
    return CompositePart(row.get(_MADE_FROM) or "", area, mean or weight or Fraction(0))


def _note_rounded_weights(table: ReadTable, written: Sequence[object]) -> None:
    """«0.33» three times is 0.99, so that a mean of three times 85 would not be 85."""
    decimals = [one for one in written if isinstance(one, Decimal) and 0 < one < 1]
    if len(decimals) < max(2, len(written)) or sum(decimals) == 1:
        return
    meant = value.fractions_meant(decimals)
    pairs = dict.fromkeys(f"{one} ligner {fraction}" for one, fraction in zip(decimals, meant, strict=True))
    even = len(set(meant)) == 1
    remedy = f'Skriv vægtene som brøker: weight = "{meant[0]}".'
    table.at(_PARTS).note(
        f"Vægtene giver tilsammen {sum(decimals)} og ikke 1: {', '.join(pairs)}.",
        f"Skriv mean = true på indikatoren, og fjern weight. {remedy}" if even else remedy,
    )


def _read_count(raw: Mapping[str, object], others: Others, place: Place) -> CountBeyond | None:
    table = read_table(raw, COUNT, place)
    levels = [(comparison, level) for comparison, key in _LEVELS.items() if (level := table.get(key)) is not None]
    if len(levels) != 1:
        place.note("Der skal stå præcis én grænse at tælle ved.", "Skriv fx above = 10.")
    for area in table.get(_AREAS) or ():
        is_known(area, others.areas, "Området", table.at(_AREAS))
    group = table.get(_PEER_GROUP) or ""
    if group and is_known(group, others.peer_groups, "Sammenligningsgruppen", table.at(_PEER_GROUP)):
        found = (others.peer_groups or {}).get(group)
        if found is not None and found.members is None:
            table.at(_PEER_GROUP).note(f"Medlemmerne af «{group}» er ikke kendt.", "Angiv dem i peer_groups.toml.")
    indicators = table.get(_COUNTED_INDICATORS)
    if indicators is None or len(levels) != 1:
        return None
    (comparison, level) = levels[0]
    return CountBeyond(indicators, table.get(_AREAS) or (), group, comparison, level)
