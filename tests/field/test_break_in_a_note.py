"""«Breaks told in a file are shown with the import in their own words, and a break is proposed for a person to accept.»

Until somebody has answered, figures across it are marked «kilden melder databrud», and nothing is met by them.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access import Role, User, local_user
from kpi.cli import main
from kpi.definitions.told_breaks import BreakProposal
from kpi.installation import Installation, read_installation
from kpi.intake.checks.told_breaks import first_period, sentences
from kpi.journal import add_entry
from kpi.kept.build import build_store
from kpi.kept.deliveries import read_sidecar
from kpi.model.folder import DataFolder
from kpi.model.journal import EntryWithdrawn
from kpi.model.period import Period, PeriodKind
from kpi.receive import ChangeRefused, answer_break
from kpi.texts import told_breaks as told
from kpi.texts.screens import told_breaks as words
from tests.field.given import INPUTS, ROOT, installation
from tests.pages.conftest import Open, shown

NOTE = "Der er databrud mellem 2015 og 2016: opgørelsen er lagt om."
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
USER = local_user("Prøve")
CONTRACT = """
format = 1
title = "Beskæftigelse"
short_title = "Beskæftigelse"
municipality = "740"
unit = "Enheden"
year = 2018
starts_on = 2018-01-01
ends_on = 2018-12-31
agreed_on = 2017-12-15
source = "Made up"
mission = "Made up"

[[goal]]
id = "maal"
title = "Made up"
origin = "egen"

  [[goal.criterion]]
  id = "hoejere"
  title = "Flere er i beskæftigelse i 2018 end i 2015"
  quote = ["Flere er i beskæftigelse i 2018 end i 2015."]
    [[goal.criterion.target]]
    indicator = "frekvens"
    due = "2018"
    above = { baseline = "2015" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    here = installation(tmp_path / "data", "negative_base")
    (here.root / "contracts" / "negative_base.toml").unlink()
    (here.root / "contracts" / "beskaeftigelse.toml").write_text(CONTRACT, encoding="utf-8")
    return here


def kpi(folder: DataFolder, *argv: str, code: int = 0) -> None:
    assert main([*argv, "--data", str(folder.root)]) == code


def load(folder: DataFolder, name: str = "break_in_a_note.xlsx", *more: str) -> None:
    kpi(folder, "import", str(INPUTS / name), "--published", "2019-11-01", *more)


def status(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    kpi(folder, "status", "beskaeftigelse", "--as-of", "2020-02-01", "--json")
    (found,) = json.loads(capsys.readouterr().out)
    return found


def here(folder: DataFolder) -> Installation:
    return read_installation(folder)


def proposals(folder: DataFolder) -> tuple[BreakProposal, ...]:
    return here(folder).break_proposals


def test_the_words_are_shown_with_the_import_and_kept_with_the_delivery(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    load(folder, "break_in_a_note.xlsx", "--dry-run")
    preview = capsys.readouterr().out
    load(folder)
    receipt = capsys.readouterr().out
    for said in (preview, receipt):
        assert f"Filen melder databrud i «Beskæftigelsesfrekvens» fra 2016: «{NOTE}»" in said
        assert told.ANSWER in said
    (delivery,) = folder.deliveries[-1].glob("*/*/")
    (kept,) = read_sidecar(delivery).breaks
    assert (kept.indicator, kept.words, str(kept.first)) == ("frekvens", NOTE, "2016")
    capsys.readouterr()
    kpi(folder, "breaks")
    listed = capsys.readouterr().out
    assert NOTE in listed
    assert told.OPEN in listed


def test_nothing_is_met_across_it_until_somebody_has_answered(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    load(folder)
    found = status(folder, capsys)
    assert (found["status"], found["targets"][0]["data_state"]) == ("UNDECIDABLE", "BREAK")
    assert f"kilden melder databrud («{NOTE.rstrip('.')}»)" in found["sentence"]
    assert "Datagrundlag" in found["sentence"]


def test_an_accepted_break_is_as_any_declared_one(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    load(folder)
    kpi(folder, "breaks", "frekvens", "--from", "2016", "--reason", "kildens dokumentation")
    found = status(folder, capsys)
    assert (found["status"], found["targets"][0]["data_state"]) == ("UNDECIDABLE", "BREAK")
    assert "kilden melder" not in found["sentence"]
    assert NOTE.rstrip(".") in found["sentence"]


def test_figures_that_can_be_compared_are(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    load(folder)
    kpi(folder, "breaks", "frekvens", "--comparable", "--reason", "kilden har regnet tilbage")
    assert status(folder, capsys)["status"] == "MET"
    capsys.readouterr()
    kpi(folder, "breaks")
    assert "Tallene kan sammenlignes: kilden har regnet tilbage" in capsys.readouterr().out


def test_a_person_may_say_another_period_than_the_words(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    load(folder)
    kpi(folder, "breaks", "frekvens", "--from", "2014", "--reason", "noten har et forkert år")
    assert status(folder, capsys)["status"] == "MET"
    assert [str(one.first) for one in here(folder).definitions.indicators["frekvens"].breaks] == ["2014"]


def test_the_last_answer_counts_and_can_be_taken_back(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    load(folder)
    kpi(folder, "breaks", "frekvens", "--from", "2016", "--reason", "a")
    kpi(folder, "breaks", "frekvens", "--comparable", "--reason", "b")
    assert status(folder, capsys)["status"] == "MET"
    last = here(folder).entries[-1]
    add_entry(folder.journals[-1], EntryWithdrawn(last.id, "fejl"), applies_on=NOW.date(), by="Prøve", now=NOW)
    assert status(folder, capsys)["status"] == "UNDECIDABLE"


def test_a_withdrawn_delivery_tells_nothing(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    load(folder)
    (delivery,) = folder.deliveries[-1].glob("*/*/")
    kpi(folder, "withdraw", f"{delivery.parent.name}/{delivery.name}")
    assert proposals(folder) == ()


def test_a_store_that_is_built_again_tells_the_same(folder: DataFolder) -> None:
    load(folder)
    before = proposals(folder)
    build_store(folder, here(folder).declared)
    assert proposals(folder) == before


def rewritten(content: bytes, old: str, new: str) -> bytes:
    """The workbook with another text in its note."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(target, "w") as written:
        for entry in read.infolist():
            written.writestr(entry, read.read(entry).replace(old.encode(), new.encode()))
    return target.getvalue()


def with_note(tmp_path: Path, note: str) -> Path:
    path = tmp_path / "andet.xlsx"
    path.write_bytes(rewritten((INPUTS / "break_in_a_note.xlsx").read_bytes(), NOTE, note))
    return path


def test_words_that_were_answered_are_not_asked_again_and_other_words_are(
    folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(folder)
    kpi(folder, "breaks", "frekvens", "--comparable", "--reason", "b")
    capsys.readouterr()
    same = rewritten((INPUTS / "break_in_a_note.xlsx").read_bytes(), "<v>73</v>", "<v>73.1</v>")
    (tmp_path / "ny.xlsx").write_bytes(same)
    kpi(folder, "import", str(tmp_path / "ny.xlsx"), "--published", "2020-01-10")
    assert told.SETTLED in capsys.readouterr().out
    assert status(folder, capsys)["status"] == "MET"
    kpi(folder, "import", str(with_note(tmp_path, "Databrud i 2017.")), "--published", "2020-01-11")
    assert status(folder, capsys)["status"] == "UNDECIDABLE"


def test_a_note_that_comes_without_new_figures_is_stored_for_its_own_sake(
    folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kpi(folder, "import", str(with_note(tmp_path, "Kilde: Danmarks Statistik.")), "--published", "2019-11-01")
    assert status(folder, capsys)["status"] == "MET"
    load(folder)
    assert status(folder, capsys)["status"] == "UNDECIDABLE"


def test_words_that_do_not_say_when_ask_for_it_and_stop_every_comparison_until_then(
    folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kpi(folder, "import", str(with_note(tmp_path, "Der er databrud i serien.")), "--published", "2019-11-01")
    assert "uden at sige, fra hvornår" in capsys.readouterr().out
    assert status(folder, capsys)["status"] == "UNDECIDABLE"
    kpi(folder, "breaks", "frekvens", "--from", "2014", "--reason", "ringet til kilden")
    assert status(folder, capsys)["status"] == "MET"


def test_a_break_that_is_declared_already_is_not_asked_for(
    folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.root / "indicators.toml"
    declared = '\n[[indicator.break]]\nfirst = "2016"\ntitle = "Ny opgørelse"\n'
    file.write_text(file.read_text(encoding="utf-8") + declared, encoding="utf-8")
    load(folder)
    said = capsys.readouterr().out
    assert NOTE in said
    assert told.SETTLED in said
    assert told.ANSWER not in said


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"accepted_from": "2016-07", "reason": "a"}, "er en måned"),
        ({"accepted_from": "sidste år", "reason": "a"}, "kan ikke læses"),
        ({"accepted_from": "2016", "reason": " "}, "hvad svaret bygger på"),
        ({"accepted_from": "", "reason": "010190-1234"}, "CPR"),
    ],
)
def test_an_answer_that_cannot_be_kept_changes_nothing(folder: DataFolder, how: dict[str, str], why: str) -> None:
    load(folder)
    (proposal,) = proposals(folder)
    with pytest.raises(ChangeRefused, match=why):
        answer_break(folder, proposal, by=USER, now=NOW, **how)
    assert proposals(folder) == (proposal,)


def test_only_who_may_enter_can_answer(folder: DataFolder) -> None:
    load(folder)
    (proposal,) = proposals(folder)
    with pytest.raises(Exception, match="har ikke adgang"):
        answer_break(folder, proposal, accepted_from="", reason="a", by=User("Læser", Role.VIEWER), now=NOW)


def test_several_breaks_of_one_indicator_are_told_apart_by_when(
    folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(folder)
    kpi(folder, "import", str(with_note(tmp_path, "Databrud i 2017.")), "--published", "2020-01-11")
    kpi(folder, "breaks", "frekvens", "--comparable", "--reason", "a", code=2)
    kpi(folder, "breaks", "frekvens", "--told", "2017", "--comparable", "--reason", "a")
    assert [one.answer is None for one in proposals(folder)] == [True, False]


def test_what_is_worked_out_from_the_figures_has_the_break_too(folder: DataFolder) -> None:
    file = folder.root / "indicators.toml"
    gap = """
[[indicator]]
id = "frekvens_afstand"
title = "Afstand til landet"
unit = "procentpoint"
kind = "stock"
better = "higher"
frequency = "year"
source = "dst"
minimum = -100
definition = "Made up."
[[indicator.part]]
indicator = "frekvens"
weight = 1
[[indicator.part]]
indicator = "frekvens"
area = "000"
weight = -1
"""
    file.write_text(file.read_text(encoding="utf-8") + gap, encoding="utf-8")
    load(folder)
    (made,) = here(folder).definitions.indicators["frekvens_afstand"].breaks
    assert (made.told, str(made.first)) == (True, "2016")


def test_the_page_shows_the_words_and_takes_the_answer(
    folder: DataFolder, open_page: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    load(folder)
    app = open_page(folder.root, "datagrundlag", aftale="beskaeftigelse")
    assert NOTE in shown(app)
    assert told.OPEN in shown(app)
    _who(app)
    _field(app.text_input, words.REASON).input("kilden har regnet tilbage")
    app.radio[0].set_value(False)
    _field(app.button, words.SAVE).click().run()
    assert words.SAVED in shown(app)
    assert "Tallene kan sammenlignes: kilden har regnet tilbage" in shown(app)
    assert status(folder, capsys)["status"] == "MET"


def test_the_page_asks_from_when_and_why(folder: DataFolder, open_page: Open) -> None:
    load(folder)
    app = _who(open_page(folder.root, "datagrundlag", aftale="beskaeftigelse"))
    assert _field(app.text_input, words.FROM).value == "2016"
    _field(app.text_input, words.FROM).input("")
    _field(app.button, words.SAVE).click().run()
    assert words.FROM_MISSING in shown(app)
    _field(app.text_input, words.FROM).input("2016")
    _field(app.button, words.SAVE).click().run()
    assert "hvad svaret bygger på" in shown(app)


def _who(app: AppTest) -> AppTest:
    app.text_input[0].input("controller")
    return app.button(key="FormSubmitter:told_breaks.who-Fortsæt").click().run()


def _field(fields: Sequence[Any], label: str) -> Any:
    return next(field for field in fields if field.label == label)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    from tests.pages.conftest import PAGES

    def open_it(root: Path, page: str, **address: str) -> AppTest:
        monkeypatch.setenv("KPI_DATA", str(root))
        app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=60).run()
        app.query_params.clear()
        for name, value in address.items():
            app.query_params[name] = value
        return app.switch_page(PAGES[page]).run()

    return open_it


# --- the words --------------------------------------------------------------------------------------------------------

TOLD = {
    NOTE: "2016",
    "Databrud 2015/2016": "2016",
    "Databrud fra og med 2016.": "2016",
    "Databrud pr. 1. juli 2025, fordi loven er ændret": "2025-07",
    "Databrud fra 01-07-2014.": "2014-07",
    "Databrud i 2. kvartal 2016": "2016-04",
    "Databrud i marts 2016": "2016-03",
    "Series break 2016Q2": "2016-04",
    "Break in time series from January 2016": "2016",
    "There is a break in the series between 2015 and 2016.": "2016",
    "Tal til og med 2015 er ikke sammenlignelige med senere tal": "2016",
    "Tal før 2016 er ikke sammenlignelige.": "2016",
    "Data for 2013-2015 and 2016 onwards are not comparable": "2016",
    "2016: Databrud": "2016",
    "Opgørelsen er lagt om i 2016": "2016",
    "Der er databrud i serien.": "",
    "Databrud i marts 2016 og juli 2018": "",
    "Databrud 2015-2016": "",
}


@pytest.mark.parametrize("text", TOLD)
def test_where_a_break_lies_is_read_from_words_of_a_known_form(text: str) -> None:
    (sentence,) = sentences(text)
    assert sentence == text
    found = first_period(sentence, PeriodKind.MONTH)
    wanted = TOLD[text]
    assert found == (Period.parse(wanted if "-" in wanted else f"{wanted}-01") if wanted else None)


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_a_time_inside_a_longer_period_makes_that_period_the_first(kind: PeriodKind) -> None:
    found = first_period("Databrud fra 1. juli 2016", kind)
    assert found is not None
    assert found.kind is kind
    assert found.first_day.replace(day=1) <= datetime(2016, 7, 1, tzinfo=UTC).date() <= found.last_day


@pytest.mark.parametrize(
    "text",
    [
        "Der er ingen databrud i 2016",
        "Serien har ikke noget databrud",
        "There is no break in the series in 2016",
        "Tallene er ikke sammenlignelige med andre landes",
        "Afbrudt uddannelse, 2016",
        "Kilde: Danmarks Statistik",
        "",
    ],
)
def test_words_that_tell_of_no_break_propose_none(text: str) -> None:
    assert list(sentences(text)) == []


def test_only_the_sentence_that_tells_is_quoted() -> None:
    text = "Tallene er foreløbige. Der er databrud i 2016. Se www.dst.dk. Kilde: Danmarks Statistik"
    assert list(sentences(text)) == ["Der er databrud i 2016."]
