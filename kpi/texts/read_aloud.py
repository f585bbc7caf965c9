"""A contract's own words beside the rule they are read as, for whoever writes the contract."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model.contract import AtLeast, Combine, Criterion, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.rule import Strength
from kpi.texts.places import in_area
from kpi.texts.rules import reading_aloud

_SEVERAL = {
    Combine.ALL: "Alle skal være opfyldt",
    Combine.ANY: "Ét af dem er nok",
    Combine.GATE: "Hvert skal være opfyldt, før det næste tæller",
}


def rule(result: TargetResult, definitions: Definitions, municipality: str) -> str:
    """With what is measured: «Fuldtidspersoner på sygedagpenge: 63 færre i december 2017 end i december 2015»."""
    text = reading_aloud(result, definitions)
    target = result.requirement
    if not isinstance(target, Target):
        return text
    where = f" {in_area(target.area, definitions)}" if target.area != municipality else ""
    wish = " (et ønske)" if target.strength is Strength.ASPIRATION else ""
    return f"{definitions.indicators[target.indicator].title}{where}: {text}{wish}"


def told(criterion: Criterion, rules: Sequence[str], line: int) -> str:
    """Line by line: the criterion, the contract's words, and each rule."""
    at = f"{criterion.id} (linje {line})" if line else criterion.id
    how = criterion.combine
    several = f"Mindst {how.count} skal være opfyldt" if isinstance(how, AtLeast) else _SEVERAL[how]
    lines = [at, f"  aftalen: {' '.join(f'«{part}»' for part in criterion.quote)}"]
    lines += [f"  læses:   {several}:"] if len(rules) > 1 else []
    lines += [f"  {'læses:  ' if len(rules) == 1 else '        -'} {text}" for text in rules]
    return "\n".join(f"  {one}" for one in lines)
