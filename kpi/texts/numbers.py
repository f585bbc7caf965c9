"""Numbers the Danish way: 1.234,5 with a real minus, and more decimals only where rounding would hide a difference."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
_DANISH = str.maketrans({",": ".", ".": ",", "-": MINUS})
_MOST_DECIMALS = 8


def number(value: Decimal, decimals: int) -> str:
    """«1.234,5»; rounded half away from zero, never «−0»."""
    rounded = _rounded(value, decimals)
    if not rounded:
        rounded = abs(rounded)
    return f"{rounded:,.{decimals}f}".translate(_DANISH)


def plain(value: Decimal, decimals: int) -> str:
    """As `number`, without zeros that say nothing: «25», «780,5»."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def signed(value: Decimal, decimals: int) -> str:
    """«+0,4», «−34»; nothing in front of zero."""
    text = plain(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def decimals_apart(value: Decimal, other: Decimal, decimals: int) -> int:
    """Decimals that keep two different values different: 80,04 against 80 needs two where one is declared.

    One more than declared also where the rounded values would seem to differ by something else than they do.
    """
    needed = decimals
    while value != other and _rounded(value, needed) == _rounded(other, needed) and needed < _MOST_DECIMALS:
        needed += 1
    if _rounded(value, needed) - _rounded(other, needed) != _rounded(value - other, needed):
        needed = max(needed, decimals + 1)
    return needed


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain_input(value: Decimal | None) -> str:
    """A value as a person would type it, with every decimal it has; empty for None."""
    if value is None:
        return ""
    return f"{value.normalize():f}".replace(".", ",")


def closed(text: str) -> str:
    """With one full stop, also where the text ends in «pct.»."""
    return f"{text.removesuffix('.')}."
