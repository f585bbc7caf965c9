"""From typed rows to figures that can be seen: all rows or none."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from string import ascii_lowercase

from kpi.access import Permission, User, require
from kpi.disclosure import too_small
from kpi.intake import FileRefused, read_file
from kpi.intake.checks.numbers import Convention, read_number
from kpi.intake.refusal import Unreadable
from kpi.kept.build import Progress, build_if_needed, one_at_a_time, silent
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import ImportReport, Outcome, RowIssue
from kpi.model.folder import DataFolder
from kpi.model.indicator import TYPED, Indicator, IndicatorKind
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.receive.received import (
    Consent,
    Received,
    after_others,
    build_or_take_back,
    compared,
    keep,
    refused_report,
    stored_beside,
)
from kpi.store import Store
from kpi.texts.periods import danish_day

_KEY_LETTERS = 28
"""Drawn anew for each delivery: so many that its SHA-256 cannot be tried out, and no digits that look like a CPR."""
_SCALE = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """One row, in the texts that were typed; Danish numbers."""

    indicator: str
    area: str
    """Area code."""
    period: Period
    value: str
    """Empty: it is worked out from numerator and denominator, or `quality` says why there is none."""
    numerator: str
    denominator: str
    quality: Quality
    comment: str
    seen: str
    """Delivery of the figure that stood there when the page was opened; empty: none did."""


def receive_typed(
    folder: DataFolder,
    definitions: Definitions,
    figures: Sequence[TypedFigure],
    *,
    by: User,
    now: datetime,
    accept_warnings: bool,
    progress: Progress = silent,
) -> ImportReport:
    """Save typed rows, all or none; lines of the report are the rows, from 1.

    A figure that another has changed since the page was opened is refused with both versions named.
    WriteFailed and JournalBroken: nothing was stored.
    """
    require(by, Permission.ENTER, "indtastning af tal")
    received_on = danish_day(now)
    name = f"indtastet {received_on.isoformat()}.csv"
    content, row_of, mistakes = _as_own_layout(figures, definitions)
    if mistakes:
        return replace(
            refused_report(name, False, "Intet er gemt: ret de rækker, der er nævnt."), refused_rows=mistakes
        )
    try:
        found = read_file(content, name, definitions, received_on=received_on)
    except FileRefused as refusal:
        return refused_report(name, False, refusal.reason)
    read = replace(found, refused=_by_row(found.refused, row_of), warnings=_by_row(found.warnings, row_of))
    if read.refused:
        return replace(
            refused_report(name, False, "Intet er gemt: ret de rækker, der er nævnt."), refused_rows=read.refused
        )
    # Published the day it is typed: a correction of an older month is no older file.
    handed_in = Submission(content, name, by, now, source=TYPED, published_on=received_on)
    consent = Consent(all_warnings=accept_warnings, large_changes=True)
    with one_at_a_time(folder.deliveries[-1]):
        build_if_needed(folder, definitions, progress=progress)
        store = Store(folder.store)
        try:
            typed = after_others(Received(handed_in, read), store.deliveries())
            stored = stored_beside(store, read.figures)
        finally:
            store.close()
        if changed := _changed_meanwhile(figures, stored.known, definitions):
            reason = "Intet er gemt: andre har ændret tal, siden siden blev åbnet. Hent siden igen, og se efter."
            return replace(refused_report(name, False, reason), refused_rows=changed)
        report = compared(typed, stored, definitions, consent, dry_run=False)
        report = replace(report, warnings=_by_row(report.warnings, row_of))
        if report.outcome is not Outcome.STORED:
            return report
        sidecar = keep(folder, definitions, typed, report.warnings)
        build_or_take_back(folder, definitions, sidecar, progress)
        return replace(report, delivery=sidecar.id)


def _as_own_layout(
    figures: Sequence[TypedFigure], definitions: Definitions
) -> tuple[bytes, dict[int, int], tuple[RowIssue, ...]]:
    """The rows as a file of our own layout, the typed row by the file's line, and mistakes by the typed row."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    # The delivery is named by the file's SHA-256: whoever tried the few values a small count can have would find it.
    writer.writerow(("Indtastet", "".join(secrets.choice(ascii_lowercase) for _ in range(_KEY_LETTERS))))
    writer.writerow(
        (
            "indikator",
            "kommune",
            "kommunekode",
            "periode",
            "værdi",
            "enhed",
            "tæller",
            "nævner",
            "kvalitet",
            "kommentar",
        )
    )
    row_of: dict[int, int] = {}
    mistakes: list[RowIssue] = []
    for row, figure in enumerate(figures, 1):
        row_of[text.getvalue().count("\n") + 1] = row
        indicator = definitions.indicators[figure.indicator]
        try:
            numerator, denominator = _read_typed(figure.numerator), _read_typed(figure.denominator)
            value = _read_typed(figure.value) if figure.value.strip() else _share(indicator, numerator, denominator)
        except Unreadable as mistake:
            mistakes.append(RowIssue(row, str(mistake)))
            continue
        writer.writerow(
            (
                indicator.id,
                definitions.areas[figure.area].name,
                figure.area,
                str(figure.period),
                _written(value) + (" %" if figure.value.strip().endswith("%") else ""),
                indicator.unit.id,
                _written(numerator),
                _written(denominator),
                figure.quality.value,
                figure.comment,
            )
        )
    return text.getvalue().encode(), row_of, tuple(mistakes)


def _read_typed(text: str) -> Decimal | None:
    """Unreadable outside the grammar; on the page a comma is always the decimal sign."""
    return read_number(text, Convention.DANISH)[0] if text.strip() else None


def _share(indicator: Indicator, numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Numerator over denominator in the indicator's unit; None where it cannot be worked out from them."""
    whole = indicator.unit.base
    if indicator.kind is not IndicatorKind.SHARE or whole is None or numerator is None or not denominator:
        return None
    return (whole * numerator / denominator).quantize(_SCALE).normalize()


def _written(value: Decimal | None) -> str:
    """With a decimal comma, and never three decimals, which might be read as thousands."""
    if value is None:
        return ""
    text = f"{value:f}".replace(".", ",")
    return f"{text}0" if len(text.partition(",")[2]) == 3 else text


def _changed_meanwhile(
    figures: Sequence[TypedFigure], known: dict[tuple[str, str, Period], Observation], definitions: Definitions
) -> tuple[RowIssue, ...]:
    found = []
    for row, figure in enumerate(figures, 1):
        now = known.get((figure.indicator, figure.area, figure.period))
        if (now.delivery if now is not None else "") != figure.seen:
            stored = "intet" if now is None or now.value is None else f"{now.value:f}".replace(".", ",")
            if now is not None and too_small(now, definitions):
                stored = f"under {definitions.hidden_under}"
            typed = figure.value or f"{figure.numerator} af {figure.denominator}"
            found.append(RowIssue(row, f"Der står nu {stored} for {figure.period}; du har skrevet {typed}."))
    return tuple(found)


def _by_row(issues: Sequence[RowIssue], row_of: dict[int, int]) -> tuple[RowIssue, ...]:
    return tuple(RowIssue(row_of.get(issue.line, 0), issue.text) for issue in issues)
