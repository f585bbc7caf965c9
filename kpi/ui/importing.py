"""Indlæs tal: a file, what it says and would change, and «Gem»; nothing is stored before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import streamlit as st

from kpi.access import Permission, User, require
from kpi.intake.register import SOURCES
from kpi.intake.text import listed
from kpi.kept.deliveries import sha256_of
from kpi.model.delivery import ImportReport, Outcome, Revision, RowIssue
from kpi.model.views.parts import Cell, Table
from kpi.receive import Consent, Submission, receive_file
from kpi.report import parts
from kpi.texts import imports, numbers, periods, told_breaks
from kpi.texts.screens import import_figures as words
from kpi.ui import mapping_step, typed
from kpi.ui.html import show
from kpi.ui.readers import library, now, today
from kpi.ui.tables import show_table

RECEIPT, ROUND, PREVIEW = "import.receipt", "import.round", "import.preview"
FIRST_DAY = date(2000, 1, 1)
MOST_TICKS = 30
"""Warnings that are ticked one by one; more are ticked together, since nobody looks at the hundredth box."""


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    text: str
    delivery: str
    """Empty: there is nothing to undo."""


def show_receipt(user: User) -> None:
    """The last thing loaded in this session, with «Fortryd»."""
    receipt: ImportReceipt | None = st.session_state.get(RECEIPT)
    if receipt is None:
        return
    st.success(receipt.text)
    if receipt.delivery and st.button(words.UNDO, key="import.undo"):
        refused = typed.withdraw(receipt.delivery, words.UNDO_REASON, user)
        st.session_state[RECEIPT] = ImportReceipt(refused or words.UNDONE, "")
        st.rerun()


def show_import(user: User) -> None:
    given = _ask_for_file(user)
    if given is None:
        st.info(words.NO_FILE)
        return
    report = _preview(given)
    if report.unrecognised:
        st.warning(report.reason)
        if mapping_step.make_mapping(given.content, given.name, user):
            st.rerun()
        return
    with st.container(key="import_preview"):
        _show_report(report)
    if report.outcome is Outcome.UNCHANGED or _is_refused(report):
        return
    consent = Consent(ticked=frozenset(_ask_for_ticks(report, sha256_of(given.content))))
    own_mistake, reason = _ask_for_reason(report)
    _offer_save(replace(given, own_mistake=own_mistake, reason=reason), report, consent)


def _ask_for_file(user: User) -> Submission | None:
    """Kept as it is until another file is chosen; a new round after each save empties the field."""
    st.session_state.setdefault(ROUND, 0)
    number = st.session_state[ROUND]
    with st.container(key="import_file"):
        known = words.FILE_HELP.format(sources=listed([source.name for source in SOURCES]))
        uploaded = st.file_uploader(words.FILE, key=f"import.file.{number}", help=known)
    definitions = library().definitions()
    mappings, _ = mapping_step.known_mappings()
    with st.expander(words.MORE_CHOICES):
        published = st.date_input(
            words.PUBLISHED, value=None, min_value=FIRST_DAY, max_value=today(), format="DD.MM.YYYY",
            help=words.PUBLISHED_HELP, key=f"import.published.{number}",
        )  # fmt: skip
        sources = {"": words.SOURCE_DECLARED} | {one.id: one.name for one in definitions.sources.values()}
        source = st.selectbox(
            words.SOURCE, list(sources), format_func=sources.__getitem__, key=f"import.source.{number}"
        )
        titles = {"": words.MAPPING_BY_CONTENT} | {one.name: one.title for one in mappings}
        mapping = st.selectbox(
            words.MAPPING, list(titles), format_func=titles.__getitem__, key=f"import.mapping.{number}"
        )
    if uploaded is None:
        return None
    return Submission(
        uploaded.getvalue(), uploaded.name, user, now(), source=source, published_on=published, mapping=mapping
    )


def _preview(given: Submission) -> ImportReport:
    """Asked for again only when the file, what is said about it, or what is stored has changed."""
    key = (
        sha256_of(given.content),
        (given.name, given.source, given.published_on, given.mapping),
        library().store.generation(),
        mapping_step.known_mappings(),
    )
    kept = st.session_state.get(PREVIEW)
    if kept is None or kept[0] != key:
        kept = (key, _receive(given, Consent(), dry_run=True))
        st.session_state[PREVIEW] = kept
    report: ImportReport = kept[1]
    return report


def _receive(given: Submission, consent: Consent, *, dry_run: bool) -> ImportReport:
    require(given.by, Permission.IMPORT, words.TITLE)
    here = library()
    return receive_file(here.folder, here.definitions(), given, consent, dry_run=dry_run)


# --- what the file says and would change ----------------------------------------------------------------------------


def _show_report(report: ImportReport) -> None:
    if report.recognised_as:
        show(parts.paragraphs([words.READ_AS.format(layout=report.recognised_as)]))
    if report.outcome is Outcome.UNCHANGED:
        st.info(f"{words.ALREADY} {report.reason}")
    elif _is_refused(report):
        st.error(f"{words.REFUSED_FILE} {report.reason}")
    if report.recognised_as and report.outcome is not Outcome.UNCHANGED and not _is_refused(report):
        show(parts.table(_counts(report)))
    _show_refused(report, can_be_saved=not _is_refused(report))
    _show_told(report)
    _show_revised(report)


def _is_refused(report: ImportReport) -> bool:
    """For a reason that nobody can tick or explain away."""
    return bool(report.reason) and not (report.needs_ticking or report.needs_reason)


def _counts(report: ImportReport) -> Table:
    found = (
        report.new,
        len(report.revised),
        report.unchanged,
        report.earlier,
        report.restated,
        len(report.refused_rows),
        len(report.warnings),
    )
    row = tuple(Cell(_count(count), Decimal(count)) for count in found)
    return Table(words.COUNT_TITLE, words.COUNT_HEADINGS, (row,), False, "")


def _count(count: int) -> str:
    return numbers.number(Decimal(count), 0)


def _show_told(report: ImportReport) -> None:
    """What the file holds beside the figures, and from which day figures count that have none of their own."""
    said = [imports.issue(one, report.row_word) for one in report.told]
    said += told_breaks.at_import(report.breaks, report.settled, library().definitions())
    if counts_from := imports.counts_from(report):
        said.append(f"{counts_from} {words.GIVE_DAY}")
    if said:
        show(parts.bullets(said))


def _show_refused(report: ImportReport, *, can_be_saved: bool) -> None:
    """Rows with one and the same reason stand together."""
    if not report.refused_rows:
        return
    lines: dict[str, list[int]] = defaultdict(list)
    for issue in report.refused_rows:
        lines[issue.text].append(issue.line)
    rows = tuple(
        (Cell(_where(found, report.row_word), None), Cell(text, None), Cell(str(len(found)), Decimal(len(found))))
        for text, found in lines.items()
    )
    kept = words.REFUSED_KEPT if can_be_saved else ""
    show_table(Table(words.REFUSED_ROWS, words.REFUSED_HEADINGS, rows, False, kept), words.MOST_SHOWN, words.MORE)


def _where(lines: Sequence[int], row_word: str) -> str:
    return f"{row_word} {listed([str(line) for line in lines], 6)}" if all(lines) else words.WHOLE_FILE


def _show_revised(report: ImportReport) -> None:
    """Large ones first."""
    if not report.revised:
        return
    large = set(report.large)
    ordered = sorted(report.revised, key=lambda one: one not in large)
    rows = tuple(_revision(one, one in large) for one in ordered)
    show_table(Table(words.REVISIONS, words.REVISION_HEADINGS, rows, False, ""), words.MOST_SHOWN, words.MORE)


def _revision(one: Revision, large: bool) -> tuple[Cell, ...]:
    definitions = library().definitions()
    indicator = definitions.indicators[one.indicator]
    before, after = imports.values(one, indicator)
    size = imports.size(one, indicator)
    texts = (
        indicator.title,
        definitions.areas[one.area].name,
        periods.short(one.period),
        before,
        after,
        f"{size} ({words.LARGE})" if large else size,
    )
    return tuple(Cell(text, None) for text in texts)


# --- what a person says to it ---------------------------------------------------------------------------------------


def _ask_for_ticks(report: ImportReport, sha256: str) -> list[RowIssue]:
    if not report.warnings:
        return []
    said = [imports.issue(warning, report.row_word) for warning in report.warnings]
    if len(said) > MOST_TICKS:
        rows = tuple((Cell(text, None),) for text in said)
        table = Table(words.WARNINGS_TITLE, (words.WARNINGS_HEADING,), rows, False, "")
        show_table(table, words.MOST_SHOWN, words.MORE)
        ticked = st.checkbox(words.ALL_SEEN.format(count=_count(len(said))), key=f"import.tick.{sha256}.all")
        return list(report.warnings) if ticked else []
    st.markdown(f"**{words.WARNINGS}**")
    return [
        warning
        for number, (warning, text) in enumerate(zip(report.warnings, said, strict=True))
        if st.checkbox(plain(text), key=f"import.tick.{sha256}.{number}")
    ]


def plain(text: str) -> str:
    """Letter for letter: a label is read as Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|<>~:$&" else sign for sign in text)


def _ask_for_reason(report: ImportReport) -> tuple[bool, str]:
    """Whether it corrects our own mistake, and why figures change; asked where any does."""
    if not report.revised:
        return False, ""
    kinds = {False: words.BY_SOURCE, True: words.BY_US}
    own = st.radio(words.WHY, list(kinds), format_func=kinds.__getitem__, horizontal=True, key="import.own")
    if report.large:
        st.warning(words.REASON_NEEDED_LARGE.format(count=_count(len(report.large))))
    reason = st.text_input(words.REASON, max_chars=300, help=words.REASON_HELP, key="import.reason")
    return bool(own), str(reason).strip()


def _offer_save(given: Submission, report: ImportReport, consent: Consent) -> None:
    unticked = sum(warning not in consent.ticked for warning in report.warnings)
    lacking = (
        [words.LACKING_TICK if unticked == 1 else words.LACKING_TICKS.format(count=_count(unticked))]
        if unticked
        else []
    )
    lacking += [words.LACKING_REASON] if (report.large or given.own_mistake) and not given.reason else []
    changed = report.new + len(report.revised) + report.restated + report.earlier
    st.caption(" ".join(lacking) or words.WILL_SAVE.format(count=_count(changed)))
    with st.container(horizontal=True):
        saves = st.button(words.SAVE, type="primary", disabled=bool(lacking), key="import.save")
        if st.button(words.SAVE_NOTHING, key="import.nothing"):
            _next_round()
            st.rerun()
    if saves:
        with st.spinner(words.SAVING):
            stored = _receive(given, consent, dry_run=False)
        _told(stored)


def _told(report: ImportReport) -> None:
    """The receipt; or why nothing was stored after all, since the preview was made."""
    if report.outcome is not Outcome.STORED:
        st.error(report.reason)
        return
    text = words.SAVED.format(
        delivery=report.delivery,
        new=_count(report.new),
        revised=_count(len(report.revised)),
        unchanged=_count(report.unchanged),
        refused=_count(len(report.refused_rows)),
    )
    said = [imports.counts_from(report), *told_breaks.at_import(report.breaks, (), library().definitions())]
    st.session_state[RECEIPT] = ImportReceipt(" ".join(filter(None, [text, *said])), report.delivery)
    _next_round()
    st.rerun()


def _next_round() -> None:
    st.session_state[ROUND] += 1
    for key in (PREVIEW, "import.own", "import.reason"):
        st.session_state.pop(key, None)
