"""What people have to write: typed figures that are missing, and milestones, occasions and assessments."""

from __future__ import annotations

from decimal import Decimal

from kpi.analysis.asked import missing_figures
from kpi.analysis.course import Course
from kpi.analysis.judged import Judged
from kpi.followup.estimate import can_be_expected, estimate_fact
from kpi.model.contract import Assessment, Followed, Milestone, Recurring, Tally, Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator, IndicatorKind
from kpi.model.period import Period, PeriodKind
from kpi.model.rule import Window
from kpi.model.views.entry import EntryGrid, MissingEntry, MissingFigure, OpenTarget
from kpi.model.views.parts import Choice
from kpi.texts import entry as words
from kpi.texts.periods import day, long, short
from kpi.texts.statuses import badge

_COMMENT_MONTHS = 24


def entry_grid(judged: Judged) -> EntryGrid:
    contract = judged.contract
    return EntryGrid(
        contract=contract,
        as_of=judged.as_of,
        figures=tuple(
            _figure(judged, indicator, period) for indicator, periods in missing_figures(judged) for period in periods
        ),
        entries=_entries(judged),
        open_targets=_open_targets(judged),
        criteria=tuple(Choice(criterion.id, criterion.title) for _, criterion in contract.criteria()),
        months=_months(judged),
        actions=tuple(
            Choice(f"{goal.id}/{action.title}", action.title) for goal in contract.goals for action in goal.actions
        ),
    )


def _figure(judged: Judged, indicator: Indicator, period: Period) -> MissingFigure:
    series = judged.figures.of(indicator.id, judged.contract.municipality)
    delivered = series.observations if series else ()
    before = [seen for seen in delivered if seen.period < period]
    return MissingFigure(
        indicator=indicator,
        area=judged.contract.municipality,
        period=period,
        period_text=short(period),
        last=words.last(before[-1] if before else None, indicator),
        bounds=words.bounds(indicator),
        seen=next((seen.delivery for seen in delivered if seen.period == period), ""),
    )


def _entries(judged: Judged) -> tuple[MissingEntry, ...]:
    found = []
    for result in judged.results:
        for part in (one for one in result.results if not one.withdrawn):
            requirement = part.requirement
            match requirement:
                case Target() | Tally() | Followed():
                    continue
                case Milestone():
                    kind, basis = "milestone", ""
                case Recurring(each=each):
                    kind, basis = "recurring", each
                case Assessment(basis=assessed_by):
                    kind, basis = "assessment", assessed_by
            found.append(
                MissingEntry(
                    kind=kind,
                    contract=judged.contract.id,
                    criterion=result.criterion.id,
                    requirement=requirement.id,
                    title=requirement.title or result.criterion.title,
                    basis=basis,
                    due=day(requirement.due.last_day),
                    now=_now(part),
                )
            )
    return tuple(found)


def _open_targets(judged: Judged) -> tuple[OpenTarget, ...]:
    return tuple(
        _open_target(judged, way, criterion.criterion.title)
        for criterion in judged.results
        for result in criterion.results
        if can_be_expected(result) and (way := judged.course(result)) is not None
    )


def _open_target(judged: Judged, way: Course, criterion_title: str) -> OpenTarget:
    target = way.target
    fact = next(iter(estimate_fact(judged, way.result)), None)
    lowest, highest = _possible(way)
    return OpenTarget(
        contract=judged.contract.id,
        requirement=target.id,
        title=f"{target.title or criterion_title} · {short(target.due)}",
        indicator=way.indicator,
        due=target.due,
        due_text=long(target.due),
        lowest=lowest,
        highest=highest,
        now="" if fact is None else words.estimate_now(fact.value, fact.note),
    )


def _possible(way: Course) -> tuple[Decimal | None, Decimal | None]:
    """Over the target's window: a sum of several periods keeps only the bound that adding cannot break."""
    low, high = way.indicator.minimum, way.indicator.maximum
    if way.indicator.kind is not IndicatorKind.FLOW or way.target.window in (Window.PERIOD, Window.LATEST):
        return low, high
    return (low if low is not None and low >= 0 else None), (high if high is not None and high <= 0 else None)


def _now(result: TargetResult) -> str:
    if result.answered_on is None:
        return ""
    return words.now(badge(result).word, result.answered_on)


def _months(judged: Judged) -> tuple[Choice, ...]:
    newest = Period.containing(PeriodKind.MONTH, judged.as_of)
    return tuple(Choice(str(newest - back), long(newest - back)) for back in range(_COMMENT_MONTHS))
