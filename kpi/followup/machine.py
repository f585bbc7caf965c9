"""What other programs read: a contract's status, an indicator and its series; values as decimal strings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi.analysis.degrees import degree_of, is_scored
from kpi.analysis.judged import Judged
from kpi.disclosure.shown import shown_series
from kpi.evaluate.windows import as_decimal
from kpi.installation import Installation
from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.delivery import ImportReport
from kpi.model.evaluation import CriterionResult, TargetResult
from kpi.model.example import Proposal
from kpi.model.observation import Observation
from kpi.model.rule import BestFraction, Between, Threshold
from kpi.model.views.indicators import IndicatorEntry
from kpi.texts.criterion import criterion_sentence
from kpi.texts.examples import question
from kpi.texts.verdict import second_reading

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can say."""


def status(judged: Judged) -> list[dict[str, Plain]]:
    """One object a criterion: id, title, status, targets, sentence."""
    return [_criterion(judged, result) for result in judged.results]


def _criterion(judged: Judged, result: CriterionResult) -> dict[str, Plain]:
    return {
        "id": result.criterion.id,
        "title": result.criterion.title,
        "status": result.status.told,
        "targets": [_target(judged, part) for part in result.results],
        "sentence": criterion_sentence(result, judged.definitions, judged.beside(result.decisive)),
        **_scored(result),
    }


def _scored(result: CriterionResult) -> dict[str, Plain]:
    """Where degrees or weights are agreed: how far it is fulfilled, in per cent (null: not decided), and its weight."""
    if not is_scored(result.criterion):
        return {}
    degree = degree_of(result)
    return {
        "degree": None if degree is None else _number(as_decimal(degree)),
        "weight": _number(result.criterion.weight),
    }


def _target(judged: Judged, result: TargetResult) -> Plain:
    """The same fields for every requirement, null where there is no such thing.

    `through` is the newest delivered period inside `period`: a year so far has period 2017 and through 2017-04.
    """
    requirement = result.requirement
    target = requirement if isinstance(requirement, Target) else None
    standing = result.standing
    decided = standing is not None and standing.place_from == standing.place_to
    return {
        "id": requirement.id,
        "title": requirement.title,
        "kind": type(requirement).__name__.lower(),
        "status": result.status.told,
        "due": str(requirement.due),
        "indicator": target.indicator if target else None,
        "unit": judged.definitions.indicators[target.indicator].unit.id if target else None,
        "window": target.window.value if target else None,
        "comparison": _comparison(target) if target else None,
        "period": str(result.reading.period) if result.reading else None,
        "through": str(result.reading.through) if result.reading else None,
        "value": _number(result.reading.value if result.reading else None),
        "required": _number(result.required),
        "expected": _number(result.expected),
        "baseline": _number(result.baseline.value if result.baseline else None),
        "gap": _number(result.gap),
        "provisional": result.provisional,
        "example": judged.example([result]),
        "second_reading": _second_reading(judged, result),
        "place": standing.place_from if standing and decided else None,
        "place_from": standing.place_from if standing else None,
        "place_to": standing.place_to if standing else None,
        "missing": list(_missing(result)),
        "interval": _interval(judged, result),
        "data_state": result.data_state.value if target else None,
        "amended": _amended(result),
        "answer": result.answer or None,
        "answered_on": result.answered_on.isoformat() if result.answered_on else None,
    }


def _second_reading(judged: Judged, result: TargetResult) -> Plain:
    """The other reading of the contract's words; None: there is one only. `sentence` is empty where both agree."""
    second = result.second_reading
    if second is None:
        return None
    return {
        "window": second.window.value,
        "status": second.status.value,
        "period": str(second.reading.period) if second.reading else None,
        "value": _number(second.reading.value if second.reading else None),
        "required": _number(second.required),
        "differs": second.differs,
        "sentence": second_reading(result, judged.definitions),
    }


def _comparison(target: Target) -> str:
    match target.rule:
        case Threshold(comparison):
            return comparison.value
        case Between():
            return "between"
        case BestFraction():
            return "rank"


def _interval(judged: Judged, result: TargetResult) -> Plain:
    """Beside the strict reading: the figure's 95 per cent interval, and better, similar or worse by it.

    Null but for a share whose parts are known that is compared with another area, a group or what was to be expected.
    """
    way = judged.course(result)
    found = None if way is None else way.certainty
    if found is None:
        return None
    bounds = found.bounds
    return {"low": _number(bounds.low), "high": _number(bounds.high), "reading": found.against.value}


def _amended(result: TargetResult) -> Plain:
    """The change of the contract that holds on the day; null: as agreed."""
    change = result.amended
    if change is None:
        return None
    return {"on": change.on.isoformat(), "reason": change.reason, "withdrawn": result.withdrawn}


def _missing(result: TargetResult) -> tuple[str, ...]:
    """Codes of areas without the figure that is needed, in code order."""
    areas = {area for reason in result.reasons for area in reason.areas}
    if result.standing is not None:
        areas |= set(result.standing.unknown)
    return tuple(sorted(areas))


def series(here: Installation, indicator_id: str, area: str, as_of: date) -> dict[str, Plain]:
    """The figures of one indicator in one area as known on the day. KeyError for an unknown indicator."""
    return {
        "indicator": indicator_id,
        "area": area,
        "unit": here.definitions.indicators[indicator_id].unit.id,
        "rows": [dict(row) for row in series_rows(here, indicator_id, area, as_of)],
    }


def series_rows(here: Installation, indicator_id: str, area: str, as_of: date) -> list[dict[str, str | None]]:
    """One row a period, oldest first; `value` None: hidden or missing, as `quality` says."""
    found = shown_series(here, indicator_id, area, as_of)
    return [_row(seen) for seen in (found.observations if found is not None else ())]


def indicator(entry: IndicatorEntry) -> dict[str, Plain]:
    """What a contract that uses it must know; `table` null: the source has no name for it."""
    one = entry.indicator
    return {
        "id": one.id,
        "title": one.title,
        "definition": one.definition,
        "unit": one.unit.id,
        "kind": one.kind.value,
        "better": one.better.value,
        "frequency": one.frequency.value,
        "source": one.source,
        "table": one.table or None,
        "typed": one.typed,
        "computed": one.made_from is not None,
        "ended": str(one.ended) if one.ended else None,
        "used_by": [
            {"contract": use.contract, "goal": use.goal, "criterion": use.criterion or None} for use in entry.uses
        ],
        "parts_of": list(entry.parts_of),
    }


def proposed_example(target: Target, one: Proposal, definitions: Definitions) -> dict[str, Plain]:
    return {
        "requirement": target.id,
        "trial": one.trial,
        "as_of": one.example.as_of.isoformat(),
        "status": one.example.status,
        "question": question(one, target, definitions),
        "figures": [
            {
                "indicator": figure.indicator,
                "area": figure.area,
                "period": str(figure.period),
                "value": _number(figure.value),
                "quality": figure.quality.value,
                "first": _number(figure.first),
            }
            for figure in one.example.figures
        ],
    }


def import_report(report: ImportReport) -> dict[str, Plain]:
    """What loading one file did; lines are the file's own, 0 the whole file."""
    return {
        "file": report.file,
        "outcome": report.outcome.value,
        "dry_run": report.dry_run,
        "recognised_as": report.recognised_as,
        "reason": report.reason,
        "new": report.new,
        "revised": len(report.revised),
        "unchanged": report.unchanged,
        "revisions": [
            {
                "indicator": one.indicator,
                "area": one.area,
                "period": str(one.period),
                "before": _number(one.before),
                "before_under": one.before_under or None,
                "after": _number(one.after),
                "after_under": one.after_under or None,
            }
            for one in report.revised
        ],
        "refused_rows": [{"line": issue.line, "reason": issue.text} for issue in report.refused_rows],
        "warnings": [{"line": issue.line, "text": issue.text} for issue in report.warnings],
        "told": [{"line": issue.line, "text": issue.text} for issue in report.told],
        "counts_from": report.counts_from.isoformat() if report.counts_from else None,
        "delivery": report.delivery or None,
    }


def _row(seen: Observation) -> dict[str, str | None]:
    return {
        "period": str(seen.period),
        "value": _number(seen.value),
        "quality": seen.quality.value,
        "published_on": seen.published_on.isoformat(),
        "delivery": seen.delivery,
    }


def _number(value: Decimal | None) -> str | None:
    """Without exponent and without zeros that say nothing."""
    if value is None:
        return None
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
