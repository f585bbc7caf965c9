"""What a requirement answers to an example's figures, judged as every other figure is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from kpi.evaluate.known import KnownFigures
from kpi.evaluate.result import evaluate_target
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import TargetResult
from kpi.model.example import Example, ExampleFigure
from kpi.model.observation import Figures, Observation, Series
from kpi.model.period import Period


def answer_to(example: Example, target: Target, definitions: Definitions) -> TargetResult:
    return evaluate_target(KnownFigures(definitions, figures_of(example, target)), target)


def figures_of(example: Example, target: Target) -> Figures:
    """Known when the contract was agreed: what was published first, of the periods that were over by then."""
    agreed_on = target.term.agreed_on
    at_first = [
        figure if figure.first is None else replace(figure, value=figure.first, first=None)
        for figure in example.figures
        if figure.period.last_day <= agreed_on
    ]
    series = _series(example.figures, example.as_of)
    newest: dict[str, Period] = {}
    for (indicator, _), one in series.items():
        if (latest := one.latest) is not None:
            newest[indicator] = max(newest.get(indicator, latest.period), latest.period)
    return Figures(example.as_of, series, _series(at_first, example.as_of), newest)


def _series(figures: Iterable[ExampleFigure], as_of: date) -> dict[tuple[str, str], Series]:
    rows: dict[tuple[str, str], list[ExampleFigure]] = {}
    for figure in figures:
        rows.setdefault((figure.indicator, figure.area), []).append(figure)
    return {
        key: Series(
            *key,
            tuple(_observation(one, as_of) for one in found),
            {
                one.period: (_observation(replace(one, value=one.first), as_of),)
                for one in found
                if one.first is not None and one.first != one.value
            },
        )
        for key, found in rows.items()
    }


def _observation(figure: ExampleFigure, as_of: date) -> Observation:
    return Observation(
        indicator=figure.indicator,
        area=figure.area,
        period=figure.period,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        quality=figure.quality,
        published_on=min(figure.period.last_day, as_of),
        published_assumed=False,
        recorded_at=datetime.combine(as_of, time(), UTC),
        delivery="",
        example=False,
        comment="",
    )
