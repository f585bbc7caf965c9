"""The closed grammar of numbers as people and systems write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from kpi.intake.refusal import Unreadable
from kpi.intake.text import HARD_SPACES, quoted

MOST_DECIMALS, MOST_INTEGERS = 12, 16

_GROUPED_POINT, _GROUPED_COMMA = r"[1-9]\d{0,2}(?:\.\d{3})+", r"[1-9]\d{0,2}(?:,\d{3})+"
_GROUPED_SPACE = rf"[1-9]\d{{0,2}}(?:[ {HARD_SPACES}]\d{{3}})+"
_WHOLE = r"(?:0|[1-9]\d*)"
_NUMBER = re.compile(
    r"(?P<minus>[-\u2212]?)(?:"
    r"(?P<either>[1-9]\d{0,2}[.,]\d{3})"
    rf"|(?P<danish>(?:{_WHOLE}|{_GROUPED_POINT}|{_GROUPED_SPACE}),\d+|[1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}})"
    rf"|(?P<english>(?:{_WHOLE}|{_GROUPED_COMMA}|{_GROUPED_SPACE})\.\d+|[1-9]\d{{0,2}}(?:,\d{{3}}){{2,}})"
    rf"|(?P<neutral>{_WHOLE}|{_GROUPED_SPACE})"
    rf")(?P<percent>[ {HARD_SPACES}]?%)?",
    re.ASCII,
)
_ENDS = " \t\r\n" + HARD_SPACES
_DROP_DANISH = str.maketrans(dict.fromkeys("." + " " + HARD_SPACES) | {",": "."})
_DROP_ENGLISH = str.maketrans(dict.fromkeys("," + " " + HARD_SPACES))


class Convention(StrEnum):
    """What point and comma mean; one a file."""

    DANISH = "dansk"
    ENGLISH = "engelsk"
    UNSETTLED = "uafgjort"
    """No number of the file shows it, and some could be read in two ways."""
    MIXED = "blandet"


def convention_of(texts: Iterable[str]) -> tuple[Convention, str, str]:
    """What point and comma mean in these texts together, with an example in Danish and one in English form.

    Danish where nothing can be read in two ways; UNSETTLED where the only numbers with a sign are `d.ddd` or `d,ddd`.
    """
    danish = english = either = ""
    for text in texts:
        found = _NUMBER.fullmatch(text.strip(_ENDS))
        if not found:
            continue
        if found["danish"]:
            danish = danish or text
        elif found["english"]:
            english = english or text
        elif found["either"]:
            either = either or text
    if danish and english:
        return Convention.MIXED, danish, english
    if english:
        return Convention.ENGLISH, "", english
    if danish or not either:
        return Convention.DANISH, danish, ""
    return Convention.UNSETTLED, either, either


def is_either(text: str) -> bool:
    """True: `d.ddd` or `d,ddd`, a thousand in one way of writing and three decimals in the other."""
    found = _NUMBER.fullmatch(text.strip(_ENDS))
    return found is not None and found["either"] is not None


def decimal_sign(convention: Convention) -> str:
    return "." if convention is Convention.ENGLISH else ","


def read_number(text: str, convention: Convention) -> tuple[Decimal, bool]:
    """The number, and whether a per cent sign follows it. Unreadable for anything outside the grammar."""
    found = _NUMBER.fullmatch(text.strip(_ENDS))
    if not found:
        raise Unreadable(
            f"{quoted(text)} er ikke et tal. Skriv cifre med komma som decimaltegn, for eksempel 1.234,5 eller -4."
        )
    body = found["either"] or found["danish"] or found["english"] or found["neutral"]
    plain = body.translate(_DROP_ENGLISH if convention is Convention.ENGLISH else _DROP_DANISH)
    check_size(plain, text)
    value = Decimal(plain)
    return (-value if found["minus"] and value else value), found["percent"] is not None


def rounded(value: Decimal, decimals: int) -> Decimal:
    """To so many decimals at most; with those it has where it has fewer."""
    exponent = value.as_tuple().exponent
    return round(value, decimals) if isinstance(exponent, int) and -exponent > decimals else value


def check_size(plain: str, text: str) -> None:
    """Unreadable for more than 16 digits before the point of `plain` or 12 after it; `text` is what is quoted."""
    whole, _, decimals = plain.lstrip("-").partition(".")
    if len(decimals) > MOST_DECIMALS:
        raise Unreadable(f"{quoted(text)} har mere end {MOST_DECIMALS} decimaler. Afrund tallet.")
    if len(whole) > MOST_INTEGERS:
        raise Unreadable(f"{quoted(text)} har mere end {MOST_INTEGERS} cifre foran kommaet og kan ikke være rigtigt.")
