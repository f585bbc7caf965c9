"""What a source's signs for a cell without a number mean; each source declares its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import assert_never

from kpi.intake.files.table import Cell, Fault
from kpi.intake.text import quoted
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


Signs = Mapping[str | None, Sign]
"""A source's signs, and what each means; None: a cell that its API leaves empty."""
_ONLY_SIGNS = re.compile(r"[^\w\s]+")


def spoken(cell: Cell | None, signs: Signs) -> tuple[Cell, str]:
    """The value and the quality that a row states for the cell; None: its API leaves it empty.

    A sign that the source has not declared becomes a fault, which refuses its row by name.
    """
    if cell is not None and not isinstance(cell, str):
        return cell, ""
    text = None if cell is None else cell.strip()
    if text in signs:
        return _meant(signs[text])
    if text is None or _ONLY_SIGNS.fullmatch(text):
        what = "En tom celle" if text is None else f"Tegnet {quoted(text)}"
        return Fault(
            f"{what} er ikke et tal, og ingen har sagt, om det er nul, skjult eller mangler. Spørg kilden."
        ), ""
    return cell or "", ""


def _meant(sign: Sign) -> tuple[Cell, str]:
    match sign:
        case Sign.ZERO:
            return "0", ""
        case Sign.HIDDEN:
            return "", Quality.HIDDEN.value
        case Sign.MISSING:
            return "", Quality.MISSING.value
        case Sign.UNTOLD:
            return "", UNTOLD
        case _:
            assert_never(sign)
