"""What a good colleague would ask about the indicators: alike in name, nothing said, or half of what a share needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kpi.definitions.place import line_of
from kpi.definitions.spots import Spot
from kpi.model.definitions import Caution, Definitions
from kpi.model.indicator import Indicator, IndicatorKind

_FILE = "indicators.toml"
_FEWEST_WORDS = 3
"""Of a definition that says what is counted; fewer repeat the title at best."""


def indicator_cautions(definitions: Definitions) -> tuple[Caution, ...]:
    """None while something in the file is faulty: then it is not known where each of the others stands."""
    lines = definitions.lines.get(_FILE, {})
    indicators = list(definitions.indicators.values())
    if f"indicator[{len(indicators)}]" not in lines or f"indicator[{len(indicators) + 1}]" in lines:
        return ()
    places = {one.id: f"indicator[{number}]" for number, one in enumerate(indicators, start=1)}
    spots = {name: Spot(_FILE, key, line_of(key, lines)) for name, key in places.items()}
    found = [caution for one in indicators for caution in _of_one(one, spots[one.id])]
    for alike in _grouped(indicators, lambda one: one.title.casefold()):
        found += [_same_title(alike, spots[alike[-1].id])]
    for together in _grouped(indicators, lambda one: f"{one.source}/{one.table}" if one.table else ""):
        found += _other_breaks(together, spots)
    return tuple(sorted(found, key=lambda one: one.line))


def _of_one(one: Indicator, spot: Spot) -> Iterator[Caution]:
    if len(one.definition.split()) < _FEWEST_WORDS or one.definition.rstrip(".").casefold() == one.title.casefold():
        yield spot.ask(
            f"Definitionen af «{one.id}» siger ikke, hvad der tælles: «{one.definition}»",
            "Skriv i definition, hvem eller hvad der tælles, og hvornår.",
        )
    if one.typed and one.kind is IndicatorKind.SHARE and not (one.numerator and one.denominator):
        yield spot.ask(
            f"«{one.id}» er en andel, der indtastes, men den har ikke både tæller og nævner.",
            "Skriv numerator og denominator, så andelen kan lægges sammen over et år og vises med sin usikkerhed.",
        )
    for name, bound in (("minimum", one.minimum), ("maximum", one.maximum)):
        if bound is not None and bound.as_tuple().exponent == -3 and abs(bound) >= 1:
            yield spot.ask(
                f"{name} er {bound}, og det læses som {bound.normalize():f}, for punktum er decimaltegn.",
                f"Menes {bound.scaleb(3):.0f}, så skriv {bound.scaleb(3):.0f} uden punktum.",
            )


def _grouped(indicators: Sequence[Indicator], by: Callable[[Indicator], str]) -> Iterator[list[Indicator]]:
    """Those of two or more that are alike; the empty text is like nothing."""
    groups = defaultdict(list)
    for one in indicators:
        groups[by(one)].append(one)
    yield from (found for name, found in groups.items() if name and len(found) > 1)


def _same_title(alike: Sequence[Indicator], spot: Spot) -> Caution:
    ids = " og ".join(f"«{one.id}»" for one in alike)
    return spot.ask(f"{ids} hedder begge «{alike[0].title}».", "Giv dem hver sin title, så de kan kendes fra hinanden.")


def _other_breaks(together: Sequence[Indicator], spots: Mapping[str, Spot]) -> Iterator[Caution]:
    """A source breaks a table as a whole more often than one column of it."""
    broken = {one.first: other for other in together for one in other.breaks}
    for one in together:
        own = {found.first for found in one.breaks}
        for first, other in broken.items():
            if first not in own and one.frequency is other.frequency and one.made_from is None:
                yield spots[one.id].ask(
                    f"«{one.id}» og «{other.id}» kommer fra samme tabel ({one.table}), "
                    f"men kun «{other.id}» har et databrud fra {first}.",
                    "Skriv databruddet ved begge, hvis det gælder hele tabellen.",
                )
