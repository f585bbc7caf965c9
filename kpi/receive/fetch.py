"""Fetches the declared figures from a source's API and takes them in as files are: compared, kept, built, shown."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from kpi.access import Permission, User, require
from kpi.durable import write_durably
from kpi.intake import FileRefused
from kpi.intake.answers import read_answers, sharing
from kpi.intake.api.answer import TableFacts
from kpi.intake.api.web import AccessKey, Host, KeyRefused, NoAnswer, Patience, WebClient
from kpi.intake.checks.periods import read_period
from kpi.intake.register import APIS
from kpi.kept.build import Progress, build_if_needed, silent
from kpi.kept.submission import Submission
from kpi.model.definitions import Definitions
from kpi.model.delivery import ImportReport, Outcome
from kpi.model.folder import DataFolder
from kpi.model.indicator import Fetched, Indicator
from kpi.model.period import PeriodKind
from kpi.receive.file import receive_answer
from kpi.receive.received import Consent, Received, refused_report
from kpi.store import Store
from kpi.texts.periods import danish_day

EGRESS_VARIABLE = "KPI_NO_EGRESS"
_KEPT_DESCRIPTION = timedelta(hours=24)
_REVISED_MONTHS = 36
"""Sources revise up to two and a half years back; this far every fetch asks again."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the sources answer and how long one waits. The hosts are fixed; tests give their own servers."""

    hosts: Mapping[str, Host] = field(default_factory=dict)
    """By the source's id; those that are not there answer where they always do."""
    patience: Patience = field(default_factory=Patience)
    pause: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class FetchState:
    """How fetching one table goes."""

    source: str
    table: str
    indicators: tuple[str, ...]
    fetched_at: datetime | None
    """When it last succeeded (UTC), also when nothing was new; None: never."""
    tried_at: datetime | None
    """When it was last tried (UTC); None: never."""
    fault: str
    """Why the last try gave nothing, in Danish; empty where it succeeded."""
    updated_on: date | None
    """When the source says it last updated the table; None: not known."""
    next_update_on: date | None
    """When the source says it will update the table next; None: not known."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants fetched."""

    source: str
    by: User
    at: datetime
    """UTC."""
    tables: tuple[str, ...] = ()
    """Empty: all that indicators declare."""
    whole: bool = False
    """True: every period the source has; else that only the first time, and afterwards the newest three years."""
    accept_warnings: bool = False
    dry_run: bool = False
    """True: it is asked, read and compared, and nothing is stored."""


class _Wanted(NamedTuple):
    """Indicators that one series of questions answers."""

    source: str
    table: str
    split: str
    kind: PeriodKind
    indicators: tuple[tuple[Indicator, Fetched], ...]

    @property
    def name(self) -> str:
        """As the source writes the table in addresses."""
        return self.table.lower()


def fetch_figures(
    folder: DataFolder,
    definitions: Definitions,
    order: Order,
    *,
    reach: Reach = Reach(),
    progress: Progress = silent,
) -> tuple[ImportReport, ...]:
    """One report a table, also for those that gave nothing; what was fetched before always stays.

    NoAnswer where no table can be asked for: unknown source or table, no key, a refused key, or fetching is switched
    off. WriteFailed and JournalBroken as `receive_answer`.
    """
    require(order.by, Permission.IMPORT, f"hentning af tal fra {order.source}")
    wanted = _wanted(definitions, order.source, order.tables)
    web = _client(folder, order.source, reach)
    build_if_needed(folder, definitions, progress=progress)
    reports = []
    for done, one in enumerate(wanted):
        progress(done, len(wanted), f"Henter {one.table} fra {APIS[order.source].OWNER}")
        try:
            received, facts = _asked(folder, definitions, one, web, order)
            report: ImportReport = receive_answer(
                folder,
                definitions,
                received,
                Consent(all_warnings=order.accept_warnings, large_changes=True),
                dry_run=order.dry_run,
                progress=progress,
            )
            known: TableFacts | None = facts
        except KeyRefused as refusal:
            _note(folder, one, order, refusal.reason, None)
            raise
        except FileRefused as refusal:
            report, known = refused_report(one.table, order.dry_run, refusal.reason), None
        _note(folder, one, order, report.reason if report.outcome is Outcome.REFUSED else "", known)
        reports.append(report)
    return tuple(reports)


def fetch_states(folder: DataFolder, definitions: Definitions) -> tuple[FetchState, ...]:
    """How fetching goes, table by table, for every source that has an API; asks nobody."""
    states = []
    for source in APIS:
        for one in _wanted(definitions, source, ()):
            noted = _noted(folder, one)
            states.append(
                FetchState(
                    source,
                    one.table,
                    tuple(indicator.id for indicator, _ in one.indicators),
                    _instant(noted.get("fetched_at")),
                    _instant(noted.get("tried_at")),
                    noted.get("fault", ""),
                    _day(noted.get("updated_on")),
                    _day(noted.get("next_update_on")),
                )
            )
    return tuple(states)


def why_not(folder: DataFolder, source: str) -> str:
    """Why nothing can be fetched from the source here, in Danish with what to do; empty where it can be tried."""
    try:
        _client(folder, source, Reach())
    except NoAnswer as refusal:
        return refusal.reason
    return ""


def _asked(
    folder: DataFolder, definitions: Definitions, wanted: _Wanted, web: WebClient, order: Order
) -> tuple[Received, TableFacts]:
    """What the source answers, read; FileRefused where it is no answer to what was asked."""
    api, received_on = APIS[wanted.source], danish_day(order.at)
    description, facts = _described(folder, definitions, wanted, web, order.at)
    periods = facts.periods if order.whole else _periods(folder, wanted, facts)
    envelope = api.ask_figures(web, wanted.name, description, wanted.split, facts, periods)
    content = envelope.to_bytes()
    read = read_answers(content, definitions, received_on=received_on)
    updated_on = api.updated_on(envelope, facts)
    if updated_on is not None and updated_on > received_on:
        raise FileRefused(
            f"{api.OWNER} skriver, at tabellen er opdateret {updated_on:%d-%m-%Y}, som ligger i fremtiden. Se efter, "
            "om computerens ur går rigtigt. Intet er gemt."
        )
    answer = Submission(
        content,
        f"{wanted.table} hentet {received_on.isoformat()}.json",
        order.by,
        order.at,
        source=wanted.source,
        state_of_knowledge=_state_of_knowledge(definitions, wanted, facts, updated_on),
    )
    return Received(answer, read, updated_on or received_on), facts


def _wanted(definitions: Definitions, source: str, tables: Sequence[str]) -> tuple[_Wanted, ...]:
    """In the order the indicators are declared. NoAnswer for a source or a table that nothing is declared for."""
    if source not in APIS:
        raise NoAnswer(f"Kilden «{source}» har ikke et API, der kan hentes fra. Skriv {' eller '.join(APIS)}.")
    found = tuple(
        _Wanted(source, indicators[0][0].table, split, kind, indicators)
        for (_, split, kind), indicators in sharing(definitions, source).items()
    )
    chosen = {table.lower() for table in tables}
    if unknown := sorted(chosen - {one.name for one in found}):
        there = ", ".join(dict.fromkeys(one.table for one in found))
        raise NoAnswer(f"Tabellen «{unknown[0]}» hentes ikke til nogen indikator. Der kan hentes: {there}.")
    return tuple(one for one in found if not chosen or one.name in chosen)


def _client(folder: DataFolder, source: str, reach: Reach) -> WebClient:
    """NoAnswer where fetching is switched off or there is no key."""
    if os.environ.get(EGRESS_VARIABLE, "") not in ("", "0"):
        raise NoAnswer(
            f"Hentning er slået fra på denne installation ({EGRESS_VARIABLE}). Hent filen på kildens hjemmeside, og "
            "indlæs den, eller bed den, der administrerer Effekttavlen, om at slå hentning til."
        )
    api = APIS[source]
    key = _stated(api.KEY, folder) if api.KEY is not None else ""
    return api.client(reach.hosts.get(source, api.HOST), key, reach.patience, reach.pause)


def _stated(wanted: AccessKey, folder: DataFolder) -> str:
    """From the environment, else from a file that nobody else can read."""
    key = os.environ.get(wanted.variable, "").strip()
    path = folder.local / wanted.file
    if not key and path.is_file():
        if sys.platform != "win32" and path.stat().st_mode & 0o077:
            raise NoAnswer(
                f"Nøglen i {path} kan læses af andre på maskinen og bruges derfor ikke. Skriv: chmod 600 {path}"
            )
        key = path.read_text(encoding="utf-8-sig", errors="replace").strip()
    if not key:
        raise NoAnswer(wanted.missing.format(file=path))
    return key


def _described(
    folder: DataFolder, definitions: Definitions, wanted: _Wanted, web: WebClient, now: datetime
) -> tuple[str, TableFacts]:
    """The table's description, asked for again after a day and from the day the source has promised an update."""
    api, path = APIS[wanted.source], _cache(folder, wanted, "description")
    kept = _read(path)
    asked_at = _instant(kept.get("at"))
    if asked_at is not None and timedelta() <= now - asked_at < _KEPT_DESCRIPTION:
        facts = api.read_facts(kept["text"], wanted.name, wanted.indicators, definitions.areas)
        if facts.next_update_on is None or danish_day(now) < facts.next_update_on:
            return kept["text"], facts
    description = api.ask_description(web, wanted.name)
    facts = api.read_facts(description, wanted.name, wanted.indicators, definitions.areas)
    _write(path, {"at": now.isoformat(), "text": description})
    return description, facts


def _periods(folder: DataFolder, wanted: _Wanted, facts: TableFacts) -> tuple[str, ...]:
    """The newest three years where figures of every indicator are stored from them; else all there are."""
    recent = facts.periods[-(_REVISED_MONTHS // wanted.kind.step_months) :]
    ids = {indicator.id for indicator, _ in wanted.indicators}
    store = Store(folder.store)
    try:
        known = store.known(ids, since=read_period(recent[0], wanted.kind).first_day)
    finally:
        store.close()
    stored = {observation.indicator for observation in known.values() if not observation.example}
    return recent if stored == ids else facts.periods


def _state_of_knowledge(definitions: Definitions, wanted: _Wanted, facts: TableFacts, updated_on: date | None) -> str:
    """What the source line says, and what the source says of its own table."""
    source = definitions.sources[wanted.source]
    sentences = [f"{source.credit}, {wanted.table}: {facts.title}.".replace(": .", ".")]
    if updated_on is not None:
        sentences.append(f"Opdateret hos kilden {updated_on:%d-%m-%Y}.")
    if facts.next_update_on is not None:
        sentences.append(f"Næste opdatering {facts.next_update_on:%d-%m-%Y}.")
    sentences.append(f"Vilkår: {source.terms}.")
    return " ".join(sentences)


# --- what is remembered between fetches; never figures ---------------------------------------------------------------


def _note(folder: DataFolder, wanted: _Wanted, order: Order, fault: str, facts: TableFacts | None) -> None:
    if order.dry_run:
        return
    noted = _noted(folder, wanted) | {"tried_at": order.at.isoformat(), "fault": fault}
    if not fault:
        noted["fetched_at"] = order.at.isoformat()
    if facts is not None:
        noted["updated_on"] = facts.updated_on.isoformat() if facts.updated_on else ""
        noted["next_update_on"] = facts.next_update_on.isoformat() if facts.next_update_on else ""
    _write(_cache(folder, wanted, "state"), noted)


def _noted(folder: DataFolder, wanted: _Wanted) -> dict[str, str]:
    return _read(_cache(folder, wanted, "state"))


def _cache(folder: DataFolder, wanted: _Wanted, what: str) -> Path:
    safe = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in f"{wanted.name}-{wanted.split}")
    return folder.local / "cache" / wanted.source / f"{safe}.{what}.json"


def _read(path: Path) -> dict[str, str]:
    """Empty where there is none or it cannot be read: then the source is asked again."""
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    sound = isinstance(stated, dict) and all(isinstance(value, str) for value in stated.values())
    return stated if sound else {}


def _write(path: Path, stated: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode())


def _instant(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
