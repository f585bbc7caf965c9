"""The shipped units, by short names."""

from __future__ import annotations

from pathlib import Path

from kpi.definitions.file import read_toml
from kpi.definitions.place import Place
from kpi.definitions.units import read_units

_FILE = Path(__file__).resolve().parents[1] / "data" / "units.toml"
_AT = Place(_FILE.name, "", [])
UNITS = {name: unit for name, unit in (read_units([(read_toml(_FILE, _AT), _AT)]) or {}).items() if unit is not None}

COUNT, FULL_TIME_PERSONS, PERSONS = UNITS["antal"], UNITS["fuldtidspersoner"], UNITS["personer"]
PERCENT, PERCENTAGE_POINT, PER_1000 = UNITS["pct"], UNITS["procentpoint"], UNITS["pr. 1.000"]
KRONER, DAYS = UNITS["kr"], UNITS["dage"]
