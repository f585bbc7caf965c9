"""What the data folder declares covers what the contracts need."""

from __future__ import annotations

import tomllib

import pytest

from kpi.definitions import check_definitions
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.indicator import Better, IndicatorKind
from kpi.model.period import Period, PeriodKind

from tests import units

from .conftest import DATA

STOCK, FLOW, SHARE = IndicatorKind.STOCK, IndicatorKind.FLOW, IndicatorKind.SHARE
FULL_TIME, COUNT, PERCENT = units.FULL_TIME_PERSONS, units.COUNT, units.PERCENT
MONTH, YEAR = PeriodKind.MONTH, PeriodKind.YEAR
NEEDED = {
    "fuldtidspersoner_uddannelseshjaelp": (FULL_TIME, STOCK, Better.LOWER, MONTH),
    "fuldtidspersoner_sygedagpenge": (FULL_TIME, STOCK, Better.LOWER, MONTH),
    "fuldtidspersoner_jobafklaring": (FULL_TIME, STOCK, Better.LOWER, MONTH),
    "andel_direkte_til_eud": (PERCENT, SHARE, Better.HIGHER, YEAR),
    "andel_flygtninge_i_job_1_aar": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "matchede_ledige": (COUNT, FLOW, Better.HIGHER, MONTH),
    "matchrate": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "virksomhedspraktik_til_job": (COUNT, FLOW, Better.HIGHER, PeriodKind.ROLLING_YEAR_QUARTERLY),
    "loentilskud_til_job": (COUNT, FLOW, Better.HIGHER, PeriodKind.ROLLING_YEAR_QUARTERLY),
    "andel_digital_postkasse": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "andel_fritaget_digital_post": (PERCENT, SHARE, Better.LOWER, MONTH),
    "andel_digitale_borgere": (PERCENT, SHARE, Better.HIGHER, YEAR),
    "sygefravaer": (PERCENT, SHARE, Better.LOWER, MONTH),
    "svarprocent_trivsel": (PERCENT, SHARE, Better.HIGHER, YEAR),
    "glade_for_at_gaa_paa_arbejde": (PERCENT, SHARE, Better.HIGHER, YEAR),
    "tilfredshed_borgerservice": (PERCENT, SHARE, Better.HIGHER, YEAR),
    "andel_teams_i_ledelsesinformation": (PERCENT, SHARE, Better.HIGHER, PeriodKind.HALF_YEAR),
    "forbrug_i_pct_af_budget": (PERCENT, SHARE, Better.LOWER, MONTH),
    "betalingsaftaler": (COUNT, FLOW, Better.HIGHER, MONTH),
    "andel_sager_over_52_uger": (PERCENT, SHARE, Better.LOWER, MONTH),
    "andel_fastholdt_i_uddannelse": (PERCENT, SHARE, Better.HIGHER, PeriodKind.QUARTER),
    "andel_sygemeldte_over_12_mdr": (PERCENT, SHARE, Better.LOWER, MONTH),
    "andel_med_jobformidler_5_mdr": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "andel_med_jobformidler_15_mdr": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "langtidsledige_kontanthjaelp_pr_1000": (units.PER_1000, SHARE, Better.LOWER, MONTH),
    "andel_delvise_raskmeldinger": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "andel_virksomhedspraktik_sygemeldte": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "jobordrer": (COUNT, FLOW, Better.HIGHER, MONTH),
    "andel_integrationsloven_i_virksomhedsindsats": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "ledige_fuldtidspersoner": (FULL_TIME, STOCK, Better.LOWER, MONTH),
    "ledighedsprocent": (PERCENT, SHARE, Better.LOWER, MONTH),
    "langtidsledige_fuldtidspersoner": (FULL_TIME, STOCK, Better.LOWER, MONTH),
    "fuldtidspersoner_kontanthjaelp": (FULL_TIME, STOCK, Better.LOWER, MONTH),
    "aktiveringsgrad": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "andel_ordinaere_timer": (PERCENT, SHARE, Better.HIGHER, MONTH),
    "forventet_andel_offentlig_forsoergelse": (PERCENT, SHARE, Better.NEITHER, PeriodKind.ROLLING_YEAR_QUARTERLY),
    "faktisk_andel_offentlig_forsoergelse": (PERCENT, SHARE, Better.LOWER, PeriodKind.ROLLING_YEAR_QUARTERLY),
    "nettoledige_kontanthjaelp": (FULL_TIME, STOCK, Better.LOWER, PeriodKind.QUARTER),
    "folketal": (units.PERSONS, STOCK, Better.NEITHER, MONTH),
}


def test_the_shipped_definitions_have_no_problem() -> None:
    assert check_definitions(DataFolder(DATA, DATA)) == ()


@pytest.mark.parametrize("name", NEEDED)
def test_every_indicator_the_contracts_need_is_declared_as_they_use_it(definitions: Definitions, name: str) -> None:
    one = definitions.indicators[name]
    assert (one.unit, one.kind, one.better, one.frequency) == NEEDED[name]


def test_surveys_ask_for_the_number_of_answers(definitions: Definitions) -> None:
    for name in ("glade_for_at_gaa_paa_arbejde", "tilfredshed_borgerservice"):
        assert definitions.indicators[name].denominator == "antal svar"


def test_a_month_of_spending_may_be_over_its_share_of_the_budget(definitions: Definitions) -> None:
    maximum = definitions.indicators["forbrug_i_pct_af_budget"].maximum
    assert maximum is not None
    assert maximum > 100


def test_the_reform_of_july_2025_is_a_break_in_every_series_of_table_y60(definitions: Definitions) -> None:
    of_y60 = [one for one in definitions.indicators.values() if one.table.startswith("Y60")]
    assert len(of_y60) == 6
    for one in of_y60:
        assert [series_break.first for series_break in one.breaks] == [Period.month(2025, 7)]


def test_there_are_98_municipalities_five_regions_and_the_nation(definitions: Definitions) -> None:
    standing = [area for area in definitions.areas.values() if area.ended_on is None]
    kinds = [area.kind for area in standing]
    assert kinds.count(AreaKind.MUNICIPALITY) == 98
    assert kinds.count(AreaKind.REGION) == 5
    assert kinds.count(AreaKind.NATION) == 1
    assert {"573", "740", "000", "082"} <= definitions.areas.keys()


def test_the_groups_of_danmarks_statistik_hold_each_municipality_once(definitions: Definitions) -> None:
    municipalities = sorted(
        area.code for area in definitions.areas.values() if area.kind is AreaKind.MUNICIPALITY and area.ended_on is None
    )
    for prefix in ("dst-", "landsdel-", "region-", "alle-kommuner"):
        members = [
            member.area
            for group in definitions.peer_groups.values()
            if group.id.startswith(prefix)
            for member in group.members or ()
        ]
        assert sorted(members) == municipalities, prefix
    assert "740" in {member.area for member in definitions.peer_groups["dst-provinsbykommuner"].members or ()}
    assert "573" in {member.area for member in definitions.peer_groups["dst-landkommuner"].members or ()}


@pytest.mark.parametrize("name", ["kontanthjaelpsklyngen", "varde-sammenligning"])
def test_a_group_nobody_has_published_has_no_members_and_says_what_is_needed(
    definitions: Definitions, name: str
) -> None:
    group = definitions.peer_groups[name]
    assert group.members is None
    assert group.needed


def test_the_terms_of_each_public_source_are_said(definitions: Definitions) -> None:
    assert definitions.sources["jobindsats"].terms == "vilkår for genbrug ikke oplyst af kilden"
    assert definitions.sources["dst"].terms == "CC BY 4.0"
    assert [source.id for source in definitions.sources.values() if source.example] == ["eksempeltal"]


def test_every_source_says_whether_it_is_the_municipalitys_own(definitions: Definitions) -> None:
    stated = tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8"))["source"]
    assert [source["id"] for source in stated if "own" not in source] == []
    public = {source.id for source in definitions.sources.values() if not source.own}
    assert public == {"jobindsats", "dst", "beregnet", "digst", "uddannelsesstatistik", "eksempeltal"}
    own = [source for source in definitions.sources.values() if source.own]
    assert {source.terms for source in own} == {"kommunens egne tal"}
