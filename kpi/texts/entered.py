"""The sentence of what people enter: a milestone reached, an occasion held, an assessment made."""

from __future__ import annotations

from kpi.model.contract import Assessment, Milestone, Recurring
from kpi.model.evaluation import Cause, Status, TargetResult
from kpi.texts.periods import day, listed
from kpi.texts.statuses import verdict_word


def milestone_sentence(milestone: Milestone, result: TargetResult) -> str:
    by = day(milestone.due.last_day)
    match result.status:
        case Status.MET:
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            return f"Milepælen er nået{when}{_evidence(result)}.{_later(result)}"
        case Status.MISSED:
            return (
                f"Milepælen er ikke nået: fristen var {by}, og ingen har skrevet, at den er nået. "
                "Er den nået, kan det skrives ind under «Indtast tal»."
            )
        case Status.ACCEPTED:
            return "Aftalt afvigelse: fristen er udskudt efter aftale."
        case _:
            return f"Planlagt: milepælen skal være nået senest {by}."


def recurring_sentence(recurring: Recurring, result: TargetResult) -> str:
    by = day(recurring.due.last_day)
    each = recurring.each
    match result.status:
        case Status.MET:
            return f"Målet er nået: holdt hver gang ({each}) til og med {by}{_evidence(result)}.{_later(result)}"
        case Status.ON_COURSE:
            latest = f", senest {day(result.answered_on)}" if result.answered_on else ""
            return f"På sporet: holdt hver gang indtil nu ({each}){latest}; det gælder til og med {by}.{_later(result)}"
        case Status.MISSED:
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            return f"Målet er ikke nået: {each} blev ikke holdt{when}{_evidence(result)}.{_later(result)}"
        case Status.NO_DATA:
            missing = [reason.periods for reason in result.reasons if reason.cause is Cause.NOT_REGISTERED]
            when = f" i {listed(missing[0])}" if missing and missing[0] else ""
            return (
                f"Mangler tal: ingen har registreret, om {each} er holdt{when}. "
                "Det kan skrives ind under «Indtast tal»."
            )
        case _:
            return f"Planlagt: det skal ske hver gang ({each}) til og med {by}; der er ikke registreret noget endnu."


def assessment_sentence(assessment: Assessment, result: TargetResult) -> str:
    by = day(assessment.due.last_day)
    match result.status:
        case Status.ASSESSED:
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            return f"Vurderet{when}: {verdict_word(result.answer)} ({assessment.basis}).{_later(result)}"
        case Status.PLANNED:
            return f"Planlagt: det vurderes af mennesker ud fra {assessment.basis} senest {by}."
        case _:
            return (
                f"Ikke vurderet: det skal vurderes af mennesker ud fra {assessment.basis} senest {by}, "
                "og ingen har gjort det endnu."
            )


def _evidence(result: TargetResult) -> str:
    return f": {result.answer.rstrip('.')}" if result.answer else ""


def _later(result: TargetResult) -> str:
    return " Det er skrevet ind senere, end det gælder fra." if result.recorded_later else ""
