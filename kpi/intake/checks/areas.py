"""Which municipality, region or nation a text names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from kpi.intake.checks.indicators import Suggestions
from kpi.intake.files.table import Cell, as_text
from kpi.intake.refusal import Unreadable
from kpi.intake.text import fold, listed, quoted, ranges
from kpi.model.area import NATION, Area, AreaKind
from kpi.model.delivery import RowIssue

_CODE = re.compile(r"[0-9]{2,4}", re.ASCII)
_CODE_AND_NAME = re.compile(r"([0-9]{3,4})[ ,:-]+(\D.*)|(\D.*?)[ ,]*\(([0-9]{3,4})\)", re.ASCII)
_ISLES = {"christiansø", "ertholmene"}
"""A part of Denmark that is no municipality's and has figures of its own in national tables."""
_NOWHERE = {
    "uoplyst", "uoplyst kommune", "uoplyst område", "uoplyst bopælskommune", "uden for danmark", "udlandet",
    "not stated", "not stated municipality", "outside denmark", "abroad",
}  # fmt: skip
SUMS = {"i alt", "ialt", "total", "sum", "alle", "alle kommuner", "hele kommunen"}


class NamedArea(NamedTuple):
    area: Area
    old_name: str
    """The old name that the text used; empty: it used the present one or the code."""


class AreaNames:
    """By code, name, «name Kommune» and known old names."""

    def __init__(self, areas: Mapping[str, Area]) -> None:
        self._areas = areas
        self._by_name: dict[str, NamedArea] = {}
        for area in areas.values():
            for name in area.old_names:
                self._add(name, NamedArea(area, name))
        for area in areas.values():
            self._add(area.name, NamedArea(area, ""))
        self._suggestions = Suggestions({name: named.area.name for name, named in self._by_name.items()})

    def _add(self, name: str, named: NamedArea) -> None:
        spellings = [name]
        if named.area.kind is AreaKind.MUNICIPALITY:
            spellings += [f"{name} kommune", f"{name}s kommune"]
        for spelling in spellings:
            self._by_name[fold(spelling)] = named

    def read(self, text: str, code: str = "") -> NamedArea:
        """The area, by a name or a code or both; Unreadable where it is unknown or the two disagree."""
        named = self._read_one(text) if text.strip() or not code.strip() else self._read_one(code)
        if code.strip() and text.strip():
            by_code = self._read_one(code)
            if by_code.area.code != named.area.code:
                raise Unreadable(
                    f"Koden {quoted(code)} er {by_code.area.name}, men navnet er {quoted(text)}. Ret den af dem, "
                    "der er forkert."
                )
        return named

    def _read_one(self, text: str) -> NamedArea:
        folded = fold(text)
        if not folded:
            raise Unreadable("Kommunen mangler. Skriv navn eller kode, for eksempel Silkeborg eller 740.")
        if _CODE.fullmatch(folded):
            return self._by_code(folded)
        if named := self._by_name.get(folded):
            return named
        if folded in SUMS:
            raise Unreadable(
                f"{quoted(text)} er en sum og ikke en kommune. Slet rækken, eller skriv «Hele landet» ({NATION}), "
                "hvis tallet "
                "er landets."
            )
        if found := _CODE_AND_NAME.fullmatch(folded):
            return self.read(found[2] or found[3], found[1] or found[4])
        raise Unreadable(f"Kommunen {quoted(text)} kendes ikke.{self._suggestions.for_text(text)}")

    def _by_code(self, code: str) -> NamedArea:
        # Some systems write four digits (0573), and Excel drops a leading zero (84).
        digits = code[1:] if len(code) == 4 and code[0] == "0" else code.zfill(3)
        if digits not in self._areas:
            raise Unreadable(
                f"Kommunekoden {quoted(code)} kendes ikke. Skriv Danmarks Statistiks trecifrede kode eller navnet."
            )
        return NamedArea(self._areas[digits], "")


class OtherPlaces:
    """What a source's tables have and the product has no figures for: landsdele, Christiansø, and nowhere at all."""

    def __init__(self, areas: Mapping[str, Area]) -> None:
        parts = {area.landsdel for area in areas.values() if area.landsdel}
        self._parts = {fold(part) for part in parts} | {fold(part).replace("landsdel", "province") for part in parts}
        self._found: dict[str, dict[str, list[int]]] = {"landsdel": {}, "isle": {}, "nowhere": {}}

    def takes(self, cell: Cell, line: int) -> bool:
        """True: it is such a place, and the row is remembered."""
        name = fold(as_text(cell))
        kinds = {"landsdel": self._parts, "isle": _ISLES, "nowhere": _NOWHERE}
        kind = next((kind for kind, names in kinds.items() if name in names), "")
        if kind:
            self._found[kind].setdefault(as_text(cell).strip(), []).append(line)
        return bool(kind)

    def told(self, row_word: str) -> tuple[RowIssue, ...]:
        """One line for each kind."""
        said = {
            "landsdel": "Tavlen har ingen tal for landsdele, så de er ikke læst: {names} ({word} {lines}).",
            "isle": "{names} hører ikke til nogen kommune og er ikke læst ({word} {lines}).",
            "nowhere": "Tal uden kommune er ikke læst: {names} ({word} {lines}).",
        }
        found = []
        for kind, places in self._found.items():
            lines = sorted({line for of in places.values() for line in of})
            if lines:
                text = said[kind].format(names=listed(list(places)), word=row_word, lines=ranges(lines))
                found.append(RowIssue(lines[0], text))
        return tuple(found)
