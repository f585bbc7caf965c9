"""One criterion in depth: the contract's words, our reading, the verdict, the way there, actions and comments."""

from __future__ import annotations

from dataclasses import replace

from kpi.analysis.judged import Judged
from kpi.followup.degrees import criterion_degree
from kpi.followup.estimate import estimate_fact, newest_estimate
from kpi.followup.facts import facts
from kpi.followup.forecast import forecast
from kpi.followup.progress import figures_table, revisions, shown_table, shown_trajectory, trajectory
from kpi.followup.signal import signal_view
from kpi.model.contract import Action, Followed, Goal, Target
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.journal import ActionUpdate, Comment
from kpi.model.period import Period
from kpi.model.views.criterion import ActionLine, CommentLine, CriterionView, RequirementView
from kpi.model.views.forecast import Forecast
from kpi.model.views.parts import Fact
from kpi.model.views.signal import SignalView
from kpi.texts import document
from kpi.texts import overview as words
from kpi.texts.criterion import criterion_sentence
from kpi.texts.headline import headline
from kpi.texts.periods import danish_day, short
from kpi.texts.screens import signal as signal_words
from kpi.texts.signal import capital
from kpi.texts.statuses import badge, data_word
from kpi.texts.verdict import mark, second_reading, sentence


def criterion_view(judged: Judged, criterion_id: str) -> CriterionView:
    """KeyError for an unknown criterion."""
    goal, criterion = judged.contract.criterion(criterion_id)
    result = judged.result(criterion_id)
    order = [one.id for _, one in judged.contract.criteria()]
    place = order.index(criterion_id)
    followed = {one.indicator for one in criterion.requirements if isinstance(one, Followed)}
    beside = (shown_trajectory(judged, one) for one in criterion.shown if one not in followed)
    shown = tuple(filter(None, beside))
    requirements = tuple(_requirement(judged, result, part) for part in result.results)
    comments = _comments(judged, criterion_id)
    return CriterionView(
        contract=judged.contract,
        as_of=judged.as_of,
        goal_number=goal.number,
        goal_title=goal.title,
        criterion=criterion_id,
        title=criterion.title,
        quote=criterion.quote,
        note=criterion.note,
        measured_by=criterion.measured_by,
        unit=judged.contract.responsible_unit(goal, criterion),
        owners=document.owners(judged.contract.owners_of(goal, criterion), judged.contract.owner_note),
        badge=badge(result.decisive, mark(result.decisive, judged.definitions, judged.beside(result.decisive))),
        verdict=criterion_sentence(result, judged.definitions, judged.beside(result.decisive)),
        fulfilment=criterion_degree(result),
        headline=headline(result.decisive, judged.definitions),
        requirements=requirements,
        shown=shown,
        actions=action_lines(judged, goal),
        comments=comments,
        example=judged.example(result.results)
        or any(one.trajectory is not None and one.trajectory.example for one in requirements)
        or any(one.example for one in shown)
        or any(one.example for one in comments)
        or any(_expected_in_example(judged, part) for part in result.results),
        previous=order[place - 1] if place else "",
        following=order[place + 1] if place + 1 < len(order) else "",
    )


def _requirement(judged: Judged, criterion: CriterionResult, result: TargetResult) -> RequirementView:
    requirement = result.requirement
    figures = requirement if isinstance(requirement, Target | Followed) else None
    indicator = None if figures is None else judged.definitions.indicators[figures.indicator]
    series = None if figures is None else judged.figures.of(figures.indicator, figures.area)
    ahead = forecast(judged, result)
    noise = signal_view(judged, result)
    stands = judged.beside(result)
    verdict = sentence(result, judged.definitions, stands)
    if isinstance(requirement, Followed):
        way, table = shown_trajectory(judged, requirement.indicator), shown_table(judged, requirement.indicator)
    else:
        way, table = trajectory(judged, criterion, result, verdict), figures_table(judged, result)
    return RequirementView(
        title=requirement.title or criterion.criterion.title,
        badge=badge(result, mark(result, judged.definitions, stands)),
        verdict=verdict,
        due=short(requirement.due),
        facts=(*facts(judged, result), *estimate_fact(judged, result), *_beyond(ahead, noise)),
        trajectory=replace(way, fan=ahead.fan) if way and ahead else way,
        table=table,
        revisions=() if indicator is None else revisions(series, indicator),
        second_reading=second_reading(result, judged.definitions),
        data_words=() if indicator is None else _data_words(result),
        indicator=indicator,
        current=result in criterion.current,
        signal=noise,
        forecast=ahead,
    )


def _expected_in_example(judged: Judged, result: TargetResult) -> bool:
    found = newest_estimate(judged, result)
    return found is not None and found[0].example


def signals(judged: Judged, criterion_id: str, base_points: int) -> tuple[SignalView, ...]:
    """The criterion's control charts with limits of the first n figures of each group, in the requirements' order."""
    found = (signal_view(judged, part, base_points) for part in judged.result(criterion_id).results)
    return tuple(one for one in found if one is not None)


def _beyond(ahead: Forecast | None, noise: SignalView | None) -> tuple[Fact, ...]:
    """What lies beside the result: noise or not, and the chance at due."""
    found = []
    if ahead is not None and ahead.chance:
        found.append(Fact(signal_words.CHANCE, ahead.chance, signal_words.CHANCE_NOTE))
    if noise is not None:
        found.append(Fact(signal_words.TAB, capital(noise.signal.word), noise.signal.outlook_word))
    return tuple(found)


def _data_words(result: TargetResult) -> tuple[str, ...]:
    return tuple(data_word(state, result.reasons) for state in result.data_states)


def action_lines(judged: Judged, goal: Goal) -> tuple[ActionLine, ...]:
    return tuple(_action(judged, goal, action) for action in goal.actions)


def _action(judged: Judged, goal: Goal, action: Action) -> ActionLine:
    """The newest word on the action by the day."""
    for entry in reversed(judged.entries):
        said = entry.statement
        if isinstance(said, ActionUpdate) and (said.goal, said.action) == (goal.id, action.title):
            return ActionLine(
                action.title,
                action.called,
                words.action_state(said.state.value, said.role, action.due),
                said.note,
                action.own,
            )
    return ActionLine(
        action.title, action.called, words.action_state(words.NO_ACTION_STATE, "", action.due), "", action.own
    )


def _comments(judged: Judged, criterion_id: str) -> tuple[CommentLine, ...]:
    """Newest first."""
    return tuple(
        CommentLine(
            words.comment_heading(short(Period.parse(said.period)), danish_day(entry.recorded_at), entry.by),
            said.text,
            entry.example,
        )
        for entry in reversed(judged.comments(criterion_id))
        if isinstance(said := entry.statement, Comment)
    )
