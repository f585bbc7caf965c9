"""Pieces of HTML that screen and paper share, each made by a template that escapes what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kpi.charts.control import control_svg
from kpi.charts.icons import outlook_icon, variation_icon
from kpi.charts.size import NARROW, Size
from kpi.charts.trajectory import trajectory_svg
from kpi.markup import Pieces
from kpi.model.views.changes import ChangeKind, Changes
from kpi.model.views.criterion import ActionLine, CommentLine, RevisionLine
from kpi.model.views.forecast import Forecast
from kpi.model.views.parts import Badge, Count, Fact, Table
from kpi.model.views.scorecard import Attention
from kpi.model.views.signal import SignalView, SignalWords
from kpi.model.views.trajectory import Trajectory
from kpi.texts.screens import everywhere
from kpi.texts.screens import signal as signal_words
from kpi.texts.statuses import EXAMPLE

FEW = 3
_PIECES = Pieces(
    "report/templates/parts.html",
    variation_icon=variation_icon, outlook_icon=outlook_icon, words=signal_words, everywhere=everywhere,
    EXAMPLE=EXAMPLE,
)  # fmt: skip


def badge(view: Badge) -> Markup:
    """Word, shape and colour together; the shape is left out of what is read aloud, since the word says it."""
    return _PIECES.badge(view)


def example_mark(example: bool) -> Markup:
    """The mark of made-up figures, in the title line of whatever shows one."""
    return _PIECES.example_mark(example)


def made_up_mark(made_up: bool) -> Markup:
    """The mark of a made-up contract, after its title."""
    return _PIECES.made_up_mark(made_up)


def headline(text: str) -> Markup:
    return _PIECES.headline(text)


def link(address: str, text: str) -> Markup:
    """To another page of ours."""
    return _PIECES.link(address, text)


def counts(views: Sequence[Count]) -> Markup:
    """«5 på sporet», each in its colour with its shape in front."""
    return _PIECES.counts(views)


def changes(view: Changes, nothing: str, more: str) -> Markup:
    """Statuses that moved; figures that are new or revised are folded away where there are many.

    `nothing` is said where nothing has changed, `more` names how many are folded.
    """
    moved = [line.text for line in view.lines if line.kind is ChangeKind.STATUS]
    other = [line.text for line in view.lines if line.kind is not ChangeKind.STATUS]
    shown, folded = (moved + other, []) if len(other) <= FEW else (moved, other)
    return _PIECES.changes(view.title, nothing, shown, more.format(count=len(other)), folded)


def attention(views: Sequence[Attention], heading: str) -> Markup:
    return _PIECES.attention(views, heading)


def facts(views: Sequence[Fact]) -> Markup:
    return _PIECES.facts(views)


def quotation(fragments: Sequence[str]) -> Markup:
    """The contract's own words, fragment by fragment where the contract breaks the sentence."""
    return _PIECES.quotation(fragments)


def paragraphs(texts: Iterable[str], css: str = "") -> Markup:
    return _PIECES.paragraphs(texts, css)


def bullets(texts: Iterable[str]) -> Markup:
    return _PIECES.bullets(texts)


def headed(level: int, heading: str, content: Markup) -> Markup:
    """Empty where there is nothing under the heading."""
    return _PIECES.headed(level, heading, content)


def actions(views: Sequence[ActionLine], own_word: str) -> Markup:
    return _PIECES.actions(views, own_word)


def comments(views: Sequence[CommentLine]) -> Markup:
    return _PIECES.comments(views)


def written(text: str) -> Markup:
    """What a person wrote, letter for letter; line breaks are kept."""
    return _PIECES.written(text)


def revisions(views: Sequence[RevisionLine]) -> Markup:
    return bullets(view.text for view in views)


def table(view: Table) -> Markup:
    """A table as shown; cells that are numbers stand to the right."""
    return _PIECES.table(view)


def source(line: str) -> Markup:
    """Under a chart or a table."""
    return _PIECES.source(line)


def figure(title: str, pictures: Markup, source_line: str, *, example: bool) -> Markup:
    """What stands round every chart: title sentence with the example mark, source line. Empty without a picture."""
    return _PIECES.figure(title, pictures, source_line, example)


def trajectory(view: Trajectory, size: Size, *, narrow: bool) -> Markup:
    """The chart with its title and source; `narrow`: also drawn for a small screen, which shows the one that fits."""
    wide = trajectory_svg(view, size, "kpi-wide" if narrow else "")
    small = trajectory_svg(view, NARROW, "kpi-narrow") if narrow else Markup()
    return figure(view.title, wide + small, view.source_line, example=view.example)


def signal_mark(view: SignalWords) -> Markup:
    """The two words of a signal, each after its icon."""
    return _PIECES.signal_mark(view)


def signal(view: SignalView, size: Size, *, narrow: bool) -> Markup:
    """What the control chart shows and what it does not, the chart, and how it is worked out."""
    chart = Markup()
    if view.chart is not None:
        drawn = control_svg(view.chart, size, "kpi-wide" if narrow else "")
        small = control_svg(view.chart, NARROW, "kpi-narrow") if narrow else Markup()
        chart = figure(view.chart.title, drawn + small, view.chart.source_line, example=view.chart.example)
    return _PIECES.signal(view, chart)


def forecast(view: Forecast) -> Markup:
    """The chance and the band in words, and how often such bands have held; or why there is none."""
    return _PIECES.forecast(view)
