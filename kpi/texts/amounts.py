"""Values with their unit by themselves: «749 fuldtidspersoner», «25,4 pct.»; for several together see `together`."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.unit import Unit
from kpi.texts.numbers import decimals_of, number, plain


def unit_words(indicator: Indicator) -> str:
    """The unit as a heading or on an axis: «fuldtidspersoner», «pct. af befolkningen 16-66 år»."""
    unit = indicator.unit
    if not indicator.rate_base or (unit.base is not None and not unit.percent):
        return unit.heading
    return f"{unit.heading} {'af' if unit.percent else 'pr.'} {indicator.rate_base}"


def value_text(value: Decimal, indicator: Indicator) -> str:
    """A delivered value by itself, with the declared decimals."""
    return number(value, indicator.decimals)


def amount(value: Decimal, indicator: Indicator) -> str:
    """As `value_text`, with its unit: «804 fuldtidspersoner», «25,4 pct.»."""
    return with_unit(value_text(value, indicator), indicator.unit)


def under_title(indicator: Indicator, text: str, names: Collection[str] = ()) -> str:
    """«Fuldtidspersoner på sygedagpenge: 791 i april 2017»: the noun that the title has said is not said again.

    `names` begin with a capital wherever they stand.
    """
    noun = indicator.unit.plural
    if indicator.unit.counted and noun and noun.lower() in indicator.title.lower():
        text = re.sub(rf"(\d) (?:{re.escape(noun)}|{re.escape(indicator.unit.singular)})\b", r"\1", text)
    begins = text[:1] if text.startswith(tuple(names)) else text[:1].lower()
    return f"{indicator.title}: {begins}{text[1:]}"


def percent(value: Decimal) -> str:
    """A relative change as the contract gives it: «10 pct.»."""
    return f"{plain(value, decimals_of(value))} pct."


def is_count(indicator: Indicator) -> bool:
    """True for bare counts: they grow with the municipality and are never ranked."""
    return indicator.is_amount


def with_unit(text: str, unit: Unit) -> str:
    """«1 fuldtidsperson», «25 pct.», «nr. 12»."""
    after = unit.singular if text == "1" else unit.plural
    return " ".join(part for part in (unit.before, text, after) if part)
