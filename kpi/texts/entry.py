"""Words of what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.texts.amounts import unit_words, value_text
from kpi.texts.numbers import plain, plain_input
from kpi.texts.periods import day, short
from kpi.texts.statuses import GAPS

ESTIMATE_CPR = "Noget i teksten ligner et CPR-nummer. Intet er gemt. Skriv det uden."
ESTIMATE_INCOMPLETE = "Skriv både tallet, hvem der skønner, og hvad skønnet bygger på. Intet er gemt."


def last(observation: Observation | None, indicator: Indicator) -> str:
    """«nov. 2016: 812»."""
    if observation is None:
        return "ingen tal før"
    value = GAPS[observation.quality] if observation.value is None else value_text(observation.value, indicator)
    return f"{short(observation.period)}: {value}"


def bounds(indicator: Indicator) -> str:
    """«0 til 100 pct.», «fra 0»; empty where anything is possible."""
    low = None if indicator.minimum is None else plain(indicator.minimum, 2)
    high = None if indicator.maximum is None else plain(indicator.maximum, 2)
    if low is not None and high is not None:
        return f"{low} til {high} {unit_words(indicator)}"
    if low is not None:
        return f"fra {low}"
    return "" if high is None else f"højst {high}"


def estimate_now(value: str, note: str) -> str:
    """«Det nyeste skøn er 760 fuldtidspersoner (afdelingslederen, 12. september 2017: to forløb slutter i oktober).»"""
    return f"Det nyeste skøn er {value} ({note})."


def estimate_not_percent(indicator: Indicator) -> str:
    return f"Skønnet er skrevet i procent, men «{indicator.title}» opgøres i {unit_words(indicator)}. Intet er gemt."


def estimate_decimals(most: int) -> str:
    """`most`: how many the indicator is shown with."""
    if most == 0:
        return "Skriv skønnet som et helt tal, som indikatoren vises med. Intet er gemt."
    decimals = "én decimal" if most == 1 else f"{most} decimaler"
    return f"Skriv skønnet med højst {decimals}, som indikatoren vises med. Intet er gemt."


def estimate_too_low(value: str, lowest: Decimal) -> str:
    return f"Skønnet {value} er mindre end {plain_input(lowest)}, som er det mindst mulige. Intet er gemt."


def estimate_too_high(value: str, highest: Decimal) -> str:
    return f"Skønnet {value} er større end {plain_input(highest)}, som er det størst mulige. Intet er gemt."


def estimate_too_small(hidden_under: int) -> str:
    return (
        f"Et skøn under {hidden_under} personer gemmes ikke: så få kan pege på bestemte mennesker. "
        "Skriv det i stedet som en bemærkning uden tal."
    )


def now(word: str, answered_on: date) -> str:
    return f"{word}, {day(answered_on)}"
