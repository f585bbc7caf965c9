"""What a source's API answered, kept letter for letter as one delivery, and how its cells become stated rows.

Every API is asked for a grid of areas, periods and members, and must answer with that grid whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kpi.intake.checks.absence import told_apart
from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.rows import check_rows
from kpi.intake.checks.signs import Signs, spoken
from kpi.intake.cpr import contains_cpr, refuse_cpr
from kpi.intake.files.table import Cell, SheetNumber, StatedRow
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.text import label, listed, quoted
from kpi.model.area import NATION, Area, AreaKind
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile, RowIssue
from kpi.model.indicator import Fetched, Indicator
from kpi.model.observation import Quality
from kpi.model.period import Period, PeriodKind

_FORMAT = 1

Value = Decimal | str | None
"""A number, a number as text, or the source's way of saying that it gives none."""


class GridPlace(NamedTuple):
    """One place of the grid that is asked for."""

    area: str
    """Area code."""
    period: str
    """As the source writes it."""
    member: str
    """As declared; empty where the table is not split."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: every area in every period for every member."""

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    members: tuple[str, ...]

    def places(self) -> frozenset[GridPlace]:
        return frozenset(
            GridPlace(area, period, member) for area in self.areas for period in self.periods for member in self.members
        )


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One question with its answer, letter for letter."""

    asked: Asked
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is kept of one fetch of one table: its description and every answer, as received."""

    source: str
    table: str
    split: str
    kind: PeriodKind
    description: str
    """The source's own description of the table, letter for letter."""
    parts: tuple[AnswerPart, ...]

    def to_bytes(self) -> bytes:
        """The same answers give the same bytes: who and when stand in the sidecar."""
        return (json.dumps({"format": _FORMAT} | asdict(self), ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Envelope:
        """FileRefused for what is no envelope."""
        try:
            stated = json.loads(content)
            if stated.pop("format") != _FORMAT:
                raise ValueError("another format")
            parts = tuple(
                AnswerPart(Asked(**{name: tuple(of) for name, of in part.pop("asked").items()}), **part)
                for part in stated.pop("parts")
            )
            return cls(parts=parts, kind=PeriodKind(stated.pop("kind")), **stated)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise FileRefused("Filen er ikke et svar, som Effekttavlen selv har hentet.") from None


class GridCell(NamedTuple):
    """What one row of an answer says of one place: values by column."""

    row: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a source says of its table."""

    title: str
    updated_on: date | None
    """None: the source does not say."""
    next_update_on: date | None
    """None: the source does not say."""
    unit: str
    """Empty: the source does not say."""
    kind: PeriodKind
    periods: tuple[str, ...]
    """Of that kind, in order of time."""
    areas: Mapping[str, str]
    """By area code, the source's id of the area."""
    area_split: str
    """The hierarchy or variable of the areas."""
    members: Mapping[str, str]
    """By declared member, the source's id of it."""


def areas_of(
    choices: Mapping[str, Sequence[tuple[str, str, str]]], known: Mapping[str, Area], owner: str
) -> tuple[str, dict[str, str]]:
    """The hierarchy that names most municipalities (then the nation, then least else), and its ids by our codes.

    `choices`: (the source's id, name, code or "") by hierarchy. A name that stands for two places there is left out.
    FileRefused where no hierarchy names any area that is known.
    """
    names = AreaNames(known)
    best: tuple[tuple[int, bool, int], str, dict[str, str]] = (0, False, 0), "", {}
    for hierarchy, values in choices.items():
        found: dict[str, set[str]] = {}
        for own_id, name, code in values:
            try:
                area = names.read(name, code).area
            except Unreadable:
                continue  # landsdele, «Uoplyst område»: places that the product has no figures for
            if area.ended_on is None:
                found.setdefault(area.code, set()).add(own_id)
        sure = {code: ids.pop() for code, ids in found.items() if len(ids) == 1}
        municipalities = sum(known[code].kind is AreaKind.MUNICIPALITY for code in sure)
        if sure:
            best = max(best, ((municipalities, NATION in sure, -len(values)), hierarchy, sure), key=lambda one: one[0])
    _, chosen, own_ids = best
    if not own_ids:
        raise FileRefused(
            f"{owner} har ingen områder i tabellen, som Effekttavlen kender. Tallene kan ikke hentes; indlæs dem som "
            "fil."
        )
    return chosen, own_ids


def checked_grid(cells: Sequence[tuple[GridPlace, GridCell]], asked: Asked, owner: str) -> dict[GridPlace, GridCell]:
    """Every place asked for, once. FileRefused for places that are missing, twice, or not asked for."""
    wanted = asked.places()
    grid: dict[GridPlace, GridCell] = {}
    for place, cell in cells:
        if place not in wanted:
            raise FileRefused(
                f"Svaret fra {owner} har tal, der ikke er bedt om ({_shown(place)}). Intet er gemt, fordi svaret ikke "
                "passer til spørgsmålet."
            )
        if place in grid:
            raise FileRefused(
                f"Svaret fra {owner} har to rækker for det samme ({_shown(place)}; række {grid[place].row} og "
                f"{cell.row}). Intet er gemt."
            )
        grid[place] = cell
    if missing := sorted(wanted - grid.keys()):
        raise FileRefused(
            f"Svaret fra {owner} har færre rækker end bedt om: {len(grid)} af {len(wanted)}. Mangler for eksempel "
            f"{listed([_shown(place) for place in missing[:3]])}. Intet er gemt, fordi en manglende række ikke er nul."
        )
    return grid


def _shown(place: GridPlace) -> str:
    return ", ".join(part for part in place if part)


def as_read(
    parts: Sequence[Mapping[GridPlace, GridCell]],
    indicators: Sequence[tuple[Indicator, Fetched]],
    facts: TableFacts,
    definitions: Definitions,
    *,
    received_on: date,
    signs: Signs,
    described: str,
) -> ReadFile:
    """The cells through the same checks as a file's rows; lines count the rows of the answers from 1.

    `signs`: what a cell without a number means at this source. The newest periods that the source lists are
    provisional, as many as the indicator declares.
    """
    rows: list[StatedRow] = []
    before = 0
    for grid in parts:
        for place, cell in grid.items():
            for indicator, fetched in indicators:
                if fetched.member == place.member:
                    value = cell.values[fetched.column]
                    rows.append(_stated(before + cell.row, place, value, indicator, facts, signs))
        before += len(grid)
    checked = check_rows(told_apart(rows, definitions), definitions, received_on, "række")
    warnings = (*_left_out(facts, definitions), *checked.warnings)
    return ReadFile(described, checked.figures, checked.refused, warnings, official=True, row_word="række")


def _stated(
    line: int, place: GridPlace, value: Value, indicator: Indicator, facts: TableFacts, signs: Signs
) -> StatedRow:
    newest = facts.periods[len(facts.periods) - indicator.provisional_periods :]
    if isinstance(value, str) and contains_cpr(value, among_figures=True):
        raise refuse_cpr(f"række {line} i svaret")
    figure, absent = _figure(value, indicator, signs)
    provisional = Quality.PROVISIONAL if place.period in newest else Quality.UNSTATED
    return StatedRow(
        line=line,
        indicator=indicator.id,
        area="",
        area_code=place.area,
        period=place.period,
        value=figure,
        unit=indicator.unit.id,
        comment="",
        numerator="",
        denominator="",
        quality=absent or provisional.value,
        published="",
    )


def _figure(value: Value, indicator: Indicator, signs: Signs) -> tuple[Cell, str]:
    """A number stays one, so that it says nothing of how the answer's texts write theirs; or why there is none."""
    if isinstance(value, Decimal):
        # Per cent is said of it, so that 0,3 is three tenths of a per cent and no fraction.
        percent = indicator.unit.percent
        return SheetNumber(value.scaleb(-2) if percent else value, percent), ""
    cell, absent = spoken(value, signs)
    if indicator.unit.percent and not absent and isinstance(cell, str) and not cell.endswith("%"):
        return f"{cell} %", ""
    return cell, absent


def _left_out(facts: TableFacts, definitions: Definitions) -> list[RowIssue]:
    """A warning that names the municipalities that the source's table has no place for, where it has any."""
    if not any(definitions.areas[code].kind is AreaKind.MUNICIPALITY for code in facts.areas):
        return []  # a table of the nation or of regions, as its own description says
    gone = sorted(
        area.name
        for area in definitions.areas.values()
        if area.kind is AreaKind.MUNICIPALITY and area.ended_on is None and area.code not in facts.areas
    )
    return [RowIssue(0, f"Tabellen har ikke alle kommuner. Mangler: {listed(gone)}.")] if gone else []


def periods_of(listed_ids: Sequence[str], read: Mapping[str, Period]) -> tuple[str, ...]:
    """In order of time, each once."""
    return tuple(sorted(dict.fromkeys(listed_ids), key=lambda one: read[one]))


def named(choices: Mapping[str, Sequence[str]], wanted: str, what: str, owner: str) -> str:
    """The id whose id or name is `wanted`; FileRefused naming what there is to choose from."""
    found = [own_id for own_id, names in choices.items() if label(wanted) in {label(name) for name in names}]
    if len(found) != 1:
        there = listed([quoted(names[-1]) for names in choices.values()])
        how = "findes ikke" if not found else "findes flere gange"
        raise FileRefused(
            f"{what} {quoted(wanted)} {how} hos {owner}, som har {there or 'ingenting'}. Ret fetch for indikatoren i "
            "indicators.toml, hvis kilden har skiftet navn."
        )
    return found[0]
