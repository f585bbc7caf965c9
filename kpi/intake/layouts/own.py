"""The product's own layout: one row a figure under `indikator;kommune;periode;værdi;enhed` and optional headings.

Translates and judges nothing; what it cannot place as a row it names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from kpi.intake.checks.areas import SUMS
from kpi.intake.checks.numbers import Convention, convention_of, read_number
from kpi.intake.files.csv import SEPARATORS
from kpi.intake.files.table import Cell, Row, SheetNumber, SheetTable, StatedRow, as_text, is_blank
from kpi.intake.layouts.layout import Layout, Translation
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.text import danish, fold, listed, quoted
from kpi.model.delivery import RowIssue

NAME = "Effekttavlens eget format"
REQUIRED = ("indikator", "kommune", "periode", "værdi", "enhed")
OPTIONAL = ("kommunekode", "kommentar", "tæller", "nævner", "kvalitet", "offentliggjort")
FIGURES = frozenset({"værdi", "tæller", "nævner"})
"""Columns of numbers, where nine digits are an amount."""

_STATED = (
    "indikator", "kommune", "kommunekode", "periode", "værdi", "enhed", "kommentar", "tæller", "nævner", "kvalitet",
    "offentliggjort",
)  # fmt: skip
"""In the order of `StatedRow`."""

_OTHER_SPELLINGS = {
    "vaerdi": "værdi", "taeller": "tæller", "naevner": "nævner", "område": "kommune", "omraade": "kommune",
    "kode": "kommunekode",
}  # fmt: skip
_SEARCHED_ROWS = 50
_FEWEST_KNOWN = 3
COUNT_WORDS = ("antal rækker", "rækker i alt", "antal linjer", "antal poster", "kontroltal")
"""What a line below the figures calls the number of rows."""
SUM_WORDS = ("kontrolsum", "sum", "i alt", "i alt antal", "total", "samlet")
"""What it calls the sum of the values."""
_WORDS = "|".join(sorted((*COUNT_WORDS, *SUM_WORDS), key=len, reverse=True))
_CONTROL = re.compile(rf"(?P<word>{_WORDS})(?:\s*[:=]\s*|\s+)(?P<said>\S.*)")
_ROWS = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the headings stand, and which column is which."""

    place: int
    """Index in the table's rows."""
    columns: Mapping[str, int]
    width: int
    unknown: tuple[str, ...]


def _name(cell: Cell) -> str:
    name = fold(as_text(cell)).strip(" *:")
    return _OTHER_SPELLINGS.get(name, name)


def heading_of(table: SheetTable) -> Heading | None:
    """The first row that reads as headings; None where no row does. FileRefused where a needed heading is missing."""
    for place, (line, cells) in enumerate(table.rows[:_SEARCHED_ROWS]):
        names = [_name(cell) for cell in cells]
        known = [name for name in names if name in REQUIRED or name in OPTIONAL]
        if len(set(known) & set(REQUIRED)) < _FEWEST_KNOWN:
            continue
        where = f"{table.row_word} {line}"
        if missing := [name for name in REQUIRED if name not in known]:
            raise FileRefused(
                f"Overskriften {listed([quoted(name) for name in missing])} mangler på {where}. Filen skal have "
                "overskrifterne "
                f"{';'.join(REQUIRED)}, "
                "skilt ad med ét og samme tegn."
            )
        if twice := sorted({name for name in known if known.count(name) > 1}):
            raise FileRefused(
                f"Overskriften {listed([quoted(name) for name in twice])} står to gange på {where}. Slet den ene "
                "kolonne."
            )
        columns = {name: names.index(name) for name in known}
        unknown = tuple(as_text(cell) for cell, name in zip(cells, names, strict=True) if name and name not in columns)
        width = max(index for index, name in enumerate(names) if name) + 1
        return Heading(place, columns, width, unknown)
    return None


def recognise(table: SheetTable) -> Layout | None:
    """None where no row reads as headings. FileRefused where a needed heading is missing or stands twice."""
    heading = heading_of(table)
    return None if heading is None else layout_of(table, heading, NAME)


def layout_of(table: SheetTable, heading: Heading, name: str) -> Layout:
    figures = frozenset(heading.columns[one] for one in FIGURES & heading.columns.keys())
    return Layout(name, heading.place, heading.width, figures, partial(translate, table, heading))


def separator_of(text: str) -> str:
    """The separator under which the headings are recognised; empty where none does."""
    for line in text.splitlines()[:_SEARCHED_ROWS]:
        for separator in SEPARATORS:
            names = {_name(part.strip(' "')) for part in line.split(separator)}
            if len(names & set(REQUIRED)) >= _FEWEST_KNOWN:
                return separator
    return ""


def translate(table: SheetTable, heading: Heading) -> Translation:
    """FileRefused for a cut file, headings that come again, merged cells, and control figures that do not fit."""
    header_line = table.rows[heading.place][0]
    above = [line for line, _ in table.rows[: heading.place]]
    for line, cells in table.rows[: heading.place]:
        if sum(not is_blank(cell) for cell in cells) >= len(REQUIRED):
            raise FileRefused(
                f"{table.row_word.capitalize()} {line} ligner tal, men står over overskrifterne ({table.row_word} "
                f"{header_line}). "
                "Flyt overskrifterne øverst."
            )
    body = table.rows[heading.place + 1 :]
    full = len(body)
    while full and (_filled(body[full - 1][1]) <= 2 or _control(body[full - 1][1], heading)):
        full -= 1
    last_line = body[full - 1][0] if full else header_line
    for first, last in table.merged:
        if first <= last_line and last >= header_line:
            raise FileRefused(
                f"Række {first} til {last} har flettede celler, så kolonnerne ikke kan læses sikkert. Ophæv "
                "fletningen i Excel, "
                "og indlæs filen igen."
            )
    figures, beginnings = body[:full], dict[int, list[str]]()
    notes = [
        row
        for row in body[full:]
        if not _looks_cut(row[1], figures, beginnings) and not _is_sum_of_areas(row[1], heading)
    ]
    noted = {line for line, _ in notes}
    rows: list[StatedRow] = []
    refused: list[RowIssue] = []
    pick = itemgetter(*(heading.columns.get(name, heading.width) for name in _STATED))
    indicator_at = heading.columns["indikator"]
    unread = [at for at in range(heading.width) if at not in heading.columns.values()]
    for line, cells in body:
        if line in noted:
            continue
        if len(cells) != heading.width and (problem := width_problem(cells, heading.width, table)):
            if line == body[-1][0] and len(cells) < heading.width and table.cut_short:
                raise FileRefused(
                    f"Filen ser ud til at være skåret over: den sidste linje ({line}) har kun {len(cells)} af "
                    f"{heading.width} celler. Hent filen igen."
                )
            refused.append(RowIssue(line, problem))
            continue
        # One empty cell more stands for the columns that the file has not.
        cells = [*cells[: heading.width], *[""] * max(1, heading.width + 1 - len(cells))]
        if as_text(cells[indicator_at]).lstrip()[:9].lower() == "indikator" and _is_heading_again(cells, heading):
            raise FileRefused(
                f"Overskrifterne står to gange ({table.row_word} {header_line} og {line}). Er to filer sat "
                "sammen? Del dem igen."
            )
        row = StatedRow(line, *pick(cells))
        rows.append(row._replace(beside=tuple(cells[at] for at in unread)) if unread else row)
    lines = {*(row.line for row in rows), *(issue.line for issue in refused)}
    _check_control(notes, heading, [row.value for row in rows], len(lines), table)
    if not rows and not refused:
        raise FileRefused(
            "Filen har overskrifter, men ingen tal. En tom fil betyder ikke, at tallene er nul: hent filen igen."
        )
    unknown = [RowIssue(0, f"Kolonnen «{name}» kendes ikke og er ikke læst.") for name in heading.unknown]
    return Translation(rows, refused, unknown, (*above, *(line for line, _ in notes)))


def _filled(cells: list[Cell]) -> int:
    """How many cells say something; a row written with another separator counts by that."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) == 1 and isinstance(filled[0], str):
        return max(1, *(filled[0].count(separator) + 1 for separator in ";\t"), filled[0].count(",") - 1)
    return len(filled)


def _looks_cut(cells: list[Cell], above: list[Row], columns: dict[int, list[str]]) -> bool:
    """A short row that begins as a row above does is no note: it is the beginning of a figure.

    `columns` remembers the sorted texts of a column from one call to the next.
    """
    at = next(at for at, cell in enumerate(cells) if not is_blank(cell))
    begun = fold(as_text(cells[at]))
    if at not in columns:
        columns[at] = sorted({fold(as_text(other[at])) for _, other in above if at < len(other)})
    place = bisect_left(columns[at], begun)
    return place < len(columns[at]) and columns[at][place].startswith(begun)


def width_problem(cells: list[Cell], width: int, table: SheetTable) -> str:
    """Why the row's cells do not stand under the headings; empty where they do."""
    if len(cells) > width:
        if all(is_blank(cell) for cell in cells[width:]):
            return ""
        return (
            f"Rækken har {len(cells)} celler, men der er {width} overskrifter. Står der et skilletegn eller et "
            "decimalkomma "
            "uden anførselstegn i en celle?"
        )
    if table.row_word == "række":
        return ""
    return (
        f"Rækken har {len(cells)} celler, men der er {width} overskrifter. Mangler en celle, eller er "
        "skilletegnet et andet?"
    )


def _is_heading_again(cells: list[Cell], heading: Heading) -> bool:
    hits = sum(
        at < len(cells) and isinstance(cells[at], str) and _name(cells[at]) == name
        for name, at in heading.columns.items()
        if name in REQUIRED
    )
    return hits >= _FEWEST_KNOWN


class _Control(NamedTuple):
    """What a line below the figures says of them all."""

    word: str
    said: Cell


def _control(cells: list[Cell], heading: Heading) -> _Control | None:
    """`Kontrolsum: 1234`, or the word in one cell and the number in another, with the unit under its own heading.

    None for anything else, and for a word alone under the heading of the municipalities: that is a row of figures.
    """
    filled = [(at, cell) for at, cell in enumerate(cells) if not is_blank(cell) and at != heading.columns["enhed"]]
    if not 1 <= len(filled) <= 2 or (len(filled) == 2 and filled[0][0] == heading.columns["kommune"]):
        return None
    first, last = filled[0][1], filled[-1][1]
    text = fold(as_text(first)) if len(filled) == 1 else f"{fold(as_text(first)).rstrip(' :=')} {as_text(last).strip()}"
    found = _CONTROL.fullmatch(text)
    if found is None:
        return None
    return _Control(found["word"], last if isinstance(last, SheetNumber) else found["said"])


def _is_sum_of_areas(cells: list[Cell], heading: Heading) -> bool:
    """«I alt» under the heading of the municipalities is no note, but a row to be named."""
    at = heading.columns["kommune"]
    filled = sum(not is_blank(cell) for cell in cells)
    return filled > 1 and at < len(cells) and fold(as_text(cells[at])).rstrip(" :") in SUMS


def _check_control(notes: list[Row], heading: Heading, values: list[Cell], rows: int, table: SheetTable) -> None:
    """FileRefused where the file's own number of rows, or sum of its values, is another."""
    for line, cells in notes:
        control = _control(cells, heading)
        if control is None:
            continue
        where = f"({table.row_word} {line})"
        if control.word in COUNT_WORDS:
            said = as_text(control.said)
            if _ROWS.fullmatch(said) and int(said) != rows:
                raise FileRefused(
                    f"Filen siger selv, at den har {said} rækker {where}, men der står {rows}. Den er skåret over "
                    "eller ændret. Hent den igen."
                )
            continue
        stated, found = _sums(control.said, values)
        # A sum may be rounded to its own last decimal, and Excel keeps 15 digits.
        if stated is not None and abs(stated - found) > _half_of_last(stated) + abs(found) * Decimal("1e-13"):
            raise FileRefused(
                f"Filen siger selv, at summen af værdierne er {danish(stated)} {where}, men den er {danish(found)}. "
                "Filen er skåret over eller ændret, eller et af tallene kan ikke læses. Hent den igen."
            )


def _sums(said: Cell, values: list[Cell]) -> tuple[Decimal | None, Decimal]:
    """The sum that is stated, and that of the values which can be read; None where nothing readable is stated."""
    texts = [value for value in values if isinstance(value, str)]
    convention = convention_of(texts)[0]
    if convention not in (Convention.DANISH, Convention.ENGLISH):
        return None, Decimal(0)  # the file is refused for that
    if isinstance(said, str) and not any(mark in text for text in texts for mark in ".,"):
        convention = convention_of([said])[0]
    return _amount(said, convention), sum((_amount(value, convention) or Decimal(0) for value in values), Decimal(0))


def _amount(cell: Cell, convention: Convention) -> Decimal | None:
    match cell:
        case SheetNumber(value=value, percent=percent):
            return value * 100 if percent else value
        case str():
            try:
                return read_number(cell, convention)[0]
            except Unreadable:
                return None
        case _:
            return None


def _half_of_last(stated: Decimal) -> Decimal:
    exponent = stated.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(10) ** min(exponent, 0) / 2
