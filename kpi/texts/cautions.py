"""Questions that the figures ask of a contract, each in a sentence with what to do."""

from __future__ import annotations

import re
from decimal import Decimal

from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.texts.periods import of_reading
from kpi.texts.rules import goal
from kpi.texts.said import said
from kpi.texts.together import together

KEPT_UP = re.compile(r"fasthold|bevar|opretthold|allerede opfyldt|holdes")
"""How a note says that a level already met is to be kept."""
TOO_SMALL = re.compile(r"sving|støj|tilfæld|usikker|rette|revision")
"""How a note says that a change may be too small to be seen."""
ALREADY_MET_REMEDY = "Overvej et andet krav, eller skriv i note, at niveauet skal fastholdes."
PER_CENT_OF_NOTHING = (
    "Kravet er en ændring i procent, men udgangspunktets tal er nul eller negativt, så det kan ikke afgøres."
)
PER_CENT_OF_NOTHING_REMEDY = "Skriv ændringen som et antal (plus eller minus), eller kravet som et fast tal."
TOO_SMALL_REMEDY = (
    "Overvej en større ændring eller et gennemsnit over længere tid, eller skriv i note, hvad svaret kan sige."
)


def already_met(result: TargetResult, definitions: Definitions) -> str:
    target, reading = result.requirement, result.reading
    if not isinstance(target, Target) or reading is None:
        raise ValueError(f"{result.requirement.id} has no figure that could have met it")
    value = said(result, definitions.indicators[target.indicator]).amount(reading.value)
    made_up = " (eksempeltal)" if result.example else ""
    return (
        f"Kravet var allerede opfyldt, da aftalen blev indgået: {value} i {of_reading(reading)}{made_up}; "
        f"målet er {goal(result, definitions)}."
    )


def within_revision(wanted: Decimal, usual: Decimal, indicator: Indicator) -> str:
    numbers = together(indicator, wanted, usual, Decimal(0))
    return (
        f"Ændringen på {numbers.size(wanted)} er mindre end det, kilden plejer at rette tallet med "
        f"({numbers.size(usual)})."
    )


def within_noise(wanted: Decimal, swing: Decimal, indicator: Indicator) -> str:
    numbers = together(indicator, wanted, swing, Decimal(0))
    return (
        f"Ændringen på {numbers.size(wanted)} er mindre end det, tallet svinger af sig selv "
        f"(op til {numbers.size(swing)} til hver side)."
    )
