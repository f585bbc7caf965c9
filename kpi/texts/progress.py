"""Words of charts and tables of a target's way: headings, labels, earlier values, and the facts beside a chart."""

from __future__ import annotations

from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.observation import Observation, Series
from kpi.model.period import Period
from kpi.model.rule import Window
from kpi.model.views.line import Point
from kpi.texts.amounts import amount, under_title, unit_words
from kpi.texts.numbers import plain
from kpi.texts.periods import day_short, short
from kpi.texts.rules import WINDOWS
from kpi.texts.statuses import GAPS, PROVISIONAL
from kpi.texts.together import Together, together

PATH = "målsti"
TARGET = "mål"
AT_LEAST = "mindst"
AT_MOST = "højst"
NOT_WHOLE = "ikke helt"
"""A longer stretch that cannot be made up from the delivered periods."""
NO_FIGURES = "Ingen tal endnu."
COLUMN_PERIOD = "Periode"
COLUMN_EXPECTED = "Burde være"
COLUMN_STATE = "Tilstand"
COLUMN_PUBLISHED = "Offentliggjort"
COLUMN_EARLIER = "Tidligere tal"


def value_heading(indicator: Indicator) -> str:
    unit = unit_words(indicator)
    return f"Værdi ({unit})"


def numerator_heading(indicator: Indicator) -> str:
    return _capital(indicator.numerator) or "Tæller"


def denominator_heading(indicator: Indicator) -> str:
    return _capital(indicator.denominator) or "Nævner"


def table_title(indicator: Indicator, window: Window, area: str) -> str:
    """«Fuldtidspersoner på sygedagpenge i Silkeborg»; a longer window is named."""
    over = "" if window is Window.PERIOD else f", {WINDOWS[window]}"
    return f"{indicator.title} i {area}{over}"


def shown_title(indicator: Indicator, latest: Point | None) -> str:
    if latest is None or latest.value is None:
        return f"{indicator.title}: {NO_FIGURES}"
    return under_title(indicator, f"{amount(latest.value, indicator)} i {short(latest.period)}")


def path_label(period: Period, expected: str) -> str:
    return f"{short(period)}: burde være {expected}"


def part_text(part: Decimal) -> str:
    """A numerator or denominator, with the decimals it has."""
    return plain(part, 2)


def quality_word(point: Point, *, example: bool) -> str:
    """«foreløbigt tal, eksempeltal»; empty for a plain final figure."""
    words = [PROVISIONAL] if point.provisional else []
    return ", ".join([*words, "eksempeltal"] if example else words)


def published(observation: Observation) -> str:
    assumed = " (antaget)" if observation.published_assumed else ""
    return f"{day_short(observation.published_on)}{assumed}"


def earlier_values(series: Series, period: Period, indicator: Indicator) -> str:
    """«402 (20. jan. 2016)», oldest first; empty for a figure that was never revised."""
    seen = series.revised.get(period, ())
    numbers = together(indicator, *(one.value for one in seen))
    return ", ".join(f"{_value(one, numbers)} ({day_short(one.published_on)})" for one in seen)


def revision(before: Observation, after: Observation, indicator: Indicator) -> str:
    """«dec. 2015: 402 → 405 den 20. feb. 2016»."""
    numbers = together(indicator, before.value, after.value)
    return (
        f"{short(after.period)}: {_value(before, numbers)} → {_value(after, numbers)} "
        f"den {day_short(after.published_on)}"
    )


def _value(seen: Observation, numbers: Together) -> str:
    return GAPS[seen.quality] if seen.value is None else numbers.number(seen.value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
