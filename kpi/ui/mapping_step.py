"""A sheet of an unknown layout: somebody says once what its columns are, and it is known from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from kpi.access import Permission, User, require
from kpi.definitions.mappings import mapping_text, read_mappings
from kpi.intake import FileRefused
from kpi.intake.files.table import SheetTable, as_text
from kpi.intake.layouts.mapped import headings_of
from kpi.intake.reading import read_tables
from kpi.model.definitions import Problem
from kpi.model.mapping import FIXABLE, NEEDED, ColumnFact, SheetMapping
from kpi.model.views.parts import Cell, Table
from kpi.receive.mappings import MappingRefused, check_mapping, save_mapping, withdraw_mapping
from kpi.report import parts
from kpi.texts import findings
from kpi.texts.alphabet import plain_name, sort_key
from kpi.texts.screens import import_figures as words
from kpi.ui.html import show
from kpi.ui.readers import library

SAID = "mapping.said"
_ROWS_SHOWN = 12
_ROWS_OFFERED = 20
_COLUMN = "column:"
_FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class _ColumnsSaid:
    """What somebody has said of the columns so far."""

    columns: Mapping[ColumnFact, str]
    fixed: Mapping[ColumnFact, str]


def known_mappings() -> tuple[tuple[SheetMapping, ...], tuple[Problem, ...]]:
    here = library()
    return read_mappings(here.folder.mappings, here.definitions())


def make_mapping(content: bytes, file_name: str, user: User) -> bool:
    """True when one has just been kept."""
    try:
        tables = read_tables(content, file_name)
    except FileRefused as refusal:
        st.error(refusal.reason)
        return False
    tables = tuple(table for table in tables if table.rows)
    if not tables:
        return False
    st.header(words.UNKNOWN_SHEET)
    show(parts.paragraphs([words.UNKNOWN_LEAD]))
    table = _ask_for_sheet(tables)
    show(parts.table(_beginning(table)))
    place = _ask_for_headings(table)
    across = st.toggle(words.ACROSS, key="mapping.across")
    headings = headings_of(table.rows[place][1], periods_across=across)
    said = _ask_for_facts(headings, across)
    title = st.text_input(words.MAPPING_TITLE, max_chars=60, help=words.MAPPING_TITLE_HELP, key="mapping.title")
    above = st.text_input(words.ABOVE, max_chars=120, help=words.ABOVE_HELP, key="mapping.above")
    mapping = SheetMapping(
        plain_name(title), title.strip(), table.sheet, above.strip(), headings, said.columns, said.fixed, across
    )
    with st.expander(words.AS_TOML):
        st.code(mapping_text(mapping), language="toml", wrap_lines=True)
    if not st.button(words.SAVE_MAPPING, type="primary", key="mapping.save"):
        return False
    return _save(mapping, user)


def show_mappings(user: User) -> None:
    """Every mapping as it is kept, and a way to take it out."""
    st.header(words.MAPPINGS)
    if saved := st.session_state.pop(SAID, ""):
        st.success(saved)
    mappings, problems = known_mappings()
    if problems:
        st.error(words.BROKEN_MAPPINGS)
        show(parts.bullets([f"{findings.where(one)}: {one.text} {one.remedy}" for one in problems]))
    if not mappings and not problems:
        st.text(words.NO_MAPPINGS)
    for mapping in mappings:
        with st.expander(mapping.title):
            st.code(mapping_text(mapping), language="toml", wrap_lines=True)
            st.caption(words.MAPPING_FILE.format(name=mapping.name))
            if st.button(words.DELETE_MAPPING.format(title=mapping.title), key=f"mapping.delete.{mapping.name}"):
                withdraw_mapping(library().folder, mapping.name, by=user)
                st.rerun()


def _save(mapping: SheetMapping, user: User) -> bool:
    require(user, Permission.IMPORT, words.MAPPINGS)
    here = library()
    problems = check_mapping(mapping, here.definitions())
    try:
        if not problems:
            save_mapping(here.folder, here.definitions(), mapping, by=user)
            st.session_state[SAID] = words.MAPPING_SAVED.format(title=mapping.title)
            return True
    except MappingRefused as refusal:
        problems = refusal.problems
    st.error(" ".join(f"{problem.text} {problem.remedy}" for problem in problems))
    return False


def _beginning(table: SheetTable) -> Table:
    width = max(len(cells) for _, cells in table.rows[:_ROWS_SHOWN])
    rows = tuple(
        tuple(
            Cell(text, None)
            for text in (str(line), *(as_text(cell)[:60] for cell in cells), *[""] * (width - len(cells)))
        )
        for line, cells in table.rows[:_ROWS_SHOWN]
    )
    return Table(table.sheet, (table.row_word, *(str(number) for number in range(1, width + 1))), rows, False, "")


def _ask_for_sheet(tables: Sequence[SheetTable]) -> SheetTable:
    if len(tables) == 1:
        return tables[0]
    chosen = st.selectbox(words.SHEET, range(len(tables)), format_func=lambda at: tables[at].sheet, key="mapping.sheet")
    return tables[chosen or 0]


def _ask_for_headings(table: SheetTable) -> int:
    """Index of the row; the one with most texts is proposed."""
    places = range(min(len(table.rows), _ROWS_OFFERED))
    texts = [[text for cell in table.rows[at][1] if (text := as_text(cell).strip())] for at in places]
    proposed = max(places, key=lambda at: (len(texts[at]), -at))
    chosen = st.selectbox(
        words.HEADING_ROW,
        places,
        index=proposed,
        format_func=lambda at: f"{table.row_word} {table.rows[at][0]}: {' · '.join(texts[at])[:90]}",
        key="mapping.headings",
    )
    return proposed if chosen is None else chosen


def _ask_for_facts(headings: Sequence[str], across: bool) -> _ColumnsSaid:
    columns: dict[ColumnFact, str] = {}
    fixed: dict[ColumnFact, str] = {}
    by_headings = (ColumnFact.PERIOD, ColumnFact.VALUE) if across else ()
    for fact in (one for one in NEEDED if one not in by_headings):
        _ask_for_fact(fact, headings, columns, fixed)
    with st.expander(words.OTHER_FACTS):
        for fact in (one for one in ColumnFact if one not in NEEDED):
            _ask_for_fact(fact, headings, columns, fixed)
    return _ColumnsSaid(columns, fixed)


def _ask_for_fact(
    fact: ColumnFact, headings: Sequence[str], columns: dict[ColumnFact, str], fixed: dict[ColumnFact, str]
) -> None:
    """Into `columns` or `fixed`; into neither where the sheet does not say it."""
    once = [heading for heading in dict.fromkeys(headings) if headings.count(heading) == 1]
    options = [*(f"{_COLUMN}{heading}" for heading in once)]
    options = ["", *options, *([_FIXED] if fact in FIXABLE else [])]
    chosen = st.selectbox(words.FACTS[fact.value], options, format_func=_option, key=f"mapping.{fact.value}")
    if chosen and chosen.startswith(_COLUMN):
        columns[fact] = chosen.removeprefix(_COLUMN)
    elif chosen == _FIXED:
        fixed[fact] = _ask_for_fixed(fact)


def _option(option: str) -> str:
    if option.startswith(_COLUMN):
        return words.COLUMN.format(heading=option.removeprefix(_COLUMN))
    return words.FIXED if option == _FIXED else words.NOT_THERE


def _ask_for_fixed(fact: ColumnFact) -> str:
    definitions = library().definitions()
    key = f"mapping.fixed.{fact.value}"
    match fact:
        case ColumnFact.INDICATOR:
            titles = {one.id: one.title for one in definitions.indicators.values() if one.made_from is None}
            return _one_of(words.FIXED_INDICATOR, titles, key)
        case ColumnFact.AREA:
            return _one_of(words.FIXED_AREA, {one.code: one.name for one in definitions.areas.values()}, key)
        case ColumnFact.UNIT:
            return _one_of(words.FIXED_UNIT, {unit: unit for unit in definitions.units}, key)
        case _:
            return str(st.text_input(words.FIXED_PERIOD, key=key)).strip()


def _one_of(label: str, titles: Mapping[str, str], key: str) -> str:
    ordered = sorted(titles, key=lambda id_: sort_key(titles[id_]))
    return str(st.selectbox(label, ordered, format_func=titles.__getitem__, key=key))
