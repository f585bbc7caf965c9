"""What needs a human: figures to enter, judgements due, deviations about to end, late sources."""

from __future__ import annotations

from datetime import timedelta

from kpi.analysis.asked import missing_figures, next_expected
from kpi.analysis.judged import Judged
from kpi.model.contract import Assessment, Milestone, Recurring, Target
from kpi.model.evaluation import Cause, CriterionResult, Status, TargetResult
from kpi.model.views.scorecard import Attention
from kpi.texts import alarm
from kpi.texts import overview as words

_SOON = timedelta(days=31)


def attention(judged: Judged) -> tuple[Attention, ...]:
    """Figures to enter first, then each criterion's own matters in the contract's order."""
    found = [Attention(words.figures_to_enter(one, periods), "") for one, periods in missing_figures(judged)]
    late: dict[str, Attention] = {}
    for result in judged.results:
        for part in result.results:
            found += _of_requirement(judged, result, part)
            if part.late and (text := late_text(judged, part)):
                late.setdefault(text, Attention(text, result.criterion.id))
    return (*found, *late.values())


def _of_requirement(judged: Judged, result: CriterionResult, part: TargetResult) -> list[Attention]:
    requirement, due = part.requirement, part.requirement.due.last_day
    soon, passed = due - judged.as_of <= _SOON, judged.as_of > due
    title, criterion = requirement.title or result.criterion.title, result.criterion.id
    match requirement:
        case Assessment(basis=basis):
            if part.status in (Status.UNASSESSED, Status.PLANNED) and soon:
                return [Attention(words.to_assess(title, basis, due, passed=passed), criterion)]
        case Milestone():
            if part.status in (Status.PLANNED, Status.MISSED) and soon:
                return [Attention(words.milestone_due(title, due, passed=passed), criterion)]
        case Recurring():
            missing = [reason for reason in part.reasons if reason.cause is Cause.NOT_REGISTERED and reason.periods]
            return [Attention(words.occasion_missing(title, reason.periods), criterion) for reason in missing]
        case Target(accepted=accepted):
            if accepted is not None and part.status is Status.ACCEPTED and accepted.until - judged.as_of <= _SOON:
                return [Attention(words.deviation_ends(title, accepted.until), criterion)]
            if part.alarm is not None:
                level = alarm.level(part.alarm, judged.definitions.indicators[requirement.indicator])
                return [Attention(words.alarm_passed(title, level), criterion)]
    return []


def late_text(judged: Judged, result: TargetResult) -> str:
    """Which figure is late and when it should have come; empty for typed figures, which are asked for above."""
    target = result.requirement
    if not isinstance(target, Target):
        return ""
    indicator = judged.definitions.indicators[target.indicator]
    series = judged.figures.of(target.indicator, target.area)
    if indicator.typed or series is None:
        return ""
    period, expected = next_expected(series.observations[-1].period, indicator.published_after_days)
    return words.late_figure(indicator, period, expected)
