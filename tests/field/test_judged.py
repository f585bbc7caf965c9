"""Agreements that went wrong for others, judged right: a folder holds an agreement and its figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kpi.cli import main

HERE = Path(__file__).parent
ANSWERS = [
    ("negative_base", "n1", "2018-02-01", "UNDECIDABLE", "0 eller mindre"),
    ("rounding_hides_it", "r1", "2017-08-25", "BEHIND", "74,98 pct. i juni 2017"),
    ("rounding_hides_it", "r1", "2017-08-25", "BEHIND", "så tallet skal stige med 5,02 procentpoint"),
    ("rounding_hides_it", "r2", "2017-08-25", "BEHIND", "0,01 procentpoint højere end målstiens 5,5"),
    ("rounding_hides_it", "r2", "2017-08-25", "BEHIND", "så tallet skal falde med 0,51 procentpoint"),
    ("year_not_from_january", "y1", "2017-02-25", "BEHIND", "72 i august 2016-januar 2017"),
    ("year_not_from_january", "y1", "2017-08-25", "MISSED", "144 i 2016/17"),
    ("ceiling_passed_with_a_hole", "f1", "2017-04-25", "MISSED", "februar 2017 mangler"),
    ("ceiling_passed_with_a_hole", "f1", "2018-02-01", "MISSED", "loftet er overskredet"),
]


@pytest.fixture(scope="module")
def installations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {}
    for name in {case for case, *_ in ANSWERS}:
        folder = tmp_path_factory.mktemp(name)
        for part in ("contracts", "deliveries", "examples"):
            (folder / part).mkdir()
        shutil.copy(HERE / "indicators.toml", folder)
        shutil.copy(HERE / name / "contract.toml", folder / "contracts" / "aftale.toml")
        assert main(["import", str(HERE / name / "figures.csv"), "--data", str(folder), "--accept-warnings"]) == 0
        made[name] = folder
    return made


@pytest.mark.parametrize(("case", "criterion", "as_of", "status", "words"), ANSWERS)
def test_the_answer_is_right_and_says_why(
    installations: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
    case: str,
    criterion: str,
    as_of: str,
    status: str,
    words: str,
) -> None:
    assert main(["status", "aftale", "--as-of", as_of, "--json", "--data", str(installations[case])]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    one = next(each for each in found if each["id"] == criterion)
    assert one["status"] == status
    assert words in one["sentence"]
