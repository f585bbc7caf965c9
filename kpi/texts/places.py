"""Names of areas and groups, and places in a ranking: «nr. 8-9 af 23, midterste tredjedel»."""

from __future__ import annotations

from fractions import Fraction

from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Standing
from kpi.model.reference import Statistic
from kpi.model.rule import BestFraction
from kpi.model.views.comparison import ShownThird
from kpi.texts.alphabet import listed, sort_key

THIRDS = {
    ShownThird.BEST: "bedste tredjedel",
    ShownThird.MIDDLE: "midterste tredjedel",
    ShownThird.WORST: "dårligste tredjedel",
    ShownThird.NONE: "",
}
STATISTICS = {
    Statistic.MEAN: "gennemsnittet",
    Statistic.MEDIAN: "medianen",
    Statistic.WEIGHTED: "det vægtede gennemsnit",
    Statistic.EACH: "hver enkelt",
}
_FRACTIONS = {
    Fraction(1, 2): "halvdel",
    Fraction(1, 3): "tredjedel",
    Fraction(1, 4): "fjerdedel",
    Fraction(1, 5): "femtedel",
}


def area_name(code: str, definitions: Definitions) -> str:
    """The name without its code; an unknown code is said as such."""
    area = definitions.areas.get(code)
    return area.name if area else f"ukendt område {code}"


def area_names(codes: tuple[str, ...], definitions: Definitions) -> str:
    """«Kolding, Vejle og Viborg», in Danish order, inside a sentence; a long list is cut with the number left out."""
    names = tuple(
        sorted(("hele landet" if code == NATION else area_name(code, definitions) for code in codes), key=sort_key)
    )
    if len(names) > 8:
        return f"{', '.join(names[:8])} og {len(names) - 8} flere"
    return listed(names)


def in_area(code: str, definitions: Definitions) -> str:
    """«i hele landet», «i Vejle»."""
    return "i hele landet" if code == NATION else f"i {area_name(code, definitions)}"


def group_title(group: str, definitions: Definitions) -> str:
    """In quotation marks, so that a title with a comma can stand in a sentence."""
    found = definitions.peer_groups.get(group)
    return f"«{found.title if found else group}»"


def part_of_group(rule: BestFraction) -> str:
    """«den bedste tredjedel», «uden for den dårligste tredjedel»."""
    part = _FRACTIONS.get(rule.fraction, f"{rule.fraction.numerator}/{rule.fraction.denominator}")
    return f"uden for den dårligste {part}" if rule.outside_worst else f"den bedste {part}"


def place(standing: Standing) -> str:
    """«nr. 5 af 16», tied «nr. 3-5 af 16», open «mellem nr. 3 og nr. 6 af 16»."""
    if standing.place_from != standing.place_to:
        return f"mellem nr. {standing.place_from} og nr. {standing.place_to} af {standing.members}"
    return f"nr. {places(standing.place_from, standing.tied_with)} af {standing.members}"


def places(first: int, tied_with: int) -> str:
    """«5»; «3-5» where two others have the same value."""
    return f"{first}-{first + tied_with}" if tied_with else f"{first}"


def places_counting(standing: Standing) -> str:
    """The places that count: «plads 1-5»."""
    return "plads 1" if standing.best_places == 1 else f"plads 1-{standing.best_places}"
