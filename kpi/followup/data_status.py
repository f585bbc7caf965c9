"""Datagrundlag: how far each indicator has come, which deliveries there are, and what is wrong with any of them."""

from __future__ import annotations

from datetime import date, datetime

from kpi.analysis.asked import delivered_indicators, next_expected
from kpi.disclosure import disclosed, with_related
from kpi.installation import Installation
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.journal import DeliveryWithdrawn
from kpi.model.stored import IndicatorState, StoredDelivery
from kpi.model.views.data_status import DataStatus, DeliveryLine, IndicatorStatus
from kpi.texts import data_status as words
from kpi.texts.alphabet import sort_key
from kpi.texts.periods import day_short
from kpi.texts.sources import source_name


def data_status(here: Installation, as_of: date, *, contract_id: str = "") -> DataStatus:
    """`contract_id` empty: every indicator."""
    definitions, store = here.definitions, here.store
    with store.one_generation():
        states = store.indicator_states(as_of)
        deliveries, problems, built = store.deliveries(), store.problems(), store.built_at()
        revised = _own_revised(here, as_of)
    if contract_id:
        ids = delivered_indicators(definitions.contracts[contract_id], definitions)
    else:
        ids = tuple(one.id for one in definitions.indicators.values() if one.made_from is None)
    shown = sorted((definitions.indicators[one] for one in ids), key=lambda one: sort_key(one.title))
    withdrawn = {
        said.delivery: entry.recorded_at
        for entry in here.entries
        if isinstance(said := entry.statement, DeliveryWithdrawn)
    }
    return DataStatus(
        as_of=as_of,
        indicators=tuple(_indicator(definitions, one, states.get(one.id), revised.get(one.id), as_of) for one in shown),
        deliveries=tuple(_delivery(here, one, withdrawn.get(one.id)) for one in deliveries),
        faults=tuple(f"{problem.delivery}: {problem.text}" for problem in problems),
        built=words.built(built),
    )


def _own_revised(here: Installation, as_of: date) -> dict[str, int]:
    """Of the indicators that are typed: how many figures are seen to be revised; a hidden one never is."""
    definitions = here.definitions
    typed = [one.id for one in definitions.indicators.values() if one.typed]
    keys = with_related({(one, area) for one in typed for area in definitions.areas}, definitions.indicators)
    figures = disclosed(here.store.figures(keys, as_of), definitions)
    found = dict.fromkeys((indicator for indicator, _ in keys), 0)
    for (indicator, _), series in figures.series.items():
        found[indicator] += len(series.revised)
    return found


def _indicator(
    definitions: Definitions, indicator: Indicator, state: IndicatorState | None, revised: int | None, as_of: date
) -> IndicatorStatus:
    """`revised` None: as many as the store has."""
    source = words.source(source_name(indicator, definitions), indicator)
    if state is None or state.newest is None:
        return IndicatorStatus(
            indicator, source, words.NO_FIGURES, "", "", words.NO_FIGURES, False, "", words.NONE, words.NONE, False
        )
    period, expected = next_expected(state.newest, indicator.published_after_days)
    ended = indicator.ended is not None and period > indicator.ended
    late = not ended and as_of > expected
    return IndicatorStatus(
        indicator=indicator,
        source=source,
        newest=words.newest(state.newest),
        last_published=day_short(state.last_published),
        next_expected=words.ENDED if ended else words.next_expected(period, expected),
        state=words.ENDED if ended else words.late(expected) if late else words.IN_ORDER,
        late=late,
        provisional=words.provisional(0 if ended else indicator.provisional_periods),
        gaps=words.gaps(state.hidden, state.missing),
        revisions=words.revisions(state.revised if revised is None else revised, state.assumed),
        example=state.examples > 0,
    )


def _delivery(here: Installation, delivery: StoredDelivery, withdrawn_at: datetime | None) -> DeliveryLine:
    source = here.definitions.sources.get(delivery.source)
    return DeliveryLine(
        id=delivery.id,
        received_at=delivery.received_at,
        received=words.received(delivery.received_at),
        by=delivery.by,
        file_name=delivery.file_name,
        source=source.name if source else delivery.source,
        # Who knows the rest of a file of our own could try out a small count in it.
        sha256="" if here.definitions.is_own(delivery.source) else delivery.sha256,
        figures=delivery.figures,
        refused=delivery.refused,
        text=words.delivery_text(delivery),
        withdrawn="" if delivery.withdrawn is None else words.withdrawn(withdrawn_at, delivery.withdrawn),
        own=(here.folder.deliveries[-1] / delivery.id).is_dir(),
        example=delivery.example,
    )
