"""From a received file, or figures typed in, to figures that can be seen; and the way back, by withdrawal."""

from __future__ import annotations

import csv
import io
import secrets
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from string import ascii_lowercase

from kpi.access import Action, User, require
from kpi.build import Progress, build_if_needed, one_at_a_time, silent, update_store
from kpi.definitions.mappings import read_mappings
from kpi.disclosure import too_small
from kpi.intake import FileRefused, compare, contains_cpr, keep_delivery, read_file, sha256_of
from kpi.intake.numbers import Convention, read_number
from kpi.intake.refusal import Unreadable
from kpi.journal import JournalBroken, add_entry
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ImportReport, Outcome, ReadFile, Revision, RowIssue, Sidecar
from kpi.model.folder import DataFolder
from kpi.model.indicator import Indicator, IndicatorKind, Unit
from kpi.model.journal import DeliveryWithdrawn
from kpi.model.observation import Observation, Quality
from kpi.model.period import Period
from kpi.model.stored import Past, StoredDelivery
from kpi.store import Store, WriteFailed
from kpi.texts.periods import danish_day

TYPED = "indtastet"
"""The source of figures typed in."""
_KEY_LETTERS = 28
"""Drawn anew for each delivery: so many that its SHA-256 cannot be tried out, and no digits that look like a CPR."""
FILE = "fil"
"""The source of a file that holds figures of several."""
_HISTORY = timedelta(days=731)
_SCALE = Decimal("1e-12")


class ChangeRefused(Exception):
    """What was asked cannot be done; says why in Danish. Nothing has changed."""


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """One row of the grid, in the texts that were typed; Danish numbers."""

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
    """Delivery of the figure that stood there when the grid was opened; empty: none did."""


def receive_file(
    folder: DataFolder,
    definitions: Definitions,
    content: bytes,
    file_name: str,
    *,
    source: str,
    published_on: date | None,
    by: User,
    now: datetime,
    dry_run: bool,
    accept_warnings: bool,
    assume_usual_delay: bool = False,
    state_of_knowledge: str = "",
    note: str = "",
    mapping: str = "",
    ticked: Collection[RowIssue] = (),
    reason: str = "",
    own_mistake: bool = False,
    asks_for_reason: bool = True,
    progress: Progress = silent,
) -> ImportReport:
    """Read, compare, keep and build: one file, whole or not at all. A dry run does all but keep and build.

    `source` empty: the one that the file's indicators declare. `mapping`: the one that it must be read by; empty: the
    file is recognised by its content. Refused rows do not block the others; warnings that are neither `ticked` nor
    accepted all together block all, and so do large revisions where somebody can be asked (`asks_for_reason`), and a
    correction of our own mistake, without a reason.
    The report says why nothing was stored. WriteFailed and JournalBroken: nothing was.
    """
    require(by, Action.IMPORT, f"indlæsning af {file_name}")
    received_on = danish_day(now)
    try:
        _refuse_cpr(
            ("kilden", source),
            ("bemærkningen", note),
            ("oplysningen om tallene", state_of_knowledge),
            ("begrundelsen", reason),
        )
        read = _read(folder, definitions, content, file_name, received_on, mapping)
        source = source or _declared_source(read, definitions)
        if read.figures and source not in definitions.sources:
            raise FileRefused(f"Kilden «{source}» kendes ikke. Brug en af dem, der står i sources.toml.")
        if published_on is not None and published_on > received_on:
            raise FileRefused(f"Offentliggørelsen {published_on:%d-%m-%Y} ligger i fremtiden. Ret dagen.")
    except FileRefused as refusal:
        named = f"en fil med SHA-256 {sha256_of(content)}" if refusal.personal else file_name
        return replace(refused_report(named, dry_run, refusal.reason), unrecognised=refusal.unrecognised)
    as_received = _Received(
        content,
        file_name,
        read,
        source,
        published_on,
        assume_usual_delay,
        ticked=frozenset(ticked),
        asks_for_reason=asks_for_reason,
        reason=reason.strip(),
        own_mistake=own_mistake,
    )
    return _take_in(
        folder, definitions, as_received, by, now, dry_run, accept_warnings, state_of_knowledge, note, progress
    )


def _read(
    folder: DataFolder, definitions: Definitions, content: bytes, file_name: str, received_on: date, mapping: str
) -> ReadFile:
    """FileRefused also for a mapping that is not there, and naming mappings that cannot be read."""
    mappings, problems = read_mappings(folder.mappings, definitions)
    broken = " ".join(f"{one.file} {one.key}: {one.text} {one.remedy}" for one in problems)
    if mapping and mapping not in {one.name for one in mappings}:
        known = ", ".join(one.name for one in mappings) or "ingen"
        raise FileRefused(f"Tilknytningen «{mapping}» kan ikke bruges. Der er: {known}. {broken}".rstrip())
    try:
        return read_file(
            content, file_name, definitions, received_on=received_on, mappings=mappings, only_mapping=mapping
        )
    except FileRefused as refusal:
        if not (refusal.unrecognised and broken):
            raise
        raise FileRefused(f"{refusal.reason} En tilknytning kan ikke læses: {broken}", unrecognised=True) from None


def receive_answer(
    folder: DataFolder,
    definitions: Definitions,
    content: bytes,
    name: str,
    read: ReadFile,
    *,
    source: str,
    updated_on: date,
    by: User,
    now: datetime,
    dry_run: bool,
    accept_warnings: bool,
    state_of_knowledge: str,
    progress: Progress = silent,
) -> ImportReport:
    """As `receive_file`, for what a source's API answered and `read` was read from; `content` is kept as it came.

    `updated_on`: the day the source last updated the table; it published the newest period and what is stored already.
    An older figure that is met for the first time came out on a day nobody says: the usual delay, marked as assumed.
    """
    require(by, Action.IMPORT, f"hentning af {name}")
    answer = _Received(content, name, read, source, None, True, updated_on)
    return _take_in(folder, definitions, answer, by, now, dry_run, accept_warnings, state_of_knowledge, "", progress)


def _take_in(
    folder: DataFolder,
    definitions: Definitions,
    received: _Received,
    by: User,
    now: datetime,
    dry_run: bool,
    accept_warnings: bool,
    state_of_knowledge: str,
    note: str,
    progress: Progress,
) -> ImportReport:
    """Compare, keep and build what has been read."""
    read, sha256 = received.read, sha256_of(received.content)
    with one_at_a_time(folder.deliveries[-1]):
        build_if_needed(folder, definitions, progress=progress)
        store = Store(folder.store)
        try:
            deliveries = store.deliveries()
            again = [d for d in deliveries if d.withdrawn is None and d.sha256 == sha256]
            if again:
                day = danish_day(again[0].received_at)
                reason = f"Filen er allerede indlæst den {day:%d-%m-%Y}. Intet er ændret."
                return replace(
                    refused_report(received.file_name, dry_run, reason),
                    outcome=Outcome.UNCHANGED,
                    recognised_as=read.recognised_as,
                    unchanged=len(read.figures),
                    refused_rows=read.refused,
                    delivery=again[0].id,
                )
            received_on, now = danish_day(now), _after(deliveries, now)
            stored = _stored(store, read.figures)
        finally:
            store.close()
        if received.updated_on is not None:
            received = replace(received, read=_dated(read, stored.known, received.updated_on))
        report = _compared(received, stored, definitions, received_on, dry_run, accept_warnings)
        if report.outcome is not Outcome.STORED or dry_run:
            return report
        sidecar = _keep(folder, definitions, received, report.warnings, by, now, state_of_knowledge, note)
        _build_or_take_back(folder, definitions, sidecar, progress)
        return replace(report, delivery=sidecar.id)


def _dated(read: ReadFile, known: dict[tuple[str, str, Period], Observation], updated_on: date) -> ReadFile:
    """With the day of the update on the newest period and on figures that are stored already; see `receive_answer`."""
    newest: dict[str, Period] = {}
    for figure in read.figures:
        newest[figure.indicator] = max(figure.period, newest.get(figure.indicator, figure.period))

    def dated(figure: Figure) -> Figure:
        before = known.get(figure.key)
        met = before is not None and not before.example
        return replace(figure, published_on=updated_on) if met or figure.period == newest[figure.indicator] else figure

    return replace(read, figures=tuple(dated(figure) for figure in read.figures))


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
    """Save rows of the grid, all or none; lines of the report are rows of the grid, from 1.

    A figure that another has changed since the grid was opened is refused with both versions named.
    WriteFailed and JournalBroken: nothing was stored.
    """
    require(by, Action.ENTER, "indtastning af tal")
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
    typed = _Received(content, name, read, TYPED, received_on, False)
    with one_at_a_time(folder.deliveries[-1]):
        build_if_needed(folder, definitions, progress=progress)
        store = Store(folder.store)
        try:
            now = _after(store.deliveries(), now)
            stored = _stored(store, read.figures)
        finally:
            store.close()
        if changed := _changed_meanwhile(figures, stored.known, definitions):
            reason = "Intet er gemt: andre har ændret tal, siden siden blev åbnet. Hent siden igen, og se efter."
            return replace(refused_report(name, False, reason), refused_rows=changed)
        report = _compared(typed, stored, definitions, received_on, False, accept_warnings)
        report = replace(report, warnings=_by_row(report.warnings, row_of))
        if report.outcome is not Outcome.STORED:
            return report
        sidecar = _keep(folder, definitions, typed, report.warnings, by, now, "", "")
        _build_or_take_back(folder, definitions, sidecar, progress)
        return replace(report, delivery=sidecar.id)


def withdraw_delivery(
    folder: DataFolder,
    definitions: Definitions,
    delivery: str,
    *,
    reason: str,
    by: User,
    now: datetime,
    progress: Progress = silent,
) -> None:
    """Undo: its figures are gone for every day one looks from; the delivery and the reason stay in the history.

    ChangeRefused for a delivery that is unknown or withdrawn already, and for a reason that is empty or holds a CPR
    number. WriteFailed: it is withdrawn, and shows when the store is next built.
    """
    require(by, Action.IMPORT, f"tilbagetrækning af {delivery}")
    if not reason.strip():
        raise ChangeRefused("Skriv, hvorfor leverancen trækkes tilbage.")
    if contains_cpr(reason):
        raise ChangeRefused("Begrundelsen ser ud til at indeholde et CPR-nummer. Skriv den uden.")
    with one_at_a_time(folder.deliveries[-1]):
        build_if_needed(folder, definitions, progress=progress)
        store = Store(folder.store)
        try:
            found = next((one for one in store.deliveries() if one.id == delivery), None)
        finally:
            store.close()
        if found is None:
            raise ChangeRefused(f"Leverancen «{delivery}» findes ikke. Se numrene under Datagrundlag.")
        if found.withdrawn is not None:
            raise ChangeRefused(f"Leverancen «{delivery}» er allerede trukket tilbage: {found.withdrawn}")
        add_entry(
            folder.journals[-1],
            DeliveryWithdrawn(delivery, reason),
            applies_on=danish_day(now),
            by=by.name,
            now=now,
        )
        update_store(folder, definitions, progress=progress)


@dataclass(frozen=True, slots=True)
class _Received:
    content: bytes
    file_name: str
    read: ReadFile
    source: str
    published_on: date | None
    """None: rows say it themselves, or the day it is received."""
    assume_usual_delay: bool
    updated_on: date | None = None
    """Of an API's table; None: a file."""
    ticked: frozenset[RowIssue] = frozenset()
    asks_for_reason: bool = False
    """True: a person is there to say why figures change much."""
    reason: str = ""
    own_mistake: bool = False


def _compared(
    received: _Received,
    stored: _Stored,
    definitions: Definitions,
    received_on: date,
    dry_run: bool,
    accept_warnings: bool,
) -> ImportReport:
    """What storing it would do; `outcome` is STORED where nothing stands in the way."""
    read = received.read
    refused = replace(
        refused_report(received.file_name, dry_run, "Ingen af filens rækker kan bruges. Ret dem, der er nævnt."),
        recognised_as=read.recognised_as,
        refused_rows=read.refused,
        warnings=read.warnings,
    )
    if not read.figures:
        return refused
    try:
        comparison = compare(
            read,
            stored.known,
            stored.past,
            definitions,
            published_on=received.published_on,
            received_on=received_on,
        )
    except FileRefused as refusal:
        return replace(refused, reason=refusal.reason)
    told = _told(comparison.revised, stored.known, received, definitions)
    warnings = (*read.warnings, *comparison.warnings)
    report = replace(
        refused,
        outcome=Outcome.STORED,
        reason="",
        new=comparison.new,
        revised=tuple(told.values()),
        unchanged=comparison.unchanged,
        restated=comparison.restated,
        earlier=comparison.earlier,
        warnings=warnings,
        large=tuple(told[one] for one in comparison.large),
    )
    if comparison.changes_nothing:
        return replace(report, outcome=Outcome.UNCHANGED, reason="Alle tal er de samme som dem, der er gemt.")
    unticked = 0 if accept_warnings else sum(warning not in received.ticked for warning in warnings)
    large = received.asks_for_reason and comparison.large
    unexplained = not received.reason and (large or received.own_mistake)
    if not (unticked or unexplained):
        return report
    return replace(
        report,
        outcome=Outcome.REFUSED,
        needs_ticking=bool(unticked),
        needs_reason=bool(unexplained),
        reason=_what_is_needed(unticked, len(comparison.large) if unexplained and large else 0, received.own_mistake),
    )


def _told(
    revised: Sequence[Revision],
    known: Mapping[tuple[str, str, Period], Observation],
    received: _Received,
    definitions: Definitions,
) -> dict[Revision, Revision]:
    """What is said of each change: the rule of small numbers holds for whoever loads a file too."""
    figures = {figure.key: figure for figure in received.read.figures}
    limit = definitions.hidden_under
    found = {}
    for one in revised:
        key, indicator = (one.indicator, one.area, one.period), definitions.indicators[one.indicator]
        before = known[key]
        after = replace(before, value=one.after, numerator=figures[key].numerator, delivery=f"{received.source}/")
        said = one
        if too_small(before, indicator, limit):
            said = replace(said, before=None, before_under=limit)
        if too_small(after, indicator, limit):
            said = replace(said, after=None, after_under=limit)
        found[one] = said
    return found


def _what_is_needed(unticked: int, large: int, own_mistake: bool) -> str:
    said = []
    if unticked == 1:
        said.append("Filen har en advarsel, som skal ses efter og godkendes, før den kan gemmes.")
    elif unticked:
        said.append(f"Filen har {unticked} advarsler, som skal ses efter og godkendes, før den kan gemmes.")
    if large:
        said.append(f"{large} tal ændres mere end en tiendedel. Skriv en begrundelse.")
    elif own_mistake and not said:
        said.append("Skriv, hvilken fejl der rettes.")
    return " ".join(said)


def _keep(
    folder: DataFolder,
    definitions: Definitions,
    received: _Received,
    warnings: tuple[RowIssue, ...],
    by: User,
    now: datetime,
    state_of_knowledge: str,
    note: str,
) -> Sidecar:
    """The commit point: from here on the delivery is part of every build."""
    return keep_delivery(
        folder.deliveries[-1],
        received.content,
        received.file_name,
        received.read,
        definitions.indicators,
        source=received.source,
        by=by.name,
        received_at=now,
        received_on=danish_day(now),
        published_on=received.published_on,
        assume_usual_delay=received.assume_usual_delay,
        state_of_knowledge=state_of_knowledge,
        note=note,
        warnings=warnings,
        reason=received.reason,
        own_mistake=received.own_mistake,
        again=True,  # the same bytes may lie there, withdrawn or typed once before
    )


def _build_or_take_back(folder: DataFolder, definitions: Definitions, sidecar: Sidecar, progress: Progress) -> None:
    """Where the figures cannot be shown they are not kept either: who sent them is told that nothing was stored."""
    try:
        update_store(folder, definitions, progress=progress)
    except (WriteFailed, JournalBroken):
        kept: Path = folder.deliveries[-1] / sidecar.id
        hidden = kept.with_name(f".new-{kept.name}")
        kept.rename(hidden)
        shutil.rmtree(hidden)
        raise


def _as_own_layout(
    figures: Sequence[TypedFigure], definitions: Definitions
) -> tuple[bytes, dict[int, int], tuple[RowIssue, ...]]:
    """The rows as a file of our own layout, the grid's row by the file's line, and mistakes by the grid's row."""
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
                indicator.unit.value,
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
    whole = {Unit.PERCENT: 100, Unit.PER_1000: 1000}.get(indicator.unit)
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
            if now is not None and too_small(now, definitions.indicators[figure.indicator], definitions.hidden_under):
                stored = f"under {definitions.hidden_under}"
            typed = figure.value or f"{figure.numerator} af {figure.denominator}"
            found.append(RowIssue(row, f"Der står nu {stored} for {figure.period}; du har skrevet {typed}."))
    return tuple(found)


def _by_row(issues: Sequence[RowIssue], row_of: dict[int, int]) -> tuple[RowIssue, ...]:
    return tuple(RowIssue(row_of.get(issue.line, 0), issue.text) for issue in issues)


def _declared_source(read: ReadFile, definitions: Definitions) -> str:
    """The indicators' source, or the municipality's own file where they have several; else FileRefused."""
    sources = {definitions.indicators[figure.indicator].source for figure in read.figures}
    if len(sources) > 1 and FILE in definitions.sources:
        return FILE
    if len(sources) > 1:
        raise FileRefused(f"Tallene hører til flere kilder ({', '.join(sorted(sources))}). Angiv hvilken filen er fra.")
    return next(iter(sources), "")


def _refuse_cpr(*texts: tuple[str, str]) -> None:
    for what, text in texts:
        if contains_cpr(text):
            raise FileRefused(f"Der ser ud til at stå et CPR-nummer i {what}. Skriv uden det.")


def refused_report(file_name: str, dry_run: bool, reason: str) -> ImportReport:
    """Nothing of it was read or stored, and why."""
    return ImportReport(
        file=file_name,
        outcome=Outcome.REFUSED,
        dry_run=dry_run,
        recognised_as="",
        new=0,
        revised=(),
        unchanged=0,
        refused_rows=(),
        warnings=(),
        needs_ticking=False,
        reason=reason,
        delivery="",
    )


@dataclass(frozen=True, slots=True)
class _Stored:
    """What figures are compared with."""

    known: dict[tuple[str, str, Period], Observation]
    past: dict[tuple[str, str], Past]


def _stored(store: Store, figures: Sequence[Figure]) -> _Stored:
    """Of the figures' own keys, and of their indicators from two years before the first of them."""
    if not figures:
        return _Stored({}, {})
    wanted = {(figure.indicator, figure.period) for figure in figures}
    areas = {figure.area for figure in figures}
    since = min(period.first_day for _, period in wanted) - _HISTORY
    kinds = {indicator: period.kind for indicator, period in wanted}
    return _Stored(store.known_in(wanted, areas), store.past(kinds, areas, since))


def _after(deliveries: Sequence[StoredDelivery], now: datetime) -> datetime:
    """`now`, or just after the last delivery of the day: a clock set back must not let an earlier figure win."""
    same_day = (one.received_at for one in deliveries if danish_day(one.received_at) == danish_day(now))
    return max([now, *(received_at + timedelta(microseconds=1) for received_at in same_day)])
