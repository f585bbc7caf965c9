"""The control chart and the fan as drawn: gaps stay gaps, signals have a shape, groups and targets are named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi.charts.control import control_svg
from kpi.charts.fan import fan_traces
from kpi.charts.icons import outlook_icon, variation_icon
from kpi.charts.size import NARROW, PAGE, PRINT, Size
from kpi.charts.theme import LIGHT
from kpi.charts.trajectory import trajectory_svg
from kpi.charts.trajectory_figure import trajectory_figure
from kpi.model.beside import Variation
from kpi.model.period import Period
from kpi.model.views.forecast import Fan, FanStep
from kpi.model.views.line import Break
from kpi.model.views.signal import ControlChart, ControlPoint, Outlook, SignalWords
from kpi.model.views.trajectory import Trajectory

FIRST = Period.month(2015, 1)
LIMITS = (Decimal(90), Decimal(100), Decimal(110))
NOTHING = (None, None, None)


def point(n: int, value: int | None, variation: Variation = Variation.NONE, *, provisional: bool = False,
          limits: tuple[Decimal | None, Decimal | None, Decimal | None] = LIMITS) -> ControlPoint:  # fmt: skip
    shown = None if value is None else Decimal(value)
    low, mean, high = limits if value is not None else NOTHING
    gap = "skjult" if value is None else ""
    return ControlPoint(FIRST + n, shown, f"måned {n} <&>", provisional, gap, variation, low, mean, high)


VALUES = [100, 102, 98, 101, None, 99, 103, 97, 100, 101, 99, 102, 98, 100]
CHART = ControlChart(
    title="Noget: forværring",
    unit="fuldtidspersoner",
    points=(
        *(point(n, value) for n, value in enumerate(VALUES)),
        point(14, 125, Variation.CONCERN),
        point(15, 80, Variation.IMPROVEMENT, provisional=True),
    ),
    delivered=(),
    starts=(),
    breaks=(),
    target=Decimal(95),
    target_label="mål 95",
    decimals=0,
    source_line="Kilde: Kilden",
    alternative="Forværring: noget «vigtigt».",
    example=False,
)


@pytest.mark.parametrize("size", [PAGE, NARROW, PRINT], ids=["page", "narrow", "print"])
def test_words_are_escaped_and_the_sentence_is_the_text_alternative(size: Size) -> None:
    drawn = control_svg(CHART, size)
    assert 'aria-label="Forværring: noget «vigtigt»."' in drawn
    assert "<title>måned 3 &lt;&amp;&gt;</title>" in drawn
    assert "mål 95" in drawn
    assert "\n" not in drawn


def test_a_gap_is_not_drawn_across() -> None:
    assert control_svg(CHART, PAGE).count('class="observed"') == 2


def test_a_concern_has_its_own_shape_and_a_provisional_point_is_hollow() -> None:
    drawn = control_svg(CHART, PAGE)
    assert drawn.count('class="worse"') == 1
    assert "rotate(45" in drawn
    assert drawn.count('class="hollow better"') == 1


def test_each_group_has_its_limits_and_its_cause() -> None:
    marked = replace(CHART, starts=(Break(FIRST + 8, "Ny praksis"),))
    assert control_svg(CHART, PAGE).count('class="limit"') == 2
    assert control_svg(marked, PAGE).count('class="limit"') == 4
    assert "Ny praksis" in control_svg(marked, PAGE)


def test_without_limits_only_the_figures_are_drawn() -> None:
    bare = replace(CHART, points=tuple(point(n, value, limits=NOTHING) for n, value in enumerate(VALUES)), target=None)
    drawn = control_svg(bare, PAGE)
    assert 'class="limit"' not in drawn
    assert 'class="observed"' in drawn


def test_nothing_is_drawn_of_nothing() -> None:
    assert control_svg(replace(CHART, points=(point(0, None),)), PAGE) == ""


def test_icons_say_nothing_of_their_own() -> None:
    for variation in Variation:
        for outlook in Outlook:
            mark = SignalWords(variation, "ord", 0, outlook, "ord")
            assert 'aria-hidden="true"' in variation_icon(mark)
            assert (outlook_icon(mark) == "") == (outlook is Outlook.NONE)


def fan(trajectory: Trajectory) -> Fan:
    last = trajectory.observed.points[-1]
    assert last.value is not None
    steps = [FanStep(last.period, *[last.value] * 5, "")]
    steps += [
        FanStep(last.period + n, *(last.value + Decimal(n * wide) for wide in (-4, -2, 0, 2, 4)), f"om {n}")
        for n in range(1, 7)
    ]
    return Fan(tuple(steps), "fremskrivning")


def test_the_fan_lies_behind_the_figures_in_both_drawings(trajectory: Trajectory) -> None:
    spread = replace(trajectory, fan=fan(trajectory))
    drawn = trajectory_svg(spread, PAGE)
    assert drawn.index('class="fan80"') < drawn.index('class="fan50"') < drawn.index('class="observed"')
    assert "fremskrivning" in drawn
    assert "fan80" not in trajectory_svg(trajectory, PAGE)
    figure = trajectory_figure(spread, LIGHT)
    assert figure is not None
    assert [trace.get("fill", "") for trace in figure["data"][:3]] == ["toself", "toself", ""]
    assert "om 6" in figure["data"][2]["text"]


def test_the_fan_has_room_in_the_chart(trajectory: Trajectory) -> None:
    wide = fan(trajectory)
    far = replace(wide, steps=(*wide.steps[:-1], replace(wide.steps[-1], high_80=Decimal(2000))))
    figure = trajectory_figure(replace(trajectory, fan=far), LIGHT)
    assert figure is not None
    assert figure["layout"]["yaxis"]["range"][1] >= 2000
    assert len(fan_traces(far, LIGHT)) == 3
