"""One archive of all that cannot be made again: definitions, mappings, deliveries and journal; and the way back.

The store is never copied: it is built from these, and a copied database may lack its last rows.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from kpi.access import Permission, User, require
from kpi.definitions import read_definitions
from kpi.durable import reason, sync_file, sync_folder
from kpi.kept.build import Progress, build_if_needed, one_at_a_time, silent
from kpi.kept.verify import delivery_faults, journal_faults
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.refused import Refused
from kpi.store import ENGINE, Store
from kpi.texts import keeping as words
from kpi.version import VERSION

MANIFEST = "manifest.json"
_FORMAT = 1
_PART = re.compile(r'(?!\.{1,2}$)[^/\\:*?"<>|\x00-\x1f]+(?<![ .])')
_BIGGEST = 64 * 1024 * 1024
# What zipfile, zlib and json say of a cut, changed or locked archive; and the reading of a manifest of another kind.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, TypeError, AttributeError, RuntimeError,
)  # fmt: skip


class BackupFailed(Refused):
    """No archive was made; says why, in Danish."""


class RestoreRefused(Refused):
    """Nothing was brought back; says why, in Danish."""


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds."""

    files: int
    bytes: int
    rows: int
    """Of the store that is built from it."""
    faults: tuple[str, ...]
    """What was wrong already when it was made, in Danish; empty where all was as received."""


@dataclass(frozen=True, slots=True)
class _Manifest:
    """What an archive says of itself."""

    format: int
    made_at: str
    by: str
    version: str
    engine: str
    """The database that counted `row_hash`."""
    row_count: int
    row_hash: str
    journal_ends: str
    """Name of the journal's last entry, which carries the hash of all before it; empty where there is none."""
    folders: tuple[str, ...]
    """Folders that there were, also where they were empty: an empty one stands in for the shipped one."""
    files: dict[str, _File]


@dataclass(frozen=True, slots=True)
class _File:
    sha256: str
    size: int


def back_up(
    folder: DataFolder,
    definitions: Definitions,
    file: Path,
    *,
    by: User,
    now: datetime,
    progress: Progress = silent,
) -> Archived:
    """Write the archive beside, read it back, and give it its name. No import comes in meanwhile; readers go on.

    BackupFailed where it cannot be written, or the name is taken. WriteFailed and JournalBroken as building does.
    """
    require(by, Permission.BACK_UP, f"sikkerhedskopi i {file.name}")
    if file.exists():
        raise BackupFailed(words.BACKUP_EXISTS.format(file=file))
    with one_at_a_time(folder.deliveries[-1]):
        build_if_needed(folder, definitions, progress=progress)
        faults = (*delivery_faults(folder), *journal_faults(folder))
        store = Store(folder.store)
        try:
            manifest = store.manifest()
        finally:
            store.close()
        stated = _Manifest(
            format=_FORMAT,
            made_at=now.isoformat(),
            by=by.name,
            version=VERSION,
            engine=ENGINE,
            row_count=manifest.row_count,
            row_hash=manifest.row_hash,
            journal_ends=_journal_ends(folder),
            folders=tuple(place for place, top in _tops(folder).items() if top.is_dir()),
            files={},
        )
        beside = file.with_name(f".{file.name}.new")
        try:
            stated = _write(beside, folder, stated, progress)
            if changed := _first_unlike(beside):
                raise BackupFailed(words.BACKUP_UNLIKE.format(name=changed))
            sync_file(beside)
            beside.rename(file)
            sync_folder(file.parent)
        except OSError as error:
            raise BackupFailed(words.BACKUP_FAILED.format(file=file, why=reason(error))) from error
        finally:
            beside.unlink(missing_ok=True)
    return _archived(stated, faults)


def restore(file: Path, folder: DataFolder, *, by: User, progress: Progress = silent) -> Archived:
    """Bring all back into an empty folder, with its store built; whole or not at all.

    RestoreRefused for a folder that is not empty, an archive that is cut or changed, and one whose store has other
    rows than when it was made. DefinitionError where this version reads its definitions otherwise.
    """
    require(by, Permission.RESTORE, f"genskabelse i {folder.root}")
    target = folder.root
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise RestoreRefused(words.NOT_EMPTY.format(folder=target))
        stated = _unpacked(file, beside, progress)
        _prove(DataFolder(beside, folder.shipped), stated, progress)
        if target.exists():
            target.rmdir()
        beside.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise RestoreRefused(words.RESTORE_FAILED.format(folder=target, why=reason(error))) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    restored = DataFolder(target, folder.shipped)
    return _archived(stated, (*delivery_faults(restored), *journal_faults(restored)))


def _archived(stated: _Manifest, faults: tuple[str, ...]) -> Archived:
    return Archived(len(stated.files), sum(one.size for one in stated.files.values()), stated.row_count, faults)


def _tops(folder: DataFolder) -> dict[str, Path]:
    """What is backed up, by its place in a data folder. Keys, caches and the store are not."""
    return {
        "contracts": folder.contracts,
        "units.toml": folder.units[-1],
        "indicators.toml": folder.indicators,
        "areas.csv": folder.areas,
        "peer_groups.toml": folder.peer_groups,
        "disclosure.toml": folder.disclosure,
        "sources.toml": folder.sources,
        "deliveries": folder.deliveries[0],
        "examples": folder.deliveries[1].parent,
        "local/deliveries": folder.deliveries[2],
        "local/journal": folder.journals[-1],
        "local/mappings": folder.mappings,
        "local/peer_groups.toml": folder.own_peer_groups,
    }


def _kept(folder: DataFolder) -> Iterator[tuple[str, Path]]:
    """Every file, by its place. What is being written (`.new-…`) is left out."""
    for place, top in _tops(folder).items():
        if top.is_file():
            yield place, top
        for path in sorted(top.rglob("*")):
            inside = path.relative_to(top)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield f"{place}/{inside.as_posix()}", path


def _journal_ends(folder: DataFolder) -> str:
    names = sorted(path.name for path in folder.journals[-1].glob("*.json"))
    return names[-1] if names else ""


def _write(beside: Path, folder: DataFolder, stated: _Manifest, progress: Progress) -> _Manifest:
    """The manifest as written, with every file."""
    files = {}
    kept = list(_kept(folder))
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (place, path) in enumerate(kept):
            progress(done, len(kept), place)
            content = path.read_bytes()
            archive.writestr(place, content)
            files[place] = _File(hashlib.sha256(content).hexdigest(), len(content))
        stated = replace(stated, files=files)
        archive.writestr(MANIFEST, json.dumps(asdict(stated), ensure_ascii=False, indent=1) + "\n")
    return stated


def _first_unlike(beside: Path) -> str:
    """The first file of the archive that is not what its manifest says; empty where all are."""
    with zipfile.ZipFile(beside) as archive:
        for place, said in _read_manifest(archive).files.items():
            if hashlib.sha256(archive.read(place)).hexdigest() != said.sha256:
                return place
    return ""


def _read_manifest(archive: zipfile.ZipFile) -> _Manifest:
    raw = json.loads(archive.read(MANIFEST))
    files = {place: _File(str(said["sha256"]), int(said["size"])) for place, said in raw.pop("files").items()}
    return _Manifest(**raw | {"folders": tuple(raw["folders"]), "files": files})


def _unpacked(file: Path, beside: Path, progress: Progress) -> _Manifest:
    """All files, checked and synced, in a new folder. RestoreRefused before anything strange is written."""
    try:
        with zipfile.ZipFile(file) as archive:
            stated = _read_manifest(archive)
            _check_names(file, archive, stated)
            folders = {beside, *(beside / place for place in stated.folders)}
            for place in stated.folders:
                (beside / place).mkdir(parents=True, exist_ok=True)
            for done, (place, said) in enumerate(stated.files.items()):
                progress(done, len(stated.files), place)
                content = archive.read(place)
                if hashlib.sha256(content).hexdigest() != said.sha256:
                    raise RestoreRefused(words.CHANGED.format(name=place))
                path = beside / place
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)  # a plain file, whatever kind the archive claims
                sync_file(path)
                folders.update(parent for parent in path.parents if parent.is_relative_to(beside))
    except _BROKEN as error:
        raise RestoreRefused(words.NOT_READABLE.format(file=file)) from error
    for folder in folders:
        sync_folder(folder)
    return stated


def _check_names(file: Path, archive: zipfile.ZipFile, stated: _Manifest) -> None:
    """Every name is a file's place in a data folder, stands in the manifest, and says its size."""
    if stated.format != _FORMAT:
        raise RestoreRefused(words.OTHER_FORMAT.format(file=file, found=stated.format, known=_FORMAT))
    entries = archive.infolist()
    names = [entry.filename for entry in entries if entry.filename != MANIFEST]
    for name in (*names, *stated.files, *stated.folders):
        if not _is_place(name):
            raise RestoreRefused(words.STRANGE_NAME.format(file=file, name=name))
    twice = {name for name, times in Counter(names).items() if times > 1}
    if unlike := twice | set(names) ^ set(stated.files):
        raise RestoreRefused(words.NOT_LISTED.format(name=min(unlike)))
    for entry in entries:
        said = stated.files.get(entry.filename)
        if entry.file_size > _BIGGEST or (said is not None and entry.file_size != said.size):
            raise RestoreRefused(words.CHANGED.format(name=entry.filename))


def _is_place(name: str) -> bool:
    """True for what is backed up and for what lies inside it, by names that mean the same on every system."""
    tops = _tops(DataFolder(Path(), Path()))
    inside = name in tops or name.startswith(tuple(f"{top}/" for top in tops))
    return inside and all(map(_PART.fullmatch, name.split("/")))


def _prove(folder: DataFolder, stated: _Manifest, progress: Progress) -> None:
    """Build the store, and see that it has the rows that there were."""
    if _journal_ends(folder) != stated.journal_ends:
        raise RestoreRefused(words.JOURNAL_DIFFERS)
    build_if_needed(folder, read_definitions(folder), progress=progress)
    store = Store(folder.store)
    try:
        found = store.manifest()
    finally:
        store.close()
    # Another version of the database may count its hash otherwise.
    same_hash = stated.engine != ENGINE or found.row_hash == stated.row_hash
    if found.row_count != stated.row_count or not same_hash:
        raise RestoreRefused(words.RESTORE_DIFFERS.format(found=found.row_count, wanted=stated.row_count))
