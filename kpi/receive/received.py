"""What has been read and waits to be stored: held against what is stored, kept and built, or taken back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from kpi.disclosure import too_small
from kpi.intake import FileRefused, compare
from kpi.journal import JournalBroken
from kpi.kept.build import Progress, update_store
from kpi.kept.deliveries import keep_delivery
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, ImportReport, Outcome, ReadFile, Revision, RowIssue, Sidecar
from kpi.model.folder import DataFolder
from kpi.model.observation import Observation
from kpi.model.period import Period
from kpi.model.stored import Past, StoredDelivery
from kpi.store import Store, WriteFailed
from kpi.texts.periods import danish_day

_HISTORY = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Consent:
    """What whoever hands figures in has looked at, and lets pass."""

    all_warnings: bool = False
    ticked: frozenset[RowIssue] = frozenset()
    """Warnings that a person has seen one by one."""
    large_changes: bool = False
    """True: they need no reason, because nobody sits there to be asked; the report lists every change."""


@dataclass(frozen=True, slots=True)
class Received:
    """What was handed in, and read."""

    handed_in: Submission
    """With its source settled."""
    read: ReadFile
    updated_on: date | None = None
    """The day the source last updated its table; None: a file, or figures typed in."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What figures are compared with."""

    known: dict[tuple[str, str, Period], Observation]
    past: dict[tuple[str, str], Past]
    told: frozenset[tuple[str, str, Period | None]]
    """Indicator, words and place of every series break that a file has told of."""


def stored_beside(store: Store, figures: Sequence[Figure]) -> Stored:
    """Of the figures' own keys, and of their indicators from two years before the first of them."""
    if not figures:
        return Stored({}, {}, frozenset())
    wanted = {(figure.indicator, figure.period) for figure in figures}
    areas = {figure.area for figure in figures}
    since = min(period.first_day for _, period in wanted) - _HISTORY
    kinds = {indicator: period.kind for indicator, period in wanted}
    told = frozenset((one.indicator, one.words, one.first) for _, one in store.told_breaks())
    return Stored(store.known_in(wanted, areas), store.past(kinds, areas, since), told)


def after_others(received: Received, deliveries: Sequence[StoredDelivery]) -> Received:
    """Just after the last delivery of the day: a clock set back must not let an earlier figure win."""
    handed_in = received.handed_in
    same_day = (one.received_at for one in deliveries if danish_day(one.received_at) == handed_in.received_on)
    at = max([handed_in.at, *(received_at + timedelta(microseconds=1) for received_at in same_day)])
    return replace(received, handed_in=replace(handed_in, at=at))


def compared(
    received: Received, stored: Stored, definitions: Definitions, consent: Consent, *, dry_run: bool
) -> ImportReport:
    """What storing it would do; `outcome` is STORED where nothing stands in the way."""
    handed_in, read = received.handed_in, received.read
    refused = replace(
        refused_report(handed_in.name, dry_run, "Ingen af filens rækker kan bruges. Ret dem, der er nævnt."),
        recognised_as=read.recognised_as,
        refused_rows=read.refused,
        warnings=read.warnings,
        told=read.told,
        row_word=read.row_word,
    )
    if not read.figures:
        return refused
    try:
        comparison = compare(
            read, _comparable(stored, definitions, handed_in), stored.past, definitions, handed_in.publication
        )
    except FileRefused as refusal:
        return replace(refused, reason=refusal.reason)
    told = _told(comparison.revised, stored.known, received, definitions)
    warnings = (*read.warnings, *comparison.warnings)
    is_dated = handed_in.published_on is not None or handed_in.assume_usual_delay
    undated = 0 if is_dated else sum(figure.published_on is None for figure in read.figures)
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
        counts_from=handed_in.received_on if undated else None,
        undated=undated,
    )
    tells = any((one.indicator, one.words, one.first) not in stored.told for one in read.breaks)
    if comparison.changes_nothing and not tells:
        return replace(report, outcome=Outcome.UNCHANGED, reason="Alle tal er de samme som dem, der er gemt.")
    unticked = 0 if consent.all_warnings else sum(warning not in consent.ticked for warning in warnings)
    large = comparison.large and not consent.large_changes
    unexplained = not handed_in.reason and (large or handed_in.own_mistake)
    if not (unticked or unexplained):
        return report
    return replace(
        report,
        outcome=Outcome.REFUSED,
        needs_ticking=bool(unticked),
        needs_reason=bool(unexplained),
        reason=_what_is_needed(unticked, len(comparison.large) if unexplained and large else 0, handed_in.own_mistake),
    )


def _comparable(
    stored: Stored, definitions: Definitions, handed_in: Submission
) -> dict[tuple[str, str, Period], Observation]:
    """A real figure where a made-up one stood is new."""
    source = definitions.sources.get(handed_in.source)
    if source is not None and source.example:
        return stored.known
    return {key: seen for key, seen in stored.known.items() if not seen.example}


def _told(
    revised: Sequence[Revision],
    known: Mapping[tuple[str, str, Period], Observation],
    received: Received,
    definitions: Definitions,
) -> dict[Revision, Revision]:
    """What is said of each change: the rule of small numbers holds for whoever loads a file too."""
    figures = {figure.key: figure for figure in received.read.figures} if revised else {}
    limit = definitions.hidden_under
    found = {}
    for one in revised:
        key = one.indicator, one.area, one.period
        before = known[key]
        after = replace(
            before, value=one.after, numerator=figures[key].numerator, delivery=f"{received.handed_in.source}/"
        )
        said = one
        if too_small(before, definitions):
            said = replace(said, before=None, before_under=limit)
        if too_small(after, definitions):
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


def keep(folder: DataFolder, definitions: Definitions, received: Received, warnings: tuple[RowIssue, ...]) -> Sidecar:
    """The commit point: from here on the delivery is part of every build."""
    # The same bytes may lie there, withdrawn or typed once before.
    return keep_delivery(
        folder.deliveries[-1], received.handed_in, received.read, definitions, warnings=warnings, again=True
    )


def build_or_take_back(folder: DataFolder, definitions: Definitions, sidecar: Sidecar, progress: Progress) -> None:
    """Where the figures cannot be shown they are not kept either: who sent them is told that nothing was stored."""
    try:
        update_store(folder, definitions, progress=progress)
    except (WriteFailed, JournalBroken):
        kept: Path = folder.deliveries[-1] / sidecar.id
        hidden = kept.with_name(f".new-{kept.name}")
        kept.rename(hidden)
        shutil.rmtree(hidden)
        raise


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
