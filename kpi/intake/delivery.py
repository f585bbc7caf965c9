"""Keeps a received file as a delivery: the bytes, the figures read from it and the sidecar, all or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from kpi.durable import sync_folder
from kpi.intake.ods_file import is_ods
from kpi.model.delivery import Figure, ReadFile, RowIssue, Sidecar
from kpi.model.indicator import Indicator

SIDECAR, FIGURES = "delivery.json", "figures.parquet"
_FORMAT = 1
_SOURCE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_DECIMAL = pa.decimal128(28, 12)
_COLUMNS = pa.schema(
    [
        pa.field("line", pa.int32(), nullable=False),
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("area", pa.string(), nullable=False),
        pa.field("period_kind", pa.string(), nullable=False),
        pa.field("period_start", pa.date32(), nullable=False),
        pa.field("value", _DECIMAL),
        pa.field("numerator", _DECIMAL),
        pa.field("denominator", _DECIMAL),
        pa.field("quality", pa.string(), nullable=False),
        pa.field("published_on", pa.date32(), nullable=False),
        pa.field("published_assumed", pa.bool_(), nullable=False),
        pa.field("comment", pa.string(), nullable=False),
    ]
)


class AlreadyKept(Exception):
    """The same file from the same source was kept on the same day; nothing was written. `id` is that delivery's."""

    def __init__(self, delivery_id: str) -> None:
        super().__init__(delivery_id)
        self.id = delivery_id


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep_delivery(
    root: Path,
    content: bytes,
    file_name: str,
    read: ReadFile,
    indicators: Mapping[str, Indicator],
    *,
    source: str,
    by: str,
    received_at: datetime,
    received_on: date,
    published_on: date | None = None,
    assume_usual_delay: bool = False,
    state_of_knowledge: str = "",
    note: str = "",
    warnings: Sequence[RowIssue] = (),
    reason: str = "",
    own_mistake: bool = False,
    again: bool = False,
) -> Sidecar:
    """Writes `<root>/<source>/<day>-<sha12>/` beside, syncs it and renames it into place: the commit point.

    `received_at` is UTC, `received_on` the Danish day of it. A row is published on its own stated day, else
    `published_on`, else `received_on`; with `assume_usual_delay` the last is instead the end of the period and the
    indicator's usual delay, at most `received_on`, and marked as assumed. AlreadyKept when the folder is there, unless
    `again` (after a withdrawal) asks for one more beside it.
    """
    if not _SOURCE.fullmatch(source):
        raise ValueError(f"not a source id: {source!r}")
    digest = sha256_of(content)
    delivery_id = f"{source}/{received_on.isoformat()}-{digest[:12]}"
    number = 1
    while again and (root / delivery_id).exists():
        number += 1
        delivery_id = f"{source}/{received_on.isoformat()}-{digest[:12]}-{number}"
    published = [
        publication(figure, indicators, published_on, received_on, assume_usual_delay) for figure in read.figures
    ]
    figures = _parquet(read.figures, published)
    sidecar = Sidecar(
        id=delivery_id,
        source=source,
        received_at=received_at,
        by=by,
        file_name=file_name,
        sha256=digest,
        figures_sha256=sha256_of(figures),
        published_on=published_on,
        published_assumed=any(assumed for _, assumed in published),
        state_of_knowledge=state_of_knowledge,
        note=note,
        figures=len(read.figures),
        refused=read.refused,
        warnings=tuple(warnings),
        reason=reason,
        own_mistake=own_mistake,
    )
    _write_whole(root / delivery_id, {_original_name(content): content, FIGURES: figures, SIDECAR: _sidecar_json(sidecar)})
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
        return Sidecar(
            **stated
            | {
                "received_at": datetime.fromisoformat(stated["received_at"]),
                "published_on": date.fromisoformat(stated["published_on"]) if stated["published_on"] else None,
                "refused": tuple(RowIssue(**issue) for issue in stated["refused"]),
                "warnings": tuple(RowIssue(**issue) for issue in stated["warnings"]),
            }
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a sidecar: {folder / SIDECAR}") from error


def publication(
    figure: Figure, indicators: Mapping[str, Indicator], published_on: date | None, received_on: date, assume: bool
) -> tuple[date, bool]:
    """The day a figure was published, and whether it is assumed; see `keep_delivery`."""
    if figure.published_on is not None:
        return figure.published_on, False
    if published_on is not None:
        return published_on, False
    if assume:
        usual = figure.period.last_day + timedelta(days=indicators[figure.indicator].published_after_days)
        return min(usual, received_on), True
    return received_on, False


def _parquet(figures: Sequence[Figure], published: Sequence[tuple[date, bool]]) -> bytes:
    """The same figures give the same bytes, under one version of pyarrow."""
    target = io.BytesIO()
    pq.write_table(_table(figures, published), target, compression="zstd")
    return target.getvalue()


def _table(figures: Sequence[Figure], published: Sequence[tuple[date, bool]]) -> pa.Table:
    """By way of text: what makes a table of Python's own values would load pandas, a second and a half, to look at."""
    if not figures:
        return _COLUMNS.empty_table()
    periods = {period: (period.kind.value, period.first_day) for period in {figure.period for figure in figures}}
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        (
            figure.line,
            figure.indicator,
            figure.area,
            *periods[figure.period],
            _plain(figure.value),
            _plain(figure.numerator),
            _plain(figure.denominator),
            figure.quality.value,
            day,
            assumed,
            figure.comment,
        )
        for figure, (day, assumed) in zip(figures, published, strict=True)
    )
    content = text.getvalue().encode()
    table = pc.read_csv(
        io.BytesIO(content),
        read_options=pc.ReadOptions(column_names=_COLUMNS.names, block_size=len(content)),
        parse_options=pc.ParseOptions(newlines_in_values=True),
        convert_options=pc.ConvertOptions(column_types=_COLUMNS, null_values=[""], strings_can_be_null=False),
    )
    return pa.Table.from_arrays(table.columns, schema=_COLUMNS)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _sidecar_json(sidecar: Sidecar) -> bytes:
    # A file name that is no valid text becomes an escape of JSON's own and is read back as it was.
    stated = {"format": _FORMAT} | asdict(sidecar)
    stated["received_at"] = sidecar.received_at.isoformat()
    stated["published_on"] = sidecar.published_on.isoformat() if sidecar.published_on else None
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode(errors="backslashreplace")


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
