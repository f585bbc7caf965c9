"""A small, whole and valid set of definition files that a test spoils in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.definitions import check_definitions
from kpi.model.definitions import Problem
from kpi.model.folder import DataFolder

SOURCES = """
[[source]]
id = "jobindsats"
name = "jobindsats.dk"
way_in = "CSV"
terms = "ikke oplyst"
credit = "jobindsats.dk"
"""

AREAS = """kode;navn;art;region;landsdel;gamle_navne;ophoert
000;Hele landet;nation;;;Landet|Danmark;
573;Varde;municipality;Region Syddanmark;Landsdel Sydjylland;;
740;Silkeborg;municipality;Region Midtjylland;Landsdel Østjylland;;
999;Gammel;municipality;Region Midtjylland;Landsdel Østjylland;;2006-12-31
"""

GROUPS = """
[[peer_group]]
id = "begge"
title = "Begge"
source = "Prøve"
members = ["573", "740"]

[[peer_group]]
id = "kun-varde"
title = "Kun Varde"
source = "Prøve"
[[peer_group.member]]
area = "573"
valid_from = 2010-01-01
valid_to = 2014-12-31
[[peer_group.member]]
area = "573"
valid_from = 2015-01-01

[[peer_group]]
id = "ukendt-klynge"
title = "Klyngen"
source = "Ikke oplyst"
needed = "Medlemmerne skal oplyses."
"""

UNITS = """
[[unit]]
id = "antal"
singular = ""
plural = ""
counted = true
whole = true
amount = true
minimum = 0

[[unit]]
id = "fuldtidspersoner"
singular = "fuldtidsperson"
counted = true
whole = true
amount = true
minimum = 0

[[unit]]
id = "personer"
singular = "person"
counted = true
whole = true
amount = true
minimum = 0

[[unit]]
id = "pct"
plural = "pct."
base = 100
decimals = 1
difference = "procentpoint"
spellings = ["%"]

[[unit]]
id = "procentpoint"
decimals = 1

[[unit]]
id = "kr"
plural = "kr."
more = "mere"
less = "mindre"
amount = true
"""

INDICATORS = """
[[indicator]]
id = "sygedagpenge"
title = "Fuldtidspersoner på sygedagpenge"
unit = "fuldtidspersoner"
kind = "stock"
better = "lower"
frequency = "month"
source = "jobindsats"
definition = "Antal."
[[indicator.break]]
first = "2014-07"
title = "Reform"

[[indicator]]
id = "ledighed"
title = "Ledighed"
unit = "pct"
kind = "share"
better = "lower"
frequency = "month"
source = "jobindsats"
definition = "Andel."

[[indicator]]
id = "matchrate"
title = "Matchrate"
unit = "pct"
kind = "share"
better = "higher"
frequency = "month"
source = "jobindsats"
numerator = "match"
denominator = "jobordrer"
maximum = 1000
definition = "Andel."

[[indicator]]
id = "praktik"
title = "Praktik til job"
unit = "antal"
kind = "flow"
better = "higher"
frequency = "rolling_year_quarterly"
source = "jobindsats"
definition = "Antal."

[[indicator]]
id = "folketal"
title = "Folketal"
unit = "personer"
kind = "stock"
better = "neither"
frequency = "month"
source = "jobindsats"
definition = "Antal."

[[indicator]]
id = "andel-neutral"
title = "Andel uden bedste side"
unit = "pct"
kind = "share"
better = "neither"
frequency = "month"
source = "jobindsats"
definition = "Andel."
"""

CONTRACT = """owner = "teamlederen"
format = 1
title = "Prøve"
short_title = "Prøve"
municipality = "740"
unit = "Enheden"
year = 2017
starts_on = 2017-01-01
ends_on = 2017-12-31
source = "Prøve"

[[goal]]
id = "maal"
title = "Mål"
origin = "fælles"
  [[goal.criterion]]
  id = "k1"
  title = "63 færre"
  quote = ["Antal er reduceret med 63."]
    [[goal.criterion.target]]
    indicator = "sygedagpenge"
    due = "2017-12"
    at_most = { baseline = "2015-12", minus = 63 }
"""


def folder_of(root: Path, **changed: str) -> DataFolder:
    """The valid set with some files' text replaced: sources, areas, peer_groups, indicators, contract."""
    (root / "contracts").mkdir()
    files = {
        "units.toml": changed.get("units", UNITS),
        "sources.toml": changed.get("sources", SOURCES),
        "areas.csv": changed.get("areas", AREAS),
        "peer_groups.toml": changed.get("peer_groups", GROUPS),
        "indicators.toml": changed.get("indicators", INDICATORS),
        "contracts/proeve.toml": changed.get("contract", CONTRACT),
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return DataFolder(root, root)


@pytest.fixture
def valid() -> dict[str, str]:
    return {
        "units": UNITS,
        "sources": SOURCES,
        "areas": AREAS,
        "peer_groups": GROUPS,
        "indicators": INDICATORS,
        "contract": CONTRACT,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., DataFolder]:
    return lambda **changed: folder_of(tmp_path, **changed)


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., tuple[Problem, ...]]:
    return lambda **changed: check_definitions(folder_of(tmp_path, **changed))
