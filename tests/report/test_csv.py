"""CSV that a Danish Excel opens right, and in which nothing is a formula."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi.model.views.parts import Cell, Table
from kpi.report.csv import table_csv


def written(*cells: Cell, example: bool = False, title: str = "Tal") -> list[str]:
    table = Table(title, ("Periode", "Værdi")[: len(cells)], (cells,), example, "Kilde: jobindsats.dk")
    return table_csv(table).decode("utf-8-sig").split("\r\n")


def test_begins_with_the_byte_order_mark_and_keeps_danish_letters() -> None:
    content = table_csv(Table("Ærø", (), (), False, ""))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "Ærø\r\n\r\n"


def test_numbers_have_a_comma_and_every_decimal() -> None:
    assert written(Cell("dec. 2016", None), Cell("25,4 pct.", Decimal("25.4375")))[2] == "dec. 2016;25,4375"


def test_negative_numbers_stay_numbers() -> None:
    assert written(Cell("−4", Decimal(-4)))[2] == "-4"


def test_thousands_have_no_sign() -> None:
    assert written(Cell("1.234,5", Decimal("1234.5")))[2] == "1234,5"


@pytest.mark.parametrize("text", ["=1+1", "+4", "-4", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_text_never_begins_a_formula(text: str) -> None:
    assert written(Cell(text, None))[2].strip('"').startswith("'")


def test_separators_and_quotes_in_text_are_kept() -> None:
    assert written(Cell('a;b "c"', None))[2] == '"a;b ""c"""'


def test_made_up_figures_are_named_in_the_first_line() -> None:
    assert written(Cell("1", Decimal(1)), example=True)[0] == "Tal (Eksempeltal)"


def test_source_stands_under_the_figures() -> None:
    assert written(Cell("1", Decimal(1)))[3] == "Kilde: jobindsats.dk"
