"""Sentences of the funnel: where one's own share lies, and what the limits mean."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from kpi.model.indicator import Indicator
from kpi.model.views.funnel import Where
from kpi.texts.amounts import amount
from kpi.texts.numbers import number

INNER = "95 pct."
OUTER = "99,8 pct."
NOTE = (
    "Små kommuner svinger mere end store, uden at nogen gør noget anderledes. Grænserne viser, hvor langt en kommune "
    "af den størrelse kan komme fra gruppens samlede tal ved et tilfælde: 95 ud af 100 holder sig mellem de inderste, "
    "998 ud af 1.000 mellem de yderste. Ligger mange udenfor, er kommunerne "
    "forskellige af andre grunde, og grænserne siger mindre om den enkelte. Gruppens samlede tal er uden kommunen selv."
)


def title(own: str, where: Where | None) -> str:
    """None: own has no figure."""
    match where:
        case None:
            return "Gruppens kommuner efter størrelse"
        case Where.INSIDE:
            return f"{own} ligger ikke længere fra gruppens samlede tal, end et tilfælde kan forklare"
        case Where.BETWEEN:
            return f"{own} ligger længere fra gruppens samlede tal, end et tilfælde som regel forklarer"
        case Where.OUTSIDE:
            return f"{own} ligger så langt fra gruppens samlede tal, at et tilfælde næppe forklarer det"
        case _:
            assert_never(where)


def base_label(indicator: Indicator) -> str:
    """What the share is counted of; sizes are drawn so that twice as many is as far everywhere."""
    return indicator.denominator or "nævner"


def pooled(value: Decimal, indicator: Indicator) -> str:
    return f"gruppen samlet {number(value, indicator.decimals)}"


_WHERE = {
    Where.INSIDE: "inden for 95 pct.-grænserne",
    Where.BETWEEN: "mellem 95 og 99,8 pct.-grænserne",
    Where.OUTSIDE: "uden for 99,8 pct.-grænserne",
}


def point(name: str, value: Decimal, base: Decimal, indicator: Indicator, where: Where) -> str:
    """«Varde: 1,20 pr. 1.000 af 49.900 indbyggere, inden for 95 pct.-grænserne»."""
    of = f"{number(base, 0)} {indicator.denominator}".strip()
    return f"{name}: {amount(value, indicator)} af {of}, {_WHERE[where]}"
