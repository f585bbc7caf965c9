"""A requirement read aloud: «højst 749 fuldtidspersoner i dec. 2017: 63 færre end de 812 i dec. 2015»."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from kpi.model.area import NATION
from kpi.model.contract import Assessment, Milestone, Recurring, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.model.period import PeriodKind
from kpi.model.rule import (
    Amount,
    BestFraction,
    Between,
    Change,
    Comparison,
    Constant,
    FromBaseline,
    FromEarlier,
    Growth,
    Lag,
    OfArea,
    OfIndicator,
    OfPeers,
    RelativeChange,
    Statistic,
    Step,
    Steps,
    Threshold,
    Window,
    Yearly,
)
from kpi.texts.amounts import amount, bare, change, counted, derived, derived_text, percent, size
from kpi.texts.periods import day, every, long, of_reading, of_reading_short, short, year_until, year_until_short
from kpi.texts.places import STATISTICS, group_title, in_area, part_of_group, places_counting

WINDOWS = {
    Window.PERIOD: "periodens eget tal",
    Window.YEAR: "hele året under ét",
    Window.YEAR_TO_DATE: "året til dato",
    Window.ROLLING_YEAR: "de 12 måneder under ét",
}
EARLIER = {Lag.YEAR: "end året før", Lag.PERIOD: "end perioden før"}
GROWTH = {Growth.LINEAR: "regnet af udgangspunktet", Growth.COMPOUND: "regnet af året før"}
_NO_AMOUNT = Amount(Decimal(0))


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
        text = f"{text}; en ændring under {size(target.material, indicator)} regnes som uændret"
    return text


def _aloud(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions) -> str:
    if target.every_from is not None or (result.required is None and isinstance(target.rule, Threshold)):
        return goal(result, definitions)
    text = f"{limit(result, definitions, named=True)} i {_due_short(target)}"
    match target.rule:
        case Threshold(comparison, FromBaseline(baseline, step)) if result.required is not None and result.baseline:
            base = f"{bare(result.baseline.value, indicator)} i {of_reading_short(result.baseline)}"
            if step == _NO_AMOUNT and comparison in (Comparison.ABOVE, Comparison.BELOW):
                return f"{text}; i {short(baseline.period)} var det {derived(result.baseline.value, indicator)}"
            return f"{text}: {_compared(comparison, step, indicator)} end de {base}"
        case Threshold(comparison, Steps(steps)):
            return f"{_word(comparison, indicator)} {_listed_steps(steps, indicator)}"
        case Threshold(_, Constant(_, path)) if path is not None and result.baseline is not None:
            return f"{text}; udgangspunktet er {derived(result.baseline.value, indicator)} i {short(path.period)}"
        case _:
            return text


def goal(result: TargetResult, definitions: Definitions) -> str:
    """What due requires, for the middle of a sentence: «højst 749 i december 2017»."""
    target = _measured(result)
    if target.every_from is not None:
        return f"{_in_words(result, definitions)} i {every(target.every_from, target.due)}"
    if result.required is None and isinstance(target.rule, Threshold):
        head, tail = _unknown(target.rule, definitions.indicators[target.indicator], definitions)
        return f"{head} i {_due(target)} {tail}".rstrip()
    return f"{limit(result, definitions)} i {_due(target)}"


def _due(target: Target) -> str:
    """The stretch that due is judged on."""
    return year_until(target.due) if _counted_up(target) else long(target.due)


def _due_short(target: Target) -> str:
    return year_until_short(target.due) if _counted_up(target) else short(target.due)


def _counted_up(target: Target) -> bool:
    return target.window is Window.YEAR_TO_DATE and target.due.kind is not PeriodKind.YEAR


def _in_words(result: TargetResult, definitions: Definitions) -> str:
    """What each period requires: the number where it is the same in all of them, otherwise the rule."""
    target = _measured(result)
    indicator = definitions.indicators[target.indicator]
    match target.rule:
        case Threshold(comparison, Steps(steps)):
            return f"{_word(comparison, indicator)} {_listed_steps(steps, indicator)}"
        case Threshold(_, Constant()) | Between() | BestFraction():
            return limit(result, definitions)
        case Threshold():
            return " ".join(_unknown(target.rule, indicator, definitions)).rstrip()
        case _:
            assert_never(target.rule)


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
    return text if target.tolerance is None else f"{text} (tolerance {size(target.tolerance, indicator)})"


def _limit(target: Target, result: TargetResult, indicator: Indicator, definitions: Definitions, *, named: bool) -> str:
    match target.rule:
        case Threshold(comparison, reference):
            if result.required is None:
                return " ".join(_unknown(target.rule, indicator, definitions)).rstrip()
            value = result.reading.value if result.reading and not named else None
            match reference:
                case Constant() | FromBaseline() | Steps():
                    text = (derived if named else bare)(result.required, indicator, value)
                    return f"{_word(comparison, indicator)} {text}"
                case OfArea(area):
                    theirs = amount(result.required, indicator, value)
                    whose = f"landets {theirs}" if area == NATION else f"de {theirs} {in_area(area, definitions)}"
                    return f"{_word(comparison, indicator)} {whose}"
                case FromEarlier(_, step):
                    theirs = bare(result.required, indicator, value)
                    return f"{_word(comparison, indicator)} {theirs}{_counted_from(result, step, indicator)}"
                case OfIndicator(other):
                    theirs = amount(result.required, indicator, value)
                    return (
                        f"{_word(comparison, indicator)} {theirs} (tallet for «{definitions.indicators[other].title}»)"
                    )
                case OfPeers(group, Statistic.EACH):
                    theirs = amount(result.required, indicator, value)
                    return (
                        f"{_word(comparison, indicator)} hver enkelt i gruppen {group_title(group, definitions)}, "
                        f"hvor {theirs} er sværest at nå"
                    )
                case OfPeers(group, statistic):
                    theirs = amount(result.required, indicator, value)
                    return (
                        f"{_word(comparison, indicator)} {STATISTICS[statistic]} på {theirs} "
                        f"i gruppen {group_title(group, definitions)}"
                    )
                case _:
                    assert_never(reference)
        case Between(low, high):
            return f"mellem {derived_text(low, indicator)} og {derived(high, indicator)}"
        case BestFraction(group):
            places = f", {places_counting(result.standing)}," if result.standing else ""
            return f"{part_of_group(target.rule)}{places} i gruppen {group_title(group, definitions)}"
        case _:
            assert_never(target.rule)


def _counted_from(result: TargetResult, step: Amount | RelativeChange, indicator: Indicator) -> str:
    """What the requirement is counted from, in brackets."""
    if result.baseline is None:
        return ""
    when = of_reading_short(result.baseline)
    if step == _NO_AMOUNT:
        return f" (tallet for {when})"
    base = bare(result.baseline.value, indicator)
    return f" ({_step(step, indicator)} end de {base} i {when})"


def _unknown(rule: Threshold, indicator: Indicator, definitions: Definitions) -> tuple[str, str]:
    """The rule in words where the required value is not known: («63 færre», «end i december 2015»)."""
    comparison, reference = rule.comparison, rule.reference
    match reference:
        case Constant(value):
            return f"{_word(comparison, indicator)} {derived(value, indicator)}", ""
        case Steps(steps):
            return f"{_word(comparison, indicator)} {derived(steps[-1].value, indicator)}", ""
        case FromEarlier(lag, step):
            return _compared(comparison, step, indicator), EARLIER[lag]
        case OfIndicator(other):
            than = f"end «{definitions.indicators[other].title}»"
            return _compared(comparison, _NO_AMOUNT, indicator), than
        case FromBaseline(baseline, step):
            return _compared(comparison, step, indicator), f"end i {long(baseline.period)}"
        case OfArea(area):
            return _compared(comparison, _NO_AMOUNT, indicator), f"end {in_area(area, definitions)}"
        case OfPeers(group, statistic):
            than = f"end {STATISTICS[statistic]} i gruppen {group_title(group, definitions)}"
            return _compared(comparison, _NO_AMOUNT, indicator), than
        case _:
            assert_never(reference)


def _compared(comparison: Comparison, step: Change, indicator: Indicator) -> str:
    """What comes before «end»: «63 færre», «10 pct. flere», «ikke højere»."""
    more, fewer = _directions(indicator)
    if step != _NO_AMOUNT:
        return _step(step, indicator)
    match comparison:
        case Comparison.ABOVE:
            return more
        case Comparison.BELOW:
            return fewer
        case Comparison.AT_LEAST:
            return f"ikke {fewer}"
        case Comparison.AT_MOST:
            return f"ikke {more}"
        case _:
            assert_never(comparison)


def _step(step: Change, indicator: Indicator) -> str:
    """«63 færre», «2 pct. færre hvert år (regnet af året før)»; the caller handles no change."""
    more, fewer = _directions(indicator)
    match step:
        case Amount(value):
            return change(value, indicator)
        case RelativeChange(value):
            return f"{percent(abs(value))} {more if value > 0 else fewer}"
        case Yearly(Amount() as each, _):
            return f"{_step(each, indicator)} hvert år"
        case Yearly(each, growth):
            return f"{_step(each, indicator)} hvert år ({GROWTH[growth]})"
        case _:
            assert_never(step)


def _directions(indicator: Indicator) -> tuple[str, str]:
    return ("flere", "færre") if counted(indicator.unit) else ("højere", "lavere")


def _word(comparison: Comparison, indicator: Indicator) -> str:
    match comparison:
        case Comparison.AT_LEAST:
            return "mindst"
        case Comparison.AT_MOST:
            return "højst"
        case Comparison.ABOVE:
            return "flere end" if counted(indicator.unit) else "over"
        case Comparison.BELOW:
            return "færre end" if counted(indicator.unit) else "under"
        case _:
            assert_never(comparison)


def baseline_words(result: TargetResult, indicator: Indicator) -> str:
    """«812 i december 2015»; empty where there is no baseline."""
    if result.baseline is None:
        return ""
    return f"{derived(result.baseline.value, indicator)} i {of_reading(result.baseline)}"


def _measured(result: TargetResult) -> Target:
    if not isinstance(result.requirement, Target):
        raise TypeError(f"{result.requirement.id} is not measured")
    return result.requirement
