"""What can be compared: indicators and the ways to show them, groups, periods and municipalities."""

from __future__ import annotations

from datetime import date

from kpi.analysis.measured import measures
from kpi.analysis.peers import holds, usual_group
from kpi.installation import Installation
from kpi.model.area import AreaKind
from kpi.model.definitions import Definitions
from kpi.model.indicator import Better
from kpi.model.views.comparison import ComparisonChoices
from kpi.model.views.parts import Choice
from kpi.texts import comparison as words
from kpi.texts.alphabet import sort_key
from kpi.texts.amounts import is_count
from kpi.texts.periods import long
from kpi.texts.places import area_name

OWN_WAY = "tal"
"""The choice of measure that shows whichever indicator as it is declared."""
_FEW = 3
"""Areas, the nation among them: no more than these are too few municipalities to compare."""


def comparison_choices(here: Installation, own: str, indicator_id: str, as_of: date) -> ComparisonChoices:
    """What can be chosen: indicators that several municipalities have, own groups first, periods newest first."""
    definitions, store = here.definitions, here.store
    states = store.indicator_states(as_of)
    indicators = [
        definitions.indicators[one]
        for one, state in states.items()
        if one in definitions.indicators and state.areas > _FEW
    ]
    indicators.sort(key=lambda one: (is_count(one) or one.better is Better.NEITHER, sort_key(one.title)))
    groups = sorted(definitions.peer_groups.values(), key=lambda one: (not holds(one, own, as_of), sort_key(one.title)))
    municipalities = [area for area in definitions.areas.values() if area.kind is AreaKind.MUNICIPALITY]
    chosen = definitions.indicators.get(indicator_id)
    ways = measures(chosen, definitions) if chosen is not None else ()
    cluster = any(one.benefit and holds(one, own, as_of) for one in definitions.peer_groups.values())
    return ComparisonChoices(
        indicators=tuple(Choice(one.id, one.title) for one in indicators),
        groups=tuple(Choice(one.id, words.group_choice(one)) for one in groups),
        usual_group=usual_group(definitions, own, as_of),
        periods=tuple(Choice(str(one), long(one)) for one in reversed(store.periods(indicator_id, as_of))),
        areas=tuple(Choice(area.code, area.name) for area in sorted(municipalities, key=lambda a: sort_key(a.name))),
        measures=tuple(Choice(one.value if place else OWN_WAY, words.MEASURES[one]) for place, one in enumerate(ways)),
        cluster_note="" if cluster else words.no_cluster(area_name(own, definitions)),
    )


def known_groups(definitions: Definitions, own: str, day: date) -> tuple[Choice, ...]:
    """The groups that own is in on the day, the smallest first."""
    found = [one for one in definitions.peer_groups.values() if holds(one, own, day)]
    found.sort(key=lambda one: (len(one.members_on(day) or ()), sort_key(one.title)))
    return tuple(Choice(one.id, words.group_choice(one)) for one in found)
