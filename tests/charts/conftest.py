"""Hand-made views: a sickness-benefit target on its way, and a comparison of municipalities."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi.model.indicator import IndicatorKind
from kpi.model.period import Period
from kpi.model.views.comparison import ComparisonView, PeerBar, ShownThird
from kpi.model.views.line import Break, Line, Marker, Point
from kpi.model.views.parts import Table
from kpi.model.views.trajectory import Spark, Trajectory
from tests import units
from tests.plain import PLAIN

BASE, DUE = Period.month(2015, 12), Period.month(2017, 12)
VALUES = (812, 819, 806, 805, None, 819, 811, 801, 802, 806, 811, 805, 804)


def point(period: Period, value: float | None, *, provisional: bool = False, gap: str = "skjult") -> Point:
    label = f"{period}: {value}" if value is not None else f"{period}: {gap}"
    return Point(
        period, None if value is None else Decimal(str(value)), label, provisional, "" if value is not None else gap
    )


@pytest.fixture
def trajectory() -> Trajectory:
    observed = tuple(point(BASE + n, value, provisional=n == 12) for n, value in enumerate(VALUES))
    path = tuple(point(BASE + n, 812 - 63 * n / 24) for n in range(25))
    return Trajectory(
        title="804 fuldtidspersoner i december 2016: der burde være 780,5",
        unit="fuldtidspersoner",
        observed=Line("804 (foreløbigt tal)", observed, 0),
        baseline=Marker(BASE, Decimal(812), "812 i dec. 2015"),
        path=Line("målsti", path, 1),
        targets=(Marker(DUE, Decimal(749), "mål 749"),),
        required=None,
        breaks=(Break(Period.month(2016, 7), "ny opgørelse"),),
        source_line="Kilde: jobindsats.dk, Y07A02, offentliggjort 20. jan. 2017",
        alternative="804 fuldtidspersoner i december 2016: 8 færre end i december 2015.",
        example=True,
    )


@pytest.fixture
def spark() -> Spark:
    observed = tuple(point(BASE + n, value, provisional=n == 12) for n, value in enumerate(VALUES))
    path = tuple(point(BASE + n, 812 - 63 * n / 24) for n in range(25))
    return Spark(observed, path, Decimal(749), "804 i dec. 2016")


def bar(code: str, name: str, value: str | None, third: ShownThird, *, own: bool = False) -> PeerBar:
    number = None if value is None else Decimal(value)
    words = "" if value is None else value.replace(".", ",")
    return PeerBar(code, name, number, words, "", third, own, False, "" if value else "skjult")


@pytest.fixture
def comparison() -> ComparisonView:
    indicator = replace(
        PLAIN, id="kontanthjaelp_pct", title="Fuldtidspersoner på kontanthjælp", unit=units.PERCENT,
        kind=IndicatorKind.SHARE, decimals=1, table="Y60A02", rate_base="befolkningen 16-66 år",
    )  # fmt: skip
    best, middle, worst = ShownThird.BEST, ShownThird.MIDDLE, ShownThird.WORST
    bars = (
        bar("265", "Roskilde", "1.6", best), bar("259", "Køge", "1.7", best), bar("219", "Hillerød", "1.9", best),
        bar("615", "Horsens", "1.9", best), bar("740", "Silkeborg", "1.9", best, own=True),
        bar("217", "Helsingør", "2.0", middle), bar("661", "Holstebro", "2.0", middle),
        bar("630", "Vejle", "2.0", middle),
        bar("621", "Kolding", "2.1", middle), bar("561", "Esbjerg", "2.4", middle), bar("791", "Viborg", "2.4", middle),
        bar("370", "Næstved", "2.6", worst), bar("657", "Herning", "2.7", worst), bar("330", "Slagelse", "3.4", worst),
        bar("607", "Fredericia", "3.5", worst), bar("730", "Randers", None, ShownThird.NONE),
    )  # fmt: skip

    def line(label: str, start: float, step: float) -> Line:
        return Line(label, tuple(point(BASE + n, round(start + step * n, 2)) for n in range(24)), 1)

    return ComparisonView(
        indicator=indicator, group="provins", group_title="Provinsbykommuner (Danmarks Statistik)",
        period=Period.month(2026, 7), as_of=date(2026, 9, 1), own="740", own_name="Silkeborg",
        headline="Silkeborg er nr. 3-5 af 16: bedste tredjedel.", detail="Landet: 2,1 pct.", title="",
        bars=bars, best_places=5,
        group_value=Decimal("2.4"), group_label="gruppen",
        nation=Decimal("2.1"), nation_label="landet",
        to_best_third="", development=(line("Silkeborg 1,9", 2.6, -0.03), line("nederste fjerdedel", 2.2, -0.01),
                                       line("midterste kommune", 2.6, -0.012), line("øverste fjerdedel", 3.1, -0.01)),
        notes=(), table=Table("", (), (), False, ""), example=False, unknown_group="", development_title="",
    )  # fmt: skip
