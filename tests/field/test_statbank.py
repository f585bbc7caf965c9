"""StatBank's own files: its signs, PC-Axis, and an official table that nobody has touched."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.intake import FileRefused, compare, read_file
from kpi.intake.checks.publication import Publication
from kpi.model.delivery import Figure, ReadFile, RowIssue
from kpi.model.observation import Quality
from tests.field.given import INPUTS, TODAY, definitions, read

NET = "nettoledige_kontanthjaelp"


def figures(read: ReadFile) -> dict[tuple[str, str], Figure]:
    return {(one.area, str(one.period)): one for one in read.figures}


def warned(read: ReadFile) -> tuple[RowIssue, ...]:
    """All that a person must tick where nothing is stored before."""
    return (*read.warnings, *compare(read, {}, {}, definitions(), Publication(TODAY)).warnings)


def as_text(file: ReadFile) -> str:
    return " ".join(issue.text for issue in (*file.told, *file.refused, *warned(file)))


# --- signs ------------------------------------------------------------------------------------------------------------


def test_a_dash_is_zero_and_two_points_are_no_figure() -> None:
    found = figures(read("statbank_signs.csv"))
    assert found["740", "2025-Q4"].value == 0
    assert (found["573", "2025-Q4"].value, found["573", "2025-Q4"].quality) == (None, Quality.MISSING)
    assert found["000", "2025-Q4"].value == 9000


@pytest.mark.parametrize(
    ("sign", "value", "quality"),
    [
        ("-", Decimal(0), Quality.UNSTATED),
        ("–", Decimal(0), Quality.UNSTATED),
        ("0", Decimal(0), Quality.UNSTATED),
        (".", None, Quality.MISSING),
        ("..", None, Quality.MISSING),
        ("...", None, Quality.MISSING),
        ("…", None, Quality.MISSING),
    ],
)
def test_every_sign_of_the_source_has_its_meaning(sign: str, value: Decimal | None, quality: Quality) -> None:
    text = (INPUTS / "statbank_signs.csv").read_text(encoding="utf-8-sig").replace("2025K4;-", f"2025K4;{sign}")
    one = figures(read_file(text.encode(), "p", definitions(), received_on=TODAY))["740", "2025-Q4"]
    assert (one.value, one.quality) == (value, quality)


@pytest.mark.parametrize("sign", ["", "*", "n/a", "x", "5-"])
def test_a_sign_that_is_not_declared_refuses_its_row(sign: str) -> None:
    text = (INPUTS / "statbank_signs.csv").read_text(encoding="utf-8-sig").replace("2025K4;-", f"2025K4;{sign}")
    found = read_file(text.encode(), "p", definitions(), received_on=TODAY)
    assert [issue.line for issue in found.refused] == [3]
    assert len(found.figures) == 2


# --- an official table ----------------------------------------------------------------------------------------------

OFFICIAL = "dst_RAS200_2008-2017_en.xlsx"


def test_an_untouched_official_file_gives_at_most_one_warning() -> None:
    found = read(OFFICIAL)
    municipalities = [one for one in found.figures if one.area >= "100"]
    assert len(municipalities) == 980
    assert found.refused == ()
    assert len(warned(found)) <= 1
    assert figures(found)["740", "2017"].value == Decimal("76.7")


def test_a_figure_has_the_decimals_of_the_file_and_no_more() -> None:
    found = read(OFFICIAL)
    assert {len(str(one.value).partition(".")[2]) for one in found.figures} == {0, 1}
    assert [str(one.value) for one in found.figures if (one.area, str(one.period)) == ("756", "2008")] == ["79"]


def test_places_that_the_product_has_no_figures_for_are_told_in_one_line_each() -> None:
    landsdele, isle = read(OFFICIAL).told
    assert "Province Byen København" in landsdele.text
    assert "Province Nordjylland (række 6, " in landsdele.text
    assert isle.text == "Christiansø hører ikke til nogen kommune og er ikke læst (række 39)."


def test_a_municipality_that_is_misspelt_is_refused_once_however_many_columns_it_has() -> None:
    text = "RAS200: Erhvervsfrekvens\n;;2016;2017\nBeskæftigelsesfrekvens;Silkebjerg;78;79\n;Varde;75;76\n"
    found = read_file(text.encode(), "p", definitions(), received_on=TODAY)
    assert [(issue.line, "Mente du «Silkeborg»" in issue.text) for issue in found.refused] == [(3, True)]


@pytest.mark.parametrize("unit", ["Enhed: antal", "Units: number", "Enhed: 1.000 kr."])
def test_a_table_in_another_unit_than_declared_is_refused(unit: str) -> None:
    text = f"RAS200: Erhvervsfrekvens\n{unit}\n;;2016;2017\nBeskæftigelsesfrekvens;Varde;75;76\n"
    with pytest.raises(FileRefused, match="Filen siger, at enheden er"):
        read_file(text.encode(), "p", definitions(), received_on=TODAY)


@pytest.mark.parametrize("unit", ["Enhed: pct.", "Units: per cent", "Enhed: procent"])
def test_the_declared_unit_may_be_said_in_any_of_its_words(unit: str) -> None:
    text = f"RAS200: Erhvervsfrekvens\n{unit}\n;;2016;2017\nBeskæftigelsesfrekvens;Varde;75;76,5\n"
    found = read_file(text.encode(), "p", definitions(), received_on=TODAY)
    assert [one.value for one in found.figures] == [Decimal(75), Decimal("76.5")]
