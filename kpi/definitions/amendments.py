"""Reads later changes of a requirement: the day, the reason, and what holds from then on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic

from kpi.definitions import value
from kpi.definitions.place import Place
from kpi.definitions.scope import REASON
from kpi.definitions.table import Key, ReadTable, Tables, read_table
from kpi.model.contract import Amendable, Amendment

# fmt: off
AMENDED = Key[Tables]("amended", value.tables, (), about=
    "Senere ændringer af kravet, i tidens rækkefølge.",
    example=({"on": date(2017, 6, 1), "reason": "Nyt budget", "withdrawn": True},))
_ON = Key[date]("on", value.day, about="Den dag, ændringen gælder fra.", example=date(2017, 6, 1))
_WITHDRAWN = Key[bool]("withdrawn", value.flag, False, about="true: kravet udgår.", example=True)
# fmt: on


def keys_of_amendment(changeable: Sequence[Key[Any]]) -> tuple[Key[Any], ...]:
    """Of a table that says which of a requirement's keys change."""
    return _ON, REASON, _WITHDRAWN, *(replace(key, kind=value.anything, default=None) for key in changeable)


@dataclass(frozen=True)  # no slots: a subscripted generic class sets an attribute on what it makes
class Changeable(Generic[Amendable]):
    """What can be changed of a kind of requirement, and how it is read anew."""

    keys: Sequence[Key[Any]]
    """Those of `keys_of_amendment`."""
    read: Callable[[Mapping[str, object], date, Place], Amendable | None]
    """The whole requirement as it is from the day on."""
    alternatives: frozenset[str] = frozenset()
    """Keys of which a new one takes the place of the old, and of what goes with those."""
    with_them: frozenset[str] = frozenset()


def read_amendments(
    table: ReadTable, raw: Mapping[str, object], agreed: Amendable, kind: Changeable[Amendable]
) -> tuple[Amendment[Amendable], ...] | None:
    """In order of time; what a change does not name stands. None where one is faulty, which is noted.

    `raw` is the requirement as agreed, without its amendments and examples.
    """
    amendments: list[Amendment[Amendable]] = []
    for change, at in table.rows(AMENDED):
        found = _read_amendment(change, raw, amendments[-1] if amendments else None, agreed, kind, at)
        if found is None:
            return None
        amendment, raw = found
        amendments.append(amendment)
    return tuple(amendments)


def _read_amendment(
    raw: Mapping[str, object],
    held: Mapping[str, object],
    last: Amendment[Amendable] | None,
    agreed: Amendable,
    kind: Changeable[Amendable],
    place: Place,
) -> tuple[Amendment[Amendable], Mapping[str, object]] | None:
    """The amendment, and the requirement's keys after it."""
    before = len(place.problems)
    table = read_table(raw, kind.keys, place)
    on, withdrawn = table.get(_ON), table.get(_WITHDRAWN)
    if on is not None:
        _check_day(on, last, agreed, table.at(_ON))
    changed = {key: part for key, part in raw.items() if key not in (_ON.name, REASON.name, _WITHDRAWN.name)}
    if last is not None and last.revised is None:
        place.note("Kravet er allerede udgået.", "Fjern ændringen, eller skriv kravet som et nyt.")
    elif bool(changed) == bool(withdrawn) and not raw.keys() - {key.name for key in kind.keys}:
        place.note(
            "En ændring siger enten, hvad der nu gælder, eller at kravet er udgået.",
            f'Skriv de nøgler, der er nye, fx due = "{agreed.due}", eller skriv withdrawn = true.',
        )
    if len(place.problems) > before or on is None:
        return None
    if withdrawn:
        return Amendment(on, table[REASON], None), held
    gone = kind.alternatives | kind.with_them if kind.alternatives & set(changed) else frozenset()
    merged = {key: part for key, part in held.items() if key not in gone} | changed
    revised = kind.read(merged, on, place)
    return (Amendment(on, table[REASON], revised), merged) if revised is not None else None


def _check_day(on: date, last: Amendment[Amendable] | None, agreed: Amendable, place: Place) -> None:
    """What is decided is not changed afterwards, and the amendments stand in order of time."""
    if last is not None and on <= last.on:
        place.note("Ændringerne står ikke i tidens rækkefølge.", "Skriv dem i rækkefølge.")
    held = (last.revised if last is not None else None) or agreed
    if on > held.due.last_day:
        place.note(
            f"Ændringen {on} kommer efter fristen {held.due}, og det, der er afgjort, ændres ikke.",
            "Ret dagen, eller skriv et nyt krav med en ny frist.",
        )
