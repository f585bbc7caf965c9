"""Small counts of persons in every typed indicator of the shipped contracts, on two days, and groups with a whole."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi.model.definitions import Definitions
from kpi.model.delivery import Figure
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.observation import Quality
from kpi.model.period import Period

GROUPS = "".join(
    f'''
[[indicator]]
id = "{name}"
title = "Prøvegruppe {name}"
unit = "personer"
kind = "stock"
better = "higher"
frequency = "month"
source = "optaelling"
persons = true
typed = true
provisional_periods = 0
definition = "Til prøve."
{rest}
'''
    for name, rest in (
        ("hele_holdet", "parts_complete = true"),
        ("hold_a", 'part_of = "hele_holdet"'),
        ("hold_b", 'part_of = "hele_holdet"'),
        ("hold_c", 'part_of = ["hele_holdet"]'),
    )
)
_TYPED = (date(2015, 5, 20), date(2017, 1, 20))


def planted(definitions: Definitions, small: int) -> dict[date, list[Figure]]:
    """By the day they were typed.

    The second day revises the first month upwards, so that it is no longer small, and says of the month before that it
    was one: the same as before in one world, a revision in the other.
    """
    found: dict[date, list[Figure]] = {day: [] for day in _TYPED}
    for area in ("740", "573"):
        for indicator in definitions.indicators.values():
            if not indicator.persons or not indicator.typed or indicator.id.startswith(("hold_", "hele_")):
                continue
            for day in _TYPED:
                for back in (1, 2):
                    period = Period.containing(indicator.frequency, day) - back
                    found[day].append(_figure(indicator, area, period, small))
            first = Period.containing(indicator.frequency, _TYPED[0]) - 1
            found[_TYPED[1]] += [_figure(indicator, area, first, 6), _figure(indicator, area, first - 1, 1)]
        for day in _TYPED:
            month = Period.month(day.year, day.month) - 1
            found[day] += [
                _count(definitions.indicators[name], area, month, value)
                for name, value in (("hele_holdet", 60), ("hold_a", small), ("hold_b", 40 - small), ("hold_c", 20))
            ]
    return found


def _figure(indicator: Indicator, area: str, period: Period, count: int) -> Figure:
    if indicator.kind is not IndicatorKind.SHARE:
        return _count(indicator, area, period, count)
    value = round(Decimal(100 * count) / 40, 6)
    return _row(indicator, area, period, value, (Decimal(count), Decimal(40)))


def _count(indicator: Indicator, area: str, period: Period, count: int) -> Figure:
    return _row(indicator, area, period, Decimal(count), (None, None))


def _row(
    indicator: Indicator, area: str, period: Period, value: Decimal, parts: tuple[Decimal | None, Decimal | None]
) -> Figure:
    return Figure(
        line=1,
        indicator=indicator.id,
        area=area,
        period=period,
        value=value,
        numerator=parts[0],
        denominator=parts[1],
        quality=Quality.UNSTATED,
        published_on=None,
        comment="",
    )
