"""How far a contract or a criterion is fulfilled, in per cent, beside its status."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi.evaluate.windows import as_decimal
from kpi.texts.amounts import percent
from kpi.texts.numbers import closed, plain, rounded

LABEL = "Målopfyldelse"


def of_contract(degree: Fraction | None, known: Fraction, unknown: int, *, provisional: bool) -> str:
    """«Målopfyldelse: 62,5 pct.»; while some is open, of what, and how much of the weight that is."""
    ones = "ét succeskriterium" if unknown == 1 else f"{unknown} succeskriterier"
    if degree is None:
        return f"{LABEL}: intet er afgjort endnu af det, der vejer med ({ones})."
    still = " (foreløbigt tal)" if provisional else ""
    if not unknown:
        return closed(f"{LABEL}: {_share(degree)}{still}")
    return (
        f"{LABEL} indtil nu: {_share(degree)} af det, der er afgjort{still}. "
        f"Det er {_share(known)} af vægten; {ones} er ikke afgjort endnu."
    )


def of_criterion(degree: Fraction | None, weight: Decimal | None, *, provisional: bool) -> str:
    """«Målopfyldelse: 50 pct. · vægt 25»."""
    still = " (foreløbigt tal)" if provisional else ""
    found = "ikke afgjort endnu" if degree is None else f"{_share(degree)}{still}"
    weighs = "" if weight is None else f" · vægt {plain(weight, 2)}"
    return f"{LABEL}: {found}{weighs}"


def _share(value: Fraction) -> str:
    """With one decimal at most."""
    return percent(rounded(as_decimal(value), 1))
