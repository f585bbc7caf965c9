"""Reads a received file: what it is, which layout it has, and what its rows say."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from kpi.intake.checks.rows import check_rows
from kpi.intake.checks.scales import refuse_other_scale
from kpi.intake.checks.selection import refuse_selection
from kpi.intake.checks.told_breaks import told_breaks
from kpi.intake.cpr import contains_cpr, is_list_of_persons, may_contain_cpr, refuse_cpr, refuse_persons
from kpi.intake.files import csv, ods, px, xlsx
from kpi.intake.files.encoding import decode
from kpi.intake.files.table import Cell, SheetTable, as_text
from kpi.intake.files.xlsx import Workbook
from kpi.intake.layouts import mapped, own
from kpi.intake.layouts.layout import Layout
from kpi.intake.layouts.slid_comma import refuse_slid_comma
from kpi.intake.refusal import FileRefused
from kpi.intake.register import SOURCES
from kpi.intake.text import listed, quoted
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile, RowIssue
from kpi.model.mapping import SheetMapping

LARGEST = 10 * 1024 * 1024
_Recogniser = Callable[[SheetTable], Layout | None]
_OTHER_KINDS = (
    (b"\x89PNG", "et billede"),
    (b"\xff\xd8\xff", "et billede"),
    (b"GIF8", "et billede"),
    (b"BM", "et billede"),
    (b"%PDF", "en PDF-fil"),
    (b"\x1f\x8b", "en pakket fil (gzip)"),
    (b"Rar!", "en pakket fil (rar)"),
    (b"7z\xbc\xaf", "en pakket fil (7z)"),
    (b"{\\rtf", "et RTF-dokument"),
)
_JSON = re.compile(r"\{|\[\s*(?:[\[{\"\]]|-?\d[\d.e+-]*\s*,|true\b|false\b|null\b|$)")
"""A title in square brackets is none."""
_KEY_REFUSED = (
    "Filen er et svar om en forkert eller udløbet nøgle og ikke tal. Hent tallene igen med en nøgle, der virker."
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_file(
    content: bytes,
    file_name: str,
    definitions: Definitions,
    *,
    received_on: date,
    mappings: Sequence[SheetMapping] = (),
    only_mapping: str = "",
) -> ReadFile:
    """Every row is a figure or named as refused; FileRefused where nothing of the file can be trusted.

    The file's name is looked at for CPR numbers alone: what the file is, its content says. `only_mapping`: the name of
    the mapping it is to be read by.
    """
    _refuse_at_sight(content, file_name)
    look = _Look(definitions, mappings, only_mapping)
    read_one = _in_workbook if _is_workbook(content) else _in_px if px.is_px(content) else _in_text
    return _judged(read_one(content, look), definitions, received_on)


def read_tables(content: bytes, file_name: str) -> tuple[SheetTable, ...]:
    """The file's tables as they stand, for a person who makes a mapping. FileRefused as `read_file` does."""
    _refuse_at_sight(content, file_name)
    if _is_workbook(content):
        workbook = _guarded_workbook(content)
        tables = [_prepared(sheet) for sheet in workbook.sheets if sheet.rows]
        for table in tables:
            _refuse_cpr_in_cells(table, None)
        _refuse_hidden_sheets(workbook)
    elif px.is_px(content):
        tables = [_px_table(content)]
        _refuse_cpr_in_cells(tables[0], None)
    else:
        text, encoding = decode(content)
        tables = [_widest([_text_table(text, separator, encoding) for separator in _separators(text)])]
        _refuse_cpr_in_cells(tables[0], None)
    return tuple(tables)


def _judged(found: _LaidOut, definitions: Definitions, received_on: date) -> ReadFile:
    table, layout = found.table, found.layout
    refuse_slid_comma(table, layout)
    translation = layout.translate()
    checked = check_rows(translation.rows, definitions, received_on, table.row_word, translation.numbers)
    counted = {definitions.indicators[figure.indicator] for figure in checked.figures}
    above, headings = table.rows[: layout.place], table.rows[layout.place][1]
    refuse_selection(above, counted, layout.above, table.row_word)
    if not translation.official:
        refuse_other_scale(above, [cell for at, cell in enumerate(headings) if at in layout.figures], counted)
    warnings = list(translation.warnings)
    figure_lines = {row.line for row in translation.rows}
    if hidden := [line for line in table.hidden if line in figure_lines]:
        warnings.append(
            RowIssue(hidden[0], f"{len(hidden)} skjulte rækker i arket er læst med, den første er række {hidden[0]}.")
        )
    if table.hidden_columns:
        warnings.append(_hidden_columns(table, layout))
    if table.cut_short and layout.width - 1 in layout.figures:
        warnings.append(
            RowIssue(
                table.rows[-1][0], "Filen slutter midt på en linje med et tal. Kontrollér, at det sidste tal er helt."
            )
        )
    unread = f"; kolonner, der ikke er læst: {listed(translation.unread)}" if translation.unread else ""
    return ReadFile(
        recognised_as=f"{layout.name} ({found.described})" + _outside(translation.outside, table.row_word) + unread,
        figures=checked.figures,
        refused=tuple(sorted((*translation.refused, *checked.refused), key=lambda issue: issue.line)),
        warnings=(*warnings, *checked.warnings),
        told=translation.told,
        breaks=told_breaks((*_outside_words(table, translation.outside), *found.beside), checked.figures),
        official=translation.official,
        row_word=table.row_word,
    )


def _outside_words(table: SheetTable, outside: Sequence[int]) -> Iterator[str]:
    """What stands over and under the figures."""
    lines = set(outside)
    for line, cells in table.rows:
        if line in lines:
            yield from (as_text(cell) for cell in cells)


def _hidden_columns(table: SheetTable, layout: Layout) -> RowIssue:
    line, headings = table.rows[layout.place]
    named = [
        f"{quoted(heading)} ({letters})" if at < len(headings) and (heading := as_text(headings[at])) else letters
        for at, letters in table.hidden_columns
    ]
    return RowIssue(
        line,
        f"Arket har skjulte kolonner med indhold: {listed(named)}. De læses som de andre. Vis dem, og se efter, at "
        "tallene er dem, der skal indlæses.",
    )


# --- what kind of file ----------------------------------------------------------------------------------------------


def _refuse_at_sight(content: bytes, file_name: str) -> None:
    if contains_cpr(file_name):
        raise refuse_cpr("filens navn")
    if not content:
        raise FileRefused("Filen er tom. Det betyder ikke, at tallene er nul: hent filen igen.")
    if len(content) > LARGEST:
        raise FileRefused(f"Filen er større end {LARGEST // 1024 // 1024} MB. Del den i flere filer.")
    _refuse_other_kinds(content)


def _is_workbook(content: bytes) -> bool:
    return content.startswith(b"PK")


def _refuse_other_kinds(content: bytes) -> None:
    for start, kind in _OTHER_KINDS:
        if content.startswith(start) and not (start == b"BM" and content[:64].isascii()):
            raise FileRefused(f"Filen er {kind} og ikke tal. Indlæs en CSV-fil eller en Excel-fil (.xlsx).")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            raise FileRefused("Filen er beskyttet med adgangskode. Gem den uden adgangskode, og indlæs den igen.")
        raise FileRefused("Filen er i Excels gamle format (.xls). Gem den som .xlsx eller CSV, og indlæs den igen.")
    begins = _beginning(content)
    if begins.startswith("<"):
        kind = "en HTML-side" if any(tag in begins for tag in ("<html", "<table", "<!doctype html")) else "XML"
        raise FileRefused(
            f"Filen er {kind} og ikke tal, uanset hvad dens navn ender på. Gem tallene som .xlsx eller CSV."
        )
    if _JSON.match(begins):
        if _is_about_a_key(begins):
            raise FileRefused(_KEY_REFUSED)
        raise FileRefused("Filen er JSON og ikke en tabel. Gem tallene som .xlsx eller CSV.")


def _beginning(content: bytes) -> str:
    """What the file begins with, in small letters, for a first look; of any encoding."""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content[:4000].decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    return text[:2000].lstrip().lower()


class _LaidOut(NamedTuple):
    """The one table of a file that has a layout."""

    table: SheetTable
    layout: Layout
    described: str
    beside: tuple[str, ...] = ()
    """What the file says elsewhere: on other sheets, in notes."""


# --- which layout ---------------------------------------------------------------------------------------------------


class _Look:
    """Finds the one layout of a table, and remembers the nearest miss."""

    def __init__(self, definitions: Definitions, mappings: Sequence[SheetMapping], only: str) -> None:
        self.nearest: FileRefused | None = None
        known: list[_Recogniser] = [
            own.recognise,
            *(partial(source.recognise, definitions=definitions) for source in SOURCES),
        ]
        by_mapping: list[_Recogniser] = [
            partial(mapped.recognise, mapping=mapping) for mapping in mappings if not only or mapping.name == only
        ]
        self._recognisers = by_mapping if only else [*known, *by_mapping]

    def __call__(self, table: SheetTable) -> Layout | None:
        """FileRefused where the table can be read in two ways."""
        found: list[Layout] = []
        near: FileRefused | None = None
        for recognise in self._recognisers:
            try:
                layout = recognise(table)
            except FileRefused as refusal:
                near = near or FileRefused(refusal.reason, unrecognised=True)
                continue
            found += [layout] if layout else []
        if len(found) > 1:
            # A person's mapping settles what a layout of ours leaves open.
            found = [layout for layout in found if not _leaves_open(layout)]
        if len(found) > 1:
            names = listed([layout.name for layout in found])
            raise FileRefused(
                f"Filen kan læses på flere måder: som {names}. Vælg tilknytningen på siden «Indlæs tal» eller med "
                "--mapping, eller slet den tilknytning, der ikke længere bruges."
            )
        if not found:
            self.nearest = self.nearest or near
        return found[0] if found else None


def _leaves_open(layout: Layout) -> bool:
    try:
        layout.translate()
    except FileRefused as refusal:
        return refusal.unrecognised
    return False


def _in_text(content: bytes, look: _Look) -> _LaidOut:
    text, encoding = decode(content)
    suspect = may_contain_cpr(text)
    tables = []
    for separator in _separators(text):
        table = _text_table(text, separator, encoding)
        layout = look(table)
        if layout:
            if suspect:
                _refuse_cpr_in_cells(table, layout)
            return _LaidOut(table, layout, table.described)
        tables.append(table)
    if suspect:
        _refuse_cpr_in_cells(_widest(tables), None)
    raise look.nearest or FileRefused(_no_headings(text), unrecognised=True)


def _in_px(content: bytes, look: _Look) -> _LaidOut:
    table = _px_table(content)
    layout = look(table)
    _refuse_cpr_in_cells(table, layout)
    if layout is None:
        raise look.nearest or FileRefused(
            "PC-Axis-filen er en tabel, som ingen indikator bruger: hverken dens navn, titel eller grupper er nogen "
            "indikators. Se efter, om det er den rigtige tabel, eller vælg selv, hvad kolonnerne er, på siden «Indlæs "
            "tal».",
            unrecognised=True,
        )
    return _LaidOut(table, layout, table.described)


def _px_table(content: bytes) -> SheetTable:
    """FileRefused for CPR numbers in what is no cell."""
    if contains_cpr(px.keywords_of(content)):
        raise refuse_cpr("et af filens nøgleord")
    return _prepared(px.read_table(content))


def _separators(text: str) -> list[str]:
    """The one that the file states or our own headings show; else every one that its beginning has."""
    csv.refuse_endless_line(text)
    if settled := csv.declared_separator(text) or own.separator_of(text):
        return [settled]
    beginning = "\n".join(text[:20_000].splitlines()[:50])
    return [separator for separator in csv.SEPARATORS if separator in beginning] or [";"]


def _text_table(text: str, separator: str, encoding: str) -> SheetTable:
    try:
        table = csv.read_table(text, separator, encoding)
    except FileRefused:
        if contains_cpr(text):
            raise refuse_cpr("i filen") from None
        raise
    return _prepared(table)


def _widest(tables: Sequence[SheetTable]) -> SheetTable:
    return max(tables, key=lambda table: sum(len(cells) for _, cells in table.rows[:50]))


def _prepared(table: SheetTable) -> SheetTable:
    """Under its own headings, and no list of persons."""
    for source in SOURCES:
        if source.unfolded is not None:
            table = source.unfolded(table)
    for line, cells in table.rows[:20]:
        if is_list_of_persons([as_text(cell) for cell in cells]):
            raise refuse_persons(f"overskrifterne på {table.row_word} {line}")
    return table


def _in_workbook(content: bytes, look: _Look) -> _LaidOut:
    workbook = _guarded_workbook(content)
    found = []
    for sheet in workbook.sheets:
        table = _prepared(sheet)
        layout = look(table)
        _refuse_cpr_in_cells(table, layout)
        if layout:
            found.append((table, layout))
    _refuse_hidden_sheets(workbook)
    if look.nearest or not found:
        raise look.nearest or FileRefused(_no_headings(""), unrecognised=True)
    if len(found) > 1:
        raise FileRefused(
            "Flere ark i filen har tal. Gem hvert ark i sin egen fil, så det er klart, hvilket der gælder."
        )
    table, layout = found[0]
    others = [sheet for sheet in workbook.sheets if sheet.sheet != table.sheet and sheet.rows]
    unread = "; ikke læst: " + ", ".join(f"arket «{sheet.sheet}»" for sheet in others) if others else ""
    cells = (cell for sheet in others for _, row in sheet.rows for cell in row if isinstance(cell, str))
    return _LaidOut(table, layout, f"{table.described}, arket «{table.sheet}»{unread}", (*cells, *workbook.other_texts))


def _guarded_workbook(content: bytes) -> Workbook:
    """FileRefused for CPR numbers outside the cells."""
    read_workbook = ods.read_workbook if ods.is_ods(content) else xlsx.read_workbook
    workbook = read_workbook(content)
    if any(contains_cpr(name) for name in workbook.sheet_names):
        raise refuse_cpr("et arks navn")
    if any(contains_cpr(text) for text in workbook.other_texts) or any(
        contains_cpr(text, among_figures=True) for text in workbook.other_figures
    ):
        raise refuse_cpr("en note, et navn eller en anden tekst uden for cellerne")
    return workbook


def _refuse_hidden_sheets(workbook: Workbook) -> None:
    if workbook.hidden_sheets:
        raise FileRefused("Filen har et skjult ark. Vis det eller slet det, så det er klart, hvilke tal der indlæses.")


# --- persons --------------------------------------------------------------------------------------------------------


def _refuse_cpr_in_cells(table: SheetTable, layout: Layout | None) -> None:
    """Without a layout every column is one of texts."""
    figures, heading_place = (layout.figures, layout.place) if layout else (frozenset[int](), -1)
    for place, (line, cells) in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if _is_suspect(cell) and contains_cpr(
                as_text(cell), among_figures=column in figures and place > heading_place
            ):
                raise refuse_cpr(f"{table.row_word} {line}, kolonne {column + 1}")


def _is_suspect(cell: Cell) -> bool:
    return not isinstance(cell, date) and len(as_text(cell)) >= 9


def _is_about_a_key(text: str) -> bool:
    return "nøgle" in text[:200].lower() and len(text) < 500


def _no_headings(text: str) -> str:
    if _is_about_a_key(text):
        return _KEY_REFUSED
    known = listed([source.name for source in SOURCES], before_last="eller")
    return (
        f"Overskrifterne findes ikke. Filen skal have en række med {';'.join(own.REQUIRED)} og derunder én "
        f"række for hvert tal, være hentet fra {known}, eller tilknyttes på siden «Indlæs tal»."
    )


def _outside(lines: tuple[int, ...], row_word: str) -> str:
    if not lines:
        return ""
    return f"; uden for tabellen: {row_word} " + ", ".join(str(line) for line in lines)
