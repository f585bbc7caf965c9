"""Reads a received file: what it is, which layout it has, and what its rows say."""

from __future__ import annotations

from datetime import date

from kpi.intake import csv_file, own_layout, xlsx_file
from kpi.intake.checks import check_rows
from kpi.intake.cpr import contains_cpr, is_list_of_persons, may_contain_cpr, refuse_cpr, refuse_persons
from kpi.intake.own_layout import Heading
from kpi.intake.refusal import FileRefused
from kpi.intake.table import Cell, Table, as_text
from kpi.intake.text import decode
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile, RowIssue

LARGEST = 10 * 1024 * 1024
_OTHER_KINDS = (
    (b"\x89PNG", "et billede"),
    (b"\xff\xd8\xff", "et billede"),
    (b"GIF8", "et billede"),
    (b"BM", "et billede"),
    (b"%PDF", "en PDF-fil"),
    (b"\x1f\x8b", "en pakket fil (gzip)"),
    (b"Rar!", "en pakket fil (rar)"),
    (b"7z\xbc\xaf", "en pakket fil (7z)"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_file(content: bytes, file_name: str, definitions: Definitions, *, received_on: date) -> ReadFile:
    """Every row is a figure or named as refused; FileRefused where nothing of the file can be trusted.

    The file's name is looked at for CPR numbers alone: what the file is, its content says.
    """
    if contains_cpr(file_name):
        raise refuse_cpr("filens navn")
    if not content:
        raise FileRefused("Filen er tom. Det betyder ikke, at tallene er nul: hent filen igen.")
    if len(content) > LARGEST:
        raise FileRefused(f"Filen er større end {LARGEST // 1024 // 1024} MB. Del den i flere filer.")
    _refuse_other_kinds(content)
    if content.startswith(b"PK"):
        table, heading, described = _sheet_of(content)
    else:
        table, heading, described = _text_table_of(content)
    translation = own_layout.translate(table, heading)
    checked = check_rows(translation.rows, definitions, received_on, table.row_word)
    warnings = [RowIssue(0, f"Kolonnen «{name}» kendes ikke og er ikke læst.") for name in translation.unknown]
    figure_lines = {row.line for row in translation.rows}
    if hidden := [line for line in table.hidden if line in figure_lines]:
        warnings.append(
            RowIssue(hidden[0], f"{len(hidden)} skjulte rækker i arket er læst med, den første er række {hidden[0]}.")
        )
    if table.cut_short and heading.width - 1 in {heading.columns.get(name) for name in own_layout.FIGURES}:
        warnings.append(
            RowIssue(
                table.rows[-1][0], "Filen slutter midt på en linje med et tal. Kontrollér, at det sidste tal er helt."
            )
        )
    return ReadFile(
        recognised_as=described + _outside(translation.outside, table.row_word),
        figures=checked.figures,
        refused=tuple(sorted((*translation.refused, *checked.refused), key=lambda issue: issue.line)),
        warnings=(*warnings, *checked.warnings),
    )


def _refuse_other_kinds(content: bytes) -> None:
    for start, kind in _OTHER_KINDS:
        if content.startswith(start) and not (start == b"BM" and content[:64].isascii()):
            raise FileRefused(f"Filen er {kind} og ikke tal. Indlæs en CSV-fil eller en Excel-fil (.xlsx).")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in content:
            raise FileRefused("Filen er beskyttet med adgangskode. Gem den uden adgangskode, og indlæs den igen.")
        raise FileRefused("Filen er i Excels gamle format (.xls). Gem den som .xlsx eller CSV, og indlæs den igen.")
    begins = content.removeprefix(b"\xef\xbb\xbf")[:2000].lstrip().lower()
    if begins.startswith(b"<"):
        kind = "en HTML-side" if b"<html" in begins or b"<table" in begins or b"<!doctype html" in begins else "XML"
        raise FileRefused(
            f"Filen er {kind} og ikke tal, uanset hvad dens navn ender på. Gem tallene som .xlsx eller CSV."
        )
    if begins.startswith((b"{", b"[")):
        raise FileRefused("Filen er JSON og ikke en tabel. Gem tallene som .xlsx eller CSV.")


def _text_table_of(content: bytes) -> tuple[Table, Heading, str]:
    text, encoding = decode(content)
    suspect = may_contain_cpr(text)
    declared = csv_file.declared_separator(text)
    separator = declared or own_layout.separator_of(text)
    try:
        table = csv_file.read_table(text, separator or ";", encoding)
    except FileRefused:
        if suspect and contains_cpr(text):
            raise refuse_cpr("i filen") from None
        raise
    _refuse_persons(table)
    heading = own_layout.heading_of(table) if not suspect else _guarded_heading(table)
    if heading is None:
        raise FileRefused(_no_headings(text))
    return table, heading, f"Effekttavlens eget format ({table.described})"


def _sheet_of(content: bytes) -> tuple[Table, Heading, str]:
    workbook = xlsx_file.read_workbook(content)
    if any(contains_cpr(name) for name in workbook.sheet_names):
        raise refuse_cpr("et arks navn")
    if any(contains_cpr(text) for text in workbook.other_texts) or any(
        contains_cpr(text, among_figures=True) for text in workbook.other_figures
    ):
        raise refuse_cpr("en note, et navn eller en anden tekst uden for cellerne")
    for sheet in workbook.sheets:
        _refuse_persons(sheet)
        _guarded_heading(sheet)
    found = [(sheet, heading) for sheet in workbook.sheets if (heading := own_layout.heading_of(sheet))]
    if workbook.hidden_sheets:
        raise FileRefused(
            "Excel-filen har et skjult ark. Vis det eller slet det, så det er klart, hvilke tal der indlæses."
        )
    if not found:
        raise FileRefused(_no_headings(""))
    if len(found) > 1:
        raise FileRefused(
            "Flere ark i filen har tal. Gem hvert ark i sin egen fil, så det er klart, hvilket der gælder."
        )
    table, heading = found[0]
    others = [sheet.sheet for sheet in workbook.sheets if sheet is not table and sheet.rows]
    unread = "; ikke læst: " + ", ".join(f"arket «{name}»" for name in others) if others else ""
    return table, heading, f"Effekttavlens eget format (Excel, arket «{table.sheet}»{unread})"


def _guarded_heading(table: Table) -> Heading | None:
    """The headings, when no cell holds a CPR number; without known headings every column is one of texts."""
    try:
        heading = own_layout.heading_of(table)
    except FileRefused:
        _refuse_cpr_in_cells(table, frozenset(), -1)
        raise
    figures = (
        frozenset(heading.columns[name] for name in own_layout.FIGURES & heading.columns.keys())
        if heading
        else frozenset()
    )
    _refuse_cpr_in_cells(table, figures, heading.place if heading else -1)
    return heading


def _refuse_cpr_in_cells(table: Table, figures: frozenset[int], heading_place: int) -> None:
    for place, (line, cells) in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if _is_suspect(cell) and contains_cpr(
                as_text(cell), among_figures=column in figures and place > heading_place
            ):
                raise refuse_cpr(f"{table.row_word} {line}, kolonne {column + 1}")


def _is_suspect(cell: Cell) -> bool:
    return not isinstance(cell, date) and len(as_text(cell)) >= 9


def _refuse_persons(table: Table) -> None:
    for line, cells in table.rows[:20]:
        if is_list_of_persons([as_text(cell) for cell in cells]):
            raise refuse_persons(f"overskrifterne på {table.row_word} {line}")


def _no_headings(text: str) -> str:
    if "nøgle" in text[:200].lower() and len(text) < 500:
        return (
            "Filen er et svar om en forkert eller udløbet nøgle og ikke tal. Hent tallene igen med en nøgle, der "
            "virker."
        )
    return (
        f"Overskrifterne findes ikke. Filen skal have en række med {';'.join(own_layout.REQUIRED)} og derunder én "
        "række for hvert tal."
    )


def _outside(lines: tuple[int, ...], row_word: str) -> str:
    if not lines:
        return ""
    return f"; uden for tabellen: {row_word} " + ", ".join(str(line) for line in lines)
