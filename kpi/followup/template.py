"""What is missing for a contract, as rows of our own layout for somebody to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.analysis.asked import asked_for
from kpi.analysis.judged import Judged
from kpi.evaluate import needed_series
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.parts import Cell, Table
from kpi.texts import template as words


def template(judged: Judged, *, whole: bool) -> Table:
    """One row a figure that the contract needs, has had time to be published, and nobody has delivered.

    `whole`: also of the municipalities and areas one is compared with; otherwise the contract's own alone.
    """
    definitions, own = judged.definitions, judged.contract.municipality
    needed = sorted(needed_series(judged.contract, definitions), key=lambda pair: (pair[1] != own, pair))
    rows = tuple(
        _row(definitions, indicator, area, period)
        for indicator_id, area in needed
        if (whole or area == own) and (indicator := definitions.indicators[indicator_id]).made_from is None
        for period in _missing(judged, indicator, area)
    )
    return Table(words.title(judged.contract), words.HEADINGS, rows, False, "")


def _missing(judged: Judged, indicator: Indicator, area: str) -> Iterator[Period]:
    series = judged.figures.of(indicator.id, area)
    there = {seen.period for seen in series.observations} if series else set()
    for period in asked_for(judged, indicator):
        late = (judged.as_of - period.last_day).days >= indicator.published_after_days
        if late and period not in there:
            yield period


def _row(definitions: Definitions, indicator: Indicator, area: str, period: Period) -> tuple[Cell, ...]:
    texts = (
        indicator.id,
        definitions.areas[area].name,
        area,
        str(period),
        "",
        indicator.unit.id,
        "",
        "",
        "",
        "",
        "",
    )
    return tuple(Cell(text, None) for text in texts)
