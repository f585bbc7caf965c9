"""Reads a PC-Axis file (.px), as statistics offices give their tables: keywords, and then the cells in one stream."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from kpi.intake.files.csv import MOST_ROWS
from kpi.intake.files.encoding import decode, decode_as
from kpi.intake.files.table import Cell, Row, SheetNumber, SheetTable
from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold, listed, quoted

NAME = "PC-Axis"
VALUE = "INDHOLD"
"""The heading of the cells, as StatBank's own CSV has it."""
CHOOSE_ANOTHER = "Vælg CSV eller Excel, når tabellen hentes hos kilden."

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|CREATION-DATE|MATRIX|TITLE)\s*="')
_CODEPAGES = {
    "windows-1252": "cp1252", "cp1252": "cp1252", "1252": "cp1252", "iso-8859-1": "latin-1",
    "iso-8859-15": "iso8859-15", "utf-8": "utf-8", "utf8": "utf-8",
}  # fmt: skip
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([^"]{0,40})"')
_ANSI = re.compile(rb'CHARSET\s*=\s*"ANSI"')
_DATA = re.compile(rb"^\s*DATA\s*=", re.MULTILINE)
_STRING = r'"[^"]*+"'
_KEYWORD = re.compile(
    r"\s*+(?P<name>[A-Z][A-Z0-9_-]*+)(?:\[(?P<language>[A-Za-z-]{2,10})\])?"
    rf"(?:\(\s*+(?P<of>{_STRING}(?:\s*+,\s*+{_STRING})*+)\s*+\))?\s*+=",
    re.ASCII,
)
_VALUE = re.compile(rf'(?:[^";]++|{_STRING})*+;')
_TEXTS = re.compile(rf"{_STRING}(?:\s*+{_STRING})*+")
_TIME_LIST = re.compile(r"\s*+TLIST\([^)]*+\)\s*+(?:,(?P<listed>.*))?", re.DOTALL)
_CELL = re.compile(r'"(?P<sign>[^"\r\n]{1,10}+)"(?=\s|$)|(?P<plain>[^\s"]++)(?=\s|$)')
_NUMBER = re.compile(r"-?\d{1,16}(?:\.\d{1,12})?", re.ASCII)
_TIME_NAMES = {"tid", "time", "periode", "period", "år", "year", "kvartal", "quarter", "måned", "month"}
_NOTES = ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX")
_ABOVE = ("MATRIX", "TITLE", "CONTENTS")


class _Keyword(NamedTuple):
    """`of`: what it is said of (a variable, a variable and its value); empty: the table."""

    name: str
    of: tuple[str, ...]


class _PxKeyword(NamedTuple):
    line: int
    stated: str


@dataclass(frozen=True, slots=True)
class _Variable:
    name: str
    values: tuple[str, ...]


def is_px(content: bytes) -> bool:
    """It begins with a keyword of the format and has cells."""
    return _BEGINS.match(content) is not None and _DATA.search(content) is not None


def keywords_of(content: bytes) -> str:
    """All that stands before the cells, for the CPR guard."""
    return _DATA.split(content, maxsplit=1)[0].decode("latin-1")


def read_table(content: bytes) -> SheetTable:
    """One row a cell, under the names of the variables (time last) and «INDHOLD»; lines are the file's own.

    FileRefused for a cut file, and by name for what cannot be read surely: keys, several measures, another character
    set, and numbers of values that do not fit.
    """
    text, encoding = _decoded(content)
    keywords, cells_at = _keywords(text)
    if "KEYS" in {keyword.name for keyword in keywords}:
        raise _not_understood("tal med nøgler (KEYS)")
    variables = _variables(keywords)
    time = _time_variable(variables, keywords)
    cells = list(_cells(text, cells_at))
    _check_count(variables, len(cells))
    order = [*(at for at in range(len(variables)) if at != time), time]
    headings: Row = (_line(text, cells_at), [*(variables[at].name for at in order), VALUE])
    rows: list[Row] = [
        (at_line, [*(values[at] for at in order), cell])
        for values, (at_line, cell) in zip(product(*(one.values for one in variables)), cells, strict=True)
    ]
    return SheetTable(
        rows=[*_above(keywords), headings, *rows, *_notes(keywords)],
        described=f"{NAME}, {encoding}",
        sheet="",
        row_word="linje",
        cut_short=False,
        merged=(),
        hidden=(),
    )


def _decoded(content: bytes) -> tuple[str, str]:
    """As CODEPAGE says, else CHARSET; else as any text. FileRefused for another character set."""
    stated = _CODEPAGE.search(content)
    if content.startswith(b"\xef\xbb\xbf") or not (stated or _ANSI.search(content)):
        return decode(content)
    name = stated[1].decode("ascii", errors="replace") if stated else "Windows-1252"
    if name.lower() not in _CODEPAGES:
        raise _not_understood(f"tegnsættet {quoted(name)}")
    return decode_as(content, _CODEPAGES[name.lower()], name), name


def _not_understood(what: str) -> FileRefused:
    return FileRefused(f"Filen er en PC-Axis-fil (.px), men kan ikke læses sikkert: den har {what}. {CHOOSE_ANOTHER}")


def _keywords(text: str) -> tuple[dict[_Keyword, _PxKeyword], int]:
    """What each keyword says in the file's first language, and where the cells begin. FileRefused for a cut file."""
    found: dict[_Keyword, _PxKeyword] = {}
    at = 0
    while keyword := _KEYWORD.match(text, at):
        at = keyword.end()
        if keyword["name"] == "DATA":
            return found, at
        value = _VALUE.match(text, at)
        if value is None:
            break
        at = value.end()
        named = _Keyword(keyword["name"], tuple(_texts(keyword["of"] or "")))
        if keyword["language"] is not None:
            continue  # the same in another language
        if named in found and named.name not in _NOTES:
            raise _not_understood(f"nøgleordet {quoted(named.name)} to gange")
        before = found[named].stated if named in found else ""
        found[named] = _PxKeyword(_line(text, keyword.start("name")), before + value[0][:-1])
    raise FileRefused(
        f"Filen er en PC-Axis-fil (.px), men den er skåret over eller ændret: linje {_line(text, at)} kan ikke læses. "
        f"{CHOOSE_ANOTHER}"
    )


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _texts(stated: str) -> list[str]:
    """Texts between commas; those that only blanks part are one, broken over lines."""
    return ["".join(re.findall(r'"([^"]*)"', one)) for one in _TEXTS.findall(stated)]


def _stated(keywords: Mapping[_Keyword, _PxKeyword], name: str, *of: str) -> list[str]:
    """The texts that it says; none where it is not there."""
    said = keywords.get(_Keyword(name, of))
    return _texts(said.stated) if said else []


def _above(keywords: Mapping[_Keyword, _PxKeyword]) -> list[Row]:
    """What a sheet has above its figures: the table's name, title and unit."""
    rows: list[Row] = [
        (keywords[_Keyword(name, ())].line, [" ".join(said)]) for name in _ABOVE if (said := _stated(keywords, name))
    ]
    units = {" ".join(_texts(said.stated)): said.line for keyword, said in keywords.items() if keyword.name == "UNITS"}
    if len(units) > 1:
        raise _not_understood(f"flere enheder (UNITS: {listed([quoted(unit) for unit in units])})")
    rows += [(line, [f"Enhed: {unit}"]) for unit, line in units.items()]
    return rows


def _notes(keywords: Mapping[_Keyword, _PxKeyword]) -> Iterator[Row]:
    """Each line by itself («#» is how the format breaks one), after what it is said of («*»: of all)."""
    for keyword, said in keywords.items():
        if keyword.name in _NOTES:
            of = [one for one in keyword.of if one != "*"]
            for note in "".join(_texts(said.stated)).split("#"):
                if note.strip():
                    yield said.line, [": ".join([*([", ".join(of)] if of else []), note.strip()])]


def _variables(keywords: Mapping[_Keyword, _PxKeyword]) -> list[_Variable]:
    """In the order of the cells: the stub's, then the heading's; a measure that stands alone is no variable."""
    names = [*_stated(keywords, "STUB"), *_stated(keywords, "HEADING")]
    if not names:
        raise _not_understood("hverken STUB eller HEADING")
    found = []
    for name in names:
        values, codes = _stated(keywords, "VALUES", name), _stated(keywords, "CODES", name)
        if not values or (codes and len(codes) != len(values)) or len(set(values)) != len(values):
            raise _not_understood(f"VALUES eller CODES for {quoted(name)}, der mangler eller ikke passer sammen")
        found.append(_Variable(name, tuple(values)))
    measure = " ".join(_stated(keywords, "CONTVARIABLE"))
    if any(one.name == measure and len(one.values) > 1 for one in found):
        raise _not_understood(f"flere slags tal (CONTVARIABLE {quoted(measure)})")
    return [one for one in found if one.name != measure]


def _time_variable(variables: Sequence[_Variable], keywords: Mapping[_Keyword, _PxKeyword]) -> int:
    """Which one is time: the one that TIMEVAL names, else the only one that is called so."""
    for at, one in enumerate(variables):
        timed = keywords.get(_Keyword("TIMEVAL", (one.name,)))
        if timed is None:
            continue
        said = _TIME_LIST.fullmatch(timed.stated)
        times = _texts(said["listed"] or "") if said else []
        if said is None or (times and len(times) != len(one.values)):
            raise _not_understood(f"TIMEVAL for {quoted(one.name)}, der ikke passer til VALUES")
        return at
    of_time = [at for at, one in enumerate(variables) if fold(one.name) in _TIME_NAMES]
    if len(of_time) != 1:
        raise _not_understood("ingen variabel, der er tid (TIMEVAL)")
    return of_time[0]


def _cells(text: str, at: int) -> Iterator[tuple[int, Cell]]:
    """Each cell with its line: a number with a point, or the source's sign. FileRefused where no `;` ends them."""
    stated = text[at:].rstrip()
    if not stated.endswith(";"):
        raise FileRefused("PC-Axis-filen er skåret over: tallene slutter ikke med semikolon. Hent den igen.")
    stated, first = stated[:-1], _line(text, at)
    for below, part in enumerate(stated.split("\n")):
        place = 0
        while place < len(part):
            if part[place].isspace():
                place += 1
                continue
            cell = _CELL.match(part, place)
            if cell is None:
                raise _not_understood(f"noget andet end tal og tegn for manglende tal på linje {first + below}")
            place = cell.end()
            yield first + below, _cell(cell["sign"] or cell["plain"], first + below)


def _cell(said: str, line: int) -> Cell:
    if _NUMBER.fullmatch(said):
        return SheetNumber(Decimal(said), percent=False)
    if said.strip("-.:…"):
        raise _not_understood(f"{quoted(said)} blandt tallene på linje {line}")
    return said


def _check_count(variables: Sequence[_Variable], cells: int) -> None:
    wanted = prod(len(one.values) for one in variables)
    if wanted > MOST_ROWS:
        raise FileRefused(f"PC-Axis-filen har mere end {MOST_ROWS} tal. Vælg færre hos kilden.")
    if wanted != cells:
        sizes = listed([f"{len(one.values)} {quoted(one.name)}" for one in variables])
        raise FileRefused(
            f"PC-Axis-filen er skåret over eller ændret: den skal have {wanted} tal ({sizes}), men har {cells}. Hent "
            "den igen."
        )
