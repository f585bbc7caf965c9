"""What a person expects a target's figure to be at its due: beside the result and the forecast, deciding nothing."""

from __future__ import annotations

from decimal import Decimal

from kpi.analysis.judged import Judged
from kpi.disclosure import too_small_to_expect
from kpi.model.contract import Target
from kpi.model.evaluation import TargetResult
from kpi.model.indicator import Indicator
from kpi.model.journal import Estimated, JournalEntry
from kpi.model.views.parts import Fact
from kpi.texts import facts as words
from kpi.texts.gaps import under
from kpi.texts.numbers import decimals_of
from kpi.texts.periods import day
from kpi.texts.together import Together


def can_be_expected(result: TargetResult) -> bool:
    """A measured target whose figure is still to come."""
    return isinstance(result.requirement, Target) and not result.final and not result.withdrawn


def newest_estimate(judged: Judged, result: TargetResult) -> tuple[JournalEntry, Estimated] | None:
    """By the day, of the due that the target has now; None: there is none, or the target is settled."""
    if not can_be_expected(result):
        return None
    entry = judged.estimate(result.requirement.id, str(result.requirement.due))
    return (entry, entry.statement) if entry is not None and isinstance(entry.statement, Estimated) else None


def shown_value(judged: Judged, result: TargetResult) -> Decimal | None:
    """None where there is no estimate, and where it is too small to be shown."""
    found, way = newest_estimate(judged, result), judged.course(result)
    if found is None or way is None or _hidden(judged, way.indicator, found[1]):
        return None
    return found[1].value


def estimate_fact(judged: Judged, result: TargetResult) -> tuple[Fact, ...]:
    """Empty where there is no estimate."""
    found, way = newest_estimate(judged, result), judged.course(result)
    if found is None or way is None:
        return ()
    entry, said = found
    note = words.estimate_note(said.role, day(entry.applies_on), said.note, example=entry.example)
    return (Fact(words.ESTIMATE, _amount(judged, way.indicator, said), note),)


def _amount(judged: Judged, indicator: Indicator, said: Estimated) -> str:
    if _hidden(judged, indicator, said):
        return under(judged.definitions.hidden_under)
    return Together(indicator, max(indicator.decimals, decimals_of(said.value))).amount(said.value)


def _hidden(judged: Judged, indicator: Indicator, said: Estimated) -> bool:
    return too_small_to_expect(said.value, indicator, judged.definitions.hidden_under)
