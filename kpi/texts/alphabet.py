"""Sorting as a Danish reader expects: æ, ø, å last, and Aa as å."""

from __future__ import annotations

_ORDER = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ü": "y", "é": "e"})


def sort_key(name: str) -> str:
    """Key for `sorted`: «Aabenraa» comes after «Ærø»."""
    return name.casefold().replace("aa", "å").translate(_ORDER)


def listed(names: tuple[str, ...]) -> str:
    """«Vejle», «Vejle og Viborg», «Kolding, Vejle og Viborg»."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} og {names[-1]}"
