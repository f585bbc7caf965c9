"""What the figures ask of a contract: already met when it was signed, or a change too small to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from statistics import median

from kpi.definitions.spots import Spot, spots_of
from kpi.evaluate import observed_readings
from kpi.followup.facts import fulfilled
from kpi.followup.judged import Judged, judge
from kpi.installation import Installation
from kpi.model.contract import Target
from kpi.model.definitions import Caution
from kpi.model.evaluation import Reading, TargetResult
from kpi.model.observation import Series
from kpi.statistics.binary import exact
from kpi.statistics.control_chart import control_chart
from kpi.texts import cautions as words

_FEWEST_REVISIONS = 5


def contract_warnings(here: Installation, contract_id: str) -> tuple[Caution, ...]:
    """Seen on the day the contract was agreed, or began where it gives no day. KeyError for an unknown contract.

    A change is held against the usual revision (the median of all that are known, from five on) and against the
    movement from figure to figure up to that day (the control limits' half width, from twelve figures on).
    """
    contract = here.definitions.contracts[contract_id]
    signed = contract.agreed_on or contract.starts_on
    judged = judge(replace(here, entries=()), contract_id, signed)
    spots = spots_of(here.definitions, contract)
    found: list[Caution] = []
    for criterion in judged.results:
        for result in criterion.results:
            target = result.requirement
            if isinstance(target, Target):
                found += _of_target(judged, target, result, spots.requirements[target.id])
    return tuple(found)


def _of_target(judged: Judged, target: Target, result: TargetResult, spot: Spot) -> Iterator[Caution]:
    indicator = judged.definitions.indicators[target.indicator]
    if target.every_from is None and fulfilled(target, result):
        yield spot.ask(words.already_met(result, judged.definitions), words.ALREADY_MET_REMEDY)
    wanted = _wanted_change(result)
    if wanted is None:
        return
    series = judged.figures.of(target.indicator, target.area)
    usual = usual_revision(series) if series is not None else None
    if usual is not None and wanted < usual:
        yield spot.ask(words.within_revision(wanted, usual, indicator), words.TOO_SMALL_REMEDY)
    swing = None if indicator.seasonal else usual_swing(observed_readings(target, judged.definitions, judged.figures))
    if swing is not None and wanted < swing:
        yield spot.ask(words.within_noise(wanted, swing, indicator), words.TOO_SMALL_REMEDY)


def _wanted_change(result: TargetResult) -> Decimal | None:
    """How far from the baseline due is to be; None: there is no baseline, or the direction alone counts."""
    if result.baseline is None or result.required is None or not result.baseline.made_from:
        return None
    change = abs(result.required - result.baseline.value)
    return change or None


def usual_revision(series: Series) -> Decimal | None:
    """Median size of the revisions that are known; None under five."""
    sizes = []
    for period, earlier in series.revised.items():
        now = series.at(period)
        first = next((seen.value for seen in earlier if seen.value is not None), None)
        if now is not None and now.value is not None and first is not None:
            sizes.append(abs(now.value - first))
    return median(sizes) if len(sizes) >= _FEWEST_REVISIONS else None


def usual_swing(readings: tuple[Reading, ...]) -> Decimal | None:
    """Half the width of the control limits; None where there are none. A gap breaks the run."""
    runs: list[list[Decimal]] = []
    before: Reading | None = None
    for reading in readings:
        if before is None or reading.through.steps_since(before.through) != 1:
            runs.append([])
        runs[-1].append(reading.value)
        before = reading
    if not runs:
        return None
    limits = control_chart(runs)[-1].limits
    return None if limits is None else exact((limits.high - limits.low) / 2, 6)
