"""Which declared indicator each figure of a source's own table is, by what `fetch` declares for the source's API."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from kpi.intake.checks.periods import kind_of
from kpi.intake.checks.units import same_unit
from kpi.intake.files.table import SheetTable, as_text
from kpi.intake.layouts.shape import FigureCells, Shape
from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold, label, listed, quoted
from kpi.model.definitions import Definitions
from kpi.model.delivery import RowIssue
from kpi.model.indicator import Fetched, Indicator
from kpi.model.unit import Unit

_TOTALS = ("i alt", "total", "all")
_UNIT = re.compile(r"(?:enhed|units?) ?: ?(.+)")
_TABLE_NAME = re.compile(r"\b(?:y\d\d[a-z]\d\d|ptv_?[a-z]\d\d|otij\d\d)\b")

Declared = Sequence[tuple[Indicator, Fetched]]


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


def matching_measure(declared: Declared) -> Callable[[str], str]:
    """From a heading to the declared measure it names; empty where it names none."""
    measures = {label(fetched.column): fetched.column for _, fetched in declared if fetched.column}
    return lambda heading: measures.get(label(heading), "")


def those_of_table(declared: Declared, shape: Shape, above: str, outside: str) -> tuple[Declared, bool]:
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


def those_of_unit(of_table: Declared, table: SheetTable, shape: Shape, owner: str, units: Collection[Unit]) -> Declared:
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
            f"Filen siger, at enheden er {quoted(stated[0])}, men {owner} opgør «{indicator.title}» i "
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


def names_member(fetched: Fetched, above: str) -> bool:
    words = [re.escape(fold(word)) for word in (fetched.member, *fetched.known_by)]
    return not _is_total(fetched.member) and re.search(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", above) is not None


def refuse_without_member(of_table: Declared, titled: Declared, shape: Shape) -> None:
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


def only_declared(shape: Shape, declared: Declared) -> Shape:
    """Columns of a measure that no indicator takes from this table are not read."""
    measures = {label(fetched.column) for _, fetched in declared}
    kept = tuple(value for value in shape.values if label(value.measure) in measures)
    unread = (value.heading for value in shape.values if value not in kept)
    return replace(shape, values=kept, unread=tuple(dict.fromkeys([*shape.unread, *unread])))


class Matcher:
    """Looks each kind of figure up once."""

    def __init__(
        self, declared: Declared, titled: Declared, is_named: bool, owner: str, usual_splits: frozenset[str] | None
    ) -> None:
        self._declared, self._titled, self._is_named = declared, titled, is_named
        self._owner, self._usual = owner, usual_splits
        self._possible: list[Declared] = []
        self._known: dict[tuple[str, tuple[tuple[str, str], ...], object], _Match] = {}

    def __call__(self, figure: FigureCells) -> _Match:
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
