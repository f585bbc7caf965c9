"""Whatever is wrong in a definition file is named with file, key, plain Danish and a remedy; everything at once."""

from __future__ import annotations

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.cautions import cautions_of

TARGET = "goal[1].criterion[1].target[1]"
FRACTION = "{ peer_group = 'begge', best_fraction = '1/3' }"


def change(indicator: str, rule: str, due: str = "2017-12", more: str = "") -> list[tuple[str, str]]:
    """The contract's target with another indicator and rule."""
    return [
        ('indicator = "sygedagpenge"', f'indicator = "{indicator}"'),
        ('due = "2017-12"', f'due = "{due}"'),
        ('at_most = { baseline = "2015-12", minus = 63 }', f"{rule}\n{more}"),
    ]


def more(line: str) -> list[tuple[str, str]]:
    return [("minus = 63 }", f"minus = 63 }}\n{line}")]


FAULTS = {
    "unknown key": ([("quote =", "qoute =")], "goal[1].criterion[1].qoute", "kendes ikke", "«quote»"),
    "unknown key at the top": ([("unit =", "kulør =")], "kulør", "kendes ikke", "navn"),
    "key of another table": (more('each = "MED"'), f"{TARGET}.each", "kendes ikke", "navn"),
    "missing due": ([('due = "2017-12"', "")], f"{TARGET}.due", "mangler", "Skriv due"),
    "missing title": ([('  title = "63 færre"', "")], "goal[1].criterion[1].title", "mangler", "Skriv title"),
    "a year as a number": ([('due = "2017-12"', "due = 2017")], f"{TARGET}.due", "tallet 2017", '"2017"'),
    "a period that is none": ([('"2017-12"', '"2017-13"')], f"{TARGET}.due", "ikke en periode", '"2017-12"'),
    "a period in another spelling": ([('"2017-12"', '"2017M12"')], f"{TARGET}.due", "ikke en periode", '"2017-12"'),
    "a day in quotation marks": ([("= 2017-01-01", '= "2017-01-01"')], "starts_on", "teksten", "uden anførselstegn"),
    "an instant for a day": ([("= 2017-01-01", "= 2017-01-01T08:00:00")], "starts_on", "tidspunkt", "klokkeslæt"),
    "a year in quotation marks": ([("year = 2017", 'year = "2017"')], "year", "helt tal", "uden anførselstegn"),
    "true in quotation marks": ([("year =", 'made_up = "true"\nyear =')], "made_up", "true eller false", "Skriv true"),
    "nej for false": ([("year =", 'made_up = "nej"\nyear =')], "made_up", "true eller false", "Skriv false"),
    "1 for true": ([("year =", "made_up = 1\nyear =")], "made_up", "true eller false", "Skriv true"),
    "a number for text": ([('"740"', "740")], "municipality", "tekst i anførselstegn", '"740"'),
    "a number in quotation marks": ([("= 63", '= "63"')], f"{TARGET}.at_most.minus", "et tal", "punktum"),
    "true for a number": (more("near = true"), f"{TARGET}.near", "et tal", "punktum"),
    "not a finite number": (more("near = nan"), f"{TARGET}.near", "regnes med", "almindeligt tal"),
    "infinite": (more("near = inf"), f"{TARGET}.near", "regnes med", "almindeligt tal"),
    "longer than any figure": (more("near = 1e400"), f"{TARGET}.near", "for langt", "16 cifre"),
    "finer than any figure": (more("near = 1e-13"), f"{TARGET}.near", "for langt", "12 efter"),
    "more than there can be": (
        change("matchrate", "above = 1000"),
        f"{TARGET}.above",
        "aldrig opfyldes",
        "maximum",
    ),
    "fewer than none": (change("sygedagpenge", "at_most = -1"), f"{TARGET}.at_most", "aldrig opfyldes", "minimum"),
    "a name for a code": ([('"740"', '"Silkeborg"')], "municipality", "ikke oprettet", 'Skriv koden: "740"'),
    "a negative change": ([("= 63", "= -63")], f"{TARGET}.at_most.minus", "over 0", "uden fortegn"),
    "a text for a list": (
        [('["Antal er reduceret med 63."]', '"Antal"')],
        "goal[1].criterion[1].quote",
        "liste",
        "kantede",
    ),
    "no quote": ([('["Antal er reduceret med 63."]', "[]")], "goal[1].criterion[1].quote", "tom", "mindst én"),
    "an empty quote": (
        [('["Antal er reduceret med 63."]', '[" "]')],
        "goal[1].criterion[1].quote",
        "tom",
        "Skriv teksten",
    ),
    "a word not of the list": ([('"fælles"', '"faelles"')], "goal[1].origin", "kan ikke stå", "«fælles»"),
    "a milestone under a figure's target": (
        more("milestone = {}"),
        f"{TARGET}.milestone",
        "gælder et tal",
        "[[goal.criterion.milestone]]",
    ),
    "a year nobody lives in": ([("year = 2017", "year = 20017")], "year", "Året 20017", "fire cifre"),
    "unknown window": (more('window = "rullende"'), f"{TARGET}.window", "kan ikke stå", "Skriv"),
    "single brackets": (
        [("[[goal.criterion.target]]", "[goal.criterion.target]")],
        "goal[1].criterion[1].target",
        "tabel",
        "[[",
    ),
    "an id with other letters": (
        [('"k1"', '"K 1"')],
        "goal[1].criterion[1].id",
        "kan ikke være et id",
        "små bogstaver",
    ),
    "unknown format": ([("format = 1", "format = 2")], "format", "kendes ikke", "format = 1"),
    "ends before it starts": ([("2017-12-31", "2016-12-31")], "ends_on", "før den begynder", "starts_on"),
    "unknown municipality": ([('"740"', '"741"')], "municipality", "ikke oprettet", "«740»"),
    "the nation as municipality": ([('"740"', '"000"')], "municipality", "ikke en kommune", "tre cifre"),
    "unknown indicator": (
        change("sygedagpeng", "at_most = 3"),
        f"{TARGET}.indicator",
        "ikke oprettet",
        "«sygedagpenge»",
    ),
    "unknown indicator shown": (
        [("origin =", 'shown = ["matchrat"]\norigin =')],
        "goal[1].shown",
        "ikke oprettet",
        "«matchrate»",
    ),
    "unknown area": (change("ledighed", "below = { area = '001' }"), f"{TARGET}.below.area", "ikke oprettet", "«000»"),
    "unknown area of a target": (more('area = "57"'), f"{TARGET}.area", "ikke oprettet", "«573»"),
    "compared with itself": (
        change("ledighed", "below = { area = '740' }"),
        f"{TARGET}.below.area",
        "sig selv",
        '"000"',
    ),
    "unknown group": (
        change("ledighed", "below = { peer_group = 'beg', statistic = 'mean' }"),
        f"{TARGET}.below.peer_group",
        "ikke oprettet",
        "«begge»",
    ),
    "a group without a statistic": (
        change("ledighed", "below = { peer_group = 'begge' }"),
        f"{TARGET}.below.statistic",
        "mangler",
        "statistic",
    ),
    "no rule": (change("ledighed", ""), TARGET, "Kravet mangler", "præcis ét"),
    "two rules": (more("below = 4"), TARGET, "flere krav på én gang", "præcis ét"),
    "wants high where low is better": (
        change("ledighed", "at_least = 3"),
        f"{TARGET}.at_least",
        "forkerte retning",
        "at_most",
    ),
    "wants low where high is better": (
        change("matchrate", "below = 3"),
        f"{TARGET}.below",
        "forkerte retning",
        "at_least",
    ),
    "two changes": ([("minus = 63", "minus = 63, minus_percent = 5")], f"{TARGET}.at_most", "flere gange", "Behold"),
    "no baseline of a change": (
        [('baseline = "2015-12", ', "")],
        f"{TARGET}.at_most",
        "med sig selv",
        'baseline = "2015-12"',
    ),
    "two to be compared with": (
        change("matchrate", "at_least = { area = '000', peer_group = 'begge', statistic = 'mean' }"),
        f"{TARGET}.at_least",
        "flere at sammenligne med",
        "Behold den ene",
    ),
    "two times to be compared with": (
        [('baseline = "2015-12", ', 'baseline = "2015-12", earlier = "year", ')],
        f"{TARGET}.at_most",
        "flere tidspunkter",
        "Behold det ene",
    ),
    "a rate per year without a baseline": (
        change("matchrate", "at_least = { area = '000', plus = 2, yearly = true }"),
        f"{TARGET}.at_least",
        "intet",
        "baseline",
    ),
    "the contract's own figure for another's": (
        change("matchrate", "at_least = { area = '000', baseline = { period = '2015-12', value = 3 } }"),
        f"{TARGET}.at_least",
        "egen indikator",
        "fast tal",
    ),
    "earlier in words": (
        change("matchrate", "at_least = { earlier = 'sidste år' }"),
        f"{TARGET}.at_least.earlier",
        "hvor langt tilbage",
        '"year"',
    ),
    "a misspelt baseline": ([("baseline =", "basline =")], f"{TARGET}.at_most.basline", "kendes ikke", "«baseline»"),
    "a baseline of another length": (
        [('"2015-12"', '"2015"')],
        f"{TARGET}.at_most.baseline",
        "passer ikke",
        '"2017-12"',
    ),
    "a baseline after due": ([('"2015-12"', '"2018-12"')], f"{TARGET}.at_most.baseline", "ikke før fristen", "Ret"),
    "a stated baseline without value": (
        [('"2015-12"', '{ period = "2015-12" }')],
        f"{TARGET}.at_most.baseline.value",
        "mangler",
        "value",
    ),
    "a baseline beside a change": (more('baseline = "2015-12"'), f"{TARGET}.baseline", "fast tal", "inde i kravet"),
    "a month of several for a quarter": (
        [('"2017-12"', '"2017-Q4"')],
        f"{TARGET}.at_most.baseline",
        "passer ikke til fristen",
        '"2017-Q4"',
    ),
    "a plain year for a school year": (
        change("matchrate", "at_least = 3", "2017", "year_starts = 8"),
        f"{TARGET}.due",
        "passer ikke",
        '"2016/17"',
    ),
    "a year that does not hang together": ([('"2017-12"', '"2016/18"')], f"{TARGET}.due", "ikke en periode", '"2017"'),
    "a month that is none": (
        change("matchrate", "at_least = 3", "2016/17", "year_starts = 13"),
        f"{TARGET}.year_starts",
        "ikke en måned",
        "8 for august",
    ),
    "a month for a rolling indicator": (change("praktik", "at_least = 3"), f"{TARGET}.due", "fire kvartaler", '"2017"'),
    "a window due does not have": (more('window = "year"'), f"{TARGET}.due", "passer ikke", '"2017"'),
    "a window that the indicator cannot have": (
        change("praktik", "at_least = 3", "2017", 'window = "year"'),
        f"{TARGET}.window",
        "kan ikke læses over",
        "Fjern window",
    ),
    "a second reading of a year": (
        change("sygedagpenge", "at_most = 3", "2017", 'also_read_as = "rolling_year"'),
        f"{TARGET}.also_read_as",
        "anden læsning",
        "rolling_year",
    ),
    "a share over a year without denominator": (
        change("ledighed", "at_most = 3", "2017"),
        f"{TARGET}.due",
        "tæller og nævner",
        "denominator",
    ),
    "a rank of a count": (
        change("sygedagpenge", f"rank = {FRACTION}"),
        f"{TARGET}.rank",
        "rangorden bruger en rate",
        "rate",
    ),
    "a count against the nation": (
        change("sygedagpenge", "at_most = { area = '000' }"),
        f"{TARGET}.at_most",
        "bruger en rate",
        "rate",
    ),
    "a rank without a better side": (
        change("andel-neutral", f"rank = {FRACTION}"),
        f"{TARGET}.rank",
        "ingen bedste side",
        "better",
    ),
    "a rank outside the own group": (
        change("ledighed", "rank = { peer_group = 'kun-varde', best_fraction = '1/3' }"),
        f"{TARGET}.rank.peer_group",
        "ikke med i",
        "Vælg en gruppe",
    ),
    "a rank among the best and outside the worst": (
        change("ledighed", "rank = { peer_group = 'begge', best_fraction = '1/3', outside_worst_fraction = '1/3' }"),
        f"{TARGET}.rank",
        "blandt de bedste eller uden for de dårligste",
        "enten",
    ),
    "a fraction as a number": (
        change("ledighed", "rank = { peer_group = 'begge', best_fraction = 0.33 }"),
        f"{TARGET}.rank.best_fraction",
        "brøk",
        '"1/3"',
    ),
    "a fraction over 1": (
        change("ledighed", "rank = { peer_group = 'begge', best_fraction = '3/2' }"),
        f"{TARGET}.rank.best_fraction",
        "brøk",
        '"1/3"',
    ),
    "weighted without denominator": (
        change("ledighed", "below = { peer_group = 'begge', statistic = 'weighted' }"),
        f"{TARGET}.below.statistic",
        "nævner",
        "mean",
    ),
    "low over high": (change("ledighed", "between = [5, 3]"), f"{TARGET}.between", "større end", "[3, 5]"),
    "near nothing": (more("near = 0"), f"{TARGET}.near", "over 0", "uden fortegn"),
    "a deviation without reason": (
        more("accepted = { since = 2017-01-01, until = 2017-02-01 }"),
        f"{TARGET}.accepted.reason",
        "mangler",
        "reason",
    ),
    "a deviation that ends first": (
        more("accepted = { since = 2017-02-01, until = 2017-01-01, reason = 'x' }"),
        f"{TARGET}.accepted.until",
        "før den begynder",
        "since",
    ),
    "frozen without a day": (
        more('baseline_policy = "frozen"'),
        f"{TARGET}.baseline_policy",
        "aftalens dag",
        "agreed_on",
    ),
    "frozen without a baseline": (
        [
            ("year =", "agreed_on = 2016-12-20\nyear ="),
            *change("ledighed", "below = 3", more='baseline_policy = "frozen"'),
        ],
        f"{TARGET}.baseline_policy",
        "intet udgangspunkt",
        "Fjern",
    ),
    "a requirement id of its own": (more('id = "x"'), f"{TARGET}.id", "begynder ikke", "«k1-1»"),
    "no requirement": (
        [("    [[goal.criterion.target]]", "    [[goal.action]]\n    title = 'x'\n    [[goal.criterion2]]")],
        "goal[1].criterion[1]",
        "intet krav",
        "milestone",
    ),
    "a key date without a date": (
        [("[[goal]]", "[[key_date]]\ntitle = 'x'\n[[goal]]")],
        "key_date[1]",
        "Hverken dag eller periode",
        "day =",
    ),
    "a key date outside its period": (
        [("[[goal]]", "[[key_date]]\ntitle = 'x'\nday = 2017-02-01\nperiod = '2017-01'\n[[goal]]")],
        "key_date[1].day",
        "uden for",
        "Ret",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_contract_has_file_key_text_and_remedy(problems, valid, name):
    replaced, key, text, remedy = FAULTS[name]
    contract = valid["contract"]
    for old, new in replaced:
        assert old in contract
        contract = contract.replace(old, new, 1)
    found = [problem for problem in problems(contract=contract) if problem.key == key]
    assert found, problems
    assert found[0].file == "contracts/proeve.toml"
    assert text in found[0].text
    assert remedy in found[0].remedy


def test_a_contract_without_goals_is_no_contract(problems, valid):
    (found,) = problems(contract=valid["contract"][: valid["contract"].index("[[goal]]")])
    assert (found.key, found.text) == ("goal", "Nøglen «goal» mangler.")


def test_an_occasion_after_due_and_occasions_out_of_order_are_named(problems, valid):
    recurring = """
    [[goal.criterion.recurring]]
    each = "MED-møde"
    occasions = ["2017-02", "2018-02"]
    due = "2017"
    [[goal.criterion.recurring]]
    each = "MED-møde"
    occasions = ["2017-05", "2017-02"]
    due = "2017"
    """
    found = {one.key: one.text for one in problems(contract=valid["contract"] + recurring)}
    assert "ligger efter fristen" in found["goal[1].criterion[1].recurring[1].occasions"]
    assert "rækkefølge" in found["goal[1].criterion[1].recurring[2].occasions"]


def test_ids_given_twice_are_named_with_where_they_stood_first(problems, valid):
    goal = valid["contract"][valid["contract"].index("[[goal]]") :]
    found = {one.key: one.text for one in problems(contract=valid["contract"] + goal)}
    assert "første gang i goal[1].id" in found["goal[2].id"]
    assert "første gang i goal[1].criterion[1].id" in found["goal[2].criterion[1].id"]
    assert f"første gang i {TARGET}" in found["goal[2].criterion[1].target[1]"]


def test_an_action_named_twice_cannot_be_told_apart_in_the_journal(problems, valid):
    actions = "  [[goal.action]]\n  title = 'Samme'\n  [[goal.action]]\n  title = 'Samme'\n  [[goal.criterion]]"
    found = problems(contract=valid["contract"].replace("  [[goal.criterion]]", actions, 1))
    assert [(one.key, "står to gange" in one.text) for one in found] == [("goal[1].action[2]", True)]


def test_all_problems_of_all_files_come_at_once(problems, valid):
    found = problems(
        sources=valid["sources"].replace("terms", "vilkår_1"),
        areas=valid["areas"].replace("573;Varde;municipality", "573;Varde;kommune"),
        peer_groups=valid["peer_groups"].replace('"573", "740"', '"573", "704"'),
        indicators=valid["indicators"].replace('better = "higher"', 'better = "højere"'),
        contract=valid["contract"]
        .replace("due =", "frist =")
        .replace('"fælles"', '"begge"')
        .replace("2015-12", "2015"),
    )
    assert {one.file for one in found} == {
        "sources.toml", "areas.csv", "peer_groups.toml", "indicators.toml", "contracts/proeve.toml",
    }  # fmt: skip
    assert {"goal[1].origin", f"{TARGET}.frist", f"{TARGET}.at_most.baseline"} <= {one.key for one in found}
    assert all(one.text.endswith((".", "»")) or ":" in one.text for one in found)
    assert all(one.remedy for one in found)


def test_a_faulty_indicator_is_not_also_called_unknown(problems, valid):
    found = problems(indicators=valid["indicators"].replace('title = "Fuldtidspersoner på sygedagpenge"', ""))
    assert [(one.file, one.key) for one in found] == [("indicators.toml", "indicator[1].title")]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "text"),
    [
        ("sources", 'id = "jobindsats"', 'id = "job"', "indicator[1].source", "Kilden «jobindsats»"),
        ("indicators", 'first = "2014-07"', 'first = "2014"', "indicator[1].break[1].first", "hver måned"),
        (
            "indicators",
            'definition = "Antal."',
            'definition = "Antal."\nper = "folk"',
            "indicator[1].per",
            "ikke oprettet",
        ),
        ("indicators", 'id = "ledighed"', 'id = "sygedagpenge"', "indicator[2].id", "står to gange"),
        ("indicators", "maximum = 1000", "maximum = 0", "indicator[3].maximum", "ikke over det laveste"),
        ("indicators", 'denominator = "jobordrer"', "", "indicator[3].numerator", "ingen nævner"),
        ("indicators", 'unit = "pct"', 'unit = "%"', "indicator[2].unit", "ikke oprettet"),
        (
            "indicators",
            'kind = "stock"',
            'kind = "stock"\nseasonal = "ja"',
            "indicator[1].seasonal",
            "true eller false",
        ),
        ("peer_groups", 'needed = "Medlemmerne skal oplyses."', "", "peer_group[3]", "ingen medlemmer"),
        ("peer_groups", 'members = ["573", "740"]', "members = [573]", "peer_group[1].members", "tallet 573"),
        ("peer_groups", "2014-12-31", "2015-06-30", "peer_group[2]", "to gange på samme tid"),
        (
            "peer_groups",
            "valid_from = 2010-01-01",
            "valid_from = 2020-01-01",
            "peer_group[2].member[1].valid_to",
            "før det begynder",
        ),
        ("areas", "740;Silkeborg", "74;Silkeborg", "linje 4", "tre cifre"),
        ("areas", "573;Varde;municipality;", "573;Varde;", "linje 3", "felter"),
        ("areas", "2006-12-31", "31-12-2006", "linje 5", "kan ikke læses"),
        ("areas", "kode;navn", "kode;name", "", "Overskriften"),
        ("areas", "573;Varde", "000;Varde", "linje 3", "står to gange"),
    ],
)
def test_a_fault_of_the_other_files_is_named_at_its_place(problems, valid, file, old, new, key, text):
    assert old in valid[file]
    found = problems(**{file: valid[file].replace(old, new, 1)})
    assert any(one.key == key and text in one.text and one.remedy for one in found), found


def test_broken_toml_names_the_line(problems, valid):
    (found,) = problems(contract=valid["contract"].replace('\ntitle = "Prøve"', '\ntitle = "Prøve'))
    assert (found.file, found.line) == ("contracts/proeve.toml", 3)
    assert "anførselstegn" in found.remedy


@pytest.mark.parametrize("written", ["[" * 3000 + "]" * 3000, "1" * 5000], ids=["brackets", "digits"])
def test_toml_that_python_cannot_hold_is_named(problems, valid, written):
    (found,) = problems(contract=f"x = {written}\n{valid['contract']}")
    assert (found.file, found.line, found.key) == ("contracts/proeve.toml", 1, "x")
    assert "for mange parenteser" in found.text or "for langt" in found.text


def test_a_folder_in_place_of_a_file_is_named(folder):
    read = folder()
    (read.contracts / "mappe.toml").mkdir()
    (found,) = check_definitions(read)
    assert (found.file, found.text) == ("contracts/mappe.toml", "Filen kan ikke læses.")


def test_a_key_given_twice_is_named_with_its_line(problems, valid):
    (found,) = problems(contract=valid["contract"].replace("year = 2017", "year = 2017\nyear = 2018"))
    assert (found.line, found.key) == (8, "year")
    assert "står to gange under samme overskrift; første gang på linje 7" in found.text


def test_a_file_cut_in_the_middle_is_named(problems, valid):
    (found,) = problems(contract=valid["contract"] + '    population = """')
    assert (found.line, found.key) == (24, f"{TARGET}.population")
    assert "ikke lukket" in found.text


def test_a_file_that_is_not_utf8_is_named_with_its_line(folder):
    read = folder()
    file = read.contracts / "proeve.toml"
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp1252"))
    (found,) = check_definitions(read)
    assert (found.file, found.remedy) == ("contracts/proeve.toml", "Gem filen som UTF-8.")
    assert "linje 3" in found.text


def test_an_unreadable_file_is_the_only_problem_and_nothing_else_is_blamed(folder):
    read = folder()
    read.indicators.unlink()
    (found,) = check_definitions(read)
    assert (found.file, found.text) == ("indicators.toml", "Filen findes ikke.")


def test_the_file_name_is_the_contract_id(folder):
    read = folder()
    assert list(read_definitions(read).contracts) == ["proeve"]
    (read.contracts / "proeve.toml").rename(read.contracts / "Min Aftale.toml")
    (found,) = check_definitions(read)
    assert found.file == "contracts/Min Aftale.toml"
    assert "kan ikke være et id" in found.text


def test_a_folder_without_contracts_is_no_fault_and_is_told_how_one_is_made(folder):
    read = folder()
    (read.contracts / "proeve.toml").unlink()
    assert check_definitions(read) == ()
    (asked,) = cautions_of(read_definitions(read))
    assert asked.text == "Der er ingen aftaler."
    assert "python3 -m kpi new KOMMUNE ÅR" in asked.remedy
