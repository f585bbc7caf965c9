"""The shipped data folder, and a store built from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.kept.build import build_store
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.store import Store

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    return read_definitions(DataFolder(DATA, DATA))


@pytest.fixture(scope="session")
def store(definitions: Definitions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = DataFolder(tmp_path_factory.mktemp("installation"), DATA)
    build_store(folder, definitions)
    store = Store(folder.store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def public_figures() -> Path:
    """The folder of public figures that stands near the recordings."""
    recordings = os.environ.get("KPI_RECORDINGS")
    if not recordings:
        pytest.skip("KPI_RECORDINGS is not set: the public figures are not here to compare with")
    for near in Path(recordings).resolve().parents:
        if (near / "figures" / "omraader_98.csv").is_file():
            return near / "figures"
    pytest.skip("there is no folder of public figures near KPI_RECORDINGS")
