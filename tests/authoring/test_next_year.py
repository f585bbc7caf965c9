"""«new --from»: last year's contract one year on, in its own words; nothing of the old year is left where it counts."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from kpi.authoring import FileExists, NextContract, next_contract, write_next
from kpi.authoring.next_year import _PERIODS
from kpi.cli import SHIPPED, main
from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.schema import contract_schema
from kpi.model.folder import DataFolder
from tests.authoring.test_new_contract import SOMEBODY
from tests.docs.test_contract_guide import CONTRACT, GUIDE, Example, examples, indicators, judged, told

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:/(\d\d))?(?!\d)")
CONTRACTS = sorted((SHIPPED / "contracts").glob("*.toml"))
TARGET = """
[[goal.criterion]]
id = "k"
title = "Kravet"
quote = ["…"]
[[goal.criterion.target]]
indicator = "sygedagpenge"
due = "2017-12"
at_most = 749
"""


def a_year_on(text: str) -> str:
    """Every year in it, a school year's both."""
    return YEAR.sub(lambda found: "/".join(str(int(part) + 1) for part in found.groups() if part), text)


def moved(text: str, contract_id: str = "proeve-2017") -> NextContract:
    return next_contract(contract_id, text)


def comments(text: str) -> list[str]:
    """Whole lines of comment, as far as they can be told apart by eye."""
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


# --- it means the same a year later


def in_guide() -> list[Example]:
    found = examples(GUIDE.read_text("utf-8"))
    return [one for one in found if not re.search(r"amended|accepted|frozen", one.criterion)]


@pytest.mark.parametrize("example", in_guide(), ids=lambda example: example.heading)
def test_every_form_of_a_requirement_gives_the_same_answer_a_year_later(example: Example, tmp_path: Path) -> None:
    """With the figures, their breaks and the day one looks from a year later too."""
    declared = indicators(GUIDE.read_text("utf-8"))
    contract = CONTRACT + example.criterion
    for folder in ("then", "now"):
        (tmp_path / folder).mkdir()
    then = told(*judged(contract, example.figures, declared, tmp_path / "then"))
    now = told(*judged(moved(contract).text, a_year_on(example.figures), a_year_on(declared), tmp_path / "now"))
    assert now == a_year_on(then)


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: file.stem)
def test_the_shipped_contracts_can_be_moved_and_used_at_once(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    made = moved(text, file.stem)
    here = DataFolder(tmp_path, SHIPPED)
    path = write_next(here, made, by=SOMEBODY)
    assert check_definitions(here) == ()
    assert path.stem == a_year_on(file.stem)
    old = read_definitions(DataFolder(SHIPPED, SHIPPED)).contracts[file.stem]
    new = read_definitions(here).contracts[path.stem]
    assert (new.year, new.starts_on, new.ends_on, new.agreed_on) == (
        old.year + 1, old.starts_on.replace(year=old.year + 1), old.ends_on.replace(year=old.year + 1), None,
    )  # fmt: skip
    assert (new.title, new.short_title) == (a_year_on(old.title), a_year_on(old.short_title))
    dues = [[str(part.due) for part in criterion.requirements] for _, criterion in old.criteria()]
    assert [[str(part.due) for part in c.requirements] for _, c in new.criteria()] == [
        [a_year_on(due) for due in one] for one in dues
    ]
    ids = [(goal.id, criterion.id, criterion.quote, criterion.note) for goal, criterion in old.criteria()]
    assert [(goal.id, criterion.id, criterion.quote, criterion.note) for goal, criterion in new.criteria()] == ids
    assert [one for one in comments(text) if one not in comments(made.text)] == []


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: file.stem)
def test_only_what_is_moved_is_written_otherwise(file: Path) -> None:
    """Line by line: the same but for years, what is left out, and the comments that say so."""
    text = file.read_text(encoding="utf-8")
    lines = (re.sub(r"^agreed_on = \S+ (?=#)", "", line) for line in text.splitlines())
    gone = re.compile(r"\s*(accepted|agreed_on|baseline_policy) = ")
    left = [line for line in lines if not gone.match(line)]
    own = re.compile(r"\s*# (Lavet af|Udeladt|agreed_on = ÅÅÅÅ|baseline_policy = )")
    made = [line for line in moved(text, file.stem).text.splitlines() if not own.match(line)]
    assert len(made) == len(left)
    assert [(old, new) for old, new in zip(left, made, strict=True) if new not in (old, a_year_on(old))] == []


def test_several_years_are_each_moved_one() -> None:
    text = 'title = "Aftale 2016-2019"\nyear = 2016\nstarts_on = 2016-01-01\nends_on = 2019-12-31\n'
    made = tomllib.loads(moved(text, "aftale-2016-2019").text)
    assert made == {
        "title": "Aftale 2017-2020", "year": 2017, "starts_on": date(2017, 1, 1), "ends_on": date(2020, 12, 31),
    }  # fmt: skip
    assert moved(text, "aftale-2016-2019").id == "aftale-2017-2020"


def test_a_school_year_is_moved_in_both_its_years() -> None:
    text = 'title = "Skoleåret 2016/17"\nshort_title = "2016-17"\nyear = 2016\nstarts_on = 2016-08-01\n'
    text += "ends_on = 2017-07-31\n"
    made = tomllib.loads(moved(text, "skole-2016-17").text)
    assert (made["title"], made["short_title"]) == ("Skoleåret 2017/18", "2017-18")
    assert moved(text, "skole-2016-17").id == "skole-2017-18"


def test_a_year_in_the_title_that_is_not_the_contracts_own_stands() -> None:
    made = tomllib.loads(moved('title = "Vision 2030: aftale for 2017"\nyear = 2017\n').text)
    assert made["title"] == "Vision 2030: aftale for 2018"


@pytest.mark.parametrize(
    ("name", "made"), [("vores", "vores-2018"), ("Sidste års", "sidste-aars-2018"), ("§", "aftale-2018")]
)
def test_a_name_without_a_year_gets_one(name: str, made: str) -> None:
    assert moved('title = "A"\nyear = 2017\n', name).id == made


@pytest.mark.parametrize(
    ("key", "day", "next_day"),
    [
        ("starts_on", "2016-02-29", date(2017, 2, 28)),
        ("starts_on", "2015-03-01", date(2016, 3, 1)),
        ("ends_on", "2015-02-28", date(2016, 2, 29)),
        ("ends_on", "2016-02-29", date(2017, 2, 28)),
        ("ends_on", "2017-12-31", date(2018, 12, 31)),
    ],
)
def test_a_day_of_february_is_the_next_years(key: str, day: str, next_day: date) -> None:
    assert tomllib.loads(moved(f"year = 2017\n{key} = {day}\n").text)[key] == next_day


def test_periods_are_moved_however_they_are_written() -> None:
    text = """year = 2017
[[goal]]
[[goal.criterion]]
[[goal.criterion.target]]
due = '2017-12'
at_most.baseline = \"\"\"2015-12\"\"\"
at_least = { steps = { "2017-03" = 800, 2017 = 749 } }
in_periods = { from = "2011-12", at_least = 10 }
every_period = "1999/00"
[goal.criterion.target.baseline]
period = "2014-Q1"
value = 62
[[goal.criterion.recurring]]
occasions = ["2017-H1", # foråret
  '2017-R', "2017-06-R"]
"""
    target = tomllib.loads(moved(text).text)["goal"][0]["criterion"][0]["target"][0]
    assert target == {
        "due": "2018-12", "at_most": {"baseline": "2016-12"}, "at_least": {"steps": {"2018-03": 800, "2018": 749}},
        "in_periods": {"from": "2012-12", "at_least": 10}, "every_period": "2000/01",
        "baseline": {"period": "2015-Q1", "value": 62},
    }  # fmt: skip
    assert 'occasions = ["2018-H1", # foråret\n  \'2018-R\', "2018-06-R"]' in moved(text).text


def periods_in(schema: object, name: str = "") -> set[str]:
    """The keys that hold a period, a list of periods, or a period as one of the ways to write it."""
    if isinstance(schema, list):
        return set().union(*(periods_in(one, name) for one in schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    found = {name} if "Q[1-4]" in str(schema.get("pattern", "")) else set()
    for key, one in schema.get("properties", {}).items():
        found |= periods_in(one, key)
    return found | periods_in(schema.get("anyOf"), name) | periods_in(schema.get("items"), name)


def test_no_key_that_holds_a_period_is_forgotten() -> None:
    asked = periods_in(json.loads(contract_schema()))
    assert len(asked) > 6
    assert asked - _PERIODS == set()


def test_words_are_nobodys_but_the_contracts() -> None:
    text = 'year = 2017\nmission = "2017"\n[[goal]]\nid = "2017"\n[[goal.action]]\ntitle = "2017"\ndue = "2017"\n'
    assert tomllib.loads(moved(text).text) == tomllib.loads(text) | {"year": 2018}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_ends_of_lines_stay_as_they_are(ends: str) -> None:
    text = f"#:schema ./x.json\n# 2017\n{CONTRACT}{TARGET}".replace("\n", ends)
    made = moved(text).text
    assert made.count("\n") == made.count(ends)
    assert made.splitlines()[:3] == ["#:schema ./x.json", made.splitlines()[1], "# 2017"]
    assert made.splitlines()[1].startswith("# Lavet af «proeve-2017» med «new --from»")


def test_a_contract_moved_twice_says_where_it_comes_from_once() -> None:
    once = moved(CONTRACT + TARGET)
    twice = next_contract(once.id, once.text)
    assert [line for line in comments(twice.text) if "Lavet af" in line] == [
        line.replace("proeve-2017", "proeve-2018") for line in comments(once.text) if "Lavet af" in line
    ]
    assert 'due = "2019-12"' in twice.text


# --- what is left out


ACCEPTED = {
    "inline": 'accepted = { since = 2017-03-01, until = 2017-09-30, reason = "Ombygning" }\n',
    "a table": '[goal.criterion.target.accepted]\nsince = 2017-03-01\nuntil = 2017-09-30\nreason = "Ombygning"\n',
    "dotted": 'accepted.since = 2017-03-01\naccepted.until = 2017-09-30\naccepted.reason = "Ombygning"\n',
}
AMENDED = {
    "tables": '[[goal.criterion.target.amended]]\non = 2017-06-01\nreason = "Ny ordning\\nfra juni"\nat_most = 765\n'
    '[[goal.criterion.target.amended]]\non = 2017-09-01\nreason = "Flyttet"\nwithdrawn = true\n',
    "a list": 'amended = [\n  { on = 2017-06-01, reason = "Ny ordning\\nfra juni", at_most = 765 },\n'
    '  { on = 2017-09-01, reason = "Flyttet", withdrawn = true },\n]\n',
}
AFTER = '[[goal.criterion]]\nid = "efter"\ntitle = "Efter"\nquote = ["…"]\n[[goal.criterion.milestone]]\ndue = "2017"\n'


def read_back(text: str) -> list[object]:
    return tomllib.loads(text)["goal"][0]["criterion"]


@pytest.mark.parametrize("after", ["", AFTER])
@pytest.mark.parametrize("form", ACCEPTED)
def test_an_accepted_deviation_is_left_out_and_said(form: str, after: str) -> None:
    made = moved(CONTRACT + TARGET + ACCEPTED[form] + after)
    assert read_back(made.text) == read_back(moved(CONTRACT + TARGET + after).text)
    assert "# Udeladt: aftalt afvigelse 2017-03-01 til 2017-09-30 («Ombygning»)." in made.text


@pytest.mark.parametrize("after", ["", AFTER])
@pytest.mark.parametrize("form", AMENDED)
def test_amendments_are_left_out_and_said(form: str, after: str) -> None:
    made = moved(CONTRACT + TARGET + AMENDED[form] + after)
    assert read_back(made.text) == read_back(moved(CONTRACT + TARGET + after).text)
    assert [line for line in comments(made.text) if "Udeladt" in line] == [
        "# Udeladt: ændringen 2017-06-01 («Ny ordning fra juni»). Skriv det krav, der nu gælder.",
        "# Udeladt: kravet udgik 2017-09-01 («Flyttet»). Slet det, hvis det ikke skal med.",
    ]


@pytest.mark.parametrize("kept", range(4))
def test_it_is_left_out_of_a_target_written_on_one_line_too(kept: int) -> None:
    """Wherever it stands among what is kept."""
    gone = ['accepted = { since = 2017-03-01, until = 2017-09-30, reason = "O, {" }', 'baseline_policy = "frozen"']
    pairs = ['indicator = "sygedagpenge"', 'due = "2017-12"', "at_most = 749"][:kept]
    head = CONTRACT + TARGET.split("[[goal.criterion.target]]")[0]
    expected = read_back(moved(f"{head}target = [{{ {', '.join(pairs)} }}]\n").text)
    for order in permutations([*pairs, *gone]):
        made = moved(f"{head}target = [{{ {', '.join(order)} }}]\n").text
        assert read_back(made) == expected
        assert "# Udeladt: aftalt afvigelse" in made
        assert '# baseline_policy = "frozen"' in made


def test_an_example_of_the_deviation_goes_with_it_and_the_others_are_moved() -> None:
    example = (
        '\n[[goal.criterion.target.example]]\nfigures = { "2017-03" = 800 }\nas_of = 2017-05-01\nstatus = "BEHIND"\n'
    )
    made = moved(CONTRACT + TARGET + ACCEPTED["inline"] + example + example.replace("BEHIND", "ACCEPTED"))
    assert read_back(made.text)[0]["target"][0]["example"] == [
        {"figures": {"2018-03": 800}, "as_of": date(2018, 5, 1), "status": "BEHIND"}
    ]
    assert "# Udeladt: et eksempel på den aftalte afvigelse." in made.text


def test_a_comment_inside_what_is_left_out_stands() -> None:
    text = CONTRACT + TARGET + AMENDED["tables"].replace("765\n", "765 # drøftet 24. maj\n# og i juni\n")
    assert {"# drøftet 24. maj", "# og i juni"} <= set(comments(moved(text).text))


def test_a_frozen_baseline_waits_for_the_day_it_is_agreed(tmp_path: Path) -> None:
    frozen = TARGET.replace("749", '{ baseline = "2015-12", minus = 10 }') + 'baseline_policy = "frozen"\n'
    made = moved(CONTRACT + frozen)
    assert "baseline_policy" not in read_back(made.text)[0]["target"][0]
    assert "agreed_on" not in tomllib.loads(made.text)
    assert '# baseline_policy = "frozen"' in made.text
    assert "# agreed_on = ÅÅÅÅ-MM-DD" in made.text
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "proeve-2018.toml").write_text(
        made.text.replace("sygedagpenge", "fuldtidspersoner_sygedagpenge"), encoding="utf-8"
    )
    assert check_definitions(DataFolder(tmp_path, SHIPPED)) == ()


# --- what a person must look at


def test_it_says_what_to_look_at_and_where() -> None:
    text = CONTRACT + (
        "# afsnit 4 i aftalen 2016\n[[goal.criterion]]\n"
        'id = "k-2017"\ntitle = "Kravet i 2017"\nquote = ["Som i 2016."]\n'
        '[[goal.criterion.target]]\nindicator = "svartid"\ndue = "2017-12"\nat_least = 65\n'
        'baseline = { period = "2016-12", value = 62 }\n'
    )
    made = moved(text)
    lines = made.text.splitlines()

    def at(start: str) -> int:
        return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))

    title = at('title = "Kravet')
    years = f"linje {at('# afsnit 4')}, {title} og {at('quote')}"
    assert made.to_look_at == (
        "Citater (quote), noter og kravenes tal er sidste års: skriv den nye aftales.",
        f"Noget er taget ud, og en kommentar siger hvad (linje {at('# agreed_on')}).",
        f"Aftalens eget tal for udgangspunktet hører til det gamle år: skriv det nye (linje {at('baseline =')}).",
        f"Ord, der nævner et årstal, er ikke ændret ({years}).",
    )


# --- as it is typed


def test_it_is_written_beside_last_years_which_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "contracts").mkdir()
    last = tmp_path / "contracts" / "vores-2026.toml"
    text = CONTRACT.replace("2017", "2026").replace("2016", "2025") + TARGET.replace("2017", "2026")
    last.write_text(text.replace('"sygedagpenge"', '"fuldtidspersoner_sygedagpenge"'), encoding="utf-8")
    before = last.read_bytes()
    assert main(["--data", str(tmp_path), "new", "--from", "vores-2026"]) == 0
    told = capsys.readouterr().out
    assert f"{tmp_path}/contracts/vores-2027.toml. Se efter:" in told
    assert "de medfølgende" not in told
    assert last.read_bytes() == before
    assert main(["check", "--data", str(tmp_path)]) == 0
    assert main(["--data", str(tmp_path), "new", "--from", "vores-2026"]) == 1
    assert "vores-2027.toml findes i forvejen" in capsys.readouterr().err


def test_a_file_from_anywhere_can_be_moved_into_the_folder(tmp_path: Path) -> None:
    (tmp_path / "vores").mkdir()
    file = tmp_path / "sidste år.toml"
    file.write_bytes(b"\xef\xbb\xbf" + CONTRACTS[0].read_bytes())
    assert main(["--data", str(tmp_path / "vores"), "new", "--from", str(file)]) == 0
    assert [one.name for one in sorted((tmp_path / "vores" / "contracts").iterdir())] == [
        "contract.schema.json", "sidste-aar-2027.toml",
    ]  # fmt: skip
    assert main(["check", "--data", str(tmp_path / "vores")]) == 0


def test_an_example_that_answers_otherwise_this_year_is_set_aside_on_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A season that a break hid last year: the path of June is another."""
    file = SHIPPED / "contracts" / "proeveaftale-2026-silkeborg.toml"
    plain = next_contract(file.stem, file.read_text("utf-8")).text
    assert main(["--data", str(tmp_path), "new", "--from", str(file)]) == 0
    assert "Eksempler, der svarer noget andet i år, er gjort til bemærkninger (linje " in capsys.readouterr().out
    (written,) = (tmp_path / "contracts").glob("*.toml")
    lines = zip(plain.split("\n"), written.read_text("utf-8").split("\n"), strict=True)
    changed = [new for old, new in lines if old != new]
    assert changed
    assert all(line.lstrip().startswith("# ") for line in changed)
    assert changed[0].strip() == "# Svarer noget andet i år: [[goal.criterion.target.example]]"
    assert main(["--data", str(tmp_path), "check"]) == 0


def test_what_is_no_contract_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, content in enumerate((b"title = ", b'title = "uden aar"', b"\xff\xfe", b'year = "2017"')):
        file = tmp_path / f"{number}.toml"
        file.write_bytes(content)
        assert main(["--data", str(tmp_path), "new", "--from", str(file)]) == 2
        assert "kan ikke læses som en aftale" in capsys.readouterr().err
    assert not (tmp_path / "contracts").exists()


def test_a_file_that_is_there_is_not_changed(tmp_path: Path) -> None:
    here, made = DataFolder(tmp_path, SHIPPED), moved(CONTRACT + TARGET)
    path = write_next(here, made, by=SOMEBODY)
    path.write_text("mit eget", encoding="utf-8")
    with pytest.raises(FileExists):
        write_next(here, made, by=SOMEBODY)
    assert path.read_text("utf-8") == "mit eget"
