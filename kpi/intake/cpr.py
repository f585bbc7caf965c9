"""The guard against CPR numbers: finds them in all usual spellings and repeats them nowhere.

Check digits are not asked for: numbers without them have been issued since 2007.
"""

from __future__ import annotations

import re
import unicodedata

from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold

_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_CENTURY = r"(?:18|19|20)?"
_JOIN = r" ?[-./]? ?"
# A plus before the digits makes them a telephone number.
_BEFORE, _AFTER = r"(?<![\d+])", r"(?!\d)"
_TEN = (
    rf"{_DAY}{_MONTH}{_CENTURY}\d\d{_JOIN}\d{{4}}"
    rf"|{_DAY}(?P<s>[ ./-]){_MONTH}(?P=s){_CENTURY}\d\d{_JOIN}\d{{4}}"
    # Replacement numbers: letters among the last four, or 60 added to the day.
    rf"|(?:{_DAY}|6[1-9]|[78]\d|9[01]){_MONTH}\d\d-(?=[A-Z]*\d)[\dA-Z]{{4}}(?![A-Za-z])"
)
_NINE = rf"[1-9]{_MONTH}\d\d-?\d{{4}}"
# A whole file at once, whatever separates its cells: where this finds nothing, no cell holds one.
_SUSPECT = re.compile(f"{_BEFORE}(?:{_TEN}|{_NINE}){_AFTER}", re.ASCII)
_IN_TEXT = re.compile(rf"{_BEFORE}(?:{_TEN}|(?<!\d[.,]){_NINE}){_AFTER}", re.ASCII)
# Among figures: not the decimals of a number, and nine digits are an amount.
_AMONG_FIGURES = re.compile(rf"{_BEFORE}(?<!\d[.,])(?:{_TEN}){_AFTER}(?![.,]\d)", re.ASCII)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
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


def comparable(text: str) -> str:
    """The text with every digit, dash and space in its plainest form, invisible signs left out."""
    if text.isascii():
        return text
    text = _DASHES.sub("-", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    digits = {ord(sign): str(unicodedata.digit(sign)) for sign in set(text) if sign.isdigit() and not sign.isascii()}
    return text.translate(digits) if digits else text


def may_contain_cpr(text: str) -> bool:
    """A quick look at a whole file: False is certain, True asks for `contains_cpr` cell by cell."""
    return bool(_SUSPECT.search(comparable(text)))


def contains_cpr(text: str, *, among_figures: bool = False) -> bool:
    """True where something reads as a CPR number. Among figures nine digits and decimals are none."""
    return bool((_AMONG_FIGURES if among_figures else _IN_TEXT).search(comparable(text)))


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
