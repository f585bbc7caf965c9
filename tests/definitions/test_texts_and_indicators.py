"""`kpi check` asks everybody for what the shipped files were held to: true quotes, no names, whole indicators."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpi.definitions import check_definitions, read_definitions
from kpi.definitions.cautions import cautions_of
from kpi.definitions.free_text import contract_texts
from kpi.definitions.indicator_cautions import indicator_cautions
from kpi.model.definitions import Caution
from kpi.model.folder import DataFolder
from tests.definitions.conftest import CONTRACT, INDICATORS

QUIET = CONTRACT.replace('["Antal er reduceret med 63."]', '["Antal er reduceret med 63 siden 2015."]')


def asked(folder: Callable[..., DataFolder], before: str, after: str) -> tuple[Caution, ...]:
    assert before in QUIET
    return cautions_of(read_definitions(folder(contract=QUIET.replace(before, after, 1))))


NAMES = {
    "chef": ('unit = "Enheden"', 'unit = "Jobcenterchef Karen Holm"', "«Karen Holm»"),
    "leder med mellemnavn": ('source = "Prøve"', 'source = "Aftalt med leder Bo Emil Lund"', "«Bo Emil Lund»"),
    "navn på -sen": ('title = "63 færre"', 'title = "63"\n  note = "Aftalt med Lis H. Jensen."', "«Lis H. Jensen»"),
    "formand": ('title = "Mål"', 'title = "Udvalgsformand Per Dahl følger op"', "«Per Dahl»"),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMES)
def test_en_persons_navn_hoerer_ikke_hjemme_i_en_aftale(case: str, folder: Callable[..., DataFolder]) -> None:
    before, after, name = NAMES[case]
    (found,) = asked(folder, before, after)
    assert found.text == f"{name} ligner en persons navn."
    assert "stillingen" in found.remedy
    assert found.line > 0


@pytest.mark.parametrize(
    "text",
    ["Leder Team Ung i Uddannelse", "Silkeborg Kommune", "Digital Post", "Chef Jobcenter Varde", "Danmarks Statistik",
     "Beskæftigelseschefen i Silkeborg", "Borger & Arbejdsmarked"],
)  # fmt: skip
def test_steder_og_enheder_er_ingen_navne(text: str, folder: Callable[..., DataFolder]) -> None:
    assert asked(folder, 'unit = "Enheden"', f'unit = "{text}"') == ()


@pytest.mark.parametrize("text", ["XXX", "Her skal stå TODO", "[indsæt titel]", "Mål ???", "Lorem ipsum dolor"])
def test_det_der_mangler_at_blive_skrevet(text: str, folder: Callable[..., DataFolder]) -> None:
    (found,) = asked(folder, 'title = "Mål"', f'title = "{text}"')
    assert "mangler at blive skrevet" in found.text
    assert (found.key, found.goal) == ("goal[1].title", "maal")


def test_en_opdigtet_aftale_siger_det_selv(folder: Callable[..., DataFolder]) -> None:
    contract = QUIET.replace("year = 2017", "year = 2017\nmade_up = true")
    assert cautions_of(read_definitions(folder(contract=contract))) == ()


def test_en_opdigtet_aftale_der_ikke_siger_det(folder: Callable[..., DataFolder]) -> None:
    contract = QUIET.replace("year = 2017", "year = 2017\nmade_up = true").replace('"Prøve"', '"Aftale 2017"')
    (found,) = cautions_of(read_definitions(folder(contract=contract)))
    assert "opdigtet" in found.text


@pytest.mark.parametrize("number", ["010203-1234", "0102031234", "010203 1234"])
def test_et_cpr_nummer_afvises_paa_sin_linje_uden_at_blive_gentaget(
    number: str, folder: Callable[..., DataFolder]
) -> None:
    (found,) = check_definitions(folder(contract=QUIET.replace('title = "Mål"', f'title = "Mål for {number}"')))
    assert found.line == 14
    assert "CPR" in found.text
    assert number[-4:] not in found.text + found.remedy


def test_et_citat_holdes_op_mod_aftalens_tekst_naar_den_ligger_ved_siden_af(folder: Callable[..., DataFolder]) -> None:
    read = folder(contract=QUIET)
    (read.contracts / "proeve.txt").write_text("… Antal er\n  reduceret med 63 siden 2015. …", encoding="utf-8")
    assert cautions_of(read_definitions(read), contract_texts(read.contracts)) == ()
    (read.contracts / "proeve.txt").write_bytes("Antallet på sygedagpenge er reduceret.".encode("cp1252"))
    (found,) = cautions_of(read_definitions(read), contract_texts(read.contracts))
    assert found.text == "Citatet «Antal er reduceret med 63 siden 2015.» står ikke i aftalens tekst."
    assert (found.criterion, found.line) == ("k1", 19)


# --- indikatorer ---

SHARE = """
[[indicator]]
id = "tilfredshed"
title = "Tilfredshed"
unit = "pct"
kind = "share"
better = "higher"
frequency = "year"
source = "jobindsats"
definition = "Andel, der svarer god eller meget god."
typed = true
"""
SPOILT = {
    "ens titler": (SHARE + SHARE.replace('"tilfredshed"', '"tilfreds"').replace("typed = true", ""),
                   "hedder begge «Tilfredshed»"),
    "en indtastet andel uden nævner": (SHARE, "ikke både tæller og nævner"),
    "intet sagt": (SHARE.replace("typed = true", "").replace("Andel, der svarer god eller meget god.", "Tilfredshed."),
                   "siger ikke, hvad der tælles"),
    "databrud i den ene af tabellens serier": (
        SHARE.replace("typed = true", 'table = "Y1"\n[[indicator.break]]\nfirst = "2016"\ntitle = "Ny metode"')
        + SHARE.replace("tilfredshed", "andet").replace("Tilfredshed", "Andet").replace("typed = true", 'table = "Y1"'),
        "kun «tilfredshed» har et databrud fra 2016"),
    "maksimum 1.000": (SHARE.replace("typed = true", "maximum = 1.000"), "maximum er 1.000"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILT)
def test_indikatorer_spoerges_der_ogsaa_om(case: str, folder: Callable[..., DataFolder]) -> None:
    declared, text = SPOILT[case]
    plain = INDICATORS.replace('"Antal."', '"Antal om måneden."').replace('"Andel."', '"Andel om måneden."')
    found = indicator_cautions(read_definitions(folder(indicators=plain + declared)))
    matching = [one for one in found if text in one.text]
    assert len(matching) == 1, found
    assert (matching[0].file, matching[0].line > 0) == ("indicators.toml", True)
    if case != "maksimum 1.000":
        assert len(found) == 1 + (case == "ens titler")


def test_almindelige_indikatorer_giver_ingen_spoergsmaal(folder: Callable[..., DataFolder]) -> None:
    plain = INDICATORS.replace('"Antal."', '"Antal om måneden."').replace('"Andel."', '"Andel om måneden."')
    assert indicator_cautions(read_definitions(folder(indicators=plain))) == ()
