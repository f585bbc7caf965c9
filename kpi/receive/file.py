"""From a received file, or a source's answer, to figures that can be seen: whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi.access import Permission, require
from kpi.definitions.mappings import read_mappings
from kpi.definitions.told_breaks import open_breaks
from kpi.intake import FileRefused, contains_cpr, read_file
from kpi.journal import read_entries
from kpi.kept.build import Progress, build_if_needed, one_at_a_time, silent
from kpi.kept.deliveries import sha256_of
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ImportReport, Outcome, ReadFile, ToldBreak
from kpi.model.folder import DataFolder
from kpi.model.indicator import OWN_FILE
from kpi.model.observation import Observation
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


def receive_file(
    folder: DataFolder,
    definitions: Definitions,
    handed_in: Submission,
    consent: Consent,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Read, compare, keep and build: one file, whole or not at all. A dry run does all but keep and build.

    Refused rows do not block the others; warnings that the consent does not let pass block all, and so do large
    changes, and a correction of our own mistake, without a reason. The report says why nothing was stored. WriteFailed
    and JournalBroken: nothing was.
    """
    require(handed_in.by, Permission.IMPORT, f"indlæsning af {handed_in.name}")
    handed_in = replace(handed_in, reason=handed_in.reason.strip())
    try:
        _refuse_cpr(
            ("kilden", handed_in.source),
            ("bemærkningen", handed_in.note),
            ("oplysningen om tallene", handed_in.state_of_knowledge),
            ("begrundelsen", handed_in.reason),
        )
        read = _read(folder, definitions, handed_in)
        source = handed_in.source or _declared_source(read, definitions)
        if read.figures and source not in definitions.sources:
            raise FileRefused(f"Kilden «{source}» kendes ikke. Brug en af dem, der står i sources.toml.")
        if handed_in.published_on is not None and handed_in.published_on > handed_in.received_on:
            raise FileRefused(f"Offentliggørelsen {handed_in.published_on:%d-%m-%Y} ligger i fremtiden. Ret dagen.")
    except FileRefused as refusal:
        named = f"en fil med SHA-256 {sha256_of(handed_in.content)}" if refusal.personal else handed_in.name
        return replace(refused_report(named, dry_run, refusal.reason), unrecognised=refusal.unrecognised)
    received = Received(replace(handed_in, source=source), read)
    return _take_in(folder, definitions, received, consent, dry_run, progress)


def receive_answer(
    folder: DataFolder,
    definitions: Definitions,
    answer: Received,
    consent: Consent,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """As `receive_file`, for what a source's API answered; it is kept as it came.

    The day the source last updated the table published the newest period and what is stored already. An older figure
    that is met for the first time came out on a day nobody says: the usual delay, marked as assumed.
    """
    require(answer.handed_in.by, Permission.IMPORT, f"hentning af {answer.handed_in.name}")
    assumed = replace(answer, handed_in=replace(answer.handed_in, assume_usual_delay=True))
    return _take_in(folder, definitions, assumed, consent, dry_run, progress)


def _take_in(
    folder: DataFolder,
    definitions: Definitions,
    received: Received,
    consent: Consent,
    dry_run: bool,
    progress: Progress,
) -> ImportReport:
    """Compare, keep and build what has been read."""
    read, sha256 = received.read, sha256_of(received.handed_in.content)
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
                    refused_report(received.handed_in.name, dry_run, reason),
                    outcome=Outcome.UNCHANGED,
                    recognised_as=read.recognised_as,
                    unchanged=len(read.figures),
                    refused_rows=read.refused,
                    delivery=again[0].id,
                )
            received = after_others(received, deliveries)
            stored = stored_beside(store, read.figures)
        finally:
            store.close()
        if received.updated_on is not None:
            received = replace(received, read=_dated(read, stored.known, received.updated_on))
        report = compared(received, stored, definitions, consent, dry_run=dry_run)
        report = _with_breaks(report, read.breaks, folder, definitions)
        if report.outcome is not Outcome.STORED or dry_run:
            return report
        sidecar = keep(folder, definitions, received, report.warnings)
        build_or_take_back(folder, definitions, sidecar, progress)
        return replace(report, delivery=sidecar.id)


def _with_breaks(
    report: ImportReport, told: tuple[ToldBreak, ...], folder: DataFolder, definitions: Definitions
) -> ImportReport:
    """What the file tells of series breaks, apart by whether anything is to be answered."""
    if not told:
        return report
    open_ = open_breaks(told, definitions, read_entries(folder.journals))
    return replace(report, breaks=open_, settled=tuple(one for one in told if one not in open_))


def _read(folder: DataFolder, definitions: Definitions, handed_in: Submission) -> ReadFile:
    """FileRefused also for a mapping that is not there, and naming mappings that cannot be read."""
    mappings, problems = read_mappings(folder.mappings, definitions)
    broken = " ".join(f"{one.file} {one.key}: {one.text} {one.remedy}" for one in problems)
    if handed_in.mapping and handed_in.mapping not in {one.name for one in mappings}:
        known = ", ".join(one.name for one in mappings) or "ingen"
        raise FileRefused(f"Tilknytningen «{handed_in.mapping}» kan ikke bruges. Der er: {known}. {broken}".rstrip())
    try:
        return read_file(
            handed_in.content,
            handed_in.name,
            definitions,
            received_on=handed_in.received_on,
            mappings=mappings,
            only_mapping=handed_in.mapping,
        )
    except FileRefused as refusal:
        if not (refusal.unrecognised and broken):
            raise
        raise FileRefused(f"{refusal.reason} En tilknytning kan ikke læses: {broken}", unrecognised=True) from None


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


def _declared_source(read: ReadFile, definitions: Definitions) -> str:
    """The indicators' source, or the municipality's own file where they have several; else FileRefused."""
    sources = {definitions.indicators[figure.indicator].source for figure in read.figures}
    if len(sources) > 1 and OWN_FILE in definitions.sources:
        return OWN_FILE
    if len(sources) > 1:
        raise FileRefused(f"Tallene hører til flere kilder ({', '.join(sorted(sources))}). Angiv hvilken filen er fra.")
    return next(iter(sources), "")


def _refuse_cpr(*texts: tuple[str, str]) -> None:
    for what, text in texts:
        if contains_cpr(text):
            raise FileRefused(f"Der ser ud til at stå et CPR-nummer i {what}. Skriv uden det.")
