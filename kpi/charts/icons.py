"""Two small icons beside their words: which way the figures move, and what the limits say of the target."""

from __future__ import annotations

from markupsafe import Markup

from kpi.markup import element
from kpi.model.beside import Variation
from kpi.model.views.signal import Outlook, SignalWords

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


def variation_icon(signal: SignalWords) -> Markup:
    """A line that rises, falls or wavers, in the colour of good or bad; dots where there is too little to tell."""
    family = _FAMILY[signal.variation]
    if signal.variation in (Variation.TOO_FEW, Variation.NO_SPREAD):
        return _icon(family, *(element("circle", cx=x, cy=10, r=1.4, fill="currentColor") for x in (6, 10, 14)))
    line = element("polyline", points=_MOVES[signal.direction], fill="none", stroke="currentColor", stroke_width=2)
    return _icon(family, line)


def outlook_icon(signal: SignalWords) -> Markup:
    """The limits as a bar above, below or across the target's line; empty where nothing is said of the target."""
    if signal.outlook not in _BANDS:
        return Markup()
    family, top, bottom = _BANDS[signal.outlook]
    dash = {"stroke_dasharray": "2 1.5"} if signal.outlook is Outlook.TOO_EARLY else {}
    ink = "currentColor"
    target = element("line", x1=3, y1=10, x2=17, y2=10, stroke=ink, stroke_width=1.3)
    limits = element(
        "rect", x=7.5, y=top, width=5, height=bottom - top, fill="none", stroke=ink, stroke_width=1.8, **dash
    )
    return _icon(family, target, limits)


def _icon(family: str, *inside: Markup) -> Markup:
    """The words beside it say the same, so it is left out of what is read aloud."""
    return element("svg", *inside, css=f"kpi-icon kpi-{family}", viewBox="0 0 20 20", aria_hidden="true")
