"""The sentence of a criterion: its decisive requirement's, and the other parts each with their number."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model.beside import NOTHING, Beside
from kpi.model.contract import AtLeast, Combine, Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import CriterionResult, Status, TargetResult
from kpi.texts.headline import headline_parts
from kpi.texts.numbers import closed
from kpi.texts.periods import long, of_reading
from kpi.texts.places import place, places_counting
from kpi.texts.rules import limit
from kpi.texts.said import figure_in_words, said
from kpi.texts.statuses import PROVISIONAL, against, plain_word
from kpi.texts.verdict import sentence

_MOST_LISTED = 4
_NOT_YET = (Status.PLANNED, Status.NOT_STARTED)
_WITHOUT_FIGURE = (Status.NO_DATA, Status.UNDECIDABLE, Status.NOT_STARTED)
_PARTS = {2: "begge dele", 3: "alle tre dele", 4: "alle fire dele"}


def criterion_sentence(result: CriterionResult, definitions: Definitions, beside: Beside = NOTHING) -> str:
    """Which requirement speaks for them where several are read together, what it says, and what the others say."""
    of_one = f"{sentence(result.decisive, definitions, beside)}{_earlier_dues(result, definitions)}"
    counted = result.results if _first_has_failed(result) else result.current
    others = [part for part in counted if part is not result.decisive]
    if not others:
        return of_one
    if {sentence(part, definitions) for part in others} == {sentence(result.decisive, definitions)}:
        return f"{_lead(result)} {of_one}"
    name = f"«{_title(result, result.decisive, definitions)}»"
    if result.criterion.combine is Combine.GATE and not result.decisive.holds:
        return f"{name} skal være på plads, før resten tæller. {of_one} {_others(result, others, definitions)}"
    return f"{_lead(result)} {name}: {of_one} {_others(result, others, definitions)}"


def _first_has_failed(result: CriterionResult) -> bool:
    return result.criterion.combine is Combine.OTHERWISE and result.decisive is not result.results[0]


def _lead(result: CriterionResult) -> str:
    """How the parts make one answer."""
    match result.criterion.combine:
        case AtLeast(count):
            if result.criterion.parts:
                return f"Mindst {count} af kravene skal være opfyldt."
            good = sum(one.status in (Status.MET, Status.ON_COURSE) for one in result.current)
            needed = f"Mindst {count} af {len(result.current)} krav skal være opfyldt"
            return f"{needed}, og {good or 'ingen'} er det eller er {plain_word(Status.ON_COURSE).lower()}."
        case Combine.OTHERWISE if _first_has_failed(result):
            return "Det første krav er ikke opfyldt, så resten tæller."
        case Combine.ANY:
            return "Ét af kravene er nok, og svaret følger den del, der står bedst."
        case _:
            return _lead_of_all(result)


def _lead_of_all(result: CriterionResult) -> str:
    alike = all(part.status is result.status for part in result.current)
    parts = _PARTS.get(len(result.current), f"alle {len(result.current)} dele")
    if alike:
        return f"{parts.capitalize()} er nået." if result.status is Status.MET else f"Det gælder {parts}."
    if result.status is Status.MET:
        return "Tilsammen er kravene opfyldt."
    if result.status in _NOT_YET:
        begun = any(part.status not in _NOT_YET for part in result.current)
        return "Svaret følger den del, der mangler endnu." if begun else "Ingen af delene er i gang endnu."
    lags = result.status.rank < Status.ON_COURSE.rank
    return f"Svaret følger den del, der {'halter mest' if lags else 'er i gang'}."


def _others(result: CriterionResult, others: Sequence[TargetResult], definitions: Definitions) -> str:
    """«Den anden del: «Flere løntilskudsforløb» (på sporet): 66 i 2017 mod et krav om flere end 61.»."""
    heads = "Den anden del" if len(others) == 1 else "De andre dele"
    told = [f"{_name(result, part, definitions)}: {_told(part, definitions)}" for part in others[:_MOST_LISTED]]
    more = f"; og {len(others) - len(told)} mere" if len(others) > len(told) else ""
    return closed(f"{heads}: {'; '.join(told)}{more}")


def _earlier_dues(result: CriterionResult, definitions: Definitions) -> str:
    """What was settled at an earlier due than the one that is shown; empty where nothing was."""
    if result.criterion.combine not in (Combine.ALL, Combine.GATE):
        return ""
    shown = result.decisive.requirement.due.last_day
    before = [
        part
        for part in result.results
        if part not in result.current and not part.withdrawn and part.final and part.requirement.due.last_day < shown
    ]
    told = [
        f" Fristen {long(part.requirement.due)} ({plain_word(part.status).lower()}): {_told(part, definitions)}"
        for part in before[-_MOST_LISTED:]
    ]
    return "".join(closed(one) for one in told)


def _title(result: CriterionResult, part: TargetResult, definitions: Definitions) -> str:
    """What tells it from the others: its own title, what it measures, when it is due, or what it requires."""
    ways = (_own_title, _indicator, _due_named, _required)
    for way in ways:
        names = [way(one, definitions) for one in result.results]
        if len(set(names)) == len(names):
            return way(part, definitions)
    return _own_title(part, definitions)


def _own_title(part: TargetResult, definitions: Definitions) -> str:
    return part.requirement.title or _indicator(part, definitions)


def _indicator(part: TargetResult, definitions: Definitions) -> str:
    requirement = part.requirement
    return definitions.indicators[requirement.indicator].title if isinstance(requirement, Target) else requirement.title


def _due_named(part: TargetResult, definitions: Definitions) -> str:
    return f"kravet til {long(part.requirement.due)}"


def _required(part: TargetResult, definitions: Definitions) -> str:
    return limit(part, definitions) if isinstance(part.requirement, Target) else part.requirement.title


def _name(result: CriterionResult, part: TargetResult, definitions: Definitions) -> str:
    """«Flere løntilskudsforløb» (bagud); what people enter, and what has not begun, says its own status."""
    title = f"«{_title(result, part, definitions)}»"
    if not isinstance(part.requirement, Target) or part.status is Status.NOT_STARTED:
        return title
    return f"{title} ({plain_word(part.status).lower()})"


def _told(part: TargetResult, definitions: Definitions) -> str:
    """Figure and requirement in a clause; what has no figure as its headline."""
    target, reading = part.requirement, part.reading
    if not isinstance(target, Target) or reading is None or part.status in _WITHOUT_FIGURE:
        clauses = headline_parts(part, definitions)
        return ", og ".join(f"{one[:1].lower()}{one[1:]}".removesuffix(".") for one in clauses if one)
    mark = f" ({PROVISIONAL})" if reading.provisional else ""
    if part.standing is not None:
        return f"{place(part.standing)} i {of_reading(reading)}{mark}; målet er {places_counting(part.standing)}"
    figure = figure_in_words(reading.value, said(part, definitions.indicators[target.indicator]))
    return f"{figure} i {of_reading(reading)}{mark} {against(target)} {limit(part, definitions)}"
