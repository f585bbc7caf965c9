"""The guard of received files: a CPR number or a list of persons stops a file, and is repeated nowhere."""

from __future__ import annotations

from kpi.cpr import comparable, contains_cpr, may_contain_cpr
from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold

__all__ = ["comparable", "contains_cpr", "is_list_of_persons", "may_contain_cpr", "refuse_cpr", "refuse_persons"]

_PERSON_NUMBER = {
    "cpr",
    "cpr-nr",
    "cpr-nr.",
    "cpr nr",
    "cpr nr.",
    "cprnr",
    "cprnr.",
    "cpr-nummer",
    "cprnummer",
    "personnummer",
}
_PERSON_FACTS = {
    "navn", "fornavn", "efternavn", "fulde navn", "borger", "borgerens navn", "borgers navn", "adresse", "vejnavn",
    "telefon", "telefonnummer", "mobil", "e-mail", "email", "mail", "fødselsdato", "fødselsdag", "køn", "sagsnummer",
    "sagsnr", "sagsnr.", "journalnummer", "sagsbehandler",
}  # fmt: skip


def refuse_cpr(where: str) -> FileRefused:
    """The refusal of a file with a CPR number; `where` names the place, never the number."""
    return FileRefused(
        f"Noget ligner et CPR-nummer ({where}). Intet er gemt. Effekttavlen må kun få samlede tal: fjern "
        "nummeret, og "
        "indlæs filen igen. Er det et stort beløb, så skriv det med tusindtalsskilletegn.",
        personal=True,
    )


def refuse_persons(where: str) -> FileRefused:
    return FileRefused(
        f"Filen ligner en liste over personer ({where}). Intet er gemt. Effekttavlen må kun få samlede tal: optæl "
        "personerne, og indlæs tallene.",
        personal=True,
    )


def is_list_of_persons(headings: list[str]) -> bool:
    """True for a heading that asks for a CPR number, or for two facts about a person side by side."""
    folded = {fold(heading) for heading in headings}
    return bool(folded & _PERSON_NUMBER) or len(folded & _PERSON_FACTS) >= 2
