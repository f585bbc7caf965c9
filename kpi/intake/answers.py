"""How an answer of a source's API that was kept is read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kpi.intake.api.answer import Envelope
from kpi.intake.checks.told_breaks import told_breaks
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
    read = api.read_envelope(envelope, indicators, facts, definitions, received_on=received_on)
    return replace(read, breaks=told_breaks(_words(json.loads(envelope.description)), read.figures))


def _words(stated: object) -> Iterator[str]:
    """Every text of a description, whatever the source calls its notes."""
    match stated:
        case str():
            yield stated
        case list():
            for one in stated:
                yield from _words(one)
        case dict():
            for one in stated.values():
                yield from _words(one)
