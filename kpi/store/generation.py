"""Generations: `gN-….duckdb` files that are never changed once the file CURRENT names them."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kpi.durable import reason, sync_file, write_durably
from kpi.model.refused import Refused
from kpi.store.filling import FORMAT, Kept, NotAdded, Progress, fill_added, fill_whole
from kpi.store.query import read_sql

_KEPT = 3
_NEW = ".next.duckdb"
_NAME = re.compile(r"g(\d+)-[0-9a-f]{8}", re.ASCII)
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
# Readers are many and their questions small: the figures must not take the machine from the pages, nor hold all they
# have once read.
_READING = _CONFIG | {"memory_limit": "512MB", "threads": 2}
WRITING_STEPS = 4
ENGINE = f"duckdb {duckdb.__version__}"
"""Hashes of rows are compared only where this is the same."""


class StoreUnavailable(Refused):
    """The store is missing, damaged or of another version; says which, in Danish. Building mends it."""


class WriteFailed(Refused):
    """A generation could not be written (no room, no access); says why, in Danish. The one before it stands."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            f"Tallene kunne ikke gemmes i {folder}: {why}. De hidtidige tal vises fortsat. "
            "Se efter, om der er plads på disken og adgang til mappen, og prøv igen."
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    built_from: str
    row_count: int
    row_hash: str


def write_generation(folder: Path, kept: Kept, *, whole: bool, progress: Progress) -> str:
    """Make a generation of what is kept, read it back, make it the current one and return its name.

    Not `whole`: the current generation is copied and what has come or been withdrawn since is put in, which gives the
    same rows; where that cannot be done it is built whole. The caller holds the folder's lock. WriteFailed: nothing
    has changed.
    """
    try:
        return (None if whole else _write_added(folder, kept, progress)) or _write_whole(folder, kept, progress)
    except (OSError, duckdb.Error) as error:
        raise WriteFailed(folder, reason(error)) from error


def open_generation(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection, to be used through cursors only. StoreUnavailable for a file that cannot serve."""
    try:
        connection = duckdb.connect(path, read_only=True, config=_READING)
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
    """The name that CURRENT gives. StoreUnavailable where it gives none."""
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreUnavailable(f"Der er ingen tal i {folder} endnu, eller de er fjernet: {reason(error)}") from error
    if not _NAME.fullmatch(name):
        raise StoreUnavailable(f"CURRENT i {folder} peger ikke på en fil med tal.")
    return name


def file_of(folder: Path, name: str) -> Path:
    """The generation's file. StoreUnavailable where it is not there."""
    file = folder / f"{name}.duckdb"
    if not file.is_file():
        raise StoreUnavailable(f"Tallenes fil {file.name} mangler i {folder}.")
    return file


def read_manifest(cursor: duckdb.DuckDBPyConnection) -> Manifest:
    ((built_from, row_count, row_hash),) = cursor.execute(read_sql("manifest")).fetchall()
    return Manifest(built_from, row_count, row_hash)


def _write_whole(folder: Path, kept: Kept, progress: Progress) -> str:
    new = _cleared(folder)
    # Written so that DuckDB 1.5 can read and write it too.
    connection = duckdb.connect(new, config=_CONFIG | {"storage_compatibility_version": "v1.5.0"})
    _fill(connection, fill_whole, kept, progress)
    return _put_in_place(new, progress)


def _write_added(folder: Path, kept: Kept, progress: Progress) -> str | None:
    """None where the current generation cannot be added to."""
    try:
        current = file_of(folder, current_generation(folder))
        new = _cleared(folder)
        shutil.copyfile(current, new)
        _fill(duckdb.connect(new, config=_CONFIG), fill_added, kept, progress)
        return _put_in_place(new, progress)
    except (StoreUnavailable, NotAdded, WriteFailed, duckdb.Error):
        return None  # missing, damaged, or changed in another way: a whole build tells, and mends, all of these


def _fill(
    connection: duckdb.DuckDBPyConnection,
    fill: Callable[[duckdb.DuckDBPyConnection, Kept, Progress], None],
    kept: Kept,
    progress: Progress,
) -> None:
    try:
        connection.execute("begin")
        fill(connection, kept, progress)
        connection.execute("commit")
        connection.execute("checkpoint")
    finally:
        connection.close()


def _cleared(folder: Path) -> Path:
    """The file to write the next generation in, without what a killed build may have left of it."""
    for leftover in (folder / _NEW, folder / f"{_NEW}.wal"):
        leftover.unlink(missing_ok=True)
    return folder / _NEW


def _put_in_place(new: Path, progress: Progress) -> str:
    folder = new.parent
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
