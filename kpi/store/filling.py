"""What a generation is filled with: every delivery, or those that have come or been withdrawn since the last one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from kpi.model.delivery import Sidecar
from kpi.model.stored import DeliveryProblem
from kpi.store.query import read_sql

_MADE_BY = ("schema", "macros", "superseded")
FORMAT = sha256("".join(map(read_sql, _MADE_BY)).encode()).hexdigest()[:12]
"""Another one whenever the tables, or what the queries say in common, are; a store of another format is built again."""
_MOST_ADDED, _MOST_ADDED_SHARE = 100_000, 5
"""Rows that may lie unsorted behind the others: so many, or a fifth of all, before the store is built whole again."""
Progress = Callable[[int, str], None]
"""Steps done of WRITING_STEPS, what is being done in Danish."""


@dataclass(frozen=True, slots=True)
class DeliveryFile:
    """One delivery as the store is to hold it."""

    sidecar: Sidecar
    figures: Path | None
    """The normalised figures; None: none are to be read, because it is withdrawn or something is wrong with it."""
    example: bool
    withdrawn: str | None
    """Why it was withdrawn; None: it stands."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that a generation is made from."""

    deliveries: tuple[DeliveryFile, ...]
    problems: tuple[DeliveryProblem, ...]
    built_from: str


class NotAdded(Exception):
    """More has changed than deliveries that came or were withdrawn: the store is to be built whole."""


def fill_whole(connection: duckdb.DuckDBPyConnection, kept: Kept, progress: Progress) -> None:
    """A delivery that holds a figure of one publication day twice is left out and named among the problems."""
    connection.execute(read_sql("schema"))
    connection.execute(read_sql("macros"))
    in_order = _in_order(kept)
    for number, delivery in enumerate(in_order, 1):
        _add_delivery(connection, number, delivery)
    numbers = _numbers(enumerate(in_order, 1))
    found = list(kept.problems)
    if numbers:
        progress(1, f"Gennemgår {len(numbers)} leverancer")
        connection.execute(read_sql("build_repeated"), {"paths": list(numbers)})
        for path, figures in connection.execute(read_sql("build_duplicates"), {"paths": list(numbers)}).fetchall():
            number = numbers.pop(path)
            text = f"Leverancen har {figures} tal mere end én gang og er holdt ude. Fortryd den, og indlæs den igen."
            found.append(DeliveryProblem(in_order[number - 1].sidecar.id, text))
    if numbers:
        progress(2, f"Lægger tallene fra {len(numbers)} leverancer i orden")
        connection.execute(read_sql("build_files"), {"paths": list(numbers), "numbers": list(numbers.values())})
        connection.execute(read_sql("build_ordered"), {"paths": list(numbers)})
        connection.execute(read_sql("superseded"))
        connection.execute(read_sql("build_observations"), {"paths": list(numbers)})
    for problem in found:
        connection.execute(read_sql("add_problem"), {"delivery": problem.delivery, "text": problem.text})
    _sign(connection, kept, *_hash(connection, "row_hash"), added=0)


def fill_added(connection: duckdb.DuckDBPyConnection, kept: Kept, progress: Progress) -> None:
    """In a copy of the last generation. NotAdded where that would not give what `fill_whole` gives."""
    stored = connection.execute(read_sql("delivery_rows")).fetchall()
    problems = connection.execute(read_sql("problems")).fetchall()
    if problems != sorted((problem.delivery, problem.text) for problem in kept.problems):
        raise NotAdded
    in_order = _in_order(kept)
    withdrawn = _withdrawn_since(stored, in_order)
    new = list(enumerate(in_order, 1))[len(stored) :]
    ((found, row_count, row_hash, added),) = connection.execute(read_sql("added")).fetchall()
    if found != FORMAT:
        raise NotAdded
    added += sum(delivery.sidecar.figures for _, delivery in new)
    if added > max(_MOST_ADDED, row_count // _MOST_ADDED_SHARE):
        raise NotAdded
    progress(1, f"Gennemgår {len(new)} nye leverancer")
    for number, delivery in new:
        _add_delivery(connection, number, delivery)
    for number, reason in withdrawn.items():
        connection.execute(read_sql("withdraw_delivery"), {"number": number, "reason": reason})
    numbers = _numbers(new)
    connection.execute(read_sql("add_arrived_table"))
    if numbers:
        connection.execute(read_sql("build_files"), {"paths": list(numbers), "numbers": list(numbers.values())})
        connection.execute(read_sql("add_arrived"), {"paths": list(numbers)})
    if connection.execute(read_sql("add_duplicates")).fetchall():
        raise NotAdded
    progress(2, f"Lægger tallene fra {len(numbers)} leverancer til")
    connection.execute(read_sql("add_touched"), {"withdrawn": list(withdrawn)})
    count_before, hash_before = _hash(connection, "changing_hash", stored=len(stored))
    connection.execute(read_sql("remove_withdrawn"), {"withdrawn": list(withdrawn)})
    connection.execute(read_sql("add_observations"))
    connection.execute(read_sql("add_ordered"))
    connection.execute(read_sql("superseded"))
    connection.execute(read_sql("mark_superseded"))
    connection.execute(read_sql("remove_manifest"))
    count_after, hash_after = _hash(connection, "changing_hash", stored=len(stored))
    # Not of what now stands there: a row that the disk or the copying has changed is to be found on reading back.
    _sign(connection, kept, row_count - count_before + count_after, int(row_hash) ^ hash_before ^ hash_after, added)


def _in_order(kept: Kept) -> list[DeliveryFile]:
    return sorted(kept.deliveries, key=lambda delivery: (delivery.sidecar.received_at, delivery.sidecar.id))


def _numbers(deliveries: Iterable[tuple[int, DeliveryFile]]) -> dict[str, int]:
    """The deliveries' numbers by the file of their figures."""
    return {str(delivery.figures): number for number, delivery in deliveries if delivery.figures is not None}


def _withdrawn_since(stored: Sequence[tuple[Any, ...]], in_order: Sequence[DeliveryFile]) -> dict[int, str]:
    """Number and reason of what the store holds and is now withdrawn. NotAdded where any other fact has changed."""
    if len(stored) > len(in_order):
        raise NotAdded
    withdrawn = {}
    for number, (before, delivery) in enumerate(zip(stored, in_order, strict=False), 1):
        now = _delivery_row(number, delivery)
        if before == tuple(now.values()):
            continue
        reason = delivery.withdrawn
        *facts, figures_sha256, reason_before = before
        if reason is None or reason_before is not None or figures_sha256 is None or facts != [*now.values()][:-2]:
            raise NotAdded
        withdrawn[number] = reason
    return withdrawn


def _add_delivery(connection: duckdb.DuckDBPyConnection, number: int, delivery: DeliveryFile) -> None:
    """With what its file tells of series breaks."""
    connection.execute(read_sql("add_delivery"), _delivery_row(number, delivery))
    for told in delivery.sidecar.breaks:
        row = {
            "delivery": number,
            "indicator": told.indicator,
            "words": told.words,
            "period_kind": told.since.kind.value,
            "first_start": told.first.first_day if told.first else None,
            "since_start": told.since.first_day,
            "until_start": told.until.first_day,
        }
        connection.execute(read_sql("add_told_break"), row)


def _delivery_row(number: int, delivery: DeliveryFile) -> dict[str, Any]:
    """In the order of the table's columns."""
    sidecar = delivery.sidecar
    return {
        "number": number,
        "id": sidecar.id,
        "source": sidecar.source,
        "received_at": sidecar.received_at.astimezone(UTC).replace(tzinfo=None),
        "received_by": sidecar.by,
        "file_name": sidecar.file_name,
        "sha256": sidecar.sha256,
        "published_on": sidecar.published_on,
        "published_assumed": sidecar.published_assumed,
        "state_of_knowledge": sidecar.state_of_knowledge,
        "note": sidecar.note,
        "figures": sidecar.figures,
        "refused": len(sidecar.refused),
        "warnings": len(sidecar.warnings),
        "reason": sidecar.reason,
        "own_mistake": sidecar.own_mistake,
        "example": delivery.example,
        "figures_sha256": None if delivery.figures is None else sidecar.figures_sha256,
        "withdrawn": delivery.withdrawn,
    }


def _hash(connection: duckdb.DuckDBPyConnection, query: str, **parameters: int) -> tuple[int, int]:
    """Rows, and the exclusive or of their hashes: what rows are taken from it and put into it, in any order."""
    ((row_count, row_hash),) = connection.execute(read_sql(query), parameters).fetchall()
    return row_count, int(row_hash)


def _sign(connection: duckdb.DuckDBPyConnection, kept: Kept, row_count: int, row_hash: int, added: int) -> None:
    """Put in what the rows must be read back as."""
    connection.execute(
        read_sql("add_manifest"),
        {
            "format": FORMAT,
            "built_from": kept.built_from,
            "row_count": row_count,
            "row_hash": str(row_hash),
            "added": added,
        },
    )
