"""The numbers of one answer as they are said wherever it is told: in sentence, headline, facts, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.reference import Amount, Constant, RelativeChange, Steps, Yearly
from kpi.model.rule import BestFraction, Between, Comparison, Rule, Threshold, Window
from kpi.texts.numbers import decimals_of, rounded
from kpi.texts.together import Together, as_written, enough_decimals, occurring


@dataclass(frozen=True, slots=True)
class Said(Together):
    """Each number as it is said, so that what is said of two of them is their difference. None: it is not known."""

    whole: bool
    """Only whole values can occur, and a limit is said as the nearest of them."""
    value: Decimal | None
    required: Decimal | None
    expected: Decimal | None
    baseline: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        """From what is required, to the figure."""
        return _difference(self.value, self.required)

    @property
    def off_path(self) -> Decimal | None:
        """From where it ought to be, to the figure."""
        return _difference(self.value, self.expected)

    def everybody(self, value: Decimal) -> bool:
        """100 per cent of what cannot be more: all there are."""
        indicator = self.indicator
        return self._share and value == indicator.maximum == indicator.unit.base

    def nobody(self, value: Decimal) -> bool:
        """Nought of what is counted, or of a share."""
        return not value and self.indicator.minimum == 0 and (self._share or self.indicator.unit.counted)

    @property
    def _share(self) -> bool:
        return self.indicator.kind is IndicatorKind.SHARE and self.indicator.unit.percent

    def limit(self, comparison: Comparison, level: Decimal) -> Decimal:
        """Any limit on the same figures, as it is said."""
        return occurring(comparison, level) if self.whole else self.shown(level)


def said(result: TargetResult, indicator: Indicator) -> Said:
    """Of a measured requirement; TypeError for any other."""
    target = result.requirement
    if not isinstance(target, Target):
        raise TypeError(f"{target.id} is not measured")
    whole = _whole(target, result, indicator)
    value = None if result.reading is None else result.reading.value
    baseline = None if result.baseline is None else result.baseline.value
    required, expected = result.required, result.expected
    if whole:
        required, expected = _limit_on_wholes(target.rule, required), _limit_on_wholes(target.rule, expected)
    least = max([indicator.decimals, *(decimals_of(number) for number in _written(target))])
    margins = [margin for margin in (target.near, target.tolerance) if margin is not None]
    counts = [target.material] if isinstance(target.material, Decimal) else []
    decimals = max(
        enough_decimals(value, (baseline,), least, under=counts),
        enough_decimals(value, (required, expected), least, margins),
        enough_decimals(baseline, (required, value), least),
    )
    shown = [None if one is None else rounded(one, decimals) for one in (value, required, expected, baseline)]
    return Said(indicator, decimals, whole, *shown)


def _difference(value: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if value is None or other is None else value - other


def _whole(target: Target, result: TargetResult, indicator: Indicator) -> bool:
    """A mean of months may lie between two whole values, and so may a figure of a source that counts in halves."""
    if not indicator.whole:
        return False
    averaged = indicator.kind is IndicatorKind.STOCK and indicator.frequency.span_months < 12
    if averaged and target.window is not Window.PERIOD:
        return False
    known = (result.reading, result.baseline, result.reference)
    return all(one is None or one.value == one.value.to_integral_value() for one in known)


def _limit_on_wholes(rule: Rule, limit: Decimal | None) -> Decimal | None:
    if limit is None:
        return None
    match rule:
        case Threshold(comparison):
            return occurring(comparison, limit)
        case Between(low, _):
            return occurring(Comparison.AT_LEAST if limit == low else Comparison.AT_MOST, limit)
        case BestFraction():
            return limit
        case _:
            assert_never(rule)


def _written(target: Target) -> Iterator[Decimal]:
    """The contract's own numbers are said with every decimal they have there."""
    margins = (target.near, target.tolerance, target.material)
    yield from (margin for margin in margins if isinstance(margin, Decimal))
    match target.rule:
        case Threshold(_, reference):
            match reference.whose:
                case Constant(value):
                    yield value
                case Steps(steps):
                    yield from (step.value for step in steps)
                case _:
                    pass
            match reference.change:
                case Amount(value) | Yearly(Amount(value)):
                    yield value
                case RelativeChange() | Yearly():
                    pass
            if reference.baseline is not None and reference.baseline.stated is not None:
                yield reference.baseline.stated
        case Between(low, high):
            yield from (low, high)
        case BestFraction():
            pass
        case _:
            assert_never(target.rule)


def figure_in_words(value: Decimal, numbers: Said) -> str:
    """«804 fuldtidspersoner», «alle (100 pct.)», «ingen fuldtidspersoner»."""
    unit, written = numbers.indicator.unit, as_written(numbers.indicator, value)
    if numbers.everybody(value):
        return f"alle ({written.amount(value)})"
    if not numbers.nobody(value):
        return numbers.amount(value)
    return f"ingen {unit.plural}".rstrip() if unit.counted else f"ingen ({written.amount(value)})"
