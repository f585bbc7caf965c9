"""An indicator with nothing special about it, and an area: a test names only what its rule is about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi.model.area import Area, AreaKind
from kpi.model.indicator import Better, Indicator, IndicatorKind
from kpi.model.period import PeriodKind
from tests import units

PLAIN = Indicator(
    id="tal",
    title="tal",
    unit=units.COUNT,
    kind=IndicatorKind.STOCK,
    better=Better.LOWER,
    frequency=PeriodKind.MONTH,
    decimals=0,
    definition="",
    source="jobindsats",
    table="",
    link="",
    provisional_periods=1,
    published_after_days=21,
    seasonal=False,
    persons=False,
    hidden_under=0,
    per="",
    rate_base="",
    minimum=Decimal(0),
    maximum=None,
    typed=False,
    numerator="",
    denominator="",
    breaks=(),
    ended=None,
)
SICK = replace(
    PLAIN,
    id="sygedagpenge",
    title="Fuldtidspersoner på sygedagpenge",
    unit=units.FULL_TIME_PERSONS,
    table="Y07A02",
    persons=True,
    hidden_under=3,
)


def area(code: str, name: str, kind: AreaKind = AreaKind.MUNICIPALITY) -> Area:
    return Area(code, name, kind, "", "", (), None)
