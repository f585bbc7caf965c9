"""Words of the examples beside a rule."""

from __future__ import annotations

from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.example import Example
from kpi.texts.statuses import plain_word
from kpi.texts.verdict import sentence

FAILING_REMEDY = "Ret kravet, hvis eksemplet siger det, aftalen mener; ellers ret eksemplet."


def failing(example: Example, result: TargetResult, definitions: Definitions) -> str:
    """«Eksemplet (præcis på grænsen) skal give «Nået» (MET), men kravet giver «Ikke nået» (MISSED): …»."""
    name = f"Eksemplet ({example.why})" if example.why else "Eksemplet"
    expected = f"«{plain_word(example.status)}» ({example.status})"
    found = f"«{plain_word(result.status)}» ({result.status})"
    return f"{name} skal give {expected}, men kravet giver {found}. Det siger: «{sentence(result, definitions)}»"
