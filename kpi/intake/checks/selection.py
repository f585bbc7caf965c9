"""Words above a table that name a part of the population: «Køn: Kvinder» is never stored as everybody."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from kpi.intake.files.table import Cell, Row, as_text, is_blank
from kpi.intake.refusal import FileRefused
from kpi.intake.text import fold, plain, quoted
from kpi.model.indicator import Indicator

_SPLITS = frozenset({
    "køn", "alder", "aldersgruppe", "aldersgrupper", "herkomst", "oprindelse", "oprindelsesland", "etnicitet",
    "nationalitet", "statsborgerskab", "civilstand", "familietype", "uddannelse", "uddannelsesniveau",
    "ydelsesgruppe", "ydelsesgrupper", "ydelsestype", "visitationskategori", "målgruppe", "varighed", "branche",
    "a-kasse", "socioøkonomisk status", "filter", "udvalg", "afgrænsning", "sex", "gender", "age", "age group",
    "ancestry", "citizenship", "marital status", "education", "type of benefit", "duration", "industry", "selection",
})  # fmt: skip
_WHOLE = re.compile(
    r"(?:.* )?(?:i alt|total|all|alle(?: \w+)?|samtlige|begge(?: køn)?|ingen|intet|mænd og kvinder|kvinder og mænd)"
    r"|total .*|all .*"
)
_NAMED = re.compile(r"([^:=]{2,40}?) ?[:=] ?(.{1,200})")


def refuse_selection(above: Sequence[Row], indicators: Collection[Indicator], known: str, row_word: str) -> None:
    """FileRefused, naming the words, where rows above the headings name a part that is not what the indicators count.

    `known`: words above that a person has said belong to the table.
    """
    for line, cells in above:
        for split, member in _selections(cells):
            if _WHOLE.fullmatch(fold(member)) or fold(member) in fold(known):
                continue
            if not indicators or not all(_counts(one, member) for one in indicators):
                raise FileRefused(
                    f"Over tallene står {quoted(f'{split}: {member}')} ({row_word} {line}): de er et udsnit og ikke "
                    "tallene i alt. Hent tabellen i alt, eller indlæs den til en indikator, der opgør netop det."
                )


def _selections(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Split and member: in one cell, or in two beside each other."""
    texts = [plain(as_text(cell)) for cell in cells if not is_blank(cell)]
    for text in texts:
        for part in re.split(r"[;|]|, (?=[^,:]{2,40}:)", text):
            if (found := _NAMED.fullmatch(part.strip())) and fold(found[1]) in _SPLITS:
                yield found[1], found[2]
    if len(texts) == 2 and fold(texts[0]).rstrip(" :") in _SPLITS:
        yield texts[0].rstrip(" :"), texts[1]


def _counts(indicator: Indicator, member: str) -> bool:
    """The indicator is of that part: its title, or what is declared of its source's split, names it."""
    fetched = indicator.fetched
    words = [indicator.title, *((fetched.member, *fetched.known_by) if fetched else ())]
    return any(fold(member) in fold(word) for word in words)
