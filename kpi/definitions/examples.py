"""Reads the examples beside a rule: `[[goal.criterion.target.example]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kpi.definitions import timing, value
from kpi.definitions.place import Place
from kpi.definitions.table import Key, is_known, read_table
from kpi.model.area import Area
from kpi.model.evaluation import Status
from kpi.model.example import Example, ExampleFigure
from kpi.model.indicator import Indicator, PeerGroup
from kpi.model.observation import Quality
from kpi.model.period import Period
from kpi.model.rule import Window

_ENTERED = (Status.PLANNED, Status.UNASSESSED, Status.ASSESSED)
"""What people enter has these; a figure never."""
_GAPS = {Quality.HIDDEN.value: Quality.HIDDEN, Quality.MISSING.value: Quality.MISSING}
_SHARE = re.compile(r"(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)")

# fmt: off
_WHY = Key[str]("why", value.any_text, "", about="Hvad eksemplet prøver.", example="præcis på grænsen")
_FIGURES = Key[Mapping[str, object] | None]("figures", value.table, None, about=
    "Indikatorens tal i kravets eget område, periode for periode: et tal, \"tæller/nævner\", \"skjult\", \"mangler\", "
    "eller { value = 749, provisional = true, first = 752 } for et foreløbigt eller revideret tal. Uden er der ingen.",
    example={"2015-12": 812, "2017-12": 749})
_OTHERS = Key[Mapping[str, object] | None]("others", value.table, None, about=
    "Andre tal på samme måde, efter område, gruppe (alle dens kommuner) eller indikator, flere med komma imellem; "
    "et andet områdes tal for en anden indikator skrives \"indikator/område\". Det, der står senere, gælder.",
    example={"000": {"2017-12": 26}})
_AS_OF = Key[date]("as_of", value.day, about="Den dag, man ser fra.", example=date(2018, 2, 1))
_STATUS = Key[Status]("status", value.OneOf(Status, lambda status: status not in _ENTERED), about=
    "Det svar, kravet skal give.", example="MET")
EXAMPLE: tuple[Key[Any], ...] = (_WHY, _FIGURES, _OTHERS, _AS_OF, _STATUS)

_VALUE = Key[Decimal | str]("value", lambda written: _number_or_share(written), about=
    "Tallet, eller \"tæller/nævner\".", example=749)
_PROVISIONAL = Key[bool]("provisional", value.flag, False, about="true: tallet er foreløbigt.", example=True)
_FIRST = Key[Decimal | None]("first", value.number, None, about=
    "Det, der først blev offentliggjort, hvor tallet siden er revideret.", example=752)
FIGURE: tuple[Key[Any], ...] = (_VALUE, _PROVISIONAL, _FIRST)
# fmt: on


@dataclass(frozen=True, slots=True)
class ExampleSubject:
    """What the examples of a target are figures of. None: the file that declares it could not be read."""

    indicator: Indicator
    area: str
    first_month: int
    """The calendar month that the target's years begin with."""
    indicators: Mapping[str, Indicator | None] | None
    areas: Mapping[str, Area | None] | None
    peer_groups: Mapping[str, PeerGroup | None] | None


def read_example(raw: Mapping[str, object], measured: ExampleSubject, place: Place) -> Example | None:
    """None where anything in it is wrong; every problem is noted."""
    before = len(place.problems)
    table = read_table(raw, EXAMPLE, place)
    found: dict[tuple[str, str, Period], ExampleFigure] = {}
    series = [(measured.indicator, measured.area, table.get(_FIGURES), table.at(_FIGURES))]
    for name, written in (table.get(_OTHERS) or {}).items():
        at = table.at(_OTHERS).at(name)
        if isinstance(written, Mapping):
            series += [(indicator, area, written, at) for indicator, area in _whose(name, measured, at)]
        else:
            at.note("Her skal stå tal efter periode.", 'Skriv fx { "2017-12" = 26 }.')
    as_of = table.get(_AS_OF)
    for indicator, area, figures, at in series:
        for figure in _figures(indicator, area, figures or {}, measured.first_month, at):
            found[figure.indicator, figure.area, figure.period] = figure
            if as_of is not None and figure.period.last_day > as_of:
                at.at(str(figure.period)).note(
                    f"Tallet for {figure.period} kan ikke være kendt {as_of}: perioden er ikke slut.",
                    "Ret as_of, eller fjern tallet.",
                )
    if len(place.problems) > before:
        return None
    return Example(table[_WHY], _in_order(found), table[_AS_OF], table[_STATUS])


def _in_order(found: Mapping[tuple[str, str, Period], ExampleFigure]) -> tuple[ExampleFigure, ...]:
    return tuple(sorted(found.values(), key=lambda one: (one.indicator, one.area, one.period.last_day)))


def _whose(name: str, measured: ExampleSubject, place: Place) -> Iterator[tuple[Indicator, str]]:
    """The series that the name of some figures stands for."""
    for part in (one.strip() for one in name.split(",")):
        indicator_id, slash, area = part.partition("/")
        groups = measured.peer_groups or {}
        if slash or part in (measured.indicators or {}):
            indicator = (measured.indicators or {}).get(indicator_id)
            is_known(indicator_id, measured.indicators, "Indikatoren", place)
            if area:
                is_known(area, measured.areas, "Området", place)
            if indicator is not None:
                yield indicator, area or measured.area
        elif part in groups:
            group = groups[part]
            members = (group.members if group is not None else None) or ()
            yield from ((measured.indicator, area) for area in sorted({one.area for one in members} - {measured.area}))
        elif is_known(part, measured.areas, "Området", place):
            yield measured.indicator, part


def _figures(
    indicator: Indicator, area: str, written: Mapping[str, object], first_month: int, place: Place
) -> Iterator[ExampleFigure]:
    for name, figure in written.items():
        at = place.at(name)
        period = _period(name, indicator, first_month, at)
        read = None if period is None else _figure(indicator, area, period, figure, at)
        if read is not None:
            yield read


def _period(written: str, indicator: Indicator, first_month: int, place: Place) -> Period | None:
    try:
        found = value.period(written)
    except value.Wrong as wrong:
        place.note(wrong.text, wrong.remedy)
        return None
    fitted = timing.fitted(found, Window.PERIOD, indicator.frequency, indicator.year_starts or first_month)
    if fitted is None:
        place.note(
            f"Perioden {found} passer ikke til «{indicator.id}», der måles {timing.MEASURED[indicator.frequency]}.",
            timing.spelling(indicator.frequency, Window.PERIOD),
        )
    return fitted


def _figure(indicator: Indicator, area: str, period: Period, written: object, place: Place) -> ExampleFigure | None:
    before = len(place.problems)
    gap = _GAPS.get(written) if isinstance(written, str) else None
    if gap is not None:
        return ExampleFigure(indicator.id, area, period, None, None, None, gap, None)
    table = read_table(written if isinstance(written, Mapping) else {_VALUE.name: written}, FIGURE, place)
    number = table.get(_VALUE)
    if len(place.problems) > before or number is None:
        return None
    top = bottom = None
    if isinstance(number, str):
        top, bottom = (Decimal(part) for part in number.split("/"))
        number = top / bottom * indicator.unit.scale
    if outside(indicator, number):
        place.note(f"«{indicator.id}» kan ikke være {number}.", "Skriv et tal, der kan forekomme.")
        return None
    quality = Quality.PROVISIONAL if table[_PROVISIONAL] else Quality.FINAL
    return ExampleFigure(indicator.id, area, period, number, top, bottom, quality, table[_FIRST])


def outside(indicator: Indicator, number: Decimal) -> bool:
    """Beyond what the indicator can be."""
    low, high = indicator.minimum, indicator.maximum
    return (low is not None and number < low) or (high is not None and number > high)


def _number_or_share(written: object) -> Decimal | str:
    if not isinstance(written, str):
        return value.number(written)
    found = _SHARE.fullmatch(written)
    if found is None or not Decimal(found[2]):
        raise value.Wrong(
            f"Her skal stå et tal; der står {value.shown(written)}.",
            'Skriv et tal uden anførselstegn, "12/300" (tæller og nævner), "skjult" eller "mangler".',
        )
    return written
