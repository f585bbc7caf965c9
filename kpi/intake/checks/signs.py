"""What a source's signs for a cell without a number mean; each source declares its own."""

from __future__ import annotations

from enum import Enum, auto
from typing import assert_never

from kpi.model.observation import Quality

UNTOLD = "skjult eller ikke opgjort"
"""What a row says of its quality until the pattern of the table has told."""


class Sign(Enum):
    ZERO = auto()
    """Exactly none."""
    HIDDEN = auto()
    """There is a figure, and it may not be shown."""
    MISSING = auto()
    """There is no figure."""
    UNTOLD = auto()
    """Hidden or not yet measured: the sign is the same for both, and the pattern of the table tells."""


def quality_of(sign: Sign) -> str:
    """As a stated row says it; empty for a cell that is a figure after all."""
    match sign:
        case Sign.ZERO:
            return ""
        case Sign.HIDDEN:
            return Quality.HIDDEN.value
        case Sign.MISSING:
            return Quality.MISSING.value
        case Sign.UNTOLD:
            return UNTOLD
        case _:
            assert_never(sign)
