"""The funnel names own and the furthest; the better side of a spine is right, only better and worse are coloured."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi.charts.funnel import funnel_svg
from kpi.charts.size import NARROW, PAGE
from kpi.charts.spine import WIDTH, spine_svg
from kpi.model.views.comparison import Against
from kpi.model.views.funnel import Funnel, FunnelPoint, FunnelStep
from kpi.model.views.profile import Spine

D = Decimal
SPREAD = Spine(D(1), D(2), D(3), D(4), D(5), D("1.5"), D(3), better_low=True)


def place(picture: str) -> float:
    """Where the mark of own stands."""
    found = re.search(r'<(?:polygon points="([\d.]+),|circle cx="([\d.]+)")', picture.split("median")[1])
    assert found is not None
    return float(found[1] or found[2])


def test_better_stands_to_the_right_whichever_way_better_is() -> None:
    low = spine_svg(SPREAD, Against.BETTER, "")
    high = spine_svg(replace(SPREAD, better_low=False), Against.WORSE, "")
    assert place(low) > WIDTH / 2 > place(high)


@pytest.mark.parametrize(
    ("against", "colour"),
    [
        (Against.BETTER, "kpi-good"),
        (Against.WORSE, "kpi-bad"),
        (Against.SIMILAR, "kpi-grey"),
        (Against.HIGHER, "kpi-grey"),
        (Against.LOWER, "kpi-grey"),
    ],
)
def test_only_better_and_worse_have_a_colour(against: Against, colour: str) -> None:
    assert f"newest {colour}" in spine_svg(SPREAD, against, "")


def test_without_own_figure_there_is_no_mark_and_a_flat_group_can_be_drawn() -> None:
    assert "newest" not in spine_svg(replace(SPREAD, own=None), Against.UNKNOWN, "")
    flat = Spine(D(2), D(2), D(2), D(2), D(2), D(2), None, better_low=False)
    assert place(spine_svg(flat, Against.SIMILAR, "")) == WIDTH / 2


def point(name: str, base: int, value: str, *, own: bool = False, outside: bool = False) -> FunnelPoint:
    return FunnelPoint(name, name, D(base), D(value), f"{name}: {value}", outside, own)


@pytest.fixture
def funnel() -> Funnel:
    others = tuple(point(f"Kommune {n}", 1000 * n, "2") for n in range(1, 20))
    extreme = tuple(point(f"Yderlig {n}", 5000, str(5 + n), outside=True) for n in range(15))
    steps = tuple(FunnelStep(D(base), D(0), D(1), D(3), D(4)) for base in (1000, 5000, 20000))
    points = (point("Varde <her>", 3000, "2.2", own=True), *others, *extreme)
    return Funnel("Varde", "pct.", "borgere", points, steps, D(2), "gruppen samlet 2,0", 1, "", False)


@pytest.mark.parametrize("size", [PAGE, NARROW])
def test_own_and_the_furthest_are_named_and_every_point_tells_what_it_is(funnel: Funnel, size: object) -> None:
    picture = funnel_svg(funnel, size)
    names = re.findall(r">(Yderlig \d+|Varde &lt;her&gt;|Kommune \d+)</text>", picture)
    assert "Varde &lt;her&gt;" in names
    assert "Yderlig 14" in names
    assert "Yderlig 0" not in names
    assert not any(name.startswith("Kommune") for name in names)
    assert picture.count("<title>") == len(funnel.points)
    assert "Varde <her>" not in picture
