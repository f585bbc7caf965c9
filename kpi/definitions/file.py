"""Reads one file of definitions; what is no TOML is told on its line, and the rest of the file is read all the same."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from kpi.definitions.lines import lines_of
from kpi.definitions.mending import Told, mend
from kpi.definitions.place import Place

_TABLE = re.compile(r"goal\[(\d+)\](?:\.criterion\[(\d+)\])?")


def read_toml(path: Path, place: Place) -> Mapping[str, object] | None:
    """None where the file cannot be read, which is noted. Numbers with decimals are Decimal, digit for digit."""
    text = read_text(path, place)
    return None if text is None else read_written(text, place)


def read_written(text: str, place: Place) -> Mapping[str, object]:
    """What stands in the text, with each slip mended as it was meant and noted."""
    mended = mend(text)
    raw = tomllib.loads(mended.text, parse_float=Decimal)
    lines = lines_of(mended.text)
    for told in mended.told:
        _note(told, raw, mended.text, lines, place)
    place.lines.update(lines)
    place.spoilt.update(mended.spoilt)
    return raw


def _note(told: Told, raw: Mapping[str, object], text: str, lines: Mapping[str, int], place: Place) -> None:
    above = _heading_above(told.line, text, lines)
    at = replace(place, key=f"{above}.{told.key}".strip("."), lines={"": told.line})
    if found := _TABLE.match(above):
        at = at.in_goal(_id(raw, ("goal", found[1])))
        at = at.in_criterion(_id(raw, ("goal", found[1]), ("criterion", found[2]))) if found[2] else at
    at.note(told.fault, told.remedy)


def _heading_above(line: int, text: str, lines: Mapping[str, int]) -> str:
    """The key path of the table that the line belongs to; empty at the top of the file."""
    heading = 0
    for number, written in enumerate(text.split("\n")[:line], start=1):
        if written.lstrip().startswith("[") and number in lines.values():
            heading = number
    return next((path for path, number in reversed(list(lines.items())) if number == heading), "")


def _id(raw: object, *path: tuple[str, str]) -> object:
    """Of the table that is the n-th of its name, one inside the other; None where there is none."""
    for name, number in path:
        tables = raw.get(name) if isinstance(raw, Mapping) else None
        raw = tables[int(number) - 1] if isinstance(tables, list) and int(number) <= len(tables) else None
    return raw.get("id") if isinstance(raw, Mapping) else None


def read_text(path: Path, place: Place) -> str | None:
    """UTF-8, with or without a byte order mark, letters put together (å, not a with a ring).

    Another encoding is noted, and read all the same where it can be. None where nothing can be read, which is noted.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        place.note("Filen findes ikke.", f"Læg {path.name} tilbage.")
        return None
    except OSError:
        place.note("Filen kan ikke læses.", "Giv programmet lov til det, eller fjern den, hvis det er en mappe.")
        return None
    text = _decoded(content, place)
    return None if text is None else unicodedata.normalize("NFC", text)


def _decoded(content: bytes, place: Place) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        place.on_line(line).note(
            f"Filen er ikke gemt som UTF-8; linje {line} har et tegn, der ikke kan læses.", "Gem filen som UTF-8."
        )
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("cp1252",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
