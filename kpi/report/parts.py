"""Pieces of HTML that screen and paper share; every word that comes from a view model is escaped.

Everything is one line: Markdown, through which the screen receives it, ends an HTML block at a blank one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kpi.charts.control import control_svg
from kpi.charts.figure import NARROW, Size, example_mark, figure
from kpi.charts.icons import outlook_icon, variation_icon
from kpi.charts.trajectory import trajectory_svg
from kpi.model.views.changes import ChangeKind, Changes
from kpi.model.views.criterion import ActionLine, CommentLine, RevisionLine
from kpi.model.views.forecast import Forecast
from kpi.model.views.parts import Badge, Count, Fact, Table
from kpi.model.views.scorecard import Attention
from kpi.model.views.signal import Signal, SignalView
from kpi.model.views.trajectory import Trajectory
from kpi.texts.screens import signal as signal_words

FEW = 3


def badge(view: Badge) -> str:
    """Word, shape and colour together; the shape is left out of what is read aloud, since the word says it."""
    return (
        f'<span class="kpi-badge kpi-{view.family}"><span aria-hidden="true" class="kpi-shape">{escape(view.shape)}'
        f"</span> {escape(view.word)}</span>"
    )


def counts(views: Sequence[Count]) -> str:
    """«5 på sporet», each in its colour with its shape in front."""
    return f'<ul class="kpi-counts">{"".join(_count(view) for view in views)}</ul>'


def _count(view: Count) -> str:
    look = f"kpi-{view.badge.family}"
    return (
        f'<li><span aria-hidden="true" class="kpi-shape {look}">{escape(view.badge.shape)}</span>'
        f' <b class="{look}">{view.count}</b> {escape(view.word)}</li>'
    )


def changes(view: Changes, nothing: str, more: str) -> str:
    """Statuses that moved; figures that are new or revised are folded away where there are many.

    `nothing` is said where nothing has changed, `more` names how many are folded.
    """
    if not view.lines:
        return f'<div class="kpi-changes"><b>{escape(view.title)}:</b> {escape(nothing)}</div>'
    moved = [line for line in view.lines if line.kind is ChangeKind.STATUS]
    other = [line for line in view.lines if line.kind is not ChangeKind.STATUS]
    first = other if len(other) <= FEW else []
    shown = bullets(line.text for line in [*moved, *first])
    folded = bullets(line.text for line in other[len(first) :])
    rest = f"<details><summary>{escape(more.format(count=len(other)))}</summary>{folded}</details>" if folded else ""
    return f'<div class="kpi-changes"><b>{escape(view.title)}</b>{shown}{rest}</div>'


def attention(views: Sequence[Attention], heading: str) -> str:
    if not views:
        return ""
    lines = "".join(f"<li>{escape(view.text)}</li>" for view in views)
    return f'<div class="kpi-attention"><b>{escape(heading)}</b><ul>{lines}</ul></div>'


def facts(views: Sequence[Fact]) -> str:
    found = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}"
        f"{f'<small>{escape(fact.note)}</small>' if fact.note else ''}</dd></div>"
        for fact in views
    )
    return f'<dl class="kpi-facts">{found}</dl>' if found else ""


def quotation(fragments: Iterable[str]) -> str:
    """The contract's own words, fragment by fragment where the contract breaks the sentence."""
    found = " […] ".join(escape(fragment) for fragment in fragments)
    return f'<blockquote class="kpi-quote">«{found}»</blockquote>' if found else ""


def paragraphs(texts: Iterable[str], css: str = "") -> str:
    return "".join(f'<p class="{css}">{escape(text)}</p>' for text in texts if text)


def bullets(texts: Iterable[str]) -> str:
    found = "".join(f"<li>{escape(text)}</li>" for text in texts if text)
    return f'<ul class="kpi-list">{found}</ul>' if found else ""


def actions(views: Sequence[ActionLine], own_word: str) -> str:
    found = "".join(
        f"<li><b>{escape(view.title)}</b> · {escape(view.state)}"
        f"{f' · {escape(own_word)}' if view.own else ''}{f' · {escape(view.note)}' if view.note else ''}</li>"
        for view in views
    )
    return f'<ul class="kpi-list">{found}</ul>' if found else ""


def comments(views: Sequence[CommentLine]) -> str:
    return "".join(
        f'<div class="kpi-comment"><p class="kpi-small">{escape(view.heading)}{example_mark(view.example)}</p>'
        f"<p>{written(view.text)}</p></div>"
        for view in views
    )


def written(text: str) -> str:
    """What a person wrote, letter for letter; line breaks are kept without a blank line in the HTML."""
    return "<br>".join(escape(line) for line in text.splitlines())


def revisions(views: Sequence[RevisionLine]) -> str:
    return bullets(view.text for view in views)


def table(view: Table) -> str:
    """A table as shown; cells that are numbers stand to the right."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in view.headings)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td class="{"kpi-number" if cell.number is not None else ""}">{escape(cell.text)}</td>' for cell in row
        )
        + "</tr>"
        for row in view.rows
    )
    caption = f"<caption>{escape(view.title)}{example_mark(view.example)}</caption>"
    source = f'<p class="kpi-source">{escape(view.source_line)}</p>' if view.source_line else ""
    return (
        f'<div class="kpi-scroll" tabindex="0" role="region" aria-label="{escape(view.title)}">'
        f'<table class="kpi-table">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{source}'
    )


def trajectory(view: Trajectory, size: Size, *, narrow: bool) -> str:
    """The chart with its title and source; `narrow`: also drawn for a small screen, which shows the one that fits."""
    wide = trajectory_svg(view, size, "kpi-wide" if narrow else "")
    small = trajectory_svg(view, NARROW, "kpi-narrow") if narrow else ""
    return figure(view.title, wide + small, view.source_line, example=view.example)


def signal_mark(view: Signal) -> str:
    """The two words of a signal, each after its icon."""
    lines = [f"{variation_icon(view)} {escape(view.word)}"]
    if view.outlook_word:
        lines.append(f"{outlook_icon(view)} {escape(view.outlook_word)}")
    return "".join(f'<small class="kpi-signal">{line}</small>' for line in lines)


def signal(view: SignalView, size: Size, *, narrow: bool) -> str:
    """What the control chart shows and what it does not, the chart, and how it is worked out."""
    chart = ""
    if view.chart is not None:
        drawn = control_svg(view.chart, size, "kpi-wide" if narrow else "")
        small = control_svg(view.chart, NARROW, "kpi-narrow") if narrow else ""
        drawn_both = figure(view.chart.title, drawn + small, view.chart.source_line, example=view.chart.example)
        chart = f'<div class="kpi-modest">{drawn_both}</div>'
    how = "".join(f"<li><b>{escape(note.label)}:</b> {escape(note.value)}</li>" for note in view.notes)
    return (
        f'<div class="kpi-signals">{signal_mark(view.signal)}</div>'
        f"<p><b>{escape(view.sentence)}</b></p>{paragraphs([view.outlook_sentence])}{chart}"
        f'{f"""<ul class="kpi-list kpi-small">{how}</ul>""" if how else ""}'
    )


def forecast(view: Forecast) -> str:
    """The chance and the band in words, and how often such bands have held; or why there is none."""
    if view.refused:
        return paragraphs([view.refused], "kpi-small")
    how = bullets(view.notes)
    return (
        f"<p><b>{escape(signal_words.FORECAST)}:</b> {escape(view.sentence)} {escape(view.band)} "
        f"{escape(view.back_test)}</p>"
        f'<details class="kpi-small"><summary>{escape(signal_words.HOW)}</summary>'
        f"{how}</details>"
    )
