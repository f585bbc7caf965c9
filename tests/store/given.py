"""A small municipality's world to build stores from: two counts, a share, a real source and a made-up one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from kpi.access import local_user
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ReadFile, Sidecar
from kpi.model.folder import DataFolder
from kpi.model.indicator import Indicator, IndicatorKind, Source
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.unit import Unit
from tests import units
from tests.plain import PLAIN, area

SILKEBORG, VARDE, AARHUS = "740", "573", "751"
FOREVER = date(2099, 12, 31)


def indicator(name: str, kind: IndicatorKind = IndicatorKind.STOCK, unit: Unit = units.COUNT) -> Indicator:
    return replace(
        PLAIN,
        id=name,
        title=name.replace("_", " ").capitalize(),
        unit=unit,
        kind=kind,
        maximum=Decimal(100) if kind is IndicatorKind.SHARE else None,
        typed=True,
    )


def source(name: str, example: bool = False) -> Source:
    return Source(id=name, name=name, way_in="", terms="", credit="", link="", example=example)


DEFINITIONS = Definitions(
    indicators={
        one.id: one
        for one in (
            indicator("sygedagpenge", unit=units.FULL_TIME_PERSONS),
            indicator("ledige"),
            indicator("andel", IndicatorKind.SHARE, units.PERCENT),
        )
    },
    sources={one.id: one for one in (source("jobindsats"), source("opdigtet", example=True), source("indtastet"))},
    areas={one.code: one for one in (area(SILKEBORG, "Silkeborg"), area(VARDE, "Varde"), area(AARHUS, "Aarhus"))},
    peer_groups={},
    contracts={},
)


def folder_in(path: Path) -> DataFolder:
    return DataFolder(root=path / "data", shipped=path / "shipped")


def day(text: str) -> date:
    return date.fromisoformat(text)


def figure(
    period: str,
    value: str | None,
    *,
    name: str = "sygedagpenge",
    area: str = SILKEBORG,
    published: str | None = None,
    quality: Quality | None = None,
) -> Figure:
    return Figure(
        line=1,
        indicator=name,
        area=area,
        period=Period.parse(period),
        value=None if value is None else Decimal(value),
        numerator=None,
        denominator=None,
        quality=quality or (Quality.UNSTATED if value is not None else Quality.HIDDEN),
        published_on=None if published is None else day(published),
        comment="",
    )


def keep(
    folder: DataFolder,
    received: str,
    *figures: Figure,
    published: str | None = None,
    source: str = "jobindsats",
    root: Path | None = None,
    assume: bool = False,
) -> Sidecar:
    """Keep a delivery received at noon of the day."""
    at = datetime.combine(day(received), datetime.min.time(), UTC).replace(hour=12)
    handed_in = Submission(
        repr((source, received, published, assume, figures)).encode(),
        "tal.csv",
        local_user("Prøve"),
        at,
        source=source,
        published_on=None if published is None else day(published),
        assume_usual_delay=assume,
    )
    read = ReadFile("Effekttavlens eget format", figures, (), ())
    return keep_delivery(root or folder.deliveries[-1], handed_in, read, DEFINITIONS)
