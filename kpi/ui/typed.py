"""Typed figures on their way from the fields to a delivery, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kpi.access import Permission, User, require
from kpi.model.delivery import ImportReport, Outcome, RowIssue
from kpi.model.indicator import Indicator
from kpi.model.observation import Quality
from kpi.model.views.entry import MissingEntry, MissingFigure
from kpi.receive import ChangeRefused, TypedFigure, receive_typed, withdraw_delivery
from kpi.texts.screens import controls, enter
from kpi.ui.readers import library, now

VALUE, NUMERATOR, DENOMINATOR, NOTE = "value", "numerator", "denominator", "note"
WARNED = "typed.warned"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A missing figure and what somebody wrote in its fields; texts by column."""

    missing: MissingFigure
    texts: dict[str, str]

    @property
    def filled(self) -> bool:
        """A note alone says nothing that can be counted."""
        return any(self.texts.get(column) for column in (VALUE, NUMERATOR, DENOMINATOR))


def described(indicator: Indicator, bounds: str) -> str:
    """What is counted, what is possible, and how a value is worked out."""
    lines = [indicator.definition, controls.POSSIBLE.format(bounds=bounds) if bounds else ""]
    if indicator.numerator and indicator.denominator:
        lines.append(controls.COUNTED_FROM.format(numerator=indicator.numerator, denominator=indicator.denominator))
    return " ".join(line.replace("..", ".") for line in lines if line)


def explained(entry: MissingEntry) -> str:
    """How it is judged, by when, and the present answer."""
    pairs = ((controls.BASIS, entry.basis), (controls.DUE, entry.due), (controls.NOW, entry.now))
    return " ".join(sentence.format(text=text) for sentence, text in pairs if text)


def save(rows: Sequence[TypedRow], user: User) -> str:
    """All of the rows or none. The delivery's id; empty, with the reason on the page, where nothing was saved."""
    require(user, Permission.ENTER, enter.FIGURES)
    here = library()
    report = receive_typed(
        here.folder,
        here.definitions(),
        [_figure(row) for row in rows],
        by=user,
        now=now(),
        accept_warnings=bool(st.session_state.get(WARNED)),
    )
    st.session_state[WARNED] = report.needs_ticking
    if report.outcome is Outcome.STORED:
        return report.delivery
    _explain(report, rows)
    return ""


def withdraw(delivery: str, reason: str, user: User) -> str:
    """Empty where it is done; otherwise why it is not."""
    require(user, Permission.IMPORT, delivery)
    here = library()
    try:
        withdraw_delivery(here.folder, here.definitions(), delivery, reason=reason, by=user, now=now())
    except ChangeRefused as refusal:
        return str(refusal)
    return ""


def _figure(row: TypedRow) -> TypedFigure:
    return TypedFigure(
        indicator=row.missing.indicator.id,
        area=row.missing.area,
        period=row.missing.period,
        value=row.texts.get(VALUE, ""),
        numerator=row.texts.get(NUMERATOR, ""),
        denominator=row.texts.get(DENOMINATOR, ""),
        quality=Quality.UNSTATED,
        comment=row.texts.get(NOTE, ""),
        seen=row.missing.seen,
    )


def _explain(report: ImportReport, rows: Sequence[TypedRow]) -> None:
    """The reason, and each row by its period."""
    st.error(report.reason)
    for issue in (*report.refused_rows, *report.warnings):
        st.text(_named(issue, rows))
    if report.needs_ticking:
        st.warning(controls.SAVE_AGAIN)


def _named(issue: RowIssue, rows: Sequence[TypedRow]) -> str:
    if not 0 < issue.line <= len(rows):
        return issue.text
    return f"{rows[issue.line - 1].missing.period_text}: {issue.text}"
