"""A requirement read aloud: «højst 749 fuldtidspersoner i dec. 2017: 63 færre end de 812 i dec. 2015»."""

from __future__ import annotations

from typing import assert_never

from kpi.model.contract import Assessment, Milestone, Recurring, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.model.period import PeriodKind
from kpi.model.reference import (
    UNCHANGED,
    AtBaseline,
    Constant,
    OfArea,
    OfIndicator,
    OfPeers,
    Own,
    Reference,
    Step,
    Steps,
)
from kpi.model.rule import BestFraction, Between, Comparison, Margin, Significant, Threshold, Window
from kpi.texts.amounts import bare, derived, derived_text, margin
from kpi.texts.periods import day, in_periods, long, of_reading, of_reading_short, short, year_until, year_until_short
from kpi.texts.places import group_title, part_of_group, places_counting
from kpi.texts.references import at_least_or_over, compared, counted_from, rule_in_words, theirs

WINDOWS = {
    Window.PERIOD: "periodens eget tal",
    Window.QUARTER: "hele kvartalet under ét",
    Window.HALF_YEAR: "hele halvåret under ét",
    Window.YEAR: "hele året under ét",
    Window.YEAR_TO_DATE: "året til dato",
    Window.ROLLING_YEAR: "de 12 måneder under ét",
    Window.LATEST: "den seneste måling før fristen",
}


def reading_aloud(result: TargetResult, definitions: Definitions) -> str:
    """The requirement as the program reads the contract, in one plain sentence without a full stop."""
    match result.requirement:
        case Target() as target:
            return _target(target, result, definitions)
        case Milestone(title=title, due=due):
            return f"{title}: gennemført senest {day(due.last_day)}"
        case Recurring(title=title, each=each, due=due):
            return f"{title}: holdt hver gang ({each}) til og med {day(due.last_day)}"
        case Assessment(title=title, basis=basis, due=due):
            return f"{title}: vurderes af mennesker ud fra {basis} senest {day(due.last_day)}"
        case _:
            assert_never(result.requirement)


def _target(target: Target, result: TargetResult, definitions: Definitions) -> str:
    indicator = definitions.indicators[target.indicator]
    text = _aloud(target, result, indicator, definitions)
    if target.material is not None:
        text = f"{text}; {immaterial(target.material, indicator)} regnes som uændret"
    return text


def immaterial(material: Margin | Significant, indicator: Indicator) -> str:
    """«en ændring under 5 fuldtidspersoner»."""
    if material is Significant.SIGNIFICANT:
        return "en ændring, der kan være tilfældig,"
    return f"en ændring under {margin(material, indicator)}"


def _aloud(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    if target.every_from is not None or (result.required is None and isinstance(target.rule, Threshold)):
        return goal(result, definitions)
    if isinstance(target.rule, Threshold) and isinstance(target.rule.reference.whose, Steps):
        return _stepwise(target.rule.comparison, target.rule.reference.whose, indicator)
    text = f"{limit(result, definitions, named=True)} i {_due_short(target)}"
    rule = target.rule
    return f"{text}{_beside(rule, result, indicator)}" if isinstance(rule, Threshold) else text


def _beside(rule: Threshold, result: TargetResult, indicator: Indicator) -> str:
    """What the number is counted from, or begins at; empty where nothing is."""
    reference, baseline = rule.reference, rule.reference.baseline
    if baseline is None or result.baseline is None:
        return ""
    if isinstance(reference.whose, Constant):
        return f"; udgangspunktet er {derived(result.baseline.value, indicator)} i {short(baseline.period)}"
    if reference.change == UNCHANGED and rule.comparison in (Comparison.ABOVE, Comparison.BELOW):
        return f"; i {short(baseline.period)} var det {derived(result.baseline.value, indicator)}"
    base = f"{bare(result.baseline.value, indicator)} i {of_reading_short(result.baseline)}"
    return f": {compared(rule.comparison, reference.change, indicator)} end de {base}"


def goal(result: TargetResult, definitions: Definitions) -> str:
    """What due requires, for the middle of a sentence: «højst 749 i december 2017»."""
    target = _measured(result)
    if target.every_from is not None:
        return f"{_in_words(result, definitions)} {in_periods(target.every_from, target.due, target.periods_needed)}"
    if result.required is None and isinstance(target.rule, Threshold):
        rule, indicator = target.rule, definitions.indicators[target.indicator]
        head, tail = rule_in_words(rule.comparison, rule.reference, indicator, definitions)
        return f"{head} i {_due(target)} {tail}".rstrip()
    return f"{limit(result, definitions)} i {_due(target)}"


def _due(target: Target) -> str:
    """The stretch that due is judged on."""
    return year_until(target.due, target.year_starts) if _counted_up(target) else long(target.due)


def _due_short(target: Target) -> str:
    return year_until_short(target.due, target.year_starts) if _counted_up(target) else short(target.due)


def _counted_up(target: Target) -> bool:
    return target.window is Window.YEAR_TO_DATE and target.due.kind is not PeriodKind.YEAR


def _in_words(result: TargetResult, definitions: Definitions) -> str:
    """What each period requires: the number where it is the same in all of them, otherwise the rule."""
    target = _measured(result)
    indicator = definitions.indicators[target.indicator]
    match target.rule:
        case Threshold(comparison, reference):
            match reference.whose:
                case Steps() as steps:
                    return _stepwise(comparison, steps, indicator)
                case Constant():
                    return limit(result, definitions)
                case _:
                    return " ".join(rule_in_words(comparison, reference, indicator, definitions)).rstrip()
        case Between() | BestFraction():
            return limit(result, definitions)
        case _:
            assert_never(target.rule)


def _stepwise(comparison: Comparison, steps: Steps, indicator: Indicator) -> str:
    return f"{at_least_or_over(comparison, indicator)} {_listed_steps(steps.steps, indicator)}"


def _listed_steps(steps: tuple[Step, ...], indicator: Indicator) -> str:
    """«800 i mar. 2017, 780 i jun. 2017 og 749 fuldtidspersoner i dec. 2017»."""
    *first, last = steps
    words = [f"{derived_text(step.value, indicator)} i {short(step.period)}" for step in first]
    text = f"{derived(last.value, indicator)} i {short(last.period)}"
    return f"{', '.join(words)} og {text}" if words else text


def limit(result: TargetResult, definitions: Definitions, *, named: bool = False) -> str:
    """What is required, without its due: «højst 749», «over landets 24,1 pct.», «den bedste tredjedel …».

    Where the required value is not known, the rule in words: «63 færre end i december 2015». `named`: by itself,
    with the noun of a count; otherwise beside the figure, with decimals that tell the two apart.
    """
    target = _measured(result)
    indicator = definitions.indicators[target.indicator]
    text = _limit(target, result, indicator, definitions, named=named)
    return text if target.tolerance is None else f"{text} (tolerance {margin(target.tolerance, indicator)})"


def _limit(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions, *, named: bool) -> str:
    match target.rule:
        case Threshold(comparison, reference):
            if result.required is None:
                return " ".join(rule_in_words(comparison, reference, indicator, definitions)).rstrip()
            number = _number(reference, result, indicator, definitions, named=named)
            return f"{at_least_or_over(comparison, indicator)} {number}"
        case Between(low, high):
            return f"mellem {derived_text(low, indicator)} og {derived(high, indicator)}"
        case BestFraction(group):
            places = f", {places_counting(result.standing)}," if result.standing else ""
            return f"{part_of_group(target.rule)}{places} i gruppen {group_title(group, definitions)}"
        case _:
            assert_never(target.rule)


def _number(
    reference: Reference, result: TargetResult, indicator: Indicator, definitions: Definitions, *, named: bool
) -> str:
    """The required number with whose it is, or what it is counted from."""
    required = result.required
    assert required is not None
    beside = result.reading.value if result.reading and not named else None
    match reference.whose:
        case Constant() | Steps():
            return (derived if named else bare)(required, indicator, beside)
        case Own() if isinstance(reference.when, AtBaseline):
            return (derived if named else bare)(required, indicator, beside)
        case Own():
            text, base = bare(required, indicator, beside), result.baseline
        case OfArea() | OfIndicator() | OfPeers() if reference.change == UNCHANGED:
            return theirs(reference, required, indicator, definitions, beside)
        case OfArea() | OfIndicator() | OfPeers():
            text, base = derived(required, indicator, beside), result.reference
        case _:
            assert_never(reference.whose)
    if base is None:
        return text
    return f"{text}{counted_from(reference, base.value, of_reading_short(base), indicator, definitions)}"


def baseline_words(result: TargetResult, indicator: Indicator) -> str:
    """«812 i december 2015»; empty where there is no baseline."""
    if result.baseline is None:
        return ""
    return f"{derived(result.baseline.value, indicator)} i {of_reading(result.baseline)}"


def _measured(result: TargetResult) -> Target:
    if not isinstance(result.requirement, Target):
        raise TypeError(f"{result.requirement.id} is not measured")
    return result.requirement
