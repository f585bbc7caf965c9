"""What somebody may mean by a word that is no id: areas by name, and anything declared by its id, title and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from kpi.model.area import NATION, Area
from kpi.model.indicator import Indicator, PeerGroup, Source

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(["af", "andel", "antal", "de", "den", "der", "det", "en", "er", "et", "for", "i", "med", "og", "paa",
                    "pct", "som", "til", "ved"])  # fmt: skip
_LEAST_STEM = 5
"""Letters that two Danish compounds share at their beginning before they are about the same."""
_NATION = re.compile(r"(?:hele )?(?:landet|danmark|nationen|riget)|dk|lands(?:gennemsnit|tal|plan|niveau)(?:tet|et|t)?")


def folded(word: str) -> str:
    """Without capitals and Danish letters."""
    return word.casefold().translate(_LETTERS)


def meant_area(word: str, areas: Iterable[Area]) -> str:
    """The code of «Silkeborg Kommune», «landet», «0» or «84»; empty where no single area is meant."""
    said = " ".join(word.replace("\u00a0", " ").split())
    codes = {area.code for area in areas}
    if _NATION.fullmatch(said.casefold()) and NATION in codes:
        return NATION
    if said.isdigit() and (code := f"{int(said):03d}") in codes:
        return code
    name = folded(re.sub(r"(?:s)? kommune$", "", said, flags=re.IGNORECASE))
    named = {area.code for area in areas for one in (area.name, *area.old_names) if folded(one) in (name, folded(said))}
    if not named:
        names = {folded(area.name): area.code for area in areas}
        named = {names[near] for near in get_close_matches(name, names, n=1, cutoff=0.8)}
    return named.pop() if len(named) == 1 else ""


@dataclass(frozen=True, slots=True)
class Found:
    """Something declared, and how well it answers to the word; more is better."""

    id: str
    title: str
    score: float


def meant(word: str, declared: Mapping[str, object], most: int = 4) -> tuple[Found, ...]:
    """Best first; those only that answer about as well as the best of them."""
    asked = _words(word)
    found = [Found(name, title_of(one), _score(word, asked, name, one)) for name, one in declared.items() if name]
    found = sorted((one for one in found if one.score), key=lambda one: (-one.score, len(one.id), one.id))
    return tuple(one for one in found if one.score >= found[0].score * 0.85)[:most]


def title_of(one: object) -> str:
    """Empty for what has none, or is faulty."""
    match one:
        case Indicator(title=title) | PeerGroup(title=title):
            return title
        case Area(name=title) | Source(name=title):
            return title
        case _:
            return ""


def _words(text: str) -> list[str]:
    found = _WORD.findall(folded(text))
    return [word for word in found if word not in _SMALL] or found


def _score(word: str, asked: list[str], name: str, one: object) -> float:
    """Nearness in spelling to the id, or the share of the words asked for that its id, title and words hold."""
    spelling = SequenceMatcher(None, folded(word), folded(name)).ratio()
    said = ((1.0, name), (0.9, title_of(one)), (0.4, one.definition if isinstance(one, Indicator) else ""))
    places = [(weight, _words(text)) for weight, text in said]
    held = sum(max(weight * _best(part, words) for weight, words in places) for part in asked) / max(len(asked), 1)
    return max(spelling if spelling >= 0.6 else 0.0, held if held >= 0.4 else 0.0)


def _best(part: str, words: list[str]) -> float:
    return max((_alike(part, one) for one in words), default=0.0)


def _alike(part: str, one: str) -> float:
    """1 the same word, less for compounds that begin alike or hold one another («sygedagpengemodtagere»)."""
    if part == one:
        return 1.0
    shorter, longer = sorted((part, one), key=len)
    if len(shorter) >= _LEAST_STEM and longer.startswith(shorter):
        return 0.9
    if len(shorter) >= _LEAST_STEM and shorter in longer:
        return 0.8
    return 0.7 if SequenceMatcher(None, part, one).ratio() >= 0.8 else 0.0
