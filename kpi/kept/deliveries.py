"""Keeps a received file as a delivery: the bytes, the figures read from it and the sidecar, all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from kpi.durable import sync_folder
from kpi.intake.files.ods import is_ods
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile, RowIssue, Sidecar, ToldBreak
from kpi.model.period import Period, PeriodKind

SIDECAR, FIGURES = "delivery.json", "figures.parquet"
_FORMAT = 1
_SOURCE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)


class AlreadyKept(Exception):
    """The same file from the same source was kept on the same day; nothing was written. `id` is that delivery's."""

    def __init__(self, delivery_id: str) -> None:
        super().__init__(delivery_id)
        self.id = delivery_id


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep_delivery(
    root: Path,
    handed_in: Submission,
    read: ReadFile,
    definitions: Definitions,
    *,
    warnings: Sequence[RowIssue] = (),
    again: bool = False,
) -> Sidecar:
    """Writes `<root>/<source>/<day>-<sha12>/` beside, syncs it and renames it into place: the commit point.

    The day is the Danish one. `warnings`: those that were let pass. AlreadyKept when the folder is there, unless
    `again` (after a withdrawal) asks for one more beside it.
    """
    if not _SOURCE.fullmatch(handed_in.source):
        raise ValueError(f"not a source id: {handed_in.source!r}")
    digest = sha256_of(handed_in.content)
    delivery_id = f"{handed_in.source}/{handed_in.received_on.isoformat()}-{digest[:12]}"
    number = 1
    while again and (root / delivery_id).exists():
        number += 1
        delivery_id = f"{handed_in.source}/{handed_in.received_on.isoformat()}-{digest[:12]}-{number}"
    publication = handed_in.publication
    published = [publication.of(figure, definitions) for figure in read.figures]
    from kpi.kept.figures_file import figures_file  # pyarrow loads slowly, and most only read what was kept

    figures = figures_file(read.figures, published)
    sidecar = Sidecar(
        id=delivery_id,
        source=handed_in.source,
        received_at=handed_in.at,
        by=handed_in.by.name,
        file_name=handed_in.name,
        sha256=digest,
        figures_sha256=sha256_of(figures),
        published_on=handed_in.published_on,
        published_assumed=any(assumed for _, assumed in published),
        state_of_knowledge=handed_in.state_of_knowledge,
        note=handed_in.note,
        figures=len(read.figures),
        refused=read.refused,
        warnings=tuple(warnings),
        reason=handed_in.reason,
        own_mistake=handed_in.own_mistake,
        breaks=read.breaks,
    )
    content = {_original_name(handed_in.content): handed_in.content, FIGURES: figures, SIDECAR: _sidecar_json(sidecar)}
    _write_whole(root / delivery_id, content)
    return sidecar


def _original_name(content: bytes) -> str:
    if is_ods(content):
        return "original.ods"
    return {b"PK": "original.xlsx", b"{\n": "original.json"}.get(content[:2], "original.csv")


def read_sidecar(folder: Path) -> Sidecar:
    """The sidecar of a delivery's folder. OSError where it is missing, ValueError where it is not one."""
    stated = json.loads((folder / SIDECAR).read_text(encoding="utf-8"))
    if not isinstance(stated, dict) or stated.pop("format", None) != _FORMAT:
        raise ValueError(f"not a sidecar: {folder / SIDECAR}")
    try:
        sidecar = Sidecar(
            **stated
            | {
                "received_at": datetime.fromisoformat(stated["received_at"]),
                "published_on": date.fromisoformat(stated["published_on"]) if stated["published_on"] else None,
                "refused": tuple(RowIssue(**issue) for issue in stated["refused"]),
                "warnings": tuple(RowIssue(**issue) for issue in stated["warnings"]),
                "breaks": tuple(_read_break(**told) for told in stated.get("breaks", [])),
            }
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a sidecar: {folder / SIDECAR}") from error
    if not sidecar.id.startswith(f"{sidecar.source}/"):
        raise ValueError(f"a sidecar of two sources: {folder / SIDECAR}")
    return sidecar


def _sidecar_json(sidecar: Sidecar) -> bytes:
    # A file name that is no valid text becomes an escape of JSON's own and is read back as it was.
    stated = {"format": _FORMAT} | asdict(sidecar)
    stated["received_at"] = sidecar.received_at.isoformat()
    stated["published_on"] = sidecar.published_on.isoformat() if sidecar.published_on else None
    del stated["breaks"]  # said where there are any
    if sidecar.breaks:
        stated["breaks"] = [_written_break(told) for told in sidecar.breaks]
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


def _written_break(told: ToldBreak) -> dict[str, str | None]:
    return {
        "indicator": told.indicator,
        "words": told.words,
        "kind": told.since.kind.value,
        "first": str(told.first) if told.first else None,
        "since": str(told.since),
        "until": str(told.until),
    }


def _read_break(indicator: str, words: str, kind: str, first: str | None, since: str, until: str) -> ToldBreak:
    """ValueError for what is no period of the kind."""
    of_kind = PeriodKind(kind)
    begins, ends = Period.parse(since).to_kind(of_kind), Period.parse(until).to_kind(of_kind)
    return ToldBreak(indicator, words, Period.parse(first).to_kind(of_kind) if first else None, begins, ends)


def _write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder is there with all its files, synced, or not at all; a killed run leaves at most a `.new-` folder."""
    source_folder = folder.parent
    source_folder.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".new-", dir=source_folder))
    try:
        beside.chmod(0o755)
        for name, content in files.items():
            with (beside / name).open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        sync_folder(beside)
        if folder.exists():
            raise AlreadyKept(f"{source_folder.name}/{folder.name}")
        try:
            beside.rename(folder)
        except OSError:
            if folder.exists():
                raise AlreadyKept(f"{source_folder.name}/{folder.name}") from None
            raise
        sync_folder(source_folder)
        sync_folder(source_folder.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
