"""`data/*.toml` and `data/areas.csv` → the model; every problem of every file at once, with file, line and remedy."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from kpi.definitions import value
from kpi.definitions.comparisons import groups_of_areas, read_areas, read_peer_groups, read_sources, with_own_groups
from kpi.definitions.contracts import read_contract
from kpi.definitions.disclosure import read_limit
from kpi.definitions.file import read_text, read_toml, read_written
from kpi.definitions.free_text import note_cpr
from kpi.definitions.indicators import read_indicators
from kpi.definitions.place import Place, told_once
from kpi.definitions.scope import Declared
from kpi.definitions.units import read_units
from kpi.model.contract import Contract
from kpi.model.definitions import USUAL_LIMIT, Definitions, Problem
from kpi.model.folder import DataFolder

__all__ = ["DefinitionError", "check_definitions", "check_own_groups", "examine_definitions", "read_definitions"]

T = TypeVar("T")


class DefinitionError(Exception):
    """The definition files cannot be used; says everything that is wrong in them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(f"{one.file}:{one.line}: {one.key}: {one.text} {one.remedy}" for one in problems))
        self.problems = problems


def read_definitions(folder: DataFolder) -> Definitions:
    """DefinitionError where anything in any file is wrong."""
    definitions, problems = examine_definitions(folder)
    if problems:
        raise DefinitionError(problems)
    return definitions


def check_definitions(folder: DataFolder) -> tuple[Problem, ...]:
    """Every problem, file by file; empty where all is well."""
    return examine_definitions(folder)[1]


def check_own_groups(folder: DataFolder, content: str) -> tuple[Problem, ...]:
    """Every problem there would be, in any file, if the installation's own groups were kept as this TOML."""
    return examine_definitions(folder, content)[1]


def examine_definitions(folder: DataFolder, own_groups: str | None = None) -> tuple[Definitions, tuple[Problem, ...]]:
    """What is sound of everything declared, and every problem of the rest.

    `own_groups` is the content of the installation's own groups; None: what stands in their file, if there is one.
    """
    problems: list[Problem] = []
    lines: dict[str, Mapping[str, int]] = {}

    def opened(name: str) -> Place:
        place = Place(name, "", problems)
        lines[name] = place.lines
        return place

    at = opened(folder.sources.name)
    raw = read_toml(folder.sources, at)
    sources = read_sources(raw, at) if raw is not None else None

    at = opened(folder.areas.name)
    content = read_text(folder.areas, at)
    areas = read_areas(content, at) if content is not None else None

    at = opened(folder.peer_groups.name)
    raw = read_toml(folder.peer_groups, at)
    peer_groups = read_peer_groups(raw, areas, at) if raw is not None else None
    if peer_groups is not None:  # a list written by hand goes before the one that areas make
        peer_groups = {**groups_of_areas(areas), **peer_groups}
    if own_groups is not None or folder.own_peer_groups.exists():
        at = opened(f"{folder.local.name}/{folder.own_peer_groups.name}")
        raw = read_toml(folder.own_peer_groups, at) if own_groups is None else tomllib.loads(own_groups)
        if raw is not None and peer_groups is not None:
            peer_groups = with_own_groups(peer_groups, read_peer_groups(raw, areas, at), at)

    units = read_units([(read_toml(file, at := opened(file.name)), at) for file in folder.units])

    at = opened(folder.indicators.name)
    raw = read_toml(folder.indicators, at)
    indicators = read_indicators(raw, sources, units, at, areas, peer_groups) if raw is not None else None

    hidden_under = USUAL_LIMIT
    if folder.disclosure.exists():
        at = opened(folder.disclosure.name)
        raw = read_toml(folder.disclosure, at)
        hidden_under = read_limit(raw, at) if raw is not None else hidden_under

    contracts = _read_contracts(folder.contracts, Declared(indicators, areas, peer_groups), opened)
    definitions = Definitions(
        indicators=_sound(indicators),
        sources=_sound(sources),
        areas=_sound(areas),
        peer_groups=_sound(peer_groups),
        contracts=contracts,
        hidden_under=hidden_under,
        lines=lines,
        units=_sound(units),
    )
    return definitions, told_once(problems)


def _sound(read: Mapping[str, T | None] | None) -> dict[str, T]:
    return {name: one for name, one in (read or {}).items() if one is not None}


def _read_contracts(folder: Path, declared: Declared, opened: Callable[[str], Place]) -> dict[str, Contract]:
    """By id, which is the file's name without .toml, in order of id."""
    contracts: dict[str, Contract] = {}
    for path in sorted(path for path in folder.glob("*") if path.suffix.lower() == ".toml"):
        at = opened(f"{folder.name}/{path.name}")
        try:
            contract_id = value.identifier(path.stem)
        except value.Wrong as wrong:
            at.note(f"Filens navn er aftalens id. {wrong.text}", wrong.remedy)
            continue
        before = len(at.problems)
        text = read_text(path, at)
        if text is None:
            continue
        note_cpr(text, at)
        contract = read_contract(contract_id, read_written(text, at), declared, at)
        if contract is not None and len(at.problems) == before:
            contracts[contract_id] = contract
    return contracts
