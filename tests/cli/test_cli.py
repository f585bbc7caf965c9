"""The command line as people and programs call it, on a data folder of its own over the shipped definitions."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kpi.cli import SHIPPED, main

FULL = "der er ikke mere plads på disken.\n"
HEADINGS = "indikator;kommune;periode;værdi;enhed;offentliggjort"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An installation without shipped figures; definitions and contracts are the shipped ones."""
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    return tmp_path


def file_of(folder: Path, *rows: str, name: str = "tal.csv") -> str:
    path = folder / name
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *argv: str, code: int = 0) -> Any:
    assert main([*argv, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_file_is_stored_and_its_figures_can_be_read_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(
        folder,
        "fuldtidspersoner_sygedagpenge;Silkeborg;2015-12;812;fuldtidspersoner;2016-01-20",
        "fuldtidspersoner_sygedagpenge;740;jan 2016;1 019;fuldtidspersoner;2016-02-20",
    )
    (report,) = answer(capsys, "import", file, "--data", str(folder))
    assert (report["file"], report["outcome"], report["new"], report["dry_run"]) == ("tal.csv", "stored", 2, False)
    found = answer(capsys, "series", "fuldtidspersoner_sygedagpenge", "--area", "740", "--data", str(folder))
    assert (found["indicator"], found["area"], found["unit"]) == (
        "fuldtidspersoner_sygedagpenge",
        "740",
        "fuldtidspersoner",
    )
    assert [(row["period"], row["value"], row["published_on"]) for row in found["rows"]] == [
        ("2015-12", "812", "2016-01-20"),
        ("2016-01", "1019", "2016-02-20"),
    ]
    assert {row["delivery"] for row in found["rows"]} == {report["delivery"]}


def test_a_day_before_publication_does_not_know_the_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["import", file_of(folder, "folketal;740;2022-01;95000;personer;2022-02-11"), "--data", str(folder)])
    capsys.readouterr()
    before = answer(capsys, "series", "folketal", "--area", "740", "--as-of", "2022-02-10", "--data", str(folder))
    after = answer(capsys, "series", "folketal", "--area", "740", "--as-of", "2022-02-11", "--data", str(folder))
    assert (before["rows"], len(after["rows"])) == ([], 1)


def test_data_may_stand_before_the_command_or_in_the_environment(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(folder, "folketal;740;2022-01;95000;personer;2022-02-11")
    assert main(["--data", str(folder), "import", file]) == 0
    assert (folder / "local" / "deliveries").is_dir()
    monkeypatch.setenv("KPI_DATA", str(folder))
    capsys.readouterr()
    assert len(answer(capsys, "series", "folketal", "--area", "740")["rows"]) == 1


def test_a_refused_file_names_line_and_reason_and_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = file_of(folder, "folketal;740;2022-01;95000;personer;2022-02-11", name="god.csv")
    bad = file_of(folder, "folketal;740;2022-13;95000;personer;2022-02-11", name="daarlig.csv")
    first, second = answer(capsys, "import", bad, good, "--data", str(folder), code=1)
    assert (first["outcome"], second["outcome"]) == ("refused", "stored")
    assert first["refused_rows"][0]["line"] == 2
    assert "2022-13" in first["refused_rows"][0]["reason"]


def test_a_file_with_figures_of_several_sources_is_the_municipalitys_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(
        folder,
        "folketal;740;2022-01;95000;personer;2022-02-11",
        "matchrate;740;2022-01;63,1;pct;2022-02-11",
    )
    (report,) = answer(capsys, "import", file, "--data", str(folder))
    assert (report["outcome"], report["delivery"].split("/")[0]) == ("stored", "fil")
    found = answer(capsys, "series", "matchrate", "--area", "740", "--data", str(folder))
    assert [row["value"] for row in found["rows"]] == ["63.1"]


def test_the_same_file_again_is_unchanged_and_no_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(folder, "folketal;740;2022-01;95000;personer;2022-02-11")
    answer(capsys, "import", file, "--data", str(folder))
    (again,) = answer(capsys, "import", file, "--data", str(folder))
    assert again["outcome"] == "unchanged"


def test_a_dry_run_stores_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(folder, "folketal;740;2022-01;95000;personer;2022-02-11")
    (report,) = answer(capsys, "import", file, "--dry-run", "--data", str(folder))
    assert (report["outcome"], report["dry_run"], report["new"], report["delivery"]) == ("stored", True, 1, None)
    assert answer(capsys, "series", "folketal", "--area", "740", "--data", str(folder))["rows"] == []


def test_warnings_block_until_they_are_accepted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = "folketal;740;2022-01;95000;personer;2022-02-11"
    file = file_of(folder, row, row)
    (blocked,) = answer(capsys, "import", file, "--data", str(folder), code=1)
    assert blocked["outcome"] == "refused"
    assert blocked["warnings"]
    (stored,) = answer(capsys, "import", file, "--accept-warnings", "--data", str(folder))
    assert (stored["outcome"], stored["new"]) == ("stored", 1)


def test_a_withdrawn_delivery_is_gone_and_cannot_be_withdrawn_twice(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(folder, "folketal;740;2022-01;95000;personer;2022-02-11")
    (report,) = answer(capsys, "import", file, "--data", str(folder))
    assert main(["withdraw", report["delivery"], "--reason", "forkert fil", "--data", str(folder)]) == 0
    capsys.readouterr()
    assert answer(capsys, "series", "folketal", "--area", "740", "--data", str(folder))["rows"] == []
    assert main(["withdraw", report["delivery"], "--data", str(folder)]) == 1
    assert "forkert fil" in capsys.readouterr().err


def test_status_gives_every_criterion_with_its_targets_and_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = file_of(
        folder,
        "fuldtidspersoner_sygedagpenge;740;2015-12;812;fuldtidspersoner;2016-01-20",
        "fuldtidspersoner_sygedagpenge;740;2017-12;749;fuldtidspersoner;2018-01-20",
    )
    main(["import", file, "--accept-warnings", "--data", str(folder)])
    capsys.readouterr()
    found = answer(capsys, "status", "silkeborg-jobkompagniet-2017", "--as-of", "2018-02-01", "--data", str(folder))
    assert all(list(one) == list(found[0]) and one["targets"] for one in found)
    (s5a,) = [one for one in found if one["id"] == "s5a"]
    (target,) = s5a["targets"]
    assert (s5a["status"], target["due"], target["period"]) == ("MET", "2017-12", "2017-12")
    assert (target["value"], target["required"], target["gap"]) == ("749", "749", "0")
    assert s5a["sentence"].endswith(".")
    assert {one["id"]: one["status"] for one in found}["s5b"] == "NO_DATA"


@pytest.mark.parametrize(
    "argv",
    [
        ["status", "findes-ikke"],
        ["series", "findes_ikke", "--area", "740"],
        ["series", "folketal", "--area", "999"],
        ["import", "findes-ikke.csv"],
        ["import", "findes-ikke.csv", "--source", "ukendt"],
    ],
)
def test_wrong_use_is_told_in_danish(argv: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*argv, "--data", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip().endswith(".")


@pytest.mark.parametrize(
    "argv",
    [
        ["series", "folketal"], ["ukendt"], ["series", "x", "--area", "740", "--json", "--csv"],
        ["import", "a", "--source"], ["check", "--json=3"], ["check", "mere"], ["check", "--help"],
    ],
)  # fmt: skip
def test_what_argparse_says_by_itself_is_danish(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(argv)
    said = "".join(capsys.readouterr())
    english = r"argument|option|usage|required|choice|choose|allowed|expected|explicit|unrecognized|show|message"
    assert re.findall(english, said) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize(("to", "code"), [(">/dev/full", 1), (">&-", 0), ("| head -n 0", 0)])
def test_an_answer_that_cannot_be_written_is_no_traceback(folder: Path, to: str, code: int) -> None:
    command = f"set -o pipefail; '{sys.executable}' -m kpi --data '{folder}' check {to}"
    ended = subprocess.run(["bash", "-c", command], cwd=SHIPPED.parent, capture_output=True, text=True)
    assert ended.returncode == code
    assert ended.stderr == ("" if code == 0 else "Det sted, svaret skrives til, kan ikke bruges: " + FULL)


def test_answers_are_utf_8_whatever_the_machine_says(folder: Path) -> None:
    old = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "kpi", "--data", str(folder), "check"]
    ended = subprocess.run(command, cwd=SHIPPED.parent, capture_output=True, env=old)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "«" in ended.stdout.decode()


def test_check_says_every_problem_of_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path)]) == 0
    capsys.readouterr()
    shutil.copytree(SHIPPED / "contracts", tmp_path / "contracts")
    for contract in (tmp_path / "contracts").glob("*.toml"):
        contract.write_text(contract.read_text(encoding="utf-8").replace("year = ", "aar = ", 1), encoding="utf-8")
    problems = answer(capsys, "check", "--data", str(tmp_path), code=1)
    assert len({problem["file"] for problem in problems}) == 4
    assert all(problem["text"] and problem["remedy"] for problem in problems)


def test_check_gives_line_goal_and_criterion_to_other_programs_and_asks_of_sound_contracts_beside_a_faulty_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED / "contracts", tmp_path / "contracts")
    faulty = tmp_path / "contracts" / "silkeborg-jobkompagniet-2017.toml"
    text = faulty.read_text(encoding="utf-8")
    faulty.write_text(text.replace("minus = 63 }", "minus = 63,5 }").replace("minus = 14 }", "minus = 14", 1), "utf-8")
    found = answer(capsys, "check", "--data", str(tmp_path), code=1)
    faults = [one for one in found if one["severity"] == "fault"]
    assert [(one["goal"], one["criterion"]) for one in faults] == [("sygemeldte", "s5a"), ("sygemeldte", "s5b")]
    lines = faulty.read_text(encoding="utf-8").splitlines()
    assert ["at_most" in lines[one["line"] - 1] for one in faults] == [True, True]
    assert "v14a" in [one["criterion"] for one in found if one["severity"] == "question"]
    assert main(["check", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "mål «sygemeldte», succeskriterium «s5a»" in said.err
    assert "Aftale mellem Varde Byråd og Borger & Arbejdsmarked 2015" in said.out


def test_the_report_is_a_page_that_loads_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = folder / "rapport.html"
    argv = ["report", "silkeborg-jobkompagniet-2017", "--html", str(page), "--data", str(folder)]
    assert main([*argv, "--as-of", "2017-01-25"]) == 0
    written = page.read_text(encoding="utf-8")
    assert "63 færre årspersoner på sygedagpenge" in written
    assert "src=" not in written
    assert "<script" not in written


MONTH = "fuldtidspersoner_sygedagpenge;Silkeborg;2015-12;{};fuldtidspersoner;2016-{}-20"


def test_a_correction_of_our_own_mistake_needs_its_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", file_of(folder, MONTH.format(812, "01")), "--data", str(folder)]) == 0
    changed = file_of(folder, MONTH.format(500, "02"), name="ny.csv")
    assert main(["import", changed, "--data", str(folder), "--own-mistake"]) == 1
    assert "--reason" in capsys.readouterr().out
    explained = ["import", changed, "--data", str(folder), "--reason", "talt om", "--own-mistake"]
    assert main(explained) == 0
    capsys.readouterr()
    (row,) = answer(capsys, "series", "fuldtidspersoner_sygedagpenge", "--area", "740", "--data", str(folder))["rows"]
    assert row["value"] == "500"


MAPPING = """title = "Udtræk"
headings = ["Måned", "Antal"]

[columns]
period = "Måned"
value = "Antal"

[fixed]
indicator = "fuldtidspersoner_sygedagpenge"
area = "740"
unit = "fuldtidspersoner"
"""


def test_a_sheet_is_read_by_its_mapping_and_a_broken_mapping_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "local" / "mappings").mkdir(parents=True)
    kept = folder / "local" / "mappings" / "udtraek.toml"
    kept.write_text(MAPPING, encoding="utf-8")
    sheet = folder / "ark.csv"
    sheet.write_text("Måned;Antal\n2015-12;812\n", encoding="utf-8")
    (report,) = answer(capsys, "import", str(sheet), "--data", str(folder), "--mapping", "udtraek")
    assert (report["outcome"], report["new"]) == ("stored", 1)
    assert "tilknytningen «Udtræk»" in report["recognised_as"]
    kept.write_text(MAPPING.replace("value", "vaerdi"), encoding="utf-8")
    assert main(["check", "--data", str(folder)]) == 1
    assert "mappings/udtraek.toml" in capsys.readouterr().err
    (report,) = answer(capsys, "import", str(sheet), "--data", str(folder), "--mapping", "udtraek", code=1)
    assert "kan ikke bruges" in report["reason"]


def test_indicators_are_listed_also_while_a_contract_has_faults(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED / "contracts", folder / "contracts")
    (folder / "contracts" / "halv.toml").write_text("format = 1\n[[goal]]\n", encoding="utf-8")
    assert main(["indicators", "Sygefravær", "--data", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("sygefravaer\n")
    assert "fejl, så noget kan mangle her" in said.err
    (entry,) = answer(capsys, "indicators", "sygefravaer", "--data", str(folder))
    assert (entry["unit"], entry["frequency"], entry["kind"], entry["better"]) == ("pct", "month", "share", "lower")
    assert {use["criterion"] for use in entry["used_by"]} == {"v2a"}
    assert answer(capsys, "indicators", "findes ikke") == []
