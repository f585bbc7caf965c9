"""Mappings that people make in «Indlæs tal»: checked as the files are, kept under `local/mappings/`, and taken out."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from kpi.access import Permission, User, require
from kpi.definitions.mappings import mapping_text, read_mapping
from kpi.definitions.place import Place
from kpi.durable import only_writer, write_durably
from kpi.intake import contains_cpr
from kpi.model.definitions import Definitions, Problem
from kpi.model.folder import DataFolder
from kpi.model.mapping import SheetMapping
from kpi.texts.alphabet import plain_name


class MappingRefused(Exception):
    """The mapping cannot be kept; `problems` says why and what to do, in Danish."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(f"{problem.text} {problem.remedy}" for problem in problems))
        self.problems = problems


def save_mapping(folder: DataFolder, definitions: Definitions, given: SheetMapping, *, by: User) -> SheetMapping:
    """Kept under a name made of its title; one of that name already is refused. OSError where it cannot be written."""
    require(by, Permission.IMPORT, f"tilknytningen {given.title}")
    mapping = replace(given, name=plain_name(given.title))
    path = folder.mappings / f"{mapping.name}.toml"
    with only_writer(folder.local):
        problems = list(check_mapping(mapping, definitions))
        if path.exists():
            taken = f"Der er allerede en tilknytning, der hedder «{given.title}»."
            problems.append(Problem(path.name, "title", taken, "Vælg et andet navn."))
        if problems:
            raise MappingRefused(tuple(problems))
        folder.mappings.mkdir(parents=True, exist_ok=True)
        write_durably(path, mapping_text(mapping).encode())
    return mapping


def check_mapping(mapping: SheetMapping, definitions: Definitions) -> tuple[Problem, ...]:
    """What is wrong with it, as `kpi check` would say of its file."""
    place = Place(f"mappings/{mapping.name}.toml", "", [])
    text = mapping_text(mapping)
    if contains_cpr(text):
        place.note("Tilknytningen ser ud til at indeholde et CPR-nummer.", "Skriv den uden.")
    read_mapping(mapping.name, tomllib.loads(text), definitions, place)
    if not mapping.name:
        place.at("title").note("Navnet har ingen bogstaver eller tal.", "Skriv et navn, for eksempel «Sygefravær».")
    return tuple(place.problems)


def withdraw_mapping(folder: DataFolder, name: str, *, by: User) -> None:
    """What was read by it stays; a file of its kind is no longer recognised. FileNotFoundError for an unknown one."""
    require(by, Permission.IMPORT, f"tilknytningen {name}")
    if plain_name(name) != name:
        raise FileNotFoundError(name)
    with only_writer(folder.local):
        (folder.mappings / f"{name}.toml").unlink()
