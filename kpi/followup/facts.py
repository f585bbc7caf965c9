"""The facts beside a target's chart: latest figure, where it ought to be, what is missing, and what it takes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from kpi.analysis.course import Course
from kpi.analysis.judged import Judged
from kpi.evaluate.outlook import Needed, Way, what_is_needed
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Status, TargetResult
from kpi.model.indicator import IndicatorKind
from kpi.model.journal import Assessed, JournalEntry, MilestoneReached, OccasionRegistered
from kpi.model.rule import Comparison, Threshold
from kpi.model.views.parts import Fact
from kpi.texts import alarm
from kpi.texts import facts as words
from kpi.texts.periods import listed, of_reading_short, periods_counted, short
from kpi.texts.places import place, places_counting
from kpi.texts.rules import expected_in_words, goal, limit
from kpi.texts.said import Said, said
from kpi.texts.statuses import PROVISIONAL
from kpi.texts.together import alone, occurring


def facts(judged: Judged, result: TargetResult) -> tuple[Fact, ...]:
    """A fact that is not known is left out."""
    way, definitions = judged.course(result), judged.definitions
    if way is None:
        return _entered(result, judged.entries)
    target, numbers = way.target, said(result, way.indicator)
    found = [_latest(result, numbers), _place(result), _expected(target, result, numbers)]
    found += [_held(target, result)]
    found += [_remaining(way, result, numbers, definitions), _needed(target, result, numbers, definitions)]
    found += [_alarm(target, result, definitions)]
    found += [_reference(result, numbers), _certain(way, numbers), _baseline(target, result, numbers)]
    return tuple(fact for fact in found if fact is not None)


def _entered(result: TargetResult, entries: Sequence[JournalEntry]) -> tuple[Fact, ...]:
    """Who answered, and on what: of the entry that the answer is from; empty where nobody has."""
    for entry in reversed(entries):
        statement = entry.statement
        if not isinstance(statement, Assessed | MilestoneReached | OccasionRegistered):
            continue
        if (statement.requirement, entry.applies_on) == (result.requirement.id, result.answered_on):
            sample = statement.sample if isinstance(statement, Assessed) else None
            return (Fact(words.FORUM, statement.forum, words.evidence(statement.evidence, sample)),)
    return ()


def _latest(result: TargetResult, numbers: Said) -> Fact | None:
    reading = result.reading
    if reading is None:
        return None
    note = of_reading_short(reading) + (f", {PROVISIONAL}" if reading.provisional else "")
    return Fact(words.LATEST, numbers.amount(reading.value), note)


def _place(result: TargetResult) -> Fact | None:
    if result.standing is None:
        return None
    return Fact(words.PLACE, place(result.standing), words.place_note(places_counting(result.standing)))


def _expected(target: Target, result: TargetResult, numbers: Said) -> Fact | None:
    off = numbers.off_path
    if off is None or result.across_a_break:
        return None
    note = words.off_path(numbers.change(off)) if off else words.ON_PATH
    return Fact(words.EXPECTED, expected_in_words(target.rule, numbers), note)


def _remaining(way: Course, result: TargetResult, numbers: Said, definitions: Definitions) -> Fact | None:
    if result.gap is None or result.every is not None or _goes_either_way(way, result):
        return None
    if result.unchanged and not result.fulfilled and result.status is not Status.ON_COURSE:
        return None
    note = words.goal_note(goal(result, definitions))
    if way.fulfilled:
        return Fact(words.REMAINING, words.NOTHING, note)
    return Fact(words.REMAINING, numbers.change(-numbers.gap) if numbers.gap else words.A_LITTLE, note)


def _goes_either_way(way: Course, result: TargetResult) -> bool:
    """A sum still open that what comes can both raise and lower: nothing is missing from it, and nothing is safe."""
    indicator, window = way.indicator, way.target.window
    open_sum = indicator.kind is IndicatorKind.FLOW and window.grows and not result.final
    return open_sum and indicator.can_be_negative


def _held(target: Target, result: TargetResult) -> Fact | None:
    """In how many of the periods so far the requirement has held."""
    every = result.every
    if every is None:
        return None
    judged = len(every.held) + len(every.near) + len(every.failed)
    if not judged:
        return None
    note = words.failed(listed(every.failed)) if every.failed else words.until(short(target.due))
    return Fact(words.HELD, words.progress(str(len(every.held)), periods_counted(judged, target.due.kind)), note)


def _needed(target: Target, result: TargetResult, numbers: Said, definitions: Definitions) -> Fact | None:
    """What each remaining period must bring, or the figure that due must show."""
    needed = what_is_needed(result, definitions)
    if needed is None or result.reading is None:
        return None
    kind = result.reading.through.kind if needed.periods > 1 else None
    value, strict = _occurring(target, numbers, needed), needed.strict and not _whole_pace(numbers, needed)
    by_itself = alone(numbers.indicator, value)
    least, most = wants_high(target), not wants_high(target)
    note = words.until(short(target.due)) if kind else words.at_due(short(target.due))
    match needed.way:
        case Way.CHANGE:
            text = words.pace(by_itself.change(value), kind, strict=strict) if value else words.A_LITTLE
        case Way.AMOUNT if numbers.indicator.can_be_negative:
            text = words.mean_of_rest(by_itself.amount(value), kind, least=least, strict=strict)
        case Way.AMOUNT:
            text = words.pace_of_flow(by_itself.size(value), kind, most=most, strict=strict)
        case Way.MEAN:
            text = words.mean_of_rest(by_itself.amount(value), kind, least=least, strict=strict)
        case Way.LEVEL:
            text, note = limit(result, definitions), words.at_due(short(target.due))
        case _:
            assert_never(needed.way)
    return Fact(words.NEEDED, text, note)


def _occurring(target: Target, numbers: Said, needed: Needed) -> Decimal:
    """A pace of whole things is said as one that can be had and is enough: one more where exactly so much is not."""
    if not _whole_pace(numbers, needed):
        return needed.value
    high = wants_high(target)
    enough = occurring(Comparison.AT_LEAST if high else Comparison.AT_MOST, needed.value)
    return enough + (1 if high else -1) if needed.strict and enough == needed.value else enough


def _whole_pace(numbers: Said, needed: Needed) -> bool:
    return numbers.whole and needed.way in (Way.CHANGE, Way.AMOUNT)


def wants_high(target: Target) -> bool:
    return isinstance(target.rule, Threshold) and target.rule.comparison.wants_high


def _alarm(target: Target, result: TargetResult, definitions: Definitions) -> Fact | None:
    if target.alarm is None or result.reading is None or result.withdrawn:
        return None
    note = alarm.NOT_PASSED if result.alarm is None else alarm.PASSED
    return Fact(alarm.LABEL, alarm.level(target.alarm, definitions.indicators[target.indicator]), note)


def _reference(result: TargetResult, numbers: Said) -> Fact | None:
    if result.reference is None:
        return None
    return Fact(words.REFERENCE, numbers.amount(result.reference.value), of_reading_short(result.reference))


def _certain(way: Course, numbers: Said) -> Fact | None:
    """Beside the strict reading: better, similar or worse than the other area or group by the figure's own interval."""
    found = way.certainty
    if found is None:
        return None
    interval = f"{numbers.number(found.bounds.low)}-{numbers.number(found.bounds.high)}"
    return Fact(words.CERTAIN, words.CERTAINTY[found.against], words.certain_note(interval))


def _baseline(target: Target, result: TargetResult, numbers: Said) -> Fact | None:
    if result.baseline is None:
        return None
    note = of_reading_short(result.baseline)
    if result.baseline_other_policy is not None:
        note = words.baseline_note(note, numbers.amount(result.baseline_other_policy), target.baseline_policy)
    return Fact(words.BASELINE, numbers.amount(result.baseline.value), note)
