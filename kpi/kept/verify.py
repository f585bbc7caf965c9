"""Proves what is kept: received files, figures, the journal's chain, and that the store is what they give."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kpi.durable import reason
from kpi.journal import JournalBroken, read_history, verify_chain
from kpi.kept.build import Progress, build_beside, delivery_folders, one_at_a_time, silent, stamp_of
from kpi.kept.deliveries import read_sidecar
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.store import Store, StoreUnavailable
from kpi.texts import keeping as words


def verify(folder: DataFolder, definitions: Definitions, *, progress: Progress = silent) -> tuple[str, ...]:
    """Every fault as a Danish sentence; empty where all is as it was received. No import comes in while it runs.

    WriteFailed where there is no room to build the store beside.
    """
    with one_at_a_time(folder.deliveries[-1]):
        steps = len(words.VERIFY_STEPS)
        progress(0, steps, words.VERIFY_STEPS[0])
        faults = list(delivery_faults(folder))
        progress(1, steps, words.VERIFY_STEPS[1])
        faults += journal_faults(folder)
        progress(2, steps, words.VERIFY_STEPS[2])
        if not journal_faults(folder):  # what is withdrawn cannot be known from a broken journal
            faults += _store_faults(folder, definitions)
        return tuple(faults)


def delivery_faults(folder: DataFolder) -> Iterator[str]:
    """Received files and figures that are not what their sidecar says."""
    for path, _ in delivery_folders(folder):
        delivery = f"{path.parent.name}/{path.name}"
        try:
            sidecar = read_sidecar(path)
        except (OSError, ValueError):
            yield words.NO_SIDECAR.format(folder=path)
            continue
        if sidecar.id != delivery:
            yield words.OTHER_SIDECAR.format(folder=path, id=sidecar.id)
            continue
        originals = list(path.glob("original.*"))
        if len(originals) != 1:
            yield words.ORIGINALS.format(id=delivery, count=len(originals))
            continue
        try:
            if _sha256(originals[0]) != sidecar.sha256:
                yield words.ORIGINAL_CHANGED.format(id=delivery)
            if _sha256(path / "figures.parquet") != sidecar.figures_sha256:
                yield words.FIGURES_CHANGED.format(id=delivery)
        except OSError as error:
            yield words.FILE_MISSING.format(id=delivery, why=reason(error))


def journal_faults(folder: DataFolder) -> tuple[str, ...]:
    faults = tuple(fault for root in folder.journals for fault in verify_chain(root))
    try:
        read_history(folder.journals)
    except JournalBroken as broken:
        return tuple(dict.fromkeys((*faults, str(broken))))
    return faults


def _store_faults(folder: DataFolder, definitions: Definitions) -> Iterator[str]:
    store = Store(folder.store)
    try:
        store.check()
        found, deliveries = store.manifest(), store.deliveries()
    except StoreUnavailable as error:
        yield words.STORE_MISSING.format(why=error)
        return
    finally:
        store.close()
    if found.built_from != stamp_of(folder, definitions):
        yield words.STORE_STALE
        return
    with tempfile.TemporaryDirectory(prefix="effekttavlen-", ignore_cleanup_errors=True) as name:
        build_beside(folder, definitions, Path(name))
        beside = Store(Path(name))
        try:
            wanted = beside.manifest()
            if (found.row_count, found.row_hash) != (wanted.row_count, wanted.row_hash):
                yield words.STORE_DIFFERS.format(found=found.row_count, wanted=wanted.row_count)
            elif deliveries != beside.deliveries():
                yield words.STORE_DELIVERIES_DIFFER
        finally:
            beside.close()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
