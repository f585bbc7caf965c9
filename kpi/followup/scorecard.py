"""«Hvordan står aftalen?»: every criterion on one line, what changed since last time, what needs a human."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi.analysis.judged import Judged
from kpi.followup.attention import attention
from kpi.followup.changes import changes
from kpi.followup.degrees import contract_degree
from kpi.followup.progress import spark
from kpi.model.contract import Assessment, Contract, Criterion, Followed, Goal, Milestone, Recurring, Tally, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.reference import Amount, AtBaseline, Own, Reference
from kpi.model.rule import Threshold
from kpi.model.views.scorecard import CriterionLine, GoalLines, Scorecard
from kpi.texts import facts as fact_words
from kpi.texts import overview as words
from kpi.texts.amounts import unit_words
from kpi.texts.criterion import criterion_sentence
from kpi.texts.periods import of_reading_short, short
from kpi.texts.places import area_name, place, places_counting
from kpi.texts.rules import aim_in_words, expected_in_words, limit, starting_point
from kpi.texts.said import Said, said
from kpi.texts.statuses import badge, counts, data_word
from kpi.texts.verdict import mark


def scorecard(judged: Judged, before: Judged) -> Scorecard:
    """`before` is the contract on the day that is looked back to."""
    goals = goal_lines(judged)
    return Scorecard(
        contract=judged.contract,
        municipality=area_name(judged.contract.municipality, judged.definitions),
        as_of=judged.as_of,
        phase=phase(judged.contract, judged.as_of),
        newest=newest(judged),
        counts=counts([result.decisive for result in judged.results]),
        fulfilment=contract_degree(judged),
        changes=changes(judged, before),
        attention=attention(judged),
        goals=goals,
        example=any(line.example for goal in goals for line in goal.lines),
        results=judged.results,
    )


def goal_lines(judged: Judged) -> tuple[GoalLines, ...]:
    return tuple(
        GoalLines(
            number=goal.number,
            title=goal.title,
            section=goal.section,
            note=_goal_note(judged.contract, goal),
            own=goal.responsible,
            lines=tuple(criterion_line(judged, goal, criterion) for criterion in goal.criteria),
        )
        for goal in judged.contract.goals
    )


def criterion_line(judged: Judged, goal: Goal, criterion: Criterion) -> CriterionLine:
    result = judged.result(criterion.id)
    decisive = result.decisive
    small = spark(judged, decisive)
    stands = judged.beside(decisive)
    measured = isinstance(decisive.requirement, Target)
    progress, note = _progress(judged, decisive)
    return CriterionLine(
        contract=judged.contract.id,
        criterion=criterion.id,
        title=criterion.title,
        subtitle=_subtitle(decisive, judged.definitions),
        badge=badge(decisive, mark(decisive, judged.definitions, stands)),
        verdict=criterion_sentence(result, judged.definitions, stands),
        progress=progress,
        progress_note=note,
        spark=small,
        data_state=decisive.data_state if measured else None,
        data_word=data_word(decisive.data_state, decisive.reasons) if measured else "",
        due=short(decisive.requirement.due),
        unit=judged.contract.responsible_unit(goal, criterion),
        own=goal.responsible,
        example=judged.example(result.results) or _drawn_example(judged, decisive),
    )


def phase(contract: Contract, as_of: date) -> str:
    """Empty while the agreement runs."""
    last = contract.last_due
    if as_of < contract.starts_on:
        return words.not_begun(contract.starts_on)
    if as_of > last:
        return words.over()
    return words.over_with_later_dues(last) if as_of > contract.ends_on else ""


def newest(judged: Judged) -> str:
    """How far the figures judged have come; empty before the contract begins, when none is judged."""
    if judged.as_of < judged.contract.starts_on:
        return ""
    readings = [part.reading for result in judged.results for part in result.results if part.reading is not None]
    if not readings:
        return words.NO_NEWEST
    return words.newest(max((reading.through for reading in readings), key=lambda period: period.last_day))


def _goal_note(contract: Contract, goal: Goal) -> str:
    if not goal.responsible:
        return words.not_responsible(contract.unit)
    return "" if goal.criteria else words.NO_CRITERIA


def _drawn_example(judged: Judged, result: TargetResult) -> bool:
    """The small chart shows made-up figures, also where the figure judged is not one."""
    target = result.requirement
    if not isinstance(target, Target):
        return False
    series = judged.figures.of(target.indicator, target.area)
    return series is not None and any(seen.example for seen in series.observations)


def _subtitle(result: TargetResult, definitions: Definitions) -> str:
    match result.requirement:
        case Milestone():
            return words.MILESTONE
        case Recurring(each=each):
            return words.recurring(each)
        case Assessment(basis=basis):
            return basis
        case Followed(indicator=indicator_id):
            return unit_words(definitions.indicators[indicator_id])
        case Tally(criteria=criteria, needed=needed):
            return words.tally(needed, len(criteria))
        case Target() as target:
            indicator = definitions.indicators[target.indicator]
            unit, numbers = unit_words(indicator), said(result, indicator)
            if result.baseline is not None and numbers.baseline is not None and numbers.required is not None:
                return fact_words.subtitle_change(
                    unit,
                    of_reading_short(result.baseline),
                    starting_point(numbers, result).bare(numbers.baseline),
                    _aim(target, result, numbers, definitions),
                )
            return fact_words.subtitle(unit, limit(result, definitions))


def _progress(judged: Judged, result: TargetResult) -> tuple[str, str]:
    """How far, and where one ought to be; empty where nothing is measured."""
    way, reading = judged.course(result), result.reading
    if way is None or reading is None:
        return "", ""
    target, numbers = way.target, said(result, way.indicator)
    if result.standing is not None:
        return place(result.standing), fact_words.required(places_counting(result.standing))
    if _is_amount(target) and reading.whole and numbers.baseline is not None and numbers.required is not None:
        done = numbers.change_signed((numbers.value or Decimal(0)) - numbers.baseline)
        wanted = numbers.change_signed(numbers.required - numbers.baseline)
        return fact_words.progress(done, wanted), _expected_change(numbers)
    value = numbers.amount(reading.value)
    if numbers.expected is not None:
        return value, fact_words.should_be(expected_in_words(target.rule, numbers))
    if numbers.gap is None:
        return value, ""
    if way.fulfilled or not numbers.gap:
        return value, fact_words.required(limit(result, judged.definitions))
    return value, fact_words.missing(numbers.size(numbers.gap))


def _aim(target: Target, result: TargetResult, numbers: Said, definitions: Definitions) -> str:
    if result.required is None or not isinstance(target.rule, Threshold):
        return limit(result, definitions)
    return aim_in_words(target.rule, result.required, numbers)


def _is_amount(target: Target) -> bool:
    """The contract counts a change in the indicator's own unit: «reduceret med 63»."""
    match target.rule:
        case Threshold(_, Reference(Own(), AtBaseline(), Amount(value))):
            return bool(value)
        case _:
            return False


def _expected_change(numbers: Said) -> str:
    if numbers.expected is None or numbers.baseline is None:
        return ""
    return fact_words.should_be(numbers.change_signed(numbers.expected - numbers.baseline))
