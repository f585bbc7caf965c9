"""What changed between two days, and every value that a figure has had, with the day it came and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kpi.disclosure.shown import shown_changes, shown_vintages
from kpi.evaluate.needed import needed_series
from kpi.installation import Installation
from kpi.model.definitions import Definitions
from kpi.model.observation import Observation
from kpi.model.stored import FigureChange, StoredDelivery
from kpi.model.views.parts import Cell, Table
from kpi.texts import figure_history as words
from kpi.texts.alphabet import sort_key


def changed_between(here: Installation, since: date, until: date, contract_id: str = "") -> Table:
    """As `changed_figures`, each with why it came, as far as that was said."""
    definitions = here.definitions
    with here.store.one_generation():
        deliveries = {delivery.id: delivery for delivery in here.store.deliveries()}
        found = changed_figures(here, since, until, contract_id)
    rows = tuple(_change(definitions, change, deliveries) for change in found)
    title = words.changed(since, until, definitions.contracts[contract_id].short_title if contract_id else "")
    return Table(title, words.CHANGE_HEADINGS, rows, any(change.after.example for change in found), "")


def changed_figures(here: Installation, since: date, until: date, contract_id: str = "") -> list[FigureChange]:
    """Figures known on `until` that were not known, or were others, on `since`; those that were others first.

    Of the contract's own municipality first, then of whom it is compared with; without a contract: of everyone.
    """
    definitions, store = here.definitions, here.store
    contract = definitions.contracts[contract_id] if contract_id else None
    needed = needed_series(contract, definitions) if contract else None
    own = contract.municipality if contract else ""
    with store.one_generation():
        found = shown_changes(here, store.changes(since, until), until)
    wanted = [
        change
        for change in found
        if change.after.indicator in definitions.indicators
        and (needed is None or (change.after.indicator, change.after.area) in needed)
    ]
    # What was changed is of more interest than what is new.
    return sorted(wanted, key=lambda one: (one.before is None, one.after.area != own, *_order(definitions, one.after)))


def values_of(here: Installation, indicator: str, area: str, as_of: date) -> Table:
    """Every vintage of the series published by the day, the newest period first and its oldest value first."""
    definitions, store = here.definitions, here.store
    with store.one_generation():
        deliveries = {delivery.id: delivery for delivery in store.deliveries()}
        found = shown_vintages(here, store.vintages(indicator, area, as_of), as_of)
    by_period = sorted(found, key=lambda seen: -seen.period.ordinal)
    declared = definitions.indicators[indicator]
    rows = tuple(
        tuple(Cell(text, None) for text in words.vintage(seen, declared, deliveries.get(seen.delivery)))
        for seen in by_period
    )
    title = words.values(declared, definitions.areas[area])
    return Table(title, words.VALUE_HEADINGS, rows, any(seen.example for seen in found), "")


def _order(definitions: Definitions, seen: Observation) -> tuple[object, ...]:
    indicator, area = definitions.indicators[seen.indicator], definitions.areas[seen.area]
    return sort_key(indicator.title), sort_key(area.name), -seen.period.ordinal


def _change(
    definitions: Definitions, change: FigureChange, deliveries: Mapping[str, StoredDelivery]
) -> tuple[Cell, ...]:
    after = change.after
    texts = words.change(
        change, definitions.indicators[after.indicator], definitions.areas[after.area], deliveries.get(after.delivery)
    )
    return tuple(Cell(text, None) for text in texts)
