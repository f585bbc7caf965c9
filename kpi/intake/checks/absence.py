"""Why a figure is absent, where the source's sign is the same for what it hides and what is not yet measured.

Outcomes are measured months later, and then the newest months are empty for every area; what a source hides is
scattered, and is never the nation's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.periods import period_of_day, read_period
from kpi.intake.checks.signs import UNTOLD
from kpi.intake.files.table import Fault, StatedRow, as_text
from kpi.intake.refusal import Unreadable
from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.observation import Quality
from kpi.model.period import Period

_WITHOUT = (UNTOLD, Quality.HIDDEN.value, Quality.MISSING.value)


def told_apart(rows: Sequence[StatedRow], definitions: Definitions) -> list[StatedRow]:
    """The rows, in their order, with «mangler» or «skjult» for every one that was untold.

    A period in which no area of the table has a figure is not yet measured, where it is newer than every period with
    one, or where the nation is among the areas; else its empty cells are hidden, as scattered ones are. Rows whose
    indicator, period or area cannot be read are refused by others, and tell nothing.
    """
    untold = {row.indicator for row in rows if row.quality == UNTOLD}
    if not untold:
        return list(rows)
    measured: dict[object, set[Period]] = defaultdict(set)
    of_nation: dict[object, set[Period]] = defaultdict(set)
    reader = _Reader(definitions)
    periods = [reader.period(row) if row.indicator in untold else None for row in rows]
    for row, period in zip(rows, periods, strict=True):
        if period is None:
            continue
        if row.quality not in _WITHOUT:
            measured[row.indicator].add(period)
        if reader.is_nation(row):
            of_nation[row.indicator].add(period)
    newest = {indicator: max(found) for indicator, found in measured.items()}

    def reason(row: StatedRow, period: Period | None) -> Quality:
        if period is None or period in measured[row.indicator]:
            return Quality.HIDDEN
        is_newest = row.indicator in newest and period > newest[row.indicator]
        return Quality.MISSING if is_newest or period in of_nation[row.indicator] else Quality.HIDDEN

    return [
        row._replace(quality=reason(row, period).value) if row.quality == UNTOLD else row
        for row, period in zip(rows, periods, strict=True)
    ]


class _Reader:
    """Reads each distinct period and area once."""

    def __init__(self, definitions: Definitions) -> None:
        self._indicators = definitions.indicators
        self._names = AreaNames(definitions.areas)
        self._periods: dict[object, Period | None] = {}
        self._nations: dict[object, bool] = {}

    def period(self, row: StatedRow) -> Period | None:
        """None for what is no period of the indicator's kind."""
        key = row.indicator, row.period
        if key not in self._periods:
            self._periods[key] = self._read_period(row)
        return self._periods[key]

    def is_nation(self, row: StatedRow) -> bool:
        key = row.area, row.area_code
        if key not in self._nations:
            try:
                named = self._names.read(as_text(row.area), as_text(row.area_code))
                self._nations[key] = named.area.code == NATION
            except Unreadable:
                self._nations[key] = False
        return self._nations[key]

    def _read_period(self, row: StatedRow) -> Period | None:
        indicator = self._indicators[as_text(row.indicator)]
        kind, year_begins = indicator.frequency, indicator.year_begins
        try:
            match row.period:
                case Fault():
                    return None
                case date():
                    return period_of_day(row.period, kind, "", year_begins)
                case _:
                    return read_period(as_text(row.period), kind, year_begins)
        except Unreadable:
            return None
