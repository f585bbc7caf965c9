"""A source's own exported table: which of its figures belongs to which declared indicator.

The table may be long (one figure a row), have several measures side by side under one or two rows of headings, or have
its periods across. What is declared for the source's API under `fetch` says which measure is which indicator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kpi.intake.checks.absence import told_apart
from kpi.intake.checks.areas import AreaNames, OtherPlaces
from kpi.intake.checks.numbers import Convention
from kpi.intake.checks.periods import kind_of
from kpi.intake.checks.signs import Signs, spoken
from kpi.intake.checks.units import same_unit
from kpi.intake.files.table import Cell, Row, SheetNumber, StatedRow, Table, as_text, is_blank
from kpi.intake.layouts.layout import Translation
from kpi.intake.layouts.own import width_problem
from kpi.intake.refusal import FileRefused, Unreadable
from kpi.intake.text import fold, label, listed, quoted
from kpi.model.definitions import Definitions
from kpi.model.delivery import RowIssue
from kpi.model.indicator import Fetched, Indicator
from kpi.model.unit import Unit

SEARCHED_ROWS = 50
AREA_NAMES = frozenset({"område", "area", "kommune", "kommuner"})
PERIOD_NAMES = frozenset({"periode", "period", "tid", "time", "måned", "kvartal", "år"})
_NUMBERS = re.compile(r"[-−\d.,\s%]*|[–…]")
_FRACTION = re.compile(r"0[.,]\d{3,}", re.ASCII)
_TOTALS = ("i alt", "total", "all")
_UNIT = re.compile(r"(?:enhed|units?) ?: ?(.+)")
_TABLE_NAME = re.compile(r"\b(?:y\d\d[a-z]\d\d|ptv_?[a-z]\d\d|otij\d\d)\b")

Declared = Sequence[tuple[Indicator, Fetched]]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """How one source writes its tables."""

    owner: str
    signs: Signs
    """How it writes a cell without a number."""
    area_names: Mapping[str, str]
    """Its own names of areas, folded → ours."""
    numbers: Convention
    usual_splits: frozenset[str] | None
    """Splits that a figure of the whole population may be the total of; None: any."""
    titles_name_members: bool
    """A table of one member alone may name it in its title and have no column for the split."""


class ValueColumn(NamedTuple):
    """`measure`: the declared heading; `period` empty: a column of its own says it."""

    at: int
    measure: str
    period: str
    heading: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Which column is what. `splits`: every other column of words, by its heading (empty: it has none)."""

    place: int
    width: int
    area: int
    period: int
    """-1: the periods stand in the headings."""
    splits: Mapping[int, str]
    values: tuple[ValueColumn, ...]
    unread: tuple[str, ...]
    repeats_stubs: bool
    """False: an empty stub stands for the one above."""


class _Figure(NamedTuple):
    line: int
    area: Cell
    period: Cell
    value: ValueColumn
    members: tuple[tuple[str, str], ...]
    """Heading and member of each split."""
    cell: Cell


class _Match(NamedTuple):
    """The indicator of one kind of figure; None: `reason` says why there is none."""

    indicator: Indicator | None
    reason: str
    certain: bool
    """The file itself names the table, or the member of a split that is declared."""


def declared_for(definitions: Definitions, source: str) -> Declared:
    """The source's indicators that can be told by what is declared under `fetch`."""
    return [
        (indicator, indicator.fetched)
        for indicator in definitions.indicators.values()
        if indicator.source == source and indicator.fetched is not None
    ]


def heading_text(cell: Cell) -> str:
    return as_text(cell).strip()


def is_note(cells: Sequence[Cell], names: AreaNames) -> bool:
    """A single text that names no area, under or over the figures."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return len(filled) == 1 and not is_area(filled[0], names)


def is_area(cell: Cell, names: AreaNames) -> bool:
    if not isinstance(cell, str) or is_blank(cell):
        return False
    try:
        names.read(cell)
    except Unreadable:
        return False
    return True


def is_figure(cell: Cell) -> bool:
    """A number, a sign for no number, or nothing."""
    return isinstance(cell, SheetNumber) or (isinstance(cell, str) and _NUMBERS.fullmatch(cell.strip()) is not None)


def body_of(table: Table, shape: Shape, names: AreaNames) -> tuple[list[Row], list[int]]:
    """The rows of figures, and the lines that stand outside them: titles above and notes below."""
    body = table.rows[shape.place + 1 :]
    full = len(body)
    while full and is_note(body[full - 1][1], names):
        full -= 1
    outside = [line for line, _ in (*table.rows[: shape.place], *body[full:])]
    return body[:full], outside


def translate(
    table: Table,
    shape: Shape,
    declared: Declared,
    definitions: Definitions,
    source: OwnWords,
) -> Translation:
    """FileRefused for a cut file, merged cells among the figures, a table that no indicator uses, and figures that may
    be of two indicators.
    """
    names = AreaNames(definitions.areas)
    body, outside = body_of(table, shape, names)
    _refuse_merged(table, body)
    refused: list[RowIssue] = []
    whole = list(whole_rows(table, body, shape, refused))
    above = _words_above(table, shape)
    of_table, is_named = _of_table(declared, shape, above, _words_outside(table, body))
    of_table = _of_unit(of_table, table, shape, source, definitions.units.values())
    titled = [pair for pair in of_table if source.titles_name_members and _names_member(pair[1], above)]
    _refuse_without_member(of_table, titled, shape)
    match = _Matcher(of_table, titled, is_named, source)
    shape = _only_declared(shape, of_table)
    rows: list[StatedRow] = []
    places = OtherPlaces(definitions.areas)
    for figure in _figures(whole, shape):
        if places.takes(figure.area, figure.line):
            continue
        found = match(figure)
        if found.indicator is None:
            refused.append(RowIssue(figure.line, found.reason))
        else:
            rows.append(_stated(figure, found.indicator, source, shape))
    match.refuse_unsettled()
    if not rows and not refused:
        raise FileRefused(
            f"Tabellen fra {source.owner} har overskrifter, men ingen tal. En tom fil betyder ikke, at tallene er "
            "nul: hent filen igen."
        )
    refused = list(dict.fromkeys(refused))
    rows = told_apart(rows, definitions)
    return Translation(
        rows,
        refused,
        match.warnings(),
        tuple(outside),
        shape.unread,
        told=places.told(table.row_word),
        official=True,
        numbers=source.numbers,
    )


def _refuse_merged(table: Table, body: Sequence[Row]) -> None:
    """Merged group titles above are usual; merged cells among the figures cannot be read safely."""
    for first, last in table.merged:
        if body and first <= body[-1][0] and last >= body[0][0]:
            raise FileRefused(
                f"Række {first} til {last} har flettede celler mellem tallene. Ophæv fletningen i Excel, og indlæs "
                "filen igen."
            )


def whole_rows(table: Table, body: Sequence[Row], shape: Shape, refused: list[RowIssue]) -> Iterator[Row]:
    """Rows as wide as the headings; the others are noted. FileRefused where the last is cut."""
    for line, cells in body:
        if len(cells) != shape.width and (problem := width_problem(cells, shape.width, table)):
            if line == body[-1][0] and len(cells) < shape.width and table.cut_short:
                raise FileRefused(
                    f"Filen ser ud til at være skåret over: den sidste linje ({line}) har kun {len(cells)} af "
                    f"{shape.width} celler. Hent filen igen."
                )
            refused.append(RowIssue(line, problem))
            continue
        yield line, [*cells[: shape.width], *[""] * (shape.width - len(cells))]


def _figures(rows: Sequence[Row], shape: Shape) -> Iterator[_Figure]:
    stubs = [shape.area, *shape.splits]
    above: dict[int, Cell] = {}
    for line, cells in rows:
        if not shape.repeats_stubs:
            for at in stubs:
                above[at] = cells[at] = above.get(at, "") if is_blank(cells[at]) else cells[at]
        members = tuple((heading, heading_text(cells[at])) for at, heading in shape.splits.items())
        for value in shape.values:
            period: Cell = value.period or cells[shape.period]
            yield _Figure(line, cells[shape.area], period, value, members, cells[value.at])


def _stated(figure: _Figure, indicator: Indicator, source: OwnWords, shape: Shape) -> StatedRow:
    value, quality = spoken(figure.cell, source.signs)
    area = figure.area
    return StatedRow(
        line=figure.line,
        indicator=indicator.id,
        area=source.area_names.get(fold(area), area) if isinstance(area, str) else area,
        area_code="",
        period=figure.period,
        value=value if quality else _in_unit(value, indicator),
        unit=indicator.unit.id,
        comment="",
        numerator="",
        denominator="",
        quality=quality,
        published="",
        column=figure.value.heading if len(shape.values) > 1 else "",
    )


def _in_unit(cell: Cell, indicator: Indicator) -> Cell:
    """A source that declares per cent means three tenths of a per cent by 0,3: said, so that it is no fraction.

    Sources give per cent with two decimals at most: 0,028 is judged as anybody's fraction is.
    """
    if not indicator.unit.percent:
        return cell
    if isinstance(cell, SheetNumber):
        return cell if cell.percent or _FRACTION.fullmatch(as_text(cell)) else _in_percent(cell)
    if isinstance(cell, str) and cell.strip() and cell.strip()[-1].isdigit() and not _FRACTION.fullmatch(cell.strip()):
        return f"{cell.strip()} %"
    return cell


def _in_percent(cell: SheetNumber) -> SheetNumber:
    return SheetNumber(cell.value.scaleb(-2), percent=True)


# --- which indicator ------------------------------------------------------------------------------------------------


def _words_above(table: Table, shape: Shape) -> str:
    return fold(" ".join(as_text(cell) for _, cells in table.rows[: shape.place] for cell in cells))


def _words_outside(table: Table, body: Sequence[Row]) -> str:
    lines = {line for line, _ in body}
    rows = [cells for line, cells in table.rows if line not in lines]
    return fold(" ".join([table.sheet, *(as_text(cell) for cells in rows for cell in cells)]))


def _of_table(declared: Declared, shape: Shape, above: str, outside: str) -> tuple[Declared, bool]:
    """The indicators of the file's one table, and whether the file names it.

    It is named by the source's own name for it anywhere, or by declared words above the figures; an indicator that is
    only known by such words («Antal personer» has many tables) needs them. FileRefused for a table of no indicator.
    """
    words = set(re.findall(r"\w+", outside))
    stated = {fold(indicator.table) for indicator, _ in declared} & words | set(_TABLE_NAME.findall(outside))
    measures = {label(value.measure) for value in shape.values}
    possible = [pair for pair in declared if label(pair[1].column) in measures]
    if stated:
        found = [pair for pair in possible if fold(pair[0].table) in stated]
        if not found:
            raise FileRefused(
                f"Filen er tabellen {listed(sorted(stated)).upper()}, og ingen indikator bruger kolonnerne i den. Se "
                "efter, om det er den rigtige tabel, eller vælg selv, hvad kolonnerne er, på siden «Indlæs tal».",
                unrecognised=True,
            )
        return found, True
    worded = {fold(indicator.table) for indicator, fetched in possible if _is_spoken_of(fetched, above)}
    if worded:
        return [pair for pair in possible if fold(pair[0].table) in worded], False
    found = [pair for pair in possible if not _needs_words(pair[1])]
    if not found:
        raise _unsettled(possible)
    return found, False


def _of_unit(of_table: Declared, table: Table, shape: Shape, source: OwnWords, units: Collection[Unit]) -> Declared:
    """Those that a line «Enhed: pct.» above the figures fits; FileRefused where it fits none that declares a unit."""
    stated = [
        found[1]
        for _, cells in table.rows[: shape.place]
        for cell in cells
        if (found := _UNIT.fullmatch(fold(as_text(cell))))
    ]
    fitting = [pair for pair in of_table if all(_is_unit(text, pair[1], units) for text in stated)]
    if of_table and not fitting:
        indicator, fetched = of_table[0]
        raise FileRefused(
            f"Filen siger, at enheden er {quoted(stated[0])}, men {source.owner} opgør «{indicator.title}» i "
            f"{quoted(fetched.unit)}. Hent tabellen i den enhed; tal regnes ikke om."
        )
    return fitting


def _is_unit(text: str, fetched: Fetched, units: Collection[Unit]) -> bool:
    """In the source's word for it, or in any of ours; an indicator whose source says none takes them all."""
    said = fetched.unit
    return not said or label(text) == label(said) or same_unit(text, said, units)


def _is_spoken_of(fetched: Fetched, above: str) -> bool:
    words = fetched.known_by if _is_total(fetched.member) else (fetched.member, *fetched.known_by)
    return any(fold(word) in above for word in words)


def _names_member(fetched: Fetched, above: str) -> bool:
    words = [re.escape(fold(word)) for word in (fetched.member, *fetched.known_by)]
    return not _is_total(fetched.member) and re.search(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", above) is not None


def _refuse_without_member(of_table: Declared, titled: Declared, shape: Shape) -> None:
    """FileRefused where the indicators take one member of a split, and the file has neither column nor title for it."""
    missing = [
        fetched
        for pair in of_table
        if not _is_total((fetched := pair[1]).member)
        and pair not in titled
        and not any(_is_split(fetched, heading) for heading in shape.splits.values())
    ]
    if missing and len(missing) == len(of_table):
        raise FileRefused(
            f"Tabellen kan deles op efter {quoted(missing[0].split)}, og filen siger ikke, hvilken del tallene er. "
            f"Hent den med {listed([quoted(fetched.member) for fetched in missing])} som kolonne, eller vælg selv, "
            "hvad kolonnerne er, på siden «Indlæs tal».",
            unrecognised=True,
        )


def _needs_words(fetched: Fetched) -> bool:
    return bool(fetched.column and fetched.known_by and not fetched.split)


def _unsettled(possible: Declared) -> FileRefused:
    titles = listed(
        [f"«{title}» ({table})" for title, table in {one.id: (one.title, one.table) for one, _ in possible}.values()]
    )
    return FileRefused(
        f"Tallene kan være af flere indikatorer eller af en anden tabel: {titles}. Filen siger ikke, hvilken tabel den "
        "er. Skriv tabellens navn over tallene, eller vælg selv, hvad kolonnerne er, på siden «Indlæs tal».",
        unrecognised=True,
    )


def _only_declared(shape: Shape, declared: Declared) -> Shape:
    """Columns of a measure that no indicator takes from this table are not read."""
    measures = {label(fetched.column) for _, fetched in declared}
    kept = tuple(value for value in shape.values if label(value.measure) in measures)
    unread = (value.heading for value in shape.values if value not in kept)
    return replace(shape, values=kept, unread=tuple(dict.fromkeys([*shape.unread, *unread])))


class _Matcher:
    """Looks each kind of figure up once."""

    def __init__(self, declared: Declared, titled: Declared, is_named: bool, source: OwnWords) -> None:
        self._declared, self._titled, self._is_named = declared, titled, is_named
        self._owner, self._usual = source.owner, source.usual_splits
        self._possible: list[Declared] = []
        self._known: dict[tuple[str, tuple[tuple[str, str], ...], object], _Match] = {}

    def __call__(self, figure: _Figure) -> _Match:
        key = figure.value.measure, figure.members, kind_of(as_text(figure.period))
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def warnings(self) -> list[RowIssue]:
        unsure = {
            found.indicator.id: found.indicator
            for found in self._known.values()
            if found.indicator is not None and not found.certain
        }
        return [
            RowIssue(
                0,
                "Filen siger kun i sin titel eller slet ikke, hvilken tabel eller opdeling tallene er af. De er læst "
                f"som «{indicator.title}» ({indicator.table} fra {self._owner}). Se efter, om det er rigtigt.",
            )
            for indicator in unsure.values()
        ]

    def refuse_unsettled(self) -> None:
        """A file is one table: FileRefused where its figures may be of two, or one figure of two indicators."""
        tables = {fold(indicator.table) for possible in self._possible for indicator, _ in possible}
        if len(tables) > 1 or any(len(possible) > 1 for possible in self._possible):
            raise _unsettled([pair for possible in self._possible for pair in possible])

    def _find(self, measure: str, members: tuple[tuple[str, str], ...], kind: object) -> _Match:
        of_measure = [pair for pair in self._declared if label(pair[1].column) == label(measure)]
        fitting = [(pair, rest) for pair in of_measure if (rest := self._other_members(pair, members)) is not None]
        whole = [pair for pair, rest in fitting if all(self._is_whole(*one) for one in rest)]
        of_kind = [pair for pair in whole if pair[0].frequency is kind] or whole
        if of_kind:
            self._possible.append(of_kind)
            indicator, fetched = of_kind[0]
            is_certain = _has_split(fetched, members) or (self._is_named and of_kind[0] not in self._titled)
            return _Match(indicator, "", is_certain)
        parts = listed([quoted(member) for _, member in members if not _is_total(member)] or [quoted(measure)])
        reason = f"Rækken er delt op ({parts}), og ingen indikator har den opdeling. Den er ikke læst."
        return _Match(None, reason, False)

    def _other_members(
        self, pair: tuple[Indicator, Fetched], members: Sequence[tuple[str, str]]
    ) -> Sequence[tuple[str, str]] | None:
        """The members that the declared split does not account for; None where the figure is of another member."""
        fetched = pair[1]
        if not fetched.split:
            return members
        own = [one for one in members if _is_split(fetched, one[0])]
        if not own:
            return members if _is_total(fetched.member) or pair in self._titled else None
        if not any(_is_member(fetched, *one) for one in own):
            return None
        return [one for one in members if not _is_member(fetched, *one)]

    def _is_whole(self, heading: str, member: str) -> bool:
        """A total, of a split that the source has in tables of the whole population where it says which."""
        return _is_total(member) and (not heading or self._usual is None or fold(heading) in self._usual)


def _has_split(fetched: Fetched, members: Sequence[tuple[str, str]]) -> bool:
    return bool(fetched.split) and any(_is_member(fetched, *one) for one in members)


def _is_split(fetched: Fetched, heading: str) -> bool:
    """A stub without a heading may be any split."""
    return not heading or label(heading) in {label(fetched.split), label(fetched.heading)}


def _is_member(fetched: Fetched, heading: str, member: str) -> bool:
    words = (fetched.member, *fetched.known_by)
    return _is_split(fetched, heading) and label(member) in {label(word) for word in words}


def _is_total(member: str) -> bool:
    return not member or fold(member).endswith(_TOTALS)


def matching_measure(declared: Declared) -> Callable[[str], str]:
    """From a heading to the declared measure it names; empty where it names none."""
    measures = {label(fetched.column): fetched.column for _, fetched in declared if fetched.column}
    return lambda heading: measures.get(label(heading), "")
