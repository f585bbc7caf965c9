"""Files that outlive a crash: one writer at a time; written beside, flushed to the disk, then renamed into place."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError:  # it gives up after ten tries, a second apart; a long build takes longer
                continue
            return

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


_REASONS = {
    os.strerror(errno.ENOSPC): "der er ikke mere plads på disken",
    os.strerror(errno.EDQUOT): "der er ikke mere plads i jeres kvote",
    os.strerror(errno.EFBIG): "filen bliver større, end systemet tillader",
    os.strerror(errno.EACCES): "der er ikke adgang til mappen",
    os.strerror(errno.EPERM): "systemet tillader det ikke",
    os.strerror(errno.EROFS): "disken kan kun læses",
    os.strerror(errno.ENOENT): "filen eller mappen findes ikke",
    os.strerror(errno.ENOTDIR): "en fil ligger, hvor der skulle være en mappe",
    os.strerror(errno.EISDIR): "en mappe ligger, hvor der skulle være en fil",
    os.strerror(errno.EIO): "disken svarer med en fejl",
}


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Wait for, and hold, the folder's lock; it ends with the process that holds it. The folder is made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
        try:
            yield
        finally:
            _unlock(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, content: bytes) -> None:
    """Afterwards, also after a power cut, the file holds all of the content; before that, what it held earlier."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def reason(error: Exception) -> str:
    """Why the disk or the system refused, in Danish where it is one of the usual reasons."""
    text = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return next((danish for known, danish in _REASONS.items() if known in text), text)


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in the folder last. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
