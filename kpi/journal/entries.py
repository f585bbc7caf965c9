"""Adding and reading entries: one file an entry, `NNNNNN-<sha12>.json`, never changed once written."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

from kpi.cpr import contains_cpr
from kpi.durable import only_writer, reason, write_durably
from kpi.journal.spelling import WrittenEntry, read_json, write_json
from kpi.model.journal import EntryWithdrawn, JournalEntry, Statement
from kpi.model.refused import Refused

_NAME = re.compile(r"(\d{6})-([0-9a-f]{12})\.json", re.ASCII)

_WITH_HASHES = frozenset({"delivery", "entry"})
"""Fields with names that the program made: digits of a hash may look like anything."""


class JournalBroken(Refused):
    """A file of the journal cannot be read as an entry; says which and why, in Danish."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            f"Journalfilen {file.name} i {file.parent} kan ikke læses: {reason}. "
            "Hent filen frem igen fra en sikkerhedskopi; den springes ikke over."
        )
        self.file = file


class NotWritten(Refused):
    """The entry was not written (no room, no access, a CPR number); says why, in Danish. The journal is as before."""


def add_entry(
    root: Path, statement: Statement, *, applies_on: date, by: str, now: datetime, example: bool = False
) -> JournalEntry:
    """Write one entry after the last of the folder `root`; on return it lasts. `now` carries its time zone.

    JournalBroken where the newest file is broken: nothing is chained to a broken entry. NotWritten: nothing was.
    """
    texts = (text for name, text in asdict(statement).items() if name not in _WITH_HASHES and isinstance(text, str))
    if any(contains_cpr(text) for text in (by, *texts)):
        raise NotWritten("Noget i teksten ligner et CPR-nummer. Intet er gemt. Skriv det uden.")
    try:
        return _add(root, WrittenEntry(0, "", now, applies_on, by, example, statement))
    except OSError as error:
        raise NotWritten(
            f"Det kunne ikke skrives i journalen ({root}): {reason(error)}. Intet er gemt. Se efter, om der er plads "
            "på disken og adgang til mappen, og prøv igen."
        ) from error


def _add(root: Path, entry: WrittenEntry) -> JournalEntry:
    """With the number and the hash that the last entry gives it."""
    with only_writer(root):
        files = entry_files(root)
        previous = ""
        if files:
            content = files[-1].read_bytes()
            read_file(files[-1], content)
            previous = hashlib.sha256(content).hexdigest()
        number = int(files[-1].name[:6]) + 1 if files else 1
        content = write_json(replace(entry, number=number, previous=previous))
        path = root / f"{number:06d}-{hashlib.sha256(content).hexdigest()[:12]}.json"
        write_durably(path, content)
    return _entry(path, read_json(content))


def read_entries(roots: Sequence[Path]) -> tuple[JournalEntry, ...]:
    """Every entry that still stands, in the order of recording. A withdrawal can itself be withdrawn."""
    history = read_history(roots)
    withdrawn: set[str] = set()
    for entry in reversed(history):
        if entry.id not in withdrawn and isinstance(entry.statement, EntryWithdrawn):
            withdrawn.add(entry.statement.entry)
    return tuple(entry for entry in history if entry.id not in withdrawn)


def read_history(roots: Sequence[Path]) -> tuple[JournalEntry, ...]:
    """Every entry ever made, also the withdrawn ones, in the order of recording. A missing folder has none."""
    entries = [_entry(path, read_file(path, path.read_bytes())) for root in roots for path in entry_files(root)]
    return tuple(sorted(entries, key=lambda entry: entry.recorded_at))


def journal_stamp(roots: Sequence[Path]) -> str:
    """Differs whenever an entry has been added; each file's name carries the hash of all before it.

    Asked for before every answer, so the names alone are looked at; reading the entries finds what is wrong with one.
    """
    return " ".join(f"{len(names)}:{max(names, default='')}" for names in map(_names, roots))


def _names(root: Path) -> list[str]:
    """Of the entries; none where there is no folder yet."""
    try:
        with os.scandir(root) as found:
            return [one.name for one in found if one.name.endswith(".json") and not one.name.startswith(".")]
    except FileNotFoundError:
        return []


def entry_files(root: Path) -> list[Path]:
    """In order of number. JournalBroken for a `.json` that is not named as an entry."""
    files = [root / name for name in sorted(_names(root))]
    for path in files:
        if not _NAME.fullmatch(path.name):
            raise JournalBroken(path, "navnet er ikke et løbenummer og en kontrolsum")
    return files


def read_file(path: Path, content: bytes) -> WrittenEntry:
    """JournalBroken where the content does not fit the file's name, or is not an entry."""
    if not path.stem.endswith(hashlib.sha256(content).hexdigest()[:12]):
        raise JournalBroken(path, "indholdet svarer ikke til kontrolsummen i navnet, så det er ændret bagefter")
    try:
        entry = read_json(content)
    except ValueError as error:
        raise JournalBroken(path, str(error)) from error
    if entry.number != int(path.name[:6]):
        raise JournalBroken(path, "løbenummeret i filen er et andet end i navnet")
    return entry


def _entry(path: Path, written: WrittenEntry) -> JournalEntry:
    return JournalEntry(
        id=path.stem,
        recorded_at=written.recorded_at,
        applies_on=written.applies_on,
        by=written.by,
        example=written.example,
        statement=written.statement,
    )
