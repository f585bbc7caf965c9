"""Numbers that stand together: one number of decimals for all, so that none hides a difference and all add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kpi.model.indicator import Indicator
from kpi.model.rule import Comparison, Margin, OfRequired
from kpi.texts.amounts import percent, with_unit
from kpi.texts.numbers import MOST_DECIMALS, decimals_of, number, plain, rounded

_NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Together:
    """How numbers of one indicator are written in one place. A difference is that of what is shown."""

    indicator: Indicator
    decimals: int

    def shown(self, value: Decimal) -> Decimal:
        return rounded(value, self.decimals)

    def apart(self, value: Decimal, other: Decimal) -> Decimal:
        """What a reader gets who subtracts them."""
        return self.shown(value) - self.shown(other)

    def number(self, value: Decimal) -> str:
        """«25,0» with the one decimal declared; where more are needed, no noughts that say nothing: «74,98», «75»."""
        return (number if self.decimals == self.indicator.decimals else plain)(value, self.decimals)

    def amount(self, value: Decimal) -> str:
        """«804 fuldtidspersoner», «25,0 pct.»."""
        return with_unit(self.number(value), self.indicator.unit)

    def bare(self, value: Decimal) -> str:
        """As `amount`, without the noun of what is counted, which the sentence has said already: «749», «25 pct.»."""
        return (self.number if self.indicator.unit.counted else self.amount)(value)

    def size(self, difference: Decimal) -> str:
        """Without direction: «55 fuldtidspersoner», «0,6 procentpoint»."""
        return with_unit(self.number(abs(difference)), self.indicator.unit.of_difference)

    def change(self, difference: Decimal) -> str:
        """With direction: «63 færre», «0,6 procentpoint højere»; the caller handles nought."""
        unit = self.indicator.unit
        said = self.number(abs(difference)) if unit.counted else self.size(difference)
        return f"{said} {unit.more if difference > 0 else unit.less}"

    def change_signed(self, difference: Decimal) -> str:
        """«−34», «+0,4 procentpoint»: for facts and lines."""
        text = f"{'+' if self.shown(difference) > 0 else ''}{self.number(difference)}"
        return text if self.indicator.unit.counted else with_unit(text, self.indicator.unit.of_difference)


def together(indicator: Indicator, *values: Decimal | None) -> Together:
    """As many decimals as the indicator declares; more where two different values would look alike."""
    needed = [enough_decimals(one, values[place + 1 :], indicator.decimals) for place, one in enumerate(values)]
    return Together(indicator, max(needed, default=indicator.decimals))


def enough_decimals(
    value: Decimal | None,
    others: Iterable[Decimal | None],
    least: int,
    margins: Sequence[Margin] = (),
    *,
    under: Sequence[Margin] = (),
) -> int:
    """So many that what is shown says the same as the values do: 80,04 is not 80, and 0,54 is not inside 0,5.

    `under`: margins that one exactly as wide is not under.
    """
    pairs = [(value, other) for other in others if value is not None and other is not None]
    enough = (decimals for decimals in range(least, MOST_DECIMALS) if _truthful(pairs, margins, under, decimals))
    return next(enough, MOST_DECIMALS)


def _truthful(
    pairs: Sequence[tuple[Decimal, Decimal]], margins: Sequence[Margin], under: Sequence[Margin], decimals: int
) -> bool:
    for value, held in pairs:
        apart, shown = abs(value - held), abs(rounded(value, decimals) - rounded(held, decimals))
        within, short_of = _widths(margins, held), _widths(under, held)
        if bool(apart) is not bool(shown) or any((apart <= width) is not (shown <= width) for width in within):
            return False
        if any((apart < width) is not (shown < width) for width in short_of):
            return False
    return True


def _widths(margins: Sequence[Margin], held: Decimal) -> list[Decimal]:
    return [abs(held) * one.percent / 100 if isinstance(one, OfRequired) else one for one in margins]


def alone(indicator: Indicator, difference: Decimal) -> Together:
    """A difference, a margin or a swing by itself, with the decimals that it takes not to be nought."""
    return together(indicator, difference, _NOUGHT)


def as_written(indicator: Indicator, own: Decimal) -> Together:
    """A number of the contract, with every decimal that stands there and no others."""
    return Together(indicator, decimals_of(own))


def margin(width: Margin, indicator: Indicator) -> str:
    """As the contract writes it: «5 fuldtidspersoner», «0,15 procentpoint», «20 pct. af kravet»."""
    if isinstance(width, OfRequired):
        return f"{percent(width.percent)} af kravet"
    return as_written(indicator, width).size(width)


def occurring(comparison: Comparison, limit: Decimal) -> Decimal:
    """The limit on whole things as the nearest value that can occur, the same truth for each of them.

    «Højst 767,4» is «højst 767», «mindst 691,9» is «mindst 692», and «flere end 767,4» is «flere end 767».
    """
    upwards = comparison in (Comparison.AT_LEAST, Comparison.BELOW)
    return limit.to_integral_value(ROUND_CEILING if upwards else ROUND_FLOOR)
