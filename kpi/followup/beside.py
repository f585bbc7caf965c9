"""What stands beside a result: noise or not, the chance at due, and whether the gap is inside ordinary revision."""

from __future__ import annotations

from decimal import Decimal

from kpi.analysis.forecast import Foreseen
from kpi.analysis.judged import Judged
from kpi.analysis.revision import ordinary_revision
from kpi.followup.signal import signal
from kpi.model.beside import Beside, Variation
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import IndicatorKind
from kpi.model.rule import Window


def beside(judged: Judged, result: TargetResult) -> Beside:
    """The same wherever the result is said."""
    return judged.once(("beside", result.requirement.id), lambda: _beside(judged, result))


def _beside(judged: Judged, result: TargetResult) -> Beside:
    way, noise = judged.course(result), signal(judged, result)
    ahead = None if way is None else way.forecast
    return Beside(
        variation=Variation.NONE if noise is None else noise.variation,
        probability=ahead.probability if isinstance(ahead, Foreseen) else None,
        revision=_revision(judged, result),
    )


def _revision(judged: Judged, result: TargetResult) -> Decimal | None:
    """None where the figure judged is final, where its parts are weighed together, or where the gap is larger."""
    target, reading = result.requirement, result.reading
    way = judged.course(result)
    if not isinstance(target, Target) or way is None or reading is None or not reading.provisional:
        return None
    decides = result.required if result.final or result.expected is None else result.expected
    one_figure = target.window in (Window.PERIOD, Window.LATEST) or way.indicator.kind is IndicatorKind.FLOW
    if decides is None or not one_figure or way.series is None:
        return None
    usual = ordinary_revision(judged.known, way.series)
    return usual if usual is not None and 0 < abs(reading.value - decides) < usual else None
