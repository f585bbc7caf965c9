"""The recorded answers of jobindsats.dk and Statistikbanken, served letter for letter, are read right."""

import csv
import json
import os
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from kpi.access import local_user
from kpi.definitions import read_definitions
from kpi.intake import FileRefused
from kpi.intake.answers import sharing
from kpi.intake.api.answer import AnswerPart, Asked, Envelope, TableFacts
from kpi.intake.api.web import NoAnswer
from kpi.intake.sources.jobindsats.api import ask_figures, client, read_envelope
from kpi.model.delivery import Outcome
from kpi.model.folder import DataFolder
from kpi.model.observation import Quality
from kpi.model.period import PeriodKind
from kpi.receive.fetch import Order, Reach, fetch_figures
from kpi.store import Store
from tests.intake.api_server import QUICK, ApiServer, Jobindsats, Reply, Statbank, as_json
from tests.intake.api_server import Asked as Request

RECORDINGS = os.environ.get("KPI_RECORDINGS", "")
pytestmark = pytest.mark.skipif(not RECORDINGS, reason="KPI_RECORDINGS er ikke sat: de optagne svar er ikke her")
ROOT = Path(__file__).resolve().parents[3]
DEFINITIONS = read_definitions(DataFolder(ROOT / "data", ROOT / "data"))
GROUPS = ["Ydelsesgrupper i alt", "A-dagpenge", "Kontanthjælp"]
LONG_TERM = sharing(DEFINITIONS, "jobindsats")["y25i09", "_ygrpi09", PeriodKind.MONTH]
UNEMPLOYED = sharing(DEFINITIONS, "jobindsats")["y25i01", "_ygrpi09", PeriodKind.MONTH]


def recorded(name: str) -> Any:
    return json.loads((Path(RECORDINGS) / name).read_text(encoding="utf-8"))


def good_answers() -> Mapping[str, Any]:
    results: Mapping[str, Any] = recorded("jobindsats_v3_probe_2026-07-27b.json")["results"]
    return results


def facts_of(periods: Sequence[str]) -> TableFacts:
    return TableFacts("", None, None, "", PeriodKind.MONTH, tuple(periods), {"000": "/"}, "_nykom", {GROUPS[0]: "/"})


@pytest.mark.parametrize(
    ("name", "table", "of"), [("unemployment_total", "y25i01", UNEMPLOYED), ("longterm_total", "y25i09", LONG_TERM)]
)
def test_a_recorded_answer_is_read_cell_by_cell(name: str, table: str, of: Any) -> None:
    body = good_answers()[name]
    periods = [row[0] for row in body["rows"]]
    total = [(indicator, fetched) for indicator, fetched in of if fetched.member == GROUPS[0]]
    asked = Asked(("000",), tuple(periods), (GROUPS[0],))
    part = AnswerPart(asked, "", json.dumps(body, ensure_ascii=False))
    envelope = Envelope("jobindsats", table, "_ygrpi09", PeriodKind.MONTH, "", (part,))
    read = read_envelope(envelope, total, facts_of(periods), DEFINITIONS, received_on=date(2026, 7, 27))
    assert read.refused == ()
    assert len(read.figures) == len(body["rows"]) * len(total)
    for figure in read.figures:
        fetched = next(one for indicator, one in total if indicator.id == figure.indicator)
        row = body["rows"][figure.line - 1]
        assert figure.value == Decimal(str(row[body["columns"].index(fetched.column)]))
        assert f"{figure.period.year}M{figure.period.end_month:02d}" == row[0]
        assert figure.quality is (Quality.PROVISIONAL if row[0] == periods[-1] else Quality.UNSTATED)


def test_a_recorded_answer_split_after_a_kasse_is_refused_as_a_part() -> None:
    body = good_answers()["unemployment_akasser"]
    periods = tuple(sorted({row[0] for row in body["rows"]}))
    total = [(indicator, fetched) for indicator, fetched in UNEMPLOYED if fetched.member == GROUPS[0]]
    part = AnswerPart(Asked(("000",), periods, (GROUPS[0],)), "", json.dumps(body, ensure_ascii=False))
    envelope = Envelope("jobindsats", "y25i01", "_ygrpi09", PeriodKind.MONTH, "", (part,))
    with pytest.raises(FileRefused, match="delt op efter «A-kasse»"):
        read_envelope(envelope, total, facts_of(periods), DEFINITIONS, received_on=date(2026, 7, 27))


def ask_june(server: ApiServer) -> Envelope:
    web = client(server.host, "x", QUICK, time.sleep)
    return ask_figures(web, "y25i01", "", "_ygrpi09", facts_of(["2026M06"]), ["2026M06"])


def recorded_refusals() -> list[str]:
    """Bodies of every recorded refusal, as the server sent them."""
    said = [
        *recorded("jobindsats_v3_probe_2026-07-27a_all_422.json")["failures"].values(),
        *recorded("jobindsats_v3_probe_2026-07-27b.json")["failures"].values(),
        *(
            one["error"]
            for one in recorded("jobindsats_v3_period_type_probe_2026-08.json")["attempts"].values()
            if one["state"] == "error"
        ),
    ]
    return [text[text.index("{") :] for text in said]


def test_every_recorded_refusal_is_told_in_danish_with_its_cause() -> None:
    bodies = recorded_refusals()
    assert len(bodies) == 19
    for body in bodies:
        reply = Reply(body.encode(), status=422)
        with ApiServer(lambda _, reply=reply: reply) as server, pytest.raises(NoAnswer) as refused:
            ask_june(server)
        assert len(server.asked) == 1
        assert "ukendt" in refused.value.reason
        assert json.loads(body)["cause"][:50] in refused.value.reason


def test_a_recorded_refused_key_is_no_figures() -> None:
    text = next(iter(recorded("jobindsats_v2_error_bad_key_2023-08-14.json")))
    with ApiServer(lambda _: Reply(text.encode())) as server, pytest.raises(NoAnswer, match="Forkert nøgle"):
        ask_june(server)


def vintage(table: str, at: int) -> dict[tuple[str, str, str], str]:
    """(area, period, group) → figure as text, of the table's first or last recorded vintage."""
    with (Path(RECORDINGS) / "jobindsats_vintages_2026-08.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["tabel"] == table]
    wanted = sorted({row["vintage_utc"] for row in rows})[at]
    return {
        (row["omraade"], row["periode"], row["ydelsesgruppe"]): row["fuldtidspersoner"]
        for row in rows
        if row["vintage_utc"] == wanted
    }


def test_two_recorded_vintages_fetched_one_after_the_other_give_the_recorded_revisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOBINDSATS_TOKEN", "prove")
    monkeypatch.delenv("KPI_NO_EGRESS", raising=False)
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    folder = DataFolder(tmp_path, ROOT / "data")
    now = datetime(2026, 8, 19, 6, 0, tzinfo=UTC)
    revised = []
    for at, updated in ((0, "2026-07-21"), (-1, "2026-08-19")):
        figures = vintage("y25i01", at)
        areas, periods = sorted({key[0] for key in figures}), sorted({key[1] for key in figures})

        def value(area: str, period: str, member: str, column: str, figures: Any = figures) -> Any:
            if not column.startswith("Antal ledige fuldtids"):
                return 2.5
            text = figures[area, period, member]
            return int(text) if text else None

        play = Jobindsats(
            "y25i01",
            areas,
            periods[-24:],
            ["Antal ledige fuldtidspersoner", "Ledige fuldtidspersoner i pct. af arbejdsstyrken 16-66 år"],
            value,
            split="_ygrpi09",
            members=GROUPS,
        )
        play.description |= {"update_latest": updated, "update_next": "2026-08-19"}
        with ApiServer(play) as server:
            order = Order("jobindsats", local_user("Prøve"), now, tables=("y25i01",), accept_warnings=True)
            reach = Reach({"jobindsats": server.host}, patience=QUICK)
            (report,) = fetch_figures(folder, DEFINITIONS, order, reach=reach)
        assert (report.outcome, report.reason, report.refused_rows) == (Outcome.STORED, "", ())
        revised = [
            one for one in report.revised if (one.indicator, str(one.period)) == ("ledige_fuldtidspersoner", "2026-06")
        ]
        now = datetime(2026, 8, 20, 6, 0, tzinfo=UTC)
    old, new = vintage("y25i01", 0), vintage("y25i01", -1)
    places = [key for key in old if key[1:] == ("2026M06", GROUPS[0]) and key[0] != "Uoplyst område"]
    assert len(revised) == sum(old[key] != new[key] for key in places) == 98
    silkeborg = next(one for one in revised if one.area == "740")
    assert (silkeborg.before, silkeborg.after) == (Decimal(1175), Decimal(1194))
    known = Store(folder.store).series("ledige_fuldtidspersoner", "740", date(2026, 8, 18))
    assert known is not None
    assert known.observations[-1].value == Decimal(1175)


def test_recorded_figures_of_statistikbanken_come_through_its_api(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KPI_NO_EGRESS", raising=False)
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    folder = DataFolder(tmp_path, ROOT / "data")
    figures: dict[tuple[str, str], int] = {}
    with (Path(RECORDINGS) / "dst_AUK01_nettoledige_kontanthjaelp_2007Q1-2025Q4.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        for row in csv.DictReader(file, delimiter=";"):
            figures[row["OMRÅDE"], row["TID"].replace("Q", "K")] = int(row["INDHOLD"])
    spoken = {"All Denmark": "Hele landet", "Copenhagen": "København"}
    codes = {area.name: code for code, area in DEFINITIONS.areas.items()}
    names = {codes.get(spoken.get(name, name), name): name for name in dict.fromkeys(area for area, _ in figures)}
    play = Statbank(
        "AUK01",
        {code: spoken.get(name, name) for code, name in names.items()},
        sorted({time for _, time in figures}),
        lambda area, time, _: figures[names[area], time],
        split="YDELSESTYPE",
        members={"TOT": "I alt", "KT": "Nettoledige kontanthjælpsmodtagere"},
    )
    seen: list[Request] = []

    def answer(asked: Request) -> Reply:
        seen.append(asked)
        return play(asked)

    with ApiServer(answer) as server:
        now = datetime(2026, 8, 22, 6, 0, tzinfo=UTC)
        order = Order("dst", local_user("Prøve"), now, tables=("AUK01",), accept_warnings=True)
        (report,) = fetch_figures(folder, DEFINITIONS, order, reach=Reach({"dst": server.host}, patience=QUICK))
    assert (report.outcome, report.new) == (Outcome.STORED, 104 * 76)
    assert [urlsplit(one.path).path for one in seen] == ["/v1/tableinfo/AUK01", "/v1/data"]
    series = Store(folder.store).series("nettoledige_kontanthjaelp", "573", date(2030, 1, 1))
    assert series is not None
    assert {str(one.period): one.value for one in series.observations}["2014-Q4"] == Decimal(112)


def test_json_that_stands_for_something_else_is_no_table() -> None:
    with ApiServer(lambda _: as_json(recorded("jobindsats_v3_period_type_probe_2026-08.json"))) as server:
        envelope = ask_june(server)
    with pytest.raises(FileRefused, match="ikke en tabel"):
        read_envelope(envelope, UNEMPLOYED, facts_of(["2026M06"]), DEFINITIONS, received_on=date(2026, 8, 22))
