"""How a share is scaled: pct. of a hundred, pr. 1.000 of a thousand."""

from __future__ import annotations

from kpi.model.indicator import Unit

_SCALE = {Unit.PERCENT: 100, Unit.PER_1000: 1000}


def share_scale(unit: Unit) -> int:
    """What numerator over denominator is multiplied by to be in the unit: 100 for pct, 1000 for pr. 1.000."""
    return _SCALE.get(unit, 1)
