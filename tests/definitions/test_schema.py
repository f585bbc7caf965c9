"""The schema that an editor uses beside the contracts is the one the reader's own keys make."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from kpi.definitions.schema import contract_schema
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
