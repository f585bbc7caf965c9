"""«Why a figure is absent is read from its pattern and the source's word, not from one sign.»"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kpi.access import local_user
from kpi.intake import read_file
from kpi.intake.checks.absence import told_apart
from kpi.intake.checks.signs import UNTOLD
from kpi.intake.files.table import StatedRow
from kpi.intake.register import APIS
from kpi.model.definitions import Definitions
from kpi.model.delivery import ImportReport, Outcome
from kpi.model.evaluation import Status
from kpi.model.folder import DataFolder
from kpi.model.indicator import Better, Fetched, IndicatorKind
from kpi.model.observation import Observation, Quality
from kpi.model.rule import Comparison
from kpi.receive.fetch import Order, Reach, fetch_figures
from kpi.store import Store
from tests import units
from tests.field.given import INPUTS, ROOT, TODAY, definitions
from tests.intake.api_server import QUICK, ApiServer, Asked, Reply, as_json
from tests.plain import PLAIN
from tests.spec.builders import criterion, level, target

OUTCOME = "i_job_efter_3_maaneder"
NOW = datetime(2026, 8, 22, 9, 0, tzinfo=UTC)


def measured_later() -> Definitions:
    """The shipped definitions and the indicator that the recorded-like answers are of."""
    indicator = replace(
        PLAIN,
        id=OUTCOME,
        title="Personer i job 3 måneder efter",
        unit=units.PERSONS,
        kind=IndicatorKind.FLOW,
        better=Better.HIGHER,
        source="jobindsats",
        table="Y01D01",
        persons=True,
        hidden_under=3,
        fetched=Fetched("Antal personer i job 3 måneder efter", "", "", "", "", ()),
    )
    shipped = definitions()
    return replace(shipped, indicators={**shipped.indicators, OUTCOME: indicator})


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    for name in ("deliveries", "examples"):
        (tmp_path / name).mkdir()
    return DataFolder(tmp_path, ROOT / "data")


def fetched(folder: DataFolder, name: str, monkeypatch: pytest.MonkeyPatch, *, ticks: bool) -> ImportReport:
    stated = json.loads((INPUTS / name).read_text(encoding="utf-8"))
    monkeypatch.setenv("JOBINDSATS_TOKEN", "prove-nogle-123")
    monkeypatch.delenv("KPI_NO_EGRESS", raising=False)

    def play(asked: Asked) -> Reply:
        return as_json(stated["description" if "/table/" in asked.path else "answer"])

    with ApiServer(play) as server:
        reach = Reach(dict.fromkeys(APIS, server.host), patience=QUICK, pause=lambda _: None)
        order = Order("jobindsats", local_user("Prøve"), NOW, ("Y01D01",), accept_warnings=ticks)
        (report,) = fetch_figures(folder, measured_later(), order, reach=reach)
    return report


def stored(folder: DataFolder, area: str) -> dict[str, Observation]:
    series = Store(folder.store).series(OUTCOME, area, date(2030, 1, 1))
    return {} if series is None else {str(one.period): one for one in series.observations}


def test_the_newest_months_empty_for_every_area_are_not_yet_measured(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fetched(folder, "not_yet_measured.json", monkeypatch, ticks=True).outcome is Outcome.STORED
    for code in ("000", "740", "573", "741"):
        found = stored(folder, code)
        assert {found[f"2026-{month:02}"].quality for month in (2, 3, 4)} == {Quality.MISSING}, code
    samsoe = stored(folder, "741")
    hidden = {period for period, one in samsoe.items() if one.quality is Quality.HIDDEN}
    assert hidden == {"2025-05", "2025-09"}
    assert stored(folder, "000")["2026-01"].value == 401


def test_a_table_of_the_nation_alone_is_stored_by_a_fetch_that_ticks_nothing(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = fetched(folder, "country_only.json", monkeypatch, ticks=False)
    assert (report.outcome, report.warnings, report.refused_rows) == (Outcome.STORED, (), ())
    assert [one.value for one in stored(folder, "000").values()][-1] == Decimal(304)


def test_municipalities_that_a_table_has_no_place_for_are_named_and_only_they(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = fetched(folder, "not_yet_measured.json", monkeypatch, ticks=True)
    (told,) = [warning.text for warning in report.warnings if "ikke alle kommuner" in warning.text]
    assert "Mangler: Aabenraa" in told
    for name in ("Silkeborg", "Samsø", "Region", "Hele landet"):
        assert name not in told, name


def test_what_is_not_yet_measured_is_awaited_and_what_is_hidden_is_not(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(folder, "not_yet_measured.json", monkeypatch, ticks=True)
    assert judged(folder, "740", "2026-04") is Status.AWAITING
    assert judged(folder, "741", "2026-04") is Status.AWAITING
    assert judged(folder, "740", "2026-01") is Status.MET
    assert judged(folder, "741", "2025-09") is Status.MISSED  # 0, 1 or 2 persons: under 9 whichever it is
    assert judged(folder, "741", "2025-09", at_least=2) is Status.UNDECIDABLE


def judged(folder: DataFolder, area: str, due: str, *, at_least: int = 9) -> Status:
    what = replace(target(level(Comparison.AT_LEAST, at_least), due, of=OUTCOME), area=area)
    here = measured_later()
    figures = Store(folder.store).figures({(OUTCOME, area)}, date(2026, 8, 22))
    return criterion(what, facts=here, figures=figures).status


# --- the rule ---------------------------------------------------------------------------------------------------------


def rows(*stated: tuple[str, str, str]) -> list[StatedRow]:
    """Area, period and value; a dash is untold."""
    return [
        StatedRow(
            line=line,
            indicator=OUTCOME,
            area=area,
            area_code="",
            period=period,
            value="" if value == "-" else value,
            unit="personer",
            comment="",
            numerator="",
            denominator="",
            quality=UNTOLD if value == "-" else "",
            published="",
        )
        for line, (area, period, value) in enumerate(stated, 1)
    ]


def told(*stated: tuple[str, str, str]) -> list[str]:
    return [str(row.quality) for row in told_apart(rows(*stated), measured_later()) if not row.value]


def column(area: str, values: str, first: int = 1) -> Iterable[tuple[str, str, str]]:
    return [(area, f"2026M{at:02}", value) for at, value in enumerate(values.split(), first)]


def test_a_scattered_empty_cell_is_hidden() -> None:
    assert told(*column("Silkeborg", "9 9 9"), *column("Samsø", "4 - 5")) == ["skjult"]


def test_the_newest_month_is_hidden_where_another_area_has_a_figure() -> None:
    assert told(*column("Silkeborg", "9 9 9"), *column("Samsø", "4 4 -")) == ["skjult"]


def test_the_newest_stretch_is_not_yet_measured_where_no_area_has_a_figure() -> None:
    assert told(*column("Silkeborg", "9 9 -"), *column("Samsø", "4 - -")) == ["mangler", "skjult", "mangler"]


def test_a_month_in_the_middle_that_even_the_nation_lacks_is_no_small_number() -> None:
    assert told(*column("Hele landet", "900 - 900"), *column("Samsø", "4 - 5")) == ["mangler", "mangler"]


def test_a_month_in_the_middle_that_small_areas_lack_is_hidden() -> None:
    assert told(*column("Fanø", "4 - 5"), *column("Samsø", "4 - 5")) == ["skjult", "skjult"]


def test_a_table_without_any_figure_tells_nothing_unless_the_nation_is_in_it() -> None:
    assert told(*column("Samsø", "- -")) == ["skjult", "skjult"]
    assert told(*column("Hele landet", "-"), *column("Samsø", "-")) == ["mangler", "mangler"]


def test_an_area_or_period_that_cannot_be_read_tells_nothing() -> None:
    assert told(*column("Silkeborg", "9 9"), ("Ukendt", "2026M02", "-"), ("Samsø", "i fjor", "-")) == [
        "skjult",
        "skjult",
    ]


SHEET = (
    "Sygedagpenge (Y07A02)\n\nOmråde;Periode;Antal fuldtidspersoner\n"
    "Hele landet;Nov 2016;50.000\nSilkeborg;Nov 2016;799\nFanø;Nov 2016;-\n"
    "Hele landet;Dec 2016;{nation}\nSilkeborg;Dec 2016;-\nFanø;Dec 2016;-\n"
)


@pytest.mark.parametrize(
    ("nation", "newest"), [("-", Quality.MISSING), ("", Quality.MISSING), ("51.000", Quality.HIDDEN)]
)
def test_a_sheet_from_the_same_source_is_read_by_the_same_rule(nation: str, newest: Quality) -> None:
    content = SHEET.format(nation=nation).encode()
    read = read_file(content, "tal.csv", definitions(), received_on=TODAY)
    assert {one.area: one.quality for one in read.figures if str(one.period) == "2016-11"} == {
        "000": Quality.UNSTATED,
        "740": Quality.UNSTATED,
        "563": Quality.HIDDEN,
    }
    assert {one.quality for one in read.figures if str(one.period) == "2016-12" and one.value is None} == {newest}
    assert read.refused == ()


def test_a_star_is_the_sources_own_word_for_what_it_hides() -> None:
    content = SHEET.format(nation="*").encode()
    read = read_file(content, "tal.csv", definitions(), received_on=TODAY)
    assert [one.quality for one in read.figures if str(one.period) == "2016-12" and one.area == "000"] == [
        Quality.HIDDEN
    ]
