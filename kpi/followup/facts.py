"""The facts beside a target's chart: latest figure, where it ought to be, what is missing, and what it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kpi.analysis.course import Course
from kpi.analysis.judged import Judged
from kpi.evaluate.outlook import Way, what_is_needed
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.model.journal import Assessed, JournalEntry, MilestoneReached, OccasionRegistered
from kpi.model.rule import Threshold
from kpi.model.views.parts import Fact
from kpi.texts import facts as words
from kpi.texts.amounts import amount, bare, change, decimals_of_gap, derived, size, value_text
from kpi.texts.periods import listed, of_reading_short, periods_counted, short
from kpi.texts.places import place, places_counting
from kpi.texts.rules import goal, limit
from kpi.texts.statuses import PROVISIONAL


def facts(judged: Judged, result: TargetResult) -> tuple[Fact, ...]:
    """A fact that is not known is left out."""
    way, definitions = judged.course(result), judged.definitions
    if way is None:
        return _entered(result, judged.entries)
    target, indicator = way.target, way.indicator
    found = [_latest(result, indicator), _place(result), _expected(result, indicator)]
    found += [_held(target, result)]
    found += [_remaining(way, result, definitions), _needed(target, result, indicator, definitions)]
    found += [_reference(result, indicator), _certain(way), _baseline(target, result, indicator)]
    return tuple(fact for fact in found if fact is not None)


def _entered(result: TargetResult, entries: Sequence[JournalEntry]) -> tuple[Fact, ...]:
    """Who answered, and on what: of the entry that the answer is from; empty where nobody has."""
    for entry in reversed(entries):
        said = entry.statement
        if not isinstance(said, Assessed | MilestoneReached | OccasionRegistered):
            continue
        if (said.requirement, entry.applies_on) == (result.requirement.id, result.answered_on):
            sample = said.sample if isinstance(said, Assessed) else None
            return (Fact(words.FORUM, said.forum, words.evidence(said.evidence, sample)),)
    return ()


def _latest(result: TargetResult, indicator: Indicator) -> Fact | None:
    reading = result.reading
    if reading is None:
        return None
    note = of_reading_short(reading) + (f", {PROVISIONAL}" if reading.provisional else "")
    return Fact(words.LATEST, amount(reading.value, indicator, result.required), note)


def _place(result: TargetResult) -> Fact | None:
    if result.standing is None:
        return None
    return Fact(words.PLACE, place(result.standing), words.place_note(places_counting(result.standing)))


def _expected(result: TargetResult, indicator: Indicator) -> Fact | None:
    if result.expected is None or result.reading is None:
        return None
    off = result.reading.value - result.expected
    decimals = decimals_of_gap(result.reading.value, result.expected, indicator)
    note = words.off_path(change(off, indicator, decimals)) if off else words.ON_PATH
    return Fact(words.EXPECTED, bare(result.expected, indicator, result.reading.value), note)


def _remaining(way: Course, result: TargetResult, definitions: Definitions) -> Fact | None:
    if result.gap is None or result.every is not None:
        return None
    note = words.goal_note(goal(result, definitions))
    if way.fulfilled:
        return Fact(words.REMAINING, words.NOTHING, note)
    return Fact(words.REMAINING, change(-result.gap, way.indicator) if result.gap else words.A_LITTLE, note)


def _held(target: Target, result: TargetResult) -> Fact | None:
    """In how many of the periods so far the requirement has held."""
    every = result.every
    if every is None:
        return None
    judged = len(every.held) + len(every.near) + len(every.failed)
    note = words.failed(listed(every.failed)) if every.failed else words.until(short(target.due))
    return Fact(words.HELD, words.progress(str(len(every.held)), periods_counted(judged, target.due.kind)), note)


def _needed(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> Fact | None:
    """What each remaining period must bring, or the figure that due must show."""
    needed = what_is_needed(result, definitions)
    if needed is None or result.reading is None:
        return None
    kind, value = result.reading.through.kind, needed.value
    least, most = wants_high(target), not wants_high(target)
    note = words.until(short(target.due))
    match needed.way:
        case Way.CHANGE:
            text = words.pace(change(value, indicator), kind) if value else words.A_LITTLE
        case Way.AMOUNT:
            text = words.pace_of_flow(size(value, indicator), kind, most=most)
        case Way.MEAN:
            text = words.mean_of_rest(derived(value, indicator), kind, least=least)
        case Way.LEVEL:
            text, note = limit(result, definitions), words.at_due(short(target.due))
        case _:
            assert_never(needed.way)
    return Fact(words.NEEDED, text, note)


def wants_high(target: Target) -> bool:
    return isinstance(target.rule, Threshold) and target.rule.comparison.wants_high


def _reference(result: TargetResult, indicator: Indicator) -> Fact | None:
    if result.reference is None:
        return None
    return Fact(words.REFERENCE, amount(result.reference.value, indicator), of_reading_short(result.reference))


def _certain(way: Course) -> Fact | None:
    """Beside the strict reading: better, similar or worse than the other area or group by the figure's own interval."""
    found, indicator = way.certainty, way.indicator
    if found is None:
        return None
    interval = f"{value_text(found.bounds.low, indicator)}-{value_text(found.bounds.high, indicator)}"
    return Fact(words.CERTAIN, words.CERTAINTY[found.against], words.certain_note(interval))


def _baseline(target: Target, result: TargetResult, indicator: Indicator) -> Fact | None:
    if result.baseline is None:
        return None
    note = of_reading_short(result.baseline)
    if result.baseline_other_policy is not None:
        note = words.baseline_note(note, amount(result.baseline_other_policy, indicator), target.baseline_policy)
    return Fact(words.BASELINE, amount(result.baseline.value, indicator), note)
