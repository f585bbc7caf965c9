"""«new KOMMUNE ÅR MAPPE»: a folder of one's own with a contract that can be opened at once, and what to write in it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from kpi.access import NotAllowed, Role, User, local_user
from kpi.authoring import FileExists, begin_contract
from kpi.cli import SHIPPED, main
from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.cautions import cautions_of
from kpi.definitions.free_text import UNFILLED
from kpi.model.area import AreaKind
from kpi.model.folder import DataFolder

AREAS = read_definitions(DataFolder(SHIPPED, SHIPPED)).areas
MUNICIPALITIES = [area.code for area in AREAS.values() if area.kind is AreaKind.MUNICIPALITY and not area.ended_on]
if not os.environ.get("KPI_WHOLE"):
    MUNICIPALITIES = MUNICIPALITIES[::14]
SOMEBODY = local_user("konsulent")
TO_FILL_IN = ["source", "owner", "goal[1].title", "goal[1].criterion[1].title", "goal[1].criterion[1].quote"]


def begun(folder: Path, code: str = "740", year: int = 2027) -> DataFolder:
    here = DataFolder(folder, SHIPPED)
    begin_contract(here, AREAS[code], year, by=SOMEBODY)
    return here


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_every_municipality_can_begin_and_is_asked_for_exactly_what_it_must_write(tmp_path: Path, code: str) -> None:
    here = begun(tmp_path / "vores", code)
    assert check_definitions(here) == ()
    definitions = read_definitions(here)
    (contract,) = definitions.contracts.values()
    assert (contract.municipality, contract.year) == (code, 2027)
    assert [asked.key for asked in cautions_of(definitions)] == TO_FILL_IN
    text = (here.contracts / f"{contract.id}.toml").read_text(encoding="utf-8").splitlines()
    for asked in cautions_of(definitions):
        assert UNFILLED in text[asked.line - 1]
        assert asked.remedy.startswith(UNFILLED)


def test_everything_that_stands_as_a_comment_can_be_taken_into_use(tmp_path: Path) -> None:
    here = begun(tmp_path / "vores")
    file = here.contracts / "silkeborg-2027.toml"
    text = file.read_text(encoding="utf-8")
    used, count = re.subn(r"^# (?=\[\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)
    assert count > 15
    file.write_text(used, encoding="utf-8")
    assert check_definitions(here) == ()
    ((_, criterion),) = read_definitions(here).contracts["silkeborg-2027"].criteria()
    assert len({type(one) for one in criterion.requirements}) == 4


def test_the_folder_needs_little_and_shows_no_made_up_figure(tmp_path: Path) -> None:
    here = begun(tmp_path / "vores")
    files = sorted(str(file.relative_to(here.root)) for file in here.root.rglob("*") if file.is_file())
    assert files == ["contracts/contract.schema.json", "contracts/silkeborg-2027.toml", "examples/README.txt"]
    first = (here.contracts / "silkeborg-2027.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema ./contract.schema.json"
    schema = here.contracts / "contract.schema.json"
    assert json.loads(schema.read_text("utf-8")) == json.loads((SHIPPED / "contracts" / schema.name).read_text("utf-8"))
    assert here.indicators == SHIPPED / "indicators.toml"
    assert [place for place in here.deliveries if place.is_relative_to(SHIPPED / "examples")] == []
    assert not any(place.exists() for place in here.journals)


def test_a_folder_with_things_of_its_own_gets_a_contract_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "indicators.toml").write_bytes((SHIPPED / "indicators.toml").read_bytes())
    begun(tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["contracts", "indicators.toml"]


def test_no_file_is_ever_changed(tmp_path: Path) -> None:
    here = begun(tmp_path / "vores")
    for file in here.root.rglob("*.*"):
        file.write_text("mit eget", encoding="utf-8")
    with pytest.raises(FileExists, match=r"silkeborg-2027\.toml findes i forvejen"):
        begun(here.root)
    begun(here.root, year=2028)
    kept = [file for file in here.root.rglob("*.*") if file.stem != "silkeborg-2028"]
    assert {file.read_text("utf-8") for file in kept} == {"mit eget"}


def test_whoever_may_only_look_makes_no_contract(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        begin_contract(DataFolder(tmp_path / "v", SHIPPED), AREAS["740"], 2027, by=User("Kim", Role.VIEWER))
    assert list(tmp_path.iterdir()) == []


# --- as it is typed


@pytest.mark.parametrize("name", ["Aarhus", "århus", "751", "AARHUS KOMMUNE"])
def test_a_municipality_is_named_as_people_do(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name, "2027", "vores aftaler"]) == 0
    assert (tmp_path / "vores aftaler" / "contracts" / "aarhus-2027.toml").is_file()
    told = capsys.readouterr().out
    assert "Det, der begynder med «Udfyld:», skal I selv skrive." in told
    assert f"python3 -m kpi --data '{tmp_path}/vores aftaler' check" in told
    assert main(["check", "--data", "vores aftaler"]) == 0


def test_without_a_folder_it_is_called_as_the_municipality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KPI_DATA", raising=False)
    assert main(["new", "Høje-Taastrup", "2027"]) == 0
    assert (tmp_path / "hoeje-taastrup" / "contracts" / "hoeje-taastrup-2027.toml").is_file()


def test_it_is_told_that_the_shipped_contracts_are_shown_no_longer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "local").mkdir()
    assert main(["new", "740", "2027", str(tmp_path)]) == 0
    assert "de medfølgende vises ikke længere" in capsys.readouterr().out
    assert main(["new", "740", "2028", str(tmp_path)]) == 0
    assert "de medfølgende" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["new"], "Skriv kommune og år"),
        (["new", "Silkeborg"], "Skriv kommune og år"),
        (["new", "Silkebor", "2027", "v"], "Mente du «Silkeborg»"),
        (["new", "Region Midtjylland", "2027", "v"], "Region Midtjylland er ikke en kommune"),
        (["new", "000", "2027", "v"], "er ikke en kommune"),
        (["new", "Silkeborg", "2027", "v", "--from", "silkeborg-2026"], "enten kommune og år, eller --from"),
        (["new", "--from", "findes-ikke"], "Der er ingen aftale med id findes-ikke. Vælg mellem: proeveaftale-2026"),
    ],
)
def test_what_cannot_be_made_is_told(
    argv: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KPI_DATA", raising=False)
    assert main(argv) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_year_that_is_none_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["new", "Silkeborg", "27", "v"])
    assert "«27» er ikke et år" in capsys.readouterr().err


def test_help_shows_how_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["new", "--help"])
    told = capsys.readouterr().out
    assert "python3 -m kpi new Silkeborg 2027 vores-aftaler\n" in told
    assert "new --from silkeborg-2027\n" in told
