"""The alarm level beside a requirement: what it is, and that the figure has passed it."""

from __future__ import annotations

from kpi.model.contract import Alarm, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.texts.numbers import closed
from kpi.texts.references import at_least_or_over
from kpi.texts.together import as_written

LABEL = "Alarmgrænse"
MARK = "alarmgrænsen er passeret"
NOT_PASSED = "ikke passeret"
PASSED = "passeret"


def level(alarm: Alarm, indicator: Indicator) -> str:
    """The figures that give it: «under 60 pct.», «mindst 900 fuldtidspersoner»."""
    number = as_written(indicator, alarm.level).amount(alarm.level)
    return f"{at_least_or_over(alarm.comparison, indicator)} {number}"


def in_chart(alarm: Alarm, indicator: Indicator) -> str:
    return f"alarm: {level(alarm, indicator)}"


def mark(result: TargetResult) -> str:
    """Empty while it is not passed."""
    return "" if result.alarm is None else MARK


def sentence(result: TargetResult, definitions: Definitions) -> str:
    """«Alarmgrænsen er passeret: under 60 pct.»; empty as `mark` is."""
    if result.alarm is None or not isinstance(result.requirement, Target):
        return ""
    return closed(
        f"Alarmgrænsen er passeret: {level(result.alarm, definitions.indicators[result.requirement.indicator])}"
    )
