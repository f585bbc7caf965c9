"""Numbers the Danish way: 1.234,5 with a real minus, and more decimals only where rounding would hide a difference."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
_DANISH = str.maketrans({",": ".", ".": ",", "-": MINUS})
MOST_DECIMALS = 8


def number(value: Decimal, decimals: int) -> str:
    """«1.234,5»; rounded half away from zero, never «−0»."""
    shown = rounded(value, decimals)
    if not shown:
        shown = abs(shown)
    return f"{shown:,.{decimals}f}".translate(_DANISH)


def plain(value: Decimal, decimals: int) -> str:
    """As `number`, without zeros that say nothing: «25», «780,5»."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def signed(value: Decimal, decimals: int) -> str:
    """«+0,4», «−34»; nothing in front of zero."""
    text = plain(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def decimals_of(value: Decimal) -> int:
    """How many it takes to write it whole."""
    exponent = value.normalize().as_tuple().exponent
    return min(max(0, -exponent), MOST_DECIMALS) if isinstance(exponent, int) else 0


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half away from nought."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain_input(value: Decimal | None) -> str:
    """A value as a person would type it, with every decimal it has; empty for None."""
    if value is None:
        return ""
    return f"{value.normalize():f}".replace(".", ",")


def closed(text: str) -> str:
    """With one full stop, also where the text ends in «pct.»."""
    return f"{text.removesuffix('.')}."


def one_pair_of_brackets(text: str) -> str:
    """«(tallet for 2014; jobindsats.dk)» of two notes that would stand side by side."""
    return text.replace(") (", "; ")
