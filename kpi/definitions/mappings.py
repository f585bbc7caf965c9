"""`local/mappings/<name>.toml` → mappings of sheets; written by the page «Indlæs tal», and by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kpi.definitions import value
from kpi.definitions.file import read_toml
from kpi.definitions.place import Place, told_once
from kpi.definitions.table import Key, ReadTable, read_table
from kpi.model.definitions import Definitions, Problem
from kpi.model.mapping import FIXABLE, NEEDED, ColumnFact, SheetMapping

_TITLE = Key("title", value.text)
_SHEET = Key("sheet", value.any_text, "")
_ABOVE = Key("above", value.any_text, "")
_HEADINGS = Key("headings", value.texts)
_ACROSS = Key("periods_across", value.flag, False)


_COLUMNS = Key("columns", value.table)
_NOTHING: Mapping[str, object] = {}
_FIXED = Key("fixed", value.table, _NOTHING)
MAPPING = (_TITLE, _SHEET, _ABOVE, _HEADINGS, _ACROSS, _COLUMNS, _FIXED)
COLUMNS = tuple(Key(fact.value, value.text, "") for fact in ColumnFact)
FIXED = tuple(Key(fact.value, value.text, "") for fact in FIXABLE)


def read_mappings(folder: Path, definitions: Definitions) -> tuple[tuple[SheetMapping, ...], tuple[Problem, ...]]:
    """Those that can be used, in order of name, and what is wrong with the others. No folder: none."""
    problems: list[Problem] = []
    found = (_read_file(path, definitions, problems) for path in sorted(folder.glob("*.toml")))
    return tuple(one for one in found if one is not None), told_once(problems)


def mapping_text(mapping: SheetMapping) -> str:
    """The mapping as TOML, as `read_mapping` reads it."""
    lines = [f"title = {_quoted(mapping.title)}"]
    lines += [f"{key} = {_quoted(text)}" for key, text in (("sheet", mapping.sheet), ("above", mapping.above)) if text]
    lines.append(f"headings = [{', '.join(_quoted(heading) for heading in mapping.headings)}]")
    lines += ["periods_across = true"] if mapping.periods_across else []
    for name, said in (("columns", mapping.columns), ("fixed", mapping.fixed)):
        lines += ["", f"[{name}]", *(f"{fact.value} = {_quoted(text)}" for fact, text in said.items())] if said else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a basic string of TOML; DEL is the one sign that only TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read_file(path: Path, definitions: Definitions, problems: list[Problem]) -> SheetMapping | None:
    place = Place(f"mappings/{path.name}", "", problems)
    try:
        name = value.identifier(path.stem)
    except value.Wrong as wrong:
        place.note(f"Filens navn er tilknytningens navn. {wrong.text}", wrong.remedy)
        return None
    before = len(problems)
    raw = read_toml(path, place)
    mapping = None if raw is None else read_mapping(name, raw, definitions, place)
    return mapping if len(problems) == before else None  # a slip that was mended to read on is still to be put right


def read_mapping(name: str, raw: Mapping[str, object], definitions: Definitions, place: Place) -> SheetMapping | None:
    """None where anything is wrong, which is noted."""
    before = len(place.problems)
    table = read_table(raw, MAPPING, place)
    columns = _said(table, _COLUMNS, COLUMNS)
    fixed = _said(table, _FIXED, FIXED)
    across = table.get(_ACROSS) or False
    _check_needed(columns, fixed, across, place)
    _check_headings(columns, table.get(_HEADINGS) or (), place)
    if (indicator := fixed.get(ColumnFact.INDICATOR)) and indicator not in definitions.indicators:
        remedy = value.suggestion(indicator, definitions.indicators) or "Skriv et id fra indicators.toml."
        place.at("fixed.indicator").note(f"Indikatoren «{indicator}» er ikke oprettet.", remedy)
    if (area := fixed.get(ColumnFact.AREA)) and area not in definitions.areas:
        place.at("fixed.area").note(
            f"Området «{area}» kendes ikke.", "Skriv områdets trecifrede kode, for eksempel 740."
        )
    if len(place.problems) > before:
        return None
    return SheetMapping(name, table[_TITLE], table[_SHEET], table[_ABOVE], table[_HEADINGS], columns, fixed, across)


def _said(table: ReadTable, key: Key[Mapping[str, object]], keys: tuple[Key[str], ...]) -> dict[ColumnFact, str]:
    raw = table.get(key)
    if raw is None:
        return {}
    inner = read_table(raw, keys, table.at(key))
    return {ColumnFact(one.name): said for one in keys if (said := inner.get(one))}


def _check_needed(
    columns: Mapping[ColumnFact, str], fixed: Mapping[ColumnFact, str], across: bool, place: Place
) -> None:
    for fact in NEEDED:
        by_headings = across and fact in (ColumnFact.PERIOD, ColumnFact.VALUE)
        times = (fact in columns) + (fact in fixed) + by_headings
        if times == 0:
            where = "columns eller fixed" if fact in FIXABLE else "columns"
            place.note(f"Tilknytningen siger ikke, hvad der er {fact.value}.", f"Skriv {fact.value} under {where}.")
        elif times > 1:
            place.note(f"Tilknytningen siger to gange, hvad der er {fact.value}.", "Behold den ene.")


def _check_headings(columns: Mapping[ColumnFact, str], headings: tuple[str, ...], place: Place) -> None:
    for fact, heading in columns.items():
        if headings and headings.count(heading) != 1:
            how = "står flere gange" if heading in headings else "står ikke"
            place.at(f"columns.{fact.value}").note(
                f"Overskriften «{heading}» {how} i headings.", "Ret den, så den er skrevet som i arket."
            )
