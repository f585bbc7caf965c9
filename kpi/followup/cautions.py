"""What the figures ask of a contract: already met when it was signed, or a change too small to be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kpi.analysis.course import Course
from kpi.analysis.judged import judge
from kpi.analysis.usual import usual_revision, usual_swing
from kpi.definitions.spots import Spot, spots_of
from kpi.installation import Installation
from kpi.model.definitions import Caution
from kpi.model.evaluation import TargetResult
from kpi.texts import cautions as words


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
            way = judged.course(result)
            if way is not None:
                found += _of_target(way, spots.requirements[way.target.id])
    return tuple(found)


def _of_target(way: Course, spot: Spot) -> Iterator[Caution]:
    result, indicator, definitions = way.result, way.indicator, way.known.definitions
    if way.target.every_from is None and way.fulfilled:
        yield spot.ask(words.already_met(result, definitions), words.ALREADY_MET_REMEDY)
    wanted = _wanted_change(result)
    if wanted is None:
        return
    usual = usual_revision(way.series) if way.series is not None else None
    if usual is not None and wanted < usual:
        yield spot.ask(words.within_revision(wanted, usual, indicator), words.TOO_SMALL_REMEDY)
    swing = None if indicator.seasonal else usual_swing(way.readings.values())
    if swing is not None and wanted < swing:
        yield spot.ask(words.within_noise(wanted, swing, indicator), words.TOO_SMALL_REMEDY)


def _wanted_change(result: TargetResult) -> Decimal | None:
    """How far from the baseline due is to be; None: there is no baseline, or the direction alone counts."""
    if result.baseline is None or result.required is None or not result.baseline.made_from:
        return None
    change = abs(result.required - result.baseline.value)
    return change or None
