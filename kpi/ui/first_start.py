"""A store to read from: built with progress at the first start, and again whenever it cannot serve."""

from __future__ import annotations

import atexit
import gc
from pathlib import Path

import streamlit as st

from kpi.kept.build import build_if_needed
from kpi.texts.screens import everywhere
from kpi.ui.readers import library

# What is kept out of the sweep is let in again at the end: DuckDB complains on the terminal of what is never swept.
atexit.register(gc.unfreeze)

READY: set[Path] = set()
"""Folders whose store this process has looked through."""


def ensure_store() -> None:
    """Once a process the store is compared with what was received, and built where the two differ."""
    here = library()
    if here.folder.store in READY:
        return
    build(here.folder.store.exists())
    READY.add(here.folder.store)
    # Streamlit sweeps after each page run; what every page rests on is read now and need not be looked at again.
    gc.collect()
    gc.freeze()


def build(seen_before: bool) -> None:
    """With progress; a store that was built earlier is checked without a word where nothing is wrong with it."""
    here = library()
    place = st.empty()
    bar = None if seen_before else place.progress(0.0, everywhere.STORE_BUILDING)

    def progress(done: int, in_all: int, text: str) -> None:
        nonlocal bar
        bar = bar or place.progress(0.0, everywhere.STORE_BUILDING)
        bar.progress(done / in_all if in_all else 1.0, f"{everywhere.STORE_BUILDING} {done}/{in_all} · {text}")

    build_if_needed(here.folder, here.definitions(), progress=progress)
    place.empty()
