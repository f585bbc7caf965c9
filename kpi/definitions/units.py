"""Reads `units.toml`: what figures are counted in, and the words its numbers are said in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kpi.definitions import value
from kpi.definitions.place import Place
from kpi.definitions.table import NAMELESS, Key, ReadTable, Tables, is_known, note_repeated, read_table
from kpi.model.unit import Unit

_UNITS = Key[Tables]("unit", value.tables)
FILE: tuple[Key[Any], ...] = (_UNITS,)

_ID = Key[str]("id", value.text)
_SINGULAR = Key[str | None]("singular", value.any_text, None)
_PLURAL = Key[str | None]("plural", value.any_text, None)
_BEFORE = Key[str]("before", value.any_text, "")
_HEADING = Key[str]("heading", value.any_text, "")
_MORE = Key[str]("more", value.any_text, "")
_LESS = Key[str]("less", value.any_text, "")
_COUNTED = Key[bool]("counted", value.flag, False)
_WHOLE = Key[bool]("whole", value.flag, False)
_AMOUNT = Key[bool]("amount", value.flag, False)
_BASE = Key[int | None]("base", value.whole, None)
_MINIMUM = Key[Decimal | None]("minimum", value.number, None)
_DECIMALS = Key[int]("decimals", value.whole, 0)
_DIFFERENCE = Key[str]("difference", value.any_text, "")
_SPELLINGS = Key[tuple[str, ...]]("spellings", value.texts, ())
UNIT: tuple[Key[Any], ...] = (
    _ID, _SINGULAR, _PLURAL, _BEFORE, _HEADING, _MORE, _LESS, _COUNTED, _WHOLE, _AMOUNT, _BASE, _MINIMUM, _DECIMALS,
    _DIFFERENCE, _SPELLINGS,
)  # fmt: skip


def read_units(files: Sequence[tuple[Mapping[str, object] | None, Place]]) -> dict[str, Unit | None] | None:
    """By id; None for one that is faulty. A later file adds to an earlier one, or stands in for its unit of that id.

    None for all where one of the files could not be read, which is noted there.
    """
    tables: dict[str, ReadTable] = {}
    units: dict[str, Unit | None] = {}
    for raw, place in files:
        if raw is None:
            return None
        _read_file(raw, place, tables, units)
    _note_spelled_alike(tables)
    read: dict[str, Unit | None] = {NAMELESS: None} if NAMELESS in units else {}
    return read | {unit_id: _with_difference(table, units[unit_id], units) for unit_id, table in tables.items()}


def _read_file(
    raw: Mapping[str, object], place: Place, tables: dict[str, ReadTable], units: dict[str, Unit | None]
) -> None:
    seen: dict[str, str] = {}
    for one, at in read_table(raw, FILE, place).rows(_UNITS):
        before = len(place.problems)
        table = read_table(one, UNIT, at)
        _note_odd(table)
        sound = len(place.problems) == before
        unit_id = table.get(_ID)
        if unit_id is None:
            units[NAMELESS] = None
        else:
            note_repeated(seen, unit_id, "Enhedens id", table.at(_ID))
            tables[unit_id], units[unit_id] = table, _unit(table) if sound else None


def _unit(table: ReadTable) -> Unit:
    unit_id, counted = table[_ID], table[_COUNTED]
    plural = unit_id if table[_PLURAL] is None else table[_PLURAL]
    singular = plural if table[_SINGULAR] is None else table[_SINGULAR]
    more, less = ("flere", "færre") if counted else ("højere", "lavere")
    return Unit(
        id=unit_id,
        singular=singular or "",
        plural=plural or "",
        before=table[_BEFORE],
        heading=table[_HEADING] or plural or unit_id,
        more=table[_MORE] or more,
        less=table[_LESS] or less,
        counted=counted,
        whole=table[_WHOLE],
        amount=table[_AMOUNT],
        base=table[_BASE],
        minimum=table[_MINIMUM],
        decimals=table[_DECIMALS],
        difference=None,
        spellings=table[_SPELLINGS],
    )


def _note_odd(table: ReadTable) -> None:
    more, less = table.get(_MORE), table.get(_LESS)
    if bool(more) != bool(less):
        table.place.note("Kun det ene af ordene for mere og mindre er skrevet.", "Skriv både more og less.")
    base = table.get(_BASE)
    if base is not None and base < 2:
        table.at(_BASE).note("Det, en andel regnes af, skal være over 1.", "Skriv fx base = 100 for procent.")
    if base is not None and table.get(_AMOUNT):
        table.at(_AMOUNT).note("En andel vokser ikke med kommunen.", "Fjern amount, eller fjern base.")
    if table.get(_WHOLE) and table.get(_DECIMALS):
        table.at(_DECIMALS).note("En enhed i hele tal har ingen decimaler.", "Fjern decimals, eller fjern whole.")


def _note_spelled_alike(tables: Mapping[str, ReadTable]) -> None:
    """A word in a file must mean one unit."""
    owner: dict[str, str] = {}
    for unit_id, table in tables.items():
        spellings: tuple[str, ...] = table.get(_SPELLINGS) or ()
        for word in {word.casefold() for word in (unit_id, *spellings)}:
            if owner.setdefault(word, unit_id) != unit_id:
                table.at(_SPELLINGS).note(
                    f"«{word}» betyder allerede enheden «{owner[word]}».", "Fjern ordet ved den ene af de to enheder."
                )


def _with_difference(table: ReadTable, unit: Unit | None, units: Mapping[str, Unit | None]) -> Unit | None:
    word = table.get(_DIFFERENCE)
    if not word or unit is None or not is_known(word, units, "Enheden", table.at(_DIFFERENCE)):
        return unit
    return replace(unit, difference=units.get(word))
