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
from kpi.model.evaluation import Cause, TargetResult
from kpi.model.reference import Baseline, Reference, RelativeChange, Yearly
from kpi.model.rule import Threshold
from kpi.texts import cautions as words


def contract_warnings(here: Installation, contract_id: str) -> tuple[Caution, ...]:
    """Seen on the day the contract was agreed, or began where it gives no day. KeyError for an unknown contract.

    A change is held against the usual revision (the median of all that are known, from five on) and against the
    movement from figure to figure up to that day (the control limits' half width, from twelve figures on). Per cent of
    a baseline that is nought or negative is told of with what was known when the contract ended.
    """
    contract = here.definitions.contracts[contract_id]
    signed = contract.agreed_on or contract.starts_on
    without_entries = replace(here, entries=())
    judged = judge(without_entries, contract_id, signed)
    spots = spots_of(here.definitions, contract)
    ended = judge(without_entries, contract_id, contract.ends_on)
    found = [
        spots.requirements[result.requirement.id].ask(words.PER_CENT_OF_NOTHING, words.PER_CENT_OF_NOTHING_REMEDY)
        for criterion in ended.results
        for result in criterion.results
        if _is_per_cent_of_nothing(ended.course(result), result)
    ]
    for criterion in judged.results:
        note = criterion.criterion.note.lower()
        for result in criterion.results:
            way = judged.course(result)
            if way is not None:
                found += _of_target(way, note, spots.requirements[way.target.id])
    return tuple(found)


def _is_per_cent_of_nothing(way: Course | None, result: TargetResult) -> bool:
    """Of the own baseline as soon as it is known, of others when it decides; less than nothing is no better."""
    if any(reason.cause is Cause.BASELINE_ZERO for reason in result.reasons):
        return True
    match way and way.target.rule:
        case Threshold(
            _, Reference(change=RelativeChange() | Yearly(RelativeChange()), baseline=Baseline() as baseline)
        ):
            assert way is not None
            known = (one.value for one in way.readings.values() if one.through.last_day == baseline.period.last_day)
            value = next(known, None) if baseline.stated is None else baseline.stated
            return value is not None and value <= 0
        case _:
            return False


def _of_target(way: Course, note: str, spot: Spot) -> Iterator[Caution]:
    """What the note says already is not asked."""
    result, indicator, definitions = way.result, way.indicator, way.known.definitions
    if way.target.every_from is None and way.fulfilled and not words.KEPT_UP.search(note):
        yield spot.ask(words.already_met(result, definitions), words.ALREADY_MET_REMEDY)
    wanted = _wanted_change(result)
    if wanted is None or words.TOO_SMALL.search(note):
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
