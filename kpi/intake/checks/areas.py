"""Which municipality, region or nation a text names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from kpi.intake.checks.indicators import Suggestions
from kpi.intake.refusal import Unreadable
from kpi.intake.text import fold, quoted
from kpi.model.area import NATION, Area, AreaKind

_CODE = re.compile(r"[0-9]{2,4}", re.ASCII)
_CODE_AND_NAME = re.compile(r"([0-9]{3,4})[ ,:-]+(\D.*)|(\D.*?)[ ,]*\(([0-9]{3,4})\)", re.ASCII)
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
