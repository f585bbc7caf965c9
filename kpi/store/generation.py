"""Generations: `gN-….duckdb` files that are never changed once the file CURRENT names them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb

from kpi.durable import sync_file, write_durably
from kpi.model.delivery import Sidecar
from kpi.model.stored import DeliveryProblem
from kpi.store.query import read_sql

FORMAT = 1
"""Raised when the tables change; a store of another format is built again."""
_KEPT = 3
_NEW = ".next.duckdb"
_NAME = re.compile(r"g(\d+)-[0-9a-f]{8}", re.ASCII)
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
WRITING_STEPS = 4
Progress = Callable[[int, str], None]
"""Steps done of WRITING_STEPS, what is being done in Danish."""


class StoreUnavailable(Exception):
    """The store is missing, damaged or of another version; says which, in Danish. Building mends it."""


class WriteFailed(Exception):
    """A generation could not be written (no room, no access); says why, in Danish. The one before it stands."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"Tallene kunne ikke gemmes i {folder}: {why}. De hidtidige tal vises fortsat. "
            "Se efter, om der er plads på disken og adgang til mappen, og prøv igen."
        )


@dataclass(frozen=True, slots=True)
class DeliveryFile:
    """One delivery as the store is to hold it."""

    sidecar: Sidecar
    figures: Path | None
    """The normalised figures; None: none are to be read, because it is withdrawn or something is wrong with it."""
    example: bool
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    built_from: str
    row_count: int
    row_hash: str


def write_generation(
    folder: Path,
    deliveries: Sequence[DeliveryFile],
    problems: Sequence[DeliveryProblem],
    *,
    built_from: str,
    progress: Progress,
) -> str:
    """Build a generation whole from the deliveries, read it back, make it the current one and return its name.

    A delivery that holds a figure of one publication day twice is left out and named among the store's problems.
    The caller holds the folder's lock. WriteFailed: nothing has changed.
    """
    try:
        return _write(folder, deliveries, problems, built_from, progress)
    except (OSError, duckdb.Error) as error:
        raise WriteFailed(folder, str(error)) from error


def open_generation(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection, to be used through cursors only. StoreUnavailable for a file that cannot serve."""
    try:
        connection = duckdb.connect(path, read_only=True, config=_CONFIG)
    except duckdb.Error as error:
        raise StoreUnavailable(f"Tallenes fil {path.name} kan ikke åbnes: {error}") from error
    try:
        (found,) = connection.execute(read_sql("format")).fetchall()[0]
        if found != FORMAT:
            raise StoreUnavailable(f"Tallenes fil {path.name} har format {found}; denne udgave bruger {FORMAT}.")
    except (duckdb.Error, IndexError) as error:
        connection.close()
        raise StoreUnavailable(f"Tallenes fil {path.name} er ikke hel: {error}") from error
    except StoreUnavailable:
        connection.close()
        raise
    return connection


def current_generation(folder: Path) -> str:
    """The name that CURRENT gives. StoreUnavailable where there is none."""
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreUnavailable(f"Der er ingen tal i {folder} endnu, eller de er fjernet: {error}") from error
    if not _NAME.fullmatch(name) or not (folder / f"{name}.duckdb").is_file():
        raise StoreUnavailable(f"Tallenes fil mangler i {folder}, eller CURRENT peger på en, der ikke findes.")
    return name


def read_manifest(cursor: duckdb.DuckDBPyConnection) -> Manifest:
    ((built_from, row_count, row_hash),) = cursor.execute(read_sql("manifest")).fetchall()
    return Manifest(built_from, row_count, row_hash)


def _write(
    folder: Path,
    deliveries: Sequence[DeliveryFile],
    problems: Sequence[DeliveryProblem],
    built_from: str,
    progress: Progress,
) -> str:
    new = folder / _NEW
    for leftover in (new, folder / f"{_NEW}.wal"):
        leftover.unlink(missing_ok=True)
    # Written so that DuckDB 1.5 can read and write it too.
    connection = duckdb.connect(new, config=_CONFIG | {"storage_compatibility_version": "v1.5.0"})
    try:
        connection.execute("begin")
        _fill(connection, deliveries, problems, built_from, progress)
        connection.execute("commit")
        connection.execute("checkpoint")
    finally:
        connection.close()
    progress(3, "Læser de byggede tal efter")
    _read_back(new)
    sync_file(new)
    # The token: a file of a name once used may still be open here, and DuckDB would then serve that one.
    last = max((number for number, _ in _generations(folder)), default=0)
    name = f"g{last + 1}-{secrets.token_hex(4)}"
    new.rename(folder / f"{name}.duckdb")
    write_durably(folder / "CURRENT", f"{name}\n".encode())
    _remove_old(folder)
    progress(4, "Tallene er bygget")
    return name


def _fill(
    connection: duckdb.DuckDBPyConnection,
    deliveries: Sequence[DeliveryFile],
    problems: Sequence[DeliveryProblem],
    built_from: str,
    progress: Progress,
) -> None:
    connection.execute(read_sql("schema"))
    in_order = sorted(deliveries, key=lambda delivery: (delivery.sidecar.received_at, delivery.sidecar.id))
    for number, delivery in enumerate(in_order, 1):
        connection.execute(read_sql("add_delivery"), _delivery_row(number, delivery))
    numbers = {
        str(delivery.figures): number for number, delivery in enumerate(in_order, 1) if delivery.figures is not None
    }
    found = list(problems)
    if numbers:
        progress(1, f"Gennemgår {len(numbers)} leverancer")
        connection.execute(read_sql("build_repeated"), {"paths": list(numbers)})
        for path, figures in connection.execute(read_sql("build_duplicates"), {"paths": list(numbers)}).fetchall():
            number = numbers.pop(path)
            text = (
                f"Leverancen har {figures} tal mere end én gang og er holdt ude. Træk den tilbage, og indlæs den igen."
            )
            found.append(DeliveryProblem(in_order[number - 1].sidecar.id, text))
    if numbers:
        progress(2, f"Lægger tallene fra {len(numbers)} leverancer i orden")
        connection.execute(read_sql("build_files"), {"paths": list(numbers), "numbers": list(numbers.values())})
        connection.execute(read_sql("build_superseded"), {"paths": list(numbers)})
        connection.execute(read_sql("build_observations"), {"paths": list(numbers)})
    for problem in found:
        connection.execute(read_sql("add_problem"), {"delivery": problem.delivery, "text": problem.text})
    row_count, row_hash = connection.execute(read_sql("row_hash")).fetchall()[0]
    connection.execute(
        read_sql("add_manifest"),
        {"format": FORMAT, "built_from": built_from, "row_count": row_count, "row_hash": row_hash},
    )


def _delivery_row(number: int, delivery: DeliveryFile) -> dict[str, Any]:
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
        "example": delivery.example,
        "withdrawn": delivery.withdrawn,
    }


def _read_back(path: Path) -> None:
    """WriteFailed where the file does not give back the rows that were put in it."""
    connection = duckdb.connect(path, read_only=True, config=_CONFIG)
    try:
        manifest = read_manifest(connection)
        found = connection.execute(read_sql("row_hash")).fetchall()[0]
    finally:
        connection.close()
    if found != (manifest.row_count, manifest.row_hash) or path.with_name(f"{_NEW}.wal").exists():
        raise WriteFailed(path.parent, "de kunne ikke læses igen, som de blev skrevet")


def _generations(folder: Path) -> list[tuple[int, Path]]:
    """In the order they were built."""
    found = ((_NAME.fullmatch(path.stem), path) for path in folder.glob("g*.duckdb"))
    return sorted((int(name[1]), path) for name, path in found if name)


def _remove_old(folder: Path) -> None:
    for _, path in _generations(folder)[:-_KEPT]:
        with suppress(PermissionError):  # Windows: still being read, and removed the next time
            path.unlink()
