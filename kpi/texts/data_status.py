"""Words of Datagrundlag: how far each indicator has come, and what became of each delivery."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from kpi.model.indicator import Indicator
from kpi.model.period import Period
from kpi.model.stored import StoredDelivery
from kpi.texts.figure_history import why
from kpi.texts.numbers import number
from kpi.texts.periods import danish_day, day, day_short, moment, short

IN_ORDER = "i orden"
NO_FIGURES = "ingen tal endnu"
ENDED = "opgøres ikke længere"
TYPED = "indtastes her"
NONE = "ingen"


def newest(period: Period | None) -> str:
    return NO_FIGURES if period is None else short(period)


def next_expected(period: Period, expected: date) -> str:
    return f"{short(period)}: senest {day_short(expected)}"


def late(expected: date) -> str:
    return f"forsinket: skulle være kommet {day_short(expected)}"


def provisional(count: int) -> str:
    return {0: NONE, 1: "den nyeste periode"}.get(count, f"de {count} nyeste perioder")


def gaps(hidden: int, missing: int) -> str:
    """«12 skjulte, 3 mangler»."""
    parts = [f"{hidden} skjult{'e' if hidden > 1 else ''}"] if hidden else []
    parts += [f"{missing} mangler"] if missing else []
    return ", ".join(parts) or NONE


def revisions(revised: int, assumed: int) -> str:
    text = f"{number(Decimal(revised), 0)} tal rettet" if revised else NONE
    return f"{text}; offentliggørelse antaget for {number(Decimal(assumed), 0)} tal" if assumed else text


def delivery_text(delivery: StoredDelivery) -> str:
    """What it brought and what is known about it, in one sentence or two."""
    figures = f"{number(Decimal(delivery.figures), 0)} tal"
    still = number(Decimal(delivery.current), 0)
    current = "" if delivery.current == delivery.figures else f", hvoraf {still} stadig gælder"
    parts = [f"{figures}{current}."]
    parts += [_sentence(text) for text in (delivery.state_of_knowledge, delivery.note) if text]
    if delivery.reason or delivery.own_mistake:
        parts.append(_sentence(_begun(why(delivery))))
    return " ".join(parts)


def received(received_at: datetime) -> str:
    return moment(received_at)


def withdrawn(when: datetime | None, reason: str) -> str:
    """«fortrudt 3. marts 2017: forkert fil»."""
    return f"fortrudt {day(danish_day(when))}: {reason}" if when else f"fortrudt: {reason}"


def built(when: datetime) -> str:
    return f"Tallene er samlet {moment(when)}"


def source(name: str, indicator: Indicator) -> str:
    return f"{name} ({TYPED})" if indicator.typed else name


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."
