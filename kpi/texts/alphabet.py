"""The Danish alphabet: sorted as a reader expects, and spelled without æ, ø and å where a name must be plain."""

from __future__ import annotations

import re
import unicodedata

_ORDER = str.maketrans({"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ü": "y", "é": "e"})
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_LONGEST = 60


def sort_key(name: str) -> str:
    """Key for `sorted`: «Aabenraa» comes after «Ærø»."""
    return name.casefold().replace("aa", "å").translate(_ORDER)


def folded(text: str) -> str:
    """To look for words in: «Sygefravær» and SYGEFRAVAER are alike."""
    return unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)


def plain_name(title: str) -> str:
    """«Sygefravær, månedligt» → sygefravaer-maanedligt; empty where the title has neither letters nor digits."""
    return "-".join(re.findall(r"[a-z0-9]+", folded(title)))[:_LONGEST].strip("-")


def listed(names: tuple[str, ...]) -> str:
    """«Vejle», «Vejle og Viborg», «Kolding, Vejle og Viborg»."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} og {names[-1]}"
