"""What is measured on: the shipped figures (1×), or those and 2.6 million made-up ones beside them (40×)."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from kpi.access import local_user
from kpi.definitions import read_definitions
from kpi.kept.build import build_store
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile
from kpi.model.folder import DataFolder
from kpi.model.observation import Quality
from kpi.model.period import Period

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 22)
SCALES = (1, 40)
INDICATORS = 200
FIRST_MONTH, LAST_MONTH = Period.parse("2015-08"), Period.parse("2026-08")
"""Made-up months at 40×: 133 of 98 × 200 rows."""
NEW_MONTH = Period.parse("2026-09")
"""The month whose file is received while measuring."""
_SOURCE = "eksempeltal"
_INDICATOR = """
[[indicator]]
id = "syntetisk_{number:03}"
title = "Syntetisk indikator {number} (opdigtede tal til måling af fart)"
unit = "antal"
kind = "flow"
better = "higher"
frequency = "month"
source = "eksempeltal"
definition = "Opdigtede tal med fast startværdi. Findes kun, mens farten måles."
"""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A folder as an installation has it, with its store built."""

    scale: int
    folder: DataFolder
    definitions: Definitions


@contextmanager
def dataset(scale: int) -> Iterator[Dataset]:
    """In a folder of its own that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="effekttavlen-") as name:
        folder = DataFolder(Path(name), ROOT / "data")
        made_up = "".join(_INDICATOR.format(number=number) for number in range(INDICATORS))
        shipped = folder.shipped / "indicators.toml"
        (folder.root / "indicators.toml").write_text(shipped.read_text(encoding="utf-8") + made_up, encoding="utf-8")
        definitions = read_definitions(folder)
        if scale > 1:
            month = FIRST_MONTH
            while month <= LAST_MONTH:
                _keep(folder, definitions, month)
                month += 1
        build_store(folder, definitions)
        yield Dataset(scale, folder, definitions)


def month_file(definitions: Definitions, month: Period) -> bytes:
    """19,600 made-up rows in the product's own layout, as a source would send them."""
    rows = [
        f"{figure.indicator};{definitions.areas[figure.area].name};{month};{figure.value};antal"
        for figure in made_up_figures(definitions, month)
    ]
    return "\n".join(["indikator;kommune;periode;værdi;enhed", *rows, ""]).encode()


def made_up_figures(definitions: Definitions, month: Period) -> tuple[Figure, ...]:
    """98 municipalities × 200 indicators of one month; the same every time."""
    rng = random.Random(month.ordinal)
    today = sorted(
        area.code for area in definitions.areas.values() if area.kind is AreaKind.MUNICIPALITY and area.ended_on is None
    )
    pairs = [(f"syntetisk_{number:03}", area) for number in range(INDICATORS) for area in today]
    return tuple(
        Figure(
            line, indicator, area, month, Decimal(rng.randint(800, 1200)), None, None, Quality.UNSTATED, None, ""
        )
        for line, (indicator, area) in enumerate(pairs, 2)
    )  # fmt: skip


def _keep(folder: DataFolder, definitions: Definitions, month: Period) -> None:
    """As received three weeks after the month; read straight from what the file was made of, to save minutes."""
    received_on = month.last_day + timedelta(days=21)
    handed_in = Submission(
        month_file(definitions, month),
        f"opdigtede tal {month}.csv",
        local_user("benchmarks"),
        datetime.combine(received_on, time(9), UTC),
        source=_SOURCE,
        published_on=received_on,
    )
    read = ReadFile("opdigtede tal", made_up_figures(definitions, month), (), ())
    keep_delivery(folder.deliveries[-1], handed_in, read, definitions)
