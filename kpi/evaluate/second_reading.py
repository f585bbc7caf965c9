"""The same words read over another window: «december 2015 til december 2017» as two months, or as two years."""

from __future__ import annotations

from kpi.evaluate.every_period import judge_target
from kpi.evaluate.known import KnownFigures
from kpi.evaluate.strength import softened
from kpi.evaluate.windows import as_decimal
from kpi.model.contract import Target
from kpi.model.evaluation import SecondReading, Status


def second_reading(known: KnownFigures, target: Target, first: Status) -> SecondReading | None:
    """`first` is the first reading's status before an accepted deviation covers it. None: there is one reading only."""
    if target.also_read_as is None:
        return None
    judgement = judge_target(known, target, target.also_read_as)
    status, _ = softened(target, judgement.status)
    return SecondReading(
        window=target.also_read_as,
        status=status,
        reading=judgement.value.reading if judgement.value else None,
        required=None if judgement.required is None else as_decimal(judgement.required),
        differs=status is not first,
    )
