"""Every criterion of a contract as one table, a line a criterion; on screen each line is a link."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from kpi.charts.spark import spark_svg
from kpi.markup import Pieces
from kpi.model.views.parts import Cell, Table
from kpi.model.views.scorecard import CriterionLine, GoalLines, Scorecard
from kpi.report import parts
from kpi.texts import periods
from kpi.texts.screens import overview as words
from kpi.texts.screens import report

COLUMNS = (
    ("kpi-status", words.COLUMN_STATUS),
    ("kpi-criterion", words.COLUMN_CRITERION),
    ("kpi-progress kpi-right", words.COLUMN_PROGRESS),
    ("kpi-chart", words.COLUMN_SPARK),
    ("kpi-data", words.COLUMN_DATA),
    ("kpi-due kpi-right", words.COLUMN_DUE),
)
_PIECES = Pieces("report/templates/scorecard.html", parts=parts, spark_svg=spark_svg)

Address = Callable[[CriterionLine], str]


def scorecard_table(title: str, goals: Sequence[GoalLines], address: Address | None) -> Markup:
    """`address` gives each line's link; None: on paper nothing is clicked."""
    named = [(_name(goal), goal) for goal in goals if goal.lines]
    bare = " · ".join(_name(goal) for goal in goals if not goal.lines)
    return _PIECES.board(title, COLUMNS, named, report.NO_LINES.format(goals=bare) if bare else "", address)


def scorecard_figures(view: Scorecard) -> Table:
    """The same lines as a table to download."""
    headings = (words.FILTER_GOAL, *(heading for css, heading in COLUMNS if css != "kpi-chart"))
    rows = tuple(
        tuple(
            Cell(text, None)
            for text in (
                _name(goal),
                " · ".join(part for part in (line.badge.word, line.badge.mark) if part),
                line.title,
                " · ".join(part for part in (line.progress, line.progress_note) if part),
                line.data_word,
                line.due,
                line.verdict,
            )
        )
        for goal in view.goals
        for line in goal.lines
    )
    title = f"{view.contract.short_title} · {report.SEEN_FROM.format(day=periods.day(view.as_of))}"
    return Table(title, (*headings, report.SENTENCE), rows, view.example, view.contract.source)


def _name(goal: GoalLines) -> str:
    return " · ".join(part for part in (goal.number, goal.title) if part)
