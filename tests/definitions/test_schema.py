"""The schema that an editor uses beside the contracts is the one the reader's own keys make."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kpi.definitions import contracts, references, rules
from kpi.definitions.schema import contract_schema
from kpi.definitions.table import Key
from tests.definitions.conftest import CONTRACT

CONTRACTS = Path(__file__).parents[2] / "data" / "contracts"
SCHEMA = CONTRACTS / "contract.schema.json"
FILES = sorted(CONTRACTS.glob("*.toml"))


def as_json(value: object) -> object:
    """TOML as an editor's checker sees it: days are text."""
    match value:
        case dict():
            return {key: as_json(one) for key, one in value.items()}
        case list():
            return [as_json(one) for one in value]
        case date():
            return value.isoformat()
        case _:
            return value


def check(text: str) -> None:
    jsonschema.validate(as_json(tomllib.loads(text)), json.loads(contract_schema()))


def test_the_stored_schema_is_the_one_the_keys_make() -> None:
    """Made again with `python -m kpi.definitions.schema > data/contracts/contract.schema.json`."""
    assert SCHEMA.read_text("utf-8") == contract_schema()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_contract_names_the_schema_and_fits_it(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "#:schema ./contract.schema.json" in text.splitlines()[:5]
    check(text)


@pytest.mark.parametrize(
    ("written", "spoilt"),
    [
        ('due = "2017-12"', 'due = "2017-13"'),
        ("minus = 63", "minus = -63"),
        ("minus = 63", "mnius = 63"),
        ('origin = "fælles"', 'origin = "andres"'),
        ('due = "2017-12"', ""),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(written: str, spoilt: str) -> None:
    check(CONTRACT)
    with pytest.raises(jsonschema.ValidationError):
        check(CONTRACT.replace(written, spoilt))


def properties(schema: object, path: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Every property of every table, however deep it lies."""
    if isinstance(schema, dict):
        found = schema.get("properties")
        if isinstance(found, dict):
            for name, one in found.items():
                yield f"{path}.{name}".strip("."), one
                yield from properties(one, f"{path}.{name}")
        for name, one in schema.items():
            if name not in ("properties", "examples"):
                yield from properties(one, path)
    elif isinstance(schema, list):
        for one in schema:
            yield from properties(one, path)


PROPERTIES = list(properties(json.loads(contract_schema())))


def test_every_property_is_there() -> None:
    names = {path for path, _ in PROPERTIES}
    assert len(names) > 150
    assert {"goal.criterion.target.at_most.baseline.value", "goal.criterion.target.amended.near.percent",
            "goal.criterion.combine.at_least", "owner_note"} <= names  # fmt: skip


@pytest.mark.parametrize(("path", "schema"), PROPERTIES, ids=[path for path, _ in PROPERTIES])
def test_every_property_says_what_it_means_and_shows_an_example_that_fits(path: str, schema: dict[str, object]) -> None:
    about, examples = schema["description"], schema["examples"]
    assert isinstance(about, str)
    assert isinstance(examples, list)
    assert about.endswith((".", "…")), path
    assert examples
    for example in examples:
        jsonschema.validate(example, schema)


def keys() -> Iterator[Key[Any]]:
    for room in (contracts, references, rules):
        for one in vars(room).values():
            yield from one if isinstance(one, tuple) and one and isinstance(one[0], Key) else ()


def test_the_reader_takes_every_example() -> None:
    """Written as TOML would give it."""
    checked = 0
    for key in {id(one): one for one in keys()}.values():
        key.kind(as_toml(key.example))
        checked += 1
    assert checked > 80


def as_toml(example: object) -> object:
    match example:
        case tuple():
            return [as_toml(one) for one in example]
        case dict():
            return {name: as_toml(one) for name, one in example.items()}
        case _:
            return example
