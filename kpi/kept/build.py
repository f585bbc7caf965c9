"""From what was received to what is shown: deliveries and their withdrawals become a new generation of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kpi.durable import only_writer, reason
from kpi.journal import read_entries
from kpi.kept.deliveries import read_sidecar
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.journal import DeliveryWithdrawn
from kpi.model.stored import DeliveryProblem
from kpi.store import WRITING_STEPS, DeliveryFile, Kept, Store, StoreUnavailable, WriteFailed, write_generation

Progress = Callable[[int, int, str], None]
"""Steps done, steps in all, what is being done in Danish."""
_AGAIN = "Hent mappen frem igen fra en sikkerhedskopi, eller fortryd leverancen, og indlæs filen igen."


@dataclass(frozen=True, slots=True)
class _KeptFiles:
    """What lies in the delivery folders, read without opening a file of figures."""

    files: tuple[DeliveryFile, ...]
    problems: tuple[DeliveryProblem, ...]
    stamp: str
    """Differs whenever a delivery has come, gone, been withdrawn or been tampered with so that it shows in its size."""


def silent(done: int, in_all: int, text: str) -> None:
    """Progress that nobody watches."""


def build_store(folder: DataFolder, definitions: Definitions, *, progress: Progress = silent) -> str:
    """Build the store whole from every delivery that stands and return the generation's name.

    A delivery that is damaged is left out and named by `Store.problems`. JournalBroken and WriteFailed: nothing
    has changed. Two builds at once take turns.
    """
    with one_at_a_time(folder.store):
        return _build(folder, definitions, folder.store, whole=True, progress=progress)


def update_store(folder: DataFolder, definitions: Definitions, *, progress: Progress = silent) -> str:
    """As `build_store`, and with the same rows, but only what has come or been withdrawn since is put in, if it can."""
    with one_at_a_time(folder.store):
        return _build(folder, definitions, folder.store, whole=False, progress=progress)


def build_if_needed(folder: DataFolder, definitions: Definitions, *, progress: Progress = silent) -> bool:
    """Build where the store is missing, damaged or built from something else than what is kept; True: it was."""
    if not _is_needed(folder, definitions):
        return False
    with one_at_a_time(folder.store):
        needed = _is_needed(folder, definitions)  # another may have built it while this one waited
        if needed:
            _build(folder, definitions, folder.store, whole=False, progress=progress)
        return needed


def build_beside(folder: DataFolder, definitions: Definitions, store: Path, *, progress: Progress = silent) -> str:
    """As `build_store`, into an empty folder of one's own, to compare with."""
    return _build(folder, definitions, store, whole=True, progress=progress)


def stamp_of(folder: DataFolder, definitions: Definitions) -> str:
    """What a store built now would say that it was built from."""
    return _read_kept(folder, definitions).stamp


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for the folder's lock and hold it. WriteFailed where there is no room or no access."""
    try:
        with only_writer(folder):
            yield
    except OSError as error:
        raise WriteFailed(folder, reason(error)) from error


def _is_needed(folder: DataFolder, definitions: Definitions) -> bool:
    store = Store(folder.store)
    try:
        store.check()
        return store.manifest().built_from != stamp_of(folder, definitions)
    except StoreUnavailable:
        return True
    finally:
        store.close()


def _build(folder: DataFolder, definitions: Definitions, store: Path, *, whole: bool, progress: Progress) -> str:
    found = _read_kept(folder, definitions)
    sound: list[DeliveryFile] = []
    problems = list(found.problems)
    files = len(found.files)
    for done, file in enumerate(found.files):
        progress(done, files + WRITING_STEPS, f"Efterprøver {file.sidecar.id}")
        fault = _fault_of(file)
        if fault:
            problems.append(DeliveryProblem(file.sidecar.id, fault))
            file = DeliveryFile(file.sidecar, None, file.example, file.withdrawn)
        sound.append(file)
    return write_generation(
        store,
        Kept(tuple(sound), tuple(problems), found.stamp),
        whole=whole,
        progress=lambda step, text: progress(files + step, files + WRITING_STEPS, text),
    )


def _read_kept(folder: DataFolder, definitions: Definitions) -> _KeptFiles:
    withdrawn = {
        entry.statement.delivery: entry.statement.reason
        for entry in read_entries(folder.journals)
        if isinstance(entry.statement, DeliveryWithdrawn)
    }
    files: dict[str, DeliveryFile] = {}
    problems: list[DeliveryProblem] = []
    stamp = hashlib.sha256()
    for path, made_up in delivery_folders(folder):
        delivery = f"{path.parent.name}/{path.name}"
        figures = path / "figures.parquet"
        size = figures.stat().st_size if figures.is_file() else -1
        stamp.update(f"{delivery} {made_up} {size}\n".encode())
        try:
            sidecar = read_sidecar(path)
        except (OSError, ValueError):
            text = f"Følgesedlen i {path} mangler eller kan ikke læses, så leverancen er holdt ude. {_AGAIN}"
            problems.append(DeliveryProblem(delivery, text))
            continue
        if sidecar.id != delivery:
            problems.append(
                DeliveryProblem(delivery, f"Mappen indeholder følgesedlen til {sidecar.id} og er holdt ude.")
            )
            continue
        if delivery in files:
            problems.append(DeliveryProblem(delivery, "Leverancen findes to gange; den ene er holdt ude."))
            continue
        source = definitions.sources.get(sidecar.source)
        if source is None:
            problems.append(DeliveryProblem(delivery, f"Kilden {sidecar.source} står ikke i sources.toml."))
        example = made_up or (source is not None and source.example)
        reason = withdrawn.get(delivery)
        stamp.update(f"{sidecar.figures_sha256} {example} {reason is not None}\n".encode())
        files[delivery] = DeliveryFile(sidecar, figures if reason is None else None, example, reason)
    return _KeptFiles(tuple(files.values()), tuple(problems), stamp.hexdigest())


def delivery_folders(folder: DataFolder) -> Iterator[tuple[Path, bool]]:
    """Every `<source>/<day>-<sha12>` in order, and whether all that lies there is made up."""
    shipped, examples, local = folder.deliveries
    for root, made_up in ((shipped, False), (examples, True), (local, False)):
        for path in sorted(root.glob("*/*/")):
            if not path.name.startswith(".") and not path.parent.name.startswith("."):
                yield path, made_up


def _fault_of(file: DeliveryFile) -> str:
    """Why the figures cannot be used, in Danish; empty where they can."""
    if file.figures is None:
        return ""
    try:
        content = file.figures.read_bytes()
    except OSError as error:
        return f"Tallene mangler eller kan ikke læses ({reason(error)}), så leverancen er holdt ude. {_AGAIN}"
    if hashlib.sha256(content).hexdigest() != file.sidecar.figures_sha256:
        return f"Tallenes kontrolsum passer ikke med følgesedlen, så leverancen er holdt ude. {_AGAIN}"
    return ""
