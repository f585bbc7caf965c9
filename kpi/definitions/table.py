"""A TOML table is read against the keys declared for it; all that is unknown, missing or of the wrong kind is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Generic, TypeVar, cast

from kpi.definitions.place import Place, line_of
from kpi.definitions.value import Wrong, nearest, suggestion
from kpi.model.area import Area

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


@dataclass(frozen=True, slots=True)
class Table:
    """A table that has been read. A key whose value was refused, or is needed and missing, has no value."""

    place: Place
    given: frozenset[str]
    """Keys that the file holds, with or without a value that could be read."""
    _values: Mapping[str, object]

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


def read_table(raw: Mapping[str, object], keys: Sequence[Key[Any]], place: Place) -> Table:
    """Every problem of the table itself is noted; tables inside it are left to the caller."""
    names = [key.name for key in keys]
    for name in raw:
        if name not in names:
            unused = [known_name for known_name in names if known_name not in raw]
            remedy = nearest(name, unused) or "Fjern nøglen, eller ret dens navn."
            place.at(name).note(f"Nøglen «{name}» kendes ikke her.", remedy)
    values: dict[str, object] = {}
    for key in keys:
        if key.name in raw:
            try:
                values[key.name] = key.kind(raw[key.name])
            except Wrong as wrong:
                place.at(key.name).note(wrong.text, wrong.remedy, wrong.entry)
        elif key.default is REQUIRED:
            place.at(key.name).note(f"Nøglen «{key.name}» mangler.", f"Skriv {key.name} = …")
        else:
            values[key.name] = key.default
    return Table(place, frozenset(raw), values)


def known(table: Table, key: Key[str], ids: Mapping[str, object] | None, what: str) -> bool:
    """Whether the id under the key is declared; notes it where it is not. False also where the key has no value."""
    word = table.get(key)
    return word is not None and is_known(word, ids, what, table.at(key))


def is_known(word: str, ids: Mapping[str, object] | None, what: str, place: Place) -> bool:
    """`ids` None: the file that declares them could not be read, which is noted there; then every word passes."""
    if ids is None or word in ids:
        return True
    named = [code for code, one in ids.items() if isinstance(one, Area) and word in (one.name, *one.old_names)]
    written = f'Skriv koden: "{named[0]}".' if len(named) == 1 else suggestion(word, ids)
    place.note(f"{what} «{word}» er ikke oprettet.", written or "Ret id'et, eller opret det først.")
    return False


def note_repeated(seen: dict[str, str], word: str, what: str, place: Place) -> None:
    """`seen` holds where each id stood first."""
    if word in seen:
        place.note(f"{what} «{word}» står to gange; første gang i {seen[word]}.", "Giv det ene af dem et andet id.")
    else:
        line = line_of(place.key, place.lines)
        seen[word] = f"{place.key} (linje {line})" if line and place.key != f"linje {line}" else place.key
