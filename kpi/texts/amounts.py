"""Values with their unit, and changes in words: «749 fuldtidspersoner», «63 færre», «0,6 procentpoint lavere»."""

from __future__ import annotations

from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.rule import Margin, OfRequired
from kpi.model.unit import Unit
from kpi.texts.numbers import decimals_apart, number, plain, signed


def unit_words(indicator: Indicator) -> str:
    """The unit as a heading or on an axis: «fuldtidspersoner», «pct. af befolkningen 16-66 år»."""
    unit = indicator.unit
    if not indicator.rate_base or (unit.base is not None and not unit.percent):
        return unit.heading
    return f"{unit.heading} {'af' if unit.percent else 'pr.'} {indicator.rate_base}"


def more_and_less(indicator: Indicator) -> tuple[str, str]:
    """«flere» and «færre», «højere» and «lavere», as the unit declares."""
    return indicator.unit.more, indicator.unit.less


def value_text(value: Decimal, indicator: Indicator, beside: Decimal | None = None) -> str:
    """The bare number with the declared decimals; more where rounding hides that it differs from `beside`."""
    decimals = indicator.decimals if beside is None else decimals_apart(value, beside, indicator.decimals)
    return number(value, decimals)


def amount(value: Decimal, indicator: Indicator, beside: Decimal | None = None) -> str:
    """A delivered value with its unit: «804 fuldtidspersoner», «25,4 pct.»."""
    return with_unit(value_text(value, indicator, beside), indicator.unit)


def derived_text(value: Decimal, indicator: Indicator, beside: Decimal | None = None) -> str:
    """A requirement or an expected value as a number: no needless zeros, a half person where the path gives one."""
    return plain(value, _derived_decimals(value, indicator, beside))


def derived(value: Decimal, indicator: Indicator, beside: Decimal | None = None) -> str:
    """As `derived_text`, with the unit: «780,5 fuldtidspersoner», «25 pct.»."""
    return with_unit(derived_text(value, indicator, beside), indicator.unit)


def bare(value: Decimal, indicator: Indicator, beside: Decimal | None = None) -> str:
    """As `derived`, without the noun of a count, where the sentence has said it already: «780,5», «25 pct.»."""
    return (derived_text if indicator.unit.counted else derived)(value, indicator, beside)


def size(difference: Decimal, indicator: Indicator, decimals: int = 0) -> str:
    """How large a difference is, without direction: «55 fuldtidspersoner», «0,6 procentpoint»."""
    return with_unit(_size_text(difference, indicator, decimals), indicator.unit.of_difference)


def decimals_of_gap(value: Decimal, other: Decimal, indicator: Indicator) -> int:
    """As many as the two values themselves are shown with, so that a reader can subtract them."""
    return decimals_apart(value, other, max(indicator.decimals, 1))


def change(difference: Decimal, indicator: Indicator, decimals: int = 0) -> str:
    """A difference with its direction: «63 færre», «0,6 procentpoint højere»; the caller handles zero."""
    text = _size_text(difference, indicator, decimals)
    more, less = more_and_less(indicator)
    said = text if indicator.unit.counted else with_unit(text, indicator.unit.of_difference)
    return f"{said} {more if difference > 0 else less}"


def change_signed(difference: Decimal, indicator: Indicator) -> str:
    """«−34», «+0,4 procentpoint»: for facts and lines."""
    text = signed(difference, _derived_decimals(difference, indicator, Decimal(0)))
    return text if indicator.unit.counted else with_unit(text, indicator.unit.of_difference)


def margin(width: Margin, indicator: Indicator) -> str:
    """How large an agreed margin is: «5 fuldtidspersoner», «20 pct. af kravet»."""
    if isinstance(width, OfRequired):
        return f"{percent(width.percent)} af kravet"
    return size(width, indicator)


def percent(value: Decimal) -> str:
    """A relative change as the contract gives it: «10 pct.»."""
    return f"{plain(value, 1)} pct."


def is_count(indicator: Indicator) -> bool:
    """True for bare counts: they grow with the municipality and are never ranked."""
    return indicator.is_amount


def _derived_decimals(value: Decimal, indicator: Indicator, beside: Decimal | None) -> int:
    decimals = max(indicator.decimals, 1)
    return decimals if beside is None else decimals_apart(value, beside, decimals)


def _size_text(difference: Decimal, indicator: Indicator, decimals: int) -> str:
    return plain(abs(difference), max(decimals, _derived_decimals(abs(difference), indicator, Decimal(0))))


def with_unit(text: str, unit: Unit) -> str:
    """«1 fuldtidsperson», «25 pct.», «nr. 12»."""
    after = unit.singular if text == "1" else unit.plural
    return " ".join(part for part in (unit.before, text, after) if part)
