"""The public figures that are carried: whole, from a named source, and known as they were on each day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.tools import relay_public_figures
from kpi.kept.deliveries import read_sidecar, sha256_of
from kpi.model.definitions import Definitions
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.store import Store

from .conftest import DATA

FOLDERS = sorted(path.parent for path in DATA.glob("**/deliveries/*/*/delivery.json") if "local" not in path.parts)
JULY, AUGUST = date(2026, 8, 1), date(2026, 8, 22)


def name_of(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def test_something_is_carried() -> None:
    assert len(FOLDERS) > 20


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_delivery_is_as_it_was_received_and_says_where_it_is_from(folder: Path, definitions: Definitions) -> None:
    sidecar = read_sidecar(folder)
    assert sidecar.id == name_of(folder)
    assert sidecar.sha256 == sha256_of((folder / "original.csv").read_bytes())
    assert sidecar.figures_sha256 == sha256_of((folder / "figures.parquet").read_bytes())
    assert sidecar.source in definitions.sources
    assert sidecar.state_of_knowledge
    assert (sidecar.refused, sidecar.warnings) == ((), ())
    assert sidecar.figures > 0


def test_the_whole_stays_small_enough_to_carry() -> None:
    size = sum(file.stat().st_size for folder in FOLDERS for file in folder.iterdir())
    assert size < 8_000_000


@pytest.mark.parametrize(
    ("area", "before", "after"), [("000", "88080", "89907"), ("740", "1175", "1194"), ("573", "448", "454")]
)
def test_june_2026_was_revised_in_august(store: Store, area: str, before: str, after: str) -> None:
    june = Period.month(2026, 6)
    in_july = store.series("ledige_fuldtidspersoner", area, JULY)
    in_august = store.series("ledige_fuldtidspersoner", area, AUGUST)
    assert in_july is not None
    assert in_august is not None
    assert in_july.latest is not None
    assert (in_july.latest.period, in_july.latest.value) == (june, Decimal(before))
    assert in_july.latest.published_assumed
    assert in_july.revised == {}
    revised = in_august.at(june)
    assert revised is not None
    assert (revised.value, revised.published_on) == (Decimal(after), date(2026, 8, 19))
    assert not revised.published_assumed
    assert [earlier.value for earlier in in_august.revised[june]] == [Decimal(before)]
    assert in_august.latest is not None
    assert in_august.latest.period == Period.month(2026, 7)


def test_seen_from_the_first_of_march_january_is_the_newest_month(store: Store) -> None:
    series = store.series("fuldtidspersoner_kontanthjaelp", "740", date(2025, 3, 1))
    assert series is not None
    assert series.latest is not None
    assert series.latest.period == Period.month(2025, 1)


@pytest.mark.parametrize(
    ("indicator", "area", "period", "value"),
    [
        ("nettoledige_kontanthjaelp", "740", "2015-Q4", "347"),
        ("nettoledige_kontanthjaelp", "573", "2017-Q4", "87"),
        ("nettoledige_kontanthjaelp", "000", "2013-Q4", "32473"),
        ("folketal_kvartal", "740", "2015-Q1", "90016"),
        ("folketal_kvartal", "573", "2015-Q1", "50122"),
        ("forventet_andel_offentlig_forsoergelse", "740", "2022-R", "7.22"),
        ("faktisk_andel_offentlig_forsoergelse", "740", "2022-R", "7.02"),
        ("faktisk_antal_offentlig_forsoergelse_sygedagpenge", "573", "2022-R", "1020"),
        ("fuldtidspersoner_kontanthjaelp", "000", "2025-07", "82643"),
    ],
)
def test_known_figures_stand_as_published(store: Store, indicator: str, area: str, period: str, value: str) -> None:
    series = store.series(indicator, area, AUGUST)
    assert series is not None
    assert {str(one.period): one.value for one in series.observations}[period] == Decimal(value)


def test_a_figure_the_source_left_out_is_hidden_and_its_rate_too(store: Store) -> None:
    counts = store.series("langtidsledige_kontanthjaelp", "563", AUGUST)
    rates = store.series("langtidsledige_kontanthjaelp_pr_1000", "563", AUGUST)
    assert counts is not None
    assert rates is not None
    hidden = {one.period for one in counts.observations if one.quality is Quality.HIDDEN}
    assert hidden == {one.period for one in rates.observations if one.quality is Quality.HIDDEN}
    assert hidden
    assert all(one.numerator is None for one in rates.observations if one.period in hidden)


def test_a_rate_is_its_count_over_the_population_of_the_month(store: Store) -> None:
    rates = store.series("langtidsledige_kontanthjaelp_pr_1000", "740", AUGUST)
    counts = store.series("langtidsledige_kontanthjaelp", "740", AUGUST)
    population = store.series("folketal", "740", AUGUST)
    assert rates is not None
    assert counts is not None
    assert population is not None
    newest = population.latest
    assert newest is not None
    for rate in rates.observations:
        count, inhabitants = counts.at(rate.period), population.at(rate.period) or newest
        assert count is not None
        assert (rate.numerator, rate.denominator) == (count.value, inhabitants.value)
        assert rate.numerator is not None
        assert rate.denominator is not None
        assert rate.value == round(rate.numerator * 1000 / rate.denominator, 6)
        assert ("Folketal" in rate.comment) == (rate.period > newest.period)


def test_the_same_program_lays_out_the_same_bytes(
    public_figures: Path, tmp_path: Path, definitions: Definitions
) -> None:
    relay_public_figures.keep_public_figures(public_figures, tmp_path, definitions)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    carried = DATA / "deliveries"
    kept = {path.relative_to(carried): path.read_bytes() for path in carried.rglob("*") if path.is_file()}
    assert made.keys() == kept.keys()
    assert [str(name) for name in made if made[name] != kept[name]] == []


def test_the_sum_of_each_measure_is_that_of_the_public_file(
    public_figures: Path, store: Store, definitions: Definitions
) -> None:
    tables = relay_public_figures.read_tables(public_figures / relay_public_figures.JOBINDSATS_NOW)
    for indicator, measure in (relay_public_figures.SEEN_TWICE | relay_public_figures.SEEN_ONCE).items():
        public: dict[str, Decimal] = defaultdict(Decimal)
        for (_, period), cell in tables[measure][1].items():
            public[period.replace("M", "-")] += cell.value or 0
        carried: dict[str, Decimal] = defaultdict(Decimal)
        for area in definitions.areas:
            series = store.series(indicator, area, AUGUST)
            for one in series.observations if series else ():
                carried[str(one.period)] += one.value or 0
        assert {period: carried[period] for period in public} == public, indicator
