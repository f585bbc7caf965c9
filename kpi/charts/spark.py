"""The small chart of Overblik: observed line, glide path, requirement, and the newest point in the status's colour."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from kpi.charts import svg
from kpi.charts.runs import known, runs
from kpi.charts.scale import time_scale, value_scale
from kpi.model.period import Period
from kpi.model.views.parts import ColourFamily
from kpi.model.views.trajectory import Spark

WIDTH, HEIGHT, EDGE = 180, 40, 5


def spark_svg(view: Spark, family: ColourFamily) -> Markup:
    """Empty where there is no value at all; a gap in the figures stays a gap."""
    observed = known(view.observed)
    if not observed:
        return Markup()
    path = known(view.path)
    values = [value for _, value in observed + path] + ([view.required] if view.required is not None else [])
    times = time_scale([point.period for point in view.observed])
    scale = value_scale(values, count=4, from_zero=False)

    def at(period: Period, value: Decimal) -> tuple[float, float]:
        return times.at(period, EDGE, WIDTH - EDGE), scale.at(value, HEIGHT - EDGE, EDGE)

    parts = []
    if view.required is not None:
        y = scale.at(view.required, HEIGHT - EDGE, EDGE)
        parts.append(svg.line(EDGE, y, WIDTH - EDGE, y, "level", 1.5))
    shown = [at(*pair) for pair in path if view.observed[0].period.last_day <= pair[0].last_day <= times.last.last_day]
    parts.append(svg.polyline(shown, "path", 1.2, "2 3"))
    for run in runs(view.observed):
        places = [at(period, value) for period, value in run]
        parts.append(svg.polyline(places, "observed", 1.7))
        if len(places) == 1:
            parts.append(svg.circle(*places[0], 1.6, "point"))
    provisional = next(point.provisional for point in reversed(view.observed) if point.value is not None)
    look = "newest hollow" if provisional else "newest"
    parts.append(svg.circle(*at(*observed[-1]), 3.6, f"{look} kpi-{family}", 2))
    return svg.document(WIDTH, HEIGHT, view.alternative, parts, "kpi-svg kpi-spark")
