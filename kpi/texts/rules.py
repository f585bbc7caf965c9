"""A requirement read aloud: «højst 749 fuldtidspersoner i dec. 2017: 63 færre end de 812 i dec. 2015»."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from kpi.model.contract import Assessment, Followed, Milestone, Recurring, Tally, Target
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
    SamePeriod,
    Steps,
)
from kpi.model.rule import BestFraction, Between, Comparison, Margin, Rule, Significant, Threshold, Window
from kpi.texts.numbers import one_pair_of_brackets
from kpi.texts.periods import day, in_periods, long, of_reading, of_reading_short, short, year_until, year_until_short
from kpi.texts.places import group_title, part_of_group, places_counting
from kpi.texts.references import at_least_or_over, compared, counted_from, limit_in_words, rule_in_words, theirs
from kpi.texts.said import Said, said
from kpi.texts.together import Together, as_written, margin

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
        case Followed(indicator=indicator):
            return f"intet krav; «{definitions.indicators[indicator].title}» følges"
        case Tally(criteria=criteria, needed=needed, due=due):
            return f"mindst {needed} af {len(criteria)} succeskriterier er opfyldt senest {day(due.last_day)}"
        case Assessment(title=title, basis=basis, due=due):
            return f"{title}: vurderes af mennesker ud fra {basis} senest {day(due.last_day)}"
        case _:
            assert_never(result.requirement)


def _target(target: Target, result: TargetResult, definitions: Definitions) -> str:
    indicator = definitions.indicators[target.indicator]
    text = _aloud(target, result, said(result, indicator), definitions)
    if target.material is not None:
        text = f"{text}; {immaterial(target.material, indicator)} regnes som uændret"
    return text


def immaterial(material: Margin | Significant, indicator: Indicator) -> str:
    """«en ændring under 5 fuldtidspersoner»."""
    if material is Significant.SIGNIFICANT:
        return "en ændring, der kan være tilfældig,"
    return f"en ændring under {margin(material, indicator)}"


def _aloud(target: Target, result: TargetResult, numbers: Said, definitions: Definitions) -> str:
    rule = target.rule
    if target.every_from is not None or (result.required is None and isinstance(rule, Threshold)):
        return goal(result, definitions)
    if isinstance(rule, Threshold) and isinstance(rule.reference.whose, Steps):
        return _stepwise(rule.comparison, rule.reference.whose, numbers)
    text = f"{limit(result, definitions, named=True)}{_pause(rule)} i {_due_short(target)}"
    return f"{text}{_beside(rule, result, numbers)}" if isinstance(rule, Threshold) else text


def _beside(rule: Threshold, result: TargetResult, numbers: Said) -> str:
    """What the number is counted from, or begins at; empty where nothing is."""
    reference, baseline = rule.reference, rule.reference.baseline
    if baseline is None or result.baseline is None or numbers.baseline is None:
        return ""
    base = starting_point(numbers, result)
    if isinstance(reference.whose, Constant):
        return f"; udgangspunktet er {base.amount(numbers.baseline)} i {short(baseline.period)}"
    if reference.change == UNCHANGED and rule.comparison in (Comparison.ABOVE, Comparison.BELOW):
        return f"; i {short(baseline.period)} var det {base.amount(numbers.baseline)}"
    change = compared(rule.comparison, reference.change, numbers.indicator)
    carried = result.carried_over
    again = f" (regnet om efter databruddet «{carried[-1].title}»)" if carried else ""
    return f": {change} end de {base.bare(numbers.baseline)} i {of_reading_short(result.baseline)}{again}"


def goal(result: TargetResult, definitions: Definitions) -> str:
    """What due requires, for the middle of a sentence: «højst 749 i december 2017».

    Where the number is not known: «63 færre i december 2017 end i december 2015», «lavere end i hele landet i 2017».
    """
    target = _measured(result)
    if target.every_from is not None:
        stretch = in_periods(target.every_from, target.due, target.periods_needed)
        return f"{_in_words(target, result, definitions)} {stretch}"
    if result.required is None and isinstance(target.rule, Threshold):
        numbers = said(result, definitions.indicators[target.indicator])
        head, tail = rule_in_words(target.rule.comparison, target.rule.reference, numbers, definitions)
        then = not isinstance(target.rule.reference.when, SamePeriod)
        parts = (head, f"i {_due(target)}", tail) if then else (head, tail, f"i {_due(target)}")
        return " ".join(filter(None, parts))
    return f"{limit(result, definitions)}{_pause(target.rule)} i {_due(target)}"


def _pause(rule: Rule) -> str:
    """A comma between two times: «… i gruppen «Klyngen» året før, i december 2017»."""
    if not isinstance(rule, Threshold) or not rule.reference.others:
        return ""
    return "" if isinstance(rule.reference.when, SamePeriod) else ","


def _due(target: Target) -> str:
    """The stretch that due is judged on."""
    return year_until(target.due, target.year_starts) if _counted_up(target) else long(target.due)


def _due_short(target: Target) -> str:
    return year_until_short(target.due, target.year_starts) if _counted_up(target) else short(target.due)


def _counted_up(target: Target) -> bool:
    return target.window is Window.YEAR_TO_DATE and target.due.kind is not PeriodKind.YEAR


def _in_words(target: Target, result: TargetResult, definitions: Definitions) -> str:
    """What each period requires: the number where it is the same in all of them, otherwise the rule."""
    numbers = said(result, definitions.indicators[target.indicator])
    match target.rule:
        case Threshold(comparison, reference):
            match reference.whose:
                case Steps() as steps:
                    return _stepwise(comparison, steps, numbers)
                case Constant():
                    return limit(result, definitions)
                case _:
                    return " ".join(rule_in_words(comparison, reference, numbers, definitions)).rstrip()
        case Between() | BestFraction():
            return limit(result, definitions)
        case _:
            assert_never(target.rule)


def _stepwise(comparison: Comparison, steps: Steps, numbers: Said) -> str:
    """«højst 800 i mar. 2017, 780 i jun. 2017 og 749 fuldtidspersoner i dec. 2017»."""
    *first, last = ((step.period, numbers.limit(comparison, step.value)) for step in steps.steps)
    words = [f"{as_written(numbers.indicator, level).number(level)} i {short(period)}" for period, level in first]
    text = f"{as_written(numbers.indicator, last[1]).amount(last[1])} i {short(last[0])}"
    listed = f"{', '.join(words)} og {text}" if words else text
    return f"{at_least_or_over(comparison, numbers.indicator)} {listed}"


def limit(result: TargetResult, definitions: Definitions, *, named: bool = False) -> str:
    """What is required, without its due: «højst 749», «over landets 24,1 pct.», «den bedste tredjedel …».

    Where the required value is not known, the rule in words: «63 færre end i december 2015». `named`: by itself,
    with the noun of a count; otherwise beside the figure.
    """
    target = _measured(result)
    indicator = definitions.indicators[target.indicator]
    text = _limit(target, result, said(result, indicator), definitions, named=named)
    if target.tolerance is None:
        return text
    return one_pair_of_brackets(f"{text} (tolerance {margin(target.tolerance, indicator)})")


def bare_limit(result: TargetResult, definitions: Definitions) -> str:
    """The required number alone, where the sentence tells the rule besides: «mindst 40 pct.»; empty: not known."""
    target = _measured(result)
    if isinstance(target.rule, Threshold) and result.required is not None:
        numbers = said(result, definitions.indicators[target.indicator])
        written = isinstance(target.rule.reference.whose, Constant | Steps)
        return limit_in_words(target.rule.comparison, result.required, numbers, named=False, written=written)
    if isinstance(target.rule, BestFraction):
        return places_counting(result.standing) if result.standing else ""
    return "" if isinstance(target.rule, Threshold) else limit(result, definitions)


def _limit(target: Target, result: TargetResult, numbers: Said, definitions: Definitions, *, named: bool) -> str:
    match target.rule:
        case Threshold(comparison, reference):
            if result.required is None or numbers.required is None:
                return " ".join(rule_in_words(comparison, reference, numbers, definitions)).rstrip()
            if _by_itself(reference):
                written = isinstance(reference.whose, Constant | Steps)
                return limit_in_words(comparison, result.required, numbers, named=named, written=written)
            number = _number(reference, result, numbers, numbers.required, definitions)
            return f"{at_least_or_over(comparison, numbers.indicator)} {number}"
        case Between(low, high):
            ends = numbers.limit(Comparison.AT_LEAST, low), numbers.limit(Comparison.AT_MOST, high)
            low_text, high_text = (as_written(numbers.indicator, end) for end in ends)
            return f"mellem {low_text.number(ends[0])} og {high_text.amount(ends[1])}"
        case BestFraction(group):
            places = f", {places_counting(result.standing)}," if result.standing else ""
            return f"{part_of_group(target.rule)}{places} i gruppen {group_title(group, definitions)}"
        case _:
            assert_never(target.rule)


def _by_itself(reference: Reference) -> bool:
    """The number says it all: it is the contract's own, or counted from a baseline that is told elsewhere."""
    match reference.whose:
        case Constant() | Steps():
            return True
        case Own():
            return isinstance(reference.when, AtBaseline)
        case OfArea() | OfIndicator() | OfPeers():
            return False
        case _:
            assert_never(reference.whose)


def _number(
    reference: Reference, result: TargetResult, numbers: Said, required: Decimal, definitions: Definitions
) -> str:
    """The required number with whose it is, or what it is counted from."""
    if isinstance(reference.whose, Own):
        text, base = numbers.bare(required), result.baseline
    elif reference.change == UNCHANGED:
        return theirs(reference, required, numbers, definitions)
    else:
        text, base = numbers.amount(required), result.reference
    if base is None:
        return text
    return f"{text}{counted_from(reference, base.value, of_reading_short(base), numbers, definitions)}"


def expected_in_words(rule: Rule, numbers: Said) -> str:
    """Where it ought to be: «højst 780», «mindst 24,6 pct.»; the bare number where the rule has two ends."""
    if numbers.expected is None:
        return ""
    if isinstance(rule, Threshold):
        return limit_in_words(rule.comparison, numbers.expected, numbers, named=False)
    return numbers.bare(numbers.expected)


def baseline_words(result: TargetResult, indicator: Indicator) -> str:
    """«812 i december 2015»; empty where there is no baseline."""
    numbers = said(result, indicator)
    if result.baseline is None or numbers.baseline is None:
        return ""
    return f"{starting_point(numbers, result).amount(numbers.baseline)} i {of_reading(result.baseline)}"


def aim_in_words(rule: Threshold, level: Decimal, numbers: Said) -> str:
    """The number that is aimed at: «749», «over 80 pct.» where the number itself is not enough."""
    written = not rule.reference.series
    if rule.comparison in (Comparison.ABOVE, Comparison.BELOW):
        return limit_in_words(rule.comparison, level, numbers, named=False, written=written)
    limit = numbers.limit(rule.comparison, level)
    return (as_written(numbers.indicator, limit) if written else numbers).bare(limit)


def starting_point(numbers: Said, result: TargetResult) -> Together:
    """How the baseline is written: as the contract does where it states it itself."""
    if result.baseline is None or result.baseline.made_from:
        return numbers
    return as_written(numbers.indicator, result.baseline.value)


def _measured(result: TargetResult) -> Target:
    if not isinstance(result.requirement, Target):
        raise TypeError(f"{result.requirement.id} is not measured")
    return result.requirement
