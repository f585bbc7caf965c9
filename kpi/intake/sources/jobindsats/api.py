"""The API of jobindsats.dk, version 3: what it is asked, and what its answers say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from kpi.intake.api.answer import (
    AnswerPart,
    Asked,
    Envelope,
    GridCell,
    GridPlace,
    TableFacts,
    Value,
    areas_of,
    as_read,
    checked_grid,
    named,
    periods_of,
)
from kpi.intake.api.web import AccessKey, Answer, Host, KeyRefused, NoAnswer, Patience, WebClient, read_json
from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.periods import read_period
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.sources.jobindsats.sheet import SOURCE
from kpi.intake.sources.jobindsats.signs import SIGNS
from kpi.intake.text import fold, label, listed, quoted
from kpi.model.area import Area
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.indicator import Fetched, Indicator
from kpi.model.period import PeriodKind

OWNER = "jobindsats.dk"
HOST = Host("api.jobindsats.dk")
MOST_AREAS = 50
_MOST_ROWS = 3000
"""Rows asked for at once: an answer of this size comes well inside the time and under the source's own limit."""
_AREA_DIMENSION = "_omrade"
"""A dimension, not a hierarchy: it says which hierarchies are of areas and is never asked for itself."""

_PERIOD_TYPES = {
    PeriodKind.MONTH: "M",
    PeriodKind.QUARTER: "Q",
    PeriodKind.YEAR: "Y",
    PeriodKind.ROLLING_YEAR_QUARTERLY: "QMAT",
}
_PLAIN_NUMBER = re.compile(r"-?[\d., ]+%?", re.ASCII)

_KEY_MISSING = (
    "Der er ingen nøgle til jobindsats.dk's API, så tallene kan ikke hentes herfra. Sådan får man en: Skriv en mail "
    "til jobindsats@star.dk med navn, organisation, kontor, mail og telefon. Svaret kan tage op til 14 dage, og en "
    "organisation får som regel én nøgle, så spørg først it-afdelingen, om kommunen har den. Læg nøglen i "
    "miljøvariablen JOBINDSATS_TOKEN eller i filen {file}, som kun du må kunne læse. Uden nøgle: hent tabellen som "
    "Excel eller CSV på jobindsats.dk, og indlæs filen."
)
_KEY_REFUSED = (
    "jobindsats.dk afviste nøglen: den er forkert, udløbet eller ikke til version 3 af API'et (HTTP {status}). Der er "
    "ikke prøvet igen. Spørg på jobindsats@star.dk, eller hent tabellen som Excel eller CSV på jobindsats.dk, og "
    "indlæs filen. De tal, der er hentet før, står, som de var."
)
KEY: AccessKey | None = AccessKey("JOBINDSATS_TOKEN", "jobindsats.key", _KEY_MISSING)


def client(host: Host, key: str, patience: Patience, pause: Callable[[float], None]) -> WebClient:
    """`key`: as STAR sent it. NoAnswer for one that cannot be sent, without repeating it."""
    if not key.isascii() or not key.isprintable() or " " in key:
        raise NoAnswer(
            "Nøglen til jobindsats.dk indeholder mellemrum, linjeskift eller bogstaver, der ikke kan stå i en nøgle. "
            "Kopiér den igen fra mailen fra STAR."
        )
    headers = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
    return WebClient(host, OWNER, headers, patience=patience, pause=pause)


def ask_description(web: WebClient, table: str) -> str:
    """The table's description, letter for letter."""
    return _text(_accepted(web.get(f"/v3/table/{table}?format=json"), table))


def ask_figures(
    web: WebClient, table: str, description: str, split: str, facts: TableFacts, periods: Sequence[str]
) -> Envelope:
    """The table's cells for all areas in these periods: at most fifty areas and some thousand rows a question."""
    members = tuple(sorted(facts.members)) or ("",)
    codes = sorted(facts.areas)
    parts: list[AnswerPart] = []
    for first in range(0, len(codes), MOST_AREAS):
        areas = tuple(codes[first : first + MOST_AREAS])
        step = max(1, _MOST_ROWS // (len(areas) * len(members)))
        for start in range(0, len(periods), step):
            asked = Asked(areas, tuple(periods[start : start + step]), members)
            question = _question(table, split, facts, asked)
            parts.append(AnswerPart(asked, question, _text(_accepted(web.get(question), table))))
    return Envelope(SOURCE, table, split, facts.kind, description, tuple(parts))


def _question(table: str, split: str, facts: TableFacts, asked: Asked) -> str:
    query = {
        "mgroup.*": "*",
        f"period.{_PERIOD_TYPES[facts.kind]}": ",".join(asked.periods),
        f"hierarchy.{facts.area_split}": ",".join(facts.areas[code] for code in asked.areas),
    }
    if split:
        query[f"hierarchy.{split}"] = ",".join(facts.members[member] for member in asked.members)
    return f"/v3/data/{table}?{urlencode(query | {'format': 'json'}, safe=':,*/')}"


def _accepted(answer: Answer, table: str) -> bytes:
    match answer.status:
        case 200:
            return answer.content
        case 401 | 403:
            raise KeyRefused(_KEY_REFUSED.format(status=answer.status))
        case 404:
            raise NoAnswer(f"jobindsats.dk kender ikke tabellen {quoted(table)}. Ret table i indicators.toml.")
        case 422:
            raise NoAnswer(
                f"jobindsats.dk forstod ikke spørgsmålet til tabellen {quoted(table)}: {_cause(answer.content)} Der er "
                "ikke prøvet igen. Tabellen er måske ændret hos kilden; ret fetch i indicators.toml, eller indlæs "
                "tallene som fil."
            )
        case status:
            raise NoAnswer(f"jobindsats.dk afviste spørgsmålet til tabellen {quoted(table)} (HTTP {status}).")


def _cause(content: bytes) -> str:
    """The source's own reason, quoted; the three known ones in Danish before it."""
    try:
        stated = read_json(content, OWNER)
    except FileRefused:
        return "begrundelsen kan ikke læses."
    cause = stated.get("cause") if isinstance(stated, dict) else None
    if not isinstance(cause, str):
        return "uden begrundelse."
    known = {"Unknown hierarchies": "ukendt opdeling", "Unknown period type": "ukendt periodetype"}
    said = next((danish_words for english, danish_words in known.items() if cause.startswith(english)), "")
    return f"{said}, {quoted(cause)}." if said else f"{quoted(cause)}."


def _text(content: bytes) -> str:
    """As it came; bytes that are no UTF-8 are told by `read_json`."""
    read_json(content, OWNER)
    return content.removeprefix(b"\xef\xbb\xbf").decode()


# --- what the description says --------------------------------------------------------------------------------------


def read_facts(
    description: str, table: str, indicators: Sequence[tuple[Indicator, Fetched]], areas: Mapping[str, Area]
) -> TableFacts:
    """What is needed to ask; the indicators share table, split and kind of period.

    FileRefused for what the source's table has not.
    """
    stated = read_json(description.encode(), OWNER)
    try:
        if label(stated["table_id"]) != label(table):
            raise FileRefused(
                f"jobindsats.dk beskrev tabellen {quoted(stated['table_id'])}, men {quoted(table)} var ønsket."
            )
        hierarchies = {
            str(hierarchy["hierarchy_id"]): (
                dimension["dimension_id"],
                [
                    (str(value["value_id"]), str(value["value_name"]))
                    for level in hierarchy["levels"]
                    for value in level["values"]
                ],
            )
            for dimension in stated["dimensions"]
            for hierarchy in dimension["hierarchies"]
        }
        offered = {
            str(kind["periodtype_id"]): [str(one["period_id"]) for one in kind["values"]] for kind in stated["periods"]
        }
        title, updated, next_update = stated.get("table_name", ""), stated["update_latest"], stated.get("update_next")
    except (KeyError, TypeError, AttributeError):
        raise FileRefused(
            f"jobindsats.dk's beskrivelse af tabellen {quoted(table)} har en anden form end ventet, så tallene kan "
            "ikke hentes sikkert. Indlæs dem som fil, og sig det til dem, der vedligeholder Effekttavlen."
        ) from None
    of_areas = {
        own_id: [(value_id, name, "") for value_id, name in values]
        for own_id, (dimension, values) in hierarchies.items()
        if dimension == _AREA_DIMENSION
    }
    area_split, own_areas = areas_of(of_areas, areas, OWNER)
    indicator, fetched = indicators[0]
    members: dict[str, str] = {}
    if fetched.split:
        if fetched.split not in hierarchies:
            raise FileRefused(
                f"Tabellen {quoted(table)} har ikke opdelingen {quoted(fetched.split)}, men "
                f"{listed(sorted(hierarchies))}. Ret fetch for indikatoren i indicators.toml."
            )
        choices = {own_id: [name] for own_id, name in hierarchies[fetched.split][1]}
        members = {one.member: named(choices, one.member, "Gruppen", OWNER) for _, one in indicators}
    return TableFacts(
        title=str(title),
        updated_on=_day(updated),
        next_update_on=_day(next_update),
        unit="",
        kind=indicator.frequency,
        periods=_periods(offered, indicator.frequency, table),
        areas=own_areas,
        area_split=area_split,
        members=members,
    )


def _periods(offered: Mapping[str, Sequence[str]], kind: PeriodKind, table: str) -> tuple[str, ...]:
    wanted = _PERIOD_TYPES.get(kind, "")
    if not offered.get(wanted):
        raise FileRefused(
            f"Tabellen {quoted(table)} har ikke perioder af den slags, indikatoren opgøres i, men "
            f"{listed(sorted(offered)) or 'ingen'}. Ret frequency i indicators.toml."
        )
    try:
        return periods_of(offered[wanted], {own_id: read_period(own_id, kind) for own_id in offered[wanted]})
    except Unreadable as problem:
        raise FileRefused(f"jobindsats.dk nævner en periode, der ikke kan læses. {problem}") from None


def _day(stated: object) -> date | None:
    """A day as 2026-08-19; None for anything else: it decides what is shown beside the figures, not the figures."""
    try:
        return date.fromisoformat(stated) if isinstance(stated, str) else None
    except ValueError:
        return None


# --- what the answers say -------------------------------------------------------------------------------------------


def read_envelope(
    envelope: Envelope,
    indicators: Sequence[tuple[Indicator, Fetched]],
    facts: TableFacts,
    definitions: Definitions,
    *,
    received_on: date,
) -> ReadFile:
    """FileRefused where an answer is not the grid that was asked for, whole and with the declared columns."""
    names = AreaNames(definitions.areas)
    fetched = [one for _, one in indicators]
    grids = [checked_grid(_cells(part, fetched, names), part.asked, OWNER) for part in envelope.parts]
    return as_read(
        grids,
        indicators,
        facts,
        definitions,
        received_on=received_on,
        signs=SIGNS,
        described=f"svar fra jobindsats.dk's API, tabel {envelope.table}",
    )


def _cells(part: AnswerPart, fetched: Sequence[Fetched], names: AreaNames) -> list[tuple[GridPlace, GridCell]]:
    columns, rows = _table(read_json(part.answer.encode(), OWNER))
    period, area = _column(columns, "Periode"), _column(columns, "Område")
    measures = {one.column: _column(columns, one.column) for one in fetched}
    split = _column(columns, fetched[0].heading or fetched[0].split) if fetched[0].split else -1
    _refuse_other_splits(columns, rows, {period, area, split, *measures.values()})
    members = {label(member): member for member in part.asked.members}
    cells = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row[period], str) or not isinstance(row[area], str):
            raise FileRefused(f"Række {number} i svaret fra {OWNER} har ikke periode og område som tekst.")
        try:
            code = names.read(row[area]).area.code
        except Unreadable as problem:
            raise FileRefused(f"Række {number} i svaret fra {OWNER}: {problem} Intet er gemt.") from None
        said = label(str(row[split])) if split >= 0 else ""
        place = GridPlace(code, row[period].strip(), members.get(said, said))
        values = {name: _value(row[at], number, name) for name, at in measures.items()}
        cells.append((place, GridCell(number, values)))
    return cells


def _table(stated: object) -> tuple[list[str], list[list[Any]]]:
    columns = stated.get("columns") if isinstance(stated, dict) else None
    rows = stated.get("rows") if isinstance(stated, dict) else None
    if (
        not isinstance(columns, list)
        or not all(isinstance(name, str) for name in columns)
        or not isinstance(rows, list)
    ):
        raise FileRefused(f"Svaret fra {OWNER} er ikke en tabel med kolonner og rækker. Intet er gemt.")
    if not rows:
        raise FileRefused(
            f"Svaret fra {OWNER} har ingen rækker. Det betyder ikke, at tallene er nul, og intet er gemt eller slettet."
        )
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != len(columns):
            raise FileRefused(f"Række {number} i svaret fra {OWNER} passer ikke til kolonnerne. Intet er gemt.")
    return columns, rows


def _column(columns: Sequence[str], wanted: str) -> int:
    found = [at for at, name in enumerate(columns) if label(name) == label(wanted)]
    if len(found) != 1:
        how = "findes ikke" if not found else "står flere gange"
        raise FileRefused(
            f"Kolonnen {quoted(wanted)} {how} i svaret fra {OWNER}, som har "
            f"{listed([quoted(name) for name in columns])}. Intet er gemt. Har kilden skiftet "
            "navn, så ret fetch for indikatoren i indicators.toml."
        )
    return found[0]


def _refuse_other_splits(columns: Sequence[str], rows: Sequence[Sequence[Any]], known: set[int]) -> None:
    """A column of words that was not asked for must say «i alt» throughout: else the figures are of a part only."""
    for at, name in enumerate(columns):
        words = {row[at] for row in rows if isinstance(row[at], str) and not _PLAIN_NUMBER.fullmatch(row[at])}
        split_up = len(words) > 1 or any(not fold(word).endswith("i alt") for word in words)
        if at not in known and split_up:
            there = listed([quoted(word) for word in sorted(words)], 3)
            raise FileRefused(
                f"Svaret fra {OWNER} er delt op efter {quoted(name)} ({there}), men skulle være i alt. Intet er "
                "gemt. Skriv opdelingen i fetch i indicators.toml."
            )


def _value(cell: object, number: int, name: str) -> Value:
    if cell is None or isinstance(cell, Decimal | str):
        return cell
    raise FileRefused(
        f"Række {number} i svaret fra {OWNER} har noget andet end et tal i {quoted(name)}. Intet er gemt."
    )


def updated_on(envelope: Envelope, facts: TableFacts) -> date | None:
    """The day of the table's last update as the source says it; None where it does not."""
    return facts.updated_on
