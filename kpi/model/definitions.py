"""Everything that `data/*.toml` and `data/areas.csv` declare, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.model.area import Area
from kpi.model.contract import Contract
from kpi.model.indicator import Indicator, PeerGroup, Source
from kpi.model.unit import Unit

USUAL_LIMIT = 3
"""As jobindsats.dk: one and two persons are not shown, and nought is not told apart from them."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a definition file."""

    file: str
    key: str
    """Where in the file: `goal[2].criterion[1].target[1].due`."""
    text: str
    """What is wrong, in Danish."""
    remedy: str
    """What to do, in Danish."""
    line: int = 0
    """From 1; 0: the file as a whole."""
    goal: str = ""
    """The id of the goal it concerns; empty: of none."""
    criterion: str = ""
    """The id of the criterion it concerns; empty: of none."""


@dataclass(frozen=True, slots=True)
class Caution:
    """Something in a contract that can be used as it stands, but that a colleague would ask about."""

    file: str
    key: str
    text: str
    """What looks odd, in Danish."""
    remedy: str
    """What to do, or how to say that it is meant, in Danish."""
    line: int = 0
    """From 1; 0: the file as a whole."""
    goal: str = ""
    """The id of the goal it concerns; empty: of none."""
    criterion: str = ""
    """The id of the criterion it concerns; empty: of none."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """By id, and areas by code."""

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    areas: Mapping[str, Area]
    peer_groups: Mapping[str, PeerGroup]
    contracts: Mapping[str, Contract]
    hidden_under: int = USUAL_LIMIT
    """Own counts of persons under this are not shown."""

    def is_own(self, source: str) -> bool:
        """Whether the source is the municipality's own; one that nothing is declared of is taken for it."""
        declared = self.sources.get(source)
        return declared is None or declared.own

    lines: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By file and key path: the line it stands on, so that what is asked of a contract can be found in it."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """Those declared, by id: `indicators` hold their own."""
