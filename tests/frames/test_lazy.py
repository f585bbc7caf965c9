"""pandas stands on the way out alone: no page and no command loads it before a table is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EVERYTHING = """
import importlib, pkgutil, sys, kpi
for module in pkgutil.walk_packages(kpi.__path__, "kpi."):
    if module.name not in ("kpi.frames", "kpi.__main__"):
        importlib.import_module(module.name)
"""
A_PAGE = """
from streamlit.testing.v1 import AppTest
from kpi.cli import main
assert main(["build"]) == 0
app = AppTest.from_file("dashboard.py", default_timeout=60).run()
assert not app.exception and "kpi-cards" in "".join(one.value for one in app.markdown)
"""
A_TABLE = """
from kpi.model.views.parts import Cell, Table
from kpi.report.csv import table_csv
table_csv(Table("Tal", ("Periode",), ((Cell("jan.", None),),), False, ""))
"""


def loaded(code: str, data: Path) -> list[str]:
    """Which of ours and of theirs a fresh process has loaded when it has run the code."""
    told = code + "\nimport sys\nprint([name for name in ('kpi.frames', 'pandas') if name in sys.modules])"
    environment = {**os.environ, "KPI_DATA": str(data)}
    ended = subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    names: list[str] = ended.stdout.splitlines()[-1].strip("[]").replace("'", "").split(", ")
    return [name for name in names if name]


@pytest.mark.parametrize("code", [EVERYTHING, A_PAGE], ids=["all our modules", "the first page"])
def test_nothing_but_a_table_loads_pandas(code: str, tmp_path: Path) -> None:
    assert loaded(code, tmp_path) == []


def test_a_table_that_is_downloaded_does(tmp_path: Path) -> None:
    assert loaded(A_TABLE, tmp_path) == ["kpi.frames", "pandas"]
