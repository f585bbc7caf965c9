"""The forecast as a light fan: the wider ground holds eight of ten courses, the darker one half of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from kpi.charts import svg
from kpi.charts.plot import Frame
from kpi.charts.size import Size
from kpi.charts.theme import Palette
from kpi.model.period import Period
from kpi.model.views.forecast import Fan

Corner = tuple[Period, Decimal]


def fan_svg(fan: Fan, frame: Frame, size: Size) -> list[Markup]:
    """Two grounds, and an unseen dot with its words at each middle."""
    grounds = zip(("fan80", "fan50"), _grounds(fan), strict=True)
    parts = [svg.polygon((frame.at(*corner) for corner in corners), css) for css, corners in grounds]
    parts += [
        svg.circle(*frame.at(step.period, step.middle), size.font * 0.6, "touch", title=step.label)
        for step in fan.steps[1:]
    ]
    return parts


def fan_label(fan: Fan, frame: Frame, size: Size) -> svg.Label:
    """Inside the fan's wide end."""
    place = fan.steps[-1 if len(fan.steps) < 4 else -2]
    return svg.Label(fan.label, *frame.at(place.period, place.high_80), ("a", "al", "ar", "b", "l"), "", size.font)


def fan_corners(fan: Fan) -> Iterator[Corner]:
    """Everything that must have room."""
    for ground in _grounds(fan):
        yield from ground


def fan_traces(fan: Fan, palette: Palette) -> list[dict[str, Any]]:
    """For plotly; the middles carry the words."""
    found = []
    for colour, corners in zip((palette.fan_80, palette.fan_50), _grounds(fan), strict=True):
        found.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [period.last_day.isoformat() for period, _ in corners],
                "y": [float(value) for _, value in corners],
                "fill": "toself",
                "fillcolor": colour,
                "line": {"width": 0},
                "hoverinfo": "skip",
            }
        )
    ahead = fan.steps[1:]
    found.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [step.period.last_day.isoformat() for step in ahead],
            "y": [float(step.middle) for step in ahead],
            "text": [escape(step.label) for step in ahead],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {"size": 9, "color": "rgba(0,0,0,0)"},
        }
    )
    return found


def _grounds(fan: Fan) -> tuple[Sequence[Corner], Sequence[Corner]]:
    """Round the 80 and the 50 per cent band, along the lower edge and back along the upper."""
    steps = fan.steps
    wide = [(s.period, s.low_80) for s in steps] + [(s.period, s.high_80) for s in reversed(steps)]
    half = [(s.period, s.low_50) for s in steps] + [(s.period, s.high_50) for s in reversed(steps)]
    return wide, half
