"""Every criterion of a contract as one table, a line a criterion; on screen each line is a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from kpi.charts.figure import example_mark
from kpi.charts.spark import spark_svg
from kpi.model.views.parts import Cell, Table
from kpi.model.views.scorecard import CriterionLine, GoalLines, Scorecard
from kpi.report.parts import badge, signal_mark
from kpi.texts import periods
from kpi.texts.screens import overview as words
from kpi.texts.screens import report
from kpi.texts.screens import signal as signal_words

COLUMNS = (
    ("kpi-status", words.COLUMN_STATUS),
    ("kpi-criterion", words.COLUMN_CRITERION),
    ("kpi-progress kpi-right", words.COLUMN_PROGRESS),
    ("kpi-chart", words.COLUMN_SPARK),
    ("kpi-data", signal_words.COLUMN),
    ("kpi-due kpi-right", words.COLUMN_DUE),
)
_TITLE_COLUMN, _FIGURE_COLUMNS = 1, range(2, 5)
_WIDE = f' colspan="{1 + len(_FIGURE_COLUMNS)}"'

Address = Callable[[CriterionLine], str]


def scorecard_table(title: str, goals: Sequence[GoalLines], address: Address | None) -> str:
    """`address` gives each line's link; None: on paper nothing is clicked."""
    head = "".join(f'<th scope="col" class="{css}">{escape(heading)}</th>' for css, heading in COLUMNS)
    body = "".join(_goal(goal, address) for goal in goals if goal.lines)
    table = f'<table class="kpi-board"><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead>{body}</table>'
    bare = " · ".join(_name(goal) for goal in goals if not goal.lines)
    below = f'<p class="kpi-small">{escape(report.NO_LINES.format(goals=bare))}</p>' if bare else ""
    return f"{table if body else ''}{below}"


def scorecard_figures(view: Scorecard) -> Table:
    """The same lines as a table to download."""
    headings = (words.FILTER_GOAL, *(heading for css, heading in COLUMNS if css != "kpi-chart"))
    rows = tuple(
        tuple(
            Cell(text, None)
            for text in (
                _name(goal),
                line.badge.word,
                line.title,
                " · ".join(part for part in (line.progress, line.progress_note) if part),
                _signal_words(line),
                line.due,
                line.verdict,
            )
        )
        for goal in view.goals
        for line in goal.lines
    )
    title = f"{view.contract.short_title} · {report.SEEN_FROM.format(day=periods.day(view.as_of))}"
    return Table(title, (*headings, report.SENTENCE), rows, view.example, view.contract.source)


def _signal_words(line: CriterionLine) -> str:
    found = (line.signal.word, line.signal.outlook_word) if line.signal else ()
    return " · ".join(part for part in (*found, line.data_word) if part)


def _name(goal: GoalLines) -> str:
    return " · ".join(part for part in (goal.number, goal.title) if part)


def _goal(goal: GoalLines, address: Address | None) -> str:
    name = _name(goal)
    note = f"<small>{escape(goal.note)}</small>" if goal.note else ""
    heading = f'<tr><th scope="rowgroup" colspan="{len(COLUMNS)}">{escape(name)}{note}</th></tr>'
    return f"<tbody>{heading}{''.join(_line(line, address) for line in goal.lines)}</tbody>"


def _line(line: CriterionLine, address: Address | None) -> str:
    title = escape(line.title)
    named = (
        f'<a class="kpi-title" href="{escape(address(line))}" target="_self">{title}</a>'
        if address
        else f'<span class="kpi-title">{title}</span>'
    )
    spark = spark_svg(line.spark, line.badge.family) if line.spark else ""
    cells = (
        badge(line.badge),
        f"{named}{_subtitle(line)}",
        f"{escape(line.progress)}{_small(line.progress_note)}" if line.progress or line.progress_note else "",
        spark,
        f"{signal_mark(line.signal) if line.signal else ''}{_small(line.data_word)}",
        escape(line.due),
    )
    # Where there is no figure the words take the room of its columns.
    bare = not any(cells[place] for place in _FIGURE_COLUMNS)
    found = "".join(
        f'<td class="{css}" data-heading="{escape(heading) if place in (2, 5) else ""}"'
        f"{_WIDE if bare and place == _TITLE_COLUMN else ''}>{cell}</td>"
        for place, ((css, heading), cell) in enumerate(zip(COLUMNS, cells, strict=True))
        if not (bare and place in _FIGURE_COLUMNS)
    )
    return f'<tr class="kpi-line">{found}</tr>'


def _subtitle(line: CriterionLine) -> str:
    mark = f"{example_mark(line.example)} " if line.example else ""
    return f"<small>{mark}{escape(line.subtitle)}</small>" if mark or line.subtitle else ""


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""
