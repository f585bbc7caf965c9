"""Reads one file of definitions as bytes; what cannot be read as TOML or text is a problem with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from kpi.definitions.lines import lines_of
from kpi.definitions.place import Place

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(path: Path, place: Place) -> Mapping[str, object] | None:
    """None where the file cannot be read, which is noted. Numbers with decimals are Decimal, digit for digit."""
    text = read_text(path, place)
    if text is None:
        return None
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
        place.lines.update(lines_of(text))
        return raw
    except tomllib.TOMLDecodeError as fault:
        place.note(*_explained(str(fault), text))
    except RecursionError:
        place.note("Der er for mange parenteser inde i hinanden.", "Fjern dem, der er for mange.")
    except ValueError:
        place.note("Et tal i filen er for langt.", "Skriv et almindeligt tal.")
    return None


def read_text(path: Path, place: Place) -> str | None:
    """UTF-8, with or without a byte order mark. None where the file cannot be read, which is noted."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        place.note("Filen findes ikke.", f"Læg {path.name} tilbage.")
        return None
    except OSError:
        place.note("Filen kan ikke læses.", "Giv programmet lov til det, eller fjern den, hvis det er en mappe.")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        place.note(
            f"Filen er ikke gemt som UTF-8; linje {line} har et tegn, der ikke kan læses.", "Gem filen som UTF-8."
        )
        return None


def _explained(fault: str, text: str) -> tuple[str, str]:
    at = _AT.search(fault)
    if at is None:
        return (
            "Filen slutter midt i noget.",
            "Se efter et manglende anførselstegn eller en manglende parentes sidst i filen.",
        )
    number = int(at[1])
    lines = text.splitlines()
    line = lines[number - 1].strip() if number <= len(lines) else ""
    if "overwrite" in fault or "twice" in fault or "already" in fault:
        return (
            f"Linje {number}: den samme nøgle eller tabel står to gange: {line}",
            "Behold den ene, eller begynd en ny tabel med [[…]].",
        )
    return (
        f"Linje {number}, tegn {at[2]} kan ikke læses som TOML: {line}",
        "Se efter et manglende anførselstegn, en manglende parentes eller et manglende = på linjen eller lige over; "
        "tal skrives med punktum, og ja/nej som true/false.",
    )
