"""A line with gaps as its unbroken pieces: a missing figure is never a straight line across."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi.model.period import Period
from kpi.model.views.line import Break, Point

Place = tuple[Period, Decimal]


def known(points: Sequence[Point]) -> list[Place]:
    return [(point.period, point.value) for point in points if point.value is not None]


def runs(points: Sequence[Point], breaks: Sequence[Break] = ()) -> list[list[Place]]:
    """Neighbouring points that have a value; a period without one, and a series break, end a run."""
    found: list[list[Place]] = []
    before: Period | None = None
    for period, value in known(points):
        if before is None or before + 1 != period or _broken(before, period, breaks):
            found.append([])
        found[-1].append((period, value))
        before = period
    return found


def gaps(points: Sequence[Point]) -> list[list[Point]]:
    """Neighbouring points without a value and with the same word for why."""
    found: list[list[Point]] = []
    for point in points:
        if point.value is not None:
            continue
        before = found[-1][-1] if found else None
        if before is None or before.gap != point.gap or before.period + 1 != point.period:
            found.append([])
        found[-1].append(point)
    return found


def _broken(before: Period, after: Period, breaks: Sequence[Break]) -> bool:
    return any(before.last_day < mark.period.first_day <= after.last_day for mark in breaks)
