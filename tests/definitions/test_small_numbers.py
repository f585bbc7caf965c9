"""The limit of small numbers and which counts are part of which: read strictly, like everything that is declared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.model.folder import DataFolder

PART = """
[[indicator]]
id = "gruppe"
title = "En gruppe"
unit = "fuldtidspersoner"
kind = "stock"
better = "lower"
frequency = "month"
source = "jobindsats"
definition = "Nogle af dem."
part_of = "sygedagpenge"
"""


def test_without_a_file_the_limit_is_three(folder: Callable[..., DataFolder]) -> None:
    assert read_definitions(folder()).hidden_under == 3


def test_the_limit_may_be_five(folder: Callable[..., DataFolder], tmp_path: Path) -> None:
    found = folder()
    (tmp_path / "disclosure.toml").write_text("hidden_under = 5\n", encoding="utf-8")
    assert read_definitions(found).hidden_under == 5


@pytest.mark.parametrize("text", ["hidden_under = 1", 'hidden_under = "3"', "graense = 3", ""])
def test_another_limit_is_refused(folder: Callable[..., DataFolder], tmp_path: Path, text: str) -> None:
    found = folder()
    (tmp_path / "disclosure.toml").write_text(text, encoding="utf-8")
    problems = check_definitions(found)
    assert {one.file for one in problems} == {"disclosure.toml"}
    assert all(one.remedy for one in problems)


def test_a_part_says_what_it_is_part_of(folder: Callable[..., DataFolder], valid: dict[str, str]) -> None:
    definitions = read_definitions(folder(indicators=valid["indicators"] + PART))
    assert definitions.indicators["gruppe"].part_of == ("sygedagpenge",)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('part_of = "sygedagpenge"', 'part_of = "ukendt"', "er ikke oprettet"),
        ('part_of = "sygedagpenge"', 'part_of = "gruppe"', "en del af sig selv"),
        ('frequency = "month"', 'frequency = "year"', "ikke lige så tit"),
        ('unit = "fuldtidspersoner"\nkind = "stock"', 'unit = "pct"\nkind = "share"', "Kun antal"),
    ],
)
def test_a_part_that_cannot_be_one_is_refused(
    folder: Callable[..., DataFolder], valid: dict[str, str], old: str, new: str, text: str
) -> None:
    problems = check_definitions(folder(indicators=valid["indicators"] + PART.replace(old, new)))
    assert [text in one.text for one in problems] == [True]
