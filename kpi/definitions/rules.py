"""What a target requires, read from its one rule: «mindst 25», «63 færre end i 2015-12», «bedste tredjedel»."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kpi.definitions import value
from kpi.definitions.place import Place
from kpi.definitions.references import RuleSubject, check_rate, read_baseline, read_reference
from kpi.definitions.table import Key, ReadTable, known, read_table
from kpi.model.indicator import Better, Indicator
from kpi.model.period import Period
from kpi.model.reference import Constant, Reference
from kpi.model.rule import BestFraction, Between, Comparison, Rule, Threshold

_COMPARED: dict[Comparison, tuple[str, object]] = {
    Comparison.AT_LEAST: ("Mindst: et fast tal eller en sammenligning; præcis det samme er nok.", 90),
    Comparison.ABOVE: ("Over, «flere end», «bedre end»: præcis det samme er ikke nok.", {"area": "000"}),
    Comparison.AT_MOST: (
        "Højst: et fast tal eller en sammenligning; præcis det samme er nok.",
        {"baseline": "2015-12", "minus": 63},
    ),
    Comparison.BELOW: ("Under, «færre end», «lavere end»: præcis det samme er ikke nok.", {"baseline": "2016"}),
}
COMPARISONS: dict[Comparison, Key[Decimal | Mapping[str, object] | None]] = {
    comparison: Key(comparison.value, value.number_or_table, None, about=about, example=example)
    for comparison, (about, example) in _COMPARED.items()
}
# fmt: off
BETWEEN = Key[tuple[Decimal, Decimal] | None]("between", value.band, None, about=
    "Tallet ligger mellem de to; begge ender er med.", example=(365, 385))
RANK = Key[Mapping[str, object] | None]("rank", value.table, None, about=
    "Kommunens plads i en gruppe.", example={"peer_group": "klyngen", "best_fraction": "1/3"})
PATH_FROM = Key[Period | Mapping[str, object] | None]("baseline", value.period_or_table, None, about=
    "Hvor vejen til et fast tal begynder: en periode, eller en periode med aftalens eget tal.",
    example={"period": "2014-12", "value": 19})
RULES: tuple[Key[Any], ...] = (*COMPARISONS.values(), BETWEEN, RANK)

_PEER_GROUP = Key[str]("peer_group", value.identifier, about=
    "Gruppens id i peer_groups.toml, eller en region eller landsdel («region-midtjylland»).", example="klyngen")
_BEST_FRACTION = Key[Fraction | None]("best_fraction", value.fraction, None, about=
    "Pladsen er blandt de bedste: så stor en del af gruppen.", example="1/3")
_OUTSIDE_WORST = Key[Fraction | None]("outside_worst_fraction", value.fraction, None, about=
    "Pladsen er uden for de dårligste: så stor en del af gruppen.", example="1/3")
BEST_FRACTION = (_PEER_GROUP, _BEST_FRACTION, _OUTSIDE_WORST)
# fmt: on


def read_rule(target: ReadTable, judged: RuleSubject) -> Rule | None:
    """The target's one rule; None where it has none, several, or a faulty one."""
    given = [key.name for key in RULES if key.name in target.given]
    if not given and target.unread:  # one of them was meant for it, and they are told
        return None
    if len(given) != 1:
        names = ", ".join(key.name for key in RULES)
        what = "Kravet mangler." if not given else f"Der står flere krav på én gang: {', '.join(given)}."
        target.place.note(what, f"Skriv præcis ét af {names}; flere krav skrives som flere [[goal.criterion.target]].")
        return None
    rule: Rule | None = None
    if (band := target.get(BETWEEN)) is not None:
        rule = Between(*band)
    elif (ranking := target.get(RANK)) is not None:
        rule = _read_rank(ranking, judged, target.at(RANK))
    else:
        for comparison, key in COMPARISONS.items():
            required = target.get(key)
            if required is not None:
                _check_direction(comparison, judged.indicator, target.at(key))
                _check_possible(comparison, required, judged.indicator, target.at(key))
                reference = _read_required(required, target, judged, target.at(key))
                rule = Threshold(comparison, reference) if reference is not None else None
    level = isinstance(rule, Threshold) and isinstance(rule.reference.whose, Constant)
    if "baseline" in target.given and rule is not None and not level:
        target.at(PATH_FROM).note(
            "Et udgangspunkt for sig selv hører kun til et fast tal.",
            'Skriv udgangspunktet inde i kravet, fx at_most = { baseline = "2015-12", minus = 63 }, eller fjern det.',
        )
    return rule


def _check_direction(comparison: Comparison, indicator: Indicator | None, place: Place) -> None:
    if indicator is None or indicator.better is Better.NEITHER:
        return
    if comparison.wants_high is not (indicator.better is Better.HIGHER):
        best, use = ("lavt", "at_most eller below") if comparison.wants_high else ("højt", "at_least eller above")
        place.note(
            f"Kravet trækker i den forkerte retning: «{indicator.id}» er bedst, når tallet er {best}.",
            f"Brug {use}, eller ret «better» i indicators.toml.",
        )


def _check_possible(
    comparison: Comparison, required: Decimal | Mapping[str, object], indicator: Indicator | None, place: Place
) -> None:
    """A fixed number that no figure can fulfil."""
    if indicator is None or not isinstance(required, Decimal):
        return
    furthest = indicator.maximum if comparison.wants_high else indicator.minimum
    if furthest is not None and not comparison.holds(furthest, required):
        bound = "højst" if comparison.wants_high else "mindst"
        place.note(
            f"Kravet kan aldrig opfyldes: «{indicator.id}» er altid {bound} {furthest}.",
            "Ret tallet, eller ret minimum eller maximum i indicators.toml.",
        )


def _read_required(
    required: Decimal | Mapping[str, object], target: ReadTable, judged: RuleSubject, place: Place
) -> Reference | None:
    """A number, or a table that says whose figure, of when, and how much better."""
    if not isinstance(required, Decimal):
        return read_reference(required, judged, place)
    start = target.get(PATH_FROM)
    if start is None:
        return Reference(Constant(required))
    path_from = read_baseline(start, judged, target.at(PATH_FROM))
    return Reference(Constant(required, path_from)) if path_from is not None else None


def _read_rank(raw: Mapping[str, object], judged: RuleSubject, place: Place) -> BestFraction | None:
    table = read_table(raw, BEST_FRACTION, place)
    found = known(table, _PEER_GROUP, judged.peer_groups, "Sammenligningsgruppen")
    check_rate(judged.indicator, "En rangorden", place)
    if judged.indicator is not None and judged.indicator.better is Better.NEITHER:
        place.note(
            f"«{judged.indicator.id}» har ingen bedste side, så ingen plads er den bedste.",
            'Vælg en indikator med better = "higher" eller "lower", eller ret «better» i indicators.toml.',
        )
    named = table.given & {_BEST_FRACTION.name, _OUTSIDE_WORST.name}
    if len(named) != 1:
        place.note(
            "Det skal siges, om pladsen er blandt de bedste eller uden for de dårligste.",
            'Skriv enten best_fraction = "1/3" eller outside_worst_fraction = "1/3".',
        )
        return None
    outside_worst = _OUTSIDE_WORST.name in named
    group_id, fraction = table.get(_PEER_GROUP), table.get(_OUTSIDE_WORST if outside_worst else _BEST_FRACTION)
    if not found or group_id is None or fraction is None:
        return None
    group = (judged.peer_groups or {}).get(group_id)
    area_known = judged.areas is None or judged.areas.get(judged.own_area or "") is not None
    if group is not None and judged.due is not None and judged.own_area is not None and area_known:
        members = group.members_on(judged.due.last_day)
        if members is not None and judged.own_area not in members:
            table.at(_PEER_GROUP).note(
                f"Kommunen {judged.own_area} er ikke med i «{group_id}» ved fristen og kan ikke få en plads i den.",
                "Vælg en gruppe, som kommunen er med i.",
            )
            return None
    return BestFraction(group_id, fraction, outside_worst)
