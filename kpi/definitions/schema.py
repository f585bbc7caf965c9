"""The JSON schema of a contract file, made from the keys that read it, so that an editor offers and checks them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kpi.definitions import contracts, entered, examples, references, rules, targets, value
from kpi.definitions.table import REQUIRED, Key
from kpi.model.contract import Combine

Schema = dict[str, object]

_PERIOD: Schema = {
    "type": "string",
    "pattern": r"^[12]\d{3}(-(0[1-9]|1[0-2])(-R)?|-Q[1-4](-R)?|-H[12]|-R|/\d{2})?$",
    "description": value.PERIOD_EXAMPLES,
}
_TEXT: Schema = {"type": "string", "minLength": 1}
_NUMBER: Schema = {"type": "number"}
_DAY: Schema = {"type": "string", "format": "date"}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of, "minItems": 1}


_MARGINS: list[Schema] = [
    {"type": "number", "exclusiveMinimum": 0},
    {
        "type": "object",
        "properties": {
            "percent": {
                "type": "number",
                "exclusiveMinimum": 0,
                "description": "Så mange procent af det, der kræves.",
                "examples": [20],
            }
        },
        "required": ["percent"],
        "additionalProperties": False,
    },
]

_KINDS: Mapping[Callable[[object], Any], Schema] = {
    value.text: _TEXT,
    value.any_text: {"type": "string"},
    value.texts: _list(_TEXT),
    value.identifier: _ID,
    value.identifiers: _list(_ID),
    value.flag: {"type": "boolean"},
    value.number: _NUMBER,
    value.margin: {"anyOf": _MARGINS},
    value.material: {"anyOf": [*_MARGINS, {"enum": ["significant"]}]},
    value.positive: {"type": "number", "exclusiveMinimum": 0},
    value.whole: {"type": "integer", "minimum": 0},
    value.month: {"type": "integer", "minimum": 1, "maximum": 12},
    value.year: {"type": "integer", "minimum": 1900, "maximum": 2199},
    value.day: _DAY,
    value.period: _PERIOD,
    value.periods: _list(_PERIOD),
    value.fraction: {"type": "string", "pattern": r"^[1-9]\d?/[1-9]\d?$"},
    value.count_or_fraction: {
        "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^[1-9]\d?/[1-9]\d?$"}]
    },
    value.band: {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
    value.earlier: {"anyOf": [{"enum": ["year", "period"]}, {"type": "integer", "minimum": 1, "maximum": 50}]},
    value.degrees: {
        "anyOf": [
            {
                "type": "object",
                "properties": {
                    "from": {"type": "number", "description": "Tallet, der giver 0 procent.", "examples": [40]},
                    "to": {"type": "number", "description": "Tallet, der giver 100 procent.", "examples": [50]},
                },
                "required": ["from", "to"],
                "additionalProperties": False,
            },
            {
                "type": "object",
                "patternProperties": {r"^([1-9]\d?|100)$": _NUMBER},
                "minProperties": 1,
                "additionalProperties": False,
            },
        ]
    },
    value.steps: {"type": "object", "additionalProperties": _NUMBER, "minProperties": 1},
    value.combination: {
        "anyOf": [
            {"enum": [word.value for word in Combine]},
            {
                "type": "object",
                "properties": {
                    "at_least": {
                        "type": "integer",
                        "minimum": 1,
                        "description": "Så mange af kravene skal være opfyldt.",
                        "examples": [2],
                    }
                },
                "required": ["at_least"],
                "additionalProperties": False,
            },
        ]
    },
}


def contract_schema() -> str:
    """JSON, the same bytes for the same keys."""
    schema: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Aftale",
        **_table(contracts.CONTRACT, _NESTED),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _table(keys: Sequence[Key[Any]], nested: Mapping[str, Schema]) -> Schema:
    """`nested` by name: what the tables under a key hold."""
    return {
        "type": "object",
        "properties": {
            key.name: _described(key, nested[key.name] if key.name in nested else _kind(key)) for key in keys
        },
        "required": [key.name for key in keys if key.default is REQUIRED],
        "additionalProperties": False,
    }


def _changeable(keys: Sequence[Key[Any]], amended: Sequence[Key[Any]], nested: Mapping[str, Schema]) -> Schema:
    """A requirement; what an amendment of it may name is written as in the requirement itself."""
    names = {key.name for key in amended}
    own = {key.name: nested[key.name] if key.name in nested else _kind(key) for key in keys if key.name in names}
    return _table(keys, {**nested, "amended": _tables(_table(amended, own))})


def _described(key: Key[Any], schema: Schema) -> Schema:
    return {**schema, "description": key.about, "examples": [_as_json(key.example)]}


def _as_json(example: object) -> object:
    match example:
        case date():
            return example.isoformat()
        case Mapping():
            return {name: _as_json(one) for name, one in example.items()}
        case tuple() | list():
            return [_as_json(one) for one in example]
        case _:
            return example


def _kind(key: Key[Any]) -> Schema:
    if isinstance(key.kind, value.OneOf):
        words: list[StrEnum] = [word for word in key.kind.words if key.kind.allowed(word)]
        schema: Schema = {"enum": [word.value for word in words]}
    else:
        schema = dict(_KINDS[key.kind])
    if isinstance(key.default, bool | int | str | Decimal) and key.default != "":
        schema["default"] = str(key.default) if isinstance(key.default, Decimal) else key.default
    return schema


def _tables(of: Schema) -> Schema:
    return {"type": "array", "items": of}


_STATED: Schema = {"anyOf": [_PERIOD, _table(references.STATED_BASELINE, {})]}
_REQUIRED_VALUE: Schema = {
    "anyOf": [
        _NUMBER,
        _table(references.STEPS, {}),
        _table(references.REFERENCE, {"baseline": _STATED}),
    ]
}
_IN_TARGET: Mapping[str, Schema] = {
    **{key.name: _REQUIRED_VALUE for key in rules.COMPARISONS.values()},
    rules.BETWEEN.name: _KINDS[value.band],
    rules.PATH_FROM.name: _STATED,
    rules.RANK.name: _table(rules.BEST_FRACTION, {}),
    "accepted": _table(targets.ACCEPTED, {}),
    "in_periods": _table(targets.IN_PERIODS, {}),
    "alarm": _table(targets.ALARM, {}),
}
_FIGURES: Schema = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [_NUMBER, _TEXT, _table(examples.FIGURE, {"value": {"anyOf": [_NUMBER, _TEXT]}})]
    },
}
_EXAMPLE = _table(
    examples.EXAMPLE, {"figures": _FIGURES, "others": {"type": "object", "additionalProperties": _FIGURES}}
)
_TARGET = _changeable(targets.TARGET, targets.AMENDED_TARGET, {**_IN_TARGET, "example": _tables(_EXAMPLE)})
_CRITERION = _table(
    contracts.CRITERION,
    {
        "target": _tables(_TARGET),
        "milestone": _tables(_changeable(entered.MILESTONE, entered.AMENDED_MILESTONE, {})),
        "recurring": _tables(_changeable(entered.RECURRING, entered.AMENDED_RECURRING, {})),
        "assessment": _tables(_changeable(entered.ASSESSMENT, entered.AMENDED_ASSESSMENT, {})),
        "tally": _tables(_table(entered.TALLY, {})),
        "part": _tables(_table(contracts.PART_OF_CRITERION, {})),
    },
)
_GOAL = _table(contracts.GOAL, {"action": _tables(_table(contracts.ACTION, {})), "criterion": _tables(_CRITERION)})
_NESTED: Mapping[str, Schema] = {"goal": _tables(_GOAL), "key_date": _tables(_table(contracts.KEY_DATE, {}))}


if __name__ == "__main__":
    sys.stdout.write(contract_schema())
