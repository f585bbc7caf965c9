"""A contract's own words beside the rule they are read as, for whoever writes the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from kpi.model.contract import AtLeast, Combine, Criterion, Followed, Tally, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import AnyAmendment, TargetResult
from kpi.model.rule import OfRequired, Strength, Window
from kpi.texts import alarm
from kpi.texts.alphabet import listed
from kpi.texts.periods import day
from kpi.texts.places import in_area
from kpi.texts.rules import WINDOWS, reading_aloud
from kpi.texts.together import margin


def rule(result: TargetResult, definitions: Definitions, municipality: str) -> str:
    """With what is measured: «Fuldtidspersoner på sygedagpenge: 63 færre i december 2017 end i december 2015»."""
    text = reading_aloud(result, definitions)
    target = result.requirement
    if isinstance(target, Tally):
        return f"{text}: {listed(target.criteria)}"
    if isinstance(target, Followed):
        return text
    later = "".join(_amended(one, result, definitions) for one in target.amendments)
    if not isinstance(target, Target):
        return f"{text}{later}"
    indicator = definitions.indicators[target.indicator]
    where = f" {in_area(target.area, definitions)}" if target.area != municipality else ""
    wish = " (et ønske)" if target.strength is Strength.ASPIRATION else ""
    latest = f"; {WINDOWS[target.window]} gælder" if target.window is Window.LATEST else ""
    near = f"; tæt på indtil {margin(target.near, indicator)} fra kravet" if isinstance(target.near, Decimal) else ""
    near = f"; tæt på indtil {margin(target.near, indicator)}" if isinstance(target.near, OfRequired) else near
    told = "" if target.alarm is None else f"; alarm {alarm.level(target.alarm, indicator)}"
    return f"{indicator.title}{where}: {text}{wish}{latest}{near}{told}{later}"


def _amended(amendment: AnyAmendment, result: TargetResult, definitions: Definitions) -> str:
    """«; ændret 1. juni 2017: højst 765 fuldtidspersoner i december 2017»."""
    if amendment.revised is None:
        return f"; udgået {day(amendment.on)}"
    unjudged = replace(result, requirement=amendment.revised, reading=None, required=None, baseline=None)
    return f"; ændret {day(amendment.on)}: {reading_aloud(unjudged, definitions)}"


def told(criterion: Criterion, rules: Mapping[str, str], line: int) -> str:
    """Line by line: the criterion, the contract's words, and each rule (by its requirement's id, in order)."""
    at = f"{criterion.id} (linje {line})" if line else criterion.id
    quoted = f"  aftalen: {' '.join(f'«{part}»' for part in criterion.quote)}"
    return "\n".join(f"  {one}" for one in (at, quoted, *_read(criterion, rules)))


def _read(criterion: Criterion, rules: Mapping[str, str]) -> list[str]:
    if len(rules) == 1:
        return [f"  læses:   {text}" for text in rules.values()]
    part_of = {one: part for part in criterion.parts for one in part.requirements}
    lines, told = [f"  læses:   {_together(criterion.combine)}:"], set[str]()
    for requirement, text in rules.items():
        part = part_of.get(requirement)
        if part is not None and part.id not in told:
            told.add(part.id)
            lines.append(f"        - {_together(part.combine)}:")
        lines.append(f"        {'- ' if part is None else '    - '}{text}")
    return lines


def _together(how: Combine | AtLeast) -> str:
    match how:
        case Combine.ALL:
            return "Alle skal være opfyldt"
        case Combine.ANY:
            return "Ét af dem er nok"
        case Combine.GATE:
            return "Hvert skal være opfyldt, før det næste tæller"
        case Combine.OTHERWISE:
            return "Det første er nok; kun hvis det svigter, tæller de andre, og så skal alle være opfyldt"
        case AtLeast(count):
            return f"Mindst {count} skal være opfyldt"
        case _:
            assert_never(how)
