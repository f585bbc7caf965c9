"""Words of what is missing."""

from __future__ import annotations

from datetime import date

from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.texts.amounts import unit_words, value_text
from kpi.texts.numbers import plain
from kpi.texts.periods import day, short
from kpi.texts.statuses import GAPS


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


def now(word: str, answered_on: date) -> str:
    return f"{word}, {day(answered_on)}"
