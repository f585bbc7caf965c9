"""What every case of this folder starts from: its declared indicators, alone or beside the shipped ones."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from kpi.definitions import read_definitions
from kpi.intake import read_file
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.folder import DataFolder

ROOT = Path(__file__).resolve().parents[2]
INPUTS = Path(__file__).resolve().parent / "inputs"
TODAY = date(2026, 11, 22)


def installation(root: Path, contract: str) -> DataFolder:
    """A data folder with the cases' indicators, the contract of one of them, and no figures."""
    for name in ("contracts", "deliveries", "examples"):
        (root / name).mkdir(parents=True)
    shutil.copy(INPUTS / "indicators.toml", root / "indicators.toml")
    shutil.copy(INPUTS / contract / "contract.toml", root / "contracts" / f"{contract}.toml")
    return DataFolder(root, ROOT / "data")


@cache
def definitions() -> Definitions:
    """The shipped indicators and those of the cases together."""
    shipped = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
    with tempfile.TemporaryDirectory() as folder:
        own = read_definitions(installation(Path(folder), "negative_base"))
    return replace(shipped, indicators={**shipped.indicators, **own.indicators})


def read(name: str) -> ReadFile:
    return read_file((INPUTS / name).read_bytes(), name, definitions(), received_on=TODAY)
