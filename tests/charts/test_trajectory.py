"""The chart of a target's way: gaps stay gaps, words do not cover each other, and what people wrote is never markup."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from kpi.charts.size import MEETING, NARROW, PAGE, PRINT, Size
from kpi.charts.svg import Box, arranged
from kpi.charts.theme import DARK, LIGHT
from kpi.charts.trajectory import trajectory_frame, trajectory_labels, trajectory_svg
from kpi.charts.trajectory_figure import trajectory_figure
from kpi.model.period import Period
from kpi.model.views.line import Line, Marker, Point
from kpi.model.views.trajectory import Trajectory

SIZES = (PAGE, NARROW, PRINT, MEETING)
NAMESPACE = "{http://www.w3.org/2000/svg}"


def texts(picture: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(picture).iter(f"{NAMESPACE}text")]


@pytest.mark.parametrize("size", SIZES)
def test_a_missing_figure_is_never_a_line_across(trajectory: Trajectory, size: Size) -> None:
    """Twelve of thirteen months are known, one is hidden and one series break lies between: three pieces."""
    picture = trajectory_svg(trajectory, size)
    assert picture.count('class="observed"') == 3
    assert "skjult" in texts(picture)


@pytest.mark.parametrize("size", SIZES)
def test_words_do_not_cover_each_other_and_stay_inside(trajectory: Trajectory, size: Size) -> None:
    frame = trajectory_frame(trajectory, size)
    assert frame is not None
    boxes = [box for _, box in arranged(*trajectory_labels(trajectory, frame, size))]
    picture = Box(0, 0, size.width, size.height)
    for place, box in enumerate(boxes):
        assert box.outside(picture) == 0
        assert all(box.overlap(other) == 0 for other in boxes[place + 1 :])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(5))
def test_words_keep_off_the_lines(trajectory: Trajectory, size: Size, seed: int) -> None:
    """Of a jagged line, too, whose steep stretches cover more than their ends."""
    jagged = random.Random(seed)
    points = tuple(
        point if point.value is None else replace(point, value=point.value + jagged.randint(-10, 10))
        for point in trajectory.observed.points
    )
    view = replace(trajectory, observed=replace(trajectory.observed, points=points))
    frame = trajectory_frame(view, size)
    assert frame is not None
    labels, taken, edge, gap = trajectory_labels(view, frame, size)
    for label, box in arranged(labels, taken, edge, gap):
        assert sum(box.overlap(line) for line in taken) == 0, label.text


def test_provisional_points_are_hollow(trajectory: Trajectory) -> None:
    assert trajectory_svg(trajectory, PAGE).count('class="hollow"') == 1


def test_meeting_letters_are_at_least_24(trajectory: Trajectory) -> None:
    sizes = re.findall(r'font-size="([\d.]+)"', trajectory_svg(trajectory, MEETING))
    assert min(float(size) for size in sizes) >= 24


def test_axis_ends_with_due_in_danish(trajectory: Trajectory) -> None:
    assert "dec. 2017" in texts(trajectory_svg(trajectory, PAGE))


def test_the_series_break_is_named(trajectory: Trajectory) -> None:
    assert "ny opgørelse" in texts(trajectory_svg(trajectory, PAGE))


@pytest.mark.parametrize("size", [PAGE, NARROW])
def test_a_long_name_of_a_series_break_is_written_whole_and_inside(trajectory: Trajectory, size: Size) -> None:
    name = "Kontanthjælpsreformen 1. juli 2016: tre ydelser bliver til én, og satserne ændres"
    long = replace(trajectory, breaks=(replace(trajectory.breaks[0], title=name),))
    frame = trajectory_frame(long, size)
    assert frame is not None
    placed = {label.text.replace("\n", " "): box for label, box in arranged(*trajectory_labels(long, frame, size))}
    assert placed[name].outside(Box(0, 0, size.width, size.height)) == 0
    assert name in " ".join(texts(trajectory_svg(long, size)))


def test_a_path_with_one_place_in_the_chart_is_not_named(trajectory: Trajectory) -> None:
    assert trajectory.path is not None
    one = replace(trajectory, path=replace(trajectory.path, points=trajectory.path.points[:1]))
    assert "målsti" in texts(trajectory_svg(trajectory, PAGE))
    assert "målsti" not in texts(trajectory_svg(one, PAGE))


def test_the_verdict_is_the_text_alternative(trajectory: Trajectory) -> None:
    root = ElementTree.fromstring(trajectory_svg(trajectory, PAGE))
    assert root.get("role") == "img"
    assert root.get("aria-label") == trajectory.alternative


def test_words_are_text_never_markup(trajectory: Trajectory) -> None:
    bad = "</text><script>alert(1)</script>"
    view = replace(
        trajectory,
        unit=bad,
        alternative=f'"{bad}',
        observed=replace(trajectory.observed, label=bad),
        targets=(Marker(Period.month(2017, 12), Decimal(749), bad),),
    )
    picture = trajectory_svg(view, PAGE)
    assert "<script" not in picture
    assert bad in texts(picture)


def test_nothing_to_draw_is_no_picture(trajectory: Trajectory) -> None:
    bare = replace(trajectory, observed=Line("", (), 0), baseline=None, path=None, targets=(), breaks=())
    assert trajectory_svg(bare, PAGE) == ""
    assert trajectory_figure(bare, LIGHT) is None


def test_a_single_figure_is_a_point(trajectory: Trajectory) -> None:
    period = Period.month(2016, 12)
    one = Line("804", (Point(period, Decimal(804), "dec. 2016: 804", False, ""),), 0)
    bare = replace(trajectory, observed=one, baseline=None, path=None, targets=(), breaks=())
    assert 'class="point"' in trajectory_svg(bare, PAGE)


def test_figure_is_plain_and_without_english(trajectory: Trajectory) -> None:
    made = trajectory_figure(trajectory, DARK)
    assert made is not None
    layout = made["layout"]
    assert layout["separators"] == ",."
    assert layout["xaxis"]["ticktext"][-1] == "dec. 2017"
    assert [note["text"] for note in layout["annotations"]].count("målsti") == 1
    observed = made["data"][1]
    assert None in observed["y"], "the pieces are kept apart"
    assert observed["connectgaps"] is False


def test_figure_words_are_escaped(trajectory: Trajectory) -> None:
    view = replace(trajectory, observed=replace(trajectory.observed, label="<a href='x'>løgn</a>"))
    made = trajectory_figure(view, LIGHT)
    assert made is not None
    assert all("<a" not in note["text"] for note in made["layout"]["annotations"])


@pytest.mark.parametrize("size", SIZES)
def test_an_alarm_level_is_a_dotted_line_with_its_words_in_both_drawings(trajectory: Trajectory, size: Size) -> None:
    words = "alarm: over 850"
    ends = tuple(Point(Period.month(year, 12), Decimal(850), words, False, "") for year in (2015, 2016))
    alarmed = replace(trajectory, alarm=Line(words, ends, 0))
    picture = trajectory_svg(alarmed, size)
    assert picture.count('class="alarm"') == 1
    assert words in texts(picture)
    dotted = [
        trace for trace in trajectory_figure(alarmed, LIGHT)["data"] if trace.get("line", {}).get("dash") == "dot"
    ]
    assert [trace["y"] for trace in dotted] == [[850.0, 850.0, None]]
    assert 'class="alarm"' not in trajectory_svg(trajectory, size)
