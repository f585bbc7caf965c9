"""The sentence: every status with the facts it rests on in plain Danish, the same on every screen and export."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from kpi.model.beside import NOTHING, Beside
from kpi.model.contract import Assessment, Followed, Milestone, Recurring, Tally, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Cause, EveryPeriod, Reason, Status, TargetResult
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import BestFraction, Between, Comparison, Significant, Threshold, Window
from kpi.texts import alarm
from kpi.texts.entered import assessment_sentence, milestone_sentence, recurring_sentence, tally_sentence
from kpi.texts.numbers import closed, one_pair_of_brackets
from kpi.texts.periods import all_periods, day, long, of_reading, periods_counted
from kpi.texts.places import area_names, place
from kpi.texts.reasons import not_yet_known, remedy, why
from kpi.texts.reconciled import reconciled
from kpi.texts.references import at_least_or_over
from kpi.texts.rules import WINDOWS, bare_limit, baseline_words, goal, limit
from kpi.texts.said import Said, figure_in_words, said
from kpi.texts.sources import brief
from kpi.texts.statuses import PROVISIONAL, against, demand, opening, plain_word
from kpi.texts.together import margin, together

_WITH_PLACE = (Status.MET, Status.NEAR, Status.MISSED, Status.ON_COURSE, Status.BEHIND, Status.UNDERWAY)


def sentence(result: TargetResult, definitions: Definitions, beside: Beside = NOTHING) -> str:
    """The whole verdict of one requirement, with what stands beside it as one reading."""
    told = (_verdict(result, definitions, beside), alarm.sentence(result, definitions), _amended(result))
    return " ".join(filter(None, told))


def _verdict(result: TargetResult, definitions: Definitions, beside: Beside) -> str:
    if result.withdrawn and not isinstance(result.requirement, Target):
        return _withdrawn(result)
    match result.requirement:
        case Target() as target:
            verdict = one_pair_of_brackets(_measured(target, result, definitions, beside))
            beside_it = (_missing_members(result, definitions), _carried_over(result))
            return f"{verdict}{_unchanged(target, result, definitions)}{''.join(beside_it)}"
        case Milestone() as milestone:
            return milestone_sentence(milestone, result)
        case Recurring() as recurring:
            return recurring_sentence(recurring, result)
        case Assessment() as assessment:
            return assessment_sentence(assessment, result)
        case Followed() as followed:
            return _followed(followed, result, definitions)
        case Tally() as tally:
            return tally_sentence(tally, result)
        case _:
            assert_never(result.requirement)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the sentences of a measured target are made from, already in words."""

    figure: str
    """«804 fuldtidspersoner i december 2016», with its place where the rule is a place."""
    limit: str
    goal: str
    gap: str
    """«55 flere»; empty on the limit itself, inside a band, or for a place."""
    from_path: str
    """«23,5 flere end målstiens 780,5»."""
    turn: str
    """«tallet skal falde med 55 endnu»."""
    near: str
    source: str
    """« (jobindsats.dk, 20. jan. 2017)»."""
    later: str
    """What a provisional figure means for the answer."""


def _unchanged(target: Target, result: TargetResult, definitions: Definitions) -> str:
    if not result.unchanged or target.material is None:
        return ""
    if target.material is Significant.SIGNIFICANT:
        return " Ændringen kan være tilfældig og regnes som uændret."
    least = margin(target.material, definitions.indicators[target.indicator])
    return closed(f" Ændringen er mindre end {least} og regnes som uændret")


def _missing_members(result: TargetResult, definitions: Definitions) -> str:
    """Those of the group without a figure, where the place is settled all the same."""
    standing = result.standing
    if standing is None or not standing.unknown or result.status not in _WITH_PLACE:
        return ""
    names = area_names(standing.unknown, definitions)
    return f" {names} har skjulte eller sene tal, men de kan ikke ændre svaret."


def _carried_over(result: TargetResult) -> str:
    """The requirement was agreed before a series break, and is told in the way figures are made after it."""
    names = " og ".join(f"«{one.title}»" for one in result.carried_over)
    return f" Kravet er regnet om, fordi tallene nu opgøres på en anden måde ({names})." if names else ""


def _amended(result: TargetResult) -> str:
    amendment = result.amended
    if amendment is None or result.withdrawn:
        return ""
    return closed(f"Kravet blev ændret {day(amendment.on)}: {amendment.reason}")


def _measured(target: Target, result: TargetResult, definitions: Definitions, beside: Beside) -> str:
    indicator = definitions.indicators[target.indicator]
    if result.status in (Status.NO_DATA, Status.UNDECIDABLE):
        return _undecided(result, indicator, definitions)
    if result.status is Status.NOT_STARTED:
        return _not_started(result, indicator, definitions)
    if result.possible is not None and result.status is not Status.ACCEPTED:
        return _whatever_is_missing(result, indicator, definitions)
    if result.reading is None:
        return _without_figure(target, result, indicator, definitions)
    if result.at_once:
        return _at_once(target, result, indicator, definitions, beside)
    facts = _facts(target, result, indicator, definitions)
    if result.every is not None and (result.status is not Status.ACCEPTED) and not result.aspiration_missed:
        text = _in_every_period(target, result, result.every, facts, definitions, beside)
        if text:
            return text
    ranked = isinstance(target.rule, BestFraction)
    head = _head(target, result, facts, beside, indicator)
    match result.status:
        case Status.MET if ranked:
            return f"{head}; målet er {facts.limit}{facts.source}.{facts.later}"
        case Status.MET if facts.gap:
            return f"{head} {against(target)} {facts.limit}, altså {facts.gap}{facts.source}.{facts.later}"
        case Status.MET:
            return f"{head} {against(target)} {facts.limit}{facts.source}.{facts.later}"
        case Status.MISSED if ranked:
            return f"{head}; målet er {facts.limit}{facts.source}.{facts.later}"
        case Status.MISSED if facts.gap:
            return f"{head} {against(target)} {facts.limit}, altså {facts.gap}{facts.source}.{facts.later}"
        case Status.MISSED:
            same = "" if result.unchanged else ", og det samme er ikke nok"
            return f"{head} {against(target)} {facts.limit}{same}{facts.source}.{facts.later}"
        case Status.AWAITING:
            return (
                f"{_awaiting(target, result, definitions)}; det seneste er {facts.figure} "
                f"{against(target)} {facts.limit}{facts.source}."
            )
        case Status.ON_COURSE if result.reached_early:
            beyond = f", altså {facts.gap}" if facts.gap else ""
            return f"{head}; {demand(target)} er {facts.limit}{beyond}{facts.source}."
        case Status.ON_COURSE if facts.from_path:
            return f"{head}, {facts.from_path}; målet er {facts.goal}, så {facts.turn}{facts.source}."
        case Status.ON_COURSE:
            return f"{head}; målet er {facts.goal}{facts.source}."
        case Status.NEAR if result.aspiration_missed:
            return (
                f"{head}; ønsket er {facts.goal}, så {facts.turn}{facts.source}."
                if not result.final
                else f"{head}; ønsket var {facts.goal}"
                f"{f', altså {facts.gap}' if facts.gap else ''}{facts.source}.{facts.later}"
            )
        case Status.NEAR if result.final:
            return (
                f"{head} {against(target)} {facts.limit}; {facts.gap} er inden for den aftalte margen på "
                f"{facts.near}{facts.source}.{facts.later}"
            )
        case Status.NEAR if facts.from_path:
            return (
                f"{head}, {facts.from_path}, men inden for den aftalte margen på {facts.near}; "
                f"målet er {facts.goal}, så {facts.turn}{facts.source}."
            )
        case Status.NEAR:
            return (
                f"{head}, inden for den aftalte margen på {facts.near}; målet er {facts.goal}, "
                f"så {facts.turn}{facts.source}."
            )
        case Status.BEHIND if facts.from_path:
            return f"{head}, {facts.from_path}; målet er {facts.goal}, så {facts.turn}{facts.source}."
        case Status.BEHIND:
            return f"{head}; målet er {facts.goal}, så {facts.turn}{facts.source}."
        case Status.UNDERWAY:
            return f"{head}; målet er {facts.goal}, og aftalen siger ikke, hvor I skal være undervejs{facts.source}."
        case Status.ACCEPTED:
            return f"{_accepted(target, result)} Det seneste er {facts.figure}; målet er {facts.goal}{facts.source}."
        case _:
            raise ValueError(f"{result.status} is not the status of a measured target")


def _head(target: Target, result: TargetResult, facts: _Facts, beside: Beside, indicator: Indicator) -> str:
    """How the sentence begins, to the figure: «Bagud: 804 …», «Bagud, men på vej: 7 ud af 10. Tallet er 804 …»."""
    reading = reconciled(result, beside, _distance(result, indicator))
    opens = reading.opening
    if result.reached_early:
        opens = f"{opens}, men gælder først {long(target.due)}"
    elif result.aspiration_missed and not result.final:
        opens = f"{opens} endnu"
    if not reading.ends_with_chance:
        return f"{opens}{reading.tail}: {facts.figure}"
    return f"{opens}{reading.tail}. {'Pladsen' if result.standing else 'Tallet'} er {facts.figure}"


def _followed(followed: Followed, result: TargetResult, definitions: Definitions) -> str:
    indicator, reading = definitions.indicators[followed.indicator], result.reading
    if reading is None:
        return f"{opening(result)}: aftalen stiller intet krav her, og der er ingen tal endnu."
    value = together(indicator, reading.value).amount(reading.value)
    source = brief(reading, indicator, definitions)
    said_by = f" ({source})" if source else ""
    still = f" ({PROVISIONAL})" if reading.provisional else ""
    newest = f"Det seneste tal er {value} i {of_reading(reading)}{still}{said_by}."
    return one_pair_of_brackets(f"{opening(result)}: aftalen stiller intet krav her. {newest}")


def mark(result: TargetResult, definitions: Definitions, beside: Beside) -> str:
    """The small mark beside the badge where signal or forecast pull the other way; empty where nothing does."""
    target = result.requirement
    if not isinstance(target, Target) or result.reading is None:
        return ""
    found = reconciled(result, beside, _distance(result, definitions.indicators[target.indicator])).mark
    return "; ".join(filter(None, (found, alarm.mark(result))))


def _distance(result: TargetResult, indicator: Indicator) -> str:
    """How far the value is from what decides it now; empty where it is not known, or nothing is between."""
    numbers = said(result, indicator)
    apart = numbers.gap if result.final or numbers.expected is None else numbers.off_path
    return numbers.size(apart) if apart else ""


def _opens(result: TargetResult, beside: Beside) -> str:
    """The opening with what reconciles it, where neither a path nor a forecast says how it will end."""
    return f"{opening(result)}{reconciled(result, beside, '').tail}"


def _in_every_period(
    target: Target, result: TargetResult, every: EveryPeriod, facts: _Facts, definitions: Definitions, beside: Beside
) -> str:
    """The period that decides, and how many have gone well; empty for a status that is told as any other."""
    aim = goal(result, definitions)
    required = bare_limit(result, definitions)
    compared = f"{facts.figure} {against(target)} {required}" if required else facts.figure
    gone = _gone_well(target, every)
    beyond = f", altså {facts.gap}" if facts.gap else ""
    opens = _opens(result, beside)
    match result.status:
        case Status.MISSED:
            return f"{opens}: {compared}{beyond}{facts.source}. Målet er {aim}, og det er holdt i {gone}.{facts.later}"
        case Status.MET if target.periods_needed == 1:
            return f"{opens}: {compared}{beyond}{facts.source}.{facts.later}"
        case Status.MET:
            by = "senest" if target.periods_needed is None else "afgjort af"
            return f"{opens}: holdt i {gone}; {by} {compared}{facts.source}. Målet var {aim}.{facts.later}"
        case Status.UNDERWAY:
            return f"{opens}: ikke opfyldt endnu; senest {compared}{facts.source}. Målet er {aim}."
        case Status.ON_COURSE:
            room = _room(target, every)
            return f"{opens}: holdt i {gone} indtil nu{room}; senest {compared}{facts.source}. Målet er {aim}."
        case Status.NEAR:
            return (
                f"{opens}: {compared}; det er inden for den aftalte margen på {facts.near}{facts.source}. "
                f"Målet er {aim}, og det er holdt i {gone}."
            )
        case _:
            return ""


def _gone_well(target: Target, every: EveryPeriod) -> str:
    """«2 af 3 måneder», «alle tre år»."""
    held, kind = len(every.held), target.due.kind
    judged = held + len(every.near) + len(every.failed)
    return all_periods(judged, kind) if held == judged > 1 else f"{held} af {periods_counted(judged, kind)}"


def _room(target: Target, every: EveryPeriod) -> str:
    """How many more may fail; empty where none ever may."""
    if target.periods_needed is None or target.every_from is None:
        return ""
    left = target.due.steps_since(target.every_from) + 1 - target.periods_needed - len(every.failed)
    return f", og der må svigte {left} til" if left else ", og der må ikke svigte flere"


def _facts(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> _Facts:
    reading = result.reading
    assert reading is not None
    answered = result.final or result.at_once
    source = brief(reading, indicator, definitions)
    numbers = said(result, indicator)
    figure = f"{figure_in_words(reading.value, numbers)} i {of_reading(reading)}"
    if result.standing is not None:
        figure = f"{place(result.standing)} med {figure}"
    if reading.provisional:
        figure = f"{figure} ({PROVISIONAL})"
    return _Facts(
        figure=figure,
        limit=limit(result, definitions),
        goal=goal(result, definitions),
        gap=_gap(target, result, numbers),
        from_path=_from_path(numbers),
        turn=_turn(target, result, numbers),
        near="" if target.near is None else margin(target.near, indicator),
        source=f" ({source})" if source else "",
        later=" Tallet er foreløbigt, så svaret kan ændre sig." if result.provisional and answered else "",
    )


def _gap(target: Target, result: TargetResult, numbers: Said) -> str:
    if not numbers.gap or result.unchanged or isinstance(target.rule, BestFraction):
        return ""
    if isinstance(target.rule, Between) and result.status in (Status.MET, Status.ON_COURSE):
        return ""
    return numbers.change(numbers.gap)


def _from_path(numbers: Said) -> str:
    if numbers.off_path is None or numbers.expected is None:
        return ""
    expected = numbers.bare(numbers.expected)
    if not numbers.off_path:
        return f"præcis på målstiens {expected}"
    return f"{numbers.change(numbers.off_path)} end målstiens {expected}"


def _turn(target: Target, result: TargetResult, numbers: Said) -> str:
    """What it takes from here to fulfil the target."""
    if isinstance(target.rule, BestFraction):
        return _turn_of_place(result)
    gap = numbers.gap
    if gap is None:
        return "det næste tal viser, om det går den rigtige vej"
    grows = _grows(target, result, numbers.indicator)
    if grows and result.reading is not None and result.reading.period.last_day < target.due.first_day:
        return f"der tælles forfra i {_due_year(target)}"
    if result.unchanged and result.status is not Status.ON_COURSE:
        return "ændringen skal være så stor, at den tæller"
    rise = _wants_high(target.rule, gap)
    if grows and isinstance(target.rule, Threshold) and numbers.indicator.can_be_negative:
        rest = at_least_or_over(target.rule.comparison, numbers.indicator)
        return f"resten af {_due_year(target)} skal give {rest} {numbers.amount(-gap)}"
    fulfilled = gap == 0 or (gap > 0) == rise or result.unchanged
    if fulfilled and not grows and _season_turns(numbers, rise=rise):
        worse = "falde" if rise else "stige"
        if result.status in (Status.BEHIND, Status.NEAR):
            return f"tallet skal {worse} mindre, end det plejer frem til {long(target.due)}"
        return f"tallet må højst {worse} med {numbers.size(gap)}" if gap else "tallet skal blot holdes"
    strict = isinstance(target.rule, Threshold) and target.rule.comparison in (Comparison.ABOVE, Comparison.BELOW)
    if gap == 0 and strict:
        return f"tallet skal {'stige' if rise else 'falde'}; det samme er ikke nok"
    size = numbers.size(gap)
    if fulfilled and gap and not rise and grows:
        return f"der må højst komme {size} til"
    if fulfilled:
        return "tallet skal blot holdes"
    over = "mere end " if strict else ""
    if grows and rise:
        return f"der mangler {over}{size}"
    return f"tallet skal {'stige' if rise else 'falde'} med {over}{size}"


def _season_turns(numbers: Said, *, rise: bool) -> bool:
    """The path asks for more now than due does: a low summer, from which the number rises again."""
    if numbers.expected is None or numbers.required is None:
        return False
    return numbers.expected > numbers.required if rise else numbers.expected < numbers.required


def _due_year(target: Target) -> str:
    """«2017», «2016/17»; of a quarter or half-year the period itself."""
    if target.window in (Window.YEAR, Window.YEAR_TO_DATE):
        return long(Period.containing(PeriodKind.YEAR, target.due.last_day, target.year_starts))
    return long(target.due)


def _grows(target: Target, result: TargetResult, indicator: Indicator) -> bool:
    """A sum that will still grow until due."""
    through_the_year = target.window.grows and indicator.frequency.span_months < 12
    return through_the_year and indicator.kind is IndicatorKind.FLOW and not result.final


def _wants_high(rule: Threshold | Between | BestFraction, gap: Decimal) -> bool:
    """Which way fulfils the rule; a band is reached from whichever side one stands on."""
    if isinstance(rule, Threshold):
        return rule.comparison.wants_high
    return gap < 0


def _turn_of_place(result: TargetResult) -> str:
    standing = result.standing
    if standing is None or standing.place_from <= standing.best_places:
        return "pladsen skal blot holdes"
    up = standing.place_from - standing.best_places
    return f"der skal vindes {'én plads' if up == 1 else f'{up} pladser'}"


def _undecided(result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    reason = result.reasons[0] if result.reasons else Reason(Cause.OWN_NEVER_DELIVERED)
    latest = ""
    if result.reading is not None:
        latest = said(result, indicator).amount(result.reading.value)
        latest = f" Det seneste tal er {latest} i {of_reading(result.reading)}."
    aim = goal(result, definitions)
    return (
        f"{opening(result)}: {why(reason, indicator, definitions, aim)}; målet er {aim}.{latest} "
        f"{remedy(reason, indicator, definitions)}"
    )


def _whatever_is_missing(result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    """A figure is missing that could not change the answer."""
    known = closed(
        f"{opening(result)}: {demand(result.requirement)} er {limit(result, definitions)}{_between(result, indicator)}"
    )
    if not result.reasons:
        return known
    return f"{known} {_capital(why(result.reasons[-1], indicator, definitions, known))}, men det kan ikke ændre svaret."


def _between(result: TargetResult, indicator: Indicator) -> str:
    """«, og tallet er mellem 0 og 2»."""
    if result.possible is None:
        return ""
    numbers = together(indicator, *result.possible, result.required)
    match result.possible:
        case (None, None):
            return ""
        case (low, None) if low is not None:
            return f", og tallet er mindst {numbers.amount(low)}"
        case (None, high) if high is not None:
            return f", og tallet er højst {numbers.amount(high)}"
        case (low, high) if low is not None and high is not None:
            return f", og tallet er mellem {numbers.number(low)} og {numbers.amount(high)}"
        case _:
            return ""


def _at_once(
    target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions, beside: Beside
) -> str:
    """A sum that can only grow has passed its ceiling, or reached its floor, before the year is over."""
    facts = _facts(target, result, indicator, definitions)
    missed = result.status is Status.MISSED
    happened = "loftet er overskredet" if missed else "tallet kan kun vokse"
    beyond = f", altså {facts.gap}" if facts.gap else ""
    missing = f" {_capital(why(result.reasons[-1], indicator, definitions))}." if result.reasons else ""
    return (
        f"{_opens(result, beside)}: {happened}. Der er {facts.figure} {against(target)} {facts.limit}{beyond}"
        f"{facts.source}.{facts.later}{missing}"
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _not_started(result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    if result.begins_on is not None:
        return f"{opening(result)}: aftalen begynder {day(result.begins_on)}; målet er {goal(result, definitions)}."
    if (ahead := not_yet_known(result)) is not None:
        return f"{opening(result)}: {why(ahead, indicator, definitions)}; målet er {goal(result, definitions)}."
    base = baseline_words(result, indicator)
    if base:
        return (
            f"{opening(result)}: udgangspunktet er {base}, og målet er {goal(result, definitions)}; "
            "det første tal efter udgangspunktet viser, om det går den rigtige vej."
        )
    return f"{opening(result)}: målet er {goal(result, definitions)}; det første tal viser, om det går den rigtige vej."


def _without_figure(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    """A status that needs no figure, where there is none."""
    if result.status is Status.ACCEPTED:
        return f"{_accepted(target, result)} Målet er {goal(result, definitions)}, og der er ingen tal endnu."
    return closed(f"{_awaiting(target, result, definitions)}; målet er {limit(result, definitions)}")


def _awaiting(target: Target, result: TargetResult, definitions: Definitions) -> str:
    """Tells whose figure is awaited where it is not the own one; an indicator compared with is named by the limit."""
    areas = tuple(area for reason in result.reasons if reason.cause is Cause.NOT_PUBLISHED for area in reason.areas)
    compared = any(reason.name in definitions.indicators for reason in result.reasons)
    whose = f"tallet for {area_names(areas, definitions)}" if areas else "tallet"
    whose = "det tal, der sammenlignes med," if compared else whose
    usual = ", og kilden er forsinket" if result.late else ""
    return f"{opening(result)}: fristen var {long(target.due)}, men {whose} er ikke offentliggjort endnu{usual}"


def _withdrawn(result: TargetResult) -> str:
    if result.amended is None:
        return closed(opening(result))
    return closed(f"{opening(result)} {day(result.amended.on)}: {result.amended.reason}")


def _accepted(target: Target, result: TargetResult) -> str:
    if result.withdrawn:
        return _withdrawn(result)
    if target.accepted is None:
        return closed(opening(result))
    return f"{opening(result)} til og med {day(target.accepted.until)}: {target.accepted.reason.rstrip('.')}."


def second_reading(result: TargetResult, definitions: Definitions) -> str:
    """A sentence where the same words read over another window give another status; empty otherwise."""
    other = result.second_reading
    target = result.requirement
    if other is None or not other.differs or not isinstance(target, Target):
        return ""
    word = plain_word(other.status).lower()
    indicator = definitions.indicators[target.indicator]
    if other.reading is None or other.required is None:
        return f"Læst som {WINDOWS[other.window]} ville svaret være «{word}»."
    numbers = together(indicator, other.reading.value, other.required)
    return (
        f"Læst som {WINDOWS[other.window]} ville svaret være «{word}»: "
        f"{numbers.amount(other.reading.value)} i {of_reading(other.reading)}, "
        f"hvor der kræves {numbers.bare(other.required)}."
    )
