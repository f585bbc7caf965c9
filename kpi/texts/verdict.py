"""The sentence: every status with the facts it rests on in plain Danish, the same on every screen and export."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from kpi.model.contract import Assessment, AtLeast, Combine, Milestone, Recurring, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Cause, CriterionResult, EveryPeriod, Reason, Status, TargetResult
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.rule import BestFraction, Between, Comparison, Strength, Threshold, Window
from kpi.texts.amounts import amount, bare, change, counted, decimals_of_gap, size
from kpi.texts.numbers import closed
from kpi.texts.periods import day, listed, long, of_reading, periods_counted
from kpi.texts.places import area_names, place, places_counting
from kpi.texts.reasons import remedy, why
from kpi.texts.rules import WINDOWS, baseline_words, goal, limit
from kpi.texts.sources import brief
from kpi.texts.statuses import PROVISIONAL, WITHDRAWN, WORDS, verdict_word


def sentence(result: TargetResult, definitions: Definitions) -> str:
    """The whole verdict of one requirement."""
    match result.requirement:
        case Target() as target:
            return (
                f"{_measured(target, result, definitions)}{_unchanged(target, result, definitions)}{_amended(result)}"
            )
        case Milestone() as milestone:
            return _milestone(milestone, result)
        case Recurring() as recurring:
            return _recurring(recurring, result)
        case Assessment() as assessment:
            return _assessment(assessment, result)
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
    least = size(target.material, definitions.indicators[target.indicator])
    return closed(f" Ændringen er mindre end {least} og regnes som uændret")


def _amended(result: TargetResult) -> str:
    amendment = result.amended
    if amendment is None or result.withdrawn:
        return ""
    return closed(f" Kravet blev ændret {day(amendment.on)}: {amendment.reason}")


def _measured(target: Target, result: TargetResult, definitions: Definitions) -> str:
    indicator = definitions.indicators[target.indicator]
    if result.status in (Status.NO_DATA, Status.UNDECIDABLE):
        return _undecided(result, indicator, definitions)
    if result.status is Status.NOT_STARTED:
        return _not_started(result, indicator, definitions)
    if result.reading is None:
        return _without_figure(target, result, indicator, definitions)
    facts = _facts(target, result, indicator, definitions)
    if result.every is not None and (result.status is not Status.ACCEPTED) and not result.aspiration_missed:
        text = _in_every_period(target, result, result.every, facts, definitions)
        if text:
            return text
    ranked = isinstance(target.rule, BestFraction)
    wish = "Ønsket" if target.strength is Strength.ASPIRATION else "Målet"
    match result.status:
        case Status.MET if ranked:
            return f"{wish} er nået: {facts.figure}; målet er {facts.limit}{facts.source}.{facts.later}"
        case Status.MET if facts.gap:
            return (
                f"{wish} er nået: {facts.figure} mod et krav om {facts.limit}, altså {facts.gap}"
                f"{facts.source}.{facts.later}"
            )
        case Status.MET:
            return f"{wish} er nået: {facts.figure} mod et krav om {facts.limit}{facts.source}.{facts.later}"
        case Status.MISSED if ranked:
            return f"Målet er ikke nået: {facts.figure}; målet er {facts.limit}{facts.source}.{facts.later}"
        case Status.MISSED if facts.gap:
            return (
                f"Målet er ikke nået: {facts.figure} mod et krav om {facts.limit}, altså {facts.gap}"
                f"{facts.source}.{facts.later}"
            )
        case Status.MISSED:
            return (
                f"Målet er ikke nået: {facts.figure} mod et krav om {facts.limit}, og det samme er ikke nok"
                f"{facts.source}.{facts.later}"
            )
        case Status.AWAITING:
            return (
                f"{_awaiting(target, result, definitions)}; det seneste er {facts.figure} mod et krav om {facts.limit}"
                f"{facts.source}."
            )
        case Status.ON_COURSE if result.reached_early:
            return (
                f"{wish} er nået nu, men gælder først {long(target.due)}: {facts.figure}; kravet er {facts.limit}"
                f"{f', altså {facts.gap}' if facts.gap else ''}{facts.source}."
            )
        case Status.ON_COURSE if facts.from_path:
            return (
                f"På sporet: {facts.figure}, {facts.from_path}; målet er {facts.goal}, så {facts.turn}{facts.source}."
            )
        case Status.ON_COURSE:
            return f"På sporet: {facts.figure}; målet er {facts.goal}{facts.source}."
        case Status.NEAR if result.aspiration_missed:
            still = "er ikke nået" if result.final else "er ikke nået endnu"
            return (
                f"Ønsket {still}: {facts.figure}; ønsket er {facts.goal}, så {facts.turn}{facts.source}."
                if not result.final
                else f"Ønsket {still}: {facts.figure}; ønsket var {facts.goal}"
                f"{f', altså {facts.gap}' if facts.gap else ''}{facts.source}.{facts.later}"
            )
        case Status.NEAR if result.final:
            return (
                f"Tæt på: {facts.figure} mod et krav om {facts.limit}; {facts.gap} er inden for den aftalte margen på "
                f"{facts.near}{facts.source}.{facts.later}"
            )
        case Status.NEAR if facts.from_path:
            return (
                f"Tæt på: {facts.figure}, {facts.from_path}, men inden for den aftalte margen på {facts.near}; "
                f"målet er {facts.goal}, så {facts.turn}{facts.source}."
            )
        case Status.NEAR:
            return (
                f"Tæt på: {facts.figure}, inden for den aftalte margen på {facts.near}; målet er {facts.goal}, "
                f"så {facts.turn}{facts.source}."
            )
        case Status.BEHIND if facts.from_path:
            return f"Bagud: {facts.figure}, {facts.from_path}; målet er {facts.goal}, så {facts.turn}{facts.source}."
        case Status.BEHIND:
            return f"Bagud: {facts.figure}; målet er {facts.goal}, så {facts.turn}{facts.source}."
        case Status.ACCEPTED:
            return f"{_accepted(target, result)} Det seneste er {facts.figure}; målet er {facts.goal}{facts.source}."
        case _:
            raise ValueError(f"{result.status} is not the status of a measured target")


def _in_every_period(
    target: Target, result: TargetResult, every: EveryPeriod, facts: _Facts, definitions: Definitions
) -> str:
    """The period that decides, and how many have gone well; empty for a status that is told as any other."""
    judged = len(every.held) + len(every.near) + len(every.failed)
    gone = f"{len(every.held)} af {periods_counted(judged, target.due.kind)}"
    beyond = f", altså {facts.gap}" if facts.gap else ""
    match result.status:
        case Status.MISSED:
            return (
                f"Målet er ikke nået: {facts.figure} mod et krav om {facts.limit}{beyond}{facts.source}. "
                f"Målet er {goal(result, definitions)}, og det er holdt i {gone}.{facts.later}"
            )
        case Status.MET:
            return (
                f"Målet er nået: {goal(result, definitions)} er holdt i {gone}; senest {facts.figure}{facts.source}."
                f"{facts.later}"
            )
        case Status.ON_COURSE:
            return (
                f"På sporet: holdt i {gone} indtil nu; senest {facts.figure} mod et krav om {facts.limit}"
                f"{facts.source}. Målet er {goal(result, definitions)}."
            )
        case Status.NEAR:
            return (
                f"Tæt på: {facts.figure} mod et krav om {facts.limit}; det er inden for den aftalte margen på "
                f"{facts.near}{facts.source}. Målet er {goal(result, definitions)}, og det er holdt i {gone}."
            )
        case _:
            return ""


def _facts(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> _Facts:
    reading = result.reading
    assert reading is not None
    source = brief(reading, indicator, definitions)
    beside = result.required if result.expected is None else None
    figure = f"{amount(reading.value, indicator, beside)} i {of_reading(reading)}"
    if result.standing is not None:
        figure = f"{place(result.standing)} med {figure}"
    if reading.provisional:
        figure = f"{figure} ({PROVISIONAL})"
    return _Facts(
        figure=figure,
        limit=limit(result, definitions),
        goal=goal(result, definitions),
        gap=_gap(target, result, indicator),
        from_path=_from_path(result, indicator),
        turn=_turn(target, result, indicator),
        near="" if target.near is None else size(target.near, indicator),
        source=f" ({source})" if source else "",
        later=" Tallet er foreløbigt, så svaret kan ændre sig." if reading.provisional and result.final else "",
    )


def _gap(target: Target, result: TargetResult, indicator: Indicator) -> str:
    if result.gap is None or not result.gap or result.unchanged or isinstance(target.rule, BestFraction):
        return ""
    if isinstance(target.rule, Between) and result.status in (Status.MET, Status.ON_COURSE):
        return ""
    return change(result.gap, indicator, _decimals(result, indicator))


def _decimals(result: TargetResult, indicator: Indicator) -> int:
    if result.reading is None or result.required is None:
        return indicator.decimals
    return decimals_of_gap(result.reading.value, result.required, indicator)


def _from_path(result: TargetResult, indicator: Indicator) -> str:
    if result.reading is None or result.expected is None:
        return ""
    off = result.reading.value - result.expected
    expected = bare(result.expected, indicator, result.reading.value)
    decimals = decimals_of_gap(result.reading.value, result.expected, indicator)
    return f"{change(off, indicator, decimals)} end målstiens {expected}" if off else f"præcis på målstiens {expected}"


def _turn(target: Target, result: TargetResult, indicator: Indicator) -> str:
    """What it takes from here to fulfil the target."""
    if isinstance(target.rule, BestFraction):
        return _turn_of_place(result)
    gap = result.gap
    if gap is None:
        return "det næste tal viser, om det går den rigtige vej"
    rise = _wants_high(target.rule, gap)
    fulfilled = gap == 0 or (gap > 0) == rise
    strict = isinstance(target.rule, Threshold) and target.rule.comparison in (Comparison.ABOVE, Comparison.BELOW)
    if gap == 0 and strict:
        return f"tallet skal {'stige' if rise else 'falde'}; det samme er ikke nok"
    if fulfilled and gap and not rise and _grows(target, result, indicator):
        return f"der må højst komme {size(gap, indicator, _decimals(result, indicator))} til"
    if fulfilled:
        return "tallet skal blot holdes"
    over = "mere end " if strict else ""
    return f"tallet skal {'stige' if rise else 'falde'} med {over}{size(gap, indicator, _decimals(result, indicator))}"


def _grows(target: Target, result: TargetResult, indicator: Indicator) -> bool:
    """A sum that will still grow until due."""
    through_the_year = target.window in (Window.YEAR, Window.YEAR_TO_DATE) and indicator.frequency.span_months < 12
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
    word = WORDS[result.status]
    reason = result.reasons[0] if result.reasons else Reason(Cause.OWN_NEVER_DELIVERED)
    latest = ""
    if result.reading is not None:
        latest = f" Det seneste tal er {amount(result.reading.value, indicator)} i {of_reading(result.reading)}."
    return (
        f"{word}: {why(reason, indicator, definitions)}; målet er {goal(result, definitions)}.{latest} "
        f"{remedy(reason, indicator, definitions)}"
    )


def _not_started(result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    base = baseline_words(result, indicator)
    if base:
        return (
            f"Ingen måling endnu: udgangspunktet er {base}, og målet er {goal(result, definitions)}; "
            "det første tal efter udgangspunktet viser, om det går den rigtige vej."
        )
    return (
        f"Ingen måling endnu: målet er {goal(result, definitions)}; det første tal viser, om det går den rigtige vej."
    )


def _without_figure(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    """A status that needs no figure, where there is none."""
    if result.status is Status.ACCEPTED:
        return f"{_accepted(target, result)} Målet er {goal(result, definitions)}, og der er ingen tal endnu."
    return closed(f"{_awaiting(target, result, definitions)}; målet er {limit(result, definitions)}")


def _awaiting(target: Target, result: TargetResult, definitions: Definitions) -> str:
    """Names whose figure is awaited where it is not the own one."""
    areas = tuple(area for reason in result.reasons if reason.cause is Cause.NOT_PUBLISHED for area in reason.areas)
    others = [definitions.indicators[r.name].title for r in result.reasons if r.name in definitions.indicators]
    whose = f"tallet for {area_names(areas, definitions)}" if areas else "tallet"
    whose = f"tallet for «{others[0]}»" if others else whose
    usual = ", og det er senere end sædvanligt" if result.late else ""
    return f"Afventer tal: fristen var {long(target.due)}, men {whose} er ikke offentliggjort endnu{usual}"


def _accepted(target: Target, result: TargetResult) -> str:
    if result.amended is not None and result.withdrawn:
        return closed(f"{WITHDRAWN} {day(result.amended.on)}: {result.amended.reason}")
    if target.accepted is None:
        return "Aftalt afvigelse."
    return f"Aftalt afvigelse til og med {day(target.accepted.until)}: {target.accepted.reason.rstrip('.')}."


def _milestone(milestone: Milestone, result: TargetResult) -> str:
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


def _recurring(recurring: Recurring, result: TargetResult) -> str:
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


def _assessment(assessment: Assessment, result: TargetResult) -> str:
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


def criterion_sentence(result: CriterionResult, definitions: Definitions) -> str:
    """The verdict of a criterion: its decisive requirement's, and which that is where several are read together."""
    text = sentence(result.decisive, definitions)
    if len(result.current) == 1:
        return text
    title = result.decisive.requirement.title
    match result.criterion.combine:
        case AtLeast(count):
            good = sum(one.status in (Status.MET, Status.ON_COURSE) for one in result.current)
            of_all = f"{count} af {len(result.current)} krav"
            return f"Mindst {of_all} skal være opfyldt, og {good} er det eller er på sporet. {text}"
        case Combine.GATE if not result.decisive.holds and title:
            return f"«{title}» skal være på plads, før resten tæller. {text}"
        case _:
            pass
    parts = "begge dele" if len(result.current) == 2 else f"alle {len(result.current)} dele"
    if all(part.status is Status.MET for part in result.current):
        return f"{parts.capitalize()} er nået. {text}"
    alike = all(part.status is result.status for part in result.current)
    if alike or not title:
        return f"Det gælder {parts}. {text}" if alike else text
    return f"Afgørende er «{title}». {text}"


def headline(result: TargetResult, definitions: Definitions) -> str:
    """The verdict in about a dozen words, for a screen on the wall."""
    return " ".join(closed(part) for part in _headline(result, definitions) if part)


def _headline(result: TargetResult, definitions: Definitions) -> tuple[str, str]:
    target = result.requirement
    if (
        not isinstance(target, Target)
        or result.reading is None
        or result.status in (Status.NO_DATA, Status.UNDECIDABLE)
    ):
        return _headline_without_figure(result, definitions), ""
    indicator = definitions.indicators[target.indicator]
    reading = result.reading
    when = of_reading(reading)
    if result.standing is not None:
        return f"{place(result.standing).capitalize()} i {when}", f"Målet er {places_counting(result.standing)}"
    value = amount(reading.value, indicator, result.required if result.expected is None else None)
    wanted = limit(result, definitions)
    match result.status:
        case Status.BEHIND if result.expected is not None:
            there = "Der" if counted(indicator.unit) else "Det"
            return f"{value} i {when}", f"{there} burde være {bare(result.expected, indicator, reading.value)}"
        case Status.ON_COURSE | Status.NEAR if (
            result.expected is not None and not result.reached_early and not result.final
        ):
            return f"{value} i {when}", f"Målstien siger {bare(result.expected, indicator, reading.value)}"
        case Status.MET | Status.MISSED:
            return f"{value} i {when}", f"Kravet var {wanted}"
        case Status.ON_COURSE if result.reached_early:
            return f"{value} i {when}", f"Målet er {wanted} i {long(target.due)}"
        case Status.NEAR if result.aspiration_missed:
            return f"{value} i {when}", f"Ønsket er {wanted}"
        case Status.AWAITING:
            return f"{value} i {when}", f"Tallet for {long(target.due)} er ikke kommet"
        case Status.NOT_STARTED:
            return "Kun udgangspunktet er kendt", f"Målet er {goal(result, definitions)}"
        case _:
            return f"{value} i {when}", f"Målet er {wanted}"


def _headline_without_figure(result: TargetResult, definitions: Definitions) -> str:
    target = result.requirement
    if isinstance(target, Target):
        indicator = definitions.indicators[target.indicator]
        match result.status:
            case Status.NO_DATA | Status.UNDECIDABLE if result.reasons:
                text = why(result.reasons[0], indicator, definitions)
                return f"{text[0].upper()}{text[1:]}"
            case Status.AWAITING:
                return f"Tallet for {long(target.due)} er ikke kommet endnu."
            case Status.ACCEPTED if result.amended is not None and result.withdrawn:
                return f"Udgået {day(result.amended.on)}."
            case Status.ACCEPTED if target.accepted is not None:
                return f"Aftalt afvigelse til og med {day(target.accepted.until)}."
            case _:
                return f"Ingen måling endnu. Målet er {goal(result, definitions)}."
    match result.status:
        case Status.ASSESSED:
            word = verdict_word(result.answer)
            when = f" {day(result.answered_on)}" if result.answered_on else ""
            return f"Vurderet{when}: {word}."
        case Status.MET if isinstance(target, Recurring):
            return f"Holdt hver gang til og med {day(target.due.last_day)}."
        case Status.MET:
            return f"Gennemført{f' {day(result.answered_on)}' if result.answered_on else ''}."
        case Status.MISSED:
            return (
                f"Ikke gennemført inden {day(target.due.last_day)}."
                if isinstance(target, Milestone)
                else ("Ikke holdt hver gang.")
            )
        case Status.ON_COURSE:
            return "Holdt hver gang indtil nu."
        case Status.UNASSESSED:
            return f"Ingen har vurderet det endnu. Senest {day(target.due.last_day)}."
        case Status.NO_DATA:
            return "Det er ikke registreret, om det er holdt."
        case _:
            return f"Planlagt til senest {day(target.due.last_day)}."


def second_reading(result: TargetResult, definitions: Definitions) -> str:
    """A sentence where the same words read over another window give another status; empty otherwise."""
    other = result.second_reading
    target = result.requirement
    if other is None or not other.differs or not isinstance(target, Target):
        return ""
    word = WORDS[other.status].lower()
    indicator = definitions.indicators[target.indicator]
    if other.reading is None or other.required is None:
        return f"Læst som {WINDOWS[other.window]} ville svaret være «{word}»."
    return (
        f"Læst som {WINDOWS[other.window]} ville svaret være «{word}»: "
        f"{amount(other.reading.value, indicator, other.required)} i {of_reading(other.reading)}, "
        f"hvor der kræves {bare(other.required, indicator, other.reading.value)}."
    )
