"""SVG as elements, and labels that do not cover each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kpi.markup import element, number

WIDE_LETTERS = frozenset("MWmw@%Æ—–")
NARROW_LETTERS = frozenset("iljtfrI.,:;'’|! ()-")
DISTANCES = (1, 2, 3.5, 5, 7)
"""Of a label from its place, in gaps: further away only where it would cover something nearer."""
LINE = 1.2
"""Height of a line of words in letters."""


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Area in common; 0 when they are apart, as nearly all are."""
        if self.right <= other.left or other.right <= self.left or self.bottom <= other.top or other.bottom <= self.top:
            return 0.0
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height

    def outside(self, frame: Box) -> float:
        """How far it stands outside the frame, the sides added."""
        return (
            max(frame.left - self.left, 0)
            + max(self.right - frame.right, 0)
            + max(frame.top - self.top, 0)
            + max(self.bottom - frame.bottom, 0)
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Words that belong to a place, in one line or several.

    `sides` are tried in order: r, l, a(bove), b(elow), ar, al, br, bl.
    """

    text: str
    x: float
    y: float
    sides: Sequence[str]
    css: str
    size: float


def text_width(text: str, size: float) -> float:
    """Width of the text in Source Sans, on the generous side: a little room is better than two labels in one."""
    units = sum(0.82 if letter in WIDE_LETTERS else 0.3 if letter in NARROW_LETTERS else 0.55 for letter in text)
    return units * size * 1.04


def wrapped(words: str, size: float, width: float) -> str:
    """Broken into lines that are no wider, between words only."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def text(words: str, x: float, y: float, size: float, css: str = "", anchor: str = "start") -> Markup:
    """Words with their baseline at y; empty for no words."""
    if not words:
        return Markup()
    return element("text", words, x=x, y=y, font_size=size, text_anchor=anchor, css=css)


def line(x1: float, y1: float, x2: float, y2: float, css: str, width: float = 1) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, css=css, stroke_width=width)


def rect(x: float, y: float, width: float, height: float, css: str) -> Markup:
    return element("rect", x=x, y=y, width=max(width, 0), height=height, css=css)


def circle(x: float, y: float, radius: float, css: str, width: float = 1, title: str = "") -> Markup:
    told = [element("title", title)] if title else []
    return element("circle", *told, cx=x, cy=y, r=radius, css=css, stroke_width=width)


def polyline(points: Iterable[tuple[float, float]], css: str, width: float, dash: str = "") -> Markup:
    """A line through the points; nothing for fewer than two."""
    places = list(points)
    if len(places) < 2:
        return Markup()
    dashed = {"stroke_dasharray": dash} if dash else {}
    return element("polyline", points=_places(places), css=css, stroke_width=width, **dashed)


def polygon(corners: Iterable[tuple[float, float]], css: str) -> Markup:
    return element("polygon", points=_places(corners), css=css)


def _places(points: Iterable[tuple[float, float]]) -> str:
    return " ".join([f"{number(x)},{number(y)}" for x, y in points])


def document(width: float, height: float, alternative: str, parts: Iterable[Markup], css: str) -> Markup:
    """A whole picture with its text alternative."""
    return element(
        "svg", *parts, css=css, viewBox=f"0 0 {number(width)} {number(height)}", role="img", aria_label=alternative,
        xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def place(labels: Sequence[Label], taken: Sequence[Box], frame: Box, gap: float) -> list[Markup]:
    """The labels, written where `arranged` finds room."""
    return [
        text(line, box.left, box.top + (LINE * number + 0.94) * label.size, label.size, f"{label.css} halo".strip())
        for label, box in arranged(labels, taken, frame, gap)
        for number, line in enumerate(label.text.splitlines())
    ]


def arranged(labels: Sequence[Label], taken: Sequence[Box], frame: Box, gap: float) -> list[tuple[Label, Box]]:
    """Each label at the nearest and first of its sides that is free; where none is, at the one that covers least.

    Covering other words counts more than covering a line, and leaving the frame more than both.
    """
    words: list[Box] = []
    found: list[tuple[Label, Box]] = []
    for label in labels:
        if not label.text:
            continue
        boxes = [_box(label, side, gap, gap * far) for far in DISTANCES for side in label.sides]
        costs = [
            200 * box.outside(frame) + 20 * sum(box.overlap(w) for w in words) + sum(box.overlap(t) for t in taken)
            for box in boxes
        ]
        best = boxes[costs.index(min(costs))]
        words.append(best)
        found.append((label, best))
    return found


def _box(label: Label, side: str, gap: float, far: float) -> Box:
    """`far` from its place; what stands above or below is moved up or down alone, and so does not run over the edge."""
    lines = label.text.splitlines()
    width, height = max(text_width(line, label.size) for line in lines), len(lines) * LINE * label.size
    left, beside = label.x - width / 2, far if side in ("r", "l") else gap
    if "r" in side:
        left = label.x + beside
    elif "l" in side:
        left = label.x - beside - width
    top = label.y - height / 2
    if "a" in side:
        top = label.y - far - height
    elif "b" in side:
        top = label.y + far
    return Box(left, top, left + width, top + height)
