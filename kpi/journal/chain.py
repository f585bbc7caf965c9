"""Proof that nothing was changed, removed or slipped in: each entry names the hash of the one before it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kpi.journal.entries import JournalBroken, entry_files, read_file


def verify_chain(root: Path) -> tuple[str, ...]:
    """Every fault of the folder's chain as a Danish sentence, in order; empty when it is whole.

    Entries cut off at the end leave no trace here; back-ups, which carry the last entry's name, show them.
    """
    problems: list[str] = []
    previous, number = "", 0
    try:
        files = entry_files(root)
    except JournalBroken as broken:
        return (str(broken),)
    for path in files:
        content = path.read_bytes()
        number += 1
        try:
            entry = read_file(path, content)
        except JournalBroken as broken:
            problems.append(str(broken))
        else:
            if entry.number != number:
                problems.append(f"Journalen i {root} springer: {path.name} skulle have haft nummer {number}.")
            if entry.previous != previous:
                problems.append(f"Journalfilen {path.name} i {root} hænger ikke sammen med den, der står før den.")
        previous, number = hashlib.sha256(content).hexdigest(), int(path.name[:6])
    return tuple(problems)
