"""Where a figure comes from and since when it is known: the line under charts and tables, and the short form."""

from __future__ import annotations

from kpi.model.definitions import Definitions
from kpi.model.evaluation import Reading
from kpi.model.indicator import TYPED, Indicator
from kpi.model.observation import Observation
from kpi.texts.periods import danish_day, day_short


def source_name(indicator: Indicator, definitions: Definitions) -> str:
    """«jobindsats.dk, Y07A02»: the declared source, with its own name of the table where the credit lacks it."""
    credit = credited(indicator, definitions)
    named = all(word in credit for word in indicator.table.split())
    return credit if named else f"{credit}, {indicator.table}"


def credited(indicator: Indicator, definitions: Definitions) -> str:
    """What the source asks to be called; its name where it asks for nothing."""
    source = definitions.sources[indicator.source]
    return source.credit or source.name


def source_line(indicator: Indicator, observation: Observation | None, definitions: Definitions) -> str:
    """The line under a chart or table, by its newest figure; None: nothing has been delivered."""
    name = source_name(indicator, definitions)
    if observation is None:
        return f"Kilde: {name}. Der er ikke leveret tal endnu."
    published = (
        f"offentliggørelse antaget {day_short(observation.published_on)}"
        if observation.published_assumed
        else f"offentliggjort {day_short(observation.published_on)}"
    )
    if observation.example:
        return f"Kilde: eksempeltal, lavet til at prøve programmet (rigtige tal kommer fra {name}), {published}"
    received = day_short(danish_day(observation.recorded_at))
    if _typed(observation):
        return f"Kilde: {name}, indtastet {received}"
    return f"Kilde: {name}, {published}, hentet {received}"


def brief(reading: Reading, indicator: Indicator, definitions: Definitions) -> str:
    """For a sentence, in brackets: «jobindsats.dk, 20. jan. 2017»; empty for a figure the contract states itself."""
    if not reading.made_from:
        return ""
    newest = max(reading.made_from, key=lambda made: made.published_on)
    published = day_short(newest.published_on)
    if newest.example:
        return f"eksempeltal, {published}"
    if _typed(newest):
        return f"indtastet {day_short(danish_day(newest.recorded_at))}"
    name = credited(indicator, definitions)
    return f"{name}, antaget offentliggjort {published}" if newest.published_assumed else f"{name}, {published}"


def _typed(observation: Observation) -> bool:
    return observation.source == TYPED
