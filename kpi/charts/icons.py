"""Two small icons beside their words: which way the figures move, and what the limits say of the target."""

from __future__ import annotations

from kpi.model.views.signal import Outlook, Signal, Variation

_FAMILY = {
    Variation.IMPROVEMENT: "good",
    Variation.CONCERN: "bad",
    Variation.CHANGE: "agreed",
    Variation.NONE: "grey",
    Variation.TOO_FEW: "grey",
    Variation.NO_SPREAD: "grey",
}
_MOVES = {1: "4,15 8,12 12,13 16,5", -1: "4,5 8,8 12,7 16,15", 0: "4,10 7,8 10,12 13,8 16,10"}
_BANDS = {
    Outlook.USUALLY_MET: ("good", 3.5, 9.0),
    Outlook.USUALLY_MISSED: ("bad", 11.0, 16.5),
    Outlook.EITHER: ("grey", 6.0, 14.0),
    Outlook.TOO_EARLY: ("grey", 6.0, 14.0),
}
"""Where the limits lie beside the target, which is drawn through the middle; the target's good side is up."""


def variation_icon(signal: Signal) -> str:
    """A line that rises, falls or wavers, in the colour of good or bad; dots where there is too little to tell."""
    known = signal.variation not in (Variation.TOO_FEW, Variation.NO_SPREAD)
    inside = (
        f'<polyline points="{_MOVES[signal.direction]}" fill="none" stroke="currentColor" stroke-width="2"/>'
        if known
        else "".join(f'<circle cx="{x}" cy="10" r="1.4" fill="currentColor"/>' for x in (6, 10, 14))
    )
    return _icon(_FAMILY[signal.variation], inside)


def outlook_icon(signal: Signal) -> str:
    """The limits as a bar above, below or across the target's line; empty where nothing is said of the target."""
    if signal.outlook not in _BANDS:
        return ""
    family, top, bottom = _BANDS[signal.outlook]
    dash = ' stroke-dasharray="2 1.5"' if signal.outlook is Outlook.TOO_EARLY else ""
    inside = (
        '<line x1="3" y1="10" x2="17" y2="10" stroke="currentColor" stroke-width="1.3"/>'
        f'<rect x="7.5" y="{top}" width="5" height="{bottom - top}" fill="none" stroke="currentColor"'
        f' stroke-width="1.8"{dash}/>'
    )
    return _icon(family, inside)


def _icon(family: str, inside: str) -> str:
    """The words beside it say the same, so it is left out of what is read aloud."""
    return f'<svg class="kpi-icon kpi-{family}" viewBox="0 0 20 20" aria-hidden="true">{inside}</svg>'
