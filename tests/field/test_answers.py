"""Contracts that went wrong for people who do this kind of job: each gives its right answer, asked as they ask."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kpi.cli import main
from tests.field.given import INPUTS, installation

_SAME = re.compile(r"([\d.,]+)[^.;]{0,40}(?:lavere|højere|mindre|større|flere|færre) end [^\d]{0,40}\1(?![\d,])")


@pytest.fixture
def answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def ask(case: str, as_of: str) -> dict[str, dict[str, Any]]:
        folder = installation(tmp_path / case, case) if not (tmp_path / case).exists() else None
        root = str(tmp_path / case)
        if folder:
            figures = str(INPUTS / case / "figures.csv")
            assert main(["import", figures, "--accept-warnings", "--data", root]) == 0
        capsys.readouterr()
        assert main(["status", case, "--as-of", as_of, "--json", "--data", root]) == 0
        return {found["id"]: found for found in json.loads(capsys.readouterr().out)}

    return ask


def test_ten_per_cent_better_than_a_negative_base_is_never_met_by_a_worse_result(answers: Any) -> None:
    found = answers("negative_base", "2018-02-25")["n1"]
    assert found["status"] in ("MISSED", "UNDECIDABLE")
    if found["status"] == "UNDECIDABLE":
        assert "udgangspunktet er 0 eller mindre" in found["sentence"]


def test_a_difference_that_rounding_hides_is_said_with_the_decimals_that_show_it(answers: Any) -> None:
    found = answers("rounding_hides_it", "2017-08-25")
    assert {one["status"] for one in found.values()} == {"BEHIND"}
    for id_, shown in (("r1", ("74,98", "75 ", "5,02")), ("r2", ("5,51", "5,5 ", "0,51"))):
        assert [words in found[id_]["sentence"] for words in shown] == [True] * 3
        assert not _SAME.search(found[id_]["sentence"])


def test_a_year_that_begins_in_august_is_counted_from_august(answers: Any) -> None:
    halfway = answers("year_not_from_january", "2017-02-25")["y1"]
    assert halfway["status"] == "BEHIND"
    assert "72 i august 2016-januar 2017" in halfway["sentence"]
    assert "målstiens 60" in halfway["sentence"]
    whole = answers("year_not_from_january", "2017-08-25")["y1"]
    assert whole["status"] == "MISSED"
    assert "144 i 2016/17" in whole["sentence"]


@pytest.mark.parametrize("as_of", ["2017-04-25", "2017-06-25", "2018-02-25"])
def test_a_ceiling_that_is_passed_whatever_the_missing_month_is_is_missed_and_the_month_is_named(
    answers: Any, as_of: str
) -> None:
    found = answers("ceiling_passed_with_a_hole", as_of)["f1"]
    assert found["status"] == "MISSED"
    assert "loftet er overskredet" in found["sentence"]
    assert re.search(r"februar\b.* mangler", found["sentence"])
