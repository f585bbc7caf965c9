"""Judges stated rows: every row becomes a figure or is named with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kpi.intake.checks.agreement import refuse_mixed_days, without_fractions, without_repeats
from kpi.intake.checks.conventions import conventions_of
from kpi.intake.checks.numbers import Convention
from kpi.intake.checks.row import Candidate, RowReader
from kpi.intake.files.table import StatedRow
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.text import danish, quoted
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, RowIssue

MOST_WRONG = 20_000
"""Rows in a row from the first that may be wrong before the file is refused as such: more is no month of figures."""


class Checked(NamedTuple):
    figures: tuple[Figure, ...]
    refused: tuple[RowIssue, ...]
    warnings: tuple[RowIssue, ...]


def check_rows(
    rows: list[StatedRow],
    definitions: Definitions,
    received_on: date,
    row_word: str,
    usual: Convention = Convention.UNSETTLED,
) -> Checked:
    """FileRefused where the file as a whole cannot be read one way: numbers, days, or fractions for per cent.

    `usual`: how the layout writes numbers, where no number of the file shows it.
    """
    conventions = conventions_of(rows, definitions, usual, row_word)
    refuse_mixed_days(rows)
    reader = RowReader(definitions, conventions, received_on)
    candidates: list[Candidate] = []
    unreadable: list[tuple[StatedRow, str]] = []
    for row in rows:
        try:
            candidates.append(reader.read(row))
        except Unreadable as problem:
            unreadable.append((row, str(problem)))
            if len(unreadable) == MOST_WRONG and not candidates:
                raise FileRefused(_wholly_wrong(_by_line(rows, unreadable), row_word)) from None
    candidates, fractions = without_fractions(candidates, row_word)
    figures, repeated, warnings = without_repeats(candidates, row_word)
    refused = sorted([*_by_line(rows, unreadable), *fractions, *repeated], key=lambda issue: issue.line)
    return Checked(tuple(figures), tuple(refused), (*reader.warnings(row_word), *warnings))


def _by_line(rows: Sequence[StatedRow], unreadable: Sequence[tuple[StatedRow, str]]) -> list[RowIssue]:
    """The column is named where only some of a line's figures are refused, or for different reasons."""
    stated = Counter(row.line for row in rows)
    wrong = Counter((row.line, reason) for row, reason in unreadable)
    issues = []
    for row, reason in unreadable:
        is_whole = wrong[row.line, reason] == stated[row.line]
        where = f"{quoted(row.column)}: " if row.column and not is_whole else ""
        issues.append(RowIssue(row.line, f"{where}{reason}"))
    return list(dict.fromkeys(issues))


def _wholly_wrong(refused: list[RowIssue], row_word: str) -> str:
    named = " ".join(f"{row_word.capitalize()} {issue.line}: {issue.text}" for issue in refused[:3])
    return (
        f"Ingen af de første {danish(Decimal(MOST_WRONG))} rækker kan læses, så resten er ikke prøvet. {named} Er det "
        "den rigtige fil?"
    )
