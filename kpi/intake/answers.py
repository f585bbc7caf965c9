"""How an answer of a source's API that was kept is read again."""

from __future__ import annotations

from datetime import date

from kpi.intake.api.answer import Envelope
from kpi.intake.refusal import FileRefused
from kpi.intake.register import APIS
from kpi.model.definitions import Definitions
from kpi.model.delivery import ReadFile
from kpi.model.indicator import Fetched, Indicator
from kpi.model.period import PeriodKind


def sharing(
    definitions: Definitions, source: str
) -> dict[tuple[str, str, PeriodKind], tuple[tuple[Indicator, Fetched], ...]]:
    """Indicators that the same questions answer, by table (small letters), split and kind of period."""
    groups: dict[tuple[str, str, PeriodKind], tuple[tuple[Indicator, Fetched], ...]] = {}
    for indicator in definitions.indicators.values():
        if indicator.source == source and indicator.fetched is not None:
            key = indicator.table.lower(), indicator.fetched.split, indicator.frequency
            groups[key] = (*groups.get(key, ()), (indicator, indicator.fetched))
    return groups


def read_answers(content: bytes, definitions: Definitions, *, received_on: date) -> ReadFile:
    """What a kept answer says, as the indicators are declared now. FileRefused for what is none, or fits none."""
    envelope = Envelope.from_bytes(content)
    api = APIS.get(envelope.source)
    indicators = sharing(definitions, envelope.source).get((envelope.table, envelope.split, envelope.kind))
    if api is None or indicators is None:
        raise FileRefused(f"Svaret er fra tabellen {envelope.table}, som ikke længere hentes til nogen indikator.")
    facts = api.read_facts(envelope.description, envelope.table, indicators, definitions.areas)
    return api.read_envelope(envelope, indicators, facts, definitions, received_on=received_on)
