"""The verdict in a few words, for Overblik and for a screen on the wall."""

from __future__ import annotations

from typing import assert_never

from kpi.model.contract import Assessment, Followed, Milestone, Recurring, Tally, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Status, TargetResult
from kpi.model.indicator import Indicator
from kpi.texts.amounts import amount
from kpi.texts.entered import times_held
from kpi.texts.numbers import closed
from kpi.texts.periods import day, long, of_reading
from kpi.texts.places import place, places_counting
from kpi.texts.reasons import not_yet_known, why
from kpi.texts.rules import expected_in_words, goal, limit
from kpi.texts.said import figure_in_words, said
from kpi.texts.statuses import demand, goal_or_wish, opening, verdict_word


def headline(result: TargetResult, definitions: Definitions) -> str:
    """The verdict in about a dozen words, for a screen on the wall."""
    return " ".join(closed(part) for part in headline_parts(result, definitions) if part)


def headline_parts(result: TargetResult, definitions: Definitions) -> tuple[str, str]:
    """Its two sentences; the second may be empty."""
    target = result.requirement
    if (
        not isinstance(target, Target)
        or result.reading is None
        or result.status in (Status.NO_DATA, Status.UNDECIDABLE)
    ):
        return _without_figure(result, definitions)
    indicator = definitions.indicators[target.indicator]
    reading = result.reading
    when = of_reading(reading)
    if result.standing is not None:
        return f"{place(result.standing).capitalize()} i {when}", f"Målet er {places_counting(result.standing)}"
    numbers = said(result, indicator)
    value = _capital(figure_in_words(reading.value, numbers))
    wanted = limit(result, definitions)
    match result.status:
        case Status.BEHIND if result.expected is not None:
            there = "Der" if indicator.unit.counted else "Det"
            return f"{value} i {when}", f"{there} burde være {expected_in_words(target.rule, numbers)}"
        case Status.ON_COURSE | Status.NEAR if (
            result.expected is not None and not result.reached_early and not result.final
        ):
            return f"{value} i {when}", f"Ifølge planen {expected_in_words(target.rule, numbers)}"
        case Status.MET | Status.MISSED:
            return f"{value} i {when}", f"{_capital(demand(target))} var {wanted}"
        case Status.ON_COURSE if result.reached_early:
            return f"{value} i {when}", f"{goal_or_wish(result)} er {wanted} i {long(target.due)}"
        case Status.NEAR if result.aspiration_missed:
            return f"{value} i {when}", f"Ønsket er {wanted}"
        case Status.AWAITING:
            return f"{value} i {when}", f"Tallet for {long(target.due)} er ikke kommet"
        case Status.NOT_STARTED:
            return _not_started(result, indicator, definitions)
        case _:
            return f"{value} i {when}", f"Målet er {wanted}"


def _not_started(result: TargetResult, indicator: Indicator, definitions: Definitions) -> tuple[str, str]:
    aim = f"Målet er {goal(result, definitions)}"
    if result.begins_on is not None:
        return f"Aftalen begynder {day(result.begins_on)}", aim
    if (ahead := not_yet_known(result)) is not None:
        return _capital(why(ahead, indicator, definitions)), aim
    if result.baseline is not None:
        return "Kun udgangspunktet er kendt", aim
    return opening(result), aim


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _without_figure(result: TargetResult, definitions: Definitions) -> tuple[str, str]:
    target = result.requirement
    if result.amended is not None and result.withdrawn:
        return f"{opening(result)} {day(result.amended.on)}", ""
    match target:
        case Target():
            return _measured_without_figure(target, result, definitions)
        case Tally() if result.tallied is not None:
            stands = result.tallied
            return f"{stands.fulfilled} af {stands.total} er opfyldt", f"Der kræves {target.needed}"
        case Followed():
            return _followed(target, result, definitions), "Aftalen stiller intet krav"
        case Milestone() | Recurring() | Assessment() | Tally():
            return _entered(target, result), ""
        case _:
            assert_never(target)


def _followed(followed: Followed, result: TargetResult, definitions: Definitions) -> str:
    if result.reading is None:
        return "Ingen tal endnu"
    newest = amount(result.reading.value, definitions.indicators[followed.indicator])
    return f"{_capital(newest)} i {of_reading(result.reading)}"


def _measured_without_figure(target: Target, result: TargetResult, definitions: Definitions) -> tuple[str, str]:
    match result.status:
        case Status.NO_DATA | Status.UNDECIDABLE if result.reasons:
            return _capital(why(result.reasons[0], definitions.indicators[target.indicator], definitions)), ""
        case Status.AWAITING:
            return f"Tallet for {long(target.due)} er ikke kommet endnu", ""
        case Status.ACCEPTED if target.accepted is not None:
            return f"{opening(result)} til og med {day(target.accepted.until)}", ""
        case Status.NOT_STARTED:
            return _not_started(result, definitions.indicators[target.indicator], definitions)
        case _:
            return opening(result), f"Målet er {goal(result, definitions)}"


def _entered(requirement: Milestone | Recurring | Assessment | Tally, result: TargetResult) -> str:
    by, when = day(requirement.due.last_day), f" {day(result.answered_on)}" if result.answered_on else ""
    match result.status:
        case Status.ASSESSED:
            return f"{opening(result)}{when}: {verdict_word(result.answer)}"
        case Status.MET if isinstance(requirement, Recurring):
            return f"Holdt {times_held(result)} til og med {by}"
        case Status.MET:
            return f"Gennemført{when}"
        case Status.MISSED if isinstance(requirement, Recurring):
            return f"Holdt {times_held(result)}"
        case Status.MISSED:
            return f"Ikke gennemført inden {by}"
        case Status.ON_COURSE:
            return f"Holdt {times_held(result)} indtil nu"
        case Status.UNASSESSED:
            return f"Ingen har vurderet det endnu; fristen var {by}"
        case Status.NO_DATA:
            return "Det er ikke registreret, om det er holdt"
        case Status.NOT_STARTED:
            return f"{opening(result)}; vurderes senest {by}"
        case _:
            return f"{opening(result)} til senest {by}"
