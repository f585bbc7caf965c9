"""Sentences of Kommuneprofil: where a municipality lies in its group's spread."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model.indicator import Indicator, PeerGroup
from kpi.model.views.comparison import Against

AGAINST = {
    Against.BETTER: "bedre end den midterste halvdel",
    Against.SIMILAR: "i den midterste halvdel",
    Against.WORSE: "dårligere end den midterste halvdel",
    Against.HIGHER: "højere end den midterste halvdel",
    Against.LOWER: "lavere end den midterste halvdel",
    Against.UNKNOWN: "kan ikke siges",
}
SHAPES = {
    Against.BETTER: "▲",
    Against.SIMILAR: "●",
    Against.WORSE: "▼",
    Against.HIGHER: "◆",
    Against.LOWER: "◆",
    Against.UNKNOWN: "○",
}
COUNT = "et antal følger kommunens størrelse"
HEADINGS = ("Tal", "Enhed", "Periode", "Kommunen", "Gruppens midte", "Landet", "Plads", "Mod gruppen")
SOURCES = "Kilder: se hvert tal under Sammenligning."


def headline(own: str, found: Sequence[Against]) -> str:
    """«Silkeborg er bedre end gruppens midterste halvdel på 5 af 14 tal og dårligere på 3.»"""
    known = [one for one in found if one is not Against.UNKNOWN]
    if not known:
        return f"{own} har ingen tal, der kan sammenlignes med gruppen."
    better, worse = known.count(Against.BETTER), known.count(Against.WORSE)
    return f"{own} er bedre end gruppens midterste halvdel på {better} af {len(known)} tal og dårligere på {worse}."


def unknown(group: PeerGroup) -> str:
    return f"Gruppen «{group.title}» er ikke kendt endnu, så der er ingen at sammenligne med."


def note(group: PeerGroup) -> str:
    return (
        "Hver linje går fra gruppens laveste til højeste tal med den midterste kommune i midten; det brede stykke er "
        "den midterste halvdel. Til højre er bedst, hvor et tal har en bedste retning; ellers er højest til højre, og "
        "der er ingen farve. Kommunen selv er ikke med i gruppens tal. "
        "Hvert tal er fra den nyeste periode, kommunen har. "
        f"At ligge uden for den midterste halvdel kan være tilfældigt. Gruppe: {group.source.rstrip('.')}."
    )


def middle(value: str, without: int) -> str:
    """«0,68 (3 uden tal)»."""
    return f"{value} ({without} uden tal)" if without else value


def place(number: str, members: int) -> str:
    return f"nr. {number} af {members}"


def between(first: int, last: int) -> str:
    return f"{first} til {last}"


def alternative(indicator: Indicator, text: str, middle: str, against: Against) -> str:
    """`middle` is empty where the group has none."""
    if not middle:
        return f"{indicator.title}: {text}"
    return f"{indicator.title}: {text}, gruppens midte {middle}, {AGAINST[against]}"


def table_title(own: str, group: PeerGroup) -> str:
    return f"{own} mod {group.title}"
