"""What a series usually does: how much its figures are revised, and how much they move from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from statistics import median

from kpi.model.evaluation import Reading
from kpi.model.observation import Series
from kpi.statistics.binary import exact
from kpi.statistics.control_chart import control_chart

_FEWEST_REVISIONS = 5


def usual_revision(series: Series) -> Decimal | None:
    """Median size of the revisions that are known; None under five."""
    sizes = []
    for period, earlier in series.revised.items():
        now = series.at(period)
        first = next((seen.value for seen in earlier if seen.value is not None), None)
        if now is not None and now.value is not None and first is not None:
            sizes.append(abs(now.value - first))
    return median(sizes) if len(sizes) >= _FEWEST_REVISIONS else None


def usual_swing(readings: Iterable[Reading]) -> Decimal | None:
    """Half the width of the control limits; None where there are none. In order of time; a gap breaks the run."""
    runs: list[list[Decimal]] = []
    before: Reading | None = None
    for reading in readings:
        if before is None or reading.through.steps_since(before.through) != 1:
            runs.append([])
        runs[-1].append(reading.value)
        before = reading
    if not runs:
        return None
    limits = control_chart(runs)[-1].limits
    return None if limits is None else exact((limits.high - limits.low) / 2, 6)
