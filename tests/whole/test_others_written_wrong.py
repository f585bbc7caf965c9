"""The same contracts written wrong in the usual ways, a line at a time: told once, on that line, with no knock-on."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.cli import SHIPPED
from kpi.definitions import check_definitions
from kpi.model.folder import DataFolder

OTHERS = Path(__file__).parent / "others"
EVERY = 1 if os.environ.get("KPI_WHOLE") else 31
"""Of the spoilt lines; all of them take more than a minute."""

DANISH = {
    "indicator": "indikator", "due": "frist", "at_least": "mindst", "at_most": "højst", "above": "over",
    "below": "under", "between": "mellem", "baseline": "udgangspunkt", "window": "vindue", "rank": "rang",
    "every_period": "hver_periode", "some_period": "en_periode", "title": "titel", "quote": "citat", "id": "navn",
    "peer_group": "gruppe", "minus": "færre", "plus": "flere", "steps": "trin", "reason": "grund", "part": "del",
    "basis": "grundlag", "each": "hver", "occasions": "gange", "municipality": "kommune", "source": "kilde",
}  # fmt: skip
KEY = re.compile(r"(?P<indent>\s*)(?P<key>[a-z_]+) = (?P<value>.*)$")
NUMBER = re.compile(r"= (-?\d+)(?:\.(\d+))?$")


def spoilings(line: str) -> Iterator[str]:
    found = KEY.match(line)
    if found is None:
        if line.lstrip().startswith("[["):
            yield from (line.rstrip()[:-1], line.replace("criterion", "critérion").replace("[[goal]]", "[[gaol]]"))
        return
    indent, key, value = found["indent"], found["key"], found["value"]
    if key in DANISH:
        yield f"{indent}{DANISH[key]} = {value}"
    if len(key) > 4:
        yield f"{indent}{key[:2]}{key[3]}{key[2]}{key[4:]} = {value}"
    if (number := NUMBER.search(line)) and key not in ("format", "year", "year_starts"):
        yield f"{line[: number.start(1)]}{number[1]},{number[2] or 5}"
    if '"' in value:
        yield line.replace('"', "”")
    if "{" in value:
        yield line[: line.rindex("}")] + line[line.rindex("}") + 1 :]
    if value.endswith("]"):
        yield line.rstrip()[:-1]
    if key == "due":
        yield from (f'{indent}due = "{wrong}"' for wrong in ("31-12-2017", "december 2017", "2017-13"))
    if key == "indicator":
        yield f'{indent}indicator = "noget_helt_andet"'
    if key == "municipality":
        yield f'{indent}municipality = "Storkøbing"'
    if 'peer_group = "' in value:
        yield re.sub(r'peer_group = "[^"]*"', 'peer_group = "region-jylland"', line)


CASES = [
    (file, at, spoilt)
    for file in sorted((OTHERS / "contracts").glob("*.toml"))
    for at, line in enumerate(file.read_text("utf-8").split("\n"))
    for spoilt in spoilings(line)
    if spoilt != line
]


def test_what_is_written_wrong_is_told_once_and_on_its_line(tmp_path: Path) -> None:
    shutil.copytree(OTHERS, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("contracts"))
    (tmp_path / "contracts").mkdir()
    assert len(CASES) > 2000
    wrong = []
    for file, at, spoilt in CASES[::EVERY]:
        lines = file.read_text("utf-8").split("\n")
        lines[at] = spoilt
        (tmp_path / "contracts" / "proeve.toml").write_text("\n".join(lines), encoding="utf-8")
        told = [(one.line, one.text, one.remedy) for one in check_definitions(DataFolder(tmp_path, SHIPPED))]
        if [line for line, _, _ in told] != [at + 1] or not all(text and remedy for _, text, remedy in told):
            wrong.append((file.name, at + 1, spoilt, told))
    assert wrong == []


@pytest.mark.parametrize("said", ["Nøglen «frist» kendes ikke", "Mente du «region-midtjylland»"])
def test_it_says_what_is_meant(said: str, tmp_path: Path) -> None:
    shutil.copytree(OTHERS, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "contracts" / "jobcenter.toml"
    text = file.read_text("utf-8").replace("due =", "frist =", 1).replace("region-midtjylland", "region-jylland")
    file.write_text(text, encoding="utf-8")
    assert any(said in f"{one.text} {one.remedy}" for one in check_definitions(DataFolder(tmp_path, SHIPPED)))
