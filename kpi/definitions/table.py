"""A TOML table is read against the keys declared for it; all that is unknown, missing or of the wrong kind is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Generic, TypeVar, cast

from kpi.definitions.danish import meant_key
from kpi.definitions.place import Place, line_of
from kpi.definitions.search import meant, meant_area, title_of
from kpi.definitions.value import Wrong, either, misspelt, nearest, suggestion
from kpi.model.area import Area
from kpi.model.indicator import Indicator

T = TypeVar("T")
Tables = tuple[Mapping[str, object], ...]


class _Required(Enum):
    REQUIRED = "required"


REQUIRED: Final = _Required.REQUIRED


@dataclass(frozen=True)  # no slots: a subscripted generic class sets an attribute on what it makes
class Key(Generic[T]):
    """A key of a table, the kind of value it takes and what it is when left out."""

    name: str
    kind: Callable[[object], T]
    default: T | _Required = REQUIRED
    about: str = field(default="", compare=False)
    """What it means, for whoever writes the file in an editor; empty for files that are not written so."""
    example: object = field(default=None, compare=False)
    """As it would be written; None: there is none."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table that has been read. A key whose value was refused, or is needed and missing, has no value."""

    place: Place
    given: frozenset[str]
    """Keys that the file holds, with or without a value that could be read."""
    _values: Mapping[str, object]
    unread: frozenset[str] = frozenset()
    """Keys that mean nothing here, which is noted."""

    def get(self, key: Key[T]) -> T | None:
        return cast("T | None", self._values.get(key.name))

    def __getitem__(self, key: Key[T]) -> T:
        """Only for a table without problems. KeyError otherwise."""
        return cast(T, self._values[key.name])

    def at(self, key: Key[Any]) -> Place:
        return self.place.at(key.name)

    def rows(self, key: Key[Tables]) -> Iterator[tuple[Mapping[str, object], Place]]:
        """The tables of an array of tables, each with its place, counted from 1."""
        tables: Tables = self.get(key) or ()
        for number, raw in enumerate(tables, start=1):
            yield raw, self.at(key).number(number)

    def each(self, key: Key[Tables], read: Callable[[Mapping[str, object], Place], T | None]) -> tuple[T, ...]:
        """What can be read of those tables, in order."""
        return tuple(part for raw, at in self.rows(key) if (part := read(raw, at)) is not None)


def read_table(raw: Mapping[str, object], keys: Sequence[Key[Any]], place: Place) -> ReadTable:
    """Every problem of the table itself is noted; tables inside it are left to the caller.

    A key that is misspelt or Danish is noted, and read as the one that is meant, so that it is not missed too.
    """
    raw, unread = as_meant(raw, keys, place)
    missing = [key.name for key in keys if key.name not in raw and key.default is REQUIRED]
    if len(unread) == len(missing) == 1:
        remedies = {unread[0]: f"Mente du «{missing.pop()}», som mangler? Fjern ellers nøglen."}
    else:
        free = [key.name for key in keys if key.name not in raw]
        remedies = {name: nearest(name, free) or "Fjern nøglen, eller ret dens navn." for name in unread}
    for name, remedy in remedies.items():
        place.at(name).note(f"Nøglen «{name}» kendes ikke her.", remedy)
    for name in missing:
        place.at(name).note(f"Nøglen «{name}» mangler.", f"Skriv {name} = …")
    values: dict[str, object] = {}
    for key in keys:
        if key.name in raw:
            try:
                values[key.name] = key.kind(raw[key.name])
            except Wrong as wrong:
                place.at(key.name).note(wrong.text, wrong.remedy, wrong.entry)
        elif key.default is not REQUIRED:
            values[key.name] = key.default
    return ReadTable(place, frozenset(raw), values, frozenset(unread))


def as_meant(
    raw: Mapping[str, object], keys: Sequence[Key[Any]], place: Place
) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The table with each unknown key under the name that is meant, which is noted; and those that mean nothing."""
    names = [key.name for key in keys]
    named: dict[str, object] = {}
    unread: list[str] = []
    for name, one in raw.items():
        free = [known_name for known_name in names if known_name not in raw and known_name not in named]
        meant_name = name if name in names else meant_key(name, free) or misspelt(name, free)
        if not meant_name:
            unread.append(name)
            continue
        named[meant_name] = one
        if meant_name != name:
            place.at(name).note(f"Nøglen «{name}» kendes ikke her.", f"Mente du «{meant_name}»?")
            place.read_as(name, meant_name)
    return named, tuple(unread)


def known(table: ReadTable, key: Key[str], ids: Mapping[str, object] | None, what: str) -> bool:
    """Whether the id under the key is declared; notes it where it is not. False also where the key has no value."""
    word = table.get(key)
    return word is not None and is_known(word, ids, what, table.at(key))


NAMELESS = ""
"""Stands among the declared ids where something has no id that can be read: then no word is called unknown."""


def is_known(word: str, ids: Mapping[str, object] | None, what: str, place: Place) -> bool:
    """`ids` None: the file that declares them could not be read, which is noted there; then every word passes."""
    if ids is None or word in ids or NAMELESS in ids:
        return True
    place.note(f"{what} «{word}» er ikke oprettet.", _instead(word, ids) or "Ret id'et, eller opret det først.")
    return False


def _instead(word: str, ids: Mapping[str, object]) -> str:
    """What to write; empty where nothing like it is declared."""
    areas = [one for one in ids.values() if isinstance(one, Area)]
    if areas:
        code = meant_area(word, areas)
        return f'Skriv koden: "{code}" ({title_of(ids[code])}).' if code else suggestion(word, ids)
    found = meant(word, ids)
    if not found and any(isinstance(one, Indicator) for one in ids.values()):
        return "Se, hvilke der er: python3 -m kpi indicators (og et ord at søge efter)."
    if not found:
        return suggestion(word, ids)
    listed = [f"«{one.id}»" + (f" ({one.title})" if one.title else "") for one in found]
    return f"Mente du {either(listed)}?"


def note_repeated(seen: dict[str, str], word: str, what: str, place: Place) -> None:
    """`seen` holds where each id stood first. An empty one is faulty itself, and that is told already."""
    if not word:
        return
    if word in seen:
        place.note(f"{what} «{word}» står to gange; første gang i {seen[word]}.", "Giv det ene af dem et andet id.")
    else:
        line = line_of(place.key, place.lines)
        seen[word] = f"{place.key} (linje {line})" if line and place.key != f"linje {line}" else place.key
