"""A measurement: one subject at one size of data, what it took beside what it is held against, and the goal."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

PACKAGES = ("streamlit", "duckdb", "pandas", "pyarrow", "plotly", "numpy", "playwright")


@dataclass(frozen=True, slots=True)
class Measurement:
    """`runs` are seconds of ours; `bare` those of what it is held against, each taken right beside one of ours."""

    subject: str
    scale: int
    """How many times the shipped figures."""
    figure: float
    """What the goal is about, in `unit`."""
    unit: str
    """«×» times the bare one, «ms», «s», «MB» or «errors»."""
    goal: float
    """At most."""
    runs: tuple[float, ...]
    bare: tuple[float, ...]
    """Empty: the goal is an absolute one."""
    note: str

    @property
    def reached(self) -> bool:
        return self.figure <= self.goal


def seconds_of(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def held_against(
    subject: str, scale: int, goal: float, pairs: Sequence[tuple[float, float]], note: str = ""
) -> Measurement:
    """The median of the ratios of pairs (ours, bare): a machine that is busy for a while slows both of a pair."""
    ratio = median(ours / bare for ours, bare in pairs)
    runs, bare = zip(*pairs, strict=True)
    return Measurement(subject, scale, ratio, "×", goal, runs, bare, note)


def taking(subject: str, scale: int, unit: str, goal: float, runs: Sequence[float], note: str = "") -> Measurement:
    """The median, in ms or s."""
    return Measurement(subject, scale, median(runs) * {"ms": 1000, "s": 1}[unit], unit, goal, tuple(runs), (), note)


def percentile(runs: Sequence[float], share: float) -> float:
    """The smallest run that `share` of all are no longer than."""
    in_order = sorted(runs)
    return in_order[min(len(in_order) - 1, int(share * len(in_order)))]


def table(measurements: Sequence[Measurement]) -> str:
    """One line each. «spread»: fastest and slowest of ours, which says how busy the machine was."""
    lines = [
        f"{'subject':60} {'data':>4} {'measured':>11} {'goal':>11}  {'':11}  {'ours, ms':>9} {'bare, ms':>9}"
        f"  {'runs':>4}  spread, ms"
    ]
    for one in measurements:
        ours = [1000 * run for run in one.runs]
        lines.append(
            f"{one.subject:60} {one.scale:>3}× {_amount(one.figure, one.unit):>11} "
            f"{'≤ ' + _amount(one.goal, one.unit):>11}  {'reached' if one.reached else 'NOT REACHED':11}  "
            f"{f'{median(ours):.0f}' if ours else '':>9} "
            f"{f'{1000 * median(one.bare):.0f}' if one.bare else '':>9}  {len(ours) or '':>4}  "
            f"{f'{min(ours):.0f}–{max(ours):.0f}' if ours else ''}{'  ' if one.note else ''}{one.note}"
        )
    return "\n".join(lines)


def _amount(figure: float, unit: str) -> str:
    if unit == "errors":
        return f"{figure:.0f} errors"
    decimals = 0 if unit in ("ms", "MB") else 2
    return f"{figure:.{decimals}f} {unit}"


def machine() -> dict[str, object]:
    """What the figures depend on; nothing that names the machine or its user."""
    facts: dict[str, object] = {
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        facts["memory_gb"] = round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30)
    return facts


def load() -> str:
    """How many programs wanted a core at once, of late: above the number of cores, wait for a quieter hour."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def save(file: Path, measurements: Sequence[Measurement], facts: dict[str, object]) -> None:
    found = {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "machine": facts,
        "measurements": [asdict(one) | {"reached": one.reached} for one in measurements],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
