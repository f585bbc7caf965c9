"""`docs/aftaler.md` shows every form a contract can have; each example is judged, and says what the guide says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.definitions import read_definitions
from kpi.definitions.contracts import TARGET
from kpi.evaluate import evaluate_contract, with_derived
from kpi.evaluate.needed import needed_series
from kpi.followup.degrees import criterion_degree
from kpi.followup.examples import failing_examples
from kpi.followup.read_aloud import read_aloud
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult
from kpi.model.folder import DataFolder
from kpi.model.observation import Figures, Observation, Quality, Series
from kpi.model.period import Period
from kpi.texts.criterion import criterion_sentence
from kpi.texts.rules import reading_aloud
from kpi.texts.verdict import second_reading

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "aftaler.md"

_BLOCK = re.compile(r"^```(toml|text)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_FIGURES = re.compile(r"^(?P<indicator>[a-z0-9_-]+) i (?P<area>\d{3}): (?P<values>.+)$")

CONTRACT = """format = 1
title = "Eksempel"
short_title = "Eksempel"
municipality = "740"
unit = "Enheden"
year = 2017
starts_on = 2017-01-01
ends_on = 2017-12-31
agreed_on = 2016-12-15
source = "Eksempel"

[[goal]]
id = "maal"
title = "Eksempel"
origin = "fælles"
"""


@dataclass(frozen=True)
class Example:
    heading: str
    criterion: str
    """TOML."""
    figures: str
    """Figures, the day one looks from, and the answer."""


def examples(guide: str) -> list[Example]:
    found = []
    for section in re.split(r"^## ", guide, flags=re.MULTILINE)[1:]:
        blocks = _BLOCK.findall(section)
        if [kind for kind, _ in blocks] == ["toml", "text"]:
            found.append(Example(section.splitlines()[0], blocks[0][1], blocks[1][1]))
    return found


def indicators(guide: str) -> str:
    last = re.split(r"^## ", guide, flags=re.MULTILINE)[-1]
    return "\n".join(text for kind, text in _BLOCK.findall(last) if kind == "toml")


def judged(contract: str, figures: str, indicators_file: str, folder: Path) -> tuple[CriterionResult, Definitions]:
    """The contract's one criterion on the day that stands with the figures."""
    (folder / "contracts").mkdir()
    (folder / "contracts" / "eksempel.toml").write_text(contract, encoding="utf-8")
    (folder / "indicators.toml").write_text(indicators_file, encoding="utf-8")
    (folder / "sources.toml").write_text(
        '[[source]]\nid = "kilde"\nname = "Kilden"\nway_in = "CSV"\nterms = "frie"\ncredit = "Kilden"\n',
        encoding="utf-8",
    )
    (folder / "peer_groups.toml").write_text(
        '[[peer_group]]\nid = "klyngen"\ntitle = "Klyngen"\nsource = "Eksempel"\n'
        'members = ["740", "615", "657", "746"]\n',
        encoding="utf-8",
    )
    definitions = read_definitions(DataFolder(folder, ROOT / "data"))
    read = definitions.contracts["eksempel"]
    known = with_derived(definitions, _figures(figures), needed_series(read, definitions))
    (result,) = evaluate_contract(read, definitions, known, ())
    return result, definitions


def _figures(text: str) -> Figures:
    series: dict[tuple[str, str], Series] = {}
    as_of = date(2018, 3, 1)
    for line in text.splitlines():
        if found := _FIGURES.match(line):
            key = found["indicator"], found["area"]
            rows = tuple(_row(*key, written) for written in found["values"].split(", "))
            series[key] = Series(*key, rows, {})
        elif line.startswith("set fra "):
            as_of = date.fromisoformat(line.removeprefix("set fra "))
    newest = {indicator: one.observations[-1].period for (indicator, _), one in series.items()}
    return Figures(as_of, series, {}, newest)


def _row(indicator: str, area: str, written: str) -> Observation:
    """«2017-03 = 4.8», «2017-03 = 12/300» (numerator over denominator, in pct.), «2017-03 = skjult»."""
    when, value = written.split(" = ")
    period = Period.parse(when)
    top, bottom = (Decimal(part) for part in value.split("/")) if "/" in value else (None, None)
    hidden = value == "skjult"
    number = None if hidden else Decimal(value) if top is None or bottom is None else top / bottom * 100
    return Observation(
        indicator, area, period, number, top, bottom, Quality.HIDDEN if hidden else Quality.FINAL, period.last_day,
        False, datetime(2018, 1, 1, tzinfo=UTC), "kilde/x", False, "",
    )  # fmt: skip


def answer(example: Example) -> str:
    return "\n".join(line for line in example.figures.splitlines() if line.startswith(("krav:", "status:", "svar:")))


def told(result: CriterionResult, definitions: Definitions) -> str:
    """What the guide says of the example: the requirements read aloud, the status and the sentence."""
    lines = [f"krav: {reading_aloud(part, definitions)}" for part in result.results]
    lines += [f"status: {result.status}", f"svar: {criterion_sentence(result, definitions)}"]
    lines += [f"svar: {other}" for part in result.results if (other := second_reading(part, definitions))]
    lines += [f"svar: {degree}"] if (degree := criterion_degree(result)) else []
    return "\n".join(lines)


@pytest.mark.parametrize("example", examples(GUIDE.read_text("utf-8")), ids=lambda example: example.heading)
def test_every_example_is_judged_as_the_guide_says(example: Example, tmp_path: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    result, definitions = judged(CONTRACT + example.criterion, example.figures, indicators(guide), tmp_path)
    assert told(result, definitions) == answer(example)
    assert failing_examples(definitions) == ()
    (read,) = read_aloud(definitions, definitions.contracts["eksempel"])
    assert read.count("læses:") == 1


def test_the_whole_contract_of_the_guide_has_no_problems(tmp_path: Path) -> None:
    guide = GUIDE.read_text("utf-8")
    section = next(part for part in re.split(r"^## ", guide, flags=re.MULTILINE) if part.startswith("En hel aftale"))
    ((_, contract),) = _BLOCK.findall(section)
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "jobcentret.toml").write_text(contract, encoding="utf-8")
    (tmp_path / "indicators.toml").write_text(indicators(guide).replace('"kilde"', '"optaelling"'), encoding="utf-8")
    definitions = read_definitions(DataFolder(tmp_path, ROOT / "data"))
    required = [part for _, one in definitions.contracts["jobcentret"].criteria() for part in one.requirements]
    assert len(required) == len({type(part) for part in required}) == 4


def test_the_guide_shows_every_key_of_a_target() -> None:
    text = GUIDE.read_text("utf-8")
    missing = [key.name for key in TARGET if not re.search(rf"^\s*(\[\[.*)?{key.name}\b", text, re.MULTILINE)]
    assert missing == []
