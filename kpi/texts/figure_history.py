"""Words of what changed between two days, and of the values a figure has had."""

from __future__ import annotations

from datetime import date

from kpi.model.area import Area
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.model.stored import FigureChange, StoredDelivery
from kpi.texts import numbers, periods

CHANGE_HEADINGS = ("Indikator", "Område", "Periode", "Før", "Nu", "Offentliggjort", "Hvad")
VALUE_HEADINGS = ("Periode", "Værdi", "Kvalitet", "Offentliggjort", "Modtaget", "Af", "Fil", "Hvad")
NEW, REVISED, OWN_MISTAKE = "nyt tal", "rettet af kilden", "rettelse af vores egen fejl"
NOTHING = "intet tal"


def changed(since: date, until: date, contract: str) -> str:
    """`contract` empty: figures of every municipality."""
    whose = f"tal, som «{contract}» bygger på" if contract else "alle kommuners tal"
    return f"Ændret fra {periods.day(since)} til {periods.day(until)}: {whose}"


def values(indicator: Indicator, area: Area) -> str:
    return f"{indicator.title}, {area.name}: alle værdier"


def change(change: FigureChange, indicator: Indicator, area: Area, delivery: StoredDelivery | None) -> tuple[str, ...]:
    """In the order of CHANGE_HEADINGS."""
    after = change.after
    before = "" if change.before is None else _value(change.before, indicator)
    what = NEW if change.before is None else why(delivery)
    return (
        indicator.title,
        area.name,
        periods.short(after.period),
        before,
        _value(after, indicator),
        periods.day_short(after.published_on),
        what,
    )


def vintage(seen: Observation, indicator: Indicator, delivery: StoredDelivery | None) -> tuple[str, ...]:
    """In the order of VALUE_HEADINGS."""
    published = periods.day_short(seen.published_on) + (" (antaget)" if seen.published_assumed else "")
    return (
        periods.short(seen.period),
        _value(seen, indicator),
        seen.quality.value,
        published,
        periods.moment(seen.recorded_at),
        delivery.by if delivery else "",
        delivery.file_name if delivery else "",
        _reason(delivery),
    )


def why(delivery: StoredDelivery | None) -> str:
    """«rettelse af vores egen fejl: forkert kolonne»."""
    told = OWN_MISTAKE if delivery and delivery.own_mistake else REVISED
    return f"{told}: {delivery.reason}" if delivery and delivery.reason else told


def _reason(delivery: StoredDelivery | None) -> str:
    return why(delivery) if delivery and (delivery.reason or delivery.own_mistake) else ""


def _value(seen: Observation, indicator: Indicator) -> str:
    return (seen.quality.value or NOTHING) if seen.value is None else numbers.number(seen.value, indicator.decimals)
