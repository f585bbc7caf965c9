"""What docs/udvikling.md shows in a notebook is what one gets, to the last digit."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "udvikling.md"


def test_the_notebook_of_the_guide_gives_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    (tmp_path / "min-mappe").mkdir()
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8", verbose=False)
    assert tried > 10
    assert failed == 0
