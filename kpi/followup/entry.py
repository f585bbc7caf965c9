"""What people have to write: typed figures that are missing, and milestones, occasions and assessments."""

from __future__ import annotations

from kpi.followup.judged import Judged, delivered_indicators
from kpi.model.contract import Assessment, Milestone, Recurring, Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.model.observation import Quality
from kpi.model.period import Period, PeriodKind
from kpi.model.reference import AtBaseline, Own, Reference
from kpi.model.rule import Threshold
from kpi.model.views.entry import EntryGrid, MissingEntry, MissingFigure
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
        criteria=tuple(Choice(criterion.id, criterion.title) for _, criterion in contract.criteria()),
        months=_months(judged),
        actions=tuple(
            Choice(f"{goal.id}/{action.title}", action.title) for goal in contract.goals for action in goal.actions
        ),
    )


def missing_figures(judged: Judged) -> tuple[tuple[Indicator, tuple[Period, ...]], ...]:
    """Typed indicators of the contract with the ended periods that have no figure, oldest first.

    From the contract's first period, or the baseline before it, to the last that the contract asks about.
    """
    found = []
    for indicator_id in delivered_indicators(judged.contract, judged.definitions):
        indicator = judged.definitions.indicators[indicator_id]
        if not indicator.typed:
            continue
        series = judged.figures.of(indicator_id, judged.contract.municipality)
        entered = (
            {seen.period for seen in series.observations if seen.quality is not Quality.MISSING} if series else set()
        )
        missing = tuple(period for period in asked_for(judged, indicator) if period not in entered)
        if missing:
            found.append((indicator, missing))
    return tuple(found)


def asked_for(judged: Judged, indicator: Indicator) -> tuple[Period, ...]:
    """The indicator's ended periods that the contract asks about, in order of time."""
    contract, kind = judged.contract, indicator.frequency
    targets = [
        requirement
        for _, criterion in contract.criteria()
        for requirement in criterion.requirements
        if isinstance(requirement, Target) and requirement.indicator == indicator.id
    ]
    last = Period.containing(kind, max([contract.ends_on, *(target.due.last_day for target in targets)]))
    first = Period.containing(kind, contract.starts_on)
    asked = {first + step for step in range(last.ordinal - first.ordinal + 1)}
    for target in targets:
        match target.rule:
            case Threshold(_, Reference(Own(), AtBaseline(baseline))) if baseline.stated is None:
                asked |= set(_inside(baseline.period, indicator))
            case _:
                pass
    ended = (period for period in asked if period.last_day < judged.as_of)
    return tuple(sorted(period for period in ended if indicator.ended is None or period <= indicator.ended))


def _inside(period: Period, indicator: Indicator) -> tuple[Period, ...]:
    """The indicator's own periods that make up a longer one."""
    if period.kind.span_months <= indicator.frequency.span_months:
        return (Period.containing(indicator.frequency, period.last_day),)
    return period.parts(indicator.frequency)


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
        for part in result.results:
            requirement = part.requirement
            match requirement:
                case Target():
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


def _now(result: TargetResult) -> str:
    if result.answered_on is None:
        return ""
    return words.now(badge(result).word, result.answered_on)


def _months(judged: Judged) -> tuple[Choice, ...]:
    newest = Period.containing(PeriodKind.MONTH, judged.as_of)
    return tuple(Choice(str(newest - back), long(newest - back)) for back in range(_COMMENT_MONTHS))
