"""The API of Statistikbanken (Danmarks Statistik): what it is asked, and what its answers say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import product
from math import prod
from typing import Any

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
from kpi.intake.api.web import AccessKey, Answer, Host, NoAnswer, Patience, WebClient, read_json
from kpi.intake.checks.periods import read_period
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.sources.dst.sheet import SOURCE
from kpi.intake.sources.dst.signs import SIGNS
from kpi.intake.text import label, listed, quoted
from kpi.model.area import Area
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.indicator import Fetched, Indicator

OWNER = "Danmarks Statistik"
HOST = Host("api.statbank.dk")
KEY: AccessKey | None = None
MOST_CELLS = 100_000
"""Asked for at once; the source's own limit is a million for these formats."""
_CSV_NUMBER = re.compile(r"-?\d{1,16}(?:,\d{1,12})?", re.ASCII)


class Format(StrEnum):
    JSONSTAT = "JSONSTAT"
    CSV = "CSV"


def client(host: Host, key: str, patience: Patience, pause: Callable[[float], None]) -> WebClient:
    """`key` is empty: everybody may ask."""
    return WebClient(host, OWNER, {"Accept": "*/*"}, patience=patience, pause=pause)


def ask_description(web: WebClient, table: str) -> str:
    """TABLEINFO, letter for letter."""
    content = _accepted(web.get(f"/v1/tableinfo/{table.upper()}?format=JSON&lang=da"), table)
    read_json(content, OWNER)
    return _text(content)


def ask_figures(
    web: WebClient,
    table: str,
    description: str,
    split: str,
    facts: TableFacts,
    periods: Sequence[str],
    *,
    form: Format = Format.JSONSTAT,
    most_cells: int = MOST_CELLS,
) -> Envelope:
    """The table's cells for all areas in these periods, in as many questions as the limit of cells asks for."""
    members = tuple(sorted(facts.members)) or ("",)
    codes = sorted(facts.areas)
    width = max(1, min(len(codes), most_cells // len(members)))
    height = max(1, most_cells // (width * len(members)))
    parts = []
    for first, start in product(range(0, len(codes), width), range(0, len(periods), height)):
        asked = Asked(tuple(codes[first : first + width]), tuple(periods[start : start + height]), members)
        question = _question(table, split, facts, asked, _time_variable(description), form)
        answer = _text(_accepted(web.post("/v1/data", question), table))
        parts.append(AnswerPart(asked, json.dumps(question, ensure_ascii=False), answer))
    return Envelope(SOURCE, table, split, facts.kind, description, tuple(parts))


def _question(table: str, split: str, facts: TableFacts, asked: Asked, time: str, form: Format) -> dict[str, object]:
    variables = [{"code": facts.area_split, "values": [facts.areas[code] for code in asked.areas]}]
    if split:
        variables.append({"code": split, "values": [facts.members[member] for member in asked.members]})
    variables.append({"code": time, "values": list(asked.periods)})
    question: dict[str, object] = {"table": table.lower(), "format": form.value, "lang": "da", "variables": variables}
    if form is Format.CSV:
        question |= {"valuePresentation": "Code", "timeOrder": "Ascending"}
    return question


def _accepted(answer: Answer, table: str) -> bytes:
    if answer.status == 200:
        return answer.content
    if answer.status == 404:
        raise NoAnswer(f"{OWNER} kender ikke tabellen {quoted(table)}. Ret table i indicators.toml.")
    said = ""
    if answer.status == 400:
        try:
            stated = read_json(answer.content, OWNER)
        except FileRefused:
            stated = None
        if isinstance(stated, dict) and isinstance(stated.get("message"), str):
            said = f": {quoted(stated['message'])} ({stated.get('errorTypeCode', 'uden kode')})"
    raise NoAnswer(
        f"{OWNER} afviste spørgsmålet til tabellen {quoted(table)}{said or f' (HTTP {answer.status})'}. Der er ikke "
        "prøvet igen. Tabellen er måske ændret; ret fetch i indicators.toml, eller indlæs tallene som fil. De tal, der "
        "er hentet før, står, som de var."
    )


def _text(content: bytes) -> str:
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        raise NoAnswer(f"Svaret fra {OWNER} er ikke UTF-8 og kan ikke læses. Intet er gemt.") from None


# --- what TABLEINFO says --------------------------------------------------------------------------------------------


def read_facts(
    description: str, table: str, indicators: Sequence[tuple[Indicator, Fetched]], areas: Mapping[str, Area]
) -> TableFacts:
    """What is needed to ask; the indicators share table, split and kind of period. FileRefused for what is not there.

    Variables that are not asked for are left out, which this source answers with their total; one that cannot be left
    out stops the fetch. The unit stands here alone and must be the declared one.
    """
    stated = read_json(description.encode(), OWNER)
    try:
        if label(str(stated["id"])) != label(table):
            raise FileRefused(f"{OWNER} beskrev tabellen {quoted(str(stated['id']))}, men {quoted(table)} var ønsket.")
        variables = {
            str(one["id"]): (
                [(str(value["id"]), str(value["text"])) for value in one["values"]],
                one["elimination"] is True,
                one["time"] is True,
            )
            for one in stated["variables"]
        }
        title, unit, updated = str(stated.get("text", "")), str(stated["unit"]), stated.get("updated")
    except (KeyError, TypeError, AttributeError):
        raise _other_form(table) from None
    indicator, fetched = indicators[0]
    for other, one in indicators:
        if label(one.unit) != label(unit):
            raise FileRefused(
                f"{OWNER} opgør tabellen {quoted(table)} i {quoted(unit)}, men for «{other.title}» er skrevet "
                f"{quoted(one.unit)}. Intet er hentet. Er enheden ny, så se efter, om tallene stadig er det samme, og "
                "ret fetch i indicators.toml."
            )
    time = _time_variable(description)
    area_split, own_areas = areas_of(
        {own_id: [(code, text, code) for code, text in of[0]] for own_id, of in variables.items() if not of[2]},
        areas,
        OWNER,
    )
    members: dict[str, str] = {}
    if fetched.split:
        if fetched.split not in variables:
            raise FileRefused(
                f"Tabellen {quoted(table)} har ikke variablen {quoted(fetched.split)}, men "
                f"{listed(sorted(variables))}. Ret fetch for indikatoren i indicators.toml."
            )
        choices = {code: [code, text] for code, text in variables[fetched.split][0]}
        members = {one.member: named(choices, one.member, "Gruppen", OWNER) for _, one in indicators}
    asked = {area_split, time, fetched.split}
    if needed := [own_id for own_id, of in variables.items() if own_id not in asked and not of[1]]:
        raise FileRefused(
            f"Tabellen {quoted(table)} kan ikke hentes uden at vælge {listed([quoted(one) for one in needed])}. Skriv "
            "den som split i fetch i indicators.toml."
        )
    own_ids = [code for code, _ in variables[time][0]]
    try:
        periods = periods_of(own_ids, {code: read_period(code, indicator.frequency) for code in own_ids})
    except Unreadable as problem:
        raise FileRefused(f"{OWNER} nævner en periode, der ikke kan læses. {problem}") from None
    return TableFacts(title, _day(updated), None, unit, indicator.frequency, periods, own_areas, area_split, members)


def _other_form(table: str) -> FileRefused:
    return FileRefused(
        f"{OWNER}s beskrivelse af tabellen {quoted(table)} har en anden form end ventet, så tallene kan ikke hentes "
        "sikkert. Indlæs dem som fil, og sig det til dem, der vedligeholder Effekttavlen."
    )


def _time_variable(description: str) -> str:
    stated = read_json(description.encode(), OWNER)
    found = [str(one["id"]) for one in stated["variables"] if one["time"] is True]
    if len(found) != 1:
        raise _other_form(str(stated["id"]))
    return found[0]


def _day(stated: object) -> date | None:
    """The day of an instant as 2026-08-10T06:00:00Z; None for anything else."""
    try:
        return date.fromisoformat(stated[:10]) if isinstance(stated, str) else None
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
    """FileRefused where an answer is not the grid that was asked for, whole.

    A cell without a number is «mangler»: this source writes it alike whether there is none or it may not be shown.
    """
    time = _time_variable(envelope.description)
    grids = []
    for part in envelope.parts:
        read = _csv_cells if json.loads(part.question)["format"] == Format.CSV else _jsonstat_cells
        cells = read(part, facts, envelope.split, time)
        grids.append(checked_grid(cells, part.asked, OWNER))
    return as_read(
        grids,
        indicators,
        facts,
        definitions,
        received_on=received_on,
        signs=SIGNS,
        described=f"svar fra Statistikbankens API, tabel {envelope.table}",
    )


def updated_on(envelope: Envelope, facts: TableFacts) -> date | None:
    """The day of the table's last update as the answers say it, else TABLEINFO; None where neither does."""
    days = []
    for part in envelope.parts:
        if json.loads(part.question)["format"] == Format.JSONSTAT:
            dataset = read_json(part.answer.encode(), OWNER)["dataset"]
            days.append(_day(dataset.get("updated")))
    return max((day for day in days if day is not None), default=facts.updated_on)


def _jsonstat_cells(part: AnswerPart, facts: TableFacts, split: str, time: str) -> list[tuple[GridPlace, GridCell]]:
    """FileRefused where the sizes, the codes and the number of values do not agree."""
    stated = read_json(part.answer.encode(), OWNER)
    try:
        dataset = stated["dataset"]
        dimension, values = dataset["dimension"], dataset["value"]
        order, sizes = list(dimension["id"]), [int(size) for size in dimension["size"]]
        codes = [_in_order(dimension[one]["category"]["index"]) for one in order]
        if [len(of) for of in codes] != sizes or prod(sizes) != len(values):
            raise FileRefused(f"Svaret fra {OWNER} har ikke så mange tal, som det selv siger. Intet er gemt.")
        for one, of in zip(order, codes, strict=True):
            if one not in {facts.area_split, split, time} and len(of) != 1:
                raise FileRefused(f"Svaret fra {OWNER} er delt op efter {quoted(one)}, men skulle være i alt.")
        placed, cells = _Placing(facts, split, time), []
        for number, (at, value) in enumerate(zip(product(*codes), values, strict=True), 1):
            place = placed.at(dict(zip(order, at, strict=True)))
            cells.append((place, GridCell(number, {"": _value(value, number)})))
        return cells
    except (KeyError, TypeError, AttributeError, ValueError):
        raise FileRefused(f"Svaret fra {OWNER} er ikke JSON-stat, som det skal se ud. Intet er gemt.") from None


def _in_order(index: Any) -> list[str]:
    """Codes of a category, given as a list or as code → place. ValueError where a place is shared or skipped."""
    if isinstance(index, list):
        return [str(code) for code in index]
    by_place = {int(place): str(code) for code, place in index.items()}
    if sorted(by_place) != list(range(len(index))):
        raise ValueError("places that are shared or skipped")
    return [by_place[place] for place in range(len(index))]


def _csv_cells(part: AnswerPart, facts: TableFacts, split: str, time: str) -> list[tuple[GridPlace, GridCell]]:
    """FileRefused for a cut or crooked line and for a heading that is missing or comes as a surprise."""
    try:
        lines = list(csv.reader(io.StringIO(part.answer, newline=""), delimiter=";", strict=True))
    except csv.Error:
        raise FileRefused(f"Svaret fra {OWNER} er skåret over eller ikke CSV. Intet er gemt.") from None
    lines = [line for line in lines if line]
    headings = [label(name) for name in lines[0]] if lines else []
    wanted = {label(name): name for name in (facts.area_split, split, time, "INDHOLD") if name}
    if sorted(headings) != sorted(wanted):
        there = listed([quoted(name) for name in lines[0]]) if lines else "intet"
        raise FileRefused(
            f"Svaret fra {OWNER} har kolonnerne {there}, men {listed(list(wanted.values()))} var ventet. Intet er gemt."
        )
    if not part.answer.endswith("\n"):
        raise FileRefused(f"Svaret fra {OWNER} slutter midt på en linje og er skåret over. Intet er gemt.")
    placed = _Placing(facts, split, time)
    cells = []
    for number, line in enumerate(lines[1:], 1):
        if len(line) != len(headings):
            raise FileRefused(f"Række {number} i svaret fra {OWNER} har {len(line)} celler. Intet er gemt.")
        said = {wanted[heading]: cell for heading, cell in zip(headings, line, strict=True)}
        cells.append((placed.at(said), GridCell(number, {"": _csv_value(said["INDHOLD"], number)})))
    return cells


def _csv_value(cell: str, number: int) -> Value:
    """With a decimal comma and no sign for thousands, as the answer is in Danish."""
    if cell in SIGNS:
        return cell
    if not _CSV_NUMBER.fullmatch(cell):
        raise FileRefused(f"Række {number} i svaret fra {OWNER} har noget andet end et tal: {quoted(cell)}.")
    return Decimal(cell.replace(",", "."))


class _Placing:
    """From the source's codes to ours; a code that was not asked for stays as it is, and is refused as such."""

    def __init__(self, facts: TableFacts, split: str, time: str) -> None:
        self._areas = {own_id: code for code, own_id in facts.areas.items()}
        self._members = {own_id: member for member, own_id in facts.members.items()}
        self._area_split, self._split, self._time = facts.area_split, split, time

    def at(self, said: Mapping[str, str]) -> GridPlace:
        area, member = said[self._area_split], said[self._split] if self._split else ""
        return GridPlace(self._areas.get(area, area), said[self._time], self._members.get(member, member))


def _value(cell: object, number: int) -> Value:
    if cell is None or isinstance(cell, Decimal):
        return cell
    raise FileRefused(f"Tal {number} i svaret fra {OWNER} er ikke et tal. Intet er gemt.")
