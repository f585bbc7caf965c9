"""Words about groups of municipalities that people write in: why one is refused, and its history."""

from __future__ import annotations

from datetime import date

from kpi.model.definitions import Definitions
from kpi.texts.periods import day as long_day
from kpi.texts.places import area_names

OBJECT = "grupper af kommuner"
TITLE_MISSING = "Giv gruppen et navn."
TITLE_WITHOUT_LETTERS = "Gruppens navn skal have bogstaver eller tal i sig."
SOURCE_MISSING = "Skriv kilden: hvem har lavet gruppen, og hvor og hvornår er den offentliggjort?"
MEMBERS_MISSING = "Vælg de kommuner, der er med i gruppen."
DAYS_TURNED = "Gruppen holder op med at gælde, før den begynder. Ret dagene."
REASON_MISSING = "Skriv, hvorfor gruppen trækkes tilbage."
NOT_OURS = "Gruppen er ikke skrevet ind her, eller den er allerede trukket tilbage."
CPR = "Teksten ligner et cpr-nummer. Intet er gemt. Skriv uden navne og numre."
STANDS = "gælder"
ALWAYS = "uden datoer"


def taken(title: str) -> str:
    return f"Der er allerede en gruppe, der hedder «{title}». Giv den nye et andet navn, eller træk den gamle tilbage."


def given(day: date, by: str) -> str:
    return f"skrevet ind {long_day(day)} af {by}"


def withdrawn(day: date, by: str, reason: str) -> str:
    return f"trukket tilbage {long_day(day)} af {by}: {reason}"


def members(codes: tuple[str, ...], definitions: Definitions) -> str:
    """«7 kommuner: Billund, Esbjerg …»."""
    return f"{len(codes)} kommuner: {area_names(codes, definitions)}"


def days(valid_from: date | None, valid_to: date | None) -> str:
    if valid_from is None and valid_to is None:
        return ALWAYS
    if valid_to is None and valid_from is not None:
        return f"fra {long_day(valid_from)}"
    if valid_from is None and valid_to is not None:
        return f"til og med {long_day(valid_to)}"
    return f"{long_day(valid_from or date.min)} til og med {long_day(valid_to or date.max)}"
