"""Reads `indicators.toml`: what is measured, how and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kpi.definitions import composites, timing, value
from kpi.definitions.place import Place
from kpi.definitions.table import NAMELESS, Key, ReadTable, Tables, is_known, known, note_repeated, read_table
from kpi.model.area import Area
from kpi.model.indicator import (
    Better,
    Bridge,
    Fetched,
    Indicator,
    IndicatorKind,
    PeerGroup,
    SeriesBreak,
    Source,
)
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Window
from kpi.model.unit import Unit

_INDICATORS = Key[Tables]("indicator", value.tables)
FILE: tuple[Key[Any], ...] = (_INDICATORS,)

_ID = Key[str]("id", value.identifier)
_TITLE = Key[str]("title", value.text)
_UNIT = Key[str]("unit", value.text)
_KIND = Key[IndicatorKind]("kind", value.OneOf(IndicatorKind))
_BETTER = Key[Better]("better", value.OneOf(Better))
_FREQUENCY = Key[PeriodKind]("frequency", value.OneOf(PeriodKind))
_DECIMALS = Key[int | None]("decimals", value.whole, None)
_DEFINITION = Key[str]("definition", value.text)
_SOURCE = Key[str]("source", value.identifier)
_TABLE = Key[str]("table", value.any_text, "")
_LINK = Key[str]("link", value.any_text, "")
_PROVISIONAL_PERIODS = Key[int]("provisional_periods", value.whole, 1)
_PUBLISHED_AFTER_DAYS = Key[int]("published_after_days", value.whole, 21)
_SEASONAL = Key[bool]("seasonal", value.flag, False)
_PERSONS = Key[bool]("persons", value.flag, False)
_HIDDEN_UNDER = Key[int]("hidden_under", value.whole, 0)
_PER = Key[str]("per", value.identifier, "")
_RATE_BASE = Key[str]("rate_base", value.any_text, "")
_MINIMUM = Key[Decimal | None]("minimum", value.number, None)
_MAXIMUM = Key[Decimal | None]("maximum", value.number, None)
_TYPED = Key[bool]("typed", value.flag, False)
_NUMERATOR = Key[str]("numerator", value.any_text, "")
_DENOMINATOR = Key[str]("denominator", value.any_text, "")
_BREAKS = Key[Tables]("break", value.tables, ())
_ENDED = Key[Period | None]("ended", value.period, None)
_FETCH = Key[Mapping[str, object] | None]("fetch", value.table, None)
_AS_COUNT = Key[str]("as_count", value.identifier, "")
_EXPECTED = Key[str]("expected", value.identifier, "")
_YEAR_STARTS = Key[int | None]("year_starts", value.month, None)
_PART_OF = Key[tuple[str, ...]]("part_of", value.one_or_more_identifiers, ())
_PARTS_COMPLETE = Key[bool]("parts_complete", value.flag, False)
INDICATOR: tuple[Key[Any], ...] = (
    _ID, _TITLE, _UNIT, _KIND, _BETTER, _FREQUENCY, _DECIMALS, _DEFINITION, _SOURCE, _TABLE, _LINK,
    _PROVISIONAL_PERIODS, _PUBLISHED_AFTER_DAYS, _SEASONAL, _PERSONS, _HIDDEN_UNDER, _PER, _RATE_BASE, _MINIMUM,
    _MAXIMUM, _TYPED, _NUMERATOR, _DENOMINATOR, _BREAKS, _ENDED, _FETCH, _AS_COUNT, _EXPECTED,
    _YEAR_STARTS, _PART_OF, _PARTS_COMPLETE, *composites.OF_INDICATOR,
)  # fmt: skip

_FIRST = Key[Period]("first", value.period)
_BRIDGE = Key[Mapping[str, object] | None]("bridge", value.table, None)
BREAK: tuple[Key[Any], ...] = (_FIRST, _TITLE, _BRIDGE)
_BRIDGE_SOURCE = Key[str]("source", value.text)
_FACTOR = Key[Decimal | None]("factor", value.positive, None)
_OFFSET = Key[Decimal | None]("offset", value.number, None)
_UNCHANGED = Key[bool]("unchanged", value.flag, False)
BRIDGE: tuple[Key[Any], ...] = (_BRIDGE_SOURCE, _FACTOR, _OFFSET, _UNCHANGED)

_COLUMN = Key[str]("column", value.any_text, "")
_SPLIT = Key[str]("split", value.any_text, "")
_HEADING = Key[str]("heading", value.any_text, "")
_MEMBER = Key[str]("member", value.any_text, "")
_FETCHED_UNIT = Key[str]("unit", value.any_text, "")
_KNOWN_BY = Key[tuple[str, ...]]("known_by", value.texts, ())
FETCH: tuple[Key[Any], ...] = (_COLUMN, _SPLIT, _HEADING, _MEMBER, _FETCHED_UNIT, _KNOWN_BY)


def read_indicators(
    raw: Mapping[str, object],
    sources: Mapping[str, Source | None] | None,
    units: Mapping[str, Unit | None] | None,
    place: Place,
    areas: Mapping[str, Area | None] | None = None,
    peer_groups: Mapping[str, PeerGroup | None] | None = None,
) -> dict[str, Indicator | None]:
    """By id; None for one that is faulty."""
    file = read_table(raw, FILE, place)
    tables = [read_table(one, INDICATOR, at) for one, at in file.rows(_INDICATORS)]
    ids = {table.get(_ID) or NAMELESS: None for table in tables}
    seen: dict[str, str] = {}
    indicators: dict[str, Indicator | None] = dict(ids)
    for table in tables:
        indicator = _read_indicator(table, sources, units, ids)
        found = table.get(_ID)
        if found is not None:
            note_repeated(seen, found, "Indikatorens id", table.at(_ID))
            indicators[found] = indicator
    for table in tables:
        _note_wrong_whole(table, indicators)
    others = composites.Others(dict(indicators), composites.worked_out(tables, _ID), areas, peer_groups)
    for table in tables:
        found = table.get(_ID)
        if found is not None and (indicator := indicators[found]) is not None:
            indicators[found] = composites.with_made_from(table, indicator, others)
    return indicators


def _note_wrong_whole(table: ReadTable, indicators: Mapping[str, Indicator | None]) -> None:
    """A part and its whole count the same kind of thing as often, and nothing is a part of itself."""
    part = indicators.get(table.get(_ID) or "")
    if part is None:
        return
    at = table.at(_PART_OF)
    for name in part.part_of:
        whole = indicators.get(name)
        if whole is None:
            continue
        if IndicatorKind.SHARE in (part.kind, whole.kind):
            at.note("Kun antal kan være en del af et andet antal.", "Skriv part_of ved antallene, ikke ved andelene.")
        if part.frequency is not whole.frequency:
            at.note(f"«{whole.id}» måles ikke lige så tit som «{part.id}».", "Ret frequency, eller fjern part_of.")
    above, waiting = set[str](), list(part.part_of)
    while waiting:
        whole = indicators.get(waiting.pop())
        if whole is not None and whole.id not in above:
            above.add(whole.id)
            waiting.extend(whole.part_of)
    if part.id in above:
        at.note(f"«{part.id}» er en del af sig selv.", "Ret part_of, så det altid peger på noget større.")


def _read_indicator(
    table: ReadTable,
    sources: Mapping[str, Source | None] | None,
    units: Mapping[str, Unit | None] | None,
    ids: Mapping[str, None],
) -> Indicator | None:
    problems = table.place.problems
    prefix = f"{table.place.key}."
    known(table, _SOURCE, sources, "Kilden")
    for key in (_PER, _AS_COUNT, _EXPECTED):
        other = table.get(key)
        if other:
            is_known(other, ids, "Indikatoren", table.at(key))
    for whole in table.get(_PART_OF) or ():
        is_known(whole, ids, "Indikatoren", table.at(_PART_OF))
    unit, kind, frequency = _read_unit(table, units), table.get(_KIND), table.get(_FREQUENCY)
    minimum, maximum = _bounds(table, unit, kind)
    if minimum is not None and maximum is not None and minimum >= maximum:
        table.at(_MAXIMUM).note(
            f"Det højeste {maximum} er ikke over det laveste {minimum}.", "Ret minimum eller maximum."
        )
    if table.get(_NUMERATOR) and not table.get(_DENOMINATOR):
        table.at(_NUMERATOR).note(
            "Der er en tæller, men ingen nævner.", "Skriv også denominator, eller fjern numerator."
        )
    named_start = table.get(_YEAR_STARTS)
    year_starts = 1 if named_start is None else named_start
    breaks = tuple(
        found for raw, at in table.rows(_BREAKS) if (found := _read_break(raw, frequency, year_starts, at)) is not None
    )
    ended = table.get(_ENDED)
    if ended is not None and frequency is not None:
        ended = _in_kind(ended, frequency, year_starts, table.at(_ENDED))
    raw_fetch = table.get(_FETCH)
    fetched = None if raw_fetch is None else _read_fetched(raw_fetch, table)
    if any(problem.file == table.place.file and problem.key.startswith(prefix) for problem in problems):
        return None
    if unit is None:  # its own file tells what is wrong with it
        return None
    decimals = table[_DECIMALS]
    return Indicator(
        id=table[_ID],
        title=table[_TITLE],
        unit=unit,
        kind=table[_KIND],
        better=table[_BETTER],
        frequency=table[_FREQUENCY],
        decimals=unit.decimals if decimals is None else decimals,
        definition=table[_DEFINITION],
        source=table[_SOURCE],
        table=table[_TABLE],
        link=table[_LINK],
        provisional_periods=table[_PROVISIONAL_PERIODS],
        published_after_days=table[_PUBLISHED_AFTER_DAYS],
        seasonal=table[_SEASONAL],
        persons=table[_PERSONS],
        hidden_under=table[_HIDDEN_UNDER],
        per=table[_PER],
        as_count=table[_AS_COUNT],
        expected=table[_EXPECTED],
        part_of=table[_PART_OF],
        parts_complete=table[_PARTS_COMPLETE],
        rate_base=table[_RATE_BASE],
        minimum=minimum,
        maximum=maximum,
        typed=table[_TYPED],
        numerator=table[_NUMERATOR],
        denominator=table[_DENOMINATOR],
        breaks=tuple(sorted(breaks, key=lambda one: one.first)),
        ended=ended,
        year_starts=table[_YEAR_STARTS],
        fetched=fetched,
    )


def _read_unit(table: ReadTable, units: Mapping[str, Unit | None] | None) -> Unit | None:
    """None where it is not declared, which is noted, or its own declaration is faulty."""
    word = table.get(_UNIT)
    if word is None or units is None:
        return None
    if word not in units and NAMELESS not in units:
        meant = [one.id for one in units.values() if one is not None and word in one.spellings]
        remedy = f'Skriv unit = "{meant[0]}".' if meant else value.nearest(word, units)
        table.at(_UNIT).note(
            f"Enheden «{word}» er ikke oprettet.", remedy or "Skriv en enhed fra units.toml, eller opret den der."
        )
        return None
    return units.get(word)


def _bounds(table: ReadTable, unit: Unit | None, kind: IndicatorKind | None) -> tuple[Decimal | None, Decimal | None]:
    """As declared; otherwise a share lies between nought and its whole, and its unit may know a smallest value."""
    minimum, maximum = table.get(_MINIMUM), table.get(_MAXIMUM)
    if unit is None:
        return minimum, maximum
    share = kind is IndicatorKind.SHARE and unit.base is not None
    if _MINIMUM.name not in table.given:
        minimum = Decimal(0) if share else unit.minimum
    if share and unit.base is not None and _MAXIMUM.name not in table.given:
        maximum = Decimal(unit.base)
    return minimum, maximum


def _read_break(
    raw: Mapping[str, object], frequency: PeriodKind | None, year_starts: int, place: Place
) -> SeriesBreak | None:
    table = read_table(raw, BREAK, place)
    first, title = table.get(_FIRST), table.get(_TITLE)
    if first is None or title is None or frequency is None:
        return None
    fitted = _in_kind(first, frequency, year_starts, table.at(_FIRST))
    written = table.get(_BRIDGE)
    bridge = _read_bridge(written, table.at(_BRIDGE)) if written is not None else None
    return SeriesBreak(fitted, title, bridge) if fitted is not None else None


def _read_bridge(raw: Mapping[str, object], place: Place) -> Bridge | None:
    """How a figure from before the break reads after it: a factor, an offset, or «uændret niveau»."""
    before = len(place.problems)
    table = read_table(raw, BRIDGE, place)
    factor, offset = table.get(_FACTOR), table.get(_OFFSET)
    unchanged, moved = table.get(_UNCHANGED), factor is not None or offset is not None
    if unchanged is moved:
        place.note(
            "Broen skal sige, hvordan et tal fra før databruddet læses efter det.",
            "Skriv factor eller offset (eller begge), eller skriv unchanged = true, hvis niveauet er uændret.",
        )
    if len(place.problems) > before:
        return None
    return Bridge(table[_BRIDGE_SOURCE], factor or Decimal(1), offset or Decimal(0))


def _read_fetched(raw: Mapping[str, object], indicator: ReadTable) -> Fetched | None:
    table = read_table(raw, FETCH, indicator.at(_FETCH))
    split, member = table.get(_SPLIT), table.get(_MEMBER)
    if split is None or member is None:
        return None
    if bool(split) != bool(member):
        table.at(_SPLIT).note("split og member hører sammen, men kun den ene står her.", "Skriv begge, eller ingen.")
    if not indicator.get(_TABLE):
        table.place.note("Tallene hentes fra en tabel, men indikatoren nævner ingen.", 'Skriv table = "…".')
    fetched = [table.get(key) for key in (_COLUMN, _HEADING, _FETCHED_UNIT)]
    column, heading, unit = (part or "" for part in fetched)
    return Fetched(column, split, heading, member, unit, table.get(_KNOWN_BY) or ())


def _in_kind(period: Period, frequency: PeriodKind, year_starts: int, place: Place) -> Period | None:
    first_month = year_starts if frequency is PeriodKind.YEAR else 1
    fitted = timing.fitted(period, Window.PERIOD, frequency, first_month)
    if fitted is None:
        place.note(
            f"Perioden {period} passer ikke til en indikator, der måles {timing.MEASURED[frequency]}.",
            timing.spelling(frequency, Window.PERIOD, first_month),
        )
    return fitted
