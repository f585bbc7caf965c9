"""The sentence of what people enter: a milestone reached, an occasion held, an assessment made."""

from __future__ import annotations

from kpi.model.contract import Assessment, Milestone, Recurring, Tally
from kpi.model.evaluation import Cause, Status, TargetResult
from kpi.texts.periods import day, listed
from kpi.texts.statuses import opening, verdict_word


def milestone_sentence(milestone: Milestone, result: TargetResult) -> str:
    by, opens = day(milestone.due.last_day), opening(result)
    match result.status:
        case Status.MET:
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            return f"{opens}{when}{_evidence(result)}.{_later(result)}"
        case Status.MISSED:
            return (
                f"{opens}: fristen var {by}, og ingen har skrevet, at den er nået. "
                "Er den nået, kan det skrives ind under «Indtast tal»."
            )
        case _:
            return f"{opens}: milepælen skal være nået senest {by}."


def recurring_sentence(recurring: Recurring, result: TargetResult) -> str:
    by, opens = day(recurring.due.last_day), opening(result)
    each = recurring.each
    match result.status:
        case Status.MET:
            return f"{opens}: holdt {times_held(result)} ({each}) til og med {by}{_evidence(result)}.{_later(result)}"
        case Status.ON_COURSE:
            latest = f", senest {day(result.answered_on)}" if result.answered_on else ""
            told = f"holdt {times_held(result)} indtil nu ({each}){latest}"
            return f"{opens}: {told}; det gælder til og med {by}.{_later(result)}"
        case Status.MISSED:
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            told = f"{each} blev ikke holdt{when}{_evidence(result)}"
            return f"{opens}: {told}. Det er holdt {times_held(result)}.{_later(result)}"
        case Status.NO_DATA:
            missing = [reason.periods for reason in result.reasons if reason.cause is Cause.NOT_REGISTERED]
            when = f" i {listed(missing[0])}" if missing and missing[0] else ""
            return f"{opens}: ingen har registreret, om {each} er holdt{when}. Det kan skrives ind under «Indtast tal»."
        case _:
            return f"{opens}: det skal ske hver gang ({each}) til og med {by}; der er ikke registreret noget endnu."


def times_held(result: TargetResult) -> str:
    """«9 af 9 gange»."""
    if result.occasions is None:
        return "hver gang"
    count = result.occasions
    if count.held == count.registered == 1:
        return "den ene gang"
    return f"{count.held} af {count.registered} {'gang' if count.registered == 1 else 'gange'}"


def assessment_sentence(assessment: Assessment, result: TargetResult) -> str:
    by, opens = day(assessment.due.last_day), opening(result)
    match result.status:
        case Status.ASSESSED:
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            return f"{opens}{when}: {verdict_word(result.answer)} ({assessment.basis}).{_later(result)}"
        case Status.PLANNED | Status.NOT_STARTED:
            return f"{opens}: det vurderes af mennesker ud fra {assessment.basis} senest {by}."
        case _:
            return (
                f"{opens}: det skal vurderes af mennesker ud fra {assessment.basis} senest {by}, "
                "og ingen har gjort det endnu."
            )


def tally_sentence(tally: Tally, result: TargetResult) -> str:
    """«Målet er nået: 3 af 5 er opfyldt, og der kræves mindst 3.»"""
    stands, opens = result.tallied, opening(result)
    if stands is None:
        raise ValueError(f"{tally.id} counts criteria")
    counted = f"{stands.fulfilled or 'ingen'} af {stands.total} succeskriterier er opfyldt"
    wanted = "alle" if tally.needed == stands.total else f"mindst {tally.needed}"
    still = stands.total - stands.fulfilled - stands.lost
    rest = f"; {still} er ikke afgjort endnu" if still else ""
    return f"{opens}: {counted}, og der kræves {wanted} senest {day(tally.due.last_day)}{rest}."


def _evidence(result: TargetResult) -> str:
    return f": {result.answer.rstrip('.')}" if result.answer else ""


def _later(result: TargetResult) -> str:
    return " Det er skrevet ind senere, end det gælder fra." if result.recorded_later else ""
