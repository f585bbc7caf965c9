"""How a journal entry is spelled in its file: JSON with every field named, read back strictly."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_type_hints

from kpi.model.journal import (
    ActionUpdate,
    Assessed,
    BreakAnswered,
    Comment,
    DeliveryWithdrawn,
    EntryWithdrawn,
    Estimated,
    FollowUp,
    MeetingHeld,
    MilestoneReached,
    OccasionRegistered,
    PeerGroupGiven,
    PeerGroupWithdrawn,
    Rebased,
    Statement,
)

_KINDS: dict[str, type[Statement]] = {
    "assessed": Assessed,
    "milestone_reached": MilestoneReached,
    "occasion_registered": OccasionRegistered,
    "estimated": Estimated,
    "comment": Comment,
    "action_update": ActionUpdate,
    "meeting_held": MeetingHeld,
    "follow_up": FollowUp,
    "rebased": Rebased,
    "peer_group_given": PeerGroupGiven,
    "peer_group_withdrawn": PeerGroupWithdrawn,
    "delivery_withdrawn": DeliveryWithdrawn,
    "break_answered": BreakAnswered,
    "entry_withdrawn": EntryWithdrawn,
}
_NAMES = {statement: kind for kind, statement in _KINDS.items()}
_HINTS = {statement: get_type_hints(statement) for statement in _NAMES}
_FORMAT = 1
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """What one file of the journal says."""

    number: int
    """From 1, without gaps, in the order of writing."""
    previous: str
    """SHA-256 of the file before it; empty for the first."""
    recorded_at: datetime
    applies_on: date
    by: str
    example: bool
    statement: Statement


def write_json(entry: WrittenEntry) -> bytes:
    content = {
        "format": _FORMAT,
        "number": entry.number,
        "previous": entry.previous,
        "recorded_at": entry.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "applies_on": entry.applies_on.isoformat(),
        "by": entry.by,
        "example": entry.example,
        "kind": _NAMES[type(entry.statement)],
        "statement": {name: _written(value) for name, value in asdict(entry.statement).items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _written(value: Any) -> Any:
    """A decimal as text, with every digit it has: a number of JSON may be read back as another."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def read_json(content: bytes) -> WrittenEntry:
    """ValueError, in Danish, for anything that `write_json` would not have written."""
    try:
        raw = json.loads(content)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError("indholdet er ikke læselig JSON") from error
    kind = _text(_field(raw, "kind"), "kind")
    if _field(raw, "format") != _FORMAT:
        raise ValueError(f"formatet er {raw['format']!r}; denne udgave læser {_FORMAT}")
    if kind not in _KINDS:
        raise ValueError(f"slagsen {kind!r} er ukendt")
    number = _field(raw, "number")
    if type(number) is not int:
        raise ValueError("feltet number er ikke et helt tal")
    return WrittenEntry(
        number=number,
        previous=_text(_field(raw, "previous"), "previous"),
        recorded_at=datetime.strptime(_text(_field(raw, "recorded_at"), "recorded_at"), "%Y-%m-%dT%H:%M:%SZ").replace(
            tzinfo=UTC
        ),
        applies_on=date.fromisoformat(_text(_field(raw, "applies_on"), "applies_on")),
        by=_text(_field(raw, "by"), "by"),
        example=_flag(_field(raw, "example"), "example"),
        statement=_statement(_KINDS[kind], _field(raw, "statement")),
    )


def _statement(kind: type[Statement], raw: Any) -> Statement:
    if not isinstance(raw, dict) or set(raw) != {field.name for field in fields(kind)}:
        raise ValueError("udsagnets felter er ikke dem, som slagsen har")
    hints = _HINTS[kind]
    return kind(**{name: _value(hints[name], value, name) for name, value in raw.items()})


def _value(hint: Any, value: Any, name: str) -> Any:
    if hint is str:
        return _text(value, name)
    if hint is Decimal:
        return _decimal(_text(value, name), name)
    if hint is bool:
        return _flag(value, name)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in [member.value for member in hint]:
            raise ValueError(f"feltet {name} har den ukendte værdi {value!r}")
        return hint(value)
    if value is None or type(value) is int:  # what is left: a number that may be unstated
        return value
    raise ValueError(f"feltet {name} er ikke et helt tal")


def _field(raw: Any, name: str) -> Any:
    if not isinstance(raw, dict) or name not in raw:
        raise ValueError(f"feltet {name} mangler")
    return raw[name]


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"feltet {name} er ikke tekst")
    return value


def _decimal(text: str, name: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"feltet {name} er ikke et tal")
    return Decimal(text)


def _flag(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"feltet {name} er ikke ja eller nej")
    return value
