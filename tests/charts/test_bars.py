"""Comparison: bars from zero, own municipality marked, hidden members named, thirds shaded."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from kpi.charts.bars import bars_svg
from kpi.charts.development import development_svg
from kpi.charts.size import NARROW, PAGE
from kpi.model.indicator import IndicatorKind
from kpi.model.views.comparison import ComparisonView
from tests import units

NAMESPACE = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(picture).iter(f"{NAMESPACE}text")]


def test_every_member_is_named_also_the_hidden(comparison: ComparisonView) -> None:
    words = texts(bars_svg(comparison, PAGE))
    assert [bar.name for bar in comparison.bars] == [
        word for word in words if word in {b.name for b in comparison.bars}
    ]
    assert "skjult" in words


def test_own_municipality_is_the_only_marked_bar(comparison: ComparisonView) -> None:
    picture = bars_svg(comparison, NARROW)
    assert picture.count('class="own"') == 1
    assert picture.count('class="bar"') == 14


def test_bar_lengths_are_in_proportion(comparison: ComparisonView) -> None:
    bars = ElementTree.fromstring(bars_svg(comparison, PAGE)).iter(f"{NAMESPACE}rect")
    widths = [float(bar.get("width", "0")) for bar in bars if bar.get("class") in ("bar", "own")]
    assert abs(widths[0] / widths[14] - 1.6 / 3.5) < 0.001


def test_group_and_nation_stand_with_their_values(comparison: ComparisonView) -> None:
    words = " ".join(texts(bars_svg(comparison, PAGE)))
    assert "gruppen 2,4" in words
    assert "landet 2,1" in words


def test_a_bare_count_is_not_measured_against_the_whole_country(comparison: ComparisonView) -> None:
    counted = replace(
        comparison, indicator=replace(comparison.indicator, unit=units.PERSONS, kind=IndicatorKind.STOCK, rate_base="")
    )
    assert not any("landet" in word for word in texts(bars_svg(counted, PAGE)))


def test_unit_stands_over_the_bars(comparison: ComparisonView) -> None:
    assert texts(bars_svg(comparison, PAGE))[0] == "pct. af befolkningen 16-66 år"


def test_development_draws_own_line_over_the_middle_half(comparison: ComparisonView) -> None:
    picture = development_svg(comparison, PAGE)
    assert picture.count('class="ownline"') == 1
    assert picture.count('class="middle"') == 1
    assert "Silkeborg 1,9" in texts(picture)


def test_on_a_narrow_screen_the_quartiles_are_named_beside_the_band(comparison: ComparisonView) -> None:
    names = ("Silkeborg", "gruppens nedre fjerdedel", "gruppens midte", "gruppens øvre fjerdedel")
    lines = tuple(replace(line, label=name) for line, name in zip(comparison.development, names, strict=True))
    picture = development_svg(replace(comparison, development=lines), NARROW)
    (corners,) = re.findall(r'points="([^"]*)" class="middle"', picture)
    band = max(float(place.split(",")[0]) for place in corners.split())
    named = re.findall(r'<text x="([\d.]+)"[^>]*halo">([^<]*)', picture)
    assert " ".join(word for _, word in named).count("gruppens") == 3
    assert all(float(x) > band for x, _ in named)


def test_no_values_is_no_picture(comparison: ComparisonView) -> None:
    bare = tuple(replace(bar, value=None, gap="mangler") for bar in comparison.bars)
    assert bars_svg(replace(comparison, bars=bare), PAGE) == ""
