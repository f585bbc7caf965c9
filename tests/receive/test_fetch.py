"""From an API's answers to figures that can be seen: the whole way, against a server that plays the sources."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi.access import NotAllowed, Role, User, local_user
from kpi.definitions import read_definitions
from kpi.intake import FileRefused
from kpi.intake.answers import read_answers, sharing
from kpi.intake.api.web import NoAnswer
from kpi.intake.register import APIS
from kpi.intake.sources.dst import api as statbank_api
from kpi.kept.deliveries import read_sidecar
from kpi.model.area import AreaKind
from kpi.model.delivery import ImportReport, Outcome
from kpi.model.folder import DataFolder
from kpi.model.observation import Observation, Quality
from kpi.model.period import PeriodKind
from kpi.receive.fetch import Order, Reach, fetch_figures, fetch_states, why_not
from kpi.store import Store
from tests.intake.api_server import QUICK, ApiServer, Asked, Jobindsats, Play, Reply, Statbank, as_json

ROOT = Path(__file__).resolve().parents[2]
DEFINITIONS = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
USER = local_user("Åse Prøve")
NOW = datetime(2026, 8, 22, 9, 0, tzinfo=UTC)
AREAS = {
    code: area.name
    for code, area in DEFINITIONS.areas.items()
    if area.kind in (AreaKind.MUNICIPALITY, AreaKind.NATION) and area.ended_on is None
}
PERIODS = ["2026M05", "2026M06", "2026M07"]
COUNT = "Antal ledige fuldtidspersoner"
SHARE = "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år"
GROUPS = ["Ydelsesgrupper i alt", "A-dagpenge", "Kontanthjælp"]


def steady(area: str, period: str, member: str, column: str) -> float | int | None:
    if column == SHARE:
        return 0.4 if member == "Kontanthjælp" else 2.8
    if area == "Fanø" and member == "Kontanthjælp":
        return None
    return 1000 + int(period[5:]) if member == "Ydelsesgrupper i alt" else 100 + int(period[5:])


def unemployment(**how: Any) -> Jobindsats:
    given: dict[str, Any] = {
        "table": "y25i01",
        "areas": [*AREAS.values(), "Uoplyst område"],
        "periods": PERIODS,
        "columns": ["Antal ledige personer", COUNT, SHARE],
        "value": steady,
        "split": "_ygrpi09",
        "members": GROUPS,
    } | how
    return Jobindsats(**given)


def changed(play: Play, change: Callable[[dict[str, Any]], object]) -> Play:
    """The same, with the JSON of each answer with figures changed."""

    def answer(asked: Asked) -> Reply:
        reply = play(asked)
        if "/v3/data/" not in asked.path and "/v1/data" not in asked.path:
            return reply
        stated = json.loads(reply.body)
        change(stated)
        return as_json(stated)

    return answer


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """An installation without figures: the shipped definitions, and no shipped deliveries or examples."""
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    return DataFolder(tmp_path, ROOT / "data")


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBINDSATS_TOKEN", "prove-nogle-123")
    monkeypatch.delenv("KPI_NO_EGRESS", raising=False)


def fetch(
    folder: DataFolder, play: Play, source: str = "jobindsats", table: str = "y25i01", later: int = 0, **how: Any
) -> tuple[ImportReport, list[Asked]]:
    with ApiServer(play) as server:
        reach = Reach(dict.fromkeys(APIS, server.host), patience=QUICK, pause=lambda _: None)
        given = {"by": USER, "at": NOW + timedelta(days=later), "tables": (table,), "accept_warnings": True} | how
        (report,) = fetch_figures(folder, DEFINITIONS, Order(source, **given), reach=reach)
    return report, server.asked


def latest(folder: DataFolder, indicator: str, area: str = "740") -> dict[str, Observation]:
    series = Store(folder.store).series(indicator, area, date(2030, 1, 1))
    return {} if series is None else {str(one.period): one for one in series.observations}


def kept(folder: DataFolder) -> list[Path]:
    return sorted(folder.deliveries[-1].glob("*/*/"))


def test_fetched_figures_are_kept_as_they_came_and_can_be_seen(folder: DataFolder) -> None:
    report, asked = fetch(folder, unemployment())
    assert (report.outcome, report.reason, report.refused_rows) == (Outcome.STORED, "", ())
    assert report.new == 99 * 3 * 4
    found = latest(folder, "ledige_fuldtidspersoner")
    assert {period: one.value for period, one in found.items()} == {
        "2026-05": Decimal(1005),
        "2026-06": Decimal(1006),
        "2026-07": Decimal(1007),
    }
    assert latest(folder, "ledighedsprocent_kontanthjaelp")["2026-07"].value == Decimal("0.4")
    (delivery,) = kept(folder)
    original = json.loads((delivery / "original.json").read_text(encoding="utf-8"))
    assert json.loads(original["description"])["update_latest"] == "2026-08-19"
    assert [json.loads(part["answer"])["columns"][:2] for part in original["parts"]] == [["Periode", "Område"]] * 2
    said = read_sidecar(delivery).state_of_knowledge
    assert "Opdateret hos kilden 19-08-2026. Næste opdatering 21-09-2026." in said
    assert "prove-nogle-123" not in "".join(path.read_bytes().decode("latin-1") for path in delivery.iterdir())
    assert all(one.headers["Authorization"] == "Bearer prove-nogle-123" for one in asked)


def test_the_question_names_the_area_hierarchy_of_the_table_fifty_areas_at_a_time_and_its_own_periods(
    folder: DataFolder,
) -> None:
    _, asked = fetch(folder, unemployment())
    description, *figures = asked
    assert description.path == "/v3/table/y25i01?format=json"
    assert [len(one.query["hierarchy._nykom"].split(",")) for one in figures] == [50, 49]
    for one in figures:
        assert (one.query["period.M"], one.query["mgroup.*"]) == ("2026M05,2026M06,2026M07", "*")
        assert one.query["hierarchy._ygrpi09"] == "/2/,/"
        assert "_omrade" not in one.path


def test_a_hidden_cell_is_hidden_and_the_newest_month_provisional(folder: DataFolder) -> None:
    fetch(folder, unemployment())
    hidden = latest(folder, "ledige_kontanthjaelp", "563")["2026-07"]
    assert (hidden.value, hidden.quality) == (None, Quality.HIDDEN)
    found = latest(folder, "ledige_kontanthjaelp")
    assert (found["2026-07"].quality, found["2026-06"].quality) == (Quality.PROVISIONAL, Quality.UNSTATED)


def test_the_newest_month_is_published_on_the_day_of_the_update_and_older_ones_by_assumption(
    folder: DataFolder,
) -> None:
    fetch(folder, unemployment())
    found = latest(folder, "ledige_fuldtidspersoner")
    assert (found["2026-07"].published_on, found["2026-07"].published_assumed) == (date(2026, 8, 19), False)
    assert (found["2026-05"].published_on, found["2026-05"].published_assumed) == (date(2026, 6, 21), True)


def test_the_next_update_revises_and_adds(folder: DataFolder) -> None:
    fetch(folder, unemployment())

    def revised(area: str, period: str, member: str, column: str) -> float | int | None:
        value = steady(area, period, member, column)
        return 1019 if (area, period, member, column) == ("Silkeborg", "2026M07", GROUPS[0], COUNT) else value

    play = unemployment(periods=[*PERIODS, "2026M08"], value=revised)
    play.description |= {"update_latest": "2026-09-21", "update_next": "2026-10-20"}
    report, _ = fetch(folder, play, later=31)
    assert [(one.area, str(one.period), one.after) for one in report.revised] == [("740", "2026-07", Decimal(1019))]
    assert report.new == 99 * 4
    before = Store(folder.store).series("ledige_fuldtidspersoner", "740", date(2026, 9, 20))
    assert before is not None
    assert before.observations[-1].value == Decimal(1007)


def test_the_same_answer_again_changes_nothing(folder: DataFolder) -> None:
    fetch(folder, unemployment())
    report, _ = fetch(folder, unemployment(), later=1)
    assert report.outcome is Outcome.UNCHANGED
    assert len(kept(folder)) == 1


def test_a_dry_run_says_what_would_come_and_keeps_nothing(folder: DataFolder) -> None:
    report, _ = fetch(folder, unemployment(), dry_run=True)
    assert (report.outcome, report.dry_run, report.new) == (Outcome.STORED, True, 99 * 3 * 4)
    assert kept(folder) == []


def test_the_description_is_asked_for_once_a_day_and_again_when_an_update_is_due(folder: DataFolder) -> None:
    play = unemployment()
    _, asked = fetch(folder, play)
    assert "/v3/table/" in asked[0].path
    _, asked = fetch(folder, play, at=NOW + timedelta(hours=23))
    assert "/v3/data/" in asked[0].path
    _, asked = fetch(folder, play, at=NOW + timedelta(hours=25))
    assert "/v3/table/" in asked[0].path
    play.description["update_next"] = "2026-08-23"
    fetch(folder, play, at=NOW + timedelta(hours=50))
    _, asked = fetch(folder, play, at=NOW + timedelta(hours=51))
    assert "/v3/table/" in asked[0].path


def test_after_the_first_time_the_newest_three_years_are_asked_for(folder: DataFolder) -> None:
    months = [f"{year}M{month:02d}" for year in range(2021, 2026) for month in range(1, 13)]
    play = Jobindsats("y12a02", [AREAS["000"], AREAS["740"]], months, ["Antal fuldtidspersoner"], lambda *_: 500)
    _, first = fetch(folder, play, table="y12a02")
    assert first[1].query["period.M"].count("M") == 60
    _, then = fetch(folder, play, table="Y12A02", later=2)
    assert then[1].query["period.M"].split(",") == months[-36:]
    _, whole = fetch(folder, play, table="Y12A02", later=4, whole=True)
    assert whole[1].query["period.M"].count("M") == 60


def rename(stated: dict[str, Any], old: str, new: str) -> None:
    stated["columns"] = [new if name == old else name for name in stated["columns"]]


@pytest.mark.parametrize(
    "other",
    [
        "Ledige fuldtidspersoner i pct. af arbejdsstyrken16-66 år ",
        "LEDIGE  fuldtidspersoner i pct. af arbejdsstyrken 16–66 år",
    ],
)
def test_a_heading_that_differs_in_blanks_case_and_dash_is_the_same(folder: DataFolder, other: str) -> None:
    report, _ = fetch(folder, changed(unemployment(), lambda stated: rename(stated, SHARE, other)))
    assert report.outcome is Outcome.STORED
    assert latest(folder, "ledighedsprocent")["2026-07"].value == Decimal("2.8")


def test_columns_in_another_order_are_read_by_their_headings(folder: DataFolder) -> None:
    def turned(stated: dict[str, Any]) -> None:
        stated["columns"].reverse()
        stated["rows"] = [row[::-1] for row in stated["rows"]]

    report, _ = fetch(folder, changed(unemployment(), turned))
    assert report.outcome is Outcome.STORED
    assert latest(folder, "ledige_fuldtidspersoner")["2026-07"].value == Decimal(1007)


def drop_row(stated: dict[str, Any]) -> None:
    del stated["rows"][7]


def repeat_row(stated: dict[str, Any]) -> None:
    stated["rows"].append(stated["rows"][0])


def no_rows(stated: dict[str, Any]) -> None:
    stated["rows"] = []


def short_row(stated: dict[str, Any]) -> None:
    stated["rows"][3].pop()


def another_split(stated: dict[str, Any]) -> None:
    stated["columns"].append("A-kasse")
    for row in stated["rows"]:
        row.append("3F")


def unknown_place(stated: dict[str, Any]) -> None:
    stated["rows"][0][1] = "Uoplyst område"


def unasked_period(stated: dict[str, Any]) -> None:
    stated["rows"][0][0] = "2020M01"


def no_number(stated: dict[str, Any]) -> None:
    stated["rows"][0][4] = True


def two_meanings(stated: dict[str, Any]) -> None:
    stated["rows"][0][4] = "1.006"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (two_meanings, "kan læses på to måder"),
        (lambda stated: rename(stated, COUNT, "Antal fuldtidsledige"), f"Kolonnen «{COUNT}» findes ikke"),
        (lambda stated: rename(stated, "Område", "Kommune"), "Kolonnen «Område» findes ikke"),
        (lambda stated: rename(stated, "Antal ledige personer", COUNT), "står flere gange"),
        (drop_row, "færre rækker end bedt om"),
        (repeat_row, "to rækker for det samme"),
        (no_rows, "ingen rækker"),
        (short_row, "Række 4"),
        (another_split, "delt op efter «A-kasse» («3F»)"),
        (unknown_place, "«Uoplyst område» kendes ikke"),
        (unasked_period, "ikke er bedt om"),
        (no_number, "noget andet end et tal"),
        (lambda stated: stated.pop("columns"), "ikke en tabel"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_refused_whole(
    folder: DataFolder, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    report, _ = fetch(folder, changed(unemployment(), change))
    assert report.outcome is Outcome.REFUSED
    assert said in report.reason
    assert kept(folder) == []
    (state,) = (one for one in fetch_states(folder, DEFINITIONS) if one.table == "Y25i01")
    assert (state.fault, state.fetched_at, state.tried_at) == (report.reason, None, NOW)


def test_what_was_fetched_before_stays_when_the_source_fails(folder: DataFolder) -> None:
    fetch(folder, unemployment())
    report, asked = fetch(folder, lambda _: Reply(status=500), later=2)
    assert (report.outcome, len(asked)) == (Outcome.REFUSED, 3)
    assert "står, som de var" in report.reason
    assert latest(folder, "ledige_fuldtidspersoner")["2026-07"].value == Decimal(1007)
    (state,) = (one for one in fetch_states(folder, DEFINITIONS) if one.table == "Y25i01")
    assert (state.fetched_at, state.tried_at) == (NOW, NOW + timedelta(days=2))
    assert (state.updated_on, state.next_update_on) == (date(2026, 8, 19), date(2026, 9, 21))


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_is_said_once_and_no_other_table_is_asked_for(folder: DataFolder, status: int) -> None:
    with ApiServer(lambda _: as_json({"code": status}, status=status)) as server:
        reach = Reach({"jobindsats": server.host}, patience=QUICK)
        with pytest.raises(NoAnswer, match="afviste nøglen") as refused:
            fetch_figures(folder, DEFINITIONS, Order("jobindsats", USER, NOW), reach=reach)
    assert len(server.asked) == 1
    assert "prove-nogle-123" not in refused.value.reason


def test_a_question_that_is_not_understood_is_told_with_the_cause_and_not_repeated(folder: DataFolder) -> None:
    def play(asked: Asked) -> Reply:
        if "/v3/table/" in asked.path:
            return unemployment()(asked)
        return as_json({"code": 422, "cause": "Unknown hierarchies: ['_nykom']", "request_id": "d93663a8"}, status=422)

    report, asked = fetch(folder, play)
    assert len(asked) == 2
    assert "ukendt opdeling, «Unknown hierarchies: ['_nykom']»" in report.reason


def test_a_table_whose_split_has_changed_is_refused_before_figures_are_asked_for(folder: DataFolder) -> None:
    report, asked = fetch(folder, unemployment(members=["Ydelsesgrupper i alt", "Kontanthjælp mv."]))
    assert len(asked) == 1
    assert "Gruppen «Kontanthjælp» findes ikke" in report.reason
    assert "«Kontanthjælp mv.»" in report.reason


def test_municipalities_that_the_table_lacks_are_named_as_a_warning(folder: DataFolder) -> None:
    play = unemployment(areas=[name for name in AREAS.values() if name != "Læsø"])
    report, _ = fetch(folder, play, accept_warnings=False)
    assert (report.outcome, report.needs_ticking) == (Outcome.REFUSED, True)
    assert "Mangler: Læsø." in report.warnings[0].text


def test_an_update_in_the_future_is_refused(folder: DataFolder) -> None:
    play = unemployment()
    play.description["update_latest"] = "2026-12-24"
    report, _ = fetch(folder, play)
    assert "ligger i fremtiden" in report.reason


# --- before anything is asked ---------------------------------------------------------------------------------------


def test_without_a_key_it_is_said_how_to_get_one_and_what_works_without(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOBINDSATS_TOKEN")
    said = why_not(folder, "jobindsats")
    for part in ("jobindsats@star.dk", "14 dage", "én nøgle", "Excel eller CSV", "jobindsats.key"):
        assert part in said
    assert why_not(folder, "dst") == ""
    with pytest.raises(NoAnswer, match="ingen nøgle"):
        fetch(folder, unemployment())


def test_a_key_in_a_file_is_used_when_nobody_else_can_read_it(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOBINDSATS_TOKEN")
    folder.local.mkdir()
    path = folder.local / "jobindsats.key"
    path.write_text("fra-fil\n", encoding="utf-8")
    path.chmod(0o644)
    assert "chmod 600" in why_not(folder, "jobindsats")
    path.chmod(0o600)
    _, asked = fetch(folder, unemployment())
    assert asked[0].headers["Authorization"] == "Bearer fra-fil"


def test_a_key_that_cannot_be_sent_is_refused_without_repeating_it(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBINDSATS_TOKEN", "to\r\nlinjer")
    said = why_not(folder, "jobindsats")
    assert "Kopiér den igen" in said
    assert "linjer" not in said.replace("linjeskift", "")


def test_nothing_is_asked_when_fetching_is_switched_off(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_NO_EGRESS", "1")
    assert "slået fra" in why_not(folder, "dst")
    with pytest.raises(NoAnswer, match="slået fra"):
        fetch(folder, unemployment())


def test_an_unknown_source_or_table_is_named(folder: DataFolder) -> None:
    with pytest.raises(NoAnswer, match="jobindsats eller dst"):
        fetch(folder, unemployment(), source="kmd")
    with pytest.raises(NoAnswer, match="Tabellen «y99» hentes ikke"):
        fetch(folder, unemployment(), table="y99")


def test_a_viewer_cannot_fetch(folder: DataFolder) -> None:
    with pytest.raises(NotAllowed):
        fetch(folder, unemployment(), by=User("Bo", Role.VIEWER))


# --- Statistikbanken ------------------------------------------------------------------------------------------------

DST_AREAS = AREAS | {"084": "Region Hovedstaden", "01": "Landsdel Byen København", "411": "Christiansø"}
POPULATION = sharing(DEFINITIONS, "dst")["folk1a", "", PeriodKind.QUARTER]
HELP = {"TOT": "I alt", "KT": "Nettoledige kontanthjælpsmodtagere"}


def population(**how: Any) -> Statbank:
    given: dict[str, Any] = {
        "table": "FOLK1A",
        "areas": DST_AREAS,
        "times": ["2026K1", "2026K2", "2026K3"],
        "value": lambda area, time, _: int(area) * 100 + int(time[-1]),
    } | how
    return Statbank(**given)


def test_population_comes_from_statistikbanken_with_its_credit(folder: DataFolder) -> None:
    report, asked = fetch(folder, population(), source="dst", table="FOLK1A")
    assert (report.outcome, report.new, report.reason) == (Outcome.STORED, 100 * 3, "")
    assert latest(folder, "folketal_kvartal")["2026-Q3"].value == Decimal(74003)
    said = read_sidecar(kept(folder)[0]).state_of_knowledge
    assert said.startswith("Danmarks Statistik, FOLK1A")
    assert "Opdateret hos kilden 10-08-2026" in said
    assert "CC BY 4.0" in said
    question = json.loads(asked[1].body)
    assert [one["code"] for one in question["variables"]] == ["OMRÅDE", "Tid"]
    assert (question["lang"], question["format"]) == ("da", "JSONSTAT")
    assert "Authorization" not in asked[1].headers


def test_a_split_is_asked_for_by_its_name_in_danish(folder: DataFolder) -> None:
    play = population(table="AUK01", split="YDELSESTYPE", members=HELP, value=lambda *at: 0 if at[2] == "KT" else 9)
    report, asked = fetch(folder, play, source="dst", table="AUK01")
    assert report.outcome is Outcome.STORED
    assert json.loads(asked[1].body)["variables"][1] == {"code": "YDELSESTYPE", "values": ["KT"]}
    assert latest(folder, "nettoledige_kontanthjaelp")["2026-Q3"].value == Decimal(0)


def test_another_unit_than_the_declared_is_refused(folder: DataFolder) -> None:
    report, asked = fetch(folder, population(unit="1.000 personer"), source="dst", table="FOLK1A")
    assert len(asked) == 1
    assert "«1.000 personer»" in report.reason


def test_a_cell_without_a_number_is_missing(folder: DataFolder) -> None:
    play = population(value=lambda area, *_: None if area == "740" else 5)
    fetch(folder, play, source="dst", table="FOLK1A")
    found = latest(folder, "folketal_kvartal")["2026-Q3"]
    assert (found.value, found.quality) == (None, Quality.MISSING)


def test_a_refused_question_is_told_in_the_sources_own_words(folder: DataFolder) -> None:
    def play(asked: Asked) -> Reply:
        if asked.method == "GET":
            return population()(asked)
        stated = {"errorTypeCode": "EXTRACT-NOTFOUND", "message": "Kan ikke finde værdi: 999 (OMRÅDE)"}
        return as_json(stated, status=400)

    report, asked = fetch(folder, play, source="dst", table="FOLK1A")
    assert len(asked) == 2
    assert "«Kan ikke finde værdi: 999 (OMRÅDE)» (EXTRACT-NOTFOUND)" in report.reason


def fewer_values(stated: dict[str, Any]) -> None:
    stated["dataset"]["value"].pop()


def other_order(stated: dict[str, Any]) -> None:
    dimension = stated["dataset"]["dimension"]
    index = dimension["Tid"]["category"]["index"]
    dimension["Tid"]["category"]["index"] = dict(sorted(index.items(), reverse=True))


def a_shared_place(stated: dict[str, Any]) -> None:
    index = stated["dataset"]["dimension"]["OMRÅDE"]["category"]["index"]
    index.update(dict.fromkeys(list(index)[:2], 0))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (fewer_values, "ikke så mange tal"),
        (lambda stated: stated["dataset"].pop("value"), "ikke JSON-stat"),
        (a_shared_place, "ikke JSON-stat"),
    ],
)
def test_json_stat_that_does_not_agree_with_itself_is_refused(
    folder: DataFolder, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    report, _ = fetch(folder, changed(population(), change), source="dst", table="FOLK1A")
    assert said in report.reason
    assert kept(folder) == []


def test_json_stat_is_read_by_the_places_it_states(folder: DataFolder) -> None:
    fetch(folder, changed(population(), other_order), source="dst", table="FOLK1A")
    assert latest(folder, "folketal_kvartal")["2026-Q1"].value == Decimal(74001)


def test_a_question_is_split_so_that_no_answer_passes_the_limit_of_cells() -> None:
    with ApiServer(population()) as server:
        web = statbank_api.client(server.host, "", QUICK, time.sleep)
        description = statbank_api.ask_description(web, "folk1a")
        facts = statbank_api.read_facts(description, "folk1a", POPULATION, DEFINITIONS.areas)
        envelope = statbank_api.ask_figures(web, "folk1a", description, "", facts, facts.periods, most_cells=40)
        sizes = [len(part.asked.places()) for part in envelope.parts]
    assert (sum(sizes), max(sizes)) == (100 * 3, 40)
    assert len(read_answers(envelope.to_bytes(), DEFINITIONS, received_on=NOW.date()).figures) == 300


def test_csv_and_json_stat_say_the_same() -> None:
    play = population(value=lambda area, time, _: None if area == "101" else int(area) * 10 + int(time[-1]))
    with ApiServer(play) as server:
        web = statbank_api.client(server.host, "", QUICK, time.sleep)
        description = statbank_api.ask_description(web, "folk1a")
        facts = statbank_api.read_facts(description, "folk1a", POPULATION, DEFINITIONS.areas)
        read = [
            read_answers(
                statbank_api.ask_figures(web, "folk1a", description, "", facts, facts.periods, form=form).to_bytes(),
                DEFINITIONS,
                received_on=NOW.date(),
            )
            for form in statbank_api.Format
        ]
    assert read[0] == read[1]
    assert len(read[0].figures) == 300


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("OMRÅDE", "KOMMUNE"), "har kolonnerne «KOMMUNE»"),
        (lambda text: text[:-9], "slutter midt på en linje"),
        (lambda text: text.replace("740;2026K1;74001\r\n", ""), "færre rækker"),
        (lambda text: text.replace(";74001", ";ca. 74001"), "andet end et tal"),
        (lambda text: text.replace("740;2026K1;", "740;"), "har 2 celler"),
    ],
)
def test_csv_that_is_cut_or_changed_is_refused(change: Callable[[str], str], said: str) -> None:
    def play(asked: Asked) -> Reply:
        reply = population()(asked)
        return replace(reply, body=change(reply.body.decode()).encode()) if asked.method == "POST" else reply

    with ApiServer(play) as server:
        web = statbank_api.client(server.host, "", QUICK, time.sleep)
        description = statbank_api.ask_description(web, "folk1a")
        facts = statbank_api.read_facts(description, "folk1a", POPULATION, DEFINITIONS.areas)
        form = statbank_api.Format.CSV
        envelope = statbank_api.ask_figures(web, "folk1a", description, "", facts, facts.periods, form=form)
    with pytest.raises(FileRefused, match=said):
        read_answers(envelope.to_bytes(), DEFINITIONS, received_on=NOW.date())


# --- what was kept --------------------------------------------------------------------------------------------------


def test_what_was_kept_reads_again_as_it_was_read(folder: DataFolder) -> None:
    fetch(folder, unemployment())
    (delivery,) = kept(folder)
    again = read_answers((delivery / "original.json").read_bytes(), DEFINITIONS, received_on=NOW.date())
    assert len(again.figures) == read_sidecar(delivery).figures
    for figure in again.figures:
        if figure.area == "740":
            assert latest_of(folder)[figure.indicator, str(figure.period)] == figure.value


def latest_of(folder: DataFolder) -> dict[tuple[str, str], Decimal | None]:
    ids = [one.id for one in DEFINITIONS.indicators.values() if one.table == "Y25i01"]
    return {(name, period): one.value for name in ids for period, one in latest(folder, name).items()}


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"format": 2}', b'{"format": 1}', b"indikator;kommune"])
def test_what_is_no_kept_answer_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="ikke et svar"):
        read_answers(content, DEFINITIONS, received_on=NOW.date())
