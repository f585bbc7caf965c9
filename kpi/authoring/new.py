"""Writes a contract into a data folder of one's own; no file that was there before is ever changed."""

from __future__ import annotations

import os
from pathlib import Path

from kpi.access import Permission, User, require
from kpi.authoring.next_year import NextContract, commented_out
from kpi.definitions import examine_definitions
from kpi.definitions.schema import contract_schema
from kpi.durable import sync_folder, write_durably
from kpi.followup.examples import failing_examples
from kpi.model.area import Area
from kpi.model.folder import DataFolder
from kpi.model.refused import Refused
from kpi.texts import authoring as words
from kpi.texts.alphabet import plain_name

_SCHEMA = "contract.schema.json"


class FileExists(Refused):
    """A file of that name is there already; says which, in Danish."""


def begin_contract(folder: DataFolder, area: Area, year: int, *, by: User) -> Path:
    """A contract to fill in; its folder is made where it is missing, without the figures made up for a trial.

    FileExists where the folder has a contract of that name.
    """
    require(by, Permission.WRITE_CONTRACT, area.name)
    if not folder.root.exists() or not any(folder.root.iterdir()):
        _write(folder.root / "examples" / "README.txt", words.NO_EXAMPLES)
    return _write_contract(folder, f"{plain_name(area.name)}-{year}", words.new_contract(area, year))


def write_next(folder: DataFolder, made: NextContract, *, by: User) -> Path:
    """FileExists where the folder has a contract of that name."""
    require(by, Permission.WRITE_CONTRACT, made.id)
    return _write_contract(folder, made.id, made.text)


def set_aside_examples(folder: DataFolder, contract: Path) -> str:
    """The examples of a moved contract that answer otherwise this year become comments; says which, or nothing.

    They can: a season that was not known, or a series break between the years.
    """
    text = contract.read_bytes().decode("utf-8")
    definitions, _ = examine_definitions(folder)
    failing = [one for one in failing_examples(definitions) if one.file == f"contracts/{contract.name}"]
    if not failing:
        return ""
    write_durably(contract, commented_out(text, {one.key for one in failing}, words.OTHERWISE).encode())
    return words.SEE_OTHERWISE.format(lines=words.listed([one.line for one in failing]))


def _write_contract(folder: DataFolder, contract_id: str, text: str) -> Path:
    """With the schema beside it, so that an editor can help."""
    path = folder.root / "contracts" / f"{contract_id}.toml"
    _write(path, text)
    if not (schema := path.with_name(_SCHEMA)).exists():
        _write(schema, contract_schema())
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = path.open("xb")
    except FileExistsError:
        raise FileExists(words.EXISTS.format(file=path)) from None
    try:
        with file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()  # a part of it is no contract
        raise
    sync_folder(path.parent)
