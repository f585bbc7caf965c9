"""`python -m benchmarks.forecast`: do the bands hold, and are the chances true, on the public series that are shipped?

Every municipality's series of every indicator that is not made up is started again from earlier points (rolling
origins), and what was said then is held against what came.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from kpi.definitions import read_definitions
from kpi.kept.build import build_if_needed
from kpi.model.definitions import Definitions
from kpi.model.folder import DataFolder
from kpi.model.indicator import Indicator
from kpi.model.observation import Observation
from kpi.model.period import Period, PeriodKind
from kpi.statistics.binary import binary
from kpi.statistics.forecast import fewest_points, simulate
from kpi.store import Store

ROOT = Path(__file__).parents[1]
MONTHS = (1, 6, 12)
FALL = 0.95
"""The target asked about: five per cent under the newest figure; the other is the newest figure itself."""
PATHS = 800
LONGEST = date(2100, 1, 1)


@dataclass
class Score:
    """What was said at one distance, and what came; errors in average one-step changes of the series."""

    in_80: list[bool] = field(default_factory=list)
    in_50: list[bool] = field(default_factory=list)
    error: list[float] = field(default_factory=list)
    last_value: list[float] = field(default_factory=list)
    year_before: list[float] = field(default_factory=list)
    said: list[float] = field(default_factory=list)
    came: list[bool] = field(default_factory=list)


@dataclass(frozen=True)
class Stretch:
    """The longest unbroken stretch of one series."""

    indicator: Indicator
    first: Period
    values: tuple[float, ...]

    decimals: int
    """As delivered, and as the forecast is shown."""

    @property
    def season(self) -> int | None:
        monthly = self.indicator.seasonal and self.indicator.frequency is PeriodKind.MONTH
        return self.first.end_month if monthly else None


def stretches(store: Store, definitions: Definitions) -> Iterator[Stretch]:
    for name, state in store.indicator_states(LONGEST).items():
        indicator = definitions.indicators[name]
        if state.newest is None or indicator.frequency not in (PeriodKind.MONTH, PeriodKind.QUARTER):
            continue
        by_area: dict[str, list[Observation]] = defaultdict(list)
        first = Period.containing(indicator.frequency, date(2000, 1, 1))
        for areas in store.areas_between(name, first, state.newest, LONGEST).values():
            for area, seen in areas.items():
                if not seen.example:
                    by_area[area].append(seen)
        for rows in by_area.values():
            longest = max(unbroken(indicator, rows), key=len, default=[])
            values = binary(seen.value for seen in longest if seen.value is not None)
            if values and np.ptp(values):
                yield Stretch(indicator, longest[0].period, values, decimals_of(longest))


def decimals_of(rows: list[Observation]) -> int:
    exponents = (seen.value.normalize().as_tuple().exponent for seen in rows if seen.value is not None)
    return min(max(0, *(-one for one in exponents if isinstance(one, int))), 6)


def unbroken(indicator: Indicator, rows: list[Observation]) -> Iterator[list[Observation]]:
    run: list[Observation] = []
    begins = {one.first for one in indicator.breaks}
    for seen in rows:
        if run and (seen.value is None or seen.period != run[-1].period + 1 or seen.period in begins):
            yield run
            run = []
        if seen.value is not None:
            run.append(seen)
    yield run


def score(one: Stretch, every: int, scores: dict[int, Score]) -> int:
    """Starts again from every n-th earlier point; the number of starts."""
    step = one.indicator.frequency.step_months
    distances = {months: months // step for months in MONTHS if months >= step}
    values, starts = one.values, 0
    for start in range(fewest_points(seasonal=one.season is not None), len(values), every):
        reach = {months: steps for months, steps in distances.items() if start + steps <= len(values)}
        if not reach:
            break
        starts += 1
        known = values[:start]
        usual = float(np.mean(np.abs(np.diff(known)))) or 1.0
        paths = simulate(known, max(reach.values()), PATHS, first_month=one.season).round(one.decimals)
        for months, steps in reach.items():
            keep(scores[months], paths[:, steps - 1], known, values[start + steps - 1], steps, 12 // step, usual)
    return starts


def keep(
    score: Score, ends: np.ndarray, known: tuple[float, ...], came: float, steps: int, year: int, usual: float
) -> None:
    low_80, low_50, middle, high_50, high_80 = np.quantile(ends, [0.1, 0.25, 0.5, 0.75, 0.9])
    score.in_80.append(bool(low_80 <= came <= high_80))
    score.in_50.append(bool(low_50 <= came <= high_50))
    score.error.append(abs(came - middle) / usual)
    score.last_value.append(abs(came - known[-1]) / usual)
    score.year_before.append(abs(came - known[steps - 1 - year]) / usual)
    for level in (known[-1], known[-1] * FALL):
        score.said.append(float(np.mean(ends <= level)))
        score.came.append(came <= level)


def table(scores: dict[int, Score]) -> str:
    lines = [
        "| frem | forsøg | 80 pct. holdt | 50 pct. holdt | mod seneste tal | mod året før | Brier | Brier uden |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for months, one in scores.items():
        came = np.array(one.came, dtype=float)
        brier = float(np.mean((np.array(one.said) - came) ** 2))
        against_last = np.mean(one.error) / np.mean(one.last_value)
        against_year = np.mean(one.error) / np.mean(one.year_before)
        without = float(np.mean((came - came.mean()) ** 2))
        figures = (np.mean(one.in_80), np.mean(one.in_50), against_last, against_year, brier, without)
        tried = f"{len(one.error):,}".replace(",", ".")
        lines.append(f"| {months} md. | {tried} | {' | '.join(map(danish, figures))} |")
    return "\n".join(lines)


def calibration(scores: dict[int, Score]) -> str:
    said = np.concatenate([one.said for one in scores.values()])
    came = np.concatenate([one.came for one in scores.values()])
    lines = ["| sagt | gange | kom |", "|---|---|---|"]
    for low in np.arange(0, 1, 0.2):
        inside = (said >= low) & ((said < low + 0.2) | (low > 0.7))
        lines.append(
            f"| {round(100 * low)}-{round(100 * low) + 20} pct. | {int(inside.sum()):,} | ".replace(",", ".")
            + f"{round(100 * float(came[inside].mean()))} pct. |"
        )
    return "\n".join(lines)


def danish(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.forecast", description=__doc__)
    parser.add_argument("--every", type=int, default=3, help="start again from every n-th point")
    parser.add_argument("--each", action="store_true", help="a table for each indicator too")
    options = parser.parse_args()
    folder = DataFolder(ROOT / "data", ROOT / "data")
    definitions = read_definitions(folder)
    build_if_needed(folder, definitions)
    whole: dict[int, Score] = {months: Score() for months in MONTHS}
    series = starts = 0
    began = time.perf_counter()
    by_indicator: dict[str, list[Stretch]] = defaultdict(list)
    for one in stretches(Store(folder.store), definitions):
        by_indicator[one.indicator.id].append(one)
    for name, found in by_indicator.items():
        own: dict[int, Score] = {months: Score() for months in MONTHS}
        made = [score(one, options.every, own) for one in found]
        series += sum(count > 0 for count in made)
        starts += sum(made)
        for months, one_score in own.items():
            for part in one_score.__dataclass_fields__:
                getattr(whole[months], part).extend(getattr(one_score, part))
        if options.each and sum(made):
            filled = {months: one_score for months, one_score in own.items() if one_score.error}
            print(f"{name}\n{table(filled)}\n")
    print(f"{series} serier, {starts} starter, {1000 * (time.perf_counter() - began) / starts:.1f} ms en start\n")
    print(f"{table(whole)}\n\n{calibration(whole)}")


if __name__ == "__main__":
    main()
