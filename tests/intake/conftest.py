"""Definitions that the reader's tests read against, and files as people and Excel make them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from kpi.intake import read_file
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.period import PeriodKind
from kpi.model.unit import Unit
from tests import units
from tests.plain import PLAIN, area

HEADINGS = ["indikator", "kommune", "periode", "værdi", "enhed"]


def _indicator(
    name: str, title: str, unit: Unit, kind: IndicatorKind, frequency: PeriodKind, highest: int | None
) -> Indicator:
    return replace(
        PLAIN,
        id=name,
        title=title,
        unit=unit,
        kind=kind,
        frequency=frequency,
        decimals=1,
        maximum=None if highest is None else Decimal(highest),
    )


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    share, month = IndicatorKind.SHARE, PeriodKind.MONTH
    indicators = (
        _indicator("sygedagpenge", "Sygedagpenge", units.FULL_TIME_PERSONS, IndicatorKind.STOCK, month, None),
        _indicator("andel_digital_postkasse", "Digital postkasse", units.PERCENT, share, month, 100),
        _indicator("andel_fastholdt", "Fastholdt i uddannelse", units.PERCENT, share, PeriodKind.QUARTER, 100),
        _indicator("andel_til_eud", "Vælger erhvervsuddannelse", units.PERCENT, share, PeriodKind.YEAR, 100),
        _indicator(
            "praktik_til_job",
            "Praktik til job",
            units.COUNT,
            IndicatorKind.FLOW,
            PeriodKind.ROLLING_YEAR_QUARTERLY,
            None,
        ),
        _indicator("langtidsledige_pr_1000", "Langtidsledige", units.PER_1000, share, month, 1000),
    )
    areas = (
        area("000", "Hele landet", AreaKind.NATION),
        area("082", "Region Midtjylland", AreaKind.REGION),
        area("101", "København"),
        area("573", "Varde"),
        area("661", "Holstebro"),
        area("740", "Silkeborg"),
        replace(area("751", "Aarhus"), old_names=("Århus",)),
        replace(area("743", "Kjellerup"), ended_on=date(2006, 12, 31)),
    )
    return Definitions({i.id: i for i in indicators}, {}, {a.code: a for a in areas}, {}, {})


@pytest.fixture
def read(definitions: Definitions) -> Callable[..., ReadFile]:
    """Reads a file received on 22 January 2018."""

    def read_it(content: bytes | str, file_name: str = "tal.csv") -> ReadFile:
        if isinstance(content, str):
            content = content.encode()
        return read_file(content, file_name, definitions, received_on=date(2018, 1, 22))

    return read_it


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """An Excel file as xlsxwriter makes it: rows on the first sheet, then whatever `change(book, sheet)` does."""

    def make(rows: Sequence[Sequence[Any]], change: Callable[[Any, Any], None] | None = None, **options: Any) -> bytes:
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
        sheet = book.add_worksheet("Tal")
        for line, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    sheet.write(line, column, cell[0], book.add_format({"num_format": cell[1]}))
                elif cell is not None:
                    sheet.write(line, column, cell)
        if change:
            change(book, sheet)
        book.close()
        return target.getvalue()

    return make
