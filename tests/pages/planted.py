"""An installation whose every text, written by people or sent by a source, tries to become more than text."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpi.access import local_user
from kpi.definitions import read_definitions
from kpi.journal import add_entry, read_entries
from kpi.kept.submission import Submission
from kpi.model.contract import Target
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.model.journal import Comment, Estimated, FollowUp, Statement
from kpi.receive import Consent, receive_file
from kpi.receive.peer_groups import WrittenGroup, save_peer_group

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data"
PLANTED = (
    """ <b class="ond">fed</b> "citat" 'pling' & &lt;i&gt; </div></svg></p> <img src=x onerror="alert(1)"> """
    ":green[grøn] [link](https://ond.example) https://ond.example **stærk** `kode` $x$ <!-- "
)
LINES = f"{PLANTED}\n\n# overskrift\r\n\r\n- punkt\n\n<script>alert(1)</script>"
"""With blank lines, where a reader of Markdown would begin anew."""
TEXTS = {
    "contracts": {
        "title", "short_title", "quote", "note", "mission", "vision", "background", "aims", "follow_up", "section",
        "evaluated_in", "measured_by", "basis", "each", "population", "reason", "source", "unit", "number",
    },
    "indicators.toml": {"title", "definition", "numerator", "denominator", "rate_base", "table"},
    "peer_groups.toml": {"title", "needed", "source", "benefit"},
    "sources.toml": {"name", "credit", "terms", "way_in"},
}  # fmt: skip
"""Which keys of which files are text; the others are ids, days and choices, which nothing but themselves can be."""


def planted_installation(root: Path) -> DataFolder:
    """The shipped contracts, figures and entries, and one file and some entries that come from outside."""
    for name in ("deliveries", "examples"):
        shutil.copytree(SHIPPED / name, root / name)
    shutil.rmtree(root / "examples" / "journal")
    (root / "contracts").mkdir()
    for file in (*SHIPPED.glob("contracts/*.toml"), *(SHIPPED / name for name in TEXTS if name.endswith(".toml"))):
        to = root / file.relative_to(SHIPPED)
        keys = TEXTS["contracts" if file.parent.name == "contracts" else file.name]
        told = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        to.write_text("".join(f"{key} = {_toml(_plant(told[key], key, keys))}\n" for key in told), encoding="utf-8")
    _plant_areas(root)
    here = DataFolder(root, SHIPPED)
    _plant_entries(here)
    _plant_file(here)
    given = WrittenGroup("", f"Gruppe{PLANTED}", LINES, LINES, ("740", "751"), None, None)
    save_peer_group(here, given, by=local_user(f"leder{PLANTED}"), now=datetime(2017, 1, 20, tzinfo=UTC))
    return here


def _plant(value: Any, key: str, keys: set[str]) -> Any:
    match value:
        case dict():
            return {name: _plant(one, name, keys) for name, one in value.items()}
        case list():
            return [_plant(one, key, keys) for one in value]
        case str() if key in keys and value:
            return value + LINES
        case str() if key == "link" and value:
            return f'{value}"onmouseover="alert(1)'
        case _:
            return value


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value)
        case dict():
            return f"{{{', '.join(f'{json.dumps(key)} = {_toml(one)}' for key, one in value.items())}}}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case _:
            return str(value)


def _plant_areas(root: Path) -> None:
    rows = list(csv.reader(io.StringIO((SHIPPED / "areas.csv").read_text(encoding="utf-8")), delimiter=";"))
    with (root / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(
            [code, f"{name}{PLANTED}" if code in ("740", "573", "751") else name, *rest] for code, name, *rest in rows
        )


def _plant_entries(here: DataFolder) -> None:
    """The shipped entries, a comment on each criterion, an estimate of each target, and a follow-up."""
    ids = {"contract", "requirement", "criterion", "period", "goal", "indicator", "area", "group", "members"}
    for entry in read_entries([SHIPPED / "examples" / "journal"]):
        texts = {
            field.name: value + LINES
            for field in fields(entry.statement)
            if type(value := getattr(entry.statement, field.name)) is str and field.name not in ids
        }
        _add(here, replace(entry.statement, **texts), entry.applies_on)
    for contract in read_definitions(here).contracts.values():
        for _, criterion in contract.criteria():
            _add(here, Comment(contract.id, criterion.id, "2016-12", LINES + "\0"), date(2017, 1, 10))
            for one in criterion.requirements:
                if isinstance(one, Target):
                    said = Estimated(contract.id, one.id, str(one.due), Decimal(700), LINES, LINES + "\0")
                    _add(here, said, date(2017, 1, 10))
        _add(here, FollowUp(contract.id, "", LINES, LINES, LINES), date(2017, 1, 10))


def _add(here: DataFolder, statement: Statement, applies_on: date) -> None:
    now = datetime(2017, 1, 20, 9, tzinfo=UTC)
    add_entry(here.journals[-1], statement, applies_on=applies_on, by=f"leder{PLANTED}", now=now)


def _plant_file(here: DataFolder) -> None:
    """A figure with its comment, in a file with a name."""
    comment = PLANTED.replace('"', '""')
    lines = ("indikator;kommune;periode;værdi;enhed;kommentar", f'betalingsaftaler;740;2016-12;7;antal;"{comment}"')
    handed_in = Submission(
        "\n".join(lines).encode(), f"{PLANTED}.csv", local_user(f"tester{PLANTED}"), datetime(2017, 1, 20, tzinfo=UTC),
        source="optaelling", published_on=date(2017, 1, 20), note=LINES,
    )  # fmt: skip
    report = receive_file(here, read_definitions(here), handed_in, Consent(all_warnings=True))
    assert report.outcome is Outcome.STORED, report
