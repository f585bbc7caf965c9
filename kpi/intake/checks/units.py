"""The closed grammar of units."""

from __future__ import annotations

from kpi.intake.text import fold
from kpi.model.indicator import Unit

_WRITTEN = {
    Unit.COUNT: ("antal", "stk", "stk."),
    Unit.FULL_TIME_PERSONS: ("fuldtidspersoner", "fuldtidsperson"),
    Unit.PERSONS: ("personer", "person"),
    Unit.PERCENT: ("pct", "pct.", "%", "procent"),
    Unit.PERCENTAGE_POINT: ("procentpoint", "pct.point", "pct.-point", "pct-point", "pct. point"),
    Unit.PER_1000: (
        "pr. 1.000",
        "pr. 1000",
        "pr 1.000",
        "pr 1000",
        "pr. 1.000 indbyggere",
        "pr. 1000 indbyggere",
        "pr. 1 000",
    ),
    Unit.KRONER: ("kr", "kr.", "kroner"),
    Unit.HOURS: ("timer", "time"),
    Unit.DAYS: ("dage", "dag"),
    Unit.TONNES: ("ton", "tons"),
    Unit.POINTS: ("point",),
    Unit.INDEX: ("indeks", "index"),
}
_UNITS = {word: unit for unit, words in _WRITTEN.items() for word in words}


def read_unit(text: str) -> Unit | None:
    """The unit; None for a word outside the grammar («1.000 kr.» is another unit than «kr»: nothing is scaled)."""
    return _UNITS.get(fold(text))
