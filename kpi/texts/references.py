"""What a value is compared with, in words: whose figure, of when, and how much better."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from kpi.model.area import NATION
from kpi.model.definitions import Definitions
from kpi.model.indicator import Indicator
from kpi.model.reference import (
    UNCHANGED,
    Amount,
    AtBaseline,
    Change,
    Constant,
    Growth,
    MeasurementBefore,
    OfArea,
    OfIndicator,
    OfPeers,
    Own,
    PeriodBefore,
    Reference,
    RelativeChange,
    SamePeriod,
    Statistic,
    Steps,
    When,
    Yearly,
    YearsEarlier,
)
from kpi.model.rule import Comparison
from kpi.texts.amounts import percent
from kpi.texts.periods import long
from kpi.texts.places import STATISTICS, area_name, group_title, in_area
from kpi.texts.said import Said
from kpi.texts.together import Together, as_written

GROWTH = {Growth.LINEAR: "regnet af udgangspunktet", Growth.COMPOUND: "regnet af året før"}
REQUIRED = "krav"


def at_least_or_over(comparison: Comparison, indicator: Indicator) -> str:
    """What stands before the required number: «mindst», «over», «flere end»."""
    match comparison:
        case Comparison.AT_LEAST:
            return "mindst"
        case Comparison.AT_MOST:
            return "højst"
        case Comparison.ABOVE:
            return "flere end" if indicator.unit.counted else "over"
        case Comparison.BELOW:
            return "færre end" if indicator.unit.counted else "under"
        case _:
            assert_never(comparison)


def limit_in_words(comparison: Comparison, limit: Decimal, said: Said, *, named: bool, written: bool = False) -> str:
    """«mindst 90 pct.», «højst 767», «alle», «ingen».

    `named`: by itself, with the noun of a count. `written`: the number stands in the contract.
    """
    limit = said.limit(comparison, limit)
    if comparison is Comparison.AT_LEAST and said.everybody(limit):
        return "alle"
    if comparison is Comparison.AT_MOST and said.nobody(limit):
        return "ingen"
    numbers = as_written(said.indicator, limit) if written else said
    number = numbers.amount(limit) if named else numbers.bare(limit)
    return f"{at_least_or_over(comparison, said.indicator)} {number}"


def rule_in_words(
    comparison: Comparison, reference: Reference, said: Said, definitions: Definitions
) -> tuple[str, str]:
    """The rule where the required value is not known, the due between the two: («63 færre», «end i december 2015»)."""
    whose = reference.whose
    match whose:
        case Constant(value):
            return limit_in_words(comparison, value, said, named=True, written=True), ""
        case Steps(steps):
            return limit_in_words(comparison, steps[-1].value, said, named=True, written=True), ""
        case Own() | OfArea() | OfIndicator() | OfPeers():
            than = " ".join(filter(None, ["end", _whose(whose, definitions), when_words(reference.when)]))
            return compared(comparison, reference.change, said.indicator), than
        case _:
            assert_never(whose)


def _whose(whose: Own | OfArea | OfIndicator | OfPeers, definitions: Definitions) -> str:
    """«i hele landet», «medianen i gruppen «Klyngen»»; empty for the own figure."""
    match whose:
        case Own():
            return ""
        case OfArea(area):
            return in_area(area, definitions)
        case OfIndicator(other):
            return f"«{definitions.indicators[other].title}»"
        case OfPeers(group, statistic):
            return f"{STATISTICS[statistic]} i gruppen {group_title(group, definitions)}"
        case _:
            assert_never(whose)


def when_words(when: When) -> str:
    """«i december 2015», «året før»; empty for the period that is judged."""
    match when:
        case SamePeriod():
            return ""
        case AtBaseline(baseline):
            return f"i {long(baseline.period)}"
        case YearsEarlier(1):
            return "året før"
        case YearsEarlier(years):
            return f"{years} år før"
        case PeriodBefore():
            return "perioden før"
        case MeasurementBefore():
            return "ved målingen før"
        case _:
            assert_never(when)


def theirs(reference: Reference, value: Decimal, numbers: Together, definitions: Definitions) -> str:
    """The figure of others with whose it is: «landets 24,1 pct.», «gennemsnittet på 4,2 pct. i gruppen «Klyngen»»."""
    said = numbers.amount(value)
    whose = reference.whose
    match whose:
        case OfArea(area):
            text = f"landets {said}" if area == NATION else f"de {said} {in_area(area, definitions)}"
        case OfIndicator(other):
            text = f"{said} (tallet for «{definitions.indicators[other].title}»)"
        case OfPeers(group, Statistic.EACH):
            text = f"hver enkelt i gruppen {group_title(group, definitions)}, hvor {said} er sværest at nå"
        case OfPeers(group, statistic):
            text = f"{STATISTICS[statistic]} på {said} i gruppen {group_title(group, definitions)}"
        case Constant() | Steps() | Own():
            text = said
        case _:
            assert_never(whose)
    when = when_words(reference.when)
    return f"{text} {when}" if when and not isinstance(whose, Own) else text


def line_name(reference: Reference, definitions: Definitions) -> str:
    """The requirement's line in a chart: «krav», «Hele landet», «medianen i Klyngen året før»."""
    whose = reference.whose
    match whose:
        case Constant() | Steps():
            return REQUIRED
        case Own():
            return when_words(reference.when) if reference.moves and reference.change == UNCHANGED else REQUIRED
        case OfArea(area):
            name = area_name(area, definitions)
        case OfIndicator(other):
            name = definitions.indicators[other].title
        case OfPeers(group, _):
            name = group_title(group, definitions)
        case _:
            assert_never(whose)
    if reference.change != UNCHANGED:
        return REQUIRED
    return " ".join(filter(None, (name, when_words(reference.when))))


def compared(comparison: Comparison, step: Change, indicator: Indicator) -> str:
    """What comes before «end»: «63 færre», «10 pct. flere», «ikke højere», «mere end 2 procentpoint højere»."""
    more, fewer = indicator.unit.more, indicator.unit.less
    strict = comparison in (Comparison.ABOVE, Comparison.BELOW)
    if step != UNCHANGED and step.rises is comparison.wants_high:
        return f"mere end {changed(step, indicator)}" if strict else changed(step, indicator)
    if step != UNCHANGED:
        return f"{'mindre end' if strict else 'højst'} {changed(step, indicator)}"
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


def changed(step: Change, indicator: Indicator) -> str:
    """«63 færre», «2 pct. færre hvert år (regnet af året før)»; the caller handles no change."""
    more, fewer = indicator.unit.more, indicator.unit.less
    match step:
        case Amount(value):
            return as_written(indicator, value).change(value)
        case RelativeChange(value):
            return f"{percent(abs(value))} {more if value > 0 else fewer}"
        case Yearly(Amount() as each, _):
            return f"{changed(each, indicator)} hvert år"
        case Yearly(each, growth):
            return f"{changed(each, indicator)} hvert år ({GROWTH[growth]})"
        case _:
            assert_never(step)


def counted_from(reference: Reference, value: Decimal, when: str, numbers: Together, definitions: Definitions) -> str:
    """« (2 procentpoint højere end landets 24,1 pct.)», « (tallet for dec. 2016)»: in brackets after the number.

    `value` is the figure that it is counted from, `when` its period where it is the own one.
    """
    own = isinstance(reference.whose, Own)
    if own and reference.change == UNCHANGED:
        return f" (tallet for {when})"
    base = f"de {numbers.bare(value)} i {when}" if own else theirs(reference, value, numbers, definitions)
    return f" ({changed(reference.change, numbers.indicator)} end {base})"
