"""How texts are compared and quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

HARD_SPACES = "\u00a0\u202f\u2007\u2009"
_SPACES = re.compile(rf"[\s{HARD_SPACES}]+")


def plain(text: str) -> str:
    """NFC, hard spaces as spaces, runs of spaces as one, none at the ends; for what is looked up."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """How two names are compared: `plain`, and upper and lower case alike."""
    return plain(text).casefold()


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """How headings are compared: case, all blanks and the kind of dash say nothing, because sources change them."""
    return "".join(fold(text).replace("–", "-").replace("\u2011", "-").split()).strip(":.")


def quoted(text: str) -> str:
    """A cell's text inside a message: at most 60 signs, on one line, control signs made visible."""
    shown = text if len(text) <= 60 else text[:59] + "…"
    return f"«{shown}»" if shown.isprintable() else "«" + "".join(_visible(sign) for sign in shown) + "»"


def _visible(sign: str) -> str:
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    if unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"):
        return f"[U+{code:04X}]"
    return sign


def has_look_alikes(text: str) -> bool:
    """True for letters outside the Latin alphabet (Cyrillic «а») and for invisible signs."""
    return any(
        unicodedata.category(sign) == "Cf" or (sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN"))
        for sign in text
    )


def danish(value: Decimal) -> str:
    """The number whole, with Danish signs: 1.234,5."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def listed(names: Sequence[str], most: int = 12, before_last: str = "og") -> str:
    """«a, b og c»; those over `most` are counted."""
    if len(names) > most:
        return ", ".join(names[:most]) + f" og {len(names) - most} til"
    return f" {before_last} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def line_numbers(lines: Iterable[int]) -> str:
    """«4, 9 og 12»; those over the twelfth are counted."""
    return listed([str(line) for line in sorted(lines)])


def ranges(lines: Iterable[int]) -> str:
    """«4-9, 12 og 15-20»: all of them, however many."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return listed([str(first) if first == last else f"{first}-{last}" for first, last in runs], len(runs))
