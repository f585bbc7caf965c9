"""Words of the examples beside a rule."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model.contract import Target
from kpi.model.definitions import Definitions
from kpi.model.evaluation import Status, TargetResult
from kpi.model.example import Example, Proposal, Trial
from kpi.texts.amounts import amount
from kpi.texts.periods import day, long
from kpi.texts.statuses import badge, plain_word
from kpi.texts.verdict import sentence

FAILING_REMEDY = "Ret kravet, hvis eksemplet siger det, aftalen mener; ellers ret eksemplet."


def failing(example: Example, result: TargetResult, definitions: Definitions) -> str:
    """«Eksemplet (præcis på grænsen) skal give «Nået» (MET), men kravet giver «Ikke nået» (MISSED): …»."""
    name = f"Eksemplet ({example.why})" if example.why else "Eksemplet"
    expected = f"«{plain_word(example.status)}» ({example.status})"
    found = f"«{plain_word(result.status)}» ({result.status})"
    return f"{name} skal give {expected}, men kravet giver {found}. Det siger: «{sentence(result, definitions)}»"


WHY = {
    Trial.BOUNDARY: "på grænsen",
    Trial.BESIDE: "lige ved siden af grænsen",
    Trial.NEAR: "på kanten af «tæt på»",
    Trial.BEYOND_NEAR: "lige uden for «tæt på»",
    Trial.TOLERANCE: "på kanten af tolerancen",
    Trial.BEYOND_TOLERANCE: "lige uden for tolerancen",
    Trial.PROVISIONAL: "foreløbigt tal",
    Trial.REVISED: "revideret tal",
    Trial.HIDDEN: "skjult tal",
    Trial.MISSING: "kilden har intet tal",
    Trial.HOLE: "hul i tallene",
    Trial.NOT_OUT: "dagen efter fristen, før tallet plejer at komme",
    Trial.LATE: "tallet er forsinket",
    Trial.NEVER_CAME: "tallet kom aldrig",
    Trial.NOTHING: "intet er leveret",
    Trial.NO_BASELINE: "udgangspunktet mangler",
    Trial.OTHER_MISSING: "en anden kommunes eller indikators tal mangler",
    Trial.OTHER_HIDDEN: "en anden kommunes eller indikators tal er skjult",
    Trial.BEFORE_CONTRACT: "før aftalen begynder",
    Trial.UNMEASURED: "før fristen, og intet er målt endnu",
    Trial.MIDWAY: "før fristen, på grænsen",
    Trial.MIDWAY_BESIDE: "før fristen, lige ved siden af grænsen",
    Trial.ACCEPTED: "under en aftalt afvigelse",
}
_WITHOUT = {
    Trial.HIDDEN: "Hvad nu, hvis tallet for {period} er skjult?",
    Trial.MISSING: "Hvad nu, hvis kilden siger, at den intet tal har for {period}?",
    Trial.HOLE: "Hvad nu, hvis et af tallene midt i {period} mangler?",
    Trial.NOT_OUT: "Hvad siger tavlen dagen efter fristen, før tallet for {period} plejer at komme?",
    Trial.LATE: "Hvad nu, hvis tallet for {period} er forsinket?",
    Trial.NEVER_CAME: "Hvad nu, hvis tallet for {period} ikke er kommet over et år efter?",
    Trial.NOTHING: "Hvad nu, hvis der slet ikke er leveret tal?",
    Trial.NO_BASELINE: "Hvad nu, hvis udgangspunktet mangler?",
    Trial.OTHER_MISSING: "Hvad nu, hvis et af de tal, der sammenlignes med, mangler?",
    Trial.OTHER_HIDDEN: "Hvad nu, hvis et af de tal, der sammenlignes med, er skjult?",
    Trial.BEFORE_CONTRACT: "Hvad siger tavlen, før aftalen begynder?",
    Trial.UNMEASURED: "Hvad siger tavlen før fristen, når intet er målt endnu?",
    Trial.ACCEPTED: "Hvad siger tavlen, mens den aftalte afvigelse gælder?",
}
_WITH = {
    Trial.PROVISIONAL: "Er {value} i {period} nået, når tallet er foreløbigt?",
    Trial.REVISED: "Er {value} i {period} nået, når tallet er revideret?",
    Trial.MIDWAY: "Er {value} i {period} på sporet?",
    Trial.MIDWAY_BESIDE: "Er {value} i {period} på sporet?",
}
_BEFORE_DUE = (Trial.MIDWAY, Trial.MIDWAY_BESIDE)
_ANSWER = "Programmet siger: {status}. (Set fra {day}: {sentence})"
NONE_LEFT = "{id}: alle forslag er allerede prøvet."
UNTRIED = "{id}: intet eksempel prøver endnu: {statuses}."
ALL_TRIED = "{id}: hvert svar er prøvet af et eksempel."
HEADING = "{id}: {title}"
ASK = "  Er det, hvad aftalen mener? (j/n) "
YES = ("j", "ja")
WRITTEN = "{count} eksempler er skrevet ind i {file}."
NOT_WRITTEN = "Kravet «{id}» er skrevet på én linje i {file}, så eksemplerne kan ikke sættes ind. Skriv det som [[…]]."


def question(proposal: Proposal, target: Target, definitions: Definitions) -> str:
    """«Er 749 fuldtidspersoner i december 2017 nået? Programmet siger: Nået.»."""
    indicator = definitions.indicators[target.indicator]
    reading = proposal.result.reading
    asked = _WITHOUT.get(proposal.trial)
    spoken_of = target.due if asked is not None or reading is None or not reading.whole else reading.period
    period = long(proposal.through if proposal.trial in _BEFORE_DUE else spoken_of)
    if asked is None and reading is not None:
        asked = _WITH.get(proposal.trial, "Er {value} i {period} nået?")
    value = "" if reading is None else amount(reading.value, indicator)
    told = _ANSWER.format(
        status=badge(proposal.result).word,
        day=day(proposal.example.as_of),
        sentence=sentence(proposal.result, definitions),
    )
    return f"{(asked or 'Hvad siger tavlen?').format(value=value, period=period)} {told}"


def untried(requirement: str, statuses: Sequence[Status]) -> str:
    """What no example of the requirement has tried."""
    listed = ", ".join(f"«{plain_word(one)}» ({one})" for one in statuses)
    return (UNTRIED if statuses else ALL_TRIED).format(id=requirement, statuses=listed)
