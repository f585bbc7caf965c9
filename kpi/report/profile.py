"""Kommuneprofil as one table: a line an indicator, with its spread as a small picture; on screen each is a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from kpi.charts.figure import example_mark
from kpi.charts.spine import family, spine_svg
from kpi.model.indicator import Better
from kpi.model.views.comparison import Against
from kpi.model.views.profile import Profile, ProfileLine
from kpi.texts.amounts import is_count, unit_words
from kpi.texts.profile import SHAPES
from kpi.texts.screens import profile as words
from kpi.texts.statuses import PROVISIONAL

COLUMNS = (
    ("kpi-indicator", words.COLUMN_INDICATOR),
    ("kpi-figure-cell kpi-right", words.COLUMN_OWN),
    ("kpi-figure-cell kpi-right", words.COLUMN_GROUP),
    ("kpi-figure-cell kpi-right", words.COLUMN_NATION),
    ("kpi-place", words.COLUMN_PLACE),
    ("kpi-spread", words.COLUMN_SPINE),
)
_NAMED = range(1, 5)
"""Columns whose cells say on a narrow screen what they are."""
Address = Callable[[ProfileLine], str]


def profile_table(view: Profile, address: Address | None) -> str:
    """`address` gives each line's link; None: on paper nothing is clicked. Counts, which have no place, are folded."""
    compared = [line for line in view.lines if not is_count(line.indicator)]
    counts = [line for line in view.lines if is_count(line.indicator)]
    caption = words.CAPTION.format(own=view.own_name, group=view.group_title)
    sections = (
        (words.JUDGED, [line for line in compared if line.indicator.better is not Better.NEITHER]),
        (words.CONTEXT, [line for line in compared if line.indicator.better is Better.NEITHER]),
    )
    body = "".join(
        f'<tbody><tr><th scope="rowgroup" colspan="{len(COLUMNS)}">{escape(heading)}</th></tr>{_lines(lines, address)}'
        "</tbody>"
        for heading, lines in sections
        if lines
    )
    folded = (
        f"<details><summary>{escape(words.COUNTS.format(count=len(counts)))}</summary>"
        f"{_table(caption, f'<tbody>{_lines(counts, address)}</tbody>')}</details>"
    )
    return f"{_table(caption, body) if body else ''}{folded if counts else ''}"


def _table(caption: str, body: str) -> str:
    head = "".join(f'<th scope="col" class="{css}">{escape(heading)}</th>' for css, heading in COLUMNS)
    return (
        f'<table class="kpi-board kpi-profile"><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"{body}</table>"
    )


def _lines(lines: Sequence[ProfileLine], address: Address | None) -> str:
    return "".join(_line(line, address) for line in lines)


def _line(line: ProfileLine, address: Address | None) -> str:
    title = escape(line.indicator.title)
    named = (
        f'<a class="kpi-title" href="{escape(address(line))}" target="_self">{title}</a>'
        if address
        else f'<span class="kpi-title">{title}</span>'
    )
    said = [line.period_text, unit_words(line.indicator), PROVISIONAL if line.provisional else ""]
    below = f"<small>{example_mark(line.example)} {escape(' · '.join(part for part in said if part))}</small>"
    cells = (
        f"{named}{below}",
        f"<b>{escape(line.text)}</b>",
        escape(line.group_text),
        escape(line.nation_text),
        escape(line.place),
        _spread(line),
    )
    found = "".join(
        f'<td class="{css}" data-heading="{escape(heading) if place in _NAMED else ""}">{cell}</td>'
        for place, ((css, heading), cell) in enumerate(zip(COLUMNS, cells, strict=True))
    )
    return f'<tr class="kpi-line">{found}</tr>'


def _spread(line: ProfileLine) -> str:
    if line.spine is None:
        return ""
    picture = spine_svg(line.spine, line.against, line.alternative)
    if line.against is Against.UNKNOWN:
        return picture
    shape = f'<span aria-hidden="true" class="kpi-shape kpi-{family(line.against)}">{SHAPES[line.against]}</span>'
    return f"{picture}<small>{shape} {escape(line.word)}</small>"
