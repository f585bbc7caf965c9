"""What is missing for a contract, as rows of our own layout for somebody to fill in."""

from __future__ import annotations

from kpi.analysis.asked import undelivered
from kpi.analysis.judged import Judged
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.views.parts import Cell, Table
from kpi.texts import template as words


def template(judged: Judged, *, whole: bool) -> Table:
    """One row a figure that is missing. `whole`: also of those one is compared with."""
    rows = tuple(_row(judged.definitions, *one) for one in undelivered(judged, whole=whole))
    return Table(words.title(judged.contract), words.HEADINGS, rows, False, "")


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
