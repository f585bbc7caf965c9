"""The rows of one file must agree: on how days are written, on per cent, and on one figure a key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from kpi.intake.checks.periods import is_day_first, is_month_first
from kpi.intake.checks.row import Candidate
from kpi.intake.files.table import StatedRow, as_text
from kpi.intake.refusal import FileRefused
from kpi.intake.text import danish, line_numbers, quoted
from kpi.model.delivery import Figure, RowIssue
from kpi.model.period import Period

_WRITE_PERCENT = (
    "Skriv 25 i stedet for 0,25. Er tallet virkelig under 1 pct., så skriv procenttegnet efter det (0,7 %)."
)


def refuse_mixed_days(rows: list[StatedRow]) -> None:
    texts = {row.period for row in rows} | {row.published for row in rows}
    days = sorted(text for text in texts if isinstance(text, str))
    month_first = next((text for text in days if is_month_first(text)), None)
    day_first = next((text for text in days if is_day_first(text)), None)
    if month_first and day_first:
        raise FileRefused(
            f"Filen blander dage med dag først ({quoted(day_first)}) og måned først ({quoted(month_first)}). "
            "Skriv alle "
            "perioder ens, for eksempel 2017-12."
        )


def without_fractions(candidates: list[Candidate], row_word: str) -> tuple[list[Candidate], list[RowIssue]]:
    """Where per cent is declared: FileRefused for fractions alone; among others the fractions are refused.

    A fraction is a value over 0 and up to 1 that lies under a tenth of the middle of the others. A row that settles
    the question itself is let through.
    """
    by_indicator: dict[str, list[tuple[Decimal, Candidate]]] = {}
    for candidate in candidates:
        if candidate.indicator.unit.percent and candidate.figure.value:
            by_indicator.setdefault(candidate.indicator.id, []).append((candidate.figure.value, candidate))
    wrong: set[int] = set()  # by identity: a line may state several figures
    issues = []
    for group in by_indicator.values():
        small = [(value, candidate) for value, candidate in group if 0 < value <= 1 and not candidate.settled]
        others = [value for value, candidate in group if abs(value) > 1 or candidate.settled]
        if not others and any(value != 1 for value, _ in small):
            value, candidate = small[0]
            raise FileRefused(
                f"Alle tal for «{candidate.indicator.title}» ligger mellem 0 og 1 "
                f"(første gang på {row_word} {candidate.figure.line}: {danish(value)}), men enheden er pct. "
                f"{_WRITE_PERCENT}"
            )
        middle = median(others) if others else Decimal(0)
        for value, candidate in small:
            if value < middle / 10:
                wrong.add(id(candidate))
                issues.append(
                    RowIssue(
                        candidate.figure.line,
                        f"Værdien {danish(value)} ligner en brøk blandt procenter. {_WRITE_PERCENT}",
                    )
                )
    return [c for c in candidates if id(c) not in wrong] if wrong else candidates, issues


def without_repeats(
    candidates: Sequence[Candidate], row_word: str
) -> tuple[list[Figure], list[RowIssue], list[RowIssue]]:
    """One figure a key and publication day: the same row again is stored once, two that differ are both refused.

    They are the same where the rest of the line is, also in columns that nothing is read from: two rows, for men and
    for women, may have one value.
    """
    first: dict[tuple[str, str, Period, date | None], Candidate] = {}
    again: dict[tuple[str, str, Period, date | None], list[Candidate]] = {}
    for candidate in candidates:
        figure = candidate.figure
        key = (figure.indicator, figure.area, figure.period, figure.published_on)
        kept = first.setdefault(key, candidate)
        if kept is not candidate:
            again.setdefault(key, [kept]).append(candidate)
    refused: list[RowIssue] = []
    warnings: list[RowIssue] = []
    dropped: set[int] = set()  # by identity
    for same in again.values():
        lines = [one.figure.line for one in same]
        if all(_facts(one) == _facts(same[0]) for one in same):
            dropped.update(id(one.figure) for one in same[1:])
            text = f"Rækken er den samme som {row_word} {lines[0]} og gemmes kun én gang."
            warnings += [RowIssue(line, text) for line in lines[1:]]
        else:
            dropped.update(id(one.figure) for one in same)
            text = (
                f"Der er flere forskellige rækker for samme indikator, kommune og periode ({row_word} "
                f"{line_numbers(lines)}). Slet den forkerte."
            )
            refused += [RowIssue(line, text) for line in lines]
    return [one.figure for one in candidates if id(one.figure) not in dropped], refused, warnings


def _facts(one: Candidate) -> tuple[object, ...]:
    figure = one.figure
    read = figure.value, figure.numerator, figure.denominator, figure.quality, figure.comment
    return *read, *(as_text(cell).strip() for cell in one.beside)
