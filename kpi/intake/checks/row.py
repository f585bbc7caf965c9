"""One stated row: read cell by cell, with every reason at once why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from kpi.intake.checks.areas import AreaNames
from kpi.intake.checks.conventions import Column, NumberColumn
from kpi.intake.checks.indicators import IndicatorNames
from kpi.intake.checks.numbers import MOST_DECIMALS, Convention, check_size, read_number, rounded
from kpi.intake.checks.periods import period_of_day, read_day, read_period
from kpi.intake.checks.units import is_unit
from kpi.intake.files.table import Cell, Fault, SheetNumber, StatedRow, as_text, is_blank
from kpi.intake.refusal import Unreadable
from kpi.intake.text import danish, fold, line_numbers, quoted
from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure, RowIssue
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Quality
from kpi.model.period import Period, PeriodKind

NO_FIGURE = frozenset({"-", ".", ".."})
"""How statistics write that there is no figure."""

_QUALITIES = {quality.value: quality for quality in Quality} | {"foreloebig": Quality.PROVISIONAL}
_Read = TypeVar("_Read")


class _Number(NamedTuple):
    """A number as the row states it. `in_percent`: written with a per cent sign, or shown so by Excel."""

    value: Decimal
    in_percent: bool


class Candidate(NamedTuple):
    figure: Figure
    indicator: Indicator
    settled: bool
    """The row itself shows that a value under 1 is per cent: a per cent sign, or numerator and denominator."""
    beside: tuple[Cell, ...]
    """The line's cells that the figure is not made of."""


class RowReader:
    """Reads rows, each distinct text once."""

    def __init__(self, definitions: Definitions, conventions: Mapping[Column, Convention], received_on: date) -> None:
        self._conventions = conventions
        self._received_on = received_on
        indicators, areas = IndicatorNames(definitions.indicators), AreaNames(definitions.areas)
        self._indicators = definitions.indicators
        self._indicator = _Memory(lambda cell: indicators.read(_text(cell, "Indikatoren")))
        self._area = _Memory(lambda pair: areas.read(_text(pair[0], "Kommunen"), _text(pair[1], "Kommunekoden")))
        self._period = _Memory(lambda stated: self._read_period(*stated))
        self._number = _Memory(lambda stated: self._read_number(*stated))
        self._unit = _Memory(lambda pair: self._read_unit(*pair))
        self._quality = _Memory(_read_quality)
        self._published = _Memory(self._read_published)
        self._shared = _Memory(lambda cells: self._read_shared(*cells))
        self._old_names: dict[tuple[str, str], list[int]] = {}
        self._no_figure: list[int] = []

    def warnings(self, row_word: str) -> Iterable[RowIssue]:
        for (old, new), lines in self._old_names.items():
            yield RowIssue(lines[0], f"«{old}» er læst som {new} ({row_word} {line_numbers(lines)}).")
        if self._no_figure:
            yield RowIssue(
                self._no_figure[0],
                f"{len(self._no_figure)} rækker har «-», «.» eller «..» som værdi og er læst som «mangler» "
                f"({row_word} {line_numbers(self._no_figure)}).",
            )

    def read(self, row: StatedRow) -> Candidate:
        """Unreadable with all reasons at once, as far as they can be known."""
        try:
            shared = row.indicator, row.period, row.unit, row.quality, row.published
            indicator, period, quality, published = self._shared(shared)
            named = self._area((row.area, row.area_code))
            value, numerator, denominator = (self._number(stated) for stated in self._numbers(row))
        except Unreadable:
            raise Unreadable(" ".join(self._mistakes(row))) from None
        if named.area.ended_on and period.first_day > named.area.ended_on:
            raise Unreadable(
                f"{named.area.name} blev nedlagt {named.area.ended_on:%d-%m-%Y} og har ingen tal for {period}. "
                "Skriv den "
                "nye kommune."
            )
        if published and published < period.first_day:
            raise Unreadable(
                f"Offentliggørelsen {published:%d-%m-%Y} ligger før perioden {period} begynder. Ret dagen."
            )
        amount, quality = self._value(row, value, quality, indicator)
        shares = _plain_number(numerator, "Tælleren"), _plain_number(denominator, "Nævneren")
        _check_parts(indicator, amount, *shares)
        if named.old_name:
            self._old_names.setdefault((named.old_name, named.area.name), []).append(row.line)
        figure = Figure(
            row.line, indicator.id, named.area.code, period, amount, *shares, quality, published, as_text(row.comment)
        )
        settled = (value is not None and value.in_percent) or None not in shares
        return Candidate(figure, indicator, settled, row.beside)

    def _read_shared(
        self, indicator_cell: Cell, period: Cell, unit: Cell, quality: Cell, published: Cell
    ) -> tuple[Indicator, Period, Quality, date | None]:
        """What the rows of one month and indicator have in common."""
        indicator = self._indicator(indicator_cell)
        self._unit((unit, indicator.id))
        return (
            indicator,
            self._period((period, indicator.frequency, indicator.year_begins)),
            self._quality(quality),
            self._published(published),
        )

    def _mistakes(self, row: StatedRow) -> Iterable[str]:
        """Why each cell of the row cannot be read; period and unit only where the indicator is known."""
        readings: list[tuple[_Memory[Any], object]] = [
            (self._indicator, row.indicator),
            (self._area, (row.area, row.area_code)),
            (self._quality, row.quality),
            (self._published, row.published),
            *((self._number, stated) for stated in self._numbers(row)),
        ]
        if (indicator := self._indicator.find(row.indicator)) is not None:
            period = row.period, indicator.frequency, indicator.year_begins
            readings += [(self._period, period), (self._unit, (row.unit, indicator.id))]
        for read, cell in readings:
            try:
                read(cell)
            except Unreadable as mistake:
                yield str(mistake)

    def _value(
        self, row: StatedRow, number: _Number | None, quality: Quality, indicator: Indicator
    ) -> tuple[Decimal | None, Quality]:
        absent = quality in (Quality.HIDDEN, Quality.MISSING)
        if number is None:
            if absent:
                return None, quality
            if is_blank(row.value):
                raise Unreadable(
                    "Værdien mangler. Skriv tallet, eller skriv «skjult» eller «mangler» i kolonnen kvalitet; en "
                    "tom celle er "
                    "ikke nul."
                )
            if quality is not Quality.UNSTATED:
                raise Unreadable(f"Kvaliteten er «{quality.value}», men der står intet tal. Ret en af dem.")
            self._no_figure.append(row.line)
            return None, Quality.MISSING
        if absent:
            raise Unreadable(
                f"Kvaliteten er «{quality.value}», men der står et tal. Slet tallet, eller ret kvaliteten."
            )
        value = number.value
        if number.in_percent:
            if not indicator.unit.percent:
                raise Unreadable(f"Værdien er i procent, men «{indicator.title}» opgøres i {indicator.unit.id}.")
            if isinstance(row.value, SheetNumber):
                value = _times_a_hundred(value)
        if indicator.minimum is not None and value < indicator.minimum:
            raise Unreadable(
                f"Værdien {danish(value)} er mindre end {danish(indicator.minimum)}, som er det mindst mulige."
            )
        if indicator.maximum is not None and value > indicator.maximum:
            raise Unreadable(
                f"Værdien {danish(value)} er større end {danish(indicator.maximum)}, som er det størst mulige."
            )
        return value, quality

    def _numbers(self, row: StatedRow) -> Iterable[tuple[Cell, Convention]]:
        """Value, numerator and denominator, each with how its column is written."""
        for number, cell in zip(NumberColumn, (row.value, row.numerator, row.denominator), strict=True):
            yield cell, self._conventions.get((row.indicator, number), Convention.DANISH)

    @staticmethod
    def _read_number(cell: Cell, convention: Convention) -> _Number | None:
        """None for an empty cell and for the signs that say that there is no figure."""
        match cell:
            case str():
                text = cell.strip()
                return _Number(*read_number(text, convention)) if text and text not in NO_FIGURE else None
            case SheetNumber(value=value, percent=percent):
                # What a sheet has worked out goes on for ever; a hundredth is taken off again where it shows per cent.
                value = rounded(value, MOST_DECIMALS + 2 * percent)
                check_size(f"{value.scaleb(2) if percent else value:f}", danish(value))
                return _Number(value, percent)
            case date():
                raise Unreadable(
                    f"Der står en dato ({cell:%d-%m-%Y}), hvor der skal stå et tal. Ret cellens format i Excel."
                )
            case Fault(text=text):
                raise Unreadable(text)

    def _read_period(self, cell: Cell, kind: PeriodKind, year_begins: int) -> Period:
        match cell:
            case Fault(text=text):
                raise Unreadable(text)
            case date():
                period = period_of_day(cell, kind, f"{cell:%d-%m-%Y}", year_begins)
            case _:
                period = read_period(as_text(cell), kind, year_begins)
        rolling = kind in (PeriodKind.ROLLING_YEAR, PeriodKind.ROLLING_YEAR_QUARTERLY)
        begins = date(period.year, period.end_month, 1) if rolling else period.first_day
        if begins > self._received_on:
            raise Unreadable(f"Perioden {period} ligger i fremtiden (filen er modtaget {self._received_on:%d-%m-%Y}).")
        return period

    def _read_published(self, cell: Cell) -> date | None:
        if is_blank(cell):
            return None
        if isinstance(cell, Fault):
            raise Unreadable(cell.text)
        day = cell if isinstance(cell, date) else read_day(as_text(cell))
        if day > self._received_on:
            raise Unreadable(f"Offentliggørelsen {day:%d-%m-%Y} ligger i fremtiden. Ret dagen.")
        return day

    def _read_unit(self, cell: Cell, indicator_id: str) -> None:
        indicator = self._indicators[indicator_id]
        text = _text(cell, "Enheden")
        if not text.strip():
            raise Unreadable(f"Enheden mangler. «{indicator.title}» opgøres i {indicator.unit.id}.")
        if not is_unit(text, indicator.unit):
            raise Unreadable(
                f"Enheden er {quoted(text)}, men «{indicator.title}» opgøres i {indicator.unit.id}. Ret "
                "enheden, hvis tallet "
                "er rigtigt; tal regnes ikke om."
            )


def _times_a_hundred(value: Decimal) -> Decimal:
    """With the decimals it has and no more: 0.805 is 80.5, and 1 is 100."""
    moved = value.scaleb(2)
    return moved.quantize(Decimal(1)) if moved == moved.to_integral_value() else moved


class _Memory(Generic[_Read]):
    """Reads each distinct cell once, mistakes too."""

    def __init__(self, read: Callable[[Any], _Read]) -> None:
        self._read = read
        self._known: dict[object, _Read] = {}
        self._mistakes: dict[object, str] = {}

    def __call__(self, cell: object) -> _Read:
        """Unreadable as the reading of the cell says."""
        try:
            return self._known[cell]
        except KeyError:
            pass
        if cell not in self._mistakes:
            try:
                found = self._known[cell] = self._read(cell)
                return found
            except Unreadable as mistake:
                self._mistakes[cell] = str(mistake)
        raise Unreadable(self._mistakes[cell])

    def find(self, cell: object) -> _Read | None:
        """What the cell was read as; None where it could not be read."""
        return self._known.get(cell)


def _text(cell: Cell, what: str) -> str:
    if isinstance(cell, Fault):
        raise Unreadable(f"{what}: {cell.text}")
    return as_text(cell)


def _read_quality(cell: Cell) -> Quality:
    text = fold(_text(cell, "Kvaliteten"))
    if text not in _QUALITIES:
        raise Unreadable(
            f"Kvaliteten {quoted(text)} kendes ikke. Skriv endelig, foreløbig, skjult eller mangler, eller lad "
            "cellen stå tom."
        )
    return _QUALITIES[text]


def _plain_number(number: _Number | None, what: str) -> Decimal | None:
    if number is None:
        return None
    if number.in_percent:
        raise Unreadable(f"{what} er skrevet i procent. Skriv antallet.")
    if number.value < 0:
        raise Unreadable(f"{what} er negativ ({danish(number.value)}).")
    return number.value


def _check_parts(
    indicator: Indicator, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> None:
    """Unreadable where a share is not its numerator over its denominator, beyond the rounding of its last decimal."""
    if denominator == 0 and (value is not None or numerator):
        raise Unreadable(
            "Nævneren er 0, så andelen kan ikke regnes ud. Skriv «mangler» i kolonnen kvalitet, eller ret nævneren."
        )
    if numerator is None or denominator is None:
        return
    if value is None:
        raise Unreadable(
            "Værdien er udeladt, men tæller og nævner står der. Skriv værdien, eller slet tæller og nævner."
        )
    whole = indicator.unit.base
    if indicator.kind is not IndicatorKind.SHARE or whole is None:
        return
    expected = whole * numerator / denominator
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    if abs(value - expected) > Decimal(10) ** exponent * Decimal("0.5") + Decimal("1e-9"):
        raise Unreadable(
            f"Værdien {danish(value)} passer ikke med tæller {danish(numerator)} og nævner "
            f"{danish(denominator)}, som giver "
            f"{danish(round(expected, 2))}. Ret det, der er forkert."
        )
